"""邮编 as people type it. All made up."""

from __future__ import annotations

import pytest

from tests.core.fields.reading import reason, value


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("519000", "519000"),
        ("５１９０００", "519000"),
        ("519 000", "519000"),
        ("5 1 9 0 0 0", "519000"),
        ("邮编519000", "519000"),
        ("邮编是519000", "519000"),
        ("邮政编码：519000", "519000"),
        ("五一九零零零", "519000"),
        ("519000。", "519000"),
        ("应该是519000吧", "519000"),
        ("珠海的，519000", "519000"),
        ("730000", "730000"),
        ("010020", "010020"),
        ("100000", "100000"),
    ],
)
def test_postcodes(text: str, stored: str) -> None:
    assert value("postcode", text) == stored


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("51900", "5 位"),
        ("5190000", "7 位"),
        ("珠海", "6 位"),
        ("没有", "必填"),
        ("不知道", "6 位"),
        ("13800138000", "11 位"),
        ("51900O", "字母"),
        ("000000", "6 位"),
    ],
)
def test_postcodes_that_need_another_try(text: str, said: str) -> None:
    assert said in reason("postcode", text)
