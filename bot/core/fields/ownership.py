"""单位性质: one of the eight of 登记表.

Source: guangdong-zhuhai-2023, 附件3 说明2.
"""

from __future__ import annotations

import re

from bot.core.fields.base import Accepted, CheckBack, Choice, FieldContext, FieldSpec, Outcome, Rejected
from bot.core.fields.common import SIMPLIFY, fold, none_outcome, says_none

# Whose money it is decides before the legal form: 国有独资有限责任公司 is 国有企业.
_BY_CAPITAL = [
    ("国有企业", r"国有|国企|央企|全民所有|国资|国营"),
    ("合资企业", r"合资|合营|中外合作"),
    ("外资企业", r"外资|外企|外商|[德美日台港英法韩意澳荷瑞]资|[港澳台]商?独资|三资|港澳台(?:独资|投资)"),
    ("集体企业", r"集体|村办"),
]
_BY_FORM = [
    ("股份有限公司", r"股份|上市公司"),
    ("有限责任公司", r"有限责任|有限公司|责任有限|法人独资|一人有限|^有限$"),
    ("私营企业", r"私营|私企|民营|民企|个体|个人独资|合伙|自己(?:开|办)的|私人|家族"),
    ("其他企业", r"其[他它]|合作社|事业单位|社会团体"),
]


def ownership(text: str, spec: FieldSpec, context: FieldContext) -> Outcome:
    """民营的有限公司 could be ticked either way, so it is asked."""
    plain = re.sub(r"^[^，,。；;?]*\?\s*(?=不是)", "", SIMPLIFY(fold(text)))  # 「国企？不是，民营的」
    plain = re.sub(r"不是[^，,。；;\s]*[，,。；;\s]*(?=.)", "", plain)
    capital = [value for value, words in _BY_CAPITAL if re.search(words, plain)]
    if capital:
        return Accepted(capital[0])
    forms = [value for value, words in _BY_FORM if re.search(words, plain)]
    if "股份有限公司" in forms:
        return Accepted("股份有限公司")
    if len(forms) == 1:
        return Accepted(forms[0])
    if forms:
        return CheckBack("这一格只能选一种，按哪一种填？", tuple(Choice(value, value) for value in forms))
    if says_none(text):
        return none_outcome(spec)
    return Rejected(f"单位性质要从八种里选一种：{'、'.join(spec.options)}，例如：有限责任公司。")
