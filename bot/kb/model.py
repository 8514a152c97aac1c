"""The knowledge base as the rest of the house sees it: notices with their clauses, topics, records, fields, tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from bot.core.fields.base import FieldSpec
from bot.core.verdict import Citation

WHOLE_CLAUSE = 140  # characters; a clause no longer than this is quoted whole
VALUE = re.compile(r"\{\{\s*([\w.]+)\s*\}\}")
_ITEM = re.compile(r"([a-z])\) ")


class KnowledgeBaseError(Exception):
    """Something the knowledge base does not hold, or a file of it that cannot be read."""


class NoticeNotFound(KnowledgeBaseError):
    pass


class ClauseNotFound(KnowledgeBaseError):
    pass


class QuoteNotVerbatim(KnowledgeBaseError):
    pass


class ValueNotFound(KnowledgeBaseError):
    pass


@dataclass(frozen=True)
class Clause:
    """One numbered passage. `id` is the document's own numbering joined by "/"; `restored`: the text had lost it."""

    id: str
    notice: str
    heading: tuple[str, ...]
    text: str  # verbatim; a table row has its cells joined by one space, a list one item a line
    restored: bool = False
    at: str = ""  # file:line

    @property
    def ref(self) -> str:
        return f"{self.notice}/{self.id}"

    def items(self) -> Iterator[Clause]:
        """The a), b), c) … of a list inside the clause, as 5.1.5/a, 5.1.5/b …: written once, citable alone."""
        for line in self.text.splitlines():
            item = _ITEM.match(line)
            if item:
                yield Clause(f"{self.id}/{item[1]}", self.notice, self.heading, line, self.restored, self.at)

    def passage(self, quote: str) -> str | None:
        """The clause's own wording of a quote (whitespace aside), or None if it does not stand there."""
        words = [re.escape(character) for character in quote if not character.isspace()]
        found = re.search(r"\s*".join(words), self.text) if words else None
        return found[0] if found else None


@dataclass(frozen=True)
class Value:
    """A named figure, date, degree or wording of a notice: `gansu.education`."""

    name: str
    text: str
    clause: str  # full reference
    quote: str
    at: str = ""


@dataclass(frozen=True)
class Notice:
    id: str
    place: str
    title: str
    short_title: str
    number: str | None
    issuer: str
    issued_on: str | None  # YYYY, YYYY-MM or YYYY-MM-DD, as far as known
    status: str  # issued, draft, lapsed or unverified
    checked_on: str
    scope: Mapping[str, str]  # level: province, city, county or standard; name
    note: str
    clauses: Mapping[str, Clause]
    values: Mapping[str, Value] = field(default_factory=dict)
    rules: Mapping[str, Any] = field(default_factory=dict)
    restored_headings: Mapping[str, str] = field(default_factory=dict)  # number → heading
    at: str = ""

    @cached_property
    def _items(self) -> dict[str, Clause]:
        return {item.id: item for clause in self.clauses.values() for item in clause.items()}

    def find(self, clause_id: str) -> Clause | None:
        """A clause, or an a), b), c) … item of one."""
        return self.clauses.get(clause_id) or self._items.get(clause_id)

    def under(self, number: str) -> list[Clause]:
        """The clause of that number, or all clauses below it: 「三（二）」 has four, 「8.4.2」 has four."""
        exact = self.find(number)
        if exact:
            return [exact]
        return [clause for key, clause in self.clauses.items() if _is_below(key, number)]


def _is_below(clause_id: str, number: str) -> bool:
    """附件2/说明5 is below 附件2/说明, 8.4.2.1 below 8.4; 10.1 is not below 1."""
    if not number or not clause_id.startswith(number):
        return False
    following = clause_id[len(number)]
    return following in "/.（" or (following.isdigit() and not number[-1].isdigit())


@dataclass(frozen=True)
class Quoted:
    """A passage an answer stands on; without a quote the whole clause."""

    clause: str  # full reference
    quote: str | None = None


@dataclass(frozen=True)
class Record:
    """A contradiction, a gap or a note, shown when an answer touches it."""

    id: str
    about: str
    kind: str  # contradiction, gap or note
    clauses: tuple[str, ...]
    say: str
    source: str | None = None  # where it comes from, if not from the clauses
    at: str = ""


