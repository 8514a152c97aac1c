"""Who needs a CQO: the cases a policy officer checks, and what holds for any facts."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.core.rules.need_cqo import NeedRules, decide_need, hardly_bound, told_against
from bot.core.verdict import Citation, Verdict
from bot.kb.load import load

TODAY = date(2026, 11, 21)
KB = load(Path("policies_kb"))
TABLE = yaml.safe_load(Path("tests/cases/need_cqo.yml").read_text(encoding="utf8"))
CASES = [(place, case) for place, cases in TABLE.items() for case in cases]
DOMAINS: dict[str, list[Any]] = {
    "state_owned": [True, False],
    "producer": [True, False],
    "above_scale": [True, False],
    "enterprise_size": ["大型", "中型", "小型", "微型"],
    "award": ["中国质量奖", "省政府质量奖", "市州政府质量奖", "无"],
}


def rules_of(place: str) -> NeedRules:
    return NeedRules.from_raw(place, KB.rules(place, "need_cqo"))


def need(place: str, facts: dict[str, Any], declined: frozenset[str] = frozenset()) -> Verdict:
    rules = rules_of(place)

    def cite(clause: str, quote: str | None) -> Citation:
        return KB.cite(f"{KB.notice_of(place).id}/{clause}", quote)

    return decide_need(rules, facts, declined, TODAY, cite)


@pytest.mark.parametrize(("place", "case"), CASES, ids=[f"{p}-{c['why']}" for p, c in CASES])
def test_case(place: str, case: dict[str, Any]) -> None:
    verdict = need(place, case["facts"], frozenset(case.get("declined", ())))
    assert verdict.outcome == case["outcome"]
    assert verdict.data["deadline"] == case.get("deadline")
    assert verdict.missing[:1] == ((case["asks"],) if "asks" in case else ())
    if "quote" in case:
        assert case["quote"] in verdict.citations[0].quote
    if "also" in case:
        assert any(case["also"] in c.quote for c in verdict.citations[1:])


def test_every_case_of_every_notice_is_in_the_table() -> None:
    """A rule without a case is a rule nobody has checked."""
    for place, cases in TABLE.items():
        told = [need(place, c["facts"], frozenset(c.get("declined", ()))).data["reason"] for c in cases]
        for rule in NeedRules.from_raw(place, KB.rules(place, "need_cqo")).cases:
            assert any(reason.startswith(rule.say) for reason in told), rule.id


partial = st.fixed_dictionaries({}, optional={key: st.sampled_from(values) for key, values in DOMAINS.items()})


@given(st.sampled_from(["gansu", "anhui", "guangdong", "standard"]), partial, st.data())
def test_more_facts_never_change_a_settled_outcome(place: str, facts: dict[str, Any], data: st.DataObject) -> None:
    """What was not known could at most bring an earlier day, or the verdict would have been open."""
    before = need(place, facts)
    rest = {k: data.draw(st.sampled_from(v)) for k, v in DOMAINS.items() if k not in facts}
    after = need(place, {**facts, **rest})
    if before.outcome != "undetermined":
        assert after.outcome == before.outcome
        assert after.data["deadline"] == before.data["deadline"] or after.data["deadline"] < before.data["deadline"]
    assert after.outcome != "undetermined"


@given(partial, st.sets(st.sampled_from(list(DOMAINS))))
def test_what_was_declined_is_never_asked_again(facts: dict[str, Any], declined: set[str]) -> None:
    for place in ("gansu", "anhui"):
        assert not set(need(place, facts, frozenset(declined)).missing) & (declined | set(facts))


@pytest.mark.parametrize(
    ("today", "told"),
    [
        (date(2025, 12, 30), "2025年12月31日，还有 1 天"),
        (date(2025, 12, 31), "2025年12月31日，就是今天"),
        (date(2026, 1, 1), "2025年12月31日，已过"),
    ],
)
def test_a_deadline_is_told_against_today(today: date, told: str) -> None:
    assert told_against(date(2025, 12, 31), today) == told


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"employees": [8, 8]}, True),
        ({"enterprise_size": "微型", "award": "无"}, True),
        ({"employees": [40, 40]}, False),
        ({"employees": [8, 8], "revenue_wan_yuan": [3000, 3000]}, False),  # may be 规上 all the same
        ({"employees": [8, 8], "state_owned": True}, False),
        ({"employees": [8, 8], "award": "市州政府质量奖"}, False),
        ({}, False),
    ],
)
def test_who_is_hardly_bound(facts: dict[str, Any], expected: bool) -> None:
    """Gansu 三（一） leaves 小微企业 to themselves; Anhui's and Zhuhai's notices have no such sentence."""
    assert hardly_bound(rules_of("gansu"), facts) == expected
    assert not hardly_bound(rules_of("anhui"), facts)
