"""质量工作年限: a number of years from 8年, 六年半, 十来年, 2015年开始的."""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_DOWN, Decimal

from bot.core.fields.base import Accepted, CheckBack, Choice, FieldContext, FieldSpec, Outcome, Rejected
from bot.core.fields.common import SIMPLIFY, fold, none_outcome, says_none, strip_around
from bot.core.numbers import to_number

_H = "零〇一二两俩三四五六七八九十百廿卅"
_N = rf"(?<![0-9.])(?:[0-9]{{1,3}}(?:\.[0-9]+)?|[{_H}]{{1,4}}(?:点[{_H}]+)?)"
_SINCE_TAIL = r"(?=[^，,。；;]{0,6}(?:起|开始|至今|到现在|以来|入行|进厂|入职|毕业|到今|就[在干做]))"
_COUNT = re.compile(
    rf"(?P<n>{_N})\s*(?P<vague>多|几|来|余)?\s*(?:个)?(?P<mid>半)?(?:年头|年|载)(?P<half>半)?(?:零|又)?(?:(?P<months>[0-9]{{1,2}}|[{_H}]{{1,2}})个月)?"
    rf"(?P<after>多|左右|上下|出头|以上|不止|来|\+)?(?!\s*(?:[0-9]{{1,2}}|[{_H}]{{1,2}})月)(?!{_SINCE_TAIL})"
)
_MONTHS_ONLY = re.compile(rf"(?P<n>{_N})\s*个月")
_SINCE = re.compile(rf"(?P<y>(?:19|20)[0-9]{{2}}|[{_H}]{{4}}|[零〇一二]?[零〇一二三四五六七八九](?=年)|(?<![0-9])[0-9]{{2}}(?=\s*年))\s*年?(?:\s*(?P<m>[0-9]{{1,2}}|[{_H}]{{1,2}})月)?")  # fmt: skip
_HALF_YEAR = re.compile(rf"(?<![0-9{_H}])(?:大?半年)(?:多)?")
_PAIR = re.compile(rf"(?P<tens>[{_H}]?十)?(?P<a>[一二两三四五六七八])(?P<b>[二三四五六七八九])\s*(?:个)?年")
_RANGE = re.compile(r"(?P<a>[0-9]+(?:\.[0-9]+)?)\s*年?\s*(?:-|~|到|至|—|、)\s*(?P<b>[0-9]+(?:\.[0-9]+)?)\s*年")
_NEARLY = re.compile(rf"(?:快|将近|接近|不到|不足|不满|未满|近)\s*(?:要|有|满|到)?\s*(?P<n>{_N})\s*年")
_NOT_QUITE = re.compile(rf"(?P<n>{_N})\s*年(?:都)?(?:还)?不到")
_BEGINNER = re.compile(r"没(?:做|干|搞)过|刚(?:刚)?(?:开始|入行|干|做|入职|转)|今年才|零年")
_OF_QUALITY = re.compile(r"(?:质量|质检|品质|品控|品管|检验)[^，,。；;0-9]{0,8}$")
_DIGITS = "零一二三四五六七八九"


def find_years(text: str, today: date) -> tuple[Decimal | None, str | None]:
    """Years said in a text, with a note where they are approximate or were worked out."""
    plain = SIMPLIFY(fold(text))
    counts = [hit for hit in _COUNT.finditer(plain) if not re.search(r"[几好]$", plain[: hit.start()])]
    if counts:  # 「工龄20年，质量这块8年」: the one said of quality work
        return _counted(next((hit for hit in counts if _OF_QUALITY.search(plain[: hit.start()])), counts[0]))
    months = _MONTHS_ONLY.search(plain)
    if months and (number := to_number(months["n"])) is not None:
        return _tenths(number / 12), None
    if _HALF_YEAR.search(plain):
        return Decimal("0.5"), None
    if _BEGINNER.search(plain):
        return Decimal(0), "（先按 0 年记）"
    if re.search(r"去年", plain):
        return Decimal(1), "（从去年算到今年）"
    return _since(plain, today)


def _counted(count: re.Match[str]) -> tuple[Decimal | None, str | None]:
    number = to_number(count["n"])
    if number is None:
        return None, None
    if count["half"] or count["mid"]:
        number += Decimal("0.5")
    if count["months"]:
        number += (to_number(count["months"]) or Decimal(0)) / 12
    number = _tenths(number)
    return number, f"（先按 {number:f} 年记）" if count["vague"] or count["after"] else None


