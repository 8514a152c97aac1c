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


def test_the_place_asked_back_in_between_may_be_told(talk: Talk) -> None:
    begun(talk).say("学历要求是什么")
    assert "您在哪里" in talk.reply.text
    talk.say("甘肃")
    assert "大学本科以上学历" in talk.reply.text
    assert talk.field == "enterprise_name"
    fill(talk, until="region")
    talk.say("广东珠海")
    assert talk.filled["region"] == "广东省珠海市"


def test_a_clause_cited_twice_is_shown_once(talk: Talk) -> None:
    begun(talk).says("珠海对学历有什么要求", "看原文")
    assert talk.reply.text.count("二、任职条件。") == 1
