"""What a decision or an answer stands on, and how it came out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Status = Literal["met", "not_met", "unknown", "relaxable"]


@dataclass(frozen=True)
class Citation:
    """One passage of one notice, word for word, as a reply shows it (`custom.answer.citations`)."""

    notice: str  # notice id, e.g. gansu-2021-1
    title: str
    number: str | None  # 文号, None where the notice has none
    clause: str  # clause id inside the notice, e.g. 二（二）
    place: str  # gansu, anhui, guangdong or standard
    status: str  # issued, draft, lapsed or unverified
    quote: str  # verbatim

    def as_dict(self) -> dict[str, Any]:
        return {
            "notice": self.notice,
            "title": self.title,
            "number": self.number,
            "clause": self.clause,
            "place": self.place,
            "status": self.status,
            "quote": self.quote,
        }


@dataclass(frozen=True)
class Condition:
    """One condition of a decision: its status by itself, why, and the clause that sets it."""

    id: str
    label: str
    status: Status
    reason: str  # one Chinese sentence
    citation: Citation

    def as_dict(self) -> dict[str, Any]:
        return {"id": self.id, "status": self.status, "reason": self.reason, "citation": self.citation.as_dict()}


@dataclass(frozen=True)
class Verdict:
    """The outcome of a decision with everything it rests on.

    `data` is the decision's part of `custom` exactly as the reply carries it; `missing` are the facts (keys) that
    would still change the outcome, in the order they should be asked.
    """

    outcome: str
    data: dict[str, Any]
    conditions: tuple[Condition, ...] = ()
    citations: tuple[Citation, ...] = ()
    missing: tuple[str, ...] = field(default=())
