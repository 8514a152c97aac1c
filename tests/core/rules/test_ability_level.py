"""assess_level over every minimum, maximum and total (tests/cases/grade.yml), and what holds for any scores."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.core.rules.ability_level import Scheme, application_level, assess_level

ROOT = Path(__file__).parents[3]
SCHEME = Scheme.from_table(yaml.safe_load((ROOT / "policies_kb/tables/ability_score.yml").read_text(encoding="utf8")))
CASES = yaml.safe_load((ROOT / "tests/cases/grade.yml").read_text(encoding="utf8"))
CODES = [c.code for c in SCHEME.categories]
ORDER = ["none", "AAA", "AAAA", "AAAAA"]
FULL = {"8.1": 120, "8.2": 60, "8.3": 70, "8.4": 200, "8.5": 300}


@pytest.mark.parametrize("case", CASES["minima"] + CASES["totals"], ids=str)
def test_every_minimum_and_total(case: dict[str, Any]) -> None:
    result = assess_level(dict(zip(CODES, case["scores"], strict=True)), SCHEME)
    assert result.grade == case["grade"]
    assert result.total == (case["total"], case["total"])
    if "failing" in case:
        assert list(result.failing) == case["failing"]


@pytest.mark.parametrize("case", CASES["only_total"], ids=str)
def test_a_total_alone_gives_its_row_on_condition_of_the_minima(case: dict[str, Any]) -> None:
    result = assess_level({"total": case["total"]}, SCHEME)
    assert result.grade == case["grade"]
    # 1000 points leave no category under its minimum.
    assert result.provisional == (case["grade"] != "none" and case["total"] < SCHEME.maximum)


@pytest.mark.parametrize("case", CASES["maxima"], ids=str)
def test_scores_outside_their_range_are_refused_with_the_maximum(case: dict[str, Any]) -> None:
    assert not assess_level({case["code"]: case["max"]}, SCHEME).refused
    assert not assess_level({case["code"]: 0}, SCHEME).refused
    for wrong in (case["max"] + 0.5, -1):
        (refused,) = assess_level({case["code"]: wrong}, SCHEME).refused
        assert (refused.name, refused.maximum, refused.value) == (case["name"], case["max"], wrong)


@pytest.mark.parametrize("case", CASES["application"], ids=str)
def test_level_one_may_apply_for(case: dict[str, Any]) -> None:
    assert application_level({k: v for k, v in case.items() if k != "level"}).level == case["level"]


def test_the_minima_add_up_to_the_first_level() -> None:
    assert sum(c.minimum for c in SCHEME.categories) == SCHEME.levels[0].at_least
    assert sum(c.maximum for c in SCHEME.categories) == SCHEME.maximum
    for category in SCHEME.categories:
        if category.children:
            assert sum(maximum for _, maximum in category.children.values()) == category.maximum


def test_second_level_scores_add_up_to_their_category() -> None:
    scores = {**FULL, "8.1.1": 80, "8.1.2": 40}
    del scores["8.1"]
    assert assess_level(scores, SCHEME).categories["8.1"] == (120, 120)


def test_a_first_level_figure_stands_in_for_indicators_not_all_given() -> None:
    result = assess_level({**FULL, "8.4.1": 50}, SCHEME)
    assert (result.grade, result.contradictions) == ("AAAA", ())


def test_a_first_level_figure_its_indicators_contradict_is_pointed_out() -> None:
    (contradiction,) = assess_level({**FULL, "8.1.1": 60, "8.1.2": 30}, SCHEME).contradictions
    assert (contradiction.stated, contradiction.added) == (120, 90)


def test_a_contradiction_across_a_line_is_not_settled() -> None:
    scores = {"8.1": 100, "8.1.1": 60, "8.1.2": 30, "8.2": 60, "8.3": 60, "8.4": 180, "8.5": 200}
    result = assess_level(scores, SCHEME)
    assert result.grade is None
    assert result.missing == ("8.1",)


def test_one_category_under_its_minimum_settles_it_early() -> None:
    result = assess_level({"8.2": 49}, SCHEME)
    assert (result.grade, result.failing, result.missing) == ("none", ("8.2",), ())


def test_what_is_missing_is_named_in_the_order_of_the_table() -> None:
    assert assess_level({}, SCHEME).missing == tuple(CODES)
    assert assess_level({"8.1.1": 60, "8.2": 60}, SCHEME).missing == ("8.1.2", "8.3", "8.4", "8.5")


def test_the_gap_names_where_most_points_are_to_be_won() -> None:
    gap = assess_level(FULL, SCHEME).gap
    assert gap is not None
    assert (gap.level.grade, gap.points, gap.room[0]) == ("AAAAA", 50, ("8.5", "业绩", 100))


points = st.fixed_dictionaries({c.code: st.integers(0, int(c.maximum)) for c in SCHEME.categories})


@given(points, st.sampled_from(CODES), st.integers(0, 100))
def test_raising_a_score_never_lowers_the_grade(scores: dict[str, int], code: str, by: int) -> None:
    limit = SCHEME.limit(code)
    assert limit
    raised = {**scores, code: min(scores[code] + by, int(limit[1]))}
    before, after = assess_level(scores, SCHEME).grade, assess_level(raised, SCHEME).grade
    assert before
    assert after
    assert ORDER.index(after) >= ORDER.index(before)


@given(points, st.sets(st.sampled_from(CODES)))
def test_a_settled_grade_holds_whatever_the_unknown_scores_turn_out_to_be(
    scores: dict[str, int], unknown: set[str]
) -> None:
    told = assess_level({code: n for code, n in scores.items() if code not in unknown}, SCHEME)
    if told.grade is not None:
        assert told.grade == assess_level(scores, SCHEME).grade
    else:
        assert set(told.missing) <= unknown
