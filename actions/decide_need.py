"""Whether an enterprise must have a chief quality officer."""

from bot.engine.turns import ServiceAction


class ActionDecideNeed(ServiceAction):
    def name(self) -> str:
        return "action_decide_need"
