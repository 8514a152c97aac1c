"""An old form: what it says is offered, what is not clear in it is asked, and nothing of it is taken silently."""

from __future__ import annotations

import io

import pytest
from docx import Document

from bot.documents.read_form import read_form
from tests.documents.conftest import FULL
from tests.services.form_talk import begun, fill, finished
from tests.services.talk import Talk
from tests.walks.people import ID_1


@pytest.fixture
def talk() -> Talk:
    return begun(Talk())


def typed_by_hand(*rows: tuple[str, ...]) -> bytes:
    """A form of the applicant's own making: other captions' spacing, rows of their own length, no merged cells."""
    document = Document()
    document.add_heading("首席质量官登记表（老版）")
    for row in rows:
        table = document.add_table(1, len(row))
        for cell, text in zip(table.rows[0].cells, row, strict=True):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def by_hand(**changed: str) -> bytes:
    said = {
        "name": "陈试远", "id": ID_1, "gender": "男", "born": "1985年3月12日", "mobile": "138 0013 8000", "trade": "做五金的",
        **changed,
    }  # fmt: skip
    return typed_by_hand(
        ("单 位 名 称：珠海某某电器有限公司", "所属行业", said["trade"], "企业规模", "小型企业"),
        ("申请人姓名", said["name"], "性 别", said["gender"], "出生年月", said["born"]),
        ("身份证号码", said["id"], "学 历", "大学专科", "手 机", said["mobile"]),
        ("单位负责人", "何试明", "手机", "13900139000", "电话/传真", "0756-8880200", "职务", "总经理"),
    )


def confirm_all(talk: Talk) -> Talk:
    """Say yes to whatever is offered, until something has to be answered."""
    while talk.titles[:1] == ["对"]:
        talk.press("对")
    return talk


def test_our_own_form_comes_back_cell_by_cell(talk: Talk) -> None:
    old = finished(Talk())
    text = talk.take_form(read_form(old.paper()))
    assert "读到了 34 格" in text  # the other four stand on the 人才库信息表 alone
    assert talk.filled == {}
    assert talk.field == "enterprise_name"
    talk.press("对")
    assert talk.filled["enterprise_name"] == old.filled["enterprise_name"]
    talk.say("学历是硕士，其他都对")
    assert talk.filled["education"] == "硕士"
    fill(talk)
    assert {**talk.filled, "education": old.filled["education"]} == old.filled


def test_a_row_of_the_talent_pool_comes_back(talk: Talk) -> None:
    old = finished(Talk())
    talk.take_form(read_form(old.paper(".xlsx")))
    assert talk.filled == {}
    fill(talk)
    assert talk.filled == old.filled


def test_a_form_laid_out_otherwise_is_read_through_the_same_parsers(talk: Talk) -> None:
    talk.take_form(read_form(by_hand()))
    assert talk.filled == {}
    fill(talk)
    expected = {
        "enterprise_name": "珠海某某电器有限公司", "enterprise_size": "小型", "education": "大专", "mobile": "13800138000",
        "birth_date": "1985-03-12", "legal_head_name": "何试明", "legal_head_phone": "0756-8880200",
    }  # fmt: skip
    assert expected.items() <= talk.filled.items()


def test_words_that_need_a_choice_are_asked_when_their_turn_comes(talk: Talk) -> None:
    talk.take_form(read_form(by_hand()))
    confirm_all(talk)
    talk.say("电线、电缆")
    assert talk.field == "industry"
    assert any("五金" in title or "金属" in title for title in talk.titles)


def test_what_cannot_be_read_is_said_with_its_reason_and_asked(talk: Talk) -> None:
    text = talk.take_form(read_form(by_hand(mobile="1380013800", id=ID_1[:-1] + "6")))
    assert "手机“1380013800”：" in text
    assert f"身份证号“{ID_1[:-1]}6”：" in text
    fill(talk, until="id_number")
    assert "对吗" not in talk.reply.text
    fill(talk, until="mobile")
    assert "对吗" not in talk.reply.text


@pytest.mark.parametrize(("title", "stored"), [("1985-03-12", "1985-03-12"), ("1985-03-21", "1985-03-21")])
def test_a_birth_date_that_the_id_number_contradicts_is_asked(talk: Talk, title: str, stored: str) -> None:
    talk.take_form(read_form(by_hand(born="1985年3月21日")))
    fill(talk, until="birth_date")
    assert "以哪个为准" in talk.reply.text
    assert talk.titles == ["1985-03-12", "1985-03-21"]
    assert "birth_date" not in talk.filled
    talk.press(title)
    assert talk.filled["birth_date"] == stored


def test_two_contradictions_are_asked_one_after_the_other(talk: Talk) -> None:
    talk.take_form(read_form(by_hand(born="1985年3月21日", gender="女")))
    fill(talk, until="applicant_name")
    asked = []
    talk.press("对")
    while "以哪个为准" in talk.reply.text:
        asked.append(str(talk.field))
        talk.press(talk.titles[0])
    assert sorted(asked) == ["birth_date", "gender"]
    assert (talk.filled["birth_date"], talk.filled["gender"]) == ("1985-03-12", "男")


def test_what_is_filled_in_stays_until_the_person_says_which_is_right(talk: Talk) -> None:
    talk.says("我叫林一测，手机13700137000")
    text = talk.take_form(read_form(by_hand()))
    assert "和已填的不一样、要您定的：申请人姓名、手机" in text
    assert talk.filled["applicant_name"] == "林一测"
    assert talk.field == "applicant_name"
    talk.press("用旧表的")
    assert talk.filled["applicant_name"] == "陈试远"
    assert talk.field == "mobile"
    talk.press("用已填的")
    assert talk.filled["mobile"] == "13700137000"
    assert talk.field == "enterprise_name"


def test_a_restart_in_between_forgets_no_doubt(talk: Talk) -> None:
    talk.says("我叫林一测，手机13700137000")
    talk.take_form(read_form(by_hand()))
    talk.reopen()
    talk.press("用旧表的")
    talk.reopen()
    talk.press("用旧表的")
    assert talk.filled == {"applicant_name": "陈试远", "mobile": "13800138000"}


def test_the_same_form_twice_brings_nothing_new(talk: Talk) -> None:
    cells = read_form(by_hand())
    talk.take_form(cells)
    fill(talk)
    before = talk.filled
    talk.take_form({key: text for key, text in cells.items() if key != "industry"})
    assert "没有读到新的内容" in talk.reply.text
    assert talk.filled == before


def test_before_consent_nothing_of_it_is_kept() -> None:
    for talk in (Talk(), begun(Talk(), "登记")):
        talk.say("删除我的资料")
        assert "同意" in talk.take_form({"applicant_name": "陈试远"})
        talk.say("同意")
        assert talk.filled == {}
        assert "陈试远" not in talk.reply.text


def test_after_the_papers_an_old_form_begins_another() -> None:
    talk = finished(Talk())
    assert "同意" in talk.take_form(read_form(by_hand()))
    talk.say("同意")
    talk.take_form(read_form(by_hand()))
    assert talk.filled == {}
    assert FULL["enterprise_name"] not in talk.reply.text
