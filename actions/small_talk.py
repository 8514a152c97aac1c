"""Greetings, thanks, who are you, and what is out of scope."""

from bot.engine.turns import ServiceAction


class ActionSmallTalk(ServiceAction):
    def name(self) -> str:
        return "action_small_talk"
