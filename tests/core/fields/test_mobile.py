"""手机 as people type it. All made up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.fields.reading import offered, reason, value

M = "13800138000"
DIGIT = st.sampled_from("0123456789")


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("13800138000", M),
        ("138 0013 8000", M),
        ("138-0013-8000", M),
        ("138 001 38000", M),
        ("1 3 8 0 0 1 3 8 0 0 0", M),
        ("138.0013.8000", M),
        ("１３８００１３８０００", M),
        ("+8613800138000", M),
        ("+86 138 0013 8000", M),
        ("86 13800138000", M),
        ("8613800138000", M),
        ("0086-13800138000", M),
        ("(86)13800138000", M),
        ("（+86）138 0013 8000", M),
        ("手机13800138000", M),
        ("手机：13800138000", M),
        ("手机号是138 0013 8000", M),
        ("我手机13800138000", M),
        ("電話13800138000", M),
        ("13800138000（微信同号）", M),
        ("微信同号13800138000", M),
        ("13800138000，微信也是这个", M),
        ("13800138000 陈", M),
        ("打我这个13800138000吧", M),
        ("13800138000。", M),
        ("13800138000!", M),
        ("tel:13800138000", M),
        ("Tel 13800138000", M),
        ("19912345678", "19912345678"),
        ("16612345678", "16612345678"),
        ("17012345678", "17012345678"),
        ("14712345678", "14712345678"),
        ("18612345678", "18612345678"),
        ("一三八零零一三八零零零", M),
        ("幺三八零零幺三八零零零", M),
        ("138\n0013\n8000", M),
        ("138\u00a00013\u00a08000", M),
        ("+853 66123456", "+853 66123456"),
        ("+853 6612 3456", "+853 66123456"),
        ("00852-91234567", "+852 91234567"),
        ("+852 9123 4567", "+852 91234567"),
        ("+886 912 345 678", "+886 912345678"),
        ("13800138000/13800138000", M),
    ],
)
def test_mobiles(text: str, stored: str) -> None:
    assert value("mobile", text) == stored


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1380013800", "10 位"),
        ("138001380000", "12 位"),
        ("138 0013 800", "10 位"),
        ("138O0138000", "字母"),
        ("1380o138ooo", "字母"),
        ("l3800138000", "字母"),
        ("I3800138000", "字母"),
        ("12800138000", "开头"),
        ("10000000000", "开头"),
        ("23800138000", "开头"),
        ("0756-8880101", "固定电话"),
        ("07568880101", "固定电话"),
        ("8880101", "11 位"),
        ("138", "11 位"),
        ("没有", "必填"),
        ("无", "必填"),
        ("不方便", "11 位"),
        ("陈试远", "11 位"),
        ("zhangsan@example.com", "11 位"),
        ("？？？", "11 位"),
        ("138****8000", "*"),
    ],
)
def test_mobiles_that_need_another_try(text: str, said: str) -> None:
    assert said in reason("mobile", text)


def test_two_mobiles_ask_which() -> None:
    assert offered("mobile", "13800138000或者13900139000") == [M, "13900139000"]
    assert offered("mobile", "13800138000 / 13900139000") == [M, "13900139000"]


@given(
    second=st.sampled_from("3456789"),
    rest=st.text(DIGIT, min_size=9, max_size=9),
    shape=st.sampled_from(["{a}{b}{c}", "{a} {b} {c}", "{a}-{b}-{c}", "+86 {a}{b}{c}", "手机：{a} {b} {c}"]),
)
def test_any_mobile_reads_back(second: str, rest: str, shape: str) -> None:
    number = f"1{second}{rest}"
    assert value("mobile", shape.format(a=number[:3], b=number[3:7], c=number[7:])) == number
