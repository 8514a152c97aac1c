"""The form from the first word to the papers: several drafts, an old form, versions, photos, forgetting."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from PIL import Image

from tests.services.talk import Talk
from tests.walks.people import ANSWERS, ID_1, resident_number

BASE = {key: answers[0] for key, answers in ANSWERS.items()}


@pytest.fixture
def talk() -> Talk:
    return Talk()


def begun(talk: Talk, opening: str = "我要登记") -> Talk:
    talk.says(opening, "同意")
    return talk


def fill(talk: Talk, until: str = "confirm", **said: str) -> Talk:
    """Answer what is asked until a field comes."""
    for _ in range(80):
        if talk.field in (until, None):
            return talk
        key = talk.field
        assert key
        if talk.titles[:1] == ["对"] and key not in said:
            talk.press("对")
        else:
            talk.say(said.get(key, BASE[key][0]))
    raise AssertionError(f"never came to {until}: {talk.reply.text}")


def finished(talk: Talk, **said: str) -> Talk:
    fill(begun(talk), **said)
    talk.say("没问题，提交")
    return talk


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


def test_an_example_of_several_values_has_as_many_commas_as_values(talk: Talk) -> None:
    """Who fills in after the example must not be led to put a comma inside a value."""
    fill(begun(talk), until="applicant_name")
    shown = re.search(r"\n(.+?)也可以一起说.*比如“(.+)”", talk.reply.text)
    assert shown is not None
    assert shown[2].count("，") == shown[1].count("、") + 1


def test_a_name_said_to_lack_a_character_is_replaced_by_the_name_alone(talk: Talk) -> None:
    fill(begun(talk), until="education")
    talk.say("刚才公司名少了个字 是珠海市样例测试电器科技有限公司")
    assert talk.filled["enterprise_name"] == "珠海市样例测试电器科技有限公司"


def test_what_was_asked_and_denied_is_not_filled_in(talk: Talk) -> None:
    fill(begun(talk), until="ownership")
    talk.say("国企?不是 我们是民营的")
    assert talk.filled["ownership"] == "私营企业"