@dataclass(frozen=True)
class Answer:
    """What one place says on a topic. `silent`: the document does not settle it, `quoted` stands nearby."""

    place: str
    say: str  # with {{values}}; `kb.render` fills them in
    quoted: tuple[Quoted, ...] = ()  # the deciding passage first
    silent: bool = False
    verdict: str | None = None  # yes, no or depends
    records: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    at: str = ""

    @property
    def clause(self) -> str | None:
        return self.quoted[0].clause if self.quoted else None


@dataclass(frozen=True)
class Topic:
    """One thing people ask, answered per place."""

    id: str
    about: str
    ask: tuple[str, ...]
    answers: Mapping[str, Answer]
    related: tuple[str, ...] = ()
    about_all: bool = False  # compares places: may cite any of them
    at: str = ""


@dataclass(frozen=True)
class KnowledgeBase:
    notices: Mapping[str, Notice]
    topics: Mapping[str, Topic]
    records: Mapping[str, Record]
    fields: Mapping[str, FieldSpec]
    tasks: Mapping[str, Any]  # raw tasks/*.yml by file stem
    tables: Mapping[str, Any]  # raw tables/*.yml by file stem
    version: str  # hash of everything read

    @property
    def registration(self) -> Any:
        """The form's order and groups, as written in tasks/registration.yml; {} where there is none."""
        return self.tasks.get("registration", {})

    @cached_property
    def places(self) -> tuple[str, ...]:
        """The places whose notices are here, in the order they are compared."""
        return tuple(dict.fromkeys(notice.place for notice in self.notices.values()))

    @cached_property
    def values(self) -> dict[str, str]:
        return {value.name: value.text for notice in self.notices.values() for value in notice.values.values()}

    def notice_of(self, place: str) -> Notice:
        for notice in self.notices.values():
            if notice.place == place:
                return notice
        raise NoticeNotFound(f"没有 {place} 的文件")

    def rules(self, place: str, question: str) -> Any:
        """The raw rules a place's notice sets on a question (eligibility, need_cqo …); None where it sets none."""
        return self.notice_of(place).rules.get(question)

    def clause(self, ref: str) -> Clause:
        """The clause of a reference `notice/clause`."""
        notice_id, _, clause_id = ref.partition("/")
        notice = self.notices.get(notice_id)
        clause = notice.find(clause_id) if notice else None
        if clause is None:
            raise ClauseNotFound(f"没有条款 {ref}")
        return clause

    def cite(self, ref: str, quote: str | None = None) -> Citation:
        """A citation with the quote as the clause writes it; without a quote the whole clause."""
        clause = self.clause(ref)
        notice = self.notices[clause.notice]
        words = clause.text if quote is None else clause.passage(quote)
        if words is None:
            raise QuoteNotVerbatim(f"{ref} 里没有这句话：{quote}")
        return Citation(notice.id, notice.title, notice.number, clause.id, notice.place, notice.status, words)

    def cite_answer(self, answer: Answer) -> list[Citation]:
        """The citations of an answer, the deciding one first, each as the whole sentences its quote stands in."""
        return [self._cite_sentences(quoted.clause, quoted.quote) for quoted in answer.quoted]

    def _cite_sentences(self, ref: str, quote: str | None) -> Citation:
        """A quote grown to its sentences; a short clause is given whole. People check the clause, not our scissors."""
        text = self.clause(ref).text
        if quote is None or len(text) <= WHOLE_CLAUSE:
            return self.cite(ref)
        words = self.cite(ref, quote).quote
        start = text.index(words)
        end = start + len(words)
        first = max(text.rfind(mark, 0, start) for mark in "。；\n") + 1
        ends = [at for mark in "。；\n" if (at := text.find(mark, max(start, end - 1))) >= 0]
        return self.cite(ref, text[first : min(ends, default=len(text))].strip())

    def render(self, text: str) -> str:
        """A text with its {{values}} filled in."""
        return VALUE.sub(lambda found: self._value(found[1]), text)

    def _value(self, name: str) -> str:
        if name not in self.values:
            raise ValueNotFound(f"没有这个值：{{{{{name}}}}}")
        return self.values[name]
