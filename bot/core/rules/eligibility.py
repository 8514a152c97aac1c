"""Who may be a CQO: each condition by itself, then the verdict as the narrowest range the known facts allow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import product

from bot.core.rules.conditions import (
    DOMAINS,
    ConditionRule,
    Raw,
    any_of,
    check,
    denied,
    matches,
    still_possible,
    whens,
)
from bot.core.rules.wording import why
from bot.core.verdict import Citation, Condition, Status, Verdict

Cite = Callable[[str, str | None], Citation]
OUTCOMES = ("ineligible", "conditional", "eligible")
NO, MAYBE, YES = range(3)  # how far one condition lets the verdict come
CONDUCT = "disqualifiers"  # the fact that holds the ids that apply
BOUNDS_OF: dict[tuple[int, int], Status] = {(YES, YES): "met", (NO, NO): "not_met", (MAYBE, MAYBE): "relaxable"}


@dataclass(frozen=True)
class DisqualifierRule:
    id: str
    ask: str  # in the question that lists them all
    clause: str
    quote: str
    signs: tuple[str, ...] = ()  # patterns in free text (bot/core/mentions/conduct.py)
    records: tuple[str, ...] = ()  # contradictions and gaps to show where it applies

    @classmethod
    def from_raw(cls, raw: Raw) -> DisqualifierRule:
        return cls(**{**raw, **{key: tuple(raw.get(key, ())) for key in ("signs", "records")}})


@dataclass(frozen=True)
class EligibilityRules:
    """All a notice says on who may be a CQO. `any_of`: it is enough that one of these conditions is met."""

    place: str
    conditions: tuple[ConditionRule, ...]
    disqualifiers: tuple[DisqualifierRule, ...] = ()
    any_of: tuple[str, ...] = ()
    silent: str = ""  # what the notice does not settle, told with every verdict
    clause: str = ""  # where its conditions stand
    quote: str = ""

    @classmethod
    def from_raw(cls, place: str, raw: Raw) -> EligibilityRules:
        return cls(
            place,
            tuple(ConditionRule.from_raw(c) for c in raw.get("conditions", ())),
            tuple(DisqualifierRule.from_raw(d) for d in raw.get("disqualifiers", ())),
            tuple(raw.get("any_of", ())),
            raw.get("silent", ""),
            raw.get("clause", ""),
            raw.get("quote", ""),
        )


@dataclass(frozen=True)
class Judged:
    """One condition judged: its status and how far it lets the verdict come, at worst and at best."""

    rule: ConditionRule
    status: Status
    low: int
    high: int
    missing: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class Judgement:
    judged: tuple[Judged, ...]
    low: int
    high: int
    disqualified_by: tuple[DisqualifierRule, ...] = ()
    missing: tuple[str, ...] = field(default=())  # facts that would still change the outcome, declined ones too

    def of(self, condition: str) -> Judged | None:
        return next((j for j in self.judged if j.rule.id == condition), None)

    @property
    def outcome(self) -> str:
        return OUTCOMES[self.low] if self.low == self.high else "undetermined"


def check_eligibility(rules: EligibilityRules, facts: Raw, declined: Iterable[str], today: date, cite: Cite) -> Verdict:
    """Whether a person may be a CQO under one notice: `eligible`, `conditional`, `ineligible` or `undetermined`.

    A hard condition not met, or a disqualifier, settles `ineligible` at once, whatever is unknown beside it; an unknown
    settles nothing as long as its other value would change the outcome. N years for 「N年以上」 are met. `missing`
    leaves out what was declined.

    Source: the conditions' own clauses. Not modelled: who decides on 「适当放宽」, which the notice leaves open.
    """
    found = judge(rules, facts, today)
    conditions = tuple(
        Condition(j.rule.id, j.rule.label, j.status, j.reason, cite(j.rule.clause, j.rule.quote)) for j in found.judged
    )
    data = {
        "jurisdiction": rules.place,
        "outcome": found.outcome,
        "conditions": [c.as_dict() for c in conditions],
        "disqualifiers": [d.id for d in found.disqualified_by],
    }
    citations = tuple(cite(clause, quote) for clause, quote in _decisive(rules, found))
    turned_down = set(declined)
    missing = tuple(fact for fact in found.missing if fact not in turned_down)
    return Verdict(found.outcome, data, conditions, citations, missing)


def _decisive(rules: EligibilityRules, found: Judgement) -> Iterator[tuple[str, str]]:
    """The passages a verdict stands on: what applies against it, then what falls short, is open, is met."""
    order: list[tuple[str, str]] = [(d.clause, d.quote) for d in found.disqualified_by]
    rank = {"not_met": 0, "relaxable": 1, "unknown": 2, "met": 3}
    deciding = [j for j in found.judged if not (j.rule.self_declared or j.rule.encouraged) or j.status == "not_met"]
    if found.outcome != "ineligible" and rules.any_of:  # of the levels, the ones within reach come first
        rank = {"met": 0, "relaxable": 1, "unknown": 2, "not_met": 3}
        levels = [j for j in deciding if j.rule.id in rules.any_of]
        deciding = [*reversed(levels), *(j for j in deciding if j not in levels)]
    order += [(j.rule.clause, j.rule.quote) for j in sorted(deciding, key=lambda j: rank[j.status])]
    if any(j.status == "relaxable" and j.rule.relaxed_for for j in deciding):  # the passage that relaxes stands beside
        order.insert(1, (rules.clause, rules.quote))
    if not order:
        order = [(rules.clause, rules.quote)]
    return iter(dict.fromkeys(order))


def judge(rules: EligibilityRules, facts: Raw, today: date) -> Judgement:
    """Judge for each enterprise the facts still allow (its size may be unknown), and keep what all of them share."""
    splits = [f for f in _split_facts(rules) if facts.get(f) is None]
    cases = [dict(zip(splits, values, strict=True)) for values in product(*(still_possible(f, facts) for f in splits))]
    every = [_judge_known(rules, {**facts, **case}, today) for case in cases]
    if len(every) == 1:
        return every[0]
    ids = dict.fromkeys(j.rule.id for one in every for j in one.judged)
    merged = tuple(_merge([one.of(i) for one in every], cases, splits) for i in ids)
    low, high = min(j.low for j in every), max(j.high for j in every)
    missing = list(dict.fromkeys(fact for one in every for fact in one.missing))
    if len({(j.low, j.high) for j in every}) > 1:  # the size makes a difference: asked before the question on conduct
        late = [f for f in missing if f == CONDUCT]
        missing = [*(f for f in missing if f not in late), *splits, *late]
    return Judgement(merged, low, high, every[0].disqualified_by, tuple(missing) if low != high else ())


def _split_facts(rules: EligibilityRules) -> list[str]:
    """Facts that decide which rule applies, in the order the rules name them."""
    named: list[str] = []
    for rule in rules.conditions:
        named += [*rule.when, *whens(rule.requires), *(["enterprise_size"] if rule.relaxed_for else [])]
    return [f for f in dict.fromkeys(named) if f in DOMAINS]


def _merge(versions: Sequence[Judged | None], cases: Sequence[Raw], splits: Sequence[str]) -> Judged:
    """One condition as it came out for each enterprise still possible; None where it does not apply."""
    found = [v for v in versions if v is not None]
    missing = tuple(dict.fromkeys(fact for v in found for fact in v.missing))
    low, high = min(v.low for v in found), max(v.high for v in found)
    if len(found) == len(versions) and len({(v.status, v.reason) for v in found}) == 1:
        return replace(found[0], low=low, high=high, missing=missing)
    if {v.status for v in found} == {"met"}:
        return found[0]
    groups: dict[str, list[str]] = {}
    for version, case in zip(versions, cases, strict=True):
        word = STATUS_WORDS[version.status] if version else "没有这一条"
        groups.setdefault(word, []).append(str(case.get("enterprise_size", "其他")))
    if len(groups) == 1:
        return replace(found[0], low=low, high=high, missing=missing)
    parts = "；".join(f"{'、'.join(dict.fromkeys(names))}企业{word}" for word, names in groups.items())
    reason = f"要求{found[0].rule.say}；要看企业规模：{parts}。"
    return replace(found[0], status="unknown", low=low, high=high, missing=(*missing, *splits), reason=reason)


STATUS_WORDS: dict[str, str] = {"met": "符合", "not_met": "不符合", "relaxable": "可以适当放宽", "unknown": "还不能定"}


def _judge_known(rules: EligibilityRules, facts: Raw, today: date) -> Judgement:
    """Judge with every fact known that a `when` looks at."""
    judged: dict[str, Judged] = {}
    for rule in rules.conditions:
        if matches(rule.when, facts).holds is not False:
            judged[rule.id] = _judge_one(rule, facts, today, judged)
    applying = tuple(d for d in rules.disqualifiers if d.id in (facts.get(CONDUCT) or ()))
    low, high = _combined(rules, judged)
    if any(j.rule.self_declared and j.high == NO for j in judged.values()):
        low = high = NO
    missing = _missing(rules, judged, low, high)
    conduct = _conduct_bounds(rules, facts, bool(applying))
    if conduct == (NO, YES) and high > NO:
        missing = (*missing, CONDUCT)
    low, high = min(low, conduct[0]), min(high, conduct[1])
    return Judgement(tuple(judged.values()), low, high, applying, missing if low != high else ())


def _conduct_bounds(rules: EligibilityRules, facts: Raw, applies: bool) -> tuple[int, int]:
    if applies:
        return NO, NO
    if rules.disqualifiers and facts.get("disqualifiers") is None:
        return NO, YES
    return YES, YES


def _combined(rules: EligibilityRules, judged: Mapping[str, Judged]) -> tuple[int, int]:
    if rules.any_of:
        chosen = [_presumed(judged[i], judged) for i in rules.any_of]
        return max(low for low, _ in chosen), max(high for _, high in chosen)
    return min((j.low for j in judged.values()), default=YES), min((j.high for j in judged.values()), default=YES)


def _presumed(level: Judged, by_id: Mapping[str, Judged]) -> tuple[int, int]:
    """Where the document leaves open whether a condition is part of this one, missing it makes the verdict conditional."""
    low, high = level.low, level.high
    for other in level.rule.presumes:
        low, high = min(low, max(by_id[other].low, MAYBE)), min(high, max(by_id[other].high, MAYBE))
    return low, high


def _missing(rules: EligibilityRules, judged: Mapping[str, Judged], low: int, high: int) -> tuple[str, ...]:
    """Facts of the conditions that could still pull the verdict down (or, of alternatives, up)."""
    if low == high:
        return ()
    if rules.any_of:
        open_ones = [j for j in judged.values() if j.low != j.high]
    else:
        open_ones = [j for j in judged.values() if j.low < high and j.low != j.high]
    return tuple(dict.fromkeys(fact for j in open_ones for fact in j.missing))


def _judge_one(rule: ConditionRule, facts: Raw, today: date, earlier: Mapping[str, Judged]) -> Judged:
    if rule.self_declared or rule.encouraged:
        return _judge_soft(rule, facts)
    # Where it is not known whether the condition applies at all, it holds if it either does not apply or is met.
    own = any_of((denied(matches(rule.when, facts)), check(rule.requires, facts, rule.id)))
    open_below = bool(rule.relaxed_by) or facts.get("enterprise_size") in rule.relaxed_for
    worst = MAYBE if open_below or rule.curable else NO
    low, high, missing = (YES if own.holds else worst), (worst if own.holds is False else YES), own.missing
    for other in (earlier[i] for i in rule.needs):
        low, high, missing = min(low, other.low), min(high, other.high), (*missing, *other.missing)
    status = BOUNDS_OF.get((low, high), "unknown")
    if status == "relaxable" and rule.curable and not open_below:
        status = "not_met"
    parts = {s: [earlier[i].rule.label for i in rule.needs if earlier[i].status == s] for s in ("not_met", "relaxable")}
    reason = why(rule, status, facts, today, short=parts["not_met"], leaning=parts["relaxable"])
    return Judged(rule, status, low, high, tuple(dict.fromkeys(missing)) if low != high else (), reason)


def _judge_soft(rule: ConditionRule, facts: Raw) -> Judged:
    """Subjective conditions are vouched for, encouraged ones are a wish: neither decides, unless the person denies one."""
    if rule.encouraged:
        holds = check(rule.requires, facts, rule.id).holds
        status: Status = "unknown" if holds is None else "met" if holds else "relaxable"
        return Judged(rule, status, YES, YES, reason=f"{rule.say}是倡导，不是必须。")
    if rule.requires and check(rule.requires, facts, rule.id).holds is False:
        return Judged(rule, "not_met", NO, NO, reason=f"要求{rule.say}；您说没有。")
    if facts.get("self_declared"):
        return Judged(rule, "met", YES, YES, reason="您说自己符合（由本人和企业把关）。")
    return Judged(rule, "unknown", YES, YES, reason="由本人和企业自己把关，这里不替您判断。")
