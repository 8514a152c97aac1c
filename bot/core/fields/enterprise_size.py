"""企业规模: 大型, 中型, 小型 or 微型, as said; working it out from figures is the rule's business (core/rules).

Source: guangdong-zhuhai-2023, 附件2 说明1.
"""

from __future__ import annotations

import re

from bot.core.fields.base import Accepted, CheckBack, Choice, FieldContext, FieldSpec, Outcome, Rejected
from bot.core.fields.common import SIMPLIFY, fold, none_outcome, says_none, strip_around

_SAID = re.compile(r"[大中小微]+(?=型|企|等|厂|公司|规模|的|吧|$)")


def enterprise_size(text: str, spec: FieldSpec, context: FieldContext) -> Outcome:
    plain = SIMPLIFY(strip_around(fold(text), (spec.label, *spec.names), glued=2))
    plain = re.sub(r"不是[大中小微]型?[企业的]*", "", plain)
    sizes = sorted({size for said in _SAID.findall(plain) for size in said}, key="大中小微".index)
    if says_none(text):
        return none_outcome(spec)
    if len(plain) > 20 or not sizes:
        return Rejected(
            "企业规模请填大型、中型、小型或微型；不清楚就说行业、人数和年营业收入，例如：五金加工，60人，2000万。"
        )
    if len(sizes) == 1:
        return Accepted(f"{sizes[0]}型")
    return CheckBack("表上只能填一种，是哪一种？", tuple(Choice(f"{size}型", f"{size}型") for size in sizes))
