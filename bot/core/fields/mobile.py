"""手机: 11 digits of a mainland mobile; Hong Kong, Macao and Taiwan numbers with their country code."""

from __future__ import annotations

import re

from bot.core.fields.base import Accepted, CheckBack, Choice, FieldContext, FieldSpec, Outcome, Rejected
from bot.core.fields.common import fold, none_outcome, says_none, spoken_digits

_EXAMPLE = "例如：13800000000。"
_COUNTRY = r"\(?\+?(?:00)?86\)?[\s\-]*"
_MOBILE = re.compile(rf"(?<![0-9])(?:{_COUNTRY})?(1[\s\-.]?[3-9](?:[\s\-.]?[0-9]){{9}})(?![0-9])")
_ABROAD = re.compile(r"(?:\+|00)(852|853|886)[\s\-]*((?:[0-9][\s\-]?){7,9}[0-9])")
_LOOKALIKES = re.compile(r"[oOlIiSsBbZz]")


def find_mobiles(text: str) -> list[str]:
    found = [re.sub(r"[^0-9]", "", hit[1]) for hit in _MOBILE.finditer(spoken_digits(fold(text)))]
    return list(dict.fromkeys(found))


def find_mobile(text: str) -> str | None:
    return next(iter(find_mobiles(text)), None)


def find_abroad(text: str) -> str | None:
    """`+853 66123456`, or None."""
    hit = _ABROAD.search(fold(text))
    return f"+{hit[1]} {re.sub(r'[^0-9]', '', hit[2])}" if hit else None


def mobile(text: str, spec: FieldSpec, context: FieldContext) -> Outcome:
    found = find_mobiles(text)
    if len(found) == 1:
        return Accepted(found[0])
    if found:
        return CheckBack("只能填一个手机号，填哪个？", tuple(Choice(number, number) for number in found[:3]))
    abroad = find_abroad(text)
    if abroad:
        return Accepted(abroad, "（记的是境外号码，请留意能否接到通知）")
    if says_none(text):
        return none_outcome(spec)
    return Rejected(_wrong(fold(text)))


def _wrong(plain: str) -> str:
    digits = re.sub(r"[^0-9]", "", plain)
    glued = re.sub(r"[^0-9A-Za-z]", "", plain)
    if re.search(r"[0-9][*×xX]{3,}", plain):
        return f"号码里有 *，请发完整的 11 位手机号，{_EXAMPLE}"
    if re.fullmatch(r"[1lI][0-9A-Za-z]{10}", glued) and _LOOKALIKES.search(glued) and len(digits) >= 5:
        return f"手机号里混了字母（比如把 0 打成了 O），请改成 11 位数字，{_EXAMPLE}"
    if re.match(r"0[1-9]", digits) and 10 <= len(digits) <= 12:
        return f"这像固定电话，手机号是 1 开头的 11 位数字，{_EXAMPLE}"
    if len(digits) == 11:
        return f"手机号开头不对，应是 13 到 19 开头的 11 位数字，请核对后再发一次，{_EXAMPLE}"
    if len(digits) >= 9:
        return f"手机号应是 11 位，这里是 {len(digits)} 位，请核对后再发一次，{_EXAMPLE}"
    return f"没看到手机号，请发 11 位数字，{_EXAMPLE}"
