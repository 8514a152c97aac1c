"""性别, 学历, 单位性质, 企业规模 in the words people use."""

from __future__ import annotations

import pytest

from bot.core.fields.base import Accepted
from tests.core.fields.reading import offered, read, reason, specs, value

EDUCATION = {
    "小学": ["小学", "小学毕业", "就念过小学", "小學"],
    "初中": ["初中", "初中毕业", "初中文化", "初中生", "初中念完就打工了"],
    "高中": ["高中", "高中毕业", "高中学历", "普高", "高中畢業", "就高中"],
    "中专": ["中专", "中专毕业", "职高", "职业高中", "职中", "中等专业学校", "中師", "中專", "卫校毕业"],
    "技校": ["技校", "技校毕业", "技工学校", "高级技工学校", "技师学院"],
    "大专": [
        "大专",
        "大專",
        "专科",
        "大学专科",
        "高职",
        "高职高专",
        "电大",
        "电大毕业的",
        "函授大专",
        "自考大专",
        "夜大",
        "大专毕业",
        "大专学历吧",
        "我大专",
        "学历大专",
        "最高学历是大专",
        "电大专科",
        "五年制大专",
        "自考",
        "函授",
        "高中毕业后读了大专",
        "大专，在读本科",
        "大专（本科在读）",
        "大专毕业，本科还没拿到证",
    ],
    "本科": [
        "本科",
        "大学本科",
        "大学",
        "大学毕业",
        "学士",
        "学士学位",
        "专升本",
        "专升本毕业",
        "专升本的本科",
        "自考本科",
        "函授本科",
        "电大本科",
        "成人本科",
        "全日制本科",
        "本科毕业",
        "大本",
        "本科双学位",
        "不是大专，是本科",
        "是本科不是大专",
        "本科！",
    ],
    "硕士": ["硕士", "研究生", "硕士研究生", "碩士", "MBA", "工程硕士", "在职硕士", "研究生毕业"],
    "博士": ["博士", "博士研究生", "博士毕业", "PhD", "博士后"],
    "其他": ["其他", "其它学历"],
}


@pytest.mark.parametrize(("text", "stored"), [(text, level) for level, texts in EDUCATION.items() for text in texts])
def test_education(text: str, stored: str) -> None:
    assert value("education", text) == stored


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("本科在读", "毕业"),
        ("本科还没毕业", "毕业"),
        ("研究生在读", "毕业"),
        ("大学肄业", "毕业"),
        ("没有", "必填"),
        ("一般般", "学历"),
        ("工程师", "学历"),
        ("机电", "学历"),
        ("8年", "学历"),
        ("？", "学历"),
    ],
)
def test_education_that_needs_another_try(text: str, said: str) -> None:
    assert said in reason("education", text)


@pytest.mark.parametrize("text", ["电大毕业的", "自考", "函授"])
def test_a_school_said_instead_of_a_degree_is_noted(text: str) -> None:
    outcome = read("education", text)
    assert isinstance(outcome, Accepted)
    assert "本科" in (outcome.note or "")


GENDER = {
    "男": ["男", "男的", "男性", "男士", "先生", "男。", "性别男", "性别：男", "我是男的", "男生", "M", "male", "是男的啦", "帅哥", "♂"],
    "女": ["女", "女的", "女性", "女士", "小姐", "性别女", "性别：女", "我是女的", "female", "F", "女同志", "女生", "♀"],
}  # fmt: skip


@pytest.mark.parametrize(("text", "stored"), [(text, sex) for sex, texts in GENDER.items() for text in texts])
def test_gender(text: str, stored: str) -> None:
    assert value("gender", text) == stored


@pytest.mark.parametrize("text", ["保密", "没有", "男女", "陈试远", "1", "男还是女？", "不男不女", "无"])
def test_gender_that_needs_another_try(text: str) -> None:
    assert "男" in reason("gender", text)


OWNERSHIP = {
    "国有企业": ["国有企业", "国企", "国有", "央企", "国有独资", "国有控股", "國企", "国营", "国资控股的有限公司", "国有独资有限责任公司"],
    "集体企业": ["集体企业", "集体", "集体所有制", "村集体的", "乡镇集体企业"],
    "合资企业": ["合资企业", "合资", "中外合资", "中外合资企业", "合资的有限公司", "中德合资", "中外合作", "跟港商合资"],
    "外资企业": ["外资企业", "外资", "台资", "台资企业", "德资", "日资", "港资", "美资的", "外商独资", "外商独资企业", "外商投资企业", "外企", "港澳台独资", "港澳台商独资", "台商独资"],
    "有限责任公司": ["有限责任公司", "有限公司", "有限责任", "责任有限公司", "普通的有限公司", "有限責任公司", "一人有限公司", "就是有限公司啊", "有限责任公司（自然人独资）", "有限责任公司(自然人投资或控股)", "单位性质：有限责任公司"],
    "股份有限公司": ["股份有限公司", "股份公司", "股份制", "上市公司", "股份有限"],
    "私营企业": ["私营企业", "私企", "私营", "民企", "民营企业", "民营的", "个体", "个体户", "个体工商户", "个人独资", "个人独资企业", "自己开的厂", "合伙企业", "家族企业", "私人老板的"],
    "其他企业": ["其他企业", "其他", "其它", "农民专业合作社", "合作社", "事业单位"],
}  # fmt: skip


@pytest.mark.parametrize(("text", "stored"), [(text, kind) for kind, texts in OWNERSHIP.items() for text in texts])
def test_ownership(text: str, stored: str) -> None:
    assert value("ownership", text) == stored
    assert stored in specs()["ownership"].options


@pytest.mark.parametrize("text", ["没有", "不知道", "小型", "电缆", "？", "好的", "1980", "公司"])
def test_ownership_that_needs_another_try(text: str) -> None:
    assert "单位性质" in reason("ownership", text)


def test_two_kinds_at_once_are_asked_back() -> None:
    assert offered("ownership", "民营的有限公司") == ["有限责任公司", "私营企业"]
    assert offered("ownership", "私营有限责任公司") == ["有限责任公司", "私营企业"]


SIZE = {
    "大型": ["大型", "大型企业", "大的", "大企业", "企业规模大型", "大"],
    "中型": ["中型", "中型企业", "中等规模", "中", "中等"],
    "小型": ["小型", "小型企业", "小企业", "小", "小厂", "规模：小型", "小公司", "小型吧", "不是微型，是小型"],
    "微型": ["微型", "微型企业", "微企", "微", "微型的"],
}


@pytest.mark.parametrize(("text", "stored"), [(text, size) for size, texts in SIZE.items() for text in texts])
def test_enterprise_size(text: str, stored: str) -> None:
    assert value("enterprise_size", text) == stored


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("小微", ["小型", "微型"]),
        ("小微企业", ["小型", "微型"]),
        ("中小型", ["中型", "小型"]),
        ("中小企业", ["中型", "小型"]),
        ("大中型", ["大型", "中型"]),
        ("小型或者微型", ["小型", "微型"]),
        ("中小微", ["中型", "小型", "微型"]),
    ],
)
def test_a_size_between_two_is_asked_back(text: str, values: list[str]) -> None:
    assert offered("enterprise_size", text) == values


@pytest.mark.parametrize("text", ["没有", "不知道", "60个人", "规上", "？", "电缆"])
def test_sizes_that_need_another_try(text: str) -> None:
    assert "规模" in reason("enterprise_size", text)
