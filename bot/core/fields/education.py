"""学历: the highest degree somebody holds, in the words people use."""

from __future__ import annotations

import re

from bot.core.fields.base import Accepted, FieldContext, FieldSpec, Outcome, Rejected
from bot.core.fields.common import SIMPLIFY, fold, none_outcome, says_none

# Highest first. mentions/education.py hears the same words in free text.
EDUCATION_WORDS = [
    ("博士", r"博士|phd"),
    ("硕士", r"硕士|研究生|硕|mba|emba"),
    ("本科", r"专升本|本科|学士|大学(?!专科|专)|本硕|大本|全日制大学"),
    (
        "大专",
        r"大专|大[转砖](?=毕业|学历|文凭)|专科|高职|高专|电大|函授|夜大|成教|成人教育|大學專科|职业技术学院|大学专科",
    ),
    ("中专", r"中专|职高|中职|职中|职业高中|中等专业|中师|卫校"),
    ("技校", r"技校|中技|技工|高技|技师学院"),
    ("高中", r"高中|普高"),
    ("初中", r"初中|初级中学|九年义务"),
    ("小学", r"小学|没念过几年书|没文化|文盲"),
]
_ORDER = [level for level, _ in EDUCATION_WORDS]
_ALSO = [("本科", r"bachelor"), ("硕士", r"master"), ("大专", r"自考|网络教育|开放大学|远程教育")]  # fmt: skip
# A way of studying, not a degree: 大专 or 本科, whichever is said beside it.
_WAY = re.compile(r"电大|函授|夜大|成教|成人教育|自考|网络教育|开放大学|远程教育")
_LEVELS = [(level, re.compile(words)) for level, words in (*_ALSO, *EDUCATION_WORDS)]
_NOT_YET = re.compile(
    r"^[^，,。；;、)(]{0,4}?(?:在读|正在读|没毕业|还没|未毕业|肄业|没拿|没念完|没读完|读着|辍学)|^[，,](?:还|但)?没(?:毕业|拿)"
)
_DENIED = re.compile(
    r"(?:没(?:有|上过?|读过?|念过?|考上)?|不是|非|未|在读|正在读|在念|正读|在考|正在考|还在考|要考|想考)$"
)
_DENIED_AFTER = re.compile(r"^(?:学历|文凭|毕业证)?(?:都|也)?没(?:有|上|读|念)")


def find_education(text: str) -> str | None:
    """The degree a text names, the highest one held; 「电大本科」 is 本科, 「本科在读」 is none."""
    held = _held(SIMPLIFY(fold(text)).lower())
    return min(held, key=_ORDER.index) if held else None


def _held(plain: str) -> set[str]:
    """Every degree named, but for those denied or not finished."""
    held: set[str] = set()
    for level, words in _LEVELS:
        for hit in words.finditer(plain):
            before, after = plain[max(0, hit.start() - 5) : hit.start()], plain[hit.end() :]
            if level == "大专" and _WAY.fullmatch(hit[0]) and re.match(r"的?(?:本科|学士|大本|专升本|硕士)", after):
                continue
            if not (_NOT_YET.search(after) or _DENIED.search(before) or _DENIED_AFTER.search(after)):
                held.add(level)
    return held


def education(text: str, spec: FieldSpec, context: FieldContext) -> Outcome:
    """One of the form's degrees; a degree still being read for is none."""
    found = find_education(text)
    plain = SIMPLIFY(fold(text))
    if found:
        only_way = found == "大专" and _WAY.search(plain) and not re.search(r"大专|专科|高职", plain)
        return Accepted(found, "（先按大专记；拿的是本科毕业证就说“学历是本科”）" if only_way else None)
    if re.fullmatch(r"其[他它](?:学历)?", plain):
        return Accepted("其他")
    if re.search(r"在读|没毕业|还没|未毕业|肄业|没拿到|正在读|没念完|没读完", plain) and not says_none(text):
        return Rejected("还没毕业的学历不能填，请填已经拿到毕业证的最高学历，例如：大专。")
    if says_none(text):
        return none_outcome(spec)
    return Rejected("没看出是哪一种学历，请填已取得毕业证的最高学历，例如：高中、中专、大专、本科、硕士。")
