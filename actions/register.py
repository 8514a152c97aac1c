"""The registration form, and what concerns its draft."""

from bot.engine.turns import ServiceAction


class ActionRegister(ServiceAction):
    def name(self) -> str:
        return "action_register"
