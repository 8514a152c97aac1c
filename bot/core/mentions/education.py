"""Hears a person's education in free text: 「电大专科」, 「没上过大学」, 「自考本科还没毕业」."""

from __future__ import annotations

import re
from typing import Any

from bot.core.fields.education import EDUCATION_WORDS
from bot.core.mentions.quantities import plain
from bot.core.rules.conditions import EDUCATION

# The words are the form field's: one table for both.
_LEVEL = re.compile("|".join(f"(?P<e{i}>{pattern})" for i, (_, pattern) in enumerate(EDUCATION_WORDS)))
_VALUE = {f"e{i}": value for i, (value, _) in enumerate(EDUCATION_WORDS)}
# Words in which a level only seems to stand: 高职称, 初中级, 质量专业中专业…
_FALSE_FRIENDS = re.compile(
    r"高职(?=[称位务])|[初高]中(?=[级层低])|[大中]专(?=[业家门])|专科(?=医|门)|小学(?=[生老校教])|高级?技(?:工|师)|技工(?!学校|校)|大本(?=营)"
    r"|大学(?=[校老教]|城|里|食堂)"
)
_BREAK = re.compile(r"[，,。；;！!？?\n]|但是|不过|后来|然后|而是")
_BEFORE_NOT = re.compile(
    r"(?:没有?|不是|并非|不算|未|无|冇|唔系|非)(?:上过|读过|念过|考上|拿到|取得|上|读|念|过|到|得|什么|全日制|正规|的)*$"
)
_AFTER_NOT = re.compile(
    r"^(?:学历|文凭|毕业证|证)?(?:都|也|还)?(?:没有|没(?!问题|关系|事)|不是|写错|说错|打错|搞错|记错|填错|冇)(?!毕业|读完|念完|拿)"
)
_NOT_YET = re.compile(
    r"^[^，,。；;]{0,6}?(?:在读|肄业|辍学|(?:还|都|仍|尚)?(?:没|未)(?:有)?(?:能)?(?:毕业|读完|念完|上完|拿到?(?:毕业)?证|考完|考出来|过完)|快毕业|没毕成?业|正在读|还在读|读着|考着|在考|读了?一半)"
    r"|^[，,][^，,。；;]{0,3}(?:还|都|但|可)?(?:没|未)(?:有)?(?:毕业|读完|念完|拿证|拿到证|考完)"
)
_GOING = re.compile(
    r"(?:在读|正在读|还在读|正读|在念|在上|在考|正在考|正考|读着|考着|就读|(?:快|即将|还没|没|未)毕业)(?:一个|个|了|的|自考|函授|成人|业余)*$"
)
_ASKED_FOR = re.compile(
    r"(?:要求|规定|门槛|最低|至少得?|起码得?|限|必须是?|卡)(?:的)?(?:学历)?(?:是|为|要|得)?(?:全日制)?$"
)
_NO_COLLEGE = re.compile(
    r"(?:没|未|冇)(?:有)?(?:上|读|念|考)(?:过|上|到)?(?:什么)?大学|没(?:有)?(?:什么)?(?:大学)?(?:文凭|学历)|大学(?:都|也)?没(?:上|读|念|考)|没(?:读|念|上)过(?:什么|几天)?(?:书|学)(?!校)"
)
_CORRECTING = re.compile(r"改成|改为|应该是|应为|其实是|更正|纠正|说错|写错|现在是")
_BELOW = re.compile(r"^(?:学历)?(?:以下|不到|都不到)")
_SHORT = {"大学": "本科", "本": "本科", "研": "硕士", "专": "大专", "大学学历": "本科"}


def hear(text: str, asked: str | None = None) -> dict[str, Any]:
    """`education` as in core/facts.py, or `education_below`: a level the person says they have not reached.

    「没上过大学」 gives `education_below` 大专: that is all it says. A level named in a question (「本科行不行」) is taken
    as the person's; one the notice is said to ask for (「要求本科吗」) is not. 「在读」 and 「没毕业」 are not reached yet.
    """
    words = _FALSE_FRIENDS.sub(lambda found: "□" * len(found[0]), plain(text).strip())
    reached: list[str] = []
    missed: list[str] = []
    for match in _LEVEL.finditer(words):
        before, after = words[: match.start()], words[match.end() :]
        value = _VALUE[str(match.lastgroup)]
        if _ASKED_FOR.search(before):
            continue
        if _is_missed(before, after):
            missed.append("大专" if match[0].startswith("大学") and "本科" not in match[0] else value)
            if re.search("专[升接插转]本", match[0]):  # whoever studies for it has the 大专 already
                reached.append("大专")
        else:
            reached.append(value)
    if reached:
        pick = reached[-1] if _CORRECTING.search(words) else max(reached, key=lambda v: EDUCATION[v])
        return {"education": pick}
    if missed:
        return {"education_below": min(missed, key=lambda v: EDUCATION[v])}
    if re.search(r"(?<!老)大[一二三四](?:在读|的?学生|了|年级|$|[，,。])", words):
        return {"education_below": "本科"}
    if _NO_COLLEGE.search(words):
        return {"education_below": "大专"}
    if asked == "education" and words in _SHORT:
        return {"education": _SHORT[words]}
    return {}


def _is_missed(before: str, after: str) -> bool:
    near = _BREAK.split(before)[-1]
    return bool(
        _BEFORE_NOT.search(near)
        or _GOING.search(near)
        or _AFTER_NOT.search(after)
        or _NOT_YET.search(after)
        or _BELOW.search(after)
        or re.search(r"不到$", near)
    )
