"""A part of a value put right: 「最后一位是1」「8月改9月」「后四位8001」「门牌是11号」「华例改成华立」.

What comes out is a proposal: the field's own parser says whether it is a value.
"""

from __future__ import annotations

import re

from bot.core.fields.common import SIMPLIFY, fold
from bot.core.numbers import to_number

DIGIT_KINDS = frozenset({"mobile", "phone", "fax", "id_number", "postcode"})
DATE_KINDS = frozenset({"date", "birth_date"})
WORD_KINDS = frozenset(
    {
        "text",
        "person_name",
        "enterprise_name",
        "address",
        "email",
        "enterprise_email",
        "website",
        "title",
        "certificate",
    }
)
_N = r"[0-9]{1,2}|[一二两三四五六七八九十]{1,2}"
_UNIT = r"(?:位|个)(?:数字?|号码?)?"
_PLACE = (
    rf"(?:倒数第(?P<back>{_N}){_UNIT}|第(?P<nth>{_N})(?:位|个数字?)"
    rf"|(?P<end>(?:最后|末尾|后)面?(?:的)?(?:(?P<last>{_N}){_UNIT}|(?=数))(?:数字?)?|尾号|尾数|末[位尾]|个位)"
    rf"|(?:最前|开头|前|头)面?(?:的)?(?P<first>{_N}){_UNIT}|中间(?:的)?(?P<middle>{_N}){_UNIT})"
)
_BECOMES = (
    r"(?:打|写|填|说|输|报|弄|搞)?(?:错|反|不对)?了?[，,\s]*(?:(?:不是|从|由)[0-9Xx零〇幺一二三四五六七八九]{1,8}[，,\s]*)?"
    r"(?:应该|应当|其实)?(?:而?是|应为|改成|改为|换成|变成|改|换|为)?[:：\s]*"
)
_PART = re.compile(
    rf"{_PLACE}{_BECOMES}(?P<digits>[0-9Xx零〇幺一二三四五六七八九]{{1,8}})(?:结尾|才对|吧|呢|的|了|啊|哦|[。.!！])*$"
)
_SPOKEN = str.maketrans("零〇幺一二三四五六七八九", "001123456789")
_YEAR = re.compile(
    r"(?:年份?(?:应该)?(?:是|改成|为|改)?[:：\s]*((?:19|20)[0-9]{2})(?![0-9])|((?:19|20)?[0-9]{2})\s*年)"
)
_MONTH = re.compile(r"(?:月份?(?:应该)?(?:是|改成|为|改)[:：\s]*([0-9]{1,2})|([0-9]{1,2})\s*月)")
_DAY = re.compile(
    r"(?:(?:日|日子|号数|几号)(?:应该)?(?:是|改成|为|改)[:：\s]*([0-9]{1,2})|([0-9]{1,2})\s*[日号]|月\s*([0-9]{1,2})(?![0-9年月]))"
)
_OF_DATE = re.compile(
    r"(?:年份|月份|日子|号数)(?:填错了?|写错了?|不对|错了?|[，,\s])*(?:应该)?(?:是|改成|改为|为|改)?[:：\s]*[0-9]"
)
_HAN_NUMBER = re.compile(r"[零〇一二三四五六七八九十]{1,4}(?=\s*[年月日号])")
_DOOR = re.compile(r"门牌号?(?:码)?(?:应该)?(?:是|改成|改为|改|换成|为)?[:：\s]*([0-9]+(?:-[0-9]+)?)\s*号?[。]?$")


def speaks_of_part(text: str) -> bool:
    """「手机最后一位是1」「尾号改9」「门牌是11号」: a part of a number, by its place."""
    plain = _plain(text)
    return bool(_PART.search(plain) or _DOOR.search(plain) or _OF_DATE.search(plain))


def names_part(kind: str, value: str, words: str) -> bool:
    """「8月」 is a part of 1988-08-12, 「尾号 0」 of 13800138000."""
    plain = _plain(words)
    return value == (_date(value, plain) if kind in DATE_KINDS else _digits(value, plain))


