"""Values as people say them, whatever is asked just then: in passing, for somebody else, in one breath."""

from __future__ import annotations

import re

import pytest

from tests.services.form_talk import begun, fill
from tests.services.talk import Talk
from tests.walks.people import ID_1


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


@pytest.mark.parametrize(
    ("before", "said", "becomes"),
    [
        ([], "质量部长 没兼别的", {"position": "质量部长", "concurrent_post": "无"}),
        ([], "有个事 他是工程师 中级的 这个填哪", {"title": "工程师（中级）"}),
        ([], "10年多", {"quality_years": "10"}),
        ([], "我叫陈试远，手机号会公开吗", {"applicant_name": "陈试远"}),
        (["大专", "某样学院"], "工商管理", {"major": "工商管理"}),
        (["固话没有"], "填0756-8880101吧", {"phone": "0756-8880101"}),
        ([], "网址没有邮箱没有", {"website": "无", "enterprise_email": "无"}),
        ([], "不兼", {"concurrent_post": "无"}),
        ([], "培训证没有", {"training_certificate_no": "无"}),
        ([], "毕业院校及专业：某样学院 机电一体化", {"school": "某样学院", "major": "机电一体化"}),
        ([], "职务/职称：品质经理/工程师", {"position": "品质经理", "title": "工程师"}),
        ([], "通讯地址及邮编：珠海市金湾区样例路1号519040", {"address": "珠海市金湾区样例路1号", "postcode": "519040"}),
        (["职务品质经理，手机13800138000，座机没有"], "质量负责人就是我",
         {"quality_head_name": "陈试远", "quality_head_post": "品质经理", "quality_head_mobile": "13800138000", "quality_head_phone": "无"}),
    ],
)  # fmt: skip
def test_what_is_said_while_the_id_number_is_asked(
    talk: Talk, before: list[str], said: str, becomes: dict[str, str]
) -> None:
    """People answer in their own order; what they say lands where it belongs."""
    fill(begun(talk), until="id_number")
    for earlier in before:
        talk.say(earlier)
    talk.say(said)
    assert {k: talk.filled.get(k) for k in becomes} == becomes
    assert talk.field == "id_number"


def test_an_owner_pastes_everything_at_once(talk: Talk) -> None:
    begun(talk).say(
        "珠海市快样电器有限公司，珠海金湾区，做插座的，民营，60个人一年2000万，我叫赵样快，男，1980年5月6号，大专，"
        "某样学院，机电，干质量12年，副总，没职称，没兼职，手机13800138001，邮箱zhaoyk@example.com，传真没有，"
        "地址珠海市金湾区快样路8号519040，老板钱样明 董事长 13900139001，质量负责人就我自己，培训证没有"
    )
    told = {
        "enterprise_name": "珠海市快样电器有限公司", "region": "广东省珠海市金湾区", "main_products": "插座", "ownership": "私营企业",
        "applicant_name": "赵样快", "gender": "男", "birth_date": "1980-05-06", "education": "大专", "school": "某样学院", "major": "机电",
        "quality_years": "12", "position": "副总", "title": "无", "concurrent_post": "无", "mobile": "13800138001",
        "email": "zhaoyk@example.com", "fax": "无", "address": "珠海市金湾区快样路8号", "postcode": "519040",
        "legal_head_name": "钱样明", "legal_head_post": "董事长", "legal_head_mobile": "13900139001",
        "quality_head_name": "赵样快", "quality_head_post": "副总", "quality_head_mobile": "13800138001", "training_certificate_no": "无",
    }  # fmt: skip
    assert talk.filled == told
    fill(talk, until="enterprise_size")
    assert "小型" in talk.reply.text  # 附件4 工业: 20≤60<300 人, told in passing


