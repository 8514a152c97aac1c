"""Quantities as people say them, exact or not: 300, 两百来, 三四十, 一千多万, 2000到3000万, 不到500.

Every quantity is an interval [low, high]; low == high when it was said exactly. Words that blur a number blur it as
far as people mean them, not further: 「三百多」 is 300–399, 「两百来」 and 「大概两百」 reach below as well as above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import opencc

LONGEST = 3000  # nobody tells figures beyond that; a pasted score table is a third of it
UNBOUNDED = 10**12  # the upper end of 「超过300」

_ONES = "零一二三四五六七八九"
_MAGNITUDE = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_SPELLED = str.maketrans("〇两俩仨壹贰叁肆伍陆柒捌玖拾佰仟萬億", "零二二三一二三四五六七八九十百千万亿")
_TENS = str.maketrans({"廿": "二十", "卅": "三十"})
_NARROW = {ord(c) + 0xFEE0: c for c in map(chr, range(0x21, 0x7F)) if c.isalnum() or c in ".+-~%"}
_NUMERAL = "零一二三四五六七八九十百千万亿几数半"

_CORE = rf"(?:[0-9]{{1,15}}(?:\.[0-9]{{1,6}})?|点(?=[{_ONES}])|(?!一共|一点(?![零一二三四五六七八九0-9])|数(?![十百千万亿]))[{_NUMERAL}]|(?<=[0-9个十百千万亿])[来多余把]|个(?=[多来把半]?(?:亿|千万|百万|十?万))|[、](?=[0-9{_ONES}])){{1,24}}"
_BEFORE = r"(?P<before>大概|大约|约莫|估计|约|差不多|将近|接近|近|快到|快|不到|未到|不足|不满|未满|不超过|没超过|最多|超过|多于|大于|高于|超|至少|起码|最少|不少于|不低于|少于|低于|小于|上)?(?:有|是|了|为)?"
_AFTER = r"(?P<after>\s*(?:左右|上下|以上|以下|以内|往上|出头|\+|开外|(?:不到|不足|不满)(?!\s*[0-9零一二三四五六七八九十百千])))?"
_UNIT = r"(?:人(?!员|数|均|民币)|个|名|元|块|w|分)?"
_QUANTITY = re.compile(
    rf"{_BEFORE}\s*(?P<first>{_CORE})(?P<unit1>{_UNIT})"
    rf"(?:\s*(?:到|至|-|~|—|–|～)+\s*(?P<second>{_CORE}))?{_AFTER}"
)

_BLUR = {"来": 0.10, "about": 0.05}


@dataclass(frozen=True)
class Quantity:
    """`start` and `end` span the words; `scaled` says that 万 or 亿 was part of it."""

    start: int
    end: int
    low: float
    high: float
    scaled: bool
    words: str


@lru_cache(maxsize=1)
def _simplifier() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def simplified(text: str) -> str:
    """The text in simplified characters, otherwise as it is."""
    return str(_simplifier().convert(text))


@lru_cache(maxsize=512)
def plain(text: str) -> str:
    """The text with half-width digits and letters, simplified characters and numerals, and no thousands separators.

    Punctuation stays as it is: a full-width comma separates two numbers, it never joins them.
    """
    text = text[:LONGEST].translate(_NARROW).lower().replace("．", ".").replace("\u3000", " ")
    text = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)
    text = re.sub(r"(?<=\d)[ \t]+(?=[十百千万亿萬億])", "", text)
    text = _simplifier().convert(text).translate(_SPELLED).translate(_TENS)
    text = re.sub(r"(?<=[0-9十百千万亿])[ \t]+(?=[多余几来](?:[十百千万亿人个名元号]))", "", text)
    text = re.sub(r"(?<=[0-9十百千])(?:kw|千w)", "千万", text)
    return re.sub(r"(?<=[0-9十百千])\s*w(?![a-z])", "万", text)


_CHANGED = re.compile(
    rf"(?:从|由)?(?:原来的?|以前的?)?[0-9.{_NUMERAL}]{{1,16}}(?:人|个|名|多)?(?:左右)?(?:涨|增|升|加|扩|减|降|裁|变|发展)(?:加|少|长|大|招|员|展)?(?:到|成|为|至)了?"
)


def as_it_is_now(text: str) -> str:
    """「从120涨到了310」 is 310; the unit of a heading (「营业收入(万元) 3100」) is no amount."""
    return _CHANGED.sub("", re.sub(r"[(（](?:单位[:：]?)?(?:万元|人|万)[)）]", "", text))


def find_quantities(text: str) -> Iterator[Quantity]:
    """Every quantity in a text that `plain` has already been applied to, from left to right."""
    for match in _QUANTITY.finditer(text):
        span = _interval(match)
        if span is None or _no_number(match, text):
            continue
        words = match[0]
        start = match.start() if match["before"] else match.start("first")
        yield Quantity(start, match.end(), *span, bool(re.search("[万亿]", words)), text[start : match.end()])


def _no_number(match: re.Match[str], text: str) -> bool:
    """「一直」「一般」「一样」「万一」: the 一 counts nothing; 「下限多少万」 asks for the number."""
    if text.endswith("多少", 0, match.start("first")) or match[0].strip() == "万一":
        return True
    alone = match["first"] == "一" and not match["unit1"]
    return alone and bool(re.match("[起直定般些样边方律切致]", text[match.end("first") :]))


def _interval(match: re.Match[str]) -> tuple[float, float] | None:
    first, second = match["first"], match["second"]
    if second:
        first_span, second_span = _said(_inherit(first, second)), _said(second)
        span = (first_span[0], second_span[1]) if first_span and second_span else None
        if span is None or span[0] > span[1]:
            return None
    else:
        span = _said(first)
    return None if span is None else _modified(span, match["before"] or "", (match["after"] or "").strip())


def _inherit(first: str, second: str) -> str:
    """「2000到3000万」 is 2000万到3000万, 「两到三千万」 两千万到三千万: the first number takes the second's magnitude."""
    tail = re.search(r"[十百千万亿]*$", second)
    magnitudes = tail[0] if tail else ""
    if re.search("[万亿]", first) or not magnitudes:
        return first
    own = re.search(r"[十百千]*$", first)
    if (own and own[0]) or re.fullmatch(r"[0-9.]{2,}", first):
        large = re.search(r"[万亿].*", magnitudes)
        return first + (large[0] if large else "")
    return first + magnitudes


