"""Who may be a CQO: the cases a policy officer checks, two made-up places, and what holds for any facts."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.rules.eligibility import EligibilityRules, check_eligibility
from bot.core.verdict import Citation, Verdict
from bot.kb.load import load

TODAY = date(2026, 11, 21)
KB = load(Path("policies_kb"))
TABLE = yaml.safe_load(Path("tests/cases/eligibility.yml").read_text(encoding="utf8"))
CASES = [(place, case) for place, cases in TABLE.items() for case in cases]
PLACES = ["gansu", "anhui", "guangdong", "standard"]
RULES = {place: EligibilityRules.from_raw(place, KB.rules(place, "eligibility")) for place in PLACES}
LEVELS = ["无", "初级", "中级", "副高", "正高"]
DOMAINS: dict[str, list[Any]] = {
    "education": ["小学", "高中", "中专", "大专", "本科", "博士"],
    "quality_years": [0, 1.9, 2, 3, 4, 4.9, 5, 8],
    "title_level": LEVELS,
    "title_field": ["质量", "相关", "无关"],
    "vocational_level": ["无", "初级", "中级", "高级"],
    "training": [True, False],
    "continuing_education": [True, False],
    "certificate": [True, False],
    "enterprise_size": ["大型", "中型", "小型", "微型"],
    "senior_manager": [True, False],
    "main_person": [True, False],
    "self_declared": [True, False],
    "disqualifiers": [[], ["leak_secret"], ["violation_or_criminal", "harm_partner"]],
}


def cite_in(place: str) -> Any:
    def cite(clause: str, quote: str | None) -> Citation:
        return KB.cite(f"{KB.notice_of(place).id}/{clause}", quote)

    return cite


def made_up(clause: str, quote: str | None) -> Citation:
    return Citation("elsewhere", "某地通知", None, clause, "elsewhere", "issued", quote or "")


def judged(place: str, facts: dict[str, Any], declined: frozenset[str] = frozenset()) -> Verdict:
    return check_eligibility(RULES[place], facts, declined, TODAY, cite_in(place))


def statuses(verdict: Verdict) -> dict[str, str]:
    return {c.id: c.status for c in verdict.conditions}


@pytest.mark.parametrize(("place", "case"), CASES, ids=[f"{p}-{c['why']}" for p, c in CASES])
def test_case(place: str, case: dict[str, Any]) -> None:
    verdict = judged(place, case["facts"], frozenset(case.get("declined", ())))
    assert verdict.outcome == case["outcome"]
    found = statuses(verdict)
    assert {i: found[i] for i in case.get("conditions", {})} == case.get("conditions", {})
    assert verdict.data["disqualifiers"] == case.get("disqualifiers", [])
    assert verdict.missing[:1] == ((case["asks"],) if "asks" in case else ())


def test_every_condition_is_in_the_table_in_every_status_it_can_take() -> None:
    seen: dict[tuple[str, str], set[str]] = {}
    for place, case in CASES:
        for condition, status in case.get("conditions", {}).items():
            seen.setdefault((place, condition), set()).add(status)
    for place, rules in RULES.items():
        for rule in rules.conditions:
            if rule.self_declared:
                continue
            can = {"met", "unknown"}
            can |= {"relaxable"} if rule.relaxed_for or rule.relaxed_by or rule.encouraged else set()
            can |= set() if rule.relaxed_by or rule.encouraged else {"not_met"}
            assert can <= seen[place, rule.id], (place, rule.id)


def test_every_quote_of_every_rule_stands_in_its_clause() -> None:
    for place, rules in RULES.items():
        quoted = [(r.clause, r.quote) for r in rules.conditions] + [(r.clause, r.quote) for r in rules.disqualifiers]
        for clause, quote in quoted:
            assert cite_in(place)(clause, quote).quote == quote


# ---- two further places, as YAML alone ------------------------------------------------------------------------------

ELSEWHERE = {
    "title_or_degree": """
        conditions:
        - id: qualification
          label: 职称或学历
          say: 中级职称或本科
          requires:
            any_of:
            - {fact: title_level, at_least: 中级}
            - {fact: education, at_least: 本科}
          clause: 一
          quote: 中级职称或者本科学历
    """,
    "by_size": """
        conditions:
        - id: education
          requires:
            any_of:
            - {at_least: 本科, when: {enterprise_size: [大型, 中型]}}
            - {at_least: 中专, when: {enterprise_size: [小型, 微型]}}
          clause: 一
          quote: 大中型企业本科，小微企业中专
        - {id: quality_years, when: {enterprise_size: [大型, 中型]}, requires: {at_least: 5}, clause: 二, quote: 5年}
        - {id: quality_years, when: {enterprise_size: [小型, 微型]}, requires: {at_least: 3}, clause: 二, quote: 3年}
    """,
}


@pytest.mark.parametrize(
    ("place", "facts", "outcome", "asks"),
    [
        ("title_or_degree", {"title_level": "中级", "education": "高中"}, "eligible", None),
        ("title_or_degree", {"title_level": "无", "education": "本科"}, "eligible", None),
        ("title_or_degree", {"title_level": "初级", "education": "大专"}, "ineligible", None),
        ("title_or_degree", {"title_level": "中级"}, "eligible", None),
        ("title_or_degree", {"education": "大专"}, "undetermined", "title_level"),
        ("title_or_degree", {"title_level": "初级"}, "undetermined", "education"),
        ("by_size", {"enterprise_size": "大型", "education": "本科", "quality_years": 5}, "eligible", None),
        ("by_size", {"enterprise_size": "中型", "education": "大专", "quality_years": 5}, "ineligible", None),
        ("by_size", {"enterprise_size": "中型", "education": "本科", "quality_years": 4}, "ineligible", None),
        ("by_size", {"enterprise_size": "小型", "education": "中专", "quality_years": 3}, "eligible", None),
        ("by_size", {"enterprise_size": "微型", "education": "初中", "quality_years": 3}, "ineligible", None),
        ("by_size", {"enterprise_size": "微型", "education": "中专", "quality_years": 2}, "ineligible", None),
        ("by_size", {"education": "本科", "quality_years": 5}, "eligible", None),
        ("by_size", {"education": "中专", "quality_years": 5}, "undetermined", "enterprise_size"),
        ("by_size", {"education": "本科", "quality_years": 4}, "undetermined", "enterprise_size"),
        ("by_size", {"education": "初中", "quality_years": 9}, "ineligible", None),
        ("by_size", {"enterprise_size": "小型", "education": "中专"}, "undetermined", "quality_years"),
    ],
)
def test_a_further_place_needs_yaml_alone(place: str, facts: dict[str, Any], outcome: str, asks: str | None) -> None:
    rules = EligibilityRules.from_raw(place, yaml.safe_load(ELSEWHERE[place]))
    verdict = check_eligibility(rules, facts, (), TODAY, made_up)
    assert verdict.outcome == outcome
    assert verdict.missing[:1] == ((asks,) if asks else ())
    assert len(statuses(verdict)) == len(verdict.conditions)  # one line for each condition, whatever its versions


# ---- reasons --------------------------------------------------------------------------------------------------------


def reason(place: str, condition: str, facts: dict[str, Any]) -> str:
    return next(c.reason for c in judged(place, facts).conditions if c.id == condition)


def test_exactly_n_years_says_that_n_counts() -> None:
    assert "正好 5 年也算" in reason("gansu", "quality_years", {"quality_years": 5})


def test_missing_years_name_the_year_they_will_have_passed() -> None:
    assert "还差 2.5 年，2029年满 5 年" in reason("gansu", "quality_years", {"quality_years": 2.5})


def test_a_relaxed_condition_says_so() -> None:
    assert "适当放宽" in reason("guangdong", "education", {"education": "中专", "enterprise_size": "小型"})


# ---- any facts ------------------------------------------------------------------------------------------------------

partial = st.fixed_dictionaries({}, optional={key: st.sampled_from(values) for key, values in DOMAINS.items()})


@given(st.sampled_from(PLACES), partial, st.data())
@settings(max_examples=400)
def test_an_unknown_never_settles_a_verdict_its_other_value_would_change(
    place: str, facts: dict[str, Any], data: st.DataObject
) -> None:
    before = judged(place, facts)
    rest = {k: data.draw(st.sampled_from(v)) for k, v in DOMAINS.items() if k not in facts}
    after = judged(place, {**facts, **rest})
    if before.outcome != "undetermined":
        assert after.outcome == before.outcome
    assert after.outcome != "undetermined"


@given(st.sampled_from(PLACES), partial)
def test_an_open_verdict_says_what_is_missing_and_a_settled_one_asks_nothing(place: str, facts: dict[str, Any]) -> None:
    verdict = judged(place, facts)
    assert bool(verdict.missing) == (verdict.outcome == "undetermined")
    assert not set(verdict.missing) & set(facts)


@given(st.sampled_from(PLACES), partial, st.sampled_from(["education", "quality_years", "title_level"]), st.data())
def test_a_better_education_more_years_or_a_higher_title_never_hurts(
    place: str, facts: dict[str, Any], fact: str, data: st.DataObject
) -> None:
    ladder = DOMAINS[fact]
    low, high = sorted([data.draw(st.integers(0, len(ladder) - 1)), data.draw(st.integers(0, len(ladder) - 1))])
    order = ["ineligible", "conditional", "eligible"]
    worse, better = (judged(place, {**facts, fact: ladder[i]}).outcome for i in (low, high))
    if "undetermined" not in (worse, better):
        assert order.index(better) >= order.index(worse)


@given(st.sampled_from(PLACES), partial)
def test_every_condition_cites_the_place_asked_about(place: str, facts: dict[str, Any]) -> None:
    verdict = judged(place, facts)
    assert {c.citation.place for c in verdict.conditions} == {place}
    assert verdict.citations
    assert {c.place for c in verdict.citations} == {place}