def test_voice_input_without_a_pause(talk: Talk) -> None:
    begun(talk).say(
        "我是珠海快样电器有限公司的老板我叫赵样快男1980年5月6号生大专文化做插座开关的在金湾区厂里60号人去年做了2000来万"
        "民营企业手机幺三八零零幺三八零零零邮箱就填zhaoyk@example.com座机没有传真没有"
    )
    told = {
        "enterprise_name": "珠海快样电器有限公司", "applicant_name": "赵样快", "gender": "男", "birth_date": "1980-05-06", "education": "大专",
        "main_products": "插座开关", "region": "广东省珠海市金湾区", "ownership": "私营企业", "mobile": "13800138000",
        "email": "zhaoyk@example.com", "phone": "无", "fax": "无",
    }  # fmt: skip
    assert talk.filled == told


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("applicant_name", "大型"), ("applicant_name", "民营"), ("applicant_name", "某样大学"), ("certificate_issuer", "用这个"),
        ("certificate_issuer", "三年前"), ("training_certificate_no", "我"), ("title", "品质主管"), ("major", "珠海市金湾区样例路1号"),
        ("position", "不止6年"), ("school", "提交"), ("id_number", "519040"),
    ],
)  # fmt: skip
def test_what_belongs_elsewhere_or_nowhere_is_not_filled_in(talk: Talk, field: str, said: str) -> None:
    fill(begun(talk), until=field)
    talk.say(said)
    assert field not in talk.filled


def test_what_was_asked_back_waits_while_something_else_is_told(talk: Talk) -> None:
    """It is not repeated at every message, and not forgotten."""
    fill(begun(talk), until="id_number")
    talk.says(ID_1, "男", "1985年3月21日")
    assert talk.titles == ["1985-03-12", "1985-03-21"]
    talk.say("大专")
    assert (talk.filled["education"], talk.field) == ("大专", "school")
    fill(talk, until="birth_date")
    assert talk.titles == ["1985-03-12", "1985-03-21"]
    talk.press("1985-03-12")
    assert talk.filled["birth_date"] == "1985-03-12"
    assert talk.field == "confirm"


def test_the_clerks_own_number_is_not_the_applicants(talk: Talk) -> None:
    fill(begun(talk, "我帮我们公司的王工填登记表"), until="education")
    talk.say("他手机13800138000 我的是13900139000 填他的")
    assert talk.filled["mobile"] == "13800138000"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("我叫周样声女86年3月2号的本科毕业学的是食品工程现在是品质部经理",
         {"applicant_name": "周样声", "gender": "女", "birth_date": "1986-03-02", "education": "本科", "major": "食品工程", "position": "品质部经理"}),
        ("１３８００１３８００２", {"mobile": "13800138002"}),
    ],
)  # fmt: skip
def test_what_is_told_of_the_applicant_is_no_product(talk: Talk, said: str, told: dict[str, str]) -> None:
    fill(begun(talk), until="main_products")
    before = talk.filled
    talk.say(said)
    assert talk.filled == {**before, **told}
    assert talk.field == "main_products"


def test_a_number_that_needs_its_second_part_keeps_it(talk: Talk) -> None:
    """Also where the school is asked in one breath with it, and would take any word."""
    fill(begun(talk), until="applicant_name")
    talk.says("大专", "陈试远", "H03456789，香港的")
    assert talk.filled["id_number"] == "H03456789（中国香港）"
    assert "school" not in talk.filled


@pytest.mark.parametrize(
    "said",
    [
        "珠海样例测试电器有限公司，民营，60人，一年2000万，做线束",
        "珠海样例测试电器有限公司，民营，做线束",
        "珠海样例测试电器有限公司，60人，做线束的",
    ],
)
def test_a_firm_named_after_its_town_is_no_place(said: str) -> None:
    talk = begun(Talk())
    talk.say(said)
    assert talk.filled["enterprise_name"] == "珠海样例测试电器有限公司"
    assert "民营" not in talk.filled.get("main_products", "")
    assert "60" not in talk.filled.get("main_products", "")
