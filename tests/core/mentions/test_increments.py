"""A change told by how much of a known figure: what the figure becomes."""

from __future__ import annotations

from typing import Any

import pytest

from bot.core.mentions import increments

KNOWN: dict[str, Any] = {
    "employees": [240, 240],
    "revenue_wan_yuan": [5000, 5000],
    "quality_years": 3,
    "scores": {"8.1": 120, "8.5": 290},
}
CHANGES = [
    ("再添40个工人呢", "employees", [280, 280]),
    ("要是裁掉四十个人", "employees", [200, 200]),
    ("车间又招了60人", "employees", [300, 300]),
    ("产值再涨两千万会怎样", "revenue_wan_yuan", [7000, 7000]),
    ("明年少做1000万呢", "revenue_wan_yuan", [4000, 4000]),
    ("再干两年质量呢", "quality_years", 5),
    ("后年呢", "quality_years", 5),
    ("业绩要是再多得20分", "scores", {"8.5": 310}),
    ("意识扣10分呢", "scores", {"8.1": 110}),
]


@pytest.mark.parametrize(("said", "fact", "value"), CHANGES)
def test_a_change_moves_the_known_figure(said: str, fact: str, value: Any) -> None:
    assert increments.hear(said, KNOWN) == {fact: value}


@pytest.mark.parametrize(
    "said", ["再招80人，就到320人了", "业绩再多拿20分，也就是310", "营收涨到7000万", "人数减到200人"]
)
def test_a_figure_reached_is_not_added_to(said: str) -> None:
    assert increments.hear(said, KNOWN) == {}


@pytest.mark.parametrize("said", ["再招80人呢", "再干两年呢", "业绩再加20分", "营收再涨两千万"])
def test_nothing_known_nothing_moved(said: str) -> None:
    assert increments.hear(said, {}) == {}


def test_points_without_a_name_are_the_total_s_where_only_that_is_known() -> None:
    assert increments.hear("再多考10分呢", {"scores": {"total": 595}}) == {"scores": {"total": 605}}
    assert increments.hear("再多考10分呢", {"scores": {"8.1": 60, "8.2": 60}}) == {}


@pytest.mark.parametrize("said", ["还有20个工人", "新厂300人", "加起来30个人", "加上老板30个人"])
def test_people_counted_are_no_change(said: str) -> None:
    assert increments.hear(said, KNOWN) == {}
