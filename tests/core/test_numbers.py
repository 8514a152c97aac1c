"""Numbers as people write them, in either script."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.numbers import NUMBER, to_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("8", "8"),
        ("８", "8"),
        ("08", "8"),
        ("8.5", "8.5"),
        ("８．５", "8.5"),
        ("1,200", "1200"),
        ("12,000,000", "12000000"),
        ("1 200", "1200"),
        ("3万", "30000"),
        ("1.5万", "15000"),
        ("８千", "8000"),
        ("8千万", "80000000"),
        ("1.2亿", "120000000"),
        ("1.05亿", "105000000"),
        ("2億", "200000000"),
        ("三", "3"),
        ("两", "2"),
        ("俩", "2"),
        ("十", "10"),
        ("十五", "15"),
        ("二十", "20"),
        ("廿", "20"),
        ("卅五", "35"),
        ("三十五", "35"),
        ("一百", "100"),
        ("两百", "200"),
        ("一百零五", "105"),
        ("一百五", "150"),
        ("一百五十", "150"),
        ("三百五", "350"),
        ("三千五", "3500"),
        ("三千零五", "3005"),
        ("一万二", "12000"),
        ("一万二千", "12000"),
        ("两千三百万", "23000000"),
        ("八千万", "80000000"),
        ("一亿", "100000000"),
        ("一亿二", "120000000"),
        ("六点五", "6.5"),
        ("二〇二三", "2023"),
        ("二零二三", "2023"),
        ("八五", "85"),
        ("零", "0"),
        ("壹佰", "100"),
        ("叁", "3"),
    ],
)
def test_numbers(text: str, number: str) -> None:
    assert to_number(text) == Decimal(number)


@pytest.mark.parametrize(
    "text", ["", " ", "很多", "八年", "abc", "3人", "十来", "-", ".", "点", "第三", "1.2.3", "好几百", "年"]
)
def test_what_is_more_than_a_number_is_none(text: str) -> None:
    assert to_number(text) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("有350人", "350"),
        ("营收1.2亿元", "1.2亿"),
        ("两百来人", "两百"),
        ("大概三千五百万", "三千五百万"),
        ("12,000元", "12,000"),
    ],
)
def test_numbers_are_found_in_a_sentence(text: str, found: str) -> None:
    hit = re.search(NUMBER, text)
    assert hit is not None
    assert hit[0].strip() == found


@given(st.integers(0, 10**9))
def test_any_whole_number_reads_back(number: int) -> None:
    assert to_number(str(number)) == number
    assert to_number(f"{number:,}") == number


@given(st.text(max_size=60))
def test_any_text_gives_a_number_or_none(text: str) -> None:
    assert to_number(text) is None or isinstance(to_number(text), Decimal)
