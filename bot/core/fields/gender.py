"""性别: 男 or 女."""

from __future__ import annotations

import re

from bot.core.fields.base import Accepted, FieldContext, FieldSpec, Outcome, Rejected
from bot.core.fields.common import SIMPLIFY, fold, none_outcome, says_none

_WOMAN = re.compile(r"女|小姐|太太|阿姨|\bfemale\b|^f$|♀")
_MAN = re.compile(r"男|先生|爷们|帅哥|\bmale\b|^m$|♂")


def gender(text: str, spec: FieldSpec, context: FieldContext) -> Outcome:
    plain = SIMPLIFY(fold(text)).lower()
    man, woman = bool(_MAN.search(plain)), bool(_WOMAN.search(plain))
    if says_none(text):
        return none_outcome(spec)
    if man == woman or len(plain) > 30:
        return Rejected("性别请填“男”或“女”，和身份证一致，例如：男。")
    return Accepted("男" if man else "女")
