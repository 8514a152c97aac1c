"""邮箱 as people type it, the applicant's own and the firm's. All made up."""

from __future__ import annotations

import pytest

from tests.core.fields.reading import offered, reason, value

E1 = "chenzy@example.com"


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("chenzy@example.com", E1),
        ("邮箱chenzy@example.com", E1),
        ("邮箱是chenzy@example.com", E1),
        ("邮箱：chenzy@example.com", E1),
        ("email: chenzy@example.com", E1),
        ("E-mail：chenzy@example.com", E1),
        ("chenzy＠example.com", E1),
        ("chenzy @ example.com", E1),
        ("chenzy@ example.com", E1),
        ("chenzy@example .com", E1),
        ("chenzy@example。com", E1),
        ("chenzy@example，com", E1),
        ("chenzy@example,com", E1),
        ("ｃｈｅｎｚｙ＠ｅｘａｍｐｌｅ．ｃｏｍ", E1),
        ("chenzy@EXAMPLE.COM", E1),
        ("chenzy@example.com。", E1),
        ("chenzy@example.com,", E1),
        ("<chenzy@example.com>", E1),
        ("“chenzy@example.com”", E1),
        ("mailto:chenzy@example.com", E1),
        ("我的邮箱chenzy@example.com，常看的", E1),
        ("这是我自己的：chenzy@example.com", E1),
        ("不是公司邮箱，是我自己的chenzy@example.com", E1),
        ("chenzy艾特example.com", E1),
        ("chenzy#example.com", E1),
        ("12345678@qq.com", "12345678@qq.com"),
        ("QQ邮箱12345678@qq.com", "12345678@qq.com"),
        ("12345678@QQ.com", "12345678@qq.com"),
        ("12345678@qq。com", "12345678@qq.com"),
        ("chen.zy@163.com", "chen.zy@163.com"),
        ("chen_zy@126.com", "chen_zy@126.com"),
        ("chen-zy@foxmail.com", "chen-zy@foxmail.com"),
        ("chen+cqo@gmail.com", "chen+cqo@gmail.com"),
        ("13800138000@139.com", "13800138000@139.com"),
        ("13800138000@163.com", "13800138000@163.com"),
        ("chenzy@vip.163.com", "chenzy@vip.163.com"),
        ("chenzy@yeah.net", "chenzy@yeah.net"),
        ("chenzy@sina.com.cn", "chenzy@sina.com.cn"),
        ("chenzy@firm.example.com.cn", "chenzy@firm.example.com.cn"),
        ("qa_chen@example.com", "qa_chen@example.com"),
        ("chenhr@example.com", "chenhr@example.com"),
        ("infoman88@qq.com", "infoman88@qq.com"),
    ],
)
def test_mailboxes(text: str, stored: str) -> None:
    assert value("email", text) == stored


@pytest.mark.parametrize(
    "text",
    [
        "quality-dept@example.com",
        "quality@example.com",
        "info@example.com",
        "office@example.com",
        "hr@example.com",
        "HR@example.com",
        "admin@example.com",
        "sales01@example.com",
        "service@example.com",
        "qc@example.com",
        "qa.dept@example.com",
        "zlb@example.com",
        "pinzhibu@example.com",
        "zhiliangbu@example.com",
        "bangongshi@example.com",
        "company@example.com",
        "公司邮箱chenzy@example.com",
        "我们部门的邮箱 abc@example.com",
        "填公司的邮箱吧，abc@example.com",
    ],
)
def test_a_mailbox_of_the_firm_or_a_department_is_refused_with_the_clause(text: str) -> None:
    assert "附件2说明5" in reason("email", text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("chenzyexample.com", "@"),
        ("chenzy163.com", "@"),
        ("chenzyqq.com", "@"),
        ("chenzy@", "@"),
        ("@qq.com", "@"),
        ("chenzy@@qq.com", "@"),
        ("chenzy@example", "格式"),
        ("chenzy@.com", "格式"),
        ("chenzy@example..com", "格式"),
        ("没有", "必填"),
        ("跳过", "必填"),
        ("陈试远", "邮箱"),
        ("13800138000", "邮箱"),
        ("？", "邮箱"),
    ],
)
def test_mailboxes_that_need_another_try(text: str, said: str) -> None:
    assert said in reason("email", text)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("chenzy@qq.con", "chenzy@qq.com"),
        ("chenzy@qq.cm", "chenzy@qq.com"),
        ("chenzy@163.con", "chenzy@163.com"),
        ("chenzy@163.cm", "chenzy@163.com"),
        ("chenzy@gmial.com", "chenzy@gmail.com"),
        ("chenzy@qq", "chenzy@qq.com"),
        ("chenzy@163", "chenzy@163.com"),
        ("chenzy@qqcom", "chenzy@qq.com"),
        ("chenzy@hotmial.com", "chenzy@hotmail.com"),
        ("chenzy@126.comm", "chenzy@126.com"),
        ("QQ邮箱，12345678", "12345678@qq.com"),
    ],
)
def test_a_slip_of_the_keyboard_is_asked_back_with_what_was_meant(text: str, first: str) -> None:
    assert offered("email", text)[0] == first


def test_the_firm_may_have_any_mailbox_or_none() -> None:
    assert value("enterprise_email", "office@example.com") == "office@example.com"
    assert value("enterprise_email", "公司邮箱info@example.com") == "info@example.com"
    assert value("enterprise_email", "没有") == "无"
    assert value("enterprise_email", "公司没邮箱") == "无"
    assert "@" in reason("enterprise_email", "office.example.com")
