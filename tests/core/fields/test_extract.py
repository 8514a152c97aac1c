"""Several fields from one message, with labels or without; nobody's number becomes somebody else's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.fields.base import Accepted, CheckBack
from bot.core.fields.extract import extract, looks_like
from tests.core.fields.reading import context, resident_number, specs

ID = resident_number("19850312", serial="003")


def heard(text: str, asked: str | None = None, **known: str) -> dict[str, str]:
    """The values accepted, and ?key for each question back."""
    found = extract(text, specs(), replace(context(), facts=known), asked)
    values = {key: outcome.value for key, outcome in found.values.items() if isinstance(outcome, Accepted)}
    return values | {
        f"?{key}": outcome.question for key, outcome in found.values.items() if isinstance(outcome, CheckBack)
    }


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("姓名陈试远，性别男，手机 138 0013 8000", {"applicant_name": "陈试远", "gender": "男", "mobile": "13800138000"}),
        ("姓名：陈试远，性别：男，手机：13800138000", {"applicant_name": "陈试远", "gender": "男", "mobile": "13800138000"}),
        ("姓名：陈试远\n性别：男\n学历：大专", {"applicant_name": "陈试远", "gender": "男", "education": "大专"}),
        ("姓名:陈试远;性别:男;学历:大专", {"applicant_name": "陈试远", "gender": "男", "education": "大专"}),
        ("姓名 陈试远\n性别 男\n学历 大专", {"applicant_name": "陈试远", "gender": "男", "education": "大专"}),
        ("姓名\t陈试远\n性别\t男", {"applicant_name": "陈试远", "gender": "男"}),
        ("姓名陈试远 性别男 学历大专", {"applicant_name": "陈试远", "gender": "男", "education": "大专"}),
        ("姓名是陈试远，我的学历是大专", {"applicant_name": "陈试远", "education": "大专"}),
        ("姓名：陳志遠\n性別：男\n學歷：大專", {"applicant_name": "陳志遠", "gender": "男", "education": "大专"}),
        ("1、姓名：陈试远\n2、性别：男\n3、学历：大专", {"applicant_name": "陈试远", "gender": "男", "education": "大专"}),
        ("1. 姓名：陈试远\n2. 性别：男", {"applicant_name": "陈试远", "gender": "男"}),
        ("【姓名】陈试远【性别】男", {"applicant_name": "陈试远", "gender": "男"}),
        ("| 姓名 | 陈试远 |\n| 性别 | 男 |", {"applicant_name": "陈试远", "gender": "男"}),
        ("我叫陈试远，男，85年3月12号生，大专，电话138 0013 8000", {"applicant_name": "陈试远", "gender": "男", "birth_date": "1985-03-12", "education": "大专", "mobile": "13800138000"}),
        ("我叫陈试远，男，大专，13800138000", {"applicant_name": "陈试远", "gender": "男", "education": "大专", "mobile": "13800138000"}),
        ("我是陈试远，男，大专学历", {"applicant_name": "陈试远", "gender": "男", "education": "大专"}),
        (f"陈试远的身份证号{ID}", {"id_number": ID}),
        (f"{ID} 13800138000 chenzy@example.com", {"id_number": ID, "mobile": "13800138000", "email": "chenzy@example.com"}),
        (f"身份证{ID[:6]} {ID[6:14]} {ID[14:]}，手机13800138000", {"id_number": ID, "mobile": "13800138000"}),
        ("单位名称珠海某某电器有限公司，所属地区珠海金湾", {"enterprise_name": "珠海某某电器有限公司", "region": "广东省珠海市金湾区"}),
        ("单位名称：珠海某某电器有限公司 单位性质：私企 企业规模：小型", {"enterprise_name": "珠海某某电器有限公司", "ownership": "私营企业", "enterprise_size": "小型"}),
        ("我们是珠海某某电器有限公司，在珠海斗门", {"enterprise_name": "珠海某某电器有限公司", "region": "广东省珠海市斗门区"}),
        ("毕业院校广东工业大学，专业机电一体化，职称助工", {"school": "广东工业大学", "major": "机电一体化", "title": "助理工程师"}),
        ("广东工业大学机电一体化专业毕业，大专", {"school": "广东工业大学", "major": "机电一体化", "education": "大专"}),
        ("毕业于广东工业大学机电一体化专业，本科", {"school": "广东工业大学", "major": "机电一体化", "education": "本科"}),
        ("现任职务质量部经理，职称工程师，没有兼任职务", {"position": "质量部经理", "title": "工程师", "concurrent_post": "无"}),
        ("传真没有，网址www.example.com，邮编519000", {"fax": "无", "website": "www.example.com", "postcode": "519000"}),
        ("职称没有，传真没有", {"title": "无", "fax": "无"}),
        ("手机13800138000，座机0756-8880101转802，没有传真", {"mobile": "13800138000", "phone": "0756-8880101-802", "fax": "无"}),
        ("通讯地址：珠海市金湾区某某路1号，3栋，二楼，邮编519000", {"address": "珠海市金湾区某某路1号，3栋，二楼", "postcode": "519000"}),
        ("地址珠海市金湾区某某路1号3栋 邮编 519000", {"address": "珠海市金湾区某某路1号3栋", "postcode": "519000"}),
        ("本人邮箱chenzy@example.com，公司邮箱office@example.com", {"email": "chenzy@example.com", "enterprise_email": "office@example.com"}),
        ("邮箱：chenzy@example.com 单位邮箱：office@example.com", {"email": "chenzy@example.com", "enterprise_email": "office@example.com"}),
        ("主导产品：电线、电缆，线束加工，单位性质：有限责任公司", {"main_products": "电线、电缆，线束加工", "ownership": "有限责任公司"}),
        ("培训证书号CQO-2023-001，发证机构省质量协会，任职时间2023年9月1日", {"training_certificate_no": "CQO-2023-001", "certificate_issuer": "省质量协会", "appointed_date": "2023-09-01"}),
        ("质量工作年限8年，学历大专", {"quality_years": "8", "education": "大专"}),
        ("干质检八年了，大专", {"quality_years": "8", "education": "大专"}),
        (f"身份证号{ID}，我是1985年3月21号生的", {"id_number": ID, "birth_date": "1985-03-21"}),
        ("我的邮箱是chenzy@example.com，不是chenzy@qq.com", {"email": "chenzy@example.com"}),
        ("网址www.example.com，邮箱office@example.com", {"website": "www.example.com", "enterprise_email": "office@example.com"}),
        ("证书号CQO-2023-0001，省质量协会发的，去年九月任职", {"training_certificate_no": "CQO-2023-0001", "certificate_issuer": "省质量协会", "appointed_date": "2025-09-01"}),
        ("简历：2010年进厂做检验员，2016年任质量部经理。备注：无", {"resume": "2010年进厂做检验员，2016年任质量部经理。", "remark": "无"}),
        ("申请人陈试远，质量负责人是我自己", {"applicant_name": "陈试远", "quality_head_name": "陈试远"}),
        ("备注：无\n单位网址：无", {"remark": "无", "website": "无"}),
    ],
)  # fmt: skip
def test_several_fields_in_one_message(text: str, values: dict[str, str]) -> None:
    assert heard(text) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("单位负责人何试明，手机13900139000，总经理", {"legal_head_name": "何试明", "legal_head_mobile": "13900139000", "legal_head_post": "总经理"}),
        ("单位负责人何试明，总经理，13900139000，0756-8880100", {"legal_head_name": "何试明", "legal_head_post": "总经理", "legal_head_mobile": "13900139000", "legal_head_phone": "0756-8880100"}),
        ("单位负责人：何试明\n手机：13900139000\n电话：0756-8880100\n职务：总经理", {"legal_head_name": "何试明", "legal_head_mobile": "13900139000", "legal_head_phone": "0756-8880100", "legal_head_post": "总经理"}),
        ("单位负责人何试明 手机13900139000 职务总经理", {"legal_head_name": "何试明", "legal_head_mobile": "13900139000", "legal_head_post": "总经理"}),
        ("老板叫何试明，手机13900139000", {"legal_head_name": "何试明", "legal_head_mobile": "13900139000"}),
        ("法人何试明，他的手机13900139000", {"legal_head_name": "何试明", "legal_head_mobile": "13900139000"}),
        ("负责人手机13900139000", {"legal_head_mobile": "13900139000"}),
        ("老板手机13900139000，我手机13800138000", {"legal_head_mobile": "13900139000", "mobile": "13800138000"}),
        ("我叫陈试远，手机13800138000，老板叫何试明，手机13900139000", {"applicant_name": "陈试远", "mobile": "13800138000", "legal_head_name": "何试明", "legal_head_mobile": "13900139000"}),
        ("申请人陈试远，手机13800138000；单位负责人何试明，手机13900139000", {"applicant_name": "陈试远", "mobile": "13800138000", "legal_head_name": "何试明", "legal_head_mobile": "13900139000"}),
        ("单位负责人何试明，手机13900139000，我的手机13800138000", {"legal_head_name": "何试明", "legal_head_mobile": "13900139000", "mobile": "13800138000"}),
        ("单位负责人何试明，手机13900139000；质量负责人林一，手机13700137000，质量部经理", {"legal_head_name": "何试明", "legal_head_mobile": "13900139000", "quality_head_name": "林一", "quality_head_mobile": "13700137000", "quality_head_post": "质量部经理"}),
        ("单位质量负责人：林一 手机：13700137000 职务：质量部经理", {"quality_head_name": "林一", "quality_head_mobile": "13700137000", "quality_head_post": "质量部经理"}),
        ("单位负责人何试明，总经理，手机13900139000，学历大专", {"legal_head_name": "何试明", "legal_head_post": "总经理", "legal_head_mobile": "13900139000", "education": "大专"}),
        ("负责人：何试明（总经理）13900139000", {"legal_head_name": "何试明", "legal_head_post": "总经理", "legal_head_mobile": "13900139000"}),
    ],
)  # fmt: skip
def test_two_people_are_kept_apart(text: str, values: dict[str, str]) -> None:
    assert heard(text) == values


@pytest.mark.parametrize(
    ("asked", "text", "values"),
    [
        ("enterprise_name", "珠海某某电器有限公司，所属地区珠海金湾，单位性质有限公司", {"enterprise_name": "珠海某某电器有限公司", "region": "广东省珠海市金湾区", "ownership": "有限责任公司"}),
        ("enterprise_name", "珠海某某电器有限公司", {"enterprise_name": "珠海某某电器有限公司"}),
        ("applicant_name", "陈试远，男，大专", {"applicant_name": "陈试远", "gender": "男", "education": "大专"}),
        ("applicant_name", "陈试远 男 大专 13800138000", {"applicant_name": "陈试远", "gender": "男", "education": "大专", "mobile": "13800138000"}),
        ("applicant_name", "陈试远", {"applicant_name": "陈试远"}),
        ("applicant_name", "珠海某某电器有限公司", {"enterprise_name": "珠海某某电器有限公司"}),
        ("applicant_name", "手机13800138000", {"mobile": "13800138000"}),
        ("applicant_name", f"陈试远 {ID} 大专 某某职业技术学院", {"applicant_name": "陈试远", "id_number": ID, "education": "大专", "school": "某某职业技术学院"}),
        ("enterprise_name", "珠海某某电器有限公司 有限公司 小型", {"enterprise_name": "珠海某某电器有限公司", "ownership": "有限责任公司", "enterprise_size": "小型"}),
        ("legal_head_name", "法人代表何试明13900139000", {"legal_head_name": "何试明", "legal_head_mobile": "13900139000"}),
        ("school", "某某职业技术学院 机电一体化专业 干质检8年", {"school": "某某职业技术学院", "major": "机电一体化", "quality_years": "8"}),
        ("quality_years", "8年，质量部经理，助理工程师", {"quality_years": "8", "position": "质量部经理", "title": "助理工程师"}),
        ("gender", "男，1985年3月12日，大专", {"gender": "男", "birth_date": "1985-03-12", "education": "大专"}),
        ("gender", "男，85年3月12号生", {"gender": "男", "birth_date": "1985-03-12"}),
        ("id_number", f"{ID}，男", {"id_number": ID, "gender": "男"}),
        ("education", "大专，毕业于广东工业大学", {"education": "大专", "school": "广东工业大学"}),
        ("education", "大专，专业机电一体化", {"education": "大专", "major": "机电一体化"}),
        ("school", "广东工业大学，专业是机电一体化", {"school": "广东工业大学", "major": "机电一体化"}),
        ("school", "广东工业大学", {"school": "广东工业大学"}),
        ("mobile", "13800138000，邮箱chenzy@example.com", {"mobile": "13800138000", "email": "chenzy@example.com"}),
        ("mobile", "13800138000", {"mobile": "13800138000"}),
        ("phone", "13800138000", {"phone": "13800138000"}),
        ("phone", "0756-8880101转802，没有传真", {"phone": "0756-8880101-802", "fax": "无"}),
        ("fax", "没有", {"fax": "无"}),
        ("legal_head_name", "何试明，总经理，13900139000", {"legal_head_name": "何试明", "legal_head_post": "总经理", "legal_head_mobile": "13900139000"}),
        ("legal_head_name", "何试明 总经理 13900139000 0756-8880100", {"legal_head_name": "何试明", "legal_head_post": "总经理", "legal_head_mobile": "13900139000", "legal_head_phone": "0756-8880100"}),
        ("legal_head_name", "何试明，手机13900139000，职务总经理", {"legal_head_name": "何试明", "legal_head_mobile": "13900139000", "legal_head_post": "总经理"}),
        ("legal_head_name", "老板叫何试明", {"legal_head_name": "何试明"}),
        ("legal_head_mobile", "13900139000", {"legal_head_mobile": "13900139000"}),
        ("legal_head_post", "总经理，手机13900139000", {"legal_head_post": "总经理", "legal_head_mobile": "13900139000"}),
        ("quality_head_name", "林一，质量部经理，13700137000", {"quality_head_name": "林一", "quality_head_post": "质量部经理", "quality_head_mobile": "13700137000"}),
        ("region", "注册在广州，厂子在珠海斗门，平时都在斗门生产", {"region": "广东省珠海市斗门区"}),
        ("region", "珠海金湾，单位性质私企", {"region": "广东省珠海市金湾区", "ownership": "私营企业"}),
        ("main_products", "电线，电缆，线束加工，电话线", {"main_products": "电线，电缆，线束加工，电话线"}),
        ("main_products", "手机配件，电话机，地址标签打印机", {"main_products": "手机配件，电话机，地址标签打印机"}),
        ("main_products", "手机壳、充电器", {"main_products": "手机壳、充电器"}),
        ("address", "珠海市金湾区某某路1号，3栋，二楼", {"address": "珠海市金湾区某某路1号，3栋，二楼"}),
        ("address", "珠海市金湾区某某路1号，邮编519000", {"address": "珠海市金湾区某某路1号", "postcode": "519000"}),
        ("title", "食品工程师，中级的", {"title": "食品工程师（中级）"}),
        ("birth_date", "85年3月12号", {"birth_date": "1985-03-12"}),
        ("quality_years", "8年，现任质量部经理", {"quality_years": "8", "position": "质量部经理"}),
        ("quality_head_phone", "0756-8880300，现任职务质检员，手机13800138000", {"quality_head_phone": "0756-8880300", "position": "质检员", "mobile": "13800138000"}),
        ("quality_head_phone", "0756-8880300，手机13800138000", {"quality_head_phone": "0756-8880300", "quality_head_mobile": "13800138000"}),
        ("remark", "没有职称的，按技能人才申报", {"remark": "没有职称的，按技能人才申报"}),
        ("website", "没有", {"website": "无"}),
    ],
)  # fmt: skip
def test_what_is_asked_comes_first(asked: str, text: str, values: dict[str, str]) -> None:
    assert heard(text, asked) == values


def test_a_story_is_not_torn_apart() -> None:
    story = (
        "2008年7月毕业于广东工业大学，2008年至2012年在某某电器任检验员，负责手机充电器来料检验，电话回访客户；"
        "2012年至今任质量部经理，职称是助理工程师，获奖：2020年区质量标兵，地址搬过一次，学历提升到本科。"
    )
    assert heard(story, "resume") == {"resume": story}


def test_a_pasted_form_is_read_whole() -> None:
    pasted = f"""单位名称：珠海某某电器有限公司
