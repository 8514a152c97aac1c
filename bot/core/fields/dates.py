"""Dates as people say them: 85年3月12号, 民国74年, 去年九月, 2022年6月, 19850312."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.core.fields.base import Accepted, FieldContext, FieldSpec, Outcome, Rejected
from bot.core.fields.common import SIMPLIFY, fold, none_outcome, says_none
from bot.core.numbers import to_number

_H = "零〇一二三四五六七八九十廿卅"
_YEAR = rf"(?<![0-9])(?:[0-9]{{4}}|[0-9]{{2,3}})|[{_H}]{{2,7}}"
_PART = rf"[0-9]{{1,2}}(?![0-9])|[{_H}]{{1,3}}"
_MARK = r"\s*[-/.,、。 —]\s*"
_AFTER_YEAR = rf"(?:\s*年[^0-9{_H}月日号]{{0,8}}|{_MARK})"
_FULL = re.compile(
    rf"(?P<roc>民国)?\s*(?P<y>{_YEAR}){_AFTER_YEAR}(?P<m>{_PART})(?:\s*月份?的?\s*|{_MARK})(?P<d>{_PART})\s*[日号]?"
)
_TO_MONTH = re.compile(rf"(?P<roc>民国)?\s*(?P<y>{_YEAR})(?:\s*年[^0-9{_H}月日号]{{0,8}}(?P<m>{_PART})\s*月|[-/.](?P<m2>{_PART})(?![-/.0-9]))")  # fmt: skip
_NO_YEAR = re.compile(rf"(?<![0-9])(?P<m>{_PART})\s*月\s*(?P<d>{_PART})\s*[日号]?")
_YEAR_ALONE = re.compile(rf"(?:{_YEAR})\s*年|^(?:19|20)[0-9]{{2}}$")
_DENSE = re.compile(r"(?<![0-9])((?:18|19|20)[0-9]{2})([0-9]{2})([0-9]{2})(?![0-9])")
_SIX = re.compile(r"(?<![0-9])([0-9]{6})(?![0-9])")
_SPOKEN_YEARS = {"大前年": -3, "前年": -2, "去年": -1, "上年": -1, "旧年": -1, "今年": 0, "本年": 0, "明年": 1}
_SPOKEN_MONTHS = ((r"上上个?月", -2), (r"上个?月", -1), (r"(?:这个|本|当)月", 0), (r"下个?月", 1))
_SPOKEN_DAYS = {"大前天": -3, "前天": -2, "昨天": -1, "昨日": -1, "今天": 0, "今日": 0, "明天": 1, "后天": 2}
_HOLIDAYS = {"元旦": "1月1日", "国庆": "10月1日", "五一": "5月1日", "劳动": "5月1日"}
_LUNAR = re.compile(r"农历|阴历|旧历|正月|腊月|冬月|初[一二三四五六七八九十]")


@dataclass(frozen=True)
class _Said:
    """What of a date was said; `missing` names the first part that was not."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def missing(self) -> str | None:
        return "年份" if self.year is None else "月和日" if self.month is None else "日" if self.day is None else None


def birth_date(text: str, spec: FieldSpec, context: FieldContext) -> Outcome:
    """`YYYY-MM-DD`, at least 16 and at most 100 years ago. Nothing is guessed: it must match the ID card."""
    said = _said(text, context.today)
    if said is None or _LUNAR.search(SIMPLIFY(fold(text))):
        return _unread(text, spec)
    known = context.facts.get(spec.key, "")
    if said.year is None and known:  # 「生日是3月21」 corrects the day of a year told before
        said = _Said(int(known[:4]), said.month, said.day)
    if said.missing:
        return Rejected(f"{spec.label}还差{said.missing}，请说全年月日，例如：{spec.example}。")
    found = _date_of(said)
    if found is None:
        return _impossible(said)
    limit = context.today.replace(year=context.today.year - 16, day=min(context.today.day, 28))
    if found > limit:
        return Rejected(f"出生日期 {found} 离今天不满 16 年，请核对年份，例如：{spec.example}。")
    if context.today.year - found.year > 100:
        return Rejected(f"出生日期 {found} 已超过 100 年，请核对年份，例如：{spec.example}。")
    return Accepted(found.isoformat())


