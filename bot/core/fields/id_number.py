"""身份证号 by GB 11643, and the documents of people from Hong Kong, Macao and Taiwan with the region the form demands.

Source: guangdong-zhuhai-2023, 附件2 说明4 (持中国香港、中国澳门、中国台湾证件请在证件号后面备注好地区).
"""

from __future__ import annotations

import re
from datetime import date

from bot.core.fields.base import Accepted, CheckBack, Choice, FieldContext, FieldSpec, Outcome, Rejected
from bot.core.fields.common import SIMPLIFY, fold, none_outcome, says_none

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_REGIONS = {"香港": "中国香港", "澳门": "中国澳门", "台湾": "中国台湾"}
# 11–15 … 65, 71, 81–83: the provinces of GB/T 2260. An unknown one is a warning, not an error: codes were reassigned.
_PROVINCES = {
    *range(11, 16),
    *range(21, 24),
    *range(31, 38),
    *range(41, 47),
    *range(50, 55),
    *range(61, 66),
    71,
    81,
    82,
    83,
}
_EXAMPLE = "例如 18 位数字，最后一位可以是 X"

_HONG_KONG = re.compile(r"(?<![A-Z0-9])([A-Z]{1,2}[0-9]{6}\(?[0-9A]\)?)(?![0-9])")
_MACAO = re.compile(r"(?<![0-9A-Z])([157][0-9]{6}(?:\([0-9]\)|/[0-9]/?|[0-9]?))(?![0-9])")
_TAIWAN = re.compile(r"(?<![A-Z0-9])([A-Z][12][0-9]{8})(?![0-9])")
_HOME_RETURN = re.compile(r"(?<![A-Z0-9])([HM][0-9]{8}(?:[0-9]{2})?)(?![0-9])")
_TAIWAN_PASS = re.compile(r"(?<![0-9])([0-9]{8})(?![0-9])")


def check_digit(first17: str) -> str:
    return _CHECK[sum(int(d) * w for d, w in zip(first17, _WEIGHTS, strict=True)) % 11]


def birth_date_of(number: str) -> str | None:
    """`YYYY-MM-DD` of a mainland number with a possible date, else None."""
    if not re.match(r"[0-9]{17}[0-9X](?![0-9X])", number):
        return None
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14])).isoformat()
    except ValueError:
        return None


def gender_of(number: str) -> str | None:
    return ("男" if int(number[16]) % 2 else "女") if re.match(r"[0-9]{17}[0-9X](?![0-9X])", number) else None


def id_number(text: str, spec: FieldSpec, context: FieldContext) -> Outcome:
    """18 characters, X upper-case; other regions' documents as `H03456789（中国香港）`."""
    plain = SIMPLIFY(fold(text)).upper().replace("（", "(").replace("）", ")")
    plain = re.sub(r"([157])/([0-9]{6})/([0-9])/?", r"\1\2(\3)", plain)
    region = _region(plain)
    joined = re.sub(r"(?<=[0-9X])[ \-_.](?=[0-9X])", "", plain)
    mainland = re.search(r"(?<![0-9A-Z])([0-9]{17}[0-9X])(?![0-9A-Z])", joined)
    if mainland:
        return _mainland(mainland[1], region, context)
    if says_none(text):
        return none_outcome(spec)
    other = _other_document(joined, region)
    if other is not None:
        return other
    return _explain(joined)


def _region(plain: str) -> str | None:
    if re.search(r"香港|港澳台居住证.*港|中国香港|\bHK\b|港人|港籍", plain):
        return "香港"
    if re.search(r"澳门|\bMO\b|澳籍", plain):
        return "澳门"
    if re.search(r"台湾|台胞|\bTW\b|台籍", plain):
        return "台湾"
    return None


