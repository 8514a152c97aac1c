"""The form from the first word to the papers: several drafts, versions, photos, forgetting."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from tests.services.form_talk import begun, fill, finished
from tests.services.talk import Talk
from tests.walks.people import ID_1, resident_number


@pytest.fixture
def talk() -> Talk:
    return Talk()


# ---- one breath, several fields ----


def test_fields_asked_in_one_breath_are_answered_in_one(talk: Talk) -> None:
    fill(begun(talk), until="education")
    talk.say("大专，某某学院，机电一体化")
    assert {k: talk.filled[k] for k in ("education", "school", "major")} == {
        "education": "大专", "school": "某某学院", "major": "机电一体化",
    }  # fmt: skip


def test_nothing_of_all_that(talk: Talk) -> None:
    fill(begun(talk), until="website")
    talk.say("都没有")
    assert talk.filled["website"] == talk.filled["enterprise_email"] == "无"


def test_the_size_is_worked_out_inside_the_form(talk: Talk) -> None:
    fill(begun(talk), until="enterprise_size", main_products="电线、电缆")
    text = talk.say("不知道规模，60个人，一年2000万")
    assert talk.filled["enterprise_size"] == "小型"
    assert "附件4" in text


def test_a_figure_still_missing_is_asked_for(talk: Talk) -> None:
    fill(begun(talk), until="enterprise_size")
    talk.say("不知道，60个人")
    assert talk.field == "enterprise_size"
    talk.say("2000万")
    assert talk.filled["enterprise_size"] == "小型"


def test_an_id_number_offers_gender_and_birthday(talk: Talk) -> None:
    fill(begun(talk), until="id_number")
    text = talk.say(ID_1)
    assert "男" in text
    assert "1985-03-12" in text
    assert "gender" not in talk.filled
    talk.say("对")
    assert (talk.filled["gender"], talk.filled["birth_date"]) == ("男", "1985-03-12")


def test_a_birthday_against_the_id_number_is_asked_about(talk: Talk) -> None:
    fill(begun(talk), until="id_number")
    text = talk.says(ID_1, "男", "1985年3月21日")
    assert "不一致" in text
    assert set(talk.titles) == {"1985-03-12", "1985-03-21"}
    assert "birth_date" not in talk.filled
    talk.say("身份证上的")
    assert talk.filled["birth_date"] == "1985-03-12"


def test_a_birthday_told_again_differently_is_asked_about(talk: Talk) -> None:
    fill(begun(talk), until="applicant_name")
    talk.say("姓名陈试远，出生日期1985年3月12日")
    text = talk.say(f"身份证{ID_1}，我是1985年3月21日生的")
    assert "不一致" in text
    assert talk.field == "birth_date"


@pytest.mark.parametrize("said", ["就是我本人", "就是我", "我自己", "是我本人", "跟申请人一样", "本人"])
def test_the_head_of_quality_may_be_the_applicant(talk: Talk, said: str) -> None:
    fill(begun(talk), until="quality_head_name")
    talk.say(said)
    filled = talk.filled
    assert filled["quality_head_name"] == filled["applicant_name"]
    assert filled["quality_head_mobile"] == filled["mobile"]
    assert filled["quality_head_post"] == filled["position"]


@pytest.mark.parametrize(
    ("field", "said", "same"),
    [
        ("legal_head_mobile", "跟我手机一样", "mobile"),
        ("legal_head_phone", "跟我电话一样", "phone"),
        ("quality_head_name", "跟负责人一样", "legal_head_name"),
        ("quality_head_mobile", "跟负责人一样", "legal_head_mobile"),
        ("quality_head_mobile", "跟我手机一样", "mobile"),
        ("quality_head_phone", "同上", "legal_head_phone"),
    ],
)
def test_a_cell_may_be_the_same_as_another(talk: Talk, field: str, said: str, same: str) -> None:
    fill(begun(talk), until=field)
    talk.say(said)
    assert talk.filled[field] == talk.filled[same]


def test_facts_heard_before_are_offered_not_filled(talk: Talk) -> None:
    talk.says("我大专毕业，干质检八年，在珠海能当首席质量官吗？", "我要登记", "同意")
    fill(talk, until="gender")
    assert "学历 大专" in talk.reply.text
    assert "education" not in talk.filled
    talk.say("对")
    assert talk.filled["education"] == "大专"


# ---- several drafts ----


def test_a_clerk_fills_in_for_somebody_else(talk: Talk) -> None:
    assert "征得本人同意" in talk.say("帮我们经理登记首席质量官")


def test_another_applicant_and_back(talk: Talk) -> None:
    fill(begun(talk), until="education")
    first = talk.filled
    talk.says("再帮另一个人登记", "同意")
    assert talk.filled == {}
    assert first["enterprise_name"] in talk.reply.text  # the same firm is offered
    fill(talk, until="id_number", applicant_name="林一测")
    listed = talk.say("我有哪些表")
    assert "陈试远" in listed
    assert "林一测" in listed
    talk.say("换回上一份")
    assert talk.filled == first
    assert talk.field == "education"
    talk.say("换到林一测那份")
    assert talk.filled["applicant_name"] == "林一测"
    talk.say("换到第1份")
    assert talk.filled["applicant_name"] == "陈试远"


def test_a_finished_form_and_another_one(talk: Talk) -> None:
    finished(talk)
    number = talk.draft.reference  # type: ignore[union-attr]
    talk.says("再帮另一个人登记", "同意")
    fill(talk, applicant_name="林一测", id_number=resident_number("19900708", "124"))
    talk.say("提交")
    assert talk.draft.reference != number  # type: ignore[union-attr]
    assert "林一测" in talk.paper_text()
    talk.say("换回上一份")
    assert "陈试远" in talk.paper_text()


# ---- versions, photos, papers ----


def test_a_change_afterwards_makes_a_new_version(talk: Talk) -> None:
    finished(talk)
    reference = talk.draft.reference  # type: ignore[union-attr]
    assert "改成" in talk.say("手机改成13912345678")
    assert "第 2 版" in talk.reply.text
    talk.say("提交")
    assert "13912345678" in talk.paper_text()
    assert talk.draft.reference == reference  # type: ignore[union-attr]
    talk.say("第1版发我")
    assert "13800138000" in talk.paper_text()
    talk.say("把登记表再发给我")
    assert "13912345678" in talk.paper_text()


def test_an_unconfirmed_change_is_not_in_the_papers(talk: Talk) -> None:
    finished(talk)
    talk.says("我要改手机")
    assert talk.field == "mobile"
    talk.say("把登记表再发给我")
    assert "没确认" in talk.reply.text
    assert "13800138000" in talk.paper_text()


def test_a_photo_sent_goes_into_the_form(talk: Talk) -> None:
    finished(talk)
    plain = len(talk.paper())
    picture = io.BytesIO()
    Image.effect_noise((295, 413), 60).convert("RGB").save(picture, "JPEG")
    with talk.storage.write() as work:
        work.attachments.put(talk.draft.id, "photo", "image/jpeg", picture.getvalue())  # type: ignore[union-attr]
    talk.say("把登记表再发给我")
    assert len(talk.paper()) > plain + 1000


# ---- pausing, forgetting ----


def test_a_form_goes_on_after_a_restart(tmp_path: Path) -> None:
    talk = fill(begun(Talk(tmp_path)), until="education")
    before = talk.filled
    talk.say("先填到这，晚点接着填")
    talk.reopen()
    talk.say("继续填表")
    assert talk.filled == before
    assert talk.field == "education"


def test_what_is_deleted_is_gone_from_the_file(tmp_path: Path) -> None:
    talk = finished(Talk(tmp_path))
    with talk.storage.engine.connect() as connection:
        kept = [
            bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
            for table, column in (("draft", "values"), ("draft", "notes"), ("document", "content"), ("turn", "reply"))
            for (value,) in connection.exec_driver_sql(f'SELECT "{column}" FROM {table}')
        ]
    assert kept
    talk.storage.engine.dispose()
    assert any(piece[:40] in _files(tmp_path) for piece in kept)
    talk.say("删除我的资料")
    assert "已全部删除" in talk.reply.text
    after = _files(tmp_path)
    assert not any(piece[8:48] in after for piece in kept)
    assert b"13800138000" not in after
    assert talk.filled == {}


def _files(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.glob("talk.db*"))
