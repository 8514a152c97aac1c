"""A question about the verdict that stands is told from one about the rule."""

from __future__ import annotations

import pytest

from bot.core.own_result import asks_again, states_a_rule


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("size", "那到底算什么型"),
        ("size", "卡在哪一项"),
        ("grade", "总分和等级再说一遍"),
        ("grade", "只差两分也上不了5A？"),
        ("grade", "分这么高怎么会评不上"),
    ],
)
def test_about_the_verdict(name: str, text: str) -> None:
    assert asks_again(name, text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("size", "中型的标准是什么"),
        ("size", "批发业多少人算中型"),
        ("grade", "4A要多少分"),
        ("grade", "诚信满分多少"),
        ("grade", "申报要什么材料"),
        ("eligibility", "那到底算什么型"),
    ],
)
def test_about_the_rule(name: str, text: str) -> None:
    assert not asks_again(name, text)


def test_one_figure_in_a_question_about_the_table_is_nobodys_score() -> None:
    assert states_a_rule("诚信满分八十对不对", {"8.2": 80})
    assert not states_a_rule("我诚信得了48，最低要多少", {"8.2": 48})
    assert not states_a_rule("意识100，诚信60，是不是太低", {"8.1": 100, "8.2": 60})
