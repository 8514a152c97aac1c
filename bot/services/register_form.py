"""The form in one turn: its state, how values are read and stored, and how it replies. What a message does is in register.py."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.core.fields import parse_field
from bot.core.fields.base import Accepted, CheckBack, FieldContext, Outcome, Rejected
from bot.core.fields.extract import extract
from bot.core.mentions.place import Gazetteer, hear_places
from bot.core.numbers import to_number
from bot.core.registration import (
    NONE,
    Pending,
    Registration,
    contradictions,
    ownership_from,
    resume_from,
)
from bot.core.reply import Button, Reply
from bot.core.task import Decision
from bot.kb.model import KnowledgeBase
from bot.services.register_size import worked_out
from bot.services.register_texts import RegistrationTexts

# Kinds whose parser accepts almost any words: for these a question is a question, not an answer.
FREE_TEXT = {
    "text",
    "person_name",
    "enterprise_name",
    "address",
    "title",
    "industry",
    "region",
    "certificate",
    "website",
}
LONG_TEXT = {"resume", "remark", "main_products", "address"}
# A head's cells and the applicant's that hold the same where they are one person.
OWN_CELLS = {"name": "applicant_name", "post": "position", "mobile": "mobile", "phone": "phone"}


@dataclass(frozen=True)
class RegisterPorts:
    """What the form needs from outside: an answer to a question in between, and the papers."""

    aside: Callable[[str], Reply | None]
    submit: Callable[[Registration], Reply]
    forget: Callable[[], None]
    consent_given: Callable[[str], None]
    answerable: Callable[[str], bool]  # a remark without a question's shape that the notices or small talk speak to
    heard: Callable[[], Mapping[str, str]] = dict  # facts of the conversation, by field
    size: Decision | None = None  # works the enterprise's size out from figures


class FormTurn:
    """The form for one turn of one conversation."""

    def __init__(
        self,
        kb: KnowledgeBase,
        draft: Registration,
        today: date,
        ports: RegisterPorts,
        search_industry: Callable[[str], Any] | None = None,
        gazetteer: Gazetteer | None = None,
        consent: Mapping[str, Any] | None = None,
    ) -> None:
        self.kb, self.draft, self.today, self.ports = kb, draft, today, ports
        self.specs = kb.fields
        self.texts = RegistrationTexts(kb.fields, kb.registration["groups"], kb.registration.get("together", ()))
        self.order = self.texts.order
        self.context = FieldContext(today, draft.values, search_industry, gazetteer)
        self.consent = consent or {}
        self._as_applicants: dict[str, str] = {}
        self.aside_noted = ""  # what was told beside a question
        self._asked_back, self._before = draft.pending, dict(draft.values)  # as the message found it

    # ---- reading ----

    def _values_in(self, text: str, asked: str | None = None) -> dict[str, Outcome]:
        found = extract(text, self.specs, self.context, asked)
        values = dict(found.values)
        self._as_applicants = {}  # cells of a head who is the applicant, whose own is not known yet
        for key, mine in ((f"{group}_{part}", mine) for group in found.own for part, mine in OWN_CELLS.items()):
            if key in values or key in self.draft.values:
                continue
            if mine in values or mine in self.draft.values:
                values[key] = values.get(mine) or Accepted(self.draft.values[mine])
            else:
                self._as_applicants[key] = mine
        return values

    def _parse(self, key: str, text: str) -> Outcome:
        return parse_field(text, self.specs[key], replace(self.context, facts=self.draft.values))

    def _keep_as_guesses(self, heard: Mapping[str, str]) -> None:
        for key, value in heard.items():
            if key in self.specs and key not in self.draft.values:
                outcome = parse_field(str(value), self.specs[key], self.context)
                if isinstance(outcome, Accepted) and outcome.value != NONE:
                    self.draft.offer(key, outcome.value)

    def _labelled(self, text: str) -> str | None:
        """The field a text names, by its number or its longest name."""
        numbered = re.search(r"第\s*([0-9]{1,2}|[一二三四五六七八九十]{1,3})\s*[项格]", text)
        number = int(to_number(numbered[1]) or 0) if numbered else 0
        if 1 <= number <= len(self.order):
            return self.order[number - 1]
        text = text.replace("的", "")  # 「负责人的职务」
        named = [
            (len(n), k)
            for k in self.order
            for n in (self.specs[k].label, *self.specs[k].names)
            if len(n) > 1 and n in text
        ]
        return max(named)[1] if named else None

    def _begins_with(self, text: str) -> tuple[str, str] | None:
        """The cell a text begins with, and what is said of it: 「邮编不知道」 → postcode, 不知道."""
        plain = re.sub(r"^(?:我们?|他|她|本人|这个|那个|的)+", "", text.strip())
        names = [(name, key) for key, spec in self.specs.items() for name in (spec.label, *spec.names)]
        first = max(((n, k) for n, k in names if plain.startswith(n)), key=lambda named: len(named[0]), default=None)
        return (first[1], plain[len(first[0]) :].lstrip(" ：:，,也就是")) if first else None

    def _at_summary(self) -> bool:
        return self.draft.phase in ("filling", "confirm") and self.draft.next_field(self.order) is None

    # ---- what the other parts of the form do ----

    def _leave(self, key: str, text: str) -> Reply:
        raise NotImplementedError  # in register_commands.py

    def _earlier(self, steps: int, said: str) -> Reply:
        raise NotImplementedError  # in register_corrections.py

    # ---- storing ----

    def _store(self, values: Mapping[str, Outcome]) -> tuple[str, str]:
        """Store what was accepted; returns what to say about it, and what to say about the rest."""
        new: dict[str, str] = {}
        changes: dict[str, tuple[str, str]] = {}
        notes, problem = [], ""
        for key, outcome in values.items():
            if isinstance(outcome, Accepted):
                old = self.draft.values.get(key)
                self._accept(key, outcome)
                if key not in self.draft.values:
                    continue
                if old is not None and old != outcome.value:
                    changes[key] = (old, outcome.value)
                else:
                    new[key] = outcome.value
                if outcome.note:
                    notes.append(outcome.note)
            elif isinstance(outcome, CheckBack) and (not self.draft.pending or self.draft.pending.key == key):
                said = extract_words(outcome, key, values)
                self._ask_back(key, outcome, said)
            elif isinstance(outcome, Rejected) and not problem:
                problem = outcome.reason
        text = (self.texts.changed(changes) if changes else "") + self.texts.noted(new) + "".join(notes)
        return text, problem

    def _accept(self, key: str, outcome: Accepted) -> None:
        """Store one value unless it contradicts another: then ask which is right."""
        self.draft.fill(key, outcome.value)
        for other, implied in outcome.implies.items():
            if other not in self.draft.values:
                heard = self.draft.guesses.get(other, implied)
                if heard != implied:
                    self.draft.doubts[other] = heard
                self.draft.guesses[other] = implied  # an ID number knows better than what was heard before
        for clash in list(contradictions(self.draft.values, self.today)):
            if clash.id in self.draft.settled:
                continue
            said = self.draft.values.pop(clash.key)
            if self.draft.pending and self.draft.pending.key != clash.key:  # one question at a time
                self.draft.guesses[clash.key], self.draft.doubts[clash.key] = clash.choices[0].value, said
            else:
                self.draft.pending = Pending(clash.key, clash.question, {c.label: c.value for c in clash.choices})
                self.draft.guesses.pop(clash.key, None)

    def _ask_about_doubts(self) -> None:
        """The next cell of which two things were said; one whose words have to be settled waits for its turn."""
        draft = self.draft
        for key, said in list(draft.doubts.items()):
            if draft.pending:
                return
            known = draft.values.get(key, draft.guesses.get(key))
            outcome = self._parse(key, said)
            if known is None and key != draft.next_field(self.order):
                continue
            del draft.doubts[key]
            if isinstance(outcome, CheckBack):
                self._ask_back(key, outcome, said)
            elif isinstance(outcome, Accepted) and known != outcome.value:
                draft.pending = self._which(key, known, outcome.value)

    def _which(self, key: str, known: str | None, said: str) -> Pending | None:
        """The question which of two values is right; None where there is but one."""
        if known is None:
            self.draft.offer(key, said)
            return None
        clashes = contradictions({**self.draft.values, key: said}, self.today)
        if clash := next((c for c in clashes if c.key == key and known in (o.value for o in c.choices)), None):
            return Pending(key, clash.question, {c.label: c.value for c in clash.choices})
        before, now = (self.texts.cut(value) for value in (known, said))
        question = f"已填的是“{before}”，旧表上是“{now}”。以哪个为准？"
        return Pending(key, question, {"用已填的": known, "用旧表的": said})

    def _ask_back(self, key: str, outcome: CheckBack, said: str) -> None:
        """Ask with choices, twice at most; then the person's own words stand."""
        if self.draft.pending and self.draft.pending.key != key:
            self.draft.put_off()
        count = self.draft.asked_back[key] = self.draft.asked_back.get(key, 0) + 1
        own_words = next((c.value for c in outcome.choices if c.label.startswith("就按我说的")), said)
        if count > 1 and self.specs[key].kind == "industry":
            self.draft.pending = None
            self.draft.fill(key, own_words or said)
            return
        self.draft.pending = Pending(
            key, outcome.question, {c.label: c.value for c in outcome.choices}, own_words or said
        )

    # ---- replies ----

    def _go_on(self, said: str) -> Reply:
        """What was just done, then the next question or the summary."""
        pending = self.draft.pending
        if pending and pending is self._asked_back and self.draft.values != self._before:
            self.draft.put_off()
        self._ask_about_doubts()
        self.draft.take_up(self.order)
        field = self.draft.next_field(self.order)
        if field is None:
            return self._summary(said)
        self._work_out_guesses(field)
        if self.draft.phase == "confirm":
            self.draft.phase = "filling"
        question, buttons = self.texts.question(field, self.draft)
        return self._reply(f"{said}\n\n{question}".strip(), buttons)

    def _work_out_guesses(self, field: str) -> None:
        """What the conversation or other cells say of the field about to be asked."""
        if field in self.draft.values:
            return
        self._keep_as_guesses(self.ports.heard())
        values = self.draft.values
        name = values.get("enterprise_name", "")
        found: dict[str, str | None] = {}
        if field == "ownership":
            found[field] = ownership_from(name)
        elif field == "enterprise_size":
            found[field] = worked_out(self)
        elif field == "resume":
            found[field] = resume_from(values)
        elif field == "region" and name and self.context.gazetteer:
            outcome = self._parse(field, next((m.said for m in hear_places(name[:6], self.context.gazetteer)), ""))
            found[field] = outcome.value if isinstance(outcome, Accepted) else None
        elif field == "industry" and values.get("main_products") and not self.draft.pending:
            self._industry_of(values["main_products"])
        for key, value in found.items():
            if value:
                self.draft.offer(key, value)

    def _industry_of(self, products: str) -> None:
        """What the firm makes mostly says its industry: its candidates are asked at once."""
        if "industry" in self.draft.asked_back or "industry" in self.draft.guesses:
            return
        outcome = self._parse("industry", re.split(r"[、，,；;和及]", products)[0])
        self.draft.asked_back["industry"] = 0
        if isinstance(outcome, Accepted) and re.search(r"（\d{4}）$", outcome.value):
            self.draft.offer("industry", outcome.value)
        elif isinstance(outcome, CheckBack):
            choices = {c.label: c.value for c in outcome.choices if not c.label.startswith("就按我说的")}
            question = f"按“{products[:20]}”，国民经济行业分类是哪一个？都不是就说做什么行业的。"
            self.draft.pending = Pending("industry", question, choices)

    def _ask_again(self, said: str, kind: str | None = None) -> Reply:
        reply = self._go_on(said)
        if kind:
            reply.custom["answer"] = {"kind": kind, "citations": []}
        return reply

    def _reply(self, text: str, buttons: list[Button] | None = None) -> Reply:
        return Reply(text, buttons or [], self._custom())

    def _custom(self, ended: bool = False) -> dict[str, Any]:
        if ended:
            form: dict[str, Any] = {"form": "registration", "field": None, "filled": {}, "missing": []}
        else:
            form = {
                "form": "registration",
                "field": self.draft.field_now(self.order),
                "filled": dict(self.draft.values),
                "missing": self.draft.missing(self.order),
            }
        form["progress"] = {"done": len(form["filled"] or {}), "total": len(self.order)}
        return {"form": form}

    def _summary(self, before: str = "") -> Reply:
        self.draft.phase = "confirm"
        text, buttons = self.texts.summary(self.draft)
        return self._reply(f"{before}\n\n{text}".strip(), buttons)


def extract_words(outcome: CheckBack, key: str, values: Mapping[str, Outcome]) -> str:
    """The person's own words a question back was about: the choice that keeps them carries them."""
    return next((c.value for c in outcome.choices if c.label.startswith("就按我说的")), "")
