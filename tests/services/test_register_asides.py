"""What is no answer to what is asked: noise, refusals, a question in between."""

from __future__ import annotations

import pytest

from tests.services.form_talk import begun, fill
from tests.services.talk import Talk


@pytest.fixture
def talk() -> Talk:
    return Talk()


# ---- what changes nothing ----


@pytest.mark.parametrize("field", ["enterprise_name", "main_products", "applicant_name", "major", "position", "address", "mobile", "remark"])  # fmt: skip
@pytest.mark.parametrize(
    "noise",
    ["", "😀😀", "。。。", "妈的什么破系统", "谢谢", "Please can you help me with this", "これは何ですか", "等一下，我去问问", "学历要求是什么？",
     "你们这办事效率太低了，我都排了三次队了，每次都说材料不对，" * 55],
)  # fmt: skip
def test_noise_changes_nothing(talk: Talk, field: str, noise: str) -> None:
    fill(begun(talk), until=field)
    before = dict(talk.draft.values)  # type: ignore[union-attr]
    talk.say(noise)
    assert talk.field == field
    assert talk.filled == before


def test_three_failures_give_an_example_and_a_way_on(talk: Talk) -> None:
    fill(begun(talk), until="mobile")
    first = talk.say("1380013800")
    assert "11 位" in first
    talk.say("13800")
    third = talk.say("一个号码")
    assert "13800000000" in third
    assert "先空着，以后补" in talk.titles
    talk.press("先空着，以后补")
    assert talk.field != "mobile"


def test_a_refused_sensitive_field_leaves_the_form_incomplete(talk: Talk) -> None:
    fill(begun(talk), until="id_number")
    assert "任职资格审核" in talk.say("身份证号不想给")
    fill(talk, until="id_number")
    talk.say("还是不给")
    fill(talk)
    assert "未填全" in talk.reply.text
    text = talk.say("提交")
    assert "身份证号" in text
    assert talk.paper_text()


def test_a_number_like_one_filled_in_changes_it_only_if_confirmed(talk: Talk) -> None:
    fill(begun(talk), until="address")
    talk.say("13912345678")
    assert talk.titles == ["改", "不改"]
    talk.say("珠海市金湾区某某路1号")
    assert talk.filled["mobile"] == "13800138000"
    assert talk.filled["address"] == "珠海市金湾区某某路1号"


# ---- a question in between ----


def test_after_a_question_in_between_the_buttons_are_the_fields(talk: Talk) -> None:
    """What is tapped there answers what is asked there; beside it stands the source of what was told."""
    fill(begun(talk), until="education")
    own = talk.titles
    talk.say("珠海对质量工作年限有什么要求？")
    assert talk.titles == [*own, "看原文"]
    fill(talk, until="mobile")
    talk.say("珠海对质量工作年限有什么要求？")
    assert talk.titles == ["看原文"]


def test_places_side_by_side_ask_nothing_of_their_own(talk: Talk) -> None:
    """One question a message, and in the form it is the form's; a place named afterwards narrows the answer."""
    begun(talk).say("学历要求是什么")
    assert "| 甘肃 |" in talk.reply.text
    assert "您在哪里" not in talk.reply.text
    talk.say("甘肃")
    assert "大学本科以上学历" in talk.reply.text
    assert talk.field == "enterprise_name"
    fill(talk, until="region")
    talk.say("广东珠海")
    assert talk.filled["region"] == "广东省珠海市"


def test_a_question_in_between_is_asked_of_where_the_firm_is(talk: Talk) -> None:
    fill(begun(talk), until="education", region="珠海金湾")
    talk.say("学历要求是什么")
    assert "大专及以上学历" in talk.reply.text
    assert "甘肃" not in talk.reply.text
    talk.say("各地的学历要求有什么不同")
    assert "甘肃" in talk.reply.text


def test_a_clause_cited_twice_is_shown_once(talk: Talk) -> None:
    begun(talk).says("珠海对学历有什么要求", "看原文")
    assert talk.reply.text.count("二、任职条件。") == 1


# ---- cells left, data refused ----


@pytest.mark.parametrize(
    "said", ["邮编不知道", "身份证号先不填", "手机先空着", "邮箱没有", "身份证他没给我", "地址保密"]
)
def test_a_cell_named_is_left_whatever_is_asked(talk: Talk, said: str) -> None:
    """And neither is the form paused, nor the cell left that was asked."""
    fill(begun(talk), until="applicant_name")
    before = talk.filled
    assert "是必填的" in talk.say(said)
    assert (talk.field, talk.filled) == ("applicant_name", before)


def test_whoever_may_not_tell_of_the_head_leaves_all_of_him(talk: Talk) -> None:
    fill(begun(talk), until="legal_head_name")
    talk.say("老板信息我没权限给")
    assert talk.field == "quality_head_name"


def test_a_name_and_a_refusal_in_one_breath(talk: Talk) -> None:
    fill(begun(talk), until="applicant_name")
    talk.say("他叫陈试远 男 身份证他没给我")
    assert talk.filled["applicant_name"] == "陈试远"
    assert talk.filled["gender"] == "男"


def test_whether_a_cell_may_stay_empty_is_answered_and_not_taken_for_a_refusal(talk: Talk) -> None:
    fill(begun(talk), until="applicant_name")
    assert "是必填的" in talk.say("姓名能不能不填")
    assert talk.field == "applicant_name"
    assert "可以不填" in talk.say("传真必须填吗")


@pytest.mark.parametrize("said", ["你们会不会泄露我的信息", "我的身份证号安全吗", "手机号会保密吗"])
def test_what_happens_to_the_data_is_told(talk: Talk, said: str) -> None:
    fill(begun(talk), until="mobile")
    assert "加密保存" in talk.say(said)
    assert talk.field == "mobile"


def test_before_consent_what_is_collected_is_told(talk: Talk) -> None:
    talk.says("登记", "这个要收集什么信息")
    assert "收哪些" in talk.reply.text
    assert talk.field == "consent"


def test_a_question_before_going_on_is_no_pause(talk: Talk) -> None:
    fill(begun(talk), until="education")
    talk.say("等下填 先问 培训证书没有能当吗")
    assert talk.reply.custom["answer"]["kind"] != "smalltalk"
    assert talk.field == "education"


@pytest.mark.parametrize("said", ["手机13800138000", "男，1988年8月8日", "提交"])
def test_after_a_pause_the_forms_words_go_on_with_it(talk: Talk, said: str) -> None:
    fill(begun(talk), until="id_number")
    talk.says("先填到这", said)
    assert talk.field == "id_number"


def test_handing_in_ends_the_second_asking(talk: Talk) -> None:
    fill(begun(talk), until="id_number")
    talk.says("不想说")
    fill(talk, until="address")
    talk.say("地址保密")
    fill(talk, until="id_number")
    talk.say("提交")
    assert talk.field == "confirm"
    assert "未填全" in talk.reply.text
