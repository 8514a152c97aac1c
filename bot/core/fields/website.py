"""单位网址: with or without http, a bare domain will do."""

from __future__ import annotations

import re

from bot.core.fields.base import Accepted, FieldContext, FieldSpec, Outcome, Rejected
from bot.core.fields.common import fold, none_outcome, says_none, strip_around

_URL = re.compile(
    r"(?:https?://)?(?:[A-Za-z0-9\u4e00-\u9fff](?:[A-Za-z0-9\-\u4e00-\u9fff]*)\.)+[A-Za-z\u4e00-\u9fff]{2,}(?::[0-9]{2,5})?(?:[/?#][^\s，。；]*)?"
)


def website(text: str, spec: FieldSpec, context: FieldContext) -> Outcome:
    plain = fold(text).replace("。", ".") if re.search(r"[A-Za-z0-9]。[A-Za-z]", fold(text)) else fold(text)
    plain = re.sub(r"^[\u4e00-\u9fff]+(?=https?:|www\.)", "", strip_around(plain, spec.names, glued=2))
    hit = _URL.search(plain)
    if hit and "@" not in plain and len(hit[0]) <= spec.max_length:
        return Accepted(hit[0])
    if says_none(text) or re.search(r"没有?(?:做|弄|建)?.{0,2}(?:官网|网站|网址)", plain):
        return none_outcome(spec)
    return Rejected("没看出网址，例如：www.example.com，没有就说没有。")
