"""The registration within a conversation: opens, finds and stores the draft, and makes the papers when it is confirmed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.core import corrections, follow_up, routing
from bot.core import several_drafts as several
from bot.core import turn as reading
from bot.core.conversation import Hint, OpenTask
from bot.core.fields.base import Accepted, FieldContext
from bot.core.fields.extract import extract
from bot.core.fields.labels import find_labels, flatten
from bot.core.mentions.place import hear_places
from bot.core.numbers import to_number
from bot.core.registration import Registration
from bot.core.reply import Button, Reply
from bot.kb.industries import Industries
from bot.kb.model import KnowledgeBase
from bot.services.answer_question import SURE
from bot.services.converse import Converse
from bot.services.make_documents import make_papers, new_reference, papers_reply
from bot.services.register import Register
from bot.services.register_drafts import listed, of_the_firm, sheets_of
from bot.services.register_form import RegisterPorts
from bot.storage import Draft, PaperLinks, Unit

TASK = "registration"
SECOND_FACTORS = {"id_number", "mobile"}  # what its owner is asked for before a form opens somewhere else
DELETED = "已全部删除：填过的内容、同意记录、对话文字和做好的材料都没有了。想再登记，随时说“登记”。"
ENDED: dict[str, Any] = {
    "form": {"form": TASK, "field": None, "filled": {}, "missing": [], "progress": {"done": 0, "total": 38}}
}
_HEARD = ("education", "quality_years", "title", "enterprise_size", "industry")
# A remark without a question's shape that asks for a rule all the same: 「备案流程」「学历要求呢」.
_OF_POLICY = re.compile(
    r"(?:要求|条件|流程|规定|政策|程序|期限|罚款|处罚|依据|原文|文号|职责|权力|奖励|区别|待遇|材料|复印件)(?:呢|吗|啊)?[。？?！!]*$"
)
_KEEP = re.compile(r"(?:先)?(?:留着|留|保留|别删|不删|不用删|不要删)(?:着|以后填|吧|以后再填)*")
_VERSION = re.compile(r"第\s*([0-9一二三四五六七八九]{1,2})\s*版")


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
        among = self._among_drafts(stored, text, hint)
        if among is not None:
            return among
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
        if "restart" in names and draft.phase != "consent":
            draft.paused = False
            return self._turn(stored, draft, text, hint)
        if "continue" in names or routing.asks_to_register(text, hint):
            draft.paused = False
            return self._stored(stored, draft, register.resume())
        if _KEEP.fullmatch(reading.bare(text)):
            return Reply("好，都留着。随时回来说“继续填表”。", [Button.of("继续填表")], register.form_state())
        if self._goes_on_filling(text):
            draft.paused = False
            return self._turn(stored, draft, text, hint)
        if {"show", "progress"} & set(names):
            reply = register.turn(text, hint.intent)
            draft.paused = True
            return self._stored(stored, draft, reply)
        reply = self.converse.respond(text, hint)
        reply.custom.update(register.form_state())
        return reply

    def _goes_on_filling(self, text: str) -> bool:
        """「手机13800138000」「男，1988年8月8日」「提交」 after a pause: the form's, unless a case is being judged."""
        if reading.is_question(text) or self.unit.conversation.task or self.unit.conversation.decided:
            return False
        if reading.is_submit(text) and "交" in text:
            return True
        context = FieldContext(self.today, {}, self.industries.search, self.converse.around.gazetteer)
        told = extract(text, self.kb.fields, context).values
        values = [v for v in told.values() if isinstance(v, Accepted)]
        return len(values) > 1 or (bool(values) and self._names_a_value(text))

    def _after_finishing(
        self, stored: Draft, draft: Registration, text: str, hint: Hint, names: list[str]
    ) -> Reply | None:
        if {"delete", "withdraw"} & set(names) and not reading.is_question(text):
            return self._forget(ENDED)
        if self._wants_papers(text, names) and not routing.asks_to_register(text, hint):
            return self._papers(stored, draft, text)
        if "show" in names:
            register = self._register(stored, draft, hint)
            return Reply(
                register.texts.filled_list(draft), [Button("再发一次材料", "把登记表再发给我")], register.form_state()
            )
        if routing.asks_to_register(text, hint) or "restart" in names:
            return self._open(text, hint)
        if corrections.is_correction(text) or self._names_a_value(text):
            return self._new_version(stored, draft, text, hint)
        return None

    def _names_a_value(self, text: str) -> bool:
        """「传真是 0756-8880100」 after the papers are made."""
        if reading.is_question(text):
            return False
        context = FieldContext(self.today, {}, self.industries.search, self.converse.around.gazetteer)
        return any(True for _ in find_labels(flatten(text), self.kb.fields, context, None))

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

    # ---- several drafts ----

    def _among_drafts(self, stored: Draft | None, text: str, hint: Hint) -> Reply | None:
        """Another applicant, back to an earlier one, or the list of them; None where the message is about none of it."""
        wanted = several.wanted(text)
        if wanted is None or (stored is not None and not stored.notes.get("phase")):
            return None
        sheets = sheets_of(self.unit.drafts.of(self.unit.conversation.id), len(self._order()))
        if not sheets:
            return None
        current = stored.id if stored else None
        if wanted == "list":
            reply = listed(sheets, current)
            reply.custom = self._register(stored, _state(stored), hint).form_state() if stored else {}
            return reply
        if wanted == "new":
            return self._open_another(stored, text, hint)
        others = [sheet for sheet in sheets if sheet.id != current]
        found = several.find(text, sheets) if wanted == "switch" else (others[-1] if others else None)
        if found is None:
            return None
        return self._switch_to(stored, found.id, hint)

    def _open_another(self, stored: Draft | None, text: str, hint: Hint) -> Reply:
        """A new draft; what the firm has in common is offered, unless it is another firm's."""
        draft = _state(stored) if stored else None
        another_firm = re.search(r"公司|企业|单位|厂|家", text)
        shared = of_the_firm(draft) if draft and draft.consent_version and not another_firm else {}
        if stored is not None and draft is not None:
            self._put_aside(stored, draft)
        return self._open(text, hint, for_other=True, shared=shared)

    def _switch_to(self, stored: Draft | None, draft_id: str, hint: Hint) -> Reply:
        if stored is not None and stored.id != draft_id:
            self._put_aside(stored, _state(stored))
        target = self.unit.drafts.get(draft_id)
        assert target is not None
        self.unit.conversation.draft_id = draft_id
        draft = _state(target)
        if draft.phase == "finished":
            return self._papers(target, draft)
        draft.paused = False
        reply = self._register(target, draft, hint).resume()
        name = next(s.name for s in sheets_of([target], len(self._order())))
        reply.text = f"好，换到这份：{name}。{reply.text}"
        return self._stored(target, draft, reply)

    def _put_aside(self, stored: Draft, draft: Registration) -> None:
        if draft.phase != "finished":
            draft.paused = True
            self._stored(stored, draft, Reply(""))

    # ---- opening ----

    def _open(self, text: str, hint: Hint, for_other: bool = False, shared: Mapping[str, str] | None = None) -> Reply:
        conversation = self.unit.conversation
        heard = self.converse.hear_place(text)
        stored = self.unit.drafts.create(conversation.id)
        conversation.draft_id = stored.id
        conversation.tasks = [OpenTask(TASK)]
        draft = Registration(for_other=for_other or several.for_somebody_else(text))
        offered = {**self._heard(draft), **(shared or {})}
        reply = self._register(stored, draft, hint).open(heard or conversation.place, offered)
        return self._stored(stored, draft, reply)

    def _heard(self, draft: Registration) -> dict[str, str]:
        """Facts of the conversation that the form asks for too. Those of a person are one person's."""
        conversation = self.unit.conversation
        facts = conversation.facts.known
        keys = [k for k in _HEARD if not draft.for_other or k in ("enterprise_size", "industry")]
        offered = {k: _as_text(facts[k]) for k in keys if facts.get(k) is not None}
        if "enterprise_size" not in offered and any(k in facts for k in routing.FIGURES):
            verdict = self.converse.around.decisions["size"].decide(conversation.facts, self.today)
            if verdict.outcome in ("大型", "中型", "小型", "微型"):
                offered["enterprise_size"] = verdict.outcome
        if conversation.city and conversation.place == "guangdong":
            offered["region"] = conversation.city
        return offered

    def take_form(self, values: Mapping[str, str], hint: Hint) -> Reply:
        """An old 登记表 or a row of the 人才库 read by bot.documents.read_form: offered, group by group."""
        stored = self._draft()
        if stored is None or _state(stored).phase == "finished":
            reply = self._open("", hint)
            reply.text = f"表收到了，还没有读进去：要先征得您同意，同意后请再发一次。\n\n{reply.text}"
            return reply
        draft = _state(stored)
        register = self._register(stored, draft, hint)
        if draft.phase == "consent":
            return self._stored(stored, draft, register.ask_consent("表收到了，先要您同意，同意后请再发一次。\n\n"))
        draft.paused = False
        return self._stored(stored, draft, register.take_form(values))

    # ---- one turn ----

    def _turn(self, stored: Draft, draft: Registration, text: str, hint: Hint) -> Reply:
        if (
            draft.version
            and self._wants_papers(text, reading.commands(text))
            and draft.field_now(self._order()) != "confirm"
        ):
            reply = self._papers(stored, draft, text)
            reply.text = f"刚才改的还没确认，不在里面。{reply.text}"
            reply.custom.update(self._register(stored, draft, hint).form_state())
            return self._stored(stored, draft, reply)
        reply = self._register(stored, draft, hint).turn(text, hint.intent)
        if self.unit.conversation.draft_id is None:  # forgotten meanwhile
            return reply
        if draft.paused and draft.values.keys() & SECOND_FACTORS:
            stored.reference = stored.reference or new_reference()
            reply.text += f"\n\n换手机或电脑接着填：说“继续填表 {stored.reference}”。"
        return self._stored(stored, draft, reply)

    def _register(self, stored: Draft, draft: Registration, hint: Hint) -> Register:
        ports = RegisterPorts(
            aside=lambda text: self._aside(text, draft, hint),
            submit=lambda state: self._submit(stored, state),
            forget=self._forget_all,
            consent_given=lambda version: self._consent_given(stored, version),
            answerable=lambda text: self._answerable(text),
            heard=lambda: self._heard(draft),
            size=self.converse.around.decisions["size"],
        )
        return Register(
            self.kb, draft, self.today, ports, self.industries.search, self.converse.around.gazetteer, self.consent
        )

    def _aside(self, text: str, draft: Registration, hint: Hint) -> Reply:
        """A question in between: where no place was named before, it is asked of where the firm is."""
        conversation = self.unit.conversation
        region = draft.values.get("region")
        if conversation.place is None and region:
            at = {m.place for m in hear_places(region, self.converse.around.gazetteer)} & set(self.kb.places)
            conversation.place = at.pop() if len(at) == 1 else None
        return self.converse.respond(text, hint, in_form=True)

    def _answerable(self, text: str) -> bool:
        """Small talk, a rule asked for in few words, or the place asked back about what was just answered."""
        around = self.converse.around
        heard = self.converse._hear(text)
        if self.unit.conversation.topic and heard.places and follow_up.asks_nothing_more(heard.rest):
            return True
        if around.small_talk.is_plain(text):
            return True
        if not _OF_POLICY.search(text) or len(text) > 30:
            return False
        conversation = self.unit.conversation
        answered = around.answers.answer(text, heard, conversation.place, conversation.topic)
        return answered.score >= SURE

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
        return Reply(DELETED, [Button.of("重新登记"), Button.of("谁能当首席质量官")], custom)

    def _submit(self, stored: Draft, draft: Registration) -> Reply:
        """Make the papers of this version; they are ready, not handed in."""
        draft.phase, draft.paused = "finished", False
        draft.version += 1
        stored.version = draft.version
        stored.values = dict(draft.values)
        reference, documents = make_papers(self.unit, self.kb, stored, draft, self.today)
        attached = self.unit.attachments.kinds(stored.id)
        return papers_reply(self.kb, draft, reference, documents, self._order(), self.links, attached=attached)

    def _wants_papers(self, text: str, names: list[str]) -> bool:
        return "papers" in names or bool(_VERSION.search(text) and re.search(r"发|给|要|看|下载", text))

    def _papers(self, stored: Draft, draft: Registration, text: str = "") -> Reply:
        """The same papers again; made anew where a photo came after them. 「第 1 版发我」: an earlier version."""
        documents = self.unit.documents.of(stored.id, stored.version)
        photo = self.unit.attachments.get(stored.id, "photo")
        said = _VERSION.search(text)
        number = int(to_number(said[1]) or 0) if said else 0
        earlier = self.unit.documents.of(stored.id, number) if 0 < number < stored.version else []
        attached = self.unit.attachments.kinds(stored.id)
        if photo and documents and photo.created_at > documents[0].created_at and not earlier:
            return self._stored(stored, draft, self._submit(stored, draft))
        return papers_reply(
            self.kb,
            draft,
            stored.reference or "",
            earlier or documents,
            self._order(),
            self.links,
            again=True,
            attached=attached,
            version=number if earlier else None,
        )

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


def _as_text(fact: Any) -> str:
    """8.0 years are 8."""
    return str(int(fact)) if isinstance(fact, float) and fact.is_integer() else str(fact)
