"""How large an enterprise is, statistically."""

from bot.engine.turns import ServiceAction


class ActionClassifySize(ServiceAction):
    def name(self) -> str:
        return "action_classify_size"