所属地区：广东省珠海市金湾区
单位性质：有限责任公司
企业规模：小型
主导产品及经营项目：电线、电缆，线束加工
申请人姓名：陈试远
身份证号：{ID}
性别：男
出生日期：1985年3月12日
学历：大专
毕业院校：广东工业大学
专业：机电一体化
质量工作年限：8年
现任职务：质量部经理
职称：助理工程师
联系电话：0756-8880101
手机：13800138000
传真：无
Email：chenzy@example.com
通讯地址：珠海市金湾区某某路1号
邮编：519000
单位负责人：何试明
手机：13900139000
电话：0756-8880100
职务：总经理
单位质量负责人：林一
手机：13700137000
电话：0756-8880102
职务：质量部经理
单位网址：www.example.com
邮箱：office@example.com
备注：无"""
    assert heard(pasted) == {
        "enterprise_name": "珠海某某电器有限公司",
        "region": "广东省珠海市金湾区",
        "ownership": "有限责任公司",
        "enterprise_size": "小型",
        "main_products": "电线、电缆，线束加工",
        "applicant_name": "陈试远",
        "id_number": ID,
        "gender": "男",
        "birth_date": "1985-03-12",
        "education": "大专",
        "school": "广东工业大学",
        "major": "机电一体化",
        "quality_years": "8",
        "position": "质量部经理",
        "title": "助理工程师",
        "phone": "0756-8880101",
        "mobile": "13800138000",
        "fax": "无",
        "email": "chenzy@example.com",
        "address": "珠海市金湾区某某路1号",
        "postcode": "519000",
        "legal_head_name": "何试明",
        "legal_head_mobile": "13900139000",
        "legal_head_phone": "0756-8880100",
        "legal_head_post": "总经理",
        "quality_head_name": "林一",
        "quality_head_mobile": "13700137000",
        "quality_head_phone": "0756-8880102",
        "quality_head_post": "质量部经理",
        "website": "www.example.com",
        "enterprise_email": "office@example.com",
        "remark": "无",
    }


@pytest.mark.parametrize(
    "text",
    [
        "珠海的学历要求是什么",
        "手机号一定要填吗",
        "为什么要身份证号",
        "什么时候培训",
        "谢谢",
        "公司要有多少人才算小型",
        "质量负责人和首席质量官有什么区别",
        "专业技术人员职业资格是什么",
        "备案的电话是多少",
        "",
        "   ",
        "😀😀",
    ],
)
def test_a_question_or_noise_holds_no_values(text: str) -> None:
    assert heard(text) == {}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("13800138000", {"mobile"}),
        ("138 0013 8000", {"mobile"}),
        ("0756-8880101", {"phone", "fax"}),
        (ID, {"id_number"}),
        ("chenzy@example.com", {"email", "enterprise_email"}),
        ("大专", {"education"}),
        ("本科", {"education"}),
        ("男", {"gender"}),
        ("女的", {"gender"}),
        ("小型", {"enterprise_size"}),
        ("519000", {"postcode"}),
        ("珠海某某电器有限公司", {"enterprise_name"}),
        ("8年", {"years"}),
        ("六年半", {"years"}),
        ("1985-03-12", {"date", "birth_date"}),
        ("1985年3月12日", {"date", "birth_date"}),
        ("去年九月", {"date"}),
        ("国企", {"ownership"}),
        ("有限责任公司", {"ownership"}),
        ("www.example.com", {"website"}),
        ("陈试远", set()),
        ("", set()),
    ],
)
def test_what_a_bare_value_may_be(text: str, kinds: set[str]) -> None:
    assert looks_like(text) == kinds
