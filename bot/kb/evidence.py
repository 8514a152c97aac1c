"""Which figures, dates and degrees a sentence states, and which of them a passage holds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from decimal import Decimal

from bot.core.numbers import to_number
from bot.kb.model import VALUE

DEGREES = ("小学", "初中", "高中", "中专", "技校", "大专", "专科", "本科", "硕士", "博士", "研究生")
# Names of parts of documents, levels and methods are words, not figures: 附件3, 说明5, 8.4.2, 〔2021〕1号, 3A, 5S.
_NOT_FIGURES = re.compile(
    r"(?:附件|附表|附录|说明|注|表)\s*[A-C]?\.?\d+(?:\.\d+)*|第\s*\d+\s*[章条款项]|\d+(?:\.\d+){2,}"
    r"|〔\d{4}〕\s*\d+\s*号|[A-Za-z][A-Za-z/-]*\s?\d[\d.-]*|\d+[A-Za-z]+"
)
_CLAUSE = re.compile(r"(?<![\d.])(?:[1-9]|1[01])\.[1-7](?![\d.]|\s*(?:%|年|学时|分|万|亿|倍|人|张|份))")  # 5.1, 10.2
_ARABIC = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_UNITS = "年|学时|课时|岁|万|亿|分|天|月|张|份|人"
_HAN = re.compile(rf"([二两三四五六七八九十][一二三四五六七八九十百千]*|百)(?=个?(?:{_UNITS}))")
_DENIED_AFTER = re.compile(r"不|没|未|无|差|低|够不上")
_DENIED_BEFORE = re.compile(r"不是|不到|不足|不限|不[用必要需]|低于|没|无")


def figures(text: str) -> set[Decimal]:
    """The numbers stated in a text, in either script; those that come in as {{value}} or name a clause left out."""
    plain = unicodedata.normalize("NFKC", VALUE.sub(" ", text))
    plain = _CLAUSE.sub(" ", _NOT_FIGURES.sub(" ", plain))
    found = {Decimal(number.replace(",", "")) for number in _ARABIC.findall(plain)}
    return found | {number for word in _HAN.findall(plain) if (number := to_number(word)) is not None}


def held_figures(passages: Iterable[str]) -> set[Decimal]:
    """The numbers that stand in passages, clause names and all."""
    held: set[Decimal] = set()
    for passage in passages:
        plain = unicodedata.normalize("NFKC", passage)
        # 1,000 may be one figure or two of a list: both are held
        held |= {Decimal(number.replace(",", "")) for number in _ARABIC.findall(plain)}
        held |= {Decimal(number) for number in re.findall(r"\d+(?:\.\d+)?", plain)}
        held |= {number for word in _HAN.findall(plain) if (number := to_number(word)) is not None}
    return held


def degrees(text: str) -> Iterator[str]:
    """The degrees a text asks for; one that is turned down (「大专不符合」) is the asker's, not the document's."""
    for part in re.split(r"[，。；！？,;!?]", VALUE.sub(" ", text)):
        for degree in DEGREES:
            before, found, after = part.partition(degree)
            if found and not _DENIED_AFTER.search(after) and not _DENIED_BEFORE.search(before):
                yield degree


def holds_degree(passages: Iterable[str], degree: str) -> bool:
    names = {"专科": ("专科", "大专"), "大专": ("专科", "大专")}.get(degree, (degree,))
    return any(name in passage for passage in passages for name in names)
