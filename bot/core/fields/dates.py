"""Dates as people say them: 85年3月12号, 民国74年, 去年九月, 2022年6月, 19850312."""

from __future__ import annotations

import re
from datetime import date

from bot.core.fields.base import Accepted, FieldContext, FieldSpec, Outcome, Rejected
from bot.core.fields.choices import SIMPLIFY
from bot.core.fields.common import fold, none_outcome, says_none
from bot.core.numbers import HAN, to_number

_N = rf"[0-9]+|[{HAN}]+"
_SEP = r"[-/.、年 ]"
_FULL = re.compile(
    rf"(?P<roc>民国)?\s*(?P<y>{_N})\s*{_SEP}\s*(?P<m>{_N})\s*(?:[-/.、 ]|月份?)\s*(?P<d>初?(?:{_N}))\s*[日号]?"
)
_MONTH = re.compile(rf"(?P<roc>民国)?\s*(?P<y>{_N})\s*(?:[-/.]|年)\s*(?P<m>{_N})\s*月?(?:份|底|初|中旬|上旬|下旬)?")
_DENSE = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")
_SPOKEN_YEAR = {"今年": 0, "去年": -1, "前年": -2, "大前年": -3, "上年": -1, "旧年": -1, "本年": 0}
_YEAR_ONLY = re.compile(rf"(?P<roc>民国)?\s*(?P<y>{_N})\s*年(?!\s*(?:[0-9{HAN}]+\s*月))")


def birth_date(text: str, spec: FieldSpec, context: FieldContext) -> Outcome:
    """`YYYY-MM-DD`, at least 16 and at most 100 years ago."""
    outcome = _read(text, spec, context, whole=True, past=True)
    if isinstance(outcome, Accepted):
        age = context.today.year - int(outcome.value[:4])
        if outcome.value > context.today.isoformat() or age < 16:
            return Rejected(f"出生日期 {outcome.value} 离今天不满 16 年，请核对，例如：1985年3月12日。")
        if age > 100:
            return Rejected(f"出生日期 {outcome.value} 已超过 100 年，请核对年份，例如：1985年3月12日。")
    return outcome


def date_field(text: str, spec: FieldSpec, context: FieldContext) -> Outcome:
    """任职时间: `YYYY-MM-DD`; a month alone becomes its first day, and is said so. Not in the future, not before 1980."""
    outcome = _read(text, spec, context, whole=False, past=True)
    if isinstance(outcome, Accepted):
        if outcome.value > context.today.isoformat():
            return Rejected(f"{spec.label} {outcome.value} 还没到，请填已经发生的日期，例如：2023年9月1日。")
        if outcome.value < "1980-01-01":
            return Rejected(f"{spec.label} {outcome.value} 太早了，请核对年份，例如：2023年9月1日。")
    return outcome


def find_date(text: str, today: date) -> tuple[str | None, str | None, str | None]:
    """(`YYYY-MM-DD` or None, note or None, reason why not or None)."""
    plain = SIMPLIFY(fold(text))
    plain = _resolve_spoken(plain, today)
    dense = _DENSE.search(plain)
    if dense:
        return _build(int(dense[1]), int(dense[2]), int(dense[3]), None)
    full = _FULL.search(plain)
    if full:
        year = _year(full["y"], bool(full["roc"]), today)
        return _build(year, _int(full["m"]), _int(full["d"].lstrip("初")), None)
    month = _MONTH.search(plain)
    if month and _int(month["m"]) is not None:
        year = _year(month["y"], bool(month["roc"]), today)
        found, _, reason = _build(year, _int(month["m"]), 1, None)
        return found, "（只说了月份，先按当月 1 日，要改随时说）" if found else None, reason
    return None, None, None


def _resolve_spoken(plain: str, today: date) -> str:
    """去年九月 → 2025年九月; 上个月, 上月 → its year and month."""
    for word, shift in sorted(_SPOKEN_YEAR.items(), key=lambda w: -len(w[0])):
        plain = plain.replace(word, f"{today.year + shift}年")
    last = date(today.year - (today.month == 1), 12 if today.month == 1 else today.month - 1, 1)
    plain = re.sub(r"上个?月", f"{last.year}年{last.month}月", plain)
    plain = re.sub(r"(?<!\d)(?:这个|本)月", f"{today.year}年{today.month}月", plain)
    if re.fullmatch(r"(?:就是)?今天", plain):
        plain = today.isoformat()
    return plain.replace("年年", "年").replace("年的", "年")


def _int(text: str | None) -> int | None:
    number = to_number(text or "")
    return int(number) if number is not None else None


def _year(text: str, roc: bool, today: date) -> int | None:
    number = _int(text)
    if number is None:
        return None
    if roc:
        return number + 1911
    if number < 100:  # 85年 is 1985, 03年 is 2003
        return 1900 + number if number > today.year % 100 else 2000 + number
    return number


def _build(
    year: int | None, month: int | None, day: int | None, note: str | None
) -> tuple[str | None, str | None, str | None]:
    if year is None or month is None or day is None:
        return None, None, None
    try:
        return date(year, month, day).isoformat(), note, None
    except ValueError:
        return None, None, f"{year}年{month}月{day}日这个日期不存在，请核对，例如：1985年3月12日。"


def _read(text: str, spec: FieldSpec, context: FieldContext, whole: bool, past: bool) -> Outcome:
    found, note, reason = find_date(text, context.today)
    if found and not (whole and note):
        return Accepted(found, note)
    if reason:
        return Rejected(reason)
    if found or _YEAR_ONLY.search(fold(text)):
        return Rejected(f"{spec.label}还差{'日' if found else '月和日'}，请说全年月日，例如：{spec.example}。")
    if says_none(text):
        return none_outcome(spec)
    return Rejected(f"没看出是哪一天，{spec.label}请按年月日说，例如：{spec.example}。")
