"""手机, 电话, 传真, 邮箱, 邮编, 网址 as people type them. All made up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.fields.base import Accepted
from tests.core.fields.reading import offered, read, reason, value

M = "13800138000"


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("13800138000", M),
        ("138 0013 8000", M),
        ("138-0013-8000", M),
        ("138 001 38000", M),
        ("1 3 8 0 0 1 3 8 0 0 0", M),
        ("138.0013.8000", M),
        ("１３８００１３８０００", M),
        ("+8613800138000", M),
        ("+86 138 0013 8000", M),
        ("86 13800138000", M),
        ("8613800138000", M),
        ("0086-13800138000", M),
        ("(86)13800138000", M),
        ("（+86）138 0013 8000", M),
        ("手机13800138000", M),
        ("手机：13800138000", M),
        ("手机号是138 0013 8000", M),
        ("我手机13800138000", M),
        ("電話13800138000", M),
        ("13800138000（微信同号）", M),
        ("微信同号13800138000", M),
        ("13800138000，微信也是这个", M),
        ("13800138000 陈", M),
        ("打我这个13800138000吧", M),
        ("13800138000。", M),
        ("13800138000!", M),
        ("tel:13800138000", M),
        ("Tel 13800138000", M),
        ("19912345678", "19912345678"),
        ("16612345678", "16612345678"),
        ("17012345678", "17012345678"),
        ("14712345678", "14712345678"),
        ("18612345678", "18612345678"),
        ("一三八零零一三八零零零", M),
        ("幺三八零零幺三八零零零", M),
        ("138\n0013\n8000", M),
        ("138\u00a00013\u00a08000", M),
        ("+853 66123456", "+853 66123456"),
        ("+853 6612 3456", "+853 66123456"),
        ("00852-91234567", "+852 91234567"),
        ("+852 9123 4567", "+852 91234567"),
        ("+886 912 345 678", "+886 912345678"),
        ("13800138000/13800138000", M),
    ],
)
def test_mobiles(text: str, stored: str) -> None:
    assert value("mobile", text) == stored


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1380013800", "10 位"),
        ("138001380000", "12 位"),
        ("138 0013 800", "10 位"),
        ("138O0138000", "字母"),
        ("1380o138ooo", "字母"),
        ("l3800138000", "字母"),
        ("I3800138000", "字母"),
        ("12800138000", "开头"),
        ("10000000000", "开头"),
        ("23800138000", "开头"),
        ("0756-8880101", "固定电话"),
        ("07568880101", "固定电话"),
        ("8880101", "11 位"),
        ("138", "11 位"),
        ("没有", "必填"),
        ("无", "必填"),
        ("不方便", "11 位"),
        ("陈试远", "11 位"),
        ("zhangsan@example.com", "11 位"),
        ("？？？", "11 位"),
        ("138****8000", "*"),
    ],
)
def test_mobiles_that_need_another_try(text: str, said: str) -> None:
    assert said in reason("mobile", text)


def test_two_mobiles_ask_which() -> None:
    assert offered("mobile", "13800138000或者13900139000") == [M, "13900139000"]
    assert offered("mobile", "13800138000 / 13900139000") == [M, "13900139000"]


P = "0756-8880101"


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("0756-8880101", P),
        ("0756 8880101", P),
        ("07568880101", P),
        ("0756—8880101", P),
        ("0756－8880101", P),
        ("0756 888 0101", P),
        ("0756-888-0101", P),
        ("0756-888 0101", P),
        ("(0756)8880101", P),
        ("（0756）8880101", P),
        ("(0756) 888-0101", P),
        ("０７５６－８８８０１０１", P),
        ("+86 756 8880101", P),
        ("+86-756-8880101", P),
        ("86-0756-8880101", P),
        ("0086 756 8880101", P),
        ("区号0756，8880101", P),
        ("0756区号 8880101", P),
        ("电话：0756-8880101", P),
        ("座机0756-8880101", P),
        ("办公室电话是0756-8880101", P),
        ("0756-8880101转802", P + "-802"),
        ("0756-8880101 转 802", P + "-802"),
        ("0756-8880101-802", P + "-802"),
        ("0756-8880101轉802", P + "-802"),
        ("0756-8880101分机802", P + "-802"),
        ("0756-8880101，分机号802", P + "-802"),
        ("0756-8880101转分机802", P + "-802"),
        ("0756-8880101 ext 802", P + "-802"),
        ("0756-8880101 ext.802", P + "-802"),
        ("0756-8880101x802", P + "-802"),
        ("0756-8880101#802", P + "-802"),
        ("0756-8880101（802）", P + "-802"),
        ("0756-8880101(转802)", P + "-802"),
        ("0756 8880101 802", P + "-802"),
        ("020-88881234", "020-88881234"),
        ("02088881234", "020-88881234"),
        ("020 8888 1234", "020-88881234"),
        ("010-88881234", "010-88881234"),
        ("0755-88881234", "0755-88881234"),
        ("0931-8881234", "0931-8881234"),
        ("400-123-4567", "400-123-4567"),
        ("4001234567", "400-123-4567"),
        ("800 810 1234", "800-810-1234"),
        ("+853 2888 1234", "+853 28881234"),
        ("13800138000", M),
        ("没座机，打手机13800138000", M),
        ("没有", "无"),
        ("无", "无"),
        ("没有座机", "无"),
        ("没装固定电话", "无"),
    ],
)
def test_phones(text: str, stored: str) -> None:
    assert value("phone", text) == stored


def test_a_mobile_as_the_phone_is_pointed_out() -> None:
    outcome = read("phone", M)
    assert isinstance(outcome, Accepted)
    assert "手机" in (outcome.note or "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("8880101", "区号"),
        ("88881234", "区号"),
        ("0756-888010", "位数"),
        ("0756-888010123", "位数"),
        ("020-8888123", "位数"),
        ("0756", "区号"),
        ("1380013800", "10 位"),
        ("陈试远", "区号"),
        ("abc", "区号"),
        ("？", "区号"),
        ("802", "区号"),
    ],
)
def test_phones_that_need_another_try(text: str, said: str) -> None:
    assert said in reason("phone", text)


def test_two_phones_ask_which() -> None:
    assert offered("phone", "0756-8880101或0756-8880102") == [P, "0756-8880102"]


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("没有", "无"),
        ("没传真", "无"),
        ("没有传真机", "无"),
        ("早就不用传真了", "无"),
        ("无", "无"),
        ("跳过", "无"),
        ("传真0756-8880102", "0756-8880102"),
        ("传真：0756-8880102", "0756-8880102"),
        ("0756 8880102", "0756-8880102"),
    ],
)
def test_fax(text: str, stored: str) -> None:
    assert value("fax", text) == stored


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


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("519000", "519000"),
        ("５１９０００", "519000"),
        ("519 000", "519000"),
        ("5 1 9 0 0 0", "519000"),
        ("邮编519000", "519000"),
        ("邮编是519000", "519000"),
        ("邮政编码：519000", "519000"),
        ("五一九零零零", "519000"),
        ("519000。", "519000"),
        ("应该是519000吧", "519000"),
        ("珠海的，519000", "519000"),
        ("730000", "730000"),
        ("010020", "010020"),
        ("100000", "100000"),
    ],
)
def test_postcodes(text: str, stored: str) -> None:
    assert value("postcode", text) == stored


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("51900", "5 位"),
        ("5190000", "7 位"),
        ("珠海", "6 位"),
        ("没有", "必填"),
        ("不知道", "6 位"),
        ("13800138000", "11 位"),
        ("51900O", "字母"),
        ("000000", "6 位"),
    ],
)
def test_postcodes_that_need_another_try(text: str, said: str) -> None:
    assert said in reason("postcode", text)


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("www.example.com", "www.example.com"),
        ("example.com", "example.com"),
        ("example.com.cn", "example.com.cn"),
        ("http://www.example.com", "http://www.example.com"),
        ("https://www.example.com/", "https://www.example.com/"),
        ("https://example.com/about?id=1", "https://example.com/about?id=1"),
        ("网址是www.example.com", "www.example.com"),
        ("官网：www.example.com", "www.example.com"),
        ("我们官网www.example.com", "www.example.com"),
        ("公司网站是 www.example.com", "www.example.com"),
        ("ｗｗｗ．ｅｘａｍｐｌｅ．ｃｏｍ", "www.example.com"),
        ("www。example。com", "www.example.com"),
        ("WWW.EXAMPLE.COM", "WWW.EXAMPLE.COM"),
        ("没有", "无"),
        ("没网站", "无"),
        ("没有官网", "无"),
        ("我们没做网站", "无"),
        ("暂无", "无"),
        ("还没弄网站", "无"),
        ("跳过", "无"),
        ("不填", "无"),
    ],
)
def test_websites(text: str, stored: str) -> None:
    assert value("website", text) == stored


@pytest.mark.parametrize("text", ["chenzy@example.com", "网站", "好的", "13800138000", "www"])
def test_websites_that_need_another_try(text: str) -> None:
    assert "例如" in reason("website", text)


DIGIT = st.sampled_from("0123456789")


@given(
    second=st.sampled_from("3456789"),
    rest=st.text(DIGIT, min_size=9, max_size=9),
    shape=st.sampled_from(["{a}{b}{c}", "{a} {b} {c}", "{a}-{b}-{c}", "+86 {a}{b}{c}", "手机：{a} {b} {c}"]),
)
def test_any_mobile_reads_back(second: str, rest: str, shape: str) -> None:
    number = f"1{second}{rest}"
    assert value("mobile", shape.format(a=number[:3], b=number[3:7], c=number[7:])) == number


@given(
    first=st.sampled_from("2345678"),
    rest=st.text(DIGIT, min_size=6, max_size=6),
    extension=st.text(DIGIT, min_size=0, max_size=4),
    mark=st.sampled_from(["-", "转", " 转 ", "分机", " ext "]),
)
def test_any_landline_reads_back(first: str, rest: str, extension: str, mark: str) -> None:
    number = f"0756-{first}{rest}"
    typed, stored = (f"{number}{mark}{extension}", f"{number}-{extension}") if extension else (number, number)
    assert value("phone", typed) == stored
    assert value("phone", stored) == stored