def amended(kind: str, value: str, text: str, old: str = "", new: str = "") -> str | None:
    """The value with the part put right that a correction names; None where it names none.

    `old` and `new`: what the correction said was wrong and what replaces it, where it said so.
    """
    door = _DOOR.search(_plain(text))
    if door:
        numbers = re.findall(r"[0-9-]+号", value) if kind == "address" else []
        before, _, after = value.rpartition(numbers[-1]) if numbers else ("", "", "")
        return f"{before}{door[1]}号{after}" if numbers else None
    if kind in DIGIT_KINDS:
        return _digits(value, _plain(text))
    if kind in DATE_KINDS:
        return _date(value, _plain(new or text))
    return _words(value, old, new) if kind in WORD_KINDS else None


def _plain(text: str) -> str:
    return str(SIMPLIFY(fold(text)))


def _digits(value: str, text: str) -> str | None:
    part = _PART.search(text)
    if part is None:
        return None
    said = part["digits"].translate(_SPOKEN).upper()
    number, mark, extension = _without_extension(value)
    places = [at for at, c in enumerate(number) if c.isdigit() or c == "X"]
    back, nth, first, middle, last = (_count(part[name]) for name in ("back", "nth", "first", "middle", "last"))
    length = last or first or middle or len(said)
    if length != len(said) or len(said) > len(places):
        return None
    if back:
        start = len(places) - back
    elif nth:
        start = nth - 1
    elif first:
        start = 0
    elif middle:
        start = 3 if len(places) == 11 else (len(places) - middle) // 2
    else:
        start = len(places) - len(said)
    if not 0 <= start <= len(places) - len(said):
        return None
    characters = list(number)
    for at, c in zip(places[start:], said, strict=False):
        characters[at] = c
    return "".join(characters) + mark + extension


def _count(words: str | None) -> int | None:
    number = to_number(words) if words else None
    return int(number) if number is not None else None


def _without_extension(value: str) -> tuple[str, str, str]:
    """The last digit of 0756-8880101-802 is that of the number."""
    parts = value.split("-")
    if len(parts) == 3 and len(parts[2]) < 7 and not value.startswith("400"):
        return "-".join(parts[:2]), "-", parts[2]
    number, mark, note = value.partition("（")
    return number, mark, note


def _date(value: str, text: str) -> str | None:
    """The parts said, the others as they were; None where all or none were said."""
    known = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", value)
    text = _HAN_NUMBER.sub(lambda run: str(to_number(run[0]) or run[0]), text)
    said = [_last(pattern, text) for pattern in (_YEAR, _MONTH, _DAY)]
    if known is None or all(said) or not any(said):
        return None
    year = said[0] or known[1]
    if len(year) == 2:
        year = known[1][:2] + year
    return f"{year}-{int(said[1] or known[2]):02d}-{int(said[2] or known[3]):02d}"


def _last(pattern: re.Pattern[str], text: str) -> str | None:
    """「8月改9月」: the last one said is the right one."""
    found = list(pattern.finditer(text))
    return next((group for group in found[-1].groups() if group), None) if found else None


_CALLED = re.compile(r"^(?:公司|单位|企业|厂|学校|名字|名称|姓名|职务|地址|邮箱|专业)+(?:名字?|里面?的?|中的?|的)*$")


def _words(value: str, old: str, new: str) -> str | None:
    """「华样改成华例」「名字里的变改成辩」; what already carries the rest of the value is all of it."""
    old = next((old[at:] for at in range(len(old)) if old[at:] in value), "")
    if not old or not new or old == value or _CALLED.match(old):
        return None
    before, _, after = value.rpartition(old)
    if (after and new.endswith(after)) or (before and new.startswith(before)) or before in ("总", "副总", "副"):
        return None
    return f"{before}{new}{after}"
