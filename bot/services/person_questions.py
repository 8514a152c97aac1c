"""The questions on a person's and an enterprise's facts, as a decision asks them."""

from __future__ import annotations

from bot.core.facts import Facts
from bot.core.reply import Reply
from bot.services.verdict_text import question

_ASKS: dict[str, tuple[str, tuple[str, ...]]] = {
    "education": ("最高学历是？", ("中专", "大专", "本科", "硕士")),
    "quality_years": ("从事质量管理工作多少年了？说个数就行，比如“6年”。", ()),
    "title": ("有职称吗？什么级别？", ("初级职称", "中级职称", "高级职称", "没有职称")),
    "title_level": ("职称是什么级别？", ("初级职称", "中级职称", "高级职称", "没有职称")),
    "title_field": ("这个职称是什么专业的，和质量工作相关吗？", ("质量专业", "相关专业", "不相关")),
    "vocational_level": (
        "有没有质量专业技术人员职业资格证（如中级质量工程师）？",
        ("中级质量专业资格", "高级质量专业资格", "初级质量专业资格", "没有质量专业资格"),
    ),
    "training": (
        "参加过首席质量官任职培训并合格了吗？年度继续教育呢？",
        ("培训和继续教育都有", "只参加了任职培训", "都还没有"),
    ),
    "continuing_education": ("年度继续教育参加了吗？", ("每年都参加", "继续教育没参加")),
    "certificate": ("有首席质量官培训合格证书吗？", ("有证书", "没有证书")),
    "senior_manager": ("是企业高层管理人员吗（老板、总经理、副总这一级）？", ("是高层", "不是高层")),
    "enterprise_size": (
        "企业是大型、中型、小型还是微型？说不准就告诉我行业、人数和年营业收入，我来算。",
        ("大型企业", "中型企业", "小型企业", "微型企业"),
    ),
    "state_owned": ("是国有企业吗？", ("国有企业", "民营企业")),
    "producer": ("是生产、制造产品的企业，还是服务、贸易类？", ("生产企业", "服务或贸易企业")),
    "above_scale": (
        "统计上是规上（规模以上）企业吗？",
        ("是规上企业", "不是规上企业", "什么是规上"),
    ),
    "award": (
        "得过中国质量奖、省政府质量奖（含提名）或市州政府质量奖吗？",
        ("没得过质量奖", "中国质量奖", "省政府质量奖", "市州政府质量奖"),
    ),
}
_TITLE_OR_QUALIFICATION = (
    "有质量专业职业资格（如质量工程师）或职称吗？什么级别？",
    ("中级质量专业资格", "高级职称（相关专业）", "中级职称", "初级职称", "都没有"),
)
TITLE_KEYS = ("vocational_level", "title_level", "title_field", "title")


def ask_fact(key: str, facts: Facts) -> Reply:
    """The question for one fact. A title and a qualification answer one condition, so they are asked together."""
    if key in ("vocational_level", "title_level") and not any(facts.settled(k) for k in TITLE_KEYS):
        return question(*_TITLE_OR_QUALIFICATION)
    text, answers = _ASKS.get(key, (f"请告诉我{key}。", ()))
    return question(text, answers)


def same_question(key: str) -> set[str]:
    """Facts that one question asks together: who declines it declines them all."""
    if key == "training":
        return {"training", "continuing_education"}
    if key in ("title", "title_level"):
        return {"vocational_level", "title_level", "title_field"}
    return {key}
