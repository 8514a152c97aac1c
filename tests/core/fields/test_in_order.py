"""What was asked in one breath and is answered in one, without labels."""

from __future__ import annotations

import pytest

from bot.core.fields.base import Accepted
from bot.core.fields.in_order import in_order
from tests.core.fields.reading import context, specs
from tests.walks.people import ID_1

STUDIES = ("school", "major", "quality_years", "position")
FIRM = ("enterprise_name", "region", "main_products")
PERSON = ("applicant_name", "id_number", "education", "school", "major")
WORK = ("quality_years", "position", "title", "concurrent_post")
REACH = ("mobile", "email", "phone", "fax")
HEAD = ("legal_head_name", "legal_head_post", "legal_head_mobile", "legal_head_phone")


@pytest.mark.parametrize(
    ("keys", "text", "values"),
    [
        (STUDIES, "某某学院，机电一体化，8年，质量总监", ["某某学院", "机电一体化", "8", "质量总监"]),
        (STUDIES, "某某学院 机电一体化 8年 质量总监", ["某某学院", "机电一体化", "8", "质量总监"]),
        (STUDIES, "某某学院、机电一体化、8年、质量总监", ["某某学院", "机电一体化", "8", "质量总监"]),
        (STUDIES, "某某学院\n机电一体化\n8年", ["某某学院", "机电一体化", "8", None]),
        (STUDIES, "某某学院，8年", ["某某学院", None, "8", None]),
        (STUDIES, "某某学院，质量总监", ["某某学院", None, None, "质量总监"]),
        (WORK, "8，质量部经理，无，无", ["8", "质量部经理", "无", "无"]),
        (WORK, "8年，质量部经理，助工", ["8", "质量部经理", "助理工程师", None]),
        (REACH, "13800138000，chenzy@example.com，0756-8880101，没有", ["13800138000", "chenzy@example.com", "0756-8880101", "无"]),
        (REACH, "13800138000, chenzy@example.com, 没有座机, 没有传真", ["13800138000", "chenzy@example.com", "无", "无"]),
        (HEAD, "何试明，总经理，13900139000，0756-8880100", ["何试明", "总经理", "13900139000", "0756-8880100"]),
        (HEAD, "何试明，13900139000", ["何试明", None, "13900139000", None]),
        (("address", "postcode"), "珠海市金湾区某某路1号，3栋，519040", ["珠海市金湾区某某路1号，3栋", "519040"]),
        (("address", "postcode"), "珠海市金湾区某某路1号 519040", ["珠海市金湾区某某路1号", "519040"]),
        (("enterprise_name", "region"), "珠海某某电器有限公司，金湾", ["珠海某某电器有限公司", "广东省珠海市金湾区"]),
        (FIRM, "珠海某某电器有限公司，金湾，电线、电缆，插头", ["珠海某某电器有限公司", "广东省珠海市金湾区", "电线、电缆，插头"]),
        (FIRM, "珠海某某电器有限公司 珠海金湾 电线电缆", ["珠海某某电器有限公司", "广东省珠海市金湾区", "电线电缆"]),
        (PERSON, f"陈试远，{ID_1}，大专，某某学院，机电", ["陈试远", ID_1, "大专", "某某学院", "机电"]),
        (PERSON, "陈试远，大专", ["陈试远", None, "大专", None, None]),
        ((*REACH, "address", "postcode"), "13800138000，a@example.com，没有，没有，金湾区某某路1号，3栋，519040",
         ["13800138000", "a@example.com", "无", "无", "金湾区某某路1号，3栋", "519040"]),
        (("ownership", "enterprise_size"), "私企，小型", ["私营企业", "小型"]),
        (("ownership", "enterprise_size"), "有限公司 小型", ["有限责任公司", "小型"]),
        (WORK, "8年，质量部经理，助工，没有", ["8", "质量部经理", "助理工程师", "无"]),
        (WORK, "8年 品控 没有 没有", ["8", "品控", "无", "无"]),
        (("education", "school", "major"), "大专，某某职院，机电", ["大专", "某某职院", "机电"]),
        (("education", "school", "major"), "大专 某某职业技术学院 机电一体化", ["大专", "某某职业技术学院", "机电一体化"]),
        (REACH, "138 0013 8000，chenzy@example.com，没有，没有", ["13800138000", "chenzy@example.com", "无", "无"]),
        (HEAD, "何试明，总经理，13900139000，没有", ["何试明", "总经理", "13900139000", "无"]),
        (("appointed_date", "training_certificate_no", "certificate_issuer"), "2023年9月1日，还没考，没有", ["2023-09-01", "无", "无"]),
        (("applicant_name", "id_number"), f"陈试远 {ID_1}", ["陈试远", ID_1]),
    ],
)  # fmt: skip
def test_in_the_order_asked(keys: tuple[str, ...], text: str, values: list[str | None]) -> None:
    found = in_order(text, keys, specs(), context())
    told = [outcome.value if isinstance(outcome := found.get(key), Accepted) else None for key in keys]
    assert told == values


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        (("title", "concurrent_post"), "食品工程师，中级的"),
        (("legal_head_name", "legal_head_post"), "Markus Schneider"),
        (("school", "major"), "要不要写全称，专业呢？"),
        (STUDIES, "某某学院"),
        (("region", "main_products"), "广东省珠海市，金湾区"),
        (("enterprise_name", "region", "main_products"), "珠海样例测试电器有限公司，民营，60人，做线束"),
        (PERSON, "陈试远，男，质量部经理"),
        ((*REACH, "address", "postcode"), "13800138000，珠海市金湾区某某路1号"),
        (REACH, "13800138000，13900139000"),
        (HEAD, "何试明，他是我们老板很多年了，一直管厂里的事"),
    ],
)
def test_what_does_not_fit_is_left(keys: tuple[str, ...], text: str) -> None:
    assert in_order(text, keys, specs(), context()) == {}


def test_the_same_as_above() -> None:
    found = in_order(
        "何试明，总经理，13900139000，同上",
        HEAD,
        specs(),
        context(),
        lambda _, said: "0756-8880101" if said == "同上" else None,
    )
    assert found["legal_head_phone"] == Accepted("0756-8880101")
