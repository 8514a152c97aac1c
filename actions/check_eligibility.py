"""Whether a person may be a chief quality officer."""

from bot.engine.turns import ServiceAction


class ActionCheckEligibility(ServiceAction):
    def name(self) -> str:
        return "action_check_eligibility"
