"""Which ability level somebody reaches."""

from bot.engine.turns import ServiceAction


class ActionAssessLevel(ServiceAction):
    def name(self) -> str:
        return "action_assess_level"
