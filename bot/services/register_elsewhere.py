"""The registration on a channel that may not carry personal data: it starts there and is filled in on our own page.

Everything but filling in works as ever: policy questions, decisions, deleting, and the papers once they are made.
The reply says `handoff` in its `custom`; the channel puts the one-time link there.
"""

from __future__ import annotations

import re
from typing import Any

from bot.core import corrections, routing
from bot.core import turn as reading
from bot.core.conversation import Hint
from bot.core.fields.base import Accepted, FieldContext
from bot.core.fields.extract import extract
from bot.core.registration import Registration
from bot.core.reply import Button, Reply
from bot.services.register_turn import ENDED, RegistrationTurn, _state
from bot.storage import Draft

# What is typed on Telegram leaves the country (个人信息保护法 第三十八条、第三十九条).
_ABROAD = frozenset({"telegram"})
_PERSONAL_KINDS = frozenset({"person_name", "id_number", "birth_date", "mobile", "phone", "email", "address"})

WHY = "身份证号、手机这些个人信息不在这里收，请到网页上填"
NOT_NOTED = "刚才那条没有记进登记表。"
_SAID: dict[str, Any] = {"answer": {"kind": "smalltalk", "citations": []}}
BACK = Button.of("继续填表")


def personal_fields_allowed(channel: str) -> bool:
    return channel not in _ABROAD


class RegistrationElsewhere(RegistrationTurn):
    def respond(self, text: str, hint: Hint) -> Reply | None:
        stored, names = self._draft(), set(reading.commands(text))
        if {"delete", "withdraw"} & names and not reading.is_question(text):
            return self._forget(ENDED)
        if stored is None:
            return self._not_begun(text, hint, names)
        if _state(stored).phase == "finished":
            return self._finished(stored, text, hint, names)
        if names & {"continue", "restart", "show", "progress", "back", "papers"} or self._is_for_form(text, hint):
            note = NOT_NOTED if self._is_personal(text) else ""
            return self._hand_over(stored, f"{note}登记表在网页上接着填：{WHY}。")
        return self._beside(stored, text, hint)

    def edit(self, key: str, text: str, hint: Hint) -> Reply | None:
        return None

    def _not_begun(self, text: str, hint: Hint, names: set[str]) -> Reply | None:
        continues = "continue" in names and re.search(r"填|登记|表", text) and not self.unit.conversation.task
        if routing.asks_to_register(text, hint) or continues:
            return self._begin(text, hint)
        if self._is_personal(text) and not reading.is_question(text):
            return Reply(f"{NOT_NOTED}{WHY}：要填就说“登记”，我给您链接。", [Button.of("登记")], _SAID)
        return None

    def _finished(self, stored: Draft, text: str, hint: Hint, names: set[str]) -> Reply | None:
        if "papers" in names and not routing.asks_to_register(text, hint):
            return self._papers(stored, _state(stored))
        if routing.asks_to_register(text, hint) or "restart" in names:
            return self._begin(text, hint)
        if names & {"show", "continue"} or corrections.is_correction(text) or self._is_personal(text):
            return self._hand_over(stored, f"登记表已经做好。要看、要改在网页上：{WHY}。")
        return None

    def _begin(self, text: str, hint: Hint) -> Reply:
        """The draft exists from here on, still without consent: the page asks for that first."""
        self._open(text, hint)
        stored = self._draft()
        assert stored is not None
        place = self.unit.conversation.place
        hints = self.consent["places"]
        first = self.consent["elsewhere"].format(place_hint=hints[place]) if place in hints else ""
        return self._hand_over(stored, f"{first}登记表可以填：{WHY}，填好我在这里告诉您，并把材料发给您。")

    def _hand_over(self, stored: Draft, said: str) -> Reply:
        draft = _state(stored)
        reply = Reply(f"{said}\n\n链接 30 分钟内有效，只能打开一次；换手机或电脑就再要一个。", [BACK], {})
        if draft.phase == "finished":
            reply.custom = {"handoff": {"draft": stored.id}}
            return reply
        # Paused, so that the page takes it up with the consent notice or the next question.
        draft.paused = True
        self._stored(stored, draft, reply)
        reply.custom = {**self._form(stored, draft), "handoff": {"draft": stored.id}}
        return reply

    def _beside(self, stored: Draft, text: str, hint: Hint) -> Reply:
        """Something else, while the form is open or waits."""
        draft = _state(stored)
        reply = self.converse.respond(text, hint, in_form=not draft.paused)
        reply.custom.update(self._form(stored, draft))
        return reply

    def _form(self, stored: Draft, draft: Registration) -> dict[str, Any]:
        """Where the form stands, without a value of it."""
        state = self._register(stored, draft, Hint()).form_state()
        return {"form": {**state["form"], "filled": {}}}

    def _is_for_form(self, text: str, hint: Hint) -> bool:
        if routing.asks_to_register(text, hint):
            return True
        return self._is_personal(text) and not reading.is_question(text)

    def _is_personal(self, text: str) -> bool:
        """Whether a text holds what only the form would want: a number, a birthday, somebody's name said to be one."""
        specs = self.kb.fields
        heard = extract(text, specs, FieldContext(self.today)).values
        return any(
            isinstance(outcome, Accepted) and (specs[key].sensitive or specs[key].kind in _PERSONAL_KINDS)
            for key, outcome in heard.items()
        )
