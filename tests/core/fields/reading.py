"""How the tables below read a text as a field: the real fields.yml, a fixed day, no clock."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from bot.core.fields import parse_field
from bot.core.fields.base import Accepted, CheckBack, FieldContext, FieldSpec, Outcome, Rejected
from bot.kb.load import load
from bot.kb.model import KnowledgeBase
from bot.kb.places import gazetteer

TODAY = date(2026, 5, 20)


@cache
def knowledge() -> KnowledgeBase:
    return load(Path("policies_kb"))


def specs() -> dict[str, FieldSpec]:
    return dict(knowledge().fields)


@cache
def context() -> FieldContext:
    return FieldContext(TODAY, gazetteer=gazetteer(knowledge().tables["places"]))


def read(key: str, text: str) -> Outcome:
    return parse_field(text, specs()[key], context())


def value(key: str, text: str) -> str:
    """The value stored, or a telling failure."""
    outcome = read(key, text)
    assert isinstance(outcome, Accepted), f"{text!r} → {outcome}"
    return outcome.value


def reason(key: str, text: str) -> str:
    outcome = read(key, text)
    assert isinstance(outcome, Rejected), f"{text!r} → {outcome}"
    assert outcome.reason.endswith(("。", "？")), outcome.reason
    return outcome.reason


def offered(key: str, text: str) -> list[str]:
    """The values a question back offers."""
    outcome = read(key, text)
    assert isinstance(outcome, CheckBack), f"{text!r} → {outcome}"
    return [choice.value for choice in outcome.choices]


_WEIGHTS = [2 ** (17 - place) % 11 for place in range(17)]


def resident_number(born: str = "19850312", area: str = "440404", serial: str = "003") -> str:
    """A made-up resident ID number; its check digit computed by GB 11643's own formula."""
    body = f"{area}{born}{serial}"
    total = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]
