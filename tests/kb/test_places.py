"""Which place a text names: whose rules the answer comes from."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.core.mentions.place import Gazetteer, hear_places
from bot.kb.load import load
from bot.kb.places import gazetteer


@pytest.fixture(scope="module")
def names() -> Gazetteer:
    return gazetteer(load(Path("policies_kb")).tables["places"])


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("我在珠海开厂", [("guangdong", "珠海市")]),
        ("廣東的學歷要求", [("guangdong", None)]),
        ("甘肅蘭州", [("gansu", None), ("gansu", "兰州市")]),
        ("甘、皖、粤三地对比", [("gansu", None), ("anhui", None), ("guangdong", None)]),
        ("那皖呢", [("anhui", None)]),
        ("粤", [("guangdong", None)]),
        ("肥东县的厂", [("anhui", "合肥市肥东县")]),
        ("合作市的厂", [("gansu", "甘南藏族自治州合作市")]),
        ("横琴的公司", [("guangdong", "珠海市横琴粤澳深度合作区")]),
        ("那个团标怎么说", [("standard", None)]),
        ("附录b第一条", [("standard", None)]),
        ("附件 ４ 怎么看", [("guangdong", None)]),
        ("长沙的厂", [("other", "湖南省长沙")]),
    ],
)
def test_a_place_is_heard(text: str, heard: list[tuple[str, str | None]], names: Gazetteer) -> None:
    assert [(m.place, m.city) for m in hear_places(text, names)] == heard


@pytest.mark.parametrize(
    "text",
    [
        "兰州拉面好吃吗",
        "用广东话讲",
        "甘草片",
        "粤菜馆",
        "合作社",
        "甲乙甘甜",
        "住在中山路",
        "",
        "大同小异",
        "徽章",
    ],
)
def test_a_word_that_only_holds_a_name_is_no_place(text: str, names: Gazetteer) -> None:
    assert hear_places(text, names) == []


@pytest.mark.parametrize(
    "text",
    [
        "我们做复合肥",
        "在公开平台上查",
        "市和县都要报吗",
        "厂子在郊区",
        "合作市场怎么样",
        "东西安全吗",
        "兰州大学毕业",
        "持香港身份证",
        "确保定期检查",
    ],
)
def test_a_name_that_comes_about_where_two_words_meet_is_no_place(text: str, names: Gazetteer) -> None:
    assert hear_places(text, names) == []


def test_the_words_are_kept_as_said_with_their_span(names: Gazetteer) -> None:
    (mention,) = hear_places("我們在東莞。", names)
    assert (mention.said, mention.span, mention.kind) == ("東莞", (3, 5), "city")


def test_a_place_named_only_to_rule_it_out_says_so(names: Gazetteer) -> None:
    first, second = hear_places("我不在甘肃，在中山", names)
    assert (first.ruled_out, second.ruled_out) == (True, False)


def test_every_city_of_the_three_provinces_is_known_with_and_without_its_ending(names: Gazetteer) -> None:
    table = load(Path("policies_kb")).tables["places"]
    for place, rows in table["cities"].items():
        for row in rows:
            for name in (row["name"], row["name"].removesuffix("市")):
                assert [m.place for m in hear_places(name, names)] == [place], name


def test_any_text_is_heard_without_error(names: Gazetteer) -> None:
    for text in ("附件", "𠮷" * 50, "甘" * 50, "1" * 50, "广东" * 50):
        hear_places(text, names)
