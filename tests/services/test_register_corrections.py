"""What was filled in is put right: any cell, at any time, the way people say it."""

from __future__ import annotations

import pytest

from tests.services.form_talk import BASE, begun, fill
from tests.services.talk import Talk


@pytest.fixture
def talk() -> Talk:
    return Talk()


# ---- asked what a value is to be changed to ----


@pytest.mark.parametrize(
    ("said", "stored"),
    [
        ("没有", "无"), ("无", "无"), ("没有传真", "无"), ("删掉", "无"), ("不要了", "无"), ("填无", "无"), ("0756-8880104", "0756-8880104"),
        ("不改了", "0756-8880103"), ("算了", "0756-8880103"), ("不用改", "0756-8880103"), ("不变", "0756-8880103"),
        ("就按现在的", "0756-8880103"), ("跳过", "0756-8880103"), ("不", "0756-8880103"),
    ],
)  # fmt: skip
def test_nothing_empties_an_optional_value_and_never_mind_keeps_it(talk: Talk, said: str, stored: str) -> None:
    fill(begun(talk), until="fax", phone="没有")
    talk.says("0756-8880103", "我要改传真")
    assert talk.field == "fax"
    talk.say(said)
    assert talk.filled["fax"] == stored
    assert talk.field == "address"


@pytest.mark.parametrize("said", ["没有", "算了", "不改", "跳过"])
def test_a_required_value_is_never_emptied(talk: Talk, said: str) -> None:
    fill(begun(talk), until="email")
    talk.says("我要改手机")
    assert talk.field == "mobile"
    talk.say(said)
    assert talk.filled["mobile"] == BASE["mobile"][1]
    assert talk.field == "email"


def test_not_filling_in_one_cell_is_not_giving_up(talk: Talk) -> None:
    fill(begun(talk), until="fax")
    talk.say("不填")
    assert talk.filled["fax"] == "无"
    talk.say("不填了")
    assert "还在" in talk.reply.text
    assert talk.field is None


def test_a_name_said_to_lack_a_character_is_replaced_by_the_name_alone(talk: Talk) -> None:
    fill(begun(talk), until="education")
    talk.say("刚才公司名少了个字 是珠海市样例测试电器科技有限公司")
    assert talk.filled["enterprise_name"] == "珠海市样例测试电器科技有限公司"


# ---- any cell, the old value first or last, a part of it, the item before ----


@pytest.mark.parametrize(
    ("before", "said", "becomes"),
    [
        (["手机13800138000"], "哦手机最后一位是1", {"mobile": "13800138001"}),
        (["手机13800138000"], "号码打错了，后四位是8009", {"mobile": "13800138009"}),
        (["老板何试明 总经理 13900139000"], "单位负责人手机尾号改9", {"legal_head_mobile": "13900139009"}),
        (["老板何试明 总经理 13900139000"], "总经理改成董事长", {"legal_head_post": "董事长"}),
        (["老板何试明 董事长 13900139000"], "负责人的职务还是总经理吧", {"legal_head_post": "总经理"}),
        (["我1988年8月8日生"], "8月改9月", {"birth_date": "1988-09-08"}),
        (["我1988年8月8日生"], "生日的年份是1989", {"birth_date": "1989-08-08"}),
        (["任职时间2024年9月1号"], "不是9月是10月", {"appointed_date": "2024-10-01"}),
        (["毕业院校某样大学"], "学校名字里某样改成某例", {"school": "某例大学"}),
        (["毕业院校某样大学"], "把某样大学改成某例理工大学", {"school": "某例理工大学"}),
        (["邮箱sun@example.com"], "邮箱是sun01不是sun", {"email": "sun01@example.com"}),
        (["电话0756-8880101"], "座机少了个0 是0756-88801010", {"phone": "0756-88801010"}),
        (["固话没有"], "刚才的固话其实有 0756-8880101", {"phone": "0756-8880101"}),
        (["通讯地址珠海市金湾区样例路1号"], "门牌号是11号", {"address": "珠海市金湾区样例路11号"}),
        (["职称助工"], "职称升了，现在是工程师", {"title": "工程师"}),
        (["大专"], "上一项 改成本科", {"education": "本科"}),
        (["大专"], "学历也改一下，是本科", {"education": "本科"}),
        (["大专"], "学历报错了，我现在是本科，帮我改过来", {"education": "本科"}),
        (["单位负责人何试明 总经理"], "单位负责人职务报错了，现在是董事长，麻烦改一下", {"legal_head_post": "董事长"}),
        (["质量工作年限7年"], "质量工作年限也改一下，是9年", {"quality_years": "9"}),
        (["大专"], "上一个填错了，应该是本科", {"education": "本科"}),
        (["大专", "毕业院校某样大学"], "上上项改成本科", {"education": "本科", "school": "某样大学"}),
        (["大专"], "第十一项改成本科", {"education": "本科"}),
    ],
)  # fmt: skip
def test_what_was_said_before_is_put_right(talk: Talk, before: list[str], said: str, becomes: dict[str, str]) -> None:
    fill(begun(talk), until="ownership")
    talk.says(*before)
    told = talk.filled
    talk.say(said)
    assert talk.filled == {**told, **becomes}
    assert talk.field == "ownership"


@pytest.mark.parametrize("said", ["写错字了 是辩论的辩", "打错了", "名字写错了"])
def test_what_is_only_said_to_be_wrong_is_asked_for(talk: Talk, said: str) -> None:
    fill(begun(talk), until="applicant_name")
    talk.says("陈试辨", said)
    assert talk.field == "applicant_name"
    talk.say("陈试辩")
    assert talk.filled["applicant_name"] == "陈试辩"


def test_two_items_back_is_asked_for(talk: Talk) -> None:
    fill(begun(talk), until="applicant_name")
    talk.says("陈试远", "大专", "上上项")
    assert talk.field == "applicant_name"


def test_last_month_is_no_item_before(talk: Talk) -> None:
    fill(begun(talk), until="appointed_date")
    talk.say("上个月8号任命的")
    assert talk.filled["appointed_date"] == "2026-04-08"
