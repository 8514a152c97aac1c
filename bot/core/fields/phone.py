"""联系电话, 电话/传真, 传真: a landline with its area code, its extension after a hyphen."""

from __future__ import annotations

import re

from bot.core.fields.base import Accepted, CheckBack, Choice, FieldContext, FieldSpec, Outcome, Rejected
from bot.core.fields.common import fold, none_outcome, says_none
from bot.core.fields.mobile import find_abroad, find_mobile

_SERVICE = re.compile(r"(?<![0-9])([48]00)[ \-]?([0-9]{3})[ \-]?([0-9]{4})(?![0-9])")
_TAIL = r"(?:[,、]?\s*\(?\s*(?:转分机号?|分机号?|转接?|ext\.?|x|#)\s*[:：]?\s*(?P<said>[0-9]{1,6})\)?|(?:\s*[\-—–(]\s*|\s+)(?P<bare>[0-9]{1,6}(?![0-9-]))\)?)?"
# Area codes: 010, 02x with eight digits; all others four characters with seven or eight.
_LANDLINE = re.compile(
    r"(?<![0-9])(?:\+?(?:00)?86[ \-]?)?\(?(?P<area>0?10|0?2[0-9]|0?[3-9][0-9]{2})\)?(?:区号)?[ \-—–,、/]*"
    rf"(?P<number>[2-9][0-9]{{2,3}}[ \-]?[0-9]{{4}}(?![0-9])){_TAIL}(?![0-9])",
    re.I,
)


def find_phones(text: str) -> list[str]:
    """`0756-8880101`, `0756-8880101-802`, `400-123-4567`; mobiles are not among them."""
    plain = _plain(text)
    if find_abroad(plain):
        return []
    found = ["-".join(hit.groups()) for hit in _SERVICE.finditer(plain)]
    for hit in _LANDLINE.finditer(_SERVICE.sub(" ", plain)):
        number = _number(hit)
        if number and not find_mobile(hit[0]):
            found.append(number)
    return list(dict.fromkeys(found))


def find_phone(text: str) -> str | None:
    return next(iter(find_phones(text)), None)


def _plain(text: str) -> str:
    plain = re.sub(r"[轉]", "转", fold(text))
    plain = re.sub(r"[－–—―]", "-", plain)
    return re.sub(r"区号\s*[:：]?\s*(?=0?[0-9])", "", plain)


def _number(hit: re.Match[str]) -> str | None:
    """The landline of a match; eight digits where a three-character area code demands them."""
    area = hit["area"] if hit["area"].startswith("0") else f"0{hit['area']}"
    local = re.sub(r"[^0-9]", "", hit["number"])
    extension = hit["said"] or hit["bare"]
    if len(area) == 3 and len(local) != 8:
        return None
    glued = "".join(re.findall(r"[0-9]", hit["number"])) == hit["number"]
    if not hit["area"].startswith("0") and glued and re.match(r"[0-9]{10,}", hit[0]):
        return None  # 7568880101 is a mobile with a digit missing, rather than an area code without its 0
    return f"{area}-{local}" + (f"-{extension}" if extension else "")


def phone(text: str, spec: FieldSpec, context: FieldContext) -> Outcome:
    """A landline; a mobile is taken where someone has none."""
    found = find_phones(text)
    if len(found) == 1:
        return Accepted(found[0])
    if found:
        return CheckBack("只能填一个号码，填哪个？", tuple(Choice(number, number) for number in found[:3]))
    own_mobile = find_mobile(text)
    if own_mobile:
        return Accepted(own_mobile, "（这一格先填手机号）")
    abroad = find_abroad(text)
    if abroad:
        return Accepted(abroad)
    if says_none(text):
        return none_outcome(spec)
    return Rejected(_wrong(_plain(text), spec))


def _wrong(plain: str, spec: FieldSpec) -> str:
    digits = re.sub(r"[^0-9]", "", plain)
    if re.fullmatch(r"[2-8][0-9]{6,7}", digits):
        return f"电话 {digits} 少了区号，请带区号再说一次，例如：0756-{digits}。"
    if re.match(r"1[3-9]", digits) and 9 <= len(digits) <= 12:
        return f"手机号应是 11 位，这里是 {len(digits)} 位，请核对；固定电话请带区号，例如：{spec.example}。"
    if re.match(r"0[1-9]", digits) and len(digits) >= 8:
        return f"区号后面的位数不对（一般 7 位或 8 位），请核对后再发一次，例如：{spec.example}。"
    return f"没看出电话号码，请带区号，有分机一起说，例如：{spec.example}。"


def fax(text: str, spec: FieldSpec, context: FieldContext) -> Outcome:
    return phone(text, spec, context)
