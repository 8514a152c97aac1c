"""Conditions as data: `at_least`, `is`, `any_of`, `all_of` and `when`, judged with three values, so that unknown is never no.

A requirement is a mapping beside the clause it comes from:

    {fact: education, at_least: 本科}            a rung of a ladder (学历, 职称, 规模) or a number
    {fact: training, is: true}                   a value, or one of a list of values
    {any_of: […]}, {all_of: […]}                 of further requirements
    {at_least: 5, when: {enterprise_size: […]}}  counts only for enterprises (or persons) like that

`fact` may be left out where it has the condition's own id.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

Raw = Mapping[str, Any]

# 中专, 技校 and 高中 are all upper secondary; 其他 stands on no rung, so it stays unknown.
EDUCATION = {"小学": 1, "初中": 2, "高中": 3, "中专": 3, "技校": 3, "大专": 4, "本科": 5, "硕士": 6, "博士": 7}
LEVELS = {"无": 0, "初级": 1, "中级": 2, "副高": 3, "高级": 3, "正高": 4}
SIZES = {"微型": 1, "小型": 2, "中型": 3, "大型": 4}
LADDERS: tuple[Mapping[str, int], ...] = (EDUCATION, LEVELS, SIZES)

# What a fact that a `when` looks at can be: an unknown one is tried with each, and decides nothing where all agree.
DOMAINS: dict[str, tuple[Any, ...]] = {
    "enterprise_size": ("大型", "中型", "小型", "微型"),
    "state_owned": (True, False),
    "above_scale": (True, False),
    "producer": (True, False),
}


@dataclass(frozen=True)
class Check:
    """What a requirement came to. `missing`: facts that would still decide it, in the order of the rule."""

    holds: bool | None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class ConditionRule:
    """One condition of one notice, as its `rules:` section writes it (policies_kb/schema/README.md)."""

    id: str
    label: str
    say: str  # the requirement in words, after 要求
    requires: Raw
    clause: str
    quote: str
    when: Raw = field(default_factory=dict)  # sizes etc. the condition is for; empty: for all
    relaxed_for: tuple[str, ...] = ()  # sizes of enterprise for which falling short is open, not a no
    relaxed_by: str = ""  # words of the clause that open another way for anybody
    self_declared: bool = False  # subjective: the person and the enterprise vouch for it
    encouraged: bool = False  # 倡导: never decides
    curable: bool = False  # falling short can be made up for (a training), so alone it makes the verdict conditional
    cure: str = ""  # how, in words
    needs: tuple[str, ...] = ()  # ids of conditions that are part of this one
    presumes: tuple[str, ...] = ()  # ids whose part in this one the document leaves open

    @classmethod
    def from_raw(cls, raw: Raw) -> ConditionRule:
        lists = {key: tuple(raw[key]) for key in ("relaxed_for", "needs", "presumes") if key in raw}
        return cls(**{"label": raw["id"], "say": raw.get("quote", ""), "requires": {}, **raw, **lists})


def threshold(value: Any) -> tuple[Mapping[str, int] | None, Decimal]:
    """The ladder a line stands on (None for plain numbers) and its height on it."""
    for ladder in LADDERS:
        if value in ladder:
            return ladder, Decimal(ladder[value])
    return None, Decimal(str(value))


def height(value: Any, ladder: Mapping[str, int] | None) -> Decimal | None:
    if value is None:
        return None
    if ladder is not None:
        return Decimal(ladder[value]) if value in ladder else None
    try:
        return Decimal(str(value))
    except ArithmeticError:  # a number that was never read as one tells nothing
        return None


def _at_least(fact: str, line: Any, facts: Raw) -> Check:
    """`<fact>_below` is what is heard in 「没上过大学」 or 「不到三年」: no value, but a bound it stays under."""
    ladder, needed = threshold(line)
    have, bound = height(facts.get(fact), ladder), height(facts.get(f"{fact}_below"), ladder)
    if have is not None and (bound is None or have < bound):
        return Check(have >= needed)
    if bound is not None and needed >= bound:
        return Check(False)
    return Check(None, (fact,))


def _is(fact: str, wanted: Any, facts: Raw) -> Check:
    accepted = wanted if isinstance(wanted, list | tuple) else [wanted]
    have = facts.get(fact)
    if have is not None:
        return Check(have in accepted)
    fitting = {value in accepted for value in still_possible(fact, facts)}
    return Check(fitting.pop()) if len(fitting) == 1 else Check(None, (fact,))


def still_possible(fact: str, facts: Raw) -> tuple[Any, ...]:
    """What an unknown fact can still be: all of its domain, less what a bound rules out (「中小企业」 is not 大型)."""
    bound = facts.get(f"{fact}_below")
    values = DOMAINS.get(fact, ())
    return tuple(v for v in values if v in SIZES and SIZES[v] < SIZES[bound]) if bound in SIZES else values


def all_of(checks: Iterable[Check]) -> Check:
    """No as soon as one is no; otherwise unknown as long as one is."""
    seen = list(checks)
    if any(c.holds is False for c in seen):
        return Check(False)
    return _open_or(True, seen)


def any_of(checks: Iterable[Check]) -> Check:
    seen = list(checks)
    if any(c.holds for c in seen):
        return Check(True)
    return _open_or(False, seen)


def _open_or(settled: bool, checks: list[Check]) -> Check:
    open_ones = [c for c in checks if c.holds is None]
    if not open_ones:
        return Check(settled)
    return Check(None, tuple(dict.fromkeys(fact for c in open_ones for fact in c.missing)))


def matches(when: Raw, facts: Raw) -> Check:
    """Whether all of `when` is so: {enterprise_size: [大型, 中型], state_owned: true}."""
    return all_of(_is(fact, wanted, facts) for fact, wanted in when.items())


def check(requires: Raw, facts: Raw, own: str = "") -> Check:
    """Whether a requirement holds. `own` is the fact meant where the requirement names none.

    A part whose `when` does not fit asks nothing inside `all_of`, and offers nothing inside `any_of`.
    """
    if "any_of" in requires:
        return any_of(all_of((matches(p.get("when", {}), facts), check(p, facts, own))) for p in requires["any_of"])
    if "all_of" in requires:
        return all_of(
            any_of((denied(matches(p.get("when", {}), facts)), check(p, facts, own))) for p in requires["all_of"]
        )
    fact = str(requires.get("fact", own))
    if "at_least" in requires:
        return _at_least(fact, requires["at_least"], facts)
    if "is" in requires:
        return _is(fact, requires["is"], facts)
    return Check(True)


def denied(result: Check) -> Check:
    return Check(None if result.holds is None else not result.holds, result.missing)


def leaves(requires: Raw, own: str = "") -> Iterator[tuple[str, Raw]]:
    """Each fact a requirement looks at, with the part that looks at it."""
    parts = [*requires.get("any_of", ()), *requires.get("all_of", ())]
    for part in parts:
        yield from leaves(part, own)
    if "at_least" in requires or "is" in requires:
        yield str(requires.get("fact", own)), requires


def whens(requires: Raw) -> Iterator[str]:
    """Facts named by any `when` inside a requirement."""
    yield from requires.get("when", {})
    for part in [*requires.get("any_of", ()), *requires.get("all_of", ())]:
        yield from whens(part)
