"""A question about the policies."""

from bot.engine.turns import ServiceAction


class ActionAnswerQuestion(ServiceAction):
    def name(self) -> str:
        return "action_answer_question"
