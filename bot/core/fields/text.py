"""Free text: 学校, 专业, 职务, 产品, 地址, 简历, 证书号, 备注; kept as written but for the words around it."""

from __future__ import annotations

import re

from bot.core.fields.base import Accepted, FieldContext, FieldSpec, Outcome, Rejected
from bot.core.fields.common import (
    HAN_CHARACTER,
    is_question,
    none_outcome,
    says_none,
    strip_around,
    strip_label,
    tidy,
)
from bot.core.fields.looks import looks_like

_SELF = r"(?:我们?(?:公司|厂)?|本人|他|她|目前|现在)?"
# What people say before and after the value, by cell.
_POST = (
    rf"^{_SELF}(?:在\S{{1,6}}?(?=[当做任干])|是|在)?(?:现任|担任|还?兼任|还?兼着?|任|当|干|做|搞)?(?:的是|了)?(?=..)",
    r"(?<=..)(?:一职|的)$",
)
_AROUND: dict[str, tuple[str, str]] = {
    "school": (rf"^{_SELF}(?:是)?(?:毕业于|毕业院校是|在|读的(?:是)?|上的(?:是)?|念的(?:是)?)?(?=..)", r"(?<=..)(?:毕业|读|念|上)?的$|(?<=..)毕业$"),
    "major": (rf"^{_SELF}(?:是)?(?:学的?|读的?|念的?)?(?:是)?(?=..)", r"(?<=..)(?:专业)?的?$"),
    "position": _POST,
    "concurrent_post": _POST,
    "legal_head_post": _POST,
    "quality_head_post": _POST,
    "main_products": (rf"^{_SELF}(?:主要|主营|主打|专门)?(?:是)?(?:生产|做|经营|卖|加工)(?:的)?(?:是)?(?=..)", r"(?<=..)的$"),
}  # fmt: skip
_YEARS = r"[0-9一二两三四五六七八九十]\s*年(?:多|半|了|前|以上)*$"
# Answers that belong to another cell.
_UNLIKELY = {
    "school": re.compile(r"专业$|^[0-9]|年$|^[男女]$|@"),
    "major": re.compile(r"^[0-9.]+\s*年|大学$|学院$|学校$|@|^[0-9]+$|[路街道]\S*[0-9]+号"),
    "position": re.compile(rf"^[0-9.]+\s*年|{_YEARS}|^[0-9]+$|@|有限公司$"),
    "concurrent_post": re.compile(rf"{_YEARS}|[0-9]{{5,}}|^[0-9]+$|@|[路街]\S*[0-9]+号"),
    "main_products": re.compile(r"^[0-9]+$|@|^[我他她]叫|毕业|身份证|手机(?:号|尾号|最后)|[0-9]{7}"),
    "legal_head_post": re.compile(r"[0-9]{5,}|@"),
    "quality_head_post": re.compile(r"[0-9]{5,}|@"),
}
_NEVER_WORDS = {"ownership", "gender", "enterprise_size", "mobile", "id_number", "email", "postcode", "date", "website"}
_NO_OTHER_POST = re.compile(
    r"(?:就|只有|只是)(?:这|首席质量官|一)(?:一|个|职)*(?:职务)?|不?兼(?:任|职)?没有|也?没(?:有)?再?(?:兼|挂|别|其[他它])\S{0,8}"
)


_SHORT_NAMES = {"legal_head_post": ("职务",), "quality_head_post": ("职务",)}


def text(said: str, spec: FieldSpec, context: FieldContext) -> Outcome:
    """Too long, or nothing but marks, or what belongs to another cell is refused."""
    plain = _value(said, spec)
    if says_none(said) or (spec.key == "concurrent_post" and _NO_OTHER_POST.fullmatch(plain)):
        return _nothing(spec, context)
    if spec.key in ("school", "major") and plain.startswith("没"):
        return _nothing(spec, context)
    if not re.search(r"\w", plain):
        return Rejected(f"{spec.label}没看到内容，例如：{spec.example}。")
    unlikely = _UNLIKELY.get(spec.key)
    if unlikely and (unlikely.search(plain) or looks_like(plain) & _NEVER_WORDS):
        return Rejected(f"“{plain[:20]}”不像{spec.label}，例如：{spec.example}。")
    if len(plain) > spec.max_length:
        return Rejected(
            f"{spec.label}最多 {spec.max_length} 字，这里有 {len(plain)} 字，请缩短，例如：{spec.example}。"
        )
    return Accepted(plain)