def _mainland(number: str, region: str | None, context: FieldContext) -> Outcome:
    born = birth_date_of(number)
    if born is None:
        return Rejected(
            f"这个身份证号里的出生日期（第 7 到 14 位 {number[6:14]}）不存在，请对着证件核对后再发一次 18 位。"
        )
    if check_digit(number[:17]) != number[17]:
        return Rejected("这个身份证号最后一位对不上，可能有一位打错了，请核对 18 位后再发一次。")
    if born > context.today.isoformat() or born < "1900-01-01":
        return Rejected(f"这个身份证号里的出生日期是 {born}，不可能，请核对 18 位后再发一次。")
    implied = {"gender": gender_of(number) or "", "birth_date": born}
    if number[:2] in ("81", "82", "83"):
        name = {"81": "中国香港", "82": "中国澳门", "83": "中国台湾"}[number[:2]]
        return Accepted(f"{number}（{name}）", f"港澳台居住证按附件2说明4备注了地区：{name}。", implied)
    note = None if int(number[:2]) in _PROVINCES else "号码开头的地区码没见过，请再核对一眼。"
    return Accepted(f"{number}（{_REGIONS[region]}）" if region else number, note, implied)


def _other_document(plain: str, region: str | None) -> Outcome | None:
    found = _candidate(plain, region)
    if found is None:
        return None
    number, guess = found
    where = region or None
    if where is None:
        question = (
            "这像港澳台证件，表上要求在号码后面备注地区（附件2说明4）。是哪个地区的证件？如果是内地身份证，请发 18 位。"
        )
        names = [guess, *(n for n in _REGIONS if n != guess)] if guess else list(_REGIONS)
        return CheckBack(question, tuple(Choice(_REGIONS[n], f"{number}（{_REGIONS[n]}）") for n in names))
    return Accepted(f"{number}（{_REGIONS[where]}）")


def _candidate(plain: str, region: str | None) -> tuple[str, str | None] | None:
    """The number of a document from another region, and the region its form suggests."""
    for pattern, guess in ((_TAIWAN, "台湾"), (_HOME_RETURN, None), (_HONG_KONG, "香港"), (_MACAO, "澳门")):
        hit = pattern.search(plain)
        if hit and not (pattern is _MACAO and region in ("台湾",)):
            number = hit[1]
            if pattern is _HOME_RETURN:
                guess = "香港" if number.startswith("H") else "澳门"
            return number, guess
    hit = _TAIWAN_PASS.search(plain)
    if hit and (region or re.search(r"台胞证|通行证|居住证", plain)):
        return hit[1], "台湾"
    return None


def _explain(plain: str) -> Rejected:
    digits = re.sub(r"[^0-9X]", "", plain)
    if re.fullmatch(r"[0-9]{15}", digits):
        return Rejected(
            "这是 15 位的旧身份证号，请填现在的 18 位号码（旧号中间加了出生年份的前两位，末尾加一位校验码）。"
        )
    if "护照" in plain:
        return Rejected("登记表要的是身份证号，不是护照号，请发 18 位身份证号，港澳台证件请在号码后注明地区。")
    if re.search(r"\*{3,}", plain):
        return Rejected("号码里有 *，请发完整的 18 位身份证号；不方便就说“先空着”，打印后手写。")
    if re.fullmatch(r"1[3-9][0-9]{9}", digits):
        return Rejected("这像手机号，身份证号是 18 位，请对着证件再发一次。")
    lettered = re.search(r"(?<![A-Z0-9])[0-9OIL]{17}[0-9OILX](?![A-Z0-9])", plain)
    if lettered and re.search(r"[OIL]", lettered[0]):
        return Rejected("身份证号里混了字母（比如把 0 打成了 O），除最后一位可以是 X 外都是数字，请改好再发 18 位。")
    if len(digits) >= 11:
        wrong = "少" if len(digits) < 18 else "多"
        return Rejected(
            f"身份证号应是 18 位，这里是 {len(digits)} 位，{wrong}了 {abs(18 - len(digits))} 位，请核对后再发一次。"
        )
    return Rejected(
        f"没看到身份证号，请发 18 位号码（{_EXAMPLE}）；港澳台证件请在号码后注明地区，例如：H12345678（中国香港）。"
    )
