"""所属地区: where the enterprise produces, in the words people use."""

from __future__ import annotations

import pytest

from bot.core.fields import parse_field
from bot.core.fields.base import Accepted, FieldContext
from tests.core.fields.reading import TODAY, offered, read, reason, specs, value

JINWAN = "广东省珠海市金湾区"
DOUMEN = "广东省珠海市斗门区"
XIANGZHOU = "广东省珠海市香洲区"


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("广东省珠海市金湾区", JINWAN),
        ("广东珠海金湾", JINWAN),
        ("珠海金湾", JINWAN),
        ("珠海市金湾区", JINWAN),
        ("金湾区", JINWAN),
        ("金湾", JINWAN),
        ("金湾区 珠海", JINWAN),
        ("珠海 金湾", JINWAN),
        ("广东-珠海-金湾", JINWAN),
        ("广东省/珠海市/金湾区", JINWAN),
        ("珠海，金湾区", JINWAN),
        ("我们在珠海金湾", JINWAN),
        ("在珠海市金湾区那边", JINWAN),
        ("厂在金湾", JINWAN),
        ("所属地区：珠海金湾", JINWAN),
        ("所属地区珠海金湾", JINWAN),
        ("珠海的金湾区", JINWAN),
        ("珠海金灣區", JINWAN),
        ("珠海金湾吧", JINWAN),
        ("珠海金湾区三灶镇", JINWAN),
        ("三灶", JINWAN),
        ("珠海井岸镇", DOUMEN),
        ("唐家湾", XIANGZHOU),
        ("斗门", DOUMEN),
        ("珠海斗门", DOUMEN),
        ("珠海斗門", DOUMEN),
        ("珠海斗门区白蕉镇", DOUMEN),
        ("注册在广州，厂子在珠海斗门，平时都在斗门生产", DOUMEN),
        ("公司注册地广州，生产在珠海斗门", DOUMEN),
        ("厂子在珠海斗门，注册在广州", DOUMEN),
        ("执照是深圳的，实际在珠海斗门生产", DOUMEN),
        ("总部在北京，工厂在珠海金湾", JINWAN),
        ("香洲", XIANGZHOU),
        ("珠海香洲", XIANGZHOU),
        ("珠海", "广东省珠海市"),
        ("珠海市", "广东省珠海市"),
        ("广东珠海", "广东省珠海市"),
        ("不在金湾，在斗门", DOUMEN),
        ("广州市天河区", "广东省广州市天河区"),
        ("广州天河", "广东省广州市天河区"),
        ("佛山顺德", "广东省佛山市顺德区"),
        ("顺德", "广东省佛山市顺德区"),
        ("深圳市宝安区", "广东省深圳市宝安区"),
        ("东莞", "广东省东莞市"),
        ("中山市", "广东省中山市"),
        ("江门新会", "广东省江门市新会区"),
        ("惠州惠阳", "广东省惠州市惠阳区"),
    ],
)
def test_region(text: str, stored: str) -> None:
    assert value("region", text) == stored


@pytest.mark.parametrize("text", ["横琴", "珠海横琴", "横琴新区", "珠海市横琴粤澳深度合作区", "横琴粤澳深度合作区"])
def test_hengqin_is_zhuhais(text: str) -> None:
    assert value("region", text).startswith("广东省珠海市横琴")


@pytest.mark.parametrize("text", ["珠海高新区", "珠海市高新区唐家湾", "珠海高栏港"])
def test_a_zone_the_gazetteer_does_not_know_keeps_its_city(text: str) -> None:
    assert value("region", text).startswith("广东省珠海市")


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("甘肃兰州", "甘肃省兰州市"),
        ("甘肃省兰州市城关区", "甘肃省兰州市"),
        ("安徽合肥", "安徽省合肥市"),
        ("湖南长沙", "湖南省长沙市"),
    ],
)
def test_another_province_is_kept_with_a_note(text: str, start: str) -> None:
    outcome = read("region", text)
    assert isinstance(outcome, Accepted), outcome
    assert outcome.value.startswith(start)
    assert "广东" in (outcome.note or "")


@pytest.mark.parametrize(
    "text", ["没有", "不知道", "12345", "？", "8年", "13800138000", "chenzy@example.com", "在哪里填？"]
)
def test_regions_that_need_another_try(text: str) -> None:
    assert "金湾" in reason("region", text)


def test_two_districts_ask_which() -> None:
    assert offered("region", "金湾和斗门都有") == [JINWAN, DOUMEN]


def test_without_a_gazetteer_the_words_are_kept() -> None:
    outcome = parse_field("珠海市金湾区", specs()["region"], FieldContext(TODAY))
    assert outcome == Accepted("珠海市金湾区")
