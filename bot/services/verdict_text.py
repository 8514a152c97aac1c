"""Wording that the verdicts on persons and enterprises share: whose rule it is, where it stands, what was asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot.core.reply import Button, Reply
from bot.kb.model import KnowledgeBase, NoticeNotFound
from bot.services.size_text import amount

PLACE_NAMES = {"gansu": "甘肃", "anhui": "安徽（某县）", "guangdong": "广东（珠海）", "standard": "团体标准草案"}
MARKS = {"met": ("✓", "符合"), "not_met": ("✗", "不符合"), "unknown": ("?", "待定"), "relaxable": ("○", "可放宽")}
UNSURE = ("不知道", "不想说")

FACT_NAMES = {
    "place": "地方",
    "city": "城市",
    "education": "学历",
    "quality_years": "质量工作年限",
    "title": "职称",
    "title_level": "职称级别",
    "title_field": "职称专业",
    "vocational_level": "质量专业职业资格",
    "training": "任职培训",
    "continuing_education": "年度继续教育",
    "certificate": "首席质量官培训证书",
    "technical_experience": "技术生产经历",
    "disqualifiers": "有没有不得担任的情形",
    "enterprise_size": "企业规模",
    "senior_manager": "是不是高层管理人员",
    "main_person": "是不是主要负责人",
    "state_owned": "是不是国有企业",
    "above_scale": "是不是规上企业",
    "producer": "是不是生产企业",
    "award": "政府质量奖",
    "employees": "人数",
    "revenue_wan_yuan": "营业收入",
    "assets_wan_yuan": "资产总额",
    "amount_wan_yuan": "金额",
    "industry": "行业",
    "size_row": "行业",
}

_UNITS = {"employees": "人", "revenue_wan_yuan": "万元", "assets_wan_yuan": "万元", "amount_wan_yuan": "万元"}


def place_name(kb: KnowledgeBase, place: str) -> str:
    if place in PLACE_NAMES:
        return PLACE_NAMES[place]
    try:
        return kb.notice_of(place).scope.get("name", place)
    except NoticeNotFound:
        return place


def what_if(changed: Mapping[str, Any]) -> dict[str, Any]:
    """The changed facts as `custom` carries them, without bounds that were only taken back."""
    return {key: value for key, value in changed.items() if value is not None}


def whose(kb: KnowledgeBase, place: str, city: str | None) -> str:
    """Whose rule it is, where the person's city need not be bound by it."""
    notice = kb.notice_of(place)
    level, name = notice.scope.get("level"), notice.scope.get("name", "")
    if level == "county":
        return f"{notice.short_title}没写是哪个县，不代表全省，您那里可能不同，请向当地市场监管局核实。"
    if level == "city" and city and city.rstrip("市区县") and city.rstrip("市区县") not in name:
        return f"这里依据的是{name}的通知，{city}的做法可能不同，请向当地市场监管局核实。"
    return ""


def value_words(key: str, value: Any) -> str:
    """A fact as it is told back: 「学历 本科」, 「不是规上企业」."""
    name = FACT_NAMES.get(key, key)
    if isinstance(value, bool):
        if name.startswith("是不是"):
            return name.removeprefix("是不") if value else name.removeprefix("是")
        return f"{name}：{'有' if value else '没有'}"
    if key in _UNITS:
        return f"{name}：{amount((value[0], value[1]), _UNITS[key])}"
    if isinstance(value, list | tuple):
        return f"{name}：{'、'.join(str(v) for v in value) or '没有'}"
    return f"{name}：{value}{' 年' if key == 'quality_years' else ''}"


def changes_words(changed: Mapping[str, Any], kb: KnowledgeBase) -> str:
    told = [
        f"换成{place_name(kb, str(value))}" if key == "place" else value_words(key, value)
        for key, value in changed.items()
        if value is not None and not key.endswith("_below") and key != "city"
    ]
    return "，".join(told)


def question(text: str, answers: Iterable[str] = (), unsure: bool = True, **custom: Any) -> Reply:
    """A question back inside a decision, with its buttons."""
    says = [*answers, *(UNSURE if unsure else ())]
    return Reply(text, [Button.of(say) for say in says], {"answer": {"kind": "clarify", "citations": []}, **custom})


def ask_place(with_standard: bool) -> Reply:
    buttons = [Button("甘肃", "甘肃"), Button("安徽", "安徽"), Button("广东（珠海）", "广东珠海")]
    if with_standard:
        buttons.append(Button("能力水平认定（团标草案）", "团体标准"))
    buttons.append(Button("其他地方", "其他地方"))
    return Reply("各地规定不一样。企业在哪里？", buttons, {"answer": {"kind": "clarify", "citations": []}})


def places_known(kb: KnowledgeBase, rule: str) -> list[str]:
    return [n.place for n in kb.notices.values() if n.rules.get(rule)]


def record_line(kb: KnowledgeBase, record: str) -> str:
    found = kb.records.get(record)
    return found.say if found else ""
