"""质量工作年限: a number of years from 8年, 六年半, 十来年, 2015年开始的."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from bot.core.fields.base import Accepted, FieldContext, FieldSpec, Outcome, Rejected
from bot.core.fields.choices import SIMPLIFY
from bot.core.fields.common import fold, none_outcome, says_none
from bot.core.numbers import HAN, to_number

_N = rf"(?:[0-9]+(?:\.[0-9]+)?|[{HAN}]+(?:点[{HAN}]+)?)"
_SINCE = re.compile(
    rf"((?:19|20)\d\d|[{HAN}]{{4}}|(?<!\d)\d\d)\s*年?\s*(?:\d{{1,2}}月)?(?:起|开始|就|至今|到现在|以来|入行|进厂|入职|毕业就)"
)
_HALF_ONLY = re.compile(r"(?<![0-9一二三四五六七八九十两])(?:大?半年|半年多)")
_YEARS = re.compile(
    rf"(?P<n>{_N})\s*(?P<more>多|几|来|余)?\s*(?:个)?(?:年头|年|载)(?P<half>半)?(?P<after>多|左右|上下|出头)?"
)
_TENS = re.compile(rf"(?P<n>[{HAN}]+)(?P<more>多|几|来|余)年")


def find_years(text: str, today: date) -> tuple[Decimal | None, str | None]:
    """Years said in a text, with a note where they are approximate or were worked out."""
    plain = SIMPLIFY(fold(text))
    since = _SINCE.search(plain)
    if since:
        number = to_number(since[1])
        if number is not None:
            start = int(number) if number > 100 else (1900 if number > today.year % 100 else 2000) + int(number)
            if 1950 <= start <= today.year:
                return Decimal(today.year - start), f"（从 {start} 年算到今年）"
    hit = _YEARS.search(plain)
    if hit:
        number = to_number(hit["n"])
        if number is not None and number < 1900:
            if hit["half"]:
                number += Decimal("0.5")
            vague = hit["more"] or (hit["after"] if hit["after"] != "多" else None)
            return number, f"（先按 {number.normalize():f} 年记）" if vague else None
    if _HALF_ONLY.search(plain):
        return Decimal("0.5"), None
    bare = re.fullmatch(rf"(?:大概|大约|差不多|快|有|约|得有|将近|满)?\s*({_N})\s*(半)?(?:多|左右|吧|了)*", plain)
    if bare and (number := to_number(bare[1])) is not None:
        return number + (Decimal("0.5") if bare[2] else 0), None
    return None, None


def years(text: str, spec: FieldSpec, context: FieldContext) -> Outcome:
    """`8` or `6.5`; 0 to 60."""
    number, note = find_years(text, context.today)
    if number is None:
        if says_none(text):
            return none_outcome(spec)
        return Rejected(f"没看出是几年，{spec.label}请说年数，例如：8年，或 2015年开始。")
    if re.search(r"[-负]\s*\d", fold(text)) and not re.search(r"\d\s*-\s*\d", fold(text)):
        return Rejected("年限不能是负数，请说做质量工作一共几年，例如：8年。")
    if number > 60:
        return Rejected(f"{number.normalize():f} 年太长了，请核对，年限是做质量工作一共几年，例如：8年。")
    return Accepted(f"{number.normalize():f}", note)
