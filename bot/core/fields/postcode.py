"""邮编: six digits."""

from __future__ import annotations

import re

from bot.core.fields.base import Accepted, FieldContext, FieldSpec, Outcome, Rejected
from bot.core.fields.common import fold, none_outcome, says_none, spoken_digits


def postcode(text: str, spec: FieldSpec, context: FieldContext) -> Outcome:
    plain = spoken_digits(fold(text))
    hit = re.search(r"(?<![0-9A-Za-z])([0-9](?:\s?[0-9]){5})(?![0-9A-Za-z])", plain)
    if hit and set(hit[1]) != {"0"}:
        return Accepted(re.sub(r"\s", "", hit[1]))
    if says_none(plain):
        return none_outcome(spec)
    digits = re.sub(r"[^0-9]", "", plain)
    if re.search(r"[0-9]{2,}[OolI]|[OolI][0-9]{2,}", plain):
        return Rejected("邮编里混了字母，应是 6 位数字，例如：519000。")
    counted = f"，这里是 {len(digits)} 位" if digits and len(digits) != 6 else ""
    return Rejected(f"邮编应是 6 位数字{counted}，例如：519000。")
