"""职称 in words: 助工 → 助理工程师, 「食品工程师，中级的」 → 食品工程师（中级）."""

from __future__ import annotations

import re

from bot.core.fields.base import Accepted, FieldContext, FieldSpec, Outcome, Rejected
from bot.core.fields.common import SIMPLIFY, is_question, none_outcome, says_none, strip_around

_FULL_NAMES = [
    (re.compile(r"正高级?(?:工程师|工)?|教授级高工"), "正高级工程师"),
    (re.compile(r"助工|助理工"), "助理工程师"),
    (re.compile(r"高工"), "高级工程师"),
]
_LEVEL = re.compile(r"[，,、( ]\s*(初级|中级|副高级?|高级|正高级?)(?:职称)?的?\)?$")


def title(text: str, spec: FieldSpec, context: FieldContext) -> Outcome:
    if says_none(SIMPLIFY(text)):
        return none_outcome(spec)
    plain = strip_around(text, (spec.label, *spec.names), glued=2)
    plain = re.sub(r"^(?:我)?(?:现在)?(?:有|是|评了|评上|拿了|拿的是|考了|考的|考取)?(?:一?个)?(?=.)", "", plain)
    level = _LEVEL.search(plain)
    base = re.sub(r"(?<=.)(?:职称|的)+$", "", plain[: level.start()] if level else plain).strip()
    base = next((full for short, full in _FULL_NAMES if short.fullmatch(base)), base)
    if is_question(base) or len(base) > spec.max_length or not re.search(r"[\u3400-\u9fff]{2}|^[A-Za-z ]{3,}$", base):
        return Rejected(f"没看出职称，例如：{spec.example}，没有就说没有。")
    if re.search(
        r"[0-9]{4,}|@|^[0-9.]+\s*年|[路街区]\S*[0-9]+号|有限公司|邮编|手机|电话|(?:主管|经理|总监|部长|主任|[厂科处组]长|董事长|总裁)$",
        base,
    ):
        return Rejected(f"“{base[:20]}”不像职称，例如：{spec.example}，没有就说没有。")
    return Accepted(f"{base}（{level[1]}）" if level and level[1] not in base else base)
