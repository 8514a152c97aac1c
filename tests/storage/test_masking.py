"""Masked too much rather than too little, and yet still a question."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.storage.masking import mask


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("我叫测试甲，能当吗", "测试甲"),
        ("申请人：欧阳测试", "欧阳测试"),
        ("电话138 0000 0000", "0000"),
        ("电话１３８００００００００", "００００"),
        ("0756-8880000转801", "8880000"),
        ("身份证11010519491231002X行吗", "11010519491231002X"),
        ("一三八零零零零零零零零", "零零零"),
        ("邮箱 test.user+a@example.com.cn", "example"),
        ("我们测试精密有限公司要设吗", "精密"),
        ("测试齿轮厂要设吗", "齿轮"),
        ("地址：测试路一巷二号", "测试路"),
    ],
)
def test_personal_details_go(text: str, gone: str) -> None:
    assert gone not in mask(text)


@pytest.mark.parametrize(
    "text",
    [
        "珠海大专干质检3年能当首席质量官吗",
        "500人的工厂，一年2000万，算什么规模",
        "甘质发组〔2021〕1号还有效吗",
        "有限公司要设首席质量官吗",
        "2025年12月31日以后呢",
    ],
)
def test_the_question_itself_stays(text: str) -> None:
    assert mask(text) == text


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.text(max_size=20), st.text(max_size=20))
def test_a_mobile_number_goes_wherever_it_stands(number: str, before: str, after: str) -> None:
    assert number not in mask(f"{before} {number} {after}")
