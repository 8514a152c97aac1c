"""The papers made from a finished form."""

from bot.engine.turns import ServiceAction


class ActionMakeDocuments(ServiceAction):
    def name(self) -> str:
        return "action_make_documents"
