"""The registration within a conversation: opens, finds and stores the draft, and makes the papers when it is confirmed."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from bot.core import routing
from bot.core import turn as reading
from bot.core.conversation import Hint, OpenTask
from bot.core.registration import Registration
from bot.core.reply import Button, Reply
from bot.kb.industries import Industries
from bot.kb.model import KnowledgeBase
from bot.services.converse import Converse
from bot.services.make_documents import make_papers, new_reference, papers_reply
from bot.services.register import Register
from bot.services.register_form import RegisterPorts
from bot.storage import Draft, PaperLinks, Unit

TASK = "registration"
SECOND_FACTORS = {"id_number", "mobile"}  # what its owner is asked for before a form opens somewhere else
DELETED = "已全部删除：填过的内容、同意记录、对话文字和做好的材料都没有了。想再登记，随时说“登记”。"
ENDED: dict[str, Any] = {
    "form": {"form": TASK, "field": None, "filled": {}, "missing": [], "progress": {"done": 0, "total": 38}}
}


class RegistrationTurn:
    """The form's part in one turn; `respond` is None where the message is not the form's."""

    def __init__(
        self,
        unit: Unit,
        kb: KnowledgeBase,
        today: date,
        industries: Industries,
        consent: dict[str, Any],
        converse: Converse,
        links: PaperLinks,
    ) -> None:
        self.links = links
        self.unit, self.kb, self.today = unit, kb, today
        self.industries, self.consent, self.converse = industries, consent, converse

    # ---- whose message is it ----

    def respond(self, text: str, hint: Hint) -> Reply | None:
        stored = self._draft()
        names = reading.commands(text)
        if stored is None:
            return self._without_draft(text, hint, names)
        draft = _state(stored)
        if draft.phase == "finished":
            return self._after_finishing(stored, draft, text, hint, names)
        if draft.paused:
            return self._while_paused(stored, draft, text, hint, names)
        return self._turn(stored, draft, text, hint)

    def _draft(self) -> Draft | None:
        draft_id = self.unit.conversation.draft_id
        return self.unit.drafts.get(draft_id) if draft_id else None

    def _without_draft(self, text: str, hint: Hint, names: list[str]) -> Reply | None:
        if {"delete", "withdraw"} & set(names) and not reading.is_question(text):
            return self._forget(ENDED)
        if "continue" in names and re.search(r"填|登记|表", text) and not self.unit.conversation.task:
            return self._open(text, hint)
        if routing.asks_to_register(text, hint):
            return self._open(text, hint)
        return None

    def _while_paused(
        self, stored: Draft, draft: Registration, text: str, hint: Hint, names: list[str]
    ) -> Reply | None:
        register = self._register(stored, draft, hint)
        if {"delete", "withdraw"} & set(names):
            return self._turn(stored, draft, text, hint)
        if "continue" in names or routing.asks_to_register(text, hint):
            draft.paused = False
            return self._stored(stored, draft, register.resume())
        if {"show", "progress"} & set(names):
            reply = register.turn(text, hint.intent)
            draft.paused = True
            return self._stored(stored, draft, reply)
        reply = self.converse.respond(text, hint)
        reply.custom.update(register.form_state())
        return reply

    def _after_finishing(
        self, stored: Draft, draft: Registration, text: str, hint: Hint, names: list[str]
    ) -> Reply | None:
        if {"delete", "withdraw"} & set(names) and not reading.is_question(text):
            return self._forget(ENDED)
        if "papers" in names and not routing.asks_to_register(text, hint):
            return self._papers(stored, draft)
        if "show" in names:
            register = self._register(stored, draft, hint)
            return Reply(
                register.texts.filled_list(draft), [Button("再发一次材料", "把登记表再发给我")], register.form_state()
            )
        if routing.asks_to_register(text, hint) or "restart" in names:
            return self._open(text, hint)
        if reading.is_correction(text):
            return self._new_version(stored, draft, text, hint)
        return None

    def edit(self, key: str, text: str, hint: Hint) -> Reply | None:
        """A cell changed in place, beside the chat: the same parser, the same contradictions."""
        stored = self._draft()
        if stored is None or key not in self.kb.fields:
            return None
        draft = _state(stored)
        if draft.phase == "consent":
            return None
        if draft.phase == "finished":
            draft.phase = "filling"
        draft.paused = False
        return self._stored(stored, draft, self._register(stored, draft, hint).edit(key, text))

    # ---- opening ----

    def _open(self, text: str, hint: Hint) -> Reply:
        conversation = self.unit.conversation
        heard = self.converse.hear_place(text)
        facts = conversation.facts.known
        offered: dict[str, str] = {
            k: str(facts[k])
            for k in ("education", "quality_years", "title", "enterprise_size", "industry")
            if k in facts
        }
        if conversation.city and conversation.place == "guangdong":
            offered["region"] = conversation.city
        stored = self.unit.drafts.create(conversation.id)
        conversation.draft_id = stored.id
        conversation.tasks = [OpenTask(TASK)]
        draft = Registration()
        reply = self._register(stored, draft, hint).open(heard or conversation.place, offered)
        return self._stored(stored, draft, reply)

    # ---- one turn ----

    def _turn(self, stored: Draft, draft: Registration, text: str, hint: Hint) -> Reply:
        reply = self._register(stored, draft, hint).turn(text, hint.intent)
        if self.unit.conversation.draft_id is None:  # forgotten meanwhile
            return reply
        if draft.paused and draft.values.keys() & SECOND_FACTORS:
            stored.reference = stored.reference or new_reference()
            reply.text += f"\n\n换手机或电脑接着填：说“继续填表 {stored.reference}”。"
        return self._stored(stored, draft, reply)

    def _register(self, stored: Draft, draft: Registration, hint: Hint) -> Register:
        ports = RegisterPorts(
            aside=lambda text: self.converse.respond(text, hint, in_form=True),
            submit=lambda state: self._submit(stored, state),
            forget=self._forget_all,
            consent_given=lambda version: self._consent_given(stored, version),
        )
        return Register(
            self.kb, draft, self.today, ports, self.industries.search, self.converse.around.gazetteer, self.consent
        )

    def _stored(self, stored: Draft, draft: Registration, reply: Reply) -> Reply:
        """Write the draft with the turn, and let the open task follow it."""
        notes = draft.as_dict()
        stored.values = notes.pop("values")
        stored.notes = notes
        stored.status = "finished" if draft.phase == "finished" else "paused" if draft.paused else "open"
        stored.consent_version = draft.consent_version
        self.unit.drafts.save(stored)
        conversation = self.unit.conversation
        under_way = draft.phase != "finished" and not draft.paused
        others = [t for t in conversation.tasks if t.name != TASK]
        conversation.tasks = [OpenTask(TASK, asked=draft.field_now(self._order()))] if under_way else others
        return reply

    def _order(self) -> list[str]:
        return [key for group in self.kb.registration["groups"] for key in group["fields"]]

    def _consent_given(self, stored: Draft, version: str) -> None:
        self.unit.consents.give(self.unit.conversation.id, version, "registration", stored.id)

    # ---- ends ----

    def _forget_all(self) -> None:
        self.unit.forget_everything()

    def _forget(self, custom: dict[str, Any]) -> Reply:
        self._forget_all()
        return Reply(DELETED, [Button.of("重新登记"), Button.of("任职条件有哪些")], custom)

    def _submit(self, stored: Draft, draft: Registration) -> Reply:
        """Make the papers of this version; they are ready, not handed in."""
        draft.phase, draft.paused = "finished", False
        draft.version += 1
        stored.version = draft.version
        stored.values = dict(draft.values)
        reference, documents = make_papers(self.unit, self.kb, stored, draft, self.today)
        return papers_reply(self.kb, draft, reference, documents, self._order(), self.links)

    def _papers(self, stored: Draft, draft: Registration) -> Reply:
        documents = self.unit.documents.of(stored.id, stored.version)
        return papers_reply(self.kb, draft, stored.reference or "", documents, self._order(), self.links, again=True)

    def _new_version(self, stored: Draft, draft: Registration, text: str, hint: Hint) -> Reply | None:
        """A change after finishing: a new version of the papers once it is confirmed; the old one is kept."""
        before = dict(draft.values)
        draft.phase = "filling"
        reply = self._register(stored, draft, hint).turn(text, hint.intent)
        if draft.values == before and not draft.revisit and not draft.pending:
            return None
        return self._stored(stored, draft, reply)


def _state(stored: Draft) -> Registration:
    return Registration.from_dict({**stored.notes, "values": dict(stored.values)})