def _tenths(number: Decimal) -> Decimal:
    """Rounded down: nobody gains a month by rounding."""
    cut = number.quantize(Decimal("0.1"), ROUND_DOWN)
    return cut.quantize(Decimal(1)) if cut == cut.to_integral_value() else cut


def _since(plain: str, today: date) -> tuple[Decimal | None, str | None]:
    """Full years since a year (and month) named."""
    since = _SINCE.search(plain)
    number = to_number(since["y"]) if since else None
    if since is None or number is None:
        return None, None
    year = int(number) + (0 if number > 100 else 1900 if number > today.year % 100 else 2000)
    month = int(to_number(since["m"] or "") or 0)
    passed = today.year - year - (month > today.month)
    if not year >= 1950:
        return None, None
    return Decimal(passed), f"（从 {year} 年{f'{month}月' if month else ''}算到现在）"


def _either(plain: str) -> CheckBack | None:
    """三四年, 3-5年, 快五年: which of two is asked, for a condition may hang on it."""
    pair, spread, nearly = _PAIR.search(plain), _RANGE.search(plain), _NEARLY.search(plain)
    if pair:
        low, high = (_DIGITS.index(d.replace("两", "二")) for d in (pair["a"], pair["b"]))
        tens = int(to_number(pair["tens"] or "零") or 0)
        if high == low + 1:
            return _ask("填几年？", [str(tens + low), str(tens + high)])
    if spread:
        return _ask("填几年？", [spread["a"], spread["b"]])
    late = _NOT_QUITE.search(plain)
    nearly = nearly or late
    if nearly and (number := to_number(nearly["n"])) is not None and number > 1:
        full, less = f"{number:f}", f"{number - 1:f}"
        return CheckBack(
            f"满 {full} 年了吗？", (Choice(f"满了（{full} 年）", full), Choice(f"没满（{less} 年）", less))
        )
    return None


def _ask(question: str, values: list[str]) -> CheckBack:
    return CheckBack(question, tuple(Choice(f"{value} 年", value) for value in values))


def years(text: str, spec: FieldSpec, context: FieldContext) -> Outcome:
    """`8` or `6.5`; 0 to 60."""
    plain = SIMPLIFY(strip_around(text, (spec.label, *spec.names), glued=2))
    unread = Rejected(f"没看出是几年，{spec.label}请说年数，例如：8年，或 2015年开始。")
    if re.match(r"[-负]\s*[0-9]", plain):
        return Rejected("年限不能是负数，请说做质量工作一共几年，例如：8年。")
    either = _either(plain)
    if either:
        return either
    if re.search(r"不到一年|一年不到|不满一年", plain):
        return Accepted("0.5", "（不满一年，先按 0.5 年记）")
    zero = re.fullmatch(r"0([1-9])年", plain)
    if zero:  # 08年 is rather 2008
        passed = context.today.year - 2000 - int(zero[1])
        return _ask(f"是 200{zero[1]} 年开始的，还是一共 {zero[1]} 年？", [str(passed), zero[1]])
    number, note = _bare(plain, context.today) if _BARE.fullmatch(plain) else find_years(plain, context.today)
    if number is None:
        return none_outcome(spec) if says_none(text) else unread
    if number < 0:
        return Rejected("开始的年份还没到，请核对，例如：2015年开始。")
    if number > 60:
        return Rejected(f"{number:f} 年太长了，请核对，年限是做质量工作一共几年，例如：8年。")
    return Accepted(f"{number:f}", note)


_BARE = re.compile(
    rf"(?:大概|大约|差不多|有|约|得有|满|整)?\s*([0-9]+(?:\.[0-9]+)?|[{_H}点]+)\s*(半)?(?:左右|吧|了)*\+?"
)


def _bare(plain: str, today: date) -> tuple[Decimal | None, str | None]:
    """A number and nothing else: years, or the year it began."""
    said = _BARE.fullmatch(plain)
    number = to_number(said[1]) if said else None
    if said is None or number is None or number > 2100:
        return None, None
    if number >= 1950:
        return _since(f"{number:f}年", today)
    return (_tenths(number) + (Decimal("0.5") if said[2] else 0)) if number < 1000 else None, None
