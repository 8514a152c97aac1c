"""How facts are put into words inside a reason."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from bot.core.rules.conditions import ConditionRule, Raw, height, leaves, threshold

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


def why(
    rule: ConditionRule, status: str, facts: Raw, today: date, short: Sequence[str] = (), leaning: Sequence[str] = ()
) -> str:
    """Why a condition came out so, in one sentence. `short` and `leaning`: labels of its parts that fail or are open."""
    have = describe(rule, facts)
    if status == "met":
        return _met(rule, facts, have)
    if status == "unknown":
        return f"要求{rule.say}；{have}，还不能定。" if have else f"要求{rule.say}，还不知道您的情况。"
    told = f"要求{rule.say}" + (f"；{have}" if have else "")
    if status == "relaxable":
        open_way = f"{'、'.join(leaning)}要看同等资格的经历算不算" if leaning else rule.relaxed_by
        return f"{told}；{open_way or '中小微企业可结合实际，适当放宽'}。"
    lacking = f"（差在{'、'.join(short)}）" if short else ""
    return f"{told}，不符合{lacking}{_since(rule, facts, today)}。"


def _met(rule: ConditionRule, facts: Raw, have: str) -> str:
    for fact, part in leaves(rule.requires, rule.id):
        line = part.get("at_least")
        if line is not None and threshold(line)[0] is None and height(facts.get(fact), None) == Decimal(str(line)):
            return f"要求{rule.say}；正好 {number(line)} 年也算，符合。"
    return f"{have or rule.say}，符合。"


def _since(rule: ConditionRule, facts: Raw, today: date) -> str:
    """The year in which missing years will have passed, where years are what is missing."""
    for fact, part in leaves(rule.requires, rule.id):
        line = part.get("at_least")
        have = height(facts.get(fact), None) if line is not None and threshold(line)[0] is None else None
        if have is not None and have < Decimal(str(line)) and not facts.get(f"{fact}_below"):
            short = Decimal(str(line)) - have
            return f"，还差 {number(short)} 年，{today.year + math.ceil(short)}年满 {number(line)} 年"
    return ""
