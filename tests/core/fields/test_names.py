"""Names of people, enterprises and titles; none of them real."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.fields.reading import offered, reason, value


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("陈志远", "陈志远"),
        (" 陈志远 ", "陈志远"),
        ("陈 志 远", "陈志远"),
        ("陈志远。", "陈志远"),
        ("“陈志远”", "陈志远"),
        ("「陈志远」", "陈志远"),
        ("我叫陈志远", "陈志远"),
        ("我是陈志远", "陈志远"),
        ("我的名字叫陈志远", "陈志远"),
        ("姓名：陈志远", "陈志远"),
        ("姓名陈志远", "陈志远"),
        ("姓名是陈志远", "陈志远"),
        ("申请人陈志远", "陈志远"),
        ("申请人姓名：陈志远", "陈志远"),
        ("申请人是陈志远", "陈志远"),
        ("叫陈志远", "陈志远"),
        ("名字是陈志远", "陈志远"),
        ("本人陈志远", "陈志远"),
        ("他叫陈志远", "陈志远"),
        ("陈志远吧", "陈志远"),
        ("陈志远先生", "陈志远"),
        ("陈志远，男", "陈志远"),
        ("是陈志远", "陈志远"),
        ("嗯，陈志远", "陈志远"),
        ("就是陈志远", "陈志远"),
        ("李明", "李明"),
        ("欧阳志远", "欧阳志远"),
        ("司马青", "司马青"),
        ("𠮷田明", "𠮷田明"),
        ("陈𠮷", "陈𠮷"),
        ("㛃雅", "㛃雅"),
        ("阿依古丽·买买提", "阿依古丽·买买提"),
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("阿依古丽．买买提", "阿依古丽·买买提"),
        ("迪丽娜尔・艾合买提江", "迪丽娜尔·艾合买提江"),
        ("陳志遠", "陳志遠"),
        ("我叫陳志遠", "陳志遠"),
        ("John Smith", "John Smith"),
        ("MARIA DA SILVA", "MARIA DA SILVA"),
        ("我叫John Smith", "John Smith"),
        ("Jean-Luc O'Neil", "Jean-Luc O'Neil"),
        ("于是", "于是"),
        ("叶子", "叶子"),
        ("经纬", "经纬"),
        ("{{7*7}}", "{{7*7}}"),
        ("<b>&", "<b>&"),
        ("陈{{7*7}}", "陈{{7*7}}"),
        ("=1+1", "=1+1"),
    ],
)
def test_a_name_without_the_words_around_it(text: str, stored: str) -> None:
    assert value("applicant_name", text) == stored


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("老板叫何伟明", "何伟明"),
        ("我们老板叫何伟明", "何伟明"),
        ("单位负责人何伟明", "何伟明"),
        ("单位负责人是何伟明", "何伟明"),
        ("负责人：何伟明", "何伟明"),
        ("法人何伟明", "何伟明"),
        ("法人代表是何伟明", "何伟明"),
        ("法定代表人：何伟明", "何伟明"),
        ("总经理何伟明", "何伟明"),
        ("何伟明总经理", "何伟明"),
        ("何伟明，总经理", "何伟明"),
        ("何伟明（总经理）", "何伟明"),
        ("厂长叫何伟明", "何伟明"),
        ("董事长是何伟明先生", "何伟明"),
    ],
)
def test_the_head_of_the_firm(text: str, stored: str) -> None:
    assert value("legal_head_name", text) == stored


@pytest.mark.parametrize(
    "text",
    [
        "13800138000",
        "陈志远123",
        "https://example.com",
        "chenzy@example.com",
        "为什么要填名字",
        "要填谁的名字？",
        "姓名填谁",
        "没有",
        "不知道",
        "不想说",
        "是的",
        "好的",
        "可以",
        "谢谢",
        "你好",
        "继续",
        "同意",
        "对",
        "大专",
        "男",
        "何总",
        "陈先生",
        "老何",
        "陈",
        "珠海某某电器有限公司",
        "今天天气真不错啊",
        "我们公司在珠海做电缆的",
        "😀",
        "。。。",
        "？",
        "我也不清楚填哪个人",
        "x",
    ],
)
def test_what_is_no_full_name_is_refused(text: str) -> None:
    assert "例如" in reason("applicant_name", text)


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("珠海某某电器有限公司", "珠海某某电器有限公司"),
        ("公司叫珠海某某电器有限公司", "珠海某某电器有限公司"),
        ("我们公司叫珠海某某电器有限公司", "珠海某某电器有限公司"),
        ("我们公司是珠海某某电器有限公司", "珠海某某电器有限公司"),
        ("我们是珠海某某电器有限公司的", "珠海某某电器有限公司"),
        ("单位名称：珠海某某电器有限公司", "珠海某某电器有限公司"),
        ("单位名称珠海某某电器有限公司", "珠海某某电器有限公司"),
        ("企业名称是珠海某某电器有限公司", "珠海某某电器有限公司"),
        ("全称是珠海某某电器有限公司", "珠海某某电器有限公司"),
        ("“珠海某某电器有限公司”", "珠海某某电器有限公司"),
        ("珠海某某电器有限公司。", "珠海某某电器有限公司"),
        ("珠海某某电器有限公司吧", "珠海某某电器有限公司"),
        ("珠海 某某电器 有限公司", "珠海某某电器有限公司"),
        ("珠海某某电器有限公司，做插座的", "珠海某某电器有限公司"),
        ("珠海某某电器（广东）有限公司", "珠海某某电器（广东）有限公司"),
        ("某某(珠海)电器有限公司", "某某（珠海）电器有限公司"),
        ("某某（珠海）电器有限公司", "某某（珠海）电器有限公司"),
        ("珠海某某电器有限责任公司", "珠海某某电器有限责任公司"),
        ("珠海某某股份有限公司斗门分公司", "珠海某某股份有限公司斗门分公司"),
        ("珠海某某电器有限公司金湾分公司", "珠海某某电器有限公司金湾分公司"),
        ("斗门某某五金厂", "斗门某某五金厂"),
        ("金湾区某某五金加工店", "金湾区某某五金加工店"),
        ("珠海某某农民专业合作社", "珠海某某农民专业合作社"),
        ("珠海某某企业管理中心（有限合伙）", "珠海某某企业管理中心（有限合伙）"),
        ("某某集团", "某某集团"),
        ("珠海某某酒店", "珠海某某酒店"),
        ("珠海某某電器有限公司", "珠海某某電器有限公司"),
        ("珠海A1电器有限公司", "珠海A1电器有限公司"),
        ("ABC Electric (Zhuhai) Co., Ltd.", "ABC Electric (Zhuhai) Co., Ltd."),
        ("营业执照上是珠海某某电器有限公司", "珠海某某电器有限公司"),
        ("{{7*7}}有限公司", "{{7*7}}有限公司"),
        ("<b>某某</b>有限公司", "<b>某某</b>有限公司"),
    ],
)
def test_an_enterprise_name_as_on_the_licence(text: str, stored: str) -> None:
    assert value("enterprise_name", text) == stored


@pytest.mark.parametrize(
    "text",
    ["没有", "不知道", "12345", "？", "公司", "我们公司", "有限公司", "为什么要填公司名", "91440400MA0000001X", "13800138000", "好的", "我叫陈志远", "chenzy@example.com"],
)  # fmt: skip
def test_what_is_no_enterprise_name_is_refused(text: str) -> None:
    assert "例如" in reason("enterprise_name", text)


def test_a_credit_code_is_recognised() -> None:
    assert "统一社会信用代码" in reason("enterprise_name", "91440400MA0000001X")


def test_a_short_name_is_asked_back_once() -> None:
    assert offered("enterprise_name", "某某电器") == ["某某电器"]


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("助工", "助理工程师"),
        ("助理工程师", "助理工程师"),
        ("有助工", "助理工程师"),
        ("助工职称", "助理工程师"),
        ("工程师", "工程师"),
        ("中级工程师", "中级工程师"),
        ("高工", "高级工程师"),
        ("高级工程师", "高级工程师"),
        ("教授级高工", "正高级工程师"),
        ("食品工程师，中级的", "食品工程师（中级）"),
        ("食品工程师（中级）", "食品工程师（中级）"),
        ("食品工程师 中级", "食品工程师（中级）"),
        ("质量工程师", "质量工程师"),
        ("职称是质量工程师", "质量工程师"),
        ("职称：高级经济师", "高级经济师"),
        ("职称工程师", "工程师"),
        ("技术员", "技术员"),
        ("中级", "中级"),
        ("经济师", "经济师"),
        ("工程師", "工程師"),
        ("我有个工程师职称", "工程师"),
        ("考了个质量专业技术人员中级", "质量专业技术人员中级"),
        ("没有", "无"),
        ("没职称", "无"),
        ("没有职称", "无"),
        ("无", "无"),
        ("暂无", "无"),
        ("还没评", "无"),
        ("没评过", "无"),
        ("没考", "无"),
        ("啥职称都没有", "无"),
        ("什么职称都没有", "无"),
        ("职称没有", "无"),
        ("跳过", "无"),
    ],
)
def test_titles(text: str, stored: str) -> None:
    assert value("title", text) == stored


@pytest.mark.parametrize("text", ["12345", "？", "8年", "13800138000", "chenzy@example.com"])
def test_titles_that_need_another_try(text: str) -> None:
    assert "职称" in reason("title", text)


GIVEN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=2)


@given(family=st.sampled_from(["王", "李", "赵", "欧阳"]), stem=st.sampled_from(["建国", "淑芬", "宇航", "一", "雨桐"]))
def test_a_name_reads_back_whatever_is_said_around_it(family: str, stem: str) -> None:
    name = family + stem
    for shape in ("{}", "我叫{}", "姓名：{}", "姓名{}", "我是{}。", "申请人 {}"):
        assert value("applicant_name", shape.format(name)) == name
