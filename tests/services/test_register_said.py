"""Values as people say them, whatever is asked just then: in passing, for somebody else, in one breath."""

from __future__ import annotations

import re

import pytest

from tests.services.form_talk import begun, fill
from tests.services.talk import Talk


@pytest.fixture
def talk() -> Talk:
    return Talk()


# ---- said in passing, while something else is asked ----


@pytest.mark.parametrize(
    ("before", "said", "becomes"),
    [
        ("我叫林测式", "哦打错了 名字是林测试", {"applicant_name": "林测试"}),
        ("我1985年3月12日生", "不对 我刚说错了 生日是3月21", {"birth_date": "1985-03-21"}),
        ("", "小型吧", {"enterprise_size": "小型"}),
        ("", "传真没有", {"fax": "无"}),
        ("", "网站没有 邮箱也没有", {"website": "无", "enterprise_email": "无"}),
        ("", "样例大学 机械工程 没职称", {"school": "样例大学", "major": "机械工程", "title": "无"}),
        ("", "珠海市金湾区样例路1号 519040", {"address": "珠海市金湾区样例路1号", "postcode": "519040"}),
        ("老板叫周样例，电话0756-8880100", "座机跟老板一样", {"phone": "0756-8880100"}),
    ],
)
def test_what_is_said_in_passing_lands_in_its_cell(talk: Talk, before: str, said: str, becomes: dict[str, str]) -> None:
    """People correct and add as they think of it, with the words they have, whatever is asked just then."""
    fill(begun(talk), until="ownership")
    if before:
        talk.say(before)
    talk.say(said)
    assert {k: talk.filled.get(k) for k in becomes} == becomes
    assert talk.field == "ownership"


def test_nothing_said_of_another_cell_does_not_leave_the_one_asked(talk: Talk) -> None:
    """「传真没有」 while a birth date is being changed says nothing about the birth date."""
    fill(begun(talk), until="school")
    talk.says("出生日期填错了", "传真没有")
    assert talk.filled["fax"] == "无"
    assert talk.field == "birth_date"


def test_figures_told_before_the_industry_give_the_size_when_it_is_known(talk: Talk) -> None:
    fill(begun(talk), until="main_products")
    talk.says("不知道", "60来人 一年2000万")
    assert "industry" not in talk.filled
    talk.say("电线、电缆制造")
    fill(talk, until="enterprise_size")
    assert "小型" in talk.reply.text  # 附件4 工业: 20≤60<300 人; 2000 万元 alone would be 中型
    talk.press("对")
    assert talk.filled["enterprise_size"] == "小型"


def test_what_one_makes_is_no_name(talk: Talk) -> None:
    fill(begun(talk), until="education")
    kept = talk.filled["applicant_name"]
    talk.says("姓名填错了", "做电线电缆的")
    assert talk.filled["applicant_name"] == kept


def test_an_example_of_several_values_has_as_many_commas_as_values(talk: Talk) -> None:
    """Who fills in after the example must not be led to put a comma inside a value."""
    fill(begun(talk), until="applicant_name")
    shown = re.search(r"\n(.+?)也可以一起说.*比如“(.+)”", talk.reply.text)
    assert shown is not None
    assert shown[2].count("，") == shown[1].count("、") + 1


def test_what_was_asked_and_denied_is_not_filled_in(talk: Talk) -> None:
    fill(begun(talk), until="ownership")
    talk.say("国企?不是 我们是民营的")
    assert talk.filled["ownership"] == "私营企业"


# ---- a clerk for somebody else ----


def test_a_clerk_tells_of_the_applicant_as_of_another_person(talk: Talk) -> None:
    """「他叫…」 is a name and no trade; what the clerk does not know is no question."""
    begun(talk, "我帮我们公司的王工填登记表")
    talk.say("公司是珠海市样例测试电器有限公司，在金湾，做电线电缆的")
    assert talk.field == "industry"
    talk.says("他叫王样例 男 身份证他没给我", "他本科毕业 某样大学 学什么我不知道", "质量负责人就是王工自己")
    told = {"applicant_name": "王样例", "gender": "男", "education": "本科", "school": "某样大学"}
    assert {k: talk.filled.get(k) for k in told} == told
    assert talk.filled["quality_head_name"] == "王样例"
    assert not {"major", "industry"} & talk.filled.keys()
    talk.say("第6项改一下 我们是微型")
    assert (talk.filled["enterprise_size"], talk.field) == ("微型", "industry")
    talk.say("哦不对还是小型")
    assert talk.filled["enterprise_size"] == "小型"
    assert f"还差 {38 - len(talk.filled)} 项" in talk.say("还差啥")


def test_somebody_elses_form_asks_for_his_consent_first(talk: Talk) -> None:
    assert "先征得本人同意" in talk.say("我帮我们公司的王工填个登记表，我是前台")


def test_an_industry_that_the_products_name_is_offered(talk: Talk) -> None:
    begun(talk).say("珠海市样例测试电器有限公司，广东省珠海市金湾区，电线电缆")
    assert talk.field == "industry"
    assert talk.press("对")
    assert talk.filled["industry"] == "电线、电缆制造（3831）"