def _said(words: str) -> tuple[float, float] | None:
    """One number with the vagueness inside it: 三四十, 几百万, 三千多, 两百来万, 1个多亿."""
    words = re.sub(r"个半([万亿])", r".5\1", words).replace("个", "").strip("、")
    words = re.sub(r"^([十百千万])(十来|来|把)", r"一\1来", words)  # 百来号, 千把人, 百十来个
    marked = re.fullmatch(r"(.+?)([来多余])(.*)", words)
    if marked:
        return _marked(marked[1], marked[2], marked[3])
    if "几" in words or "数" in words:
        return _several(words.replace("数", "几"))
    pair = re.fullmatch(rf"(.*?)([0-9{_ONES[1:]}])、?([0-9{_ONES[1:]}])([十百千万亿]*)", words)
    if pair and ("、" in words or not words[0].isdigit()) and _adjacent(pair[2], pair[3]):
        low, high = value(pair[1] + pair[2] + pair[4]), value(pair[1] + pair[3] + pair[4])
        return None if low is None or high is None else (low, high)
    exact = value(words)
    return None if exact is None else (exact, exact)


def _adjacent(one: str, other: str) -> bool:
    first, second = (int(c) if c.isdigit() and c.isascii() else _ONES.index(c) for c in (one, other))
    return second == first + 1 or (first, second) == (3, 5)


def _marked(head: str, mark: str, tail: str) -> tuple[float, float] | None:
    if re.search("[几数]", head):
        return _several(head.replace("数", "几") + tail)
    stem = value(head)
    times = _times(tail)
    if stem is None or times is None:
        return None
    if mark == "来":
        return (stem * (1 - _BLUR["来"]) * times, stem * (1 + _BLUR["来"]) * times)
    return (stem * times, (stem + _last_place(stem) * 0.99) * times)


def _times(tail: str) -> float | None:
    times = 1.0
    for unit in tail:
        if unit not in _MAGNITUDE:
            return None
        times *= _MAGNITUDE[unit]
    return times


