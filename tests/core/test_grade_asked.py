"""A yes/no question about one size or level, and how its answer begins."""

from __future__ import annotations

import pytest

from bot.core.grade_asked import answer, asked_level, asked_size


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("电机厂330人，营收5000万，算大型不", "大型"),
        ("够得上中型吗", "中型"),
        ("我们是小微企业吧？", "小微"),
        ("是不是中小企业", "中小企业"),
        ("十几个人，算微型吗", "微型"),
        ("小微企業係咪", "小微"),
        ("是大型企业不是", "大型"),
        ("算中型还是小型", None),
        ("微型、小型，到底属于哪个", None),
        ("中型企业要几个人", None),
        ("小型企业不用交", None),
    ],
)
def test_the_one_size_asked_about(text: str, asked: str | None) -> None:
    assert asked_size(text) == asked


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("总分640够4A吗", "4A"),
        ("总分640，4A够不够", "4A"),
        ("能不能上五A", "5A"),
        ("够AAA没有", "3A"),
        ("是4A还是5A", None),
        ("能评几A", None),
    ],
)
def test_the_one_level_asked_about(text: str, asked: str | None) -> None:
    assert asked_level(text) == asked


@pytest.mark.parametrize(
    ("asked", "outcome", "begun", "verdict"),
    [
        ("大型", "中型", "不算大型，是中型", "no"),
        ("中型", "中型", "是中型", "yes"),
        ("小微", "微型", "是，微型", "yes"),
        ("中型", "大型", "不算中型，是大型", "no"),
        ("中小企业", "大型", "不算中小企业，是大型", "no"),
    ],
)
def test_the_answer_begins_with_yes_or_no(asked: str, outcome: str, begun: str, verdict: str) -> None:
    assert answer(asked, outcome, outcome) == (begun, verdict)


def test_a_level_is_reached_by_any_above_it() -> None:
    assert answer("4A", "AAAAA", "AAAAA（5A）", at_least=True)[1] == "yes"
    assert answer("5A", "AAAA", "AAAA（4A）", at_least=True)[1] == "no"
    assert answer("3A", "none", "评不上任何等级", at_least=True)[1] == "no"
