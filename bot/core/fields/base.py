"""What a field is, and what reading a text as one can give: a value, a question back, or a reason why not."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.core.mentions.place import Gazetteer


@dataclass(frozen=True)
class FieldSpec:
    """One entry of policies_kb/fields.yml."""

    key: str
    kind: str
    label: str  # short name shown to people, e.g. 学历
    cell: str  # the cell's caption on the form
    ask: str  # the question
    why: str  # why it is asked, one sentence
    means: str  # what it means, one sentence
    example: str
    required: bool
    sensitive: bool = False
    purpose: str = ""
    retention: str = ""
    options: tuple[str, ...] = ()
    names: tuple[str, ...] = ()  # other words people use for it, longest first
    max_length: int = 200


@dataclass(frozen=True)
class Choice:
    label: str
    value: str


@dataclass(frozen=True)
class Accepted:
    """`value` as stored. `implies` are other field keys this value settles (身份证号 → gender, birth_date), to be offered."""

    value: str
    note: str | None = None
    implies: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class CheckBack:
    """The text could mean several values: ask with `choices`; a choice's `value` is stored as it is."""

    question: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Rejected:
    """`reason`: one Chinese sentence that says what is wrong, what is expected, and an example."""

    reason: str


Outcome = Accepted | CheckBack | Rejected


@dataclass(frozen=True)
class FieldContext:
    """What a parser may look at besides the text."""

    today: date
    facts: Mapping[str, Any] = field(default_factory=dict)
    search_industry: Callable[[str], Sequence[Choice]] | None = None  # words → 小类 candidates, best first
    gazetteer: Gazetteer | None = None  # names of places, for 所属地区


Parser = Callable[[str, FieldSpec, FieldContext], Outcome]
