"""The draft itself: what is asked next, what contradicts itself, what equals another cell."""

from __future__ import annotations

from datetime import date

import pytest

from bot.core.registration import (
    Pending,
    Registration,
    contradictions,
    copied_from,
    ownership_from,
    resume_from,
)
from bot.core.several_drafts import Sheet, find, for_somebody_else, wanted
from tests.core.fields.reading import specs
from tests.walks.people import ID_1

TODAY = date(2026, 5, 20)
ORDER = ["applicant_name", "gender", "mobile"]


def test_the_next_field_is_the_first_open_one_then_what_was_left() -> None:
    draft = Registration(phase="filling")
    draft.leave_for_later("applicant_name")
    assert draft.next_field(ORDER) == "gender"
    draft.fill("gender", "男")
    draft.fill("mobile", "13800138000")
    assert draft.next_field(ORDER) == "applicant_name"
    draft.leave_for_later("applicant_name")
    assert draft.next_field(ORDER) is None
    assert draft.field_now(ORDER) == "confirm"
    assert draft.missing(ORDER) == ["applicant_name"]


def test_a_question_back_comes_before_everything() -> None:
    draft = Registration(phase="filling", pending=Pending("mobile", "哪个？", {"a": "1"}))
    assert draft.field_now(ORDER) == "mobile"
    assert Registration.from_dict(draft.as_dict()) == draft


def test_what_was_declined_is_not_offered_again() -> None:
    draft = Registration()
    draft.offer("gender", "男")
    draft.decline(["gender"])
    draft.offer("gender", "男")
    assert draft.guesses == {}
    draft.offer("gender", "女")
    assert draft.guesses == {"gender": "女"}


@pytest.mark.parametrize(
    ("values", "key"),
    [
        ({"id_number": ID_1, "birth_date": "1985-03-21"}, "birth_date"),
        ({"id_number": ID_1, "gender": "女"}, "gender"),
        ({"birth_date": "1985-03-12", "appointed_date": "1999-09-01"}, "appointed_date"),
        ({"birth_date": "1995-03-12", "quality_years": "20"}, "quality_years"),
    ],
)
def test_contradictions_are_asked_about(values: dict[str, str], key: str) -> None:
    assert [c.key for c in contradictions(values, TODAY)] == [key]


def test_what_agrees_is_not_asked_about() -> None:
    values = {
        "id_number": ID_1,
        "birth_date": "1985-03-12",
        "gender": "男",
        "appointed_date": "2023-09-01",
        "quality_years": "8",
    }
    assert list(contradictions(values, TODAY)) == []
    assert (
        list(contradictions({"id_number": "H03456789（中国香港）", "birth_date": "1985-03-12", "gender": "女"}, TODAY))
        == []
    )


FILLED = {
    "applicant_name": "陈试远", "mobile": "13800138000", "phone": "0756-8880101", "position": "质量总监",
    "email": "chenzy@example.com", "legal_head_name": "何试明", "legal_head_post": "总经理",
    "legal_head_mobile": "13900139000", "legal_head_phone": "0756-8880200", "address": "珠海市金湾区某某路1号",
}  # fmt: skip


@pytest.mark.parametrize(
    ("key", "text", "source"),
    [
        ("quality_head_name", "就是我本人", "applicant_name"),
        ("quality_head_name", "我自己兼", "applicant_name"),
        ("quality_head_name", "我兼的", "applicant_name"),
        ("quality_head_name", "跟单位负责人同一个人", "legal_head_name"),
        ("quality_head_name", "和老板一样", "legal_head_name"),
        ("quality_head_mobile", "跟我手机一样", "mobile"),
        ("quality_head_mobile", "同负责人一样", "legal_head_mobile"),
        ("quality_head_phone", "同上", "legal_head_phone"),
        ("quality_head_post", "跟我一样", "position"),
        ("legal_head_phone", "跟我电话一样", "phone"),
        ("fax", "跟电话一样", "phone"),
        ("fax", "同电话一样的号", "phone"),
        ("quality_head_name", "林一测", None),
        ("quality_head_mobile", "13600136000", None),
        ("legal_head_name", "他叫什么来着，同上一家公司的那个老板姓何吧我记不清了", None),
    ],
)
def test_a_cell_that_equals_another(key: str, text: str, source: str | None) -> None:
    assert copied_from(key, text, FILLED, specs(), list(specs())) == source


def test_what_follows_from_other_cells() -> None:
    assert ownership_from("珠海某某电器有限公司") == "有限责任公司"
    assert ownership_from("珠海某某电器股份有限公司") == "股份有限公司"
    assert ownership_from("某某合作社") is None
    assert resume_from({"enterprise_name": "某某有限公司", "quality_years": "8"}) is None
    values = {
        "enterprise_name": "某某有限公司",
        "quality_years": "8",
        "position": "质量总监",
        "school": "某某学院",
        "title": "无",
    }
    assert resume_from(values) == "毕业于某某学院。从事质量管理工作8年，现任某某有限公司质量总监。"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("再帮另一个人登记", "new"), ("还要给另一个同事登记", "new"), ("再填一份", "new"), ("再来一张表", "new"),
        ("换一个人登记", "new"), ("帮下一个填", "new"), ("换回上一份", "previous"), ("换回刚才那份", "previous"),
        ("回到上一份表", "previous"), ("切换到前一份", "previous"), ("我有哪些表", "list"), ("我有几份表", "list"),
        ("列出我的草稿", "list"), ("看看我所有的登记表", "list"), ("换到第2份", "switch"), ("换回张小明那份", "switch"),
        ("手机改成13800138000", None), ("回到上一项", "switch"), ("珠海某某电器有限公司", None), ("继续填表", "switch"), ("大专", None),
        ("我要登记", None), ("换到珠海", "switch"), ("再填一次手机", None), ("有几份表要交？", "list"),
    ],
)  # fmt: skip
def test_what_is_wanted_of_the_drafts(text: str, what: str | None) -> None:
    assert wanted(text) == what


def test_a_draft_is_found_by_number_person_or_firm() -> None:
    sheets = [
        Sheet("a", "陈试远", "珠海某某电器有限公司", ""),
        Sheet("b", "林一测", "佛山试验五金制品有限公司", ""),
        Sheet("c", "", "", ""),
    ]
    for text, found in [
        ("换到第2份", "b"),
        ("换回陈试远那份", "a"),
        ("换到佛山试验五金那份", "b"),
        ("换到珠海某某电器的表", "a"),
    ]:
        sheet = find(text, sheets)
        assert sheet is not None, text
        assert sheet.id == found, text
    assert find("换到珠海", sheets) is None
    assert find("换到第9份", sheets) is None


@pytest.mark.parametrize(("text", "yes"), [("帮我们经理登记首席质量官", True), ("给同事填登记表", True), ("替老板登记", True), ("帮我登记", False), ("我要登记", False), ("帮我们登记", False)])  # fmt: skip
def test_filling_in_for_somebody_else(text: str, yes: bool) -> None:
    assert for_somebody_else(text) is yes
