"""Messages said while a task is open: one per form of the domain."""

from bot.engine.turns import TaskValidation


class ValidateRegistration(TaskValidation):
    def name(self) -> str:
        return "validate_registration_form"


class ValidateEligibility(TaskValidation):
    def name(self) -> str:
        return "validate_eligibility_form"


class ValidateNeedCqo(TaskValidation):
    def name(self) -> str:
        return "validate_need_cqo_form"


class ValidateSize(TaskValidation):
    def name(self) -> str:
        return "validate_size_form"


class ValidateGrade(TaskValidation):
    def name(self) -> str:
        return "validate_grade_form"