def _last_place(number: float) -> float:
    """The place that 多 leaves open: 100 for 300, 10 for 120, 0.1 for 1.2."""
    place = 1.0
    while number % 1 and place > 0.001:
        place /= 10
        number = round(number * 10, 6)
    if place == 1.0:
        while number and number % (place * 10) == 0:
            place *= 10
    return place


def _several(words: str) -> tuple[float, float] | None:
    """几 is 2 to 9 before a magnitude (几百 is 200–999), 1 to 9 after one (十几 is 11–19)."""
    trailing = bool(re.search(r"[十百千万亿]几$", words))
    if re.fullmatch(r"[1-9]0+几", words):  # 10几
        return float(words[:-1]) + 1, float(words[:-1]) + 9
    low = value(words.replace("几", "一" if trailing else "二"))
    high = value(words.replace("几", "九"))
    if low is None or high is None:
        return None
    after = re.search(r"几([十百千]?)", words)
    open_place = {"十": 9, "百": 99, "千": 999}.get(after[1] if after else "", 0)
    return low, high + open_place * (_times("".join(re.findall("[万亿]", words))) or 1)


def _modified(span: tuple[float, float], before: str, after: str) -> tuple[float, float]:
    low, high = span
    step = 1 if high >= 2 and high == int(high) else 0.0
    if before in ("不超过", "没超过", "最多") or after in ("以下", "以内"):
        return (0, high)
    if before in ("少于", "低于", "小于"):
        return (0, high - step)
    if before in ("不到", "未到", "不足", "不满", "未满") or after in ("不到", "不足", "不满"):
        return (low * 0.5, high - step)
    if before in ("将近", "接近", "近", "快到", "快"):
        return (low * 0.9, high - step)
    if before in ("超过", "多于", "大于", "高于", "超"):
        return (low + step, UNBOUNDED)
    if before in ("至少", "起码", "最少", "不少于", "不低于", "上") or after in ("以上", "往上", "+", "开外"):
        return (low, UNBOUNDED)
    if after == "出头":
        return (low, high * 1.1)
    if (before or after in ("左右", "上下")) and low == high:
        return (low * (1 - _BLUR["about"]), high * (1 + _BLUR["about"]))
    return span


@lru_cache(maxsize=2048)
def value(words: str) -> float | None:
    """The exact number some words stand for: 1.2亿, 3千5百万, 两点五亿, 三千五, 半, 一亿二; None when they are no number."""
    words = re.sub(rf"点([{_ONES}]+)", lambda m: "." + "".join(str(_ONES.index(c)) for c in m[1]), words)
    words = re.sub(rf"([{_ONES}])(?=\.)", lambda m: str(_ONES.index(m[1])), words)
    spelled = re.match(rf"[{_ONES}]{{3,}}", words)
    if spelled:  # digit by digit: 五〇〇
        words = "".join(str(_ONES.index(c)) for c in spelled[0]) + words[spelled.end() :]
    if len(words) > 40:
        return None
    pieces = re.findall(rf"[0-9]+(?:\.[0-9]+)?|[{_NUMERAL}]", words)
    if not pieces or "".join(pieces) != words or "几" in words or "数" in words:
        return None
    return _evaluated(pieces)


def _evaluated(pieces: list[str]) -> float | None:
    total = section = 0.0
    current: float | None = None
    last_unit = 1.0
    for piece in pieces:
        if piece in _MAGNITUDE:
            unit = _MAGNITUDE[piece]
            if unit >= 10**4:
                part = section + (current or 0)
                total = (total or 1) * unit if part == 0 else total + part * unit
                section = 0.0
            else:
                section += (1 if current is None else current) * unit
            current, last_unit = None, float(unit)
        elif piece == "零":
            current, last_unit = None if current is None else current, 1.0
            current = 0.0 if not (total or section) else None
        elif current not in (None, 0.0):
            return None  # two digits in a row
        else:
            current = 0.5 if piece == "半" else float(_ONES.index(piece) if piece in _ONES else piece)
            if piece == "半" and last_unit > 1:
                current = 0.5 * last_unit
                last_unit = 1.0
    if current is not None and last_unit >= 100 and current < 10 and pieces[-1] != "零":
        current *= last_unit / 10  # 三千五 is 3500, 一亿二 is 120000000
    return total + section + (current or 0)


def tidy(number: float) -> int | float:
    """A whole number as int, others to two places."""
    rounded = round(number, 2)
    return int(rounded) if rounded == int(rounded) else rounded
