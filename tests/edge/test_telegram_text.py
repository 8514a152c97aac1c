"""A reply as Telegram shows it: nothing typed becomes a tag, tables are lines, and every piece fits."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.edge.telegram_text import LONGEST, pieces

SITE = "https://cqo.example.cn"


def one(markdown: str) -> str:
    (piece,) = pieces(markdown, SITE)
    return piece


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        ("**不行。**甘肃要本科。", "<b>不行。</b>甘肃要本科。"),
        ("<script>&**a<b**", "&lt;script&gt;&amp;<b>a&lt;b</b>"),
        ("一\n> 依据 甲：“乙”\n> 丙\n丁", "一\n<blockquote>依据 甲：“乙”\n丙</blockquote>\n丁"),
        ("- 一\n- **二**", "• 一\n• <b>二</b>"),
        ("2 ** 3", "2 ** 3"),
        ("[打开](/resume?n=1)", "打开（https://cqo.example.cn/resume?n=1）"),
        ("[点](javascript:x)", "点"),
        ("", "…"),
    ],
)
def test_markdown_becomes_html_of_few_tags(markdown: str, shown: str) -> None:
    assert one(markdown) == shown


def test_a_table_is_read_row_by_row() -> None:
    assert one("| 地方 | 学历 |\n|---|---|\n| 甘肃 | 本科 |\n| 广东 | 大专 |") == "甘肃：本科\n广东：大专"


def test_a_table_of_three_columns_names_its_heads() -> None:
    table = "比一比：\n\n| 地方 | 学历 | 年限 |\n| --- | --- | --- |\n| **甘肃** | 本科 | 5 年 |\n\n完"
    assert one(table) == "比一比：\n\n<b>甘肃</b>：学历 本科；年限 5 年\n\n完"


def test_a_long_answer_is_split_at_sentences() -> None:
    sentence = "这是一句不长不短的话，用来看切在哪里。"
    parts = pieces(sentence * 500, SITE)
    assert len(parts) > 1
    assert all(part.endswith("。") for part in parts)
    assert "".join(parts) == sentence * 500


def test_bold_and_quotes_go_on_in_the_next_piece() -> None:
    assert all(part.startswith("<b>") and part.endswith("</b>") for part in pieces(f"**{'长句。' * 2000}**", SITE))
    assert all("<blockquote>" in part for part in pieces(f"> {'字' * 9000}", SITE))


@given(st.text(alphabet="字。**> -|\n<&👍a", max_size=200).map(lambda text: text * 60))
def test_every_piece_fits_and_is_well_formed(text: str) -> None:
    for piece in pieces(text, SITE):
        shown = unescape(re.sub(r"</?(?:b|blockquote)>", "", piece))
        assert len(shown.encode("utf-16-le")) // 2 <= LONGEST
        assert piece.count("<b>") == piece.count("</b>")
        assert not re.search(r"<(?!/?(?:b|blockquote)>)", piece)