def _nothing(spec: FieldSpec, context: FieldContext) -> Outcome:
    """Who left school without a 专业 has none to fill in."""
    if spec.key == "major" and context.facts.get("education") in ("小学", "初中", "高中", "其他"):
        return Accepted("无")
    return none_outcome(spec)


def _value(said: str, spec: FieldSpec) -> str:
    names = (spec.label, *spec.names)
    if spec.key == "remark":
        return strip_label(tidy(said).strip(" \n\t"), names)
    if spec.key not in _AROUND:
        return strip_around(said, names)
    plain = strip_around(said, (*names, *_SHORT_NAMES.get(spec.key, ())), glued=2 if spec.key == "major" else 4)
    before, after = _AROUND[spec.key]
    return re.sub(after, "", re.sub(before, "", plain)).strip(" ,，.。;；、:：")


def resume(said: str, spec: FieldSpec, context: FieldContext) -> Outcome:
    """Long text, paragraphs kept."""
    plain = re.sub(r"[ \t]+", " ", tidy(said)).strip()
    for name in sorted((spec.label, *spec.names), key=len, reverse=True):
        plain = re.sub(rf"^(?:我的)?{name}\s*(?:[:：]|是|如下|为)+\s*", "", plain)
    if says_none(plain):
        return none_outcome(spec)
    if len(re.sub(r"[\W_]", "", plain)) < 6:
        return Rejected(f"工作简历太短了，请写几年几月在哪做什么、质量管理经验和获奖情况，例如：{spec.example}。")
    if len(plain) > spec.max_length:
        return Rejected(
            f"工作简历最多 {spec.max_length} 字，这里有 {len(plain)} 字，请缩短到 {spec.max_length} 字以内。"
        )
    return Accepted(plain)


def address(said: str, spec: FieldSpec, context: FieldContext) -> Outcome:
    plain = strip_around(said, (spec.label, *spec.names), glued=2)
    plain = re.sub(r"^(?:我们?)?(?:就?在|住在?|寄到|位于)(?=..)", "", plain)
    if says_none(said):
        return none_outcome(spec)
    if len(plain) < 5 or not re.search(rf"[{HAN_CHARACTER}]{{3}}", plain) or "@" in plain or is_question(plain):
        return Rejected(f"地址不够详细，请写到路和门牌号，例如：{spec.example}。")
    if len(plain) > spec.max_length:
        return Rejected(f"地址最多 {spec.max_length} 字，这里有 {len(plain)} 字，请缩短，例如：{spec.example}。")
    return Accepted(plain)


_NOT_YET = re.compile(
    r"(?:证书?)?(?:还)?没(?:有|考|拿|办|参加|培训|发|下来|到手)[^，,]{0,6}|(?:还)?在(?:办|考|等|申请)(?:着|呢|证)?"
)


def certificate(said: str, spec: FieldSpec, context: FieldContext) -> Outcome:
    """A certificate's number or issuer; both may be 无."""
    plain = strip_around(said, (spec.label, *spec.names), glued=3)
    plain = re.sub(r"^(?:证书)?(?:编号|号码?)\s*(?:[:：]|是|为)?\s*(?=.)", "", plain)
    plain = re.sub(r"(?<=..)(?:发|颁)(?:的|给我的)?证?(?:书)?的?$", "", plain).strip()
    if says_none(said) or _NOT_YET.fullmatch(plain):
        return none_outcome(spec)
    dated = spec.key == "certificate_issuer" and bool(
        {"date", "mobile"} & looks_like(plain) or re.search(_YEARS, plain)
    )
    if not re.search(r"\w", plain) or len(plain) > spec.max_length or is_question(plain) or dated:
        return Rejected(f"没看出{spec.label}，例如：{spec.example}，没有就说没有。")
    return Accepted(plain)
