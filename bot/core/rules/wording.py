"""How facts are put into words inside a reason."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from bot.core.rules.conditions import ConditionRule, Raw, leaves

TITLE_FACTS = ("title", "title_level", "title_field")
YES_NO = {
    "training": ("参加过任职培训并合格", "还没有参加任职培训"),
    "continuing_education": ("接受年度继续教育", "还没有接受年度继续教育"),
    "certificate": ("有首席质量官培训合格证书", "还没有首席质量官培训合格证书"),
    "senior_manager": ("是企业高层管理人员", "不是企业高层管理人员"),
    "main_person": ("是企业主要负责人", "不是企业主要负责人"),
}


def number(value: Any) -> str:
    """5.0 → 5, 4.50 → 4.5."""
    text = f"{Decimal(str(value)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def describe(rule: ConditionRule, facts: Raw) -> str:
    """What is known of a condition's facts: 「您是大专」, 「质量工作 4 年，有培训证书」."""
    named = dict.fromkeys(fact for fact, _ in leaves(rule.requires, rule.id))
    parts = dict.fromkeys(words for fact in named if (words := _words(fact, facts)))
    return "，".join(parts)


def _words(fact: str, facts: Raw) -> str:
    value, below = facts.get(fact), facts.get(f"{fact}_below")
    if fact in TITLE_FACTS:
        return _title(facts)
    if value is None and below is None:
        return ""
    if fact == "education":
        return f"您是{value}" if below is None else f"您还没有{below}学历" + (f"（现在是{value}）" if value else "")
    if fact == "quality_years":
        return f"质量工作 {number(value)} 年" if below is None else f"质量工作不到 {number(below)} 年"
    if fact == "vocational_level":
        return "没有质量专业职业资格" if value == "无" else f"质量专业{value}职业资格"
    if fact in YES_NO and isinstance(value, bool):
        return YES_NO[fact][not value]
    return "" if isinstance(value, bool) else str(value)


def _title(facts: Raw) -> str:
    """One phrase for the three facts of a title: 「职称是高级工程师（副高，相关专业）」."""
    words, level, field = (facts.get(f) for f in TITLE_FACTS)
    if words == "无" or level == "无":
        return "没有职称"
    if not words and not level:
        return ""
    details = [
        d
        for d in (
            level if words != level else None,
            {"质量": "质量专业", "相关": "相关专业", "无关": "专业不相关"}.get(field or ""),
        )
        if d
    ]
    return f"职称是{words or level}" + (
        f"（{'，'.join(d for d in details if d != words)}）" if words and details else ""
    )
