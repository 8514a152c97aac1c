"""The assistant: one message in, one committed reply out. What the engine's actions call, and nothing else does.

A turn is one transaction: conversation, draft, papers and reply are written together or not at all, and the same
message id always gets the reply it already has.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import partial
from typing import Any

from bot.core import turn as reading
from bot.core.conversation import Hint
from bot.core.old_form import OLD_FORM, unpacked
from bot.core.reply import Reply
from bot.core.task import Decision
from bot.kb.industries import Industries
from bot.kb.model import KnowledgeBase, KnowledgeBaseError
from bot.kb.places import gazetteer
from bot.kb.search import PolicySearch
from bot.services.answer_question import AnswerQuestion
from bot.services.assess_level import AssessLevel
from bot.services.check_eligibility import CheckEligibility
from bot.services.classify_size import ClassifySize
from bot.services.converse import Converse
from bot.services.decide_need import DecideNeed
from bot.services.look_up_clause import LookUpClause
from bot.services.make_documents import worklist_reply
from bot.services.policy_turn import Surroundings
from bot.services.register_elsewhere import RegistrationElsewhere, personal_fields_allowed
from bot.services.register_resume import resume_elsewhere
from bot.services.register_turn import RegistrationTurn
from bot.services.small_talk import SmallTalk
from bot.services.worklist import MakeWorklist
from bot.storage import PaperLinks, Storage, Unit

log = logging.getLogger(__name__)
CHINA = timezone(timedelta(hours=8))

TOO_LONG = f"这段话太长了（超过 {reading.LONGEST_TEXT} 字），我没有处理，也没有存。请分成几段发，每段一件事，例如先发“工作简历：……”。"


@dataclass(frozen=True)
class Handled:
    turn_id: str
    reply: Reply
    open_task: str | None  # registration, eligibility, need_cqo, size, grade or None


class Knowledge:
    """Everything made from one version of the knowledge base: built whole, swapped whole."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self.kb = kb
        self.search = PolicySearch(kb)
        self.gazetteer = gazetteer(kb.tables["places"])
        self.small_talk = SmallTalk(kb.tables.get("smalltalk", {}))
        self.clauses = LookUpClause(kb)
        self.industries = Industries(kb.tables["industries"])
        decisions: tuple[Decision, ...] = (ClassifySize(kb), AssessLevel(kb), CheckEligibility(kb), DecideNeed(kb))
        self.decisions: Mapping[str, Decision] = {d.name: d for d in decisions}
        eligibility, need = decisions[2], decisions[3]
        assert isinstance(eligibility, CheckEligibility)
        assert isinstance(need, DecideNeed)
        self.worklist = MakeWorklist(kb, need, eligibility)


class Assistant:
    def __init__(
        self,
        storage: Storage,
        kb: KnowledgeBase,
        *,
        operator: str,
        retention_days: int,
        reload: Callable[[], KnowledgeBase] | None = None,
        today: Callable[[], date] = lambda: datetime.now(CHINA).date(),
    ) -> None:
        self._storage, self._today, self._reload = storage, today, reload
        self._operator, self._retention_days = operator, retention_days
        self._knowledge = Knowledge(kb)
        self._links = PaperLinks(storage.keyring)

    def handle(
        self,
        message_id: str | None,
        sender: str,
        text: str,
        channel: str = "rest",
        hint: Hint | None = None,
        field: str | None = None,
    ) -> Handled:
        """The reply to one message. `field`: the text is the new value of that cell, edited in place beside the chat;
        or, for OLD_FORM, the cells of an uploaded form.

        Raises what the storage raises; nothing of the turn is then stored.
        """
        message_id = message_id or uuid.uuid4().hex
        with self._storage.turn(message_id, sender, channel) as unit:
            if unit.replied is not None:
                return Handled(message_id, unit.replied, _open_task(unit))
            self._follow_kb(unit)
            reply = self._respond(unit, text, hint or Hint(), field)
            unit.commit(reply)
            return Handled(message_id, reply, _open_task(unit))

    def _registration(self, unit: Unit, converse: Converse) -> RegistrationTurn:
        known = self._knowledge
        filling = RegistrationTurn if personal_fields_allowed(unit.channel) else RegistrationElsewhere
        return filling(unit, known.kb, self._today(), known.industries, self._consent(), converse, self._links)

    def _follow_kb(self, unit: Unit) -> None:
        """An answer approved elsewhere is live here at the next message."""
        if self._reload and unit.kb_version not in (None, self._knowledge.kb.version):
            try:
                kb = self._reload()
            except KnowledgeBaseError as error:  # a half-saved file must not silence the assistant
                log.error("knowledge base not reloaded: %s", type(error).__name__)
                return
            if kb.version != self._knowledge.kb.version:
                self._knowledge = Knowledge(kb)

    def _respond(self, unit: Unit, text: str, hint: Hint, field: str | None) -> Reply:
        text = reading.clean(text)
        conversation = unit.conversation
        if len(text) > reading.LONGEST_TEXT:
            return Reply(TOO_LONG, [], {"error": {"code": "too_long", "saved": False}})
        if field is None and (elsewhere := resume_elsewhere(unit, text)):
            return elsewhere
        converse = Converse(conversation, self._surroundings(unit))
        registration = self._registration(unit, converse)
        reply: Reply | None
        if field == OLD_FORM:
            reply = registration.take_form(unpacked(text), hint)
        else:
            reply = registration.edit(field, text, hint) if field else registration.respond(text, hint)
        return reply if reply is not None else converse.respond(text, hint)

    def _surroundings(self, unit: Unit) -> Surroundings:
        known = self._knowledge
        today = self._today()
        return Surroundings(
            kb=known.kb,
            gazetteer=known.gazetteer,
            answers=AnswerQuestion(known.kb, known.search, today),
            clauses=known.clauses,
            small_talk=known.small_talk,
            decisions=known.decisions,
            today=today,
            worklist=lambda facts: worklist_reply(unit, known.worklist, self._links, facts, today),
            compare={
                name: partial(decision.compare, today=today)
                for name, decision in known.decisions.items()
                if isinstance(decision, (CheckEligibility, DecideNeed))
            },
            log_question=lambda text, kind, place, topic, score: unit.log_question(
                text, kind, place=place, topic=topic, score=score
            ),
            feedback=lambda verdict: unit.questions.feedback_on_last(unit.conversation.id, verdict),
        )

    def _consent(self) -> dict[str, Any]:
        """The consent notice with who collects, how long it is kept and how much is asked filled in."""
        consent = dict(self._knowledge.kb.tasks["consent"])
        total = sum(len(group["fields"]) for group in self._knowledge.kb.registration["groups"])
        filled = {"operator": self._operator, "retention_days": self._retention_days, "total": total}
        consent["notice"] = consent["notice"].format(**filled)
        consent["question"] = consent["question"].format(**filled)
        return consent


def _open_task(unit: Unit) -> str | None:
    task = unit.conversation.task
    return task.name if task and not task.paused else None


def build_assistant(settings: Any, storage: Storage, kb: KnowledgeBase) -> Assistant:
    """The assistant of this process, from its settings (bot.bootstrap)."""
    from bot.kb.load import load

    return Assistant(
        storage,
        kb,
        operator=settings.operator,
        retention_days=settings.draft_days,
        reload=lambda: load(settings.kb_path),
    )
