"""身份证号 as people send it; every number here is made up and its check digit computed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.fields.base import Accepted
from bot.core.fields.id_number import birth_date_of, gender_of
from tests.core.fields.reading import TODAY, offered, read, reason, resident_number, value

MAN = resident_number("19850312", serial="003")
WOMAN = resident_number("19900704", serial="024")
WITH_X = next(n for s in range(1, 999) if (n := resident_number(serial=f"{s:03d}")).endswith("X"))
WITHOUT_X = next(n for s in range(1, 999) if not (n := resident_number(serial=f"{s:03d}")).endswith("X"))
PERMIT_HK = resident_number("19880220", area="810000", serial="011")
PERMIT_MO = resident_number("19880220", area="820000", serial="011")
PERMIT_TW = resident_number("19880220", area="830000", serial="011")
IMPOSSIBLE = resident_number("19850230")
FULL_WIDTH = "".join(chr(ord(c) + 0xFEE0) for c in MAN)


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        (MAN, MAN),
        (WOMAN, WOMAN),
        (WITH_X, WITH_X),
        (WITH_X.lower(), WITH_X),
        (f" {MAN} ", MAN),
        (f"{MAN}。", MAN),
        (FULL_WIDTH, MAN),
        (f"{MAN[:6]} {MAN[6:14]} {MAN[14:]}", MAN),
        (f"{MAN[:6]}-{MAN[6:14]}-{MAN[14:]}", MAN),
        (f"{MAN[:4]} {MAN[4:8]} {MAN[8:12]} {MAN[12:16]} {MAN[16:]}", MAN),
        (f"身份证号：{MAN}", MAN),
        (f"身份证号码是{MAN}", MAN),
        (f"我的身份证{MAN}", MAN),
        (f"身份证：{WITH_X.lower()}", WITH_X),
        (f"身份證號碼：{MAN}", MAN),
        (f"{MAN}，这个是我的", MAN),
        (f"嗯，{MAN}", MAN),
        (f"证件号码 {MAN} 核对过了", MAN),
        (PERMIT_HK, f"{PERMIT_HK}（中国香港）"),
        (PERMIT_MO, f"{PERMIT_MO}（中国澳门）"),
        (PERMIT_TW, f"{PERMIT_TW}（中国台湾）"),
        (f"港澳台居住证 {PERMIT_MO}", f"{PERMIT_MO}（中国澳门）"),
        ("澳门身份证 5123456(7)", "5123456(7)（中国澳门）"),
        ("5123456(7)（澳门）", "5123456(7)（中国澳门）"),
        ("5123456(7)（中国澳门）", "5123456(7)（中国澳门）"),
        ("5123456（7），澳门的", "5123456(7)（中国澳门）"),
        ("澳门 5/123456/7", "5123456(7)（中国澳门）"),
        ("1234567(8) 中国澳门", "1234567(8)（中国澳门）"),
        ("澳門居民身份證 7012345(6)", "7012345(6)（中国澳门）"),
        ("A123456(7) 香港", "A123456(7)（中国香港）"),
        ("a123456(7)（香港）", "A123456(7)（中国香港）"),
        ("香港身份证A123456(A)", "A123456(A)（中国香港）"),
        ("香港身份證：AB987654(3)", "AB987654(3)（中国香港）"),
        ("台湾身份证 A123456789", "A123456789（中国台湾）"),
        ("A223456789（中国台湾）", "A223456789（中国台湾）"),
        ("回乡证H03456789，香港", "H03456789（中国香港）"),
        ("H03456789（中国香港）", "H03456789（中国香港）"),
        ("H0345678901 香港", "H0345678901（中国香港）"),
        ("M01234567 澳门回乡证", "M01234567（中国澳门）"),
        ("港澳居民来往内地通行证 M01234567（中国澳门）", "M01234567（中国澳门）"),
        ("台胞证 01234567", "01234567（中国台湾）"),
        ("台湾居民来往大陆通行证01234567", "01234567（中国台湾）"),
        ("臺胞證：01234567", "01234567（中国台湾）"),
    ],
)
def test_a_number_is_kept_whole_with_its_region(text: str, stored: str) -> None:
    assert value("id_number", text) == stored


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (MAN[:17], "17 位"),
        (f"{MAN[:6]} {MAN[6:14]} {MAN[14:17]}", "17 位"),
        (MAN + "1", "19 位"),
        (MAN[:16], "16 位"),
        ("440404850312003", "15 位"),
        ("440404 850312 003", "15 位"),
        (WITHOUT_X[:17] + ("0" if WITHOUT_X[17] != "0" else "1"), "最后一位"),
        (WITHOUT_X[:17] + "X", "最后一位"),
        (IMPOSSIBLE, "19850230"),
        (resident_number("20991231"), "2099"),
        (resident_number("18850312"), "1885"),
        ("44O404198503120035", "字母"),
        ("4404041985O3120035", "字母"),
        ("没有", "任职资格审核"),
        ("不填", "任职资格审核"),
        ("440404", "18 位"),
        ("忘了", "18 位"),
        ("13800138000", "手机"),
        ("护照E12345678", "护照"),
        ("陈试远", "18 位"),
        ("？", "18 位"),
        ("440404********0035", "18 位"),
    ],
)
def test_each_mistake_has_its_own_sentence(text: str, said: str) -> None:
    assert said in reason("id_number", text)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("H03456789", "H03456789（中国香港）"),
        ("M01234567", "M01234567（中国澳门）"),
        ("5123456(7)", "5123456(7)（中国澳门）"),
        ("1234567(8)", "1234567(8)（中国澳门）"),
        ("A123456(7)", "A123456(7)（中国香港）"),
        ("A123456789", "A123456789（中国台湾）"),
        ("回乡证 H03456789", "H03456789（中国香港）"),
    ],
)
def test_a_number_of_another_region_without_it_asks_which_and_says_why(text: str, first: str) -> None:
    assert offered("id_number", text)[0] == first
    assert "附件2说明4" in read("id_number", text).question  # type: ignore[union-attr]


def test_a_resident_number_offers_gender_and_birth_date() -> None:
    man, woman = read("id_number", MAN), read("id_number", WOMAN)
    assert isinstance(man, Accepted)
    assert isinstance(woman, Accepted)
    assert man.implies == {"gender": "男", "birth_date": "1985-03-12"}
    assert woman.implies == {"gender": "女", "birth_date": "1990-07-04"}
    assert read("id_number", "H03456789（中国香港）").implies == {}  # type: ignore[union-attr]


def test_an_unknown_area_is_only_a_warning() -> None:
    outcome = read("id_number", resident_number(area="990000"))
    assert isinstance(outcome, Accepted)
    assert "地区" in (outcome.note or "")


def test_helpers_read_nothing_out_of_other_documents() -> None:
    assert birth_date_of("H03456789（中国香港）") is None
    assert gender_of("5123456(7)（中国澳门）") is None
    assert birth_date_of(f"{PERMIT_HK}（中国香港）") == "1988-02-20"
    assert gender_of(f"{PERMIT_HK}（中国香港）") == "男"


@given(
    born=st.dates(min_value=TODAY.replace(year=1930), max_value=TODAY.replace(year=2008)),
    serial=st.integers(1, 999),
    gaps=st.sampled_from(["", " ", "-"]),
)
def test_any_right_number_reads_back(born: object, serial: int, gaps: str) -> None:
    number = resident_number(str(born).replace("-", ""), serial=f"{serial:03d}")
    typed = gaps.join([number[:6], number[6:14], number[14:]]).lower()
    assert value("id_number", typed) == number


@given(place=st.integers(0, 17), change=st.integers(1, 9))
def test_any_one_wrong_digit_is_caught(place: int, change: int) -> None:
    digit = "0123456789"[(int(WITHOUT_X[place]) + change) % 10]
    wrong = WITHOUT_X[:place] + digit + WITHOUT_X[place + 1 :]
    assert re.search(r"最后一位|不存在|不可能", reason("id_number", wrong))
