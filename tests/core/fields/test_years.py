"""质量工作年限 as people say it. Today is 2026-05-20."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.fields.base import Accepted
from tests.core.fields.reading import offered, read, reason, value


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("8", "8"),
        ("8年", "8"),
        ("8 年", "8"),
        ("８年", "8"),
        ("八年", "8"),
        ("八年了", "8"),
        ("差不多八年了", "8"),
        ("大概8年吧", "8"),
        ("有8年了", "8"),
        ("干了8年", "8"),
        ("做质量8年", "8"),
        ("从事质量管理工作8年", "8"),
        ("质检干了八年", "8"),
        ("满8年", "8"),
        ("整8年", "8"),
        ("一共8年", "8"),
        ("6年半", "6.5"),
        ("六年半", "6.5"),
        ("6.5", "6.5"),
        ("6.5年", "6.5"),
        ("六点五年", "6.5"),
        ("六个半年头", "6.5"),
        ("两年", "2"),
        ("两年半", "2.5"),
        ("兩年半", "2.5"),
        ("俩年", "2"),
        ("半年", "0.5"),
        ("一年", "1"),
        ("1年", "1"),
        ("十年", "10"),
        ("十二年", "12"),
        ("12年整", "12"),
        ("二十年", "20"),
        ("廿年", "20"),
        ("18个月", "1.5"),
        ("3年6个月", "3.5"),
        ("3年零6个月", "3.5"),
        ("5年工作经验", "5"),
        ("工作年限8年", "8"),
        ("质量工作年限：8", "8"),
        ("年限是8年", "8"),
        ("2018年入职，干了8年质检", "8"),
        ("0", "0"),
        ("30年", "30"),
        ("工龄20年，质量这块8年", "8"),
    ],
)
def test_years(text: str, stored: str) -> None:
    assert value("quality_years", text) == stored


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("十来年", "10"),
        ("10来年", "10"),
        ("十多年", "10"),
        ("十几年", "10"),
        ("二十多年了", "20"),
        ("九年多", "9"),
        ("9年多", "9"),
        ("8年多了", "8"),
        ("三年出头", "3"),
        ("8年左右", "8"),
        ("五年以上", "5"),
        ("2015年开始的", "11"),
        ("2015年", "11"),
        ("一五年进厂", "11"),
        ("2015", "11"),
        ("从2015年到现在", "11"),
        ("2015年至今", "11"),
        ("15年开始干质检的", "11"),
        ("2015年入行", "11"),
        ("二〇一五年开始", "11"),
        ("2015年7月开始的", "10"),
        ("2015年3月至今", "11"),
        ("去年开始的", "1"),
        ("一年不到", "0.5"),
        ("刚干", "0"),
        ("没干过", "0"),
        ("今年才开始", "0"),
    ],
)
def test_what_was_estimated_or_worked_out_is_said_in_a_note(text: str, stored: str) -> None:
    outcome = read("quality_years", text)
    assert isinstance(outcome, Accepted), outcome
    assert (outcome.value, bool(outcome.note)) == (stored, True)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("3-4年", ["3", "4"]),
        ("三四年", ["3", "4"]),
        ("七八年", ["7", "8"]),
        ("3到5年", ["3", "5"]),
        ("5~6年", ["5", "6"]),
        ("两三年吧", ["2", "3"]),
        ("快五年了", ["5", "4"]),
        ("08年", ["18", "8"]),
        ("将近三年", ["3", "2"]),
        ("不到三年", ["3", "2"]),
        ("三年不到", ["3", "2"]),
    ],
)
def test_a_number_that_could_fall_on_either_side_is_asked_back(text: str, values: list[str]) -> None:
    assert offered("quality_years", text) == values


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("-3", "负数"),
        ("-3年", "负数"),
        ("80年", "太长"),
        ("200", "太长"),
        ("2030年开始", "还没到"),
        ("好多年", "几年"),
        ("很久了", "几年"),
        ("几十年", "几年"),
        ("老师傅了", "几年"),
        ("没有", "任职条件"),
        ("不填", "任职条件"),
        ("大专", "几年"),
        ("13800138000", "几年"),
        ("？", "几年"),
    ],
)
def test_years_that_need_another_try(text: str, said: str) -> None:
    assert said in reason("quality_years", text)


@given(halves=st.integers(0, 120), shape=st.sampled_from(["{}", "{}年", "{} 年", "干了{}年", "{}年了", "年限：{}年"]))
def test_any_number_of_years_reads_back(halves: int, shape: str) -> None:
    number = f"{(Decimal(halves) / 2).normalize():f}"
    assert value("quality_years", shape.format(number)) == number
