"""What people say of themselves, heard as facts: one sentence a line."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.core.mentions import education, experience, title, training

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("我电大专科，干质检四年，有助工", {"education": "大专"}),
        ("函授本科算不算", {"education": "本科"}),
        ("本科行不行", {"education": "本科"}),
        ("我中专毕业", {"education": "中专"}),
        ("職業高中", {"education": "中专"}),
        ("碩士研究生", {"education": "硕士"}),
        ("读了个ＭＢＡ", {"education": "硕士"}),
        ("初中都没念完", {"education_below": "初中"}),
        ("就一个高中文凭", {"education": "高中"}),
        ("没上过大学", {"education_below": "大专"}),
        ("没有大学文凭", {"education_below": "大专"}),
        ("自考本科还没毕业", {"education_below": "本科"}),
        ("本科在读", {"education_below": "本科"}),
        ("正在读本科", {"education_below": "本科"}),
        ("专升本在读", {"education": "大专"}),
        ("专升本毕业三年了", {"education": "本科"}),
        ("大专，没有本科", {"education": "大专"}),
        ("不是大专，是本科", {"education": "本科"}),
        ("大专学历，本科在读", {"education": "大专"}),
        ("中专毕业后来又读了大专", {"education": "大专"}),
        ("本科写错了，应该是大专", {"education": "大专"}),
        ("技校出来的", {"education": "技校"}),
        ("大学毕业", {"education": "本科"}),
        ("快毕业的本科生", {"education_below": "本科"}),
        ("大三在读", {"education_below": "本科"}),
        ("质量专业中级职称", {}),
        ("有高级职称", {}),
        ("初中级都行", {}),
        ("甘肃要求本科吗", {}),
        ("文凭不高", {}),
    ],
)
def test_education(said: str, heard: dict[str, Any]) -> None:
    assert education.hear(said) == heard


@pytest.mark.parametrize(
    ("said", "years"),
    [
        ("我电大专科，干质检四年，有助工", 4),
        ("搞质量管理十二年", 12),
        ("做品管1年", 1),
        ("四年半的质量工作", 4.5),
        ("十来年品质经验", 10),
        ("干质量五六年", 5),
        ("搞质量两年半", 2.5),
        ("质量管理有6.5年", 6.5),
        ("品控３年", 3),
        ("干了十八个月质检", 1.5),
        ("2016年11月开始干质检", 10),
        ("从2021年开始做品质", 5),
        ("明年满五年呢", 5),
        ("有8年质量管理经验", 8),
        ("质检干了三年，后来又做了两年体系", 5),
        ("质量管理十年，其中质量总监三年", 10),
        ("公司成立10年，我做质量4年", 4),
        ("3年前得过奖，质量干了七年", 7),
        ("生产干了6年，质量干了2年", 2),
        ("不是5年，是4年", 4),
        ("工作12年，其中质量管理6年", 6),
        ("质量工作年限：6", 6),
        ("正好3年", 3),
    ],
)
def test_years_of_quality_work(said: str, years: float) -> None:
    assert experience.hear(said, None, TODAY) == {"quality_years": years}


@pytest.mark.parametrize(
    "said",
    [
        "公司成立10年",
        "3年前得过奖",
        "毕业十年了",
        "任期是3年吗",
        "2025年底前要设吗",
        "开了二十年厂",
        "大专行不行",
        "被判了三年",
        "要求5年吗",
        "一年要向省局报几次",
        "还差一年",
    ],
)
def test_years_of_something_else_are_left_alone(said: str) -> None:
    assert experience.hear(said, None, TODAY) == {}


@pytest.mark.parametrize(
    ("said", "bound"), [("质量工作不到三年", 3), ("干质检快五年了", 5), ("做质量将近十年", 10), ("前年刚接手质检", 3)]
)
def test_a_bound_is_heard_as_a_bound(said: str, bound: float) -> None:
    assert experience.hear(said, None, TODAY) == {"quality_years_below": bound}


@pytest.mark.parametrize(("said", "years"), [("6", 6), ("六年", 6), ("十来年吧", 10), ("刚入行", 0), ("有12年", 12)])
def test_a_short_answer_to_the_question_on_years(said: str, years: float) -> None:
    assert experience.hear(said, "quality_years", TODAY) == {"quality_years": years}


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("有助工", {"title": "助理工程师", "title_level": "初级"}),
        ("中级工程师", {"title": "中级工程师", "title_level": "中级"}),
        ("我是高工，机械专业", {"title": "高级工程师", "title_level": "副高"}),
        ("正高级工程师，质量专业", {"title": "正高级工程师", "title_level": "正高", "title_field": "质量"}),
        ("高级工程师，相关专业", {"title": "高级工程师", "title_level": "副高", "title_field": "相关"}),
        ("高级会计师", {"title": "高级会计师", "title_level": "副高", "title_field": "无关"}),
        ("中级职称，专业不对口", {"title": "中级职称", "title_level": "中级", "title_field": "无关"}),
        ("没有职称", {"title": "无", "title_level": "无"}),
        ("没评过职称", {"title": "无", "title_level": "无"}),
        ("还没评上高工", {"title_level_below": "副高"}),
        ("质量专业中级职业资格", {"vocational_level": "中级"}),
        ("中级质量工程师", {"vocational_level": "中级"}),
        ("考了质量工程师", {"vocational_level": "中级"}),
        ("质量专业高级的", {"vocational_level": "高级"}),
        ("初级质量工程师", {"vocational_level": "初级"}),
        ("没有质量专业职业资格", {"vocational_level": "无"}),
        ("质量方面的资格证一个没有", {"vocational_level": "无"}),
        ("职称只到初级", {"title": "初级职称", "title_level": "初级"}),
        ("我在厂里做质量工程师", {}),
        ("有中级工程师职称，机械专业", {"title": "中级工程师", "title_level": "中级"}),
        ("没有高级职称", {"title_level_below": "副高"}),
    ],
)
def test_title_and_qualification(said: str, heard: dict[str, Any]) -> None:
    assert title.hear(said) == heard


@pytest.mark.parametrize(
    ("said", "asked", "heard"),
    [
        ("中级", "title_level", {"title_level": "中级"}),
        ("高级", "title_level", {"title_level": "副高"}),
        ("中级", "vocational_level", {"vocational_level": "中级"}),
        ("有，中级", "vocational_level", {"vocational_level": "中级"}),
        ("工程师", "title_level", {"title": "工程师", "title_level": "中级"}),
        ("都没有", "title_level", {"title": "无", "title_level": "无", "vocational_level": "无"}),
        ("没有", "vocational_level", {"vocational_level": "无"}),
        ("质量工程师", "vocational_level", {"vocational_level": "中级"}),
        ("相关", "title_field", {"title_field": "相关"}),
        ("不相关", "title_field", {"title_field": "无关"}),
        ("不知道", "title_field", {}),
        ("高级职称（相关专业）", "title_level", {"title": "高级职称", "title_level": "副高", "title_field": "相关"}),
    ],
)
def test_short_answers_on_title(said: str, asked: str, heard: dict[str, Any]) -> None:
    assert title.hear(said, asked) == heard


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("培训和继续教育都有", {"training": True, "continuing_education": True}),
        ("培训过，考试合格", {"training": True}),
        ("参加过首席质量官任职培训", {"training": True}),
        ("还没参加培训", {"training": False}),
        ("培训没去", {"training": False}),
        ("培训参加了，继续教育没参加", {"training": True, "continuing_education": False}),
        ("继续教育每年都参加", {"continuing_education": True}),
        ("有首席质量官培训合格证书", {"certificate": True, "training": True}),
        ("没拿到首席质量官证书", {"certificate": False}),
        ("要参加什么培训", {}),
        ("培训多少学时", {}),
        ("培训的事不方便说", {}),
        ("首席质量官培训我去年参加了", {"training": True}),
        ("培训证书还没下来", {"certificate": False}),
        ("拿过中级质量工程师证书", {}),
    ],
)
def test_training(said: str, heard: dict[str, Any]) -> None:
    assert training.hear(said) == heard


@pytest.mark.parametrize(
    ("said", "asked", "heard"),
    [
        ("参加过，合格了", "training", {"training": True, "continuing_education": True}),
        ("都还没有", "training", {"training": False, "continuing_education": False}),
        ("只参加了任职培训", "training", {"training": True, "continuing_education": False}),
        ("每年都参加", "continuing_education", {"continuing_education": True}),
        ("没有", "certificate", {"certificate": False}),
        ("培训了没发证", "certificate", {"training": True, "certificate": False}),
        ("今年没参加", "continuing_education", {"continuing_education": False}),
        ("参加过但没考过", "training", {"training": False, "continuing_education": False}),
        ("有证书", "certificate", {"certificate": True, "training": True}),
    ],
)
def test_short_answers_on_training(said: str, asked: str, heard: dict[str, Any]) -> None:
    assert training.hear(said, asked) == heard


def test_training_alone_can_be_turned_down() -> None:
    assert training.declined("大专，十年，培训的事不方便说") == {"training", "continuing_education"}
    assert training.declined("继续教育先不说") == {"continuing_education"}
    assert training.declined("培训合格了") == set()