def date_field(text: str, spec: FieldSpec, context: FieldContext) -> Outcome:
    """任职时间: `YYYY-MM-DD`; a month alone becomes its first day, and is said so. Not in the future, not before 1980."""
    said = _said(text, context.today)
    if said is None or _LUNAR.search(SIMPLIFY(fold(text))):
        return _unread(text, spec)
    note = None
    if said.year is None:  # 9月1号: the last one there was
        past = (said.month or 0, said.day or 0) <= (context.today.month, context.today.day)
        said = _Said(context.today.year - (not past), said.month, said.day)
        note = f"（没说哪一年，先按 {said.year} 年记，要改随时说）"
    elif said.month is None:
        return Rejected(f"{spec.label}还差月和日，请说全年月日，例如：{spec.example}。")
    elif said.day is None:
        said = _Said(said.year, said.month, 1)
        note = "（只说了月份，先按当月 1 日记，要改随时说）"
    found = _date_of(said)
    if found is None:
        return _impossible(said)
    if found > context.today:
        return Rejected(f"{spec.label} {found} 还没到，请填已经发生的日期，例如：{spec.example}。")
    if found.year < 1980:
        return Rejected(f"{spec.label} {found} 太早了，请核对年份，例如：{spec.example}。")
    return Accepted(found.isoformat(), note)


def find_date(text: str, today: date) -> str | None:
    """The `YYYY-MM-DD` or `YYYY-MM` a text names, or None."""
    said = _said(text, today)
    if said is None or said.year is None or said.month is None:
        return None
    found = _date_of(_Said(said.year, said.month, said.day or 1))
    return (found.isoformat() if said.day else found.isoformat()[:7]) if found else None


def _unread(text: str, spec: FieldSpec) -> Outcome:
    if says_none(text) or re.search(r"没(?:正式)?任?命|还没(?:正式)?(?:上任|任职|聘)", text):
        return none_outcome(spec)
    if _LUNAR.search(SIMPLIFY(fold(text))):
        return Rejected(f"{spec.label}要填公历（阳历）的年月日，和身份证一致，例如：{spec.example}。")
    return Rejected(f"没看出是哪一天，{spec.label}请按年月日说，例如：{spec.example}。")


def _impossible(said: _Said) -> Rejected:
    return Rejected(f"{said.year}年{said.month}月{said.day}日这个日期不存在，请核对后再说，例如：2023年9月1日。")


def _date_of(said: _Said) -> date | None:
    try:
        return date(said.year or 0, said.month or 0, said.day or 0)
    except ValueError:
        return None


def _said(text: str, today: date) -> _Said | None:
    plain = _resolve_spoken(SIMPLIFY(fold(text)), today)
    dense = _DENSE.search(plain)
    if dense:
        return _Said(int(dense[1]), int(dense[2]), int(dense[3]))
    full = _FULL.search(plain)
    if full and (year := _year(full["y"], bool(full["roc"]), today)) is not None:
        return _Said(year, _int(full["m"]), _int(full["d"]))
    month = _TO_MONTH.search(plain)
    if month and (len(month["y"]) > 2 or "年" in month[0]):
        year = _year(month["y"], bool(month["roc"]), today)
        return _Said(year, _int(month["m"] or month["m2"]))
    six = _SIX.search(plain)
    if six and plain.replace(six[1], "").isascii() is not None and len(plain) <= 20:
        return _six_digits(six[1], today)
    part = _NO_YEAR.search(plain)
    if part:
        return _Said(None, _int(part["m"]), _int(part["d"]))
    return _Said(_year(only[0].rstrip("年 "), "民国" in plain, today)) if (only := _YEAR_ALONE.search(plain)) else None


def _six_digits(digits: str, today: date) -> _Said | None:
    """202206 is a month; 850312 is a day."""
    year, month = int(digits[:4]), int(digits[4:])
    if 1900 <= year <= today.year + 1 and 1 <= month <= 12:
        return _Said(year, month)
    said = _Said(_year(digits[:2], False, today), int(digits[2:4]), int(digits[4:]))
    return said if _date_of(said) else None


def _resolve_spoken(plain: str, today: date) -> str:
    """去年九月 → 2025年九月; 上个月8号 → 2026年4月8号; 昨天 → its date."""
    for word, days in _SPOKEN_DAYS.items():
        plain = plain.replace(word, (today + timedelta(days=days)).isoformat())
    for words, months in _SPOKEN_MONTHS:
        number = today.year * 12 + today.month - 1 + months
        plain = re.sub(rf"{words}(?:的)?", f"{number // 12}年{number % 12 + 1}月", plain)
    for word, day in _HOLIDAYS.items():
        plain = re.sub(rf"{word}节?", day, plain)
    for word, years in _SPOKEN_YEARS.items():
        plain = plain.replace(word, f"{today.year + years}年")
    return plain


def _int(text: str | None) -> int | None:
    number = to_number(text or "")
    return int(number) if number is not None and number < 10000 else None


def _year(text: str, roc: bool, today: date) -> int | None:
    number = _int(text)
    if number is None:
        return None
    if roc:
        return number + 1911
    if number < 100:  # 85年 is 1985, 03年 is 2003
        return number + (1900 if number > today.year % 100 else 2000)
    return number if number >= 1000 else None
