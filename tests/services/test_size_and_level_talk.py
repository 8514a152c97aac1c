"""Sizes and levels in conversation: what is still open is in the result, corrections and follow-ups are about it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.services.talk import Talk


def size_after(*texts: str) -> tuple[Any, Talk]:
    talk = Talk()
    talk.says(*texts)
    return (talk.reply.custom.get("size") or {}).get("grade"), talk


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("化肥厂，两千人，营收还没报出来，规模怎么填", ["营业收入"]),
        ("鞋店，60人，一年营业额90万到130万，算哪种规模", ["营业收入"]),
        ("养鸭场，去年净利润60万，营收没算过，啥规模", ["营业收入"]),
        ("我们公司算什么规模", ["行业"]),
    ],
)
def test_a_size_asked_back_says_what_is_still_needed(text: str, missing: list[str]) -> None:
    grade, talk = size_after(text)
    assert grade == "undetermined"
    assert talk.reply.custom["size"]["missing"] == missing


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("快递站，员工一共320人，营收2500万", "中型"),
        ("瑜伽馆，教练加前台一共14人，一年营业额180万", "小型"),
        ("车队，30台车，连司机带调度一共26人，年收入900万", "小型"),
    ],
)
def test_figures_alone_are_a_question_for_the_size(text: str, grade: str) -> None:
    assert size_after(text)[0] == grade


@pytest.mark.parametrize(
    ("texts", "grade"),
    [
        (("机械厂320人，营收2600万", "看错了，290"), "小型"),
        (("机械厂320人，营收2600万", "营收2600万"), "中型"),
        (("机械厂320人，营收2600万", "珠海首席质量官要什么学历", "回到刚才，要是人数290呢"), "小型"),
        (("预制菜工厂，员工从130涨到了320，营收2300万",), "中型"),
        (("冷链运输，司机18人，办公室3人，共21人，收入600万",), "小型"),
        (("连锁鞋店，总部40人门店260人，营收2亿",), "大型"),
        (("公共汽车公司 从业人员数 310 营业收入(万元) 3200",), "中型"),
        (("制衣厂，20人不到，营收5000万",), "微型"),
        (("制衣厂，人不到20，营收5000万",), "微型"),
        (("建筑公司，营收9000万，什么规模", "审计出来了，资产5100万"), "中型"),
        (("员工 90 人", "开宾馆的", "2200万"), "小型"),
        (("汤馆99个人是啥型，一百个人又是啥型，营收都是2500万",), "中型"),
        (("糖厂，1020人，销售收入 399999999 元",), "中型"),
        (("老板让我填表，做粉条的小作坊，六七个人，一年三四十万",), "微型"),
        (("物业公司，150人，营收2600万", "物业去年剥离了，现在主业是餐饮，人数营收还是这些，算什么型"), "中型"),
    ],
)
def test_corrections_and_figures_said_again_decide_again(texts: tuple[str, ...], grade: str) -> None:
    assert size_after(*texts)[0] == grade


def test_a_yes_no_question_is_answered_even_after_asking_back() -> None:
    grade, talk = size_after("装修公司，营收7500万，算中型吗", "资产4700万")
    assert (grade, talk.reply.custom["answer"]["verdict"]) == ("小型", "no")
    assert talk.reply.text.startswith("**不算中型，是小型。**")


def test_a_supposed_score_is_marked_and_leaves_the_verdict_alone() -> None:
    talk = Talk()
    talk.says("意识150，诚信80，知识90，能力200，业绩79", "业绩要是80呢")
    assert (talk.reply.custom["grade"]["grade"], talk.reply.custom["grade"]["what_if"]) == (
        "AAAA",
        {"scores": {"8.5": 80}},
    )
    talk.say("总分多少，几A？")
    assert talk.reply.custom["grade"]["failing"] == ["8.5"]


def test_a_bare_number_puts_right_the_score_it_is_nearest_to() -> None:
    talk = Talk()
    talk.says("意识120诚信70知识39能力200业绩330，几A", "算了按44")
    assert (talk.reply.custom["grade"]["grade"], talk.reply.custom["grade"]["categories"]["8.3"]) == ("AAAA", 44)


def test_a_total_said_vaguely_is_put_right_by_a_bare_number() -> None:
    talk = Talk()
    talk.says("我总分七百多能评几A", "准确说是八百零三")
    assert (talk.reply.custom["grade"]["grade"], talk.reply.custom["grade"]["total"]) == ("AAAAA", 803)


def test_the_person_put_right_after_a_level_changes_what_may_be_applied_for() -> None:
    talk = Talk()
    talk.says(
        "意识80，诚信60，知识55，能力140，业绩150，我干质量管理三年，有首席质量官证书，能申报几A",
        "说错了，干了四年半，本科，中级工程师",
    )
    assert talk.reply.custom["grade"]["application_level"] == "4A"
