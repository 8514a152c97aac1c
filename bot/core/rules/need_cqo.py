"""Who needs a CQO: the cases of a notice in their order; the first that fits decides."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.core.rules.conditions import Raw, matches
from bot.core.verdict import Citation, Verdict

Cite = Callable[[str, str | None], Citation]
SKIP = "skip"


@dataclass(frozen=True)
class NeedCase:
    """One case of a notice. `if_unknown: skip`: it counts only when it is known to fit, and is never asked for;
    `if_declined: skip`: it is asked for, and passed over where the person does not say.
    """

    id: str
    outcome: str  # required, conditional, optional or not_required
    say: str
    clause: str
    quote: str
    when: Raw = field(default_factory=dict)
    deadline: date | None = None
    more: tuple[Raw, ...] = ()
    records: tuple[str, ...] = ()
    if_unknown: str = ""
    if_declined: str = ""
    beside: Raw = field(default_factory=dict)  # fact → what is said beside the verdict when that fact is not known

    @classmethod
    def from_raw(cls, raw: Raw) -> NeedCase:
        deadline = raw.get("deadline")
        read = date.fromisoformat(str(deadline)) if deadline else None
        lists = {key: tuple(raw.get(key, ())) for key in ("more", "records")}
        return cls(**{**raw, **lists, "deadline": read})


@dataclass(frozen=True)
class NeedRules:
    place: str
    say: str
    cases: tuple[NeedCase, ...]
    asks: tuple[str, ...] = ()  # the order in which facts are asked
    next: tuple[Raw, ...] = ()  # steps afterwards, each with its passage
    follows: Raw = field(default_factory=dict)  # what depends on having one, with its passage
    silent: str = ""  # what the notice does not settle
    small_at_will: Raw = field(default_factory=dict)  # who has fewer `people` is left to themselves, with its passage

    @classmethod
    def from_raw(cls, place: str, raw: Raw) -> NeedRules:
        return cls(
            place,
            raw.get("say", ""),
            tuple(NeedCase.from_raw(c) for c in raw.get("cases", ())),
            tuple(raw.get("asks", ())),
            tuple(raw.get("next", ())),
            raw.get("follows", {}),
            raw.get("silent", ""),
            raw.get("small_at_will", {}),
        )


@dataclass(frozen=True)
class NeedFound:
    """`possible`: the cases the facts still allow, the last one fitting for sure if any does."""

    possible: tuple[NeedCase, ...]
    missing: tuple[str, ...] = ()  # declined facts too

    @property
    def case(self) -> NeedCase | None:
        """The case that decides, once all that are possible say the same: the last, which fits for sure if any does."""
        return self.possible[-1] if len({c.outcome for c in self.possible}) == 1 else None

    @property
    def other_dates(self) -> tuple[NeedCase, ...]:
        """Cases still possible that say the same as the one that decides, by another date."""
        case = self.case
        return tuple(c for c in self.possible if case and c.deadline != case.deadline)


def hardly_bound(rules: NeedRules, facts: Raw) -> bool:
    """A very small enterprise, of which nothing is known that binds it, where the notice leaves such ones to themselves.

    No more than a likelihood: a turnover told may make it 规上 however few its people are, so then nothing is said.
    """
    if not rules.small_at_will or facts.get("state_owned") or facts.get("above_scale"):
        return False
    if facts.get("award") not in (None, "无") or facts.get("revenue_wan_yuan"):
        return False
    people = facts.get("employees")
    return facts.get("enterprise_size") == "微型" or bool(people and people[-1] < rules.small_at_will["people"])


def find_case(rules: NeedRules, facts: Raw, declined: Iterable[str]) -> NeedFound:
    turned_down = set(declined)
    possible: list[NeedCase] = []
    passed_over: list[NeedCase] = []
    missing: list[str] = []
    for case in rules.cases:
        fits = matches(case.when, facts)
        if fits.holds is False:
            continue
        if fits.holds is None and _passed_over(case, fits.missing, turned_down):
            passed_over.append(case)
            continue
        possible.append(case)
        if fits.holds:
            break
        missing += fits.missing
    order = {fact: index for index, fact in enumerate(rules.asks)}
    ordered = sorted(dict.fromkeys(missing), key=lambda fact: order.get(fact, len(order)))
    found = NeedFound(tuple(possible or passed_over), tuple(ordered))
    return NeedFound(found.possible) if found.case and not found.other_dates else found


def _passed_over(case: NeedCase, missing: Sequence[str], declined: set[str]) -> bool:
    return case.if_unknown == SKIP or (case.if_declined == SKIP and set(missing) <= declined)


def decide_need(rules: NeedRules, facts: Raw, declined: Iterable[str], today: date, cite: Cite) -> Verdict:
    """Whether an enterprise needs a CQO: `required`, `conditional`, `optional`, `not_required` or `undetermined`.

    `deadline` is the day the notice names, told against `today`. An unknown fact that could change the outcome leaves
    `undetermined`; one that could only bring an earlier day does not. Both are in `missing`, unless declined.

    Source: the cases' own clauses. Not modelled: what 力争 and 原则上 allow, and who decides which firm 需要聘任.
    """
    turned_down = set(declined)
    found = find_case(rules, facts, turned_down)
    case = found.case
    shown = [case, *found.other_dates] if case else list(found.possible)
    passages = [(c.clause, c.quote) for c in shown] + [(m["clause"], m["quote"]) for c in shown for m in c.more]
    citations = tuple(cite(clause, quote) for clause, quote in dict.fromkeys(passages))
    outcome = case.outcome if case else "undetermined"
    data: dict[str, Any] = {
        "jurisdiction": rules.place,
        "outcome": outcome,
        "deadline": case.deadline.isoformat() if case and case.deadline else None,
        "reason": _reason(case, facts, today, found.other_dates) if case else _open(found, today),
        "citation": citations[0].as_dict() if citations else None,
    }
    missing = tuple(fact for fact in found.missing if fact not in turned_down)
    return Verdict(outcome, data, (), citations, missing)


def told_against(deadline: date, today: date) -> str:
    """「2025年12月31日，已过」."""
    day = f"{deadline.year}年{deadline.month}月{deadline.day}日"
    if deadline < today:
        return f"{day}，已过"
    if deadline == today:
        return f"{day}，就是今天"
    return f"{day}，还有 {(deadline - today).days} 天"


def _reason(case: NeedCase, facts: Raw, today: date, others: Sequence[NeedCase] = ()) -> str:
    told = f"（时限 {told_against(case.deadline, today)}）" if case.deadline else ""
    beside = "".join(f"（{words}）" for fact, words in case.beside.items() if facts.get(fact) is None)
    earlier = "".join(f"{c.say}（{told_against(c.deadline, today)}）。" for c in others if c.deadline)
    return f"{case.say}{told}{beside}。{earlier}"


def _open(found: NeedFound, today: date) -> str:
    """What each case still possible would mean."""
    parts = [c.say + (f"（{told_against(c.deadline, today)}）" if c.deadline else "") for c in found.possible]
    return "还不能定，可能的情形：" + "；".join(parts) + "。" if parts else "这份文件没有写这种情形。"
