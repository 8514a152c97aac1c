"""Hears what a person does not know or does not want to tell, where the same message names it: 「公司多大我不知道」."""

from __future__ import annotations

import re

from bot.core.mentions.conduct import declines
from bot.core.mentions.quantities import plain

_PART = re.compile(r"[，,。；;！!？?\n]|但是|不过|可是|就是")
_EXPLAIN = re.compile(r"什么意思|啥意思|是什么|是啥|怎么算|什么叫|啥叫|什么是|啥是")
_TITLE = ("vocational_level", "title_level", "title_field")
_NAMED: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...] = (
    (("education",), re.compile(r"学历|文凭|什么毕业")),
    (("quality_years",), re.compile(r"年限|(?:几|多少)年|干了多久|做了多久|工龄")),
    (_TITLE, re.compile(r"职称|资格(?!条件)")),
    (
        ("enterprise_size",),
        re.compile(
            r"规模(?!以上)|(?:公司|企业|厂子?|单位)[^，]{0,4}(?:多大|大小)|[大中小微][、和还是]*[中小微]型|哪一?型|什么型|几型"
        ),
    ),
    (("above_scale",), re.compile(r"规上|规模以上|入统|入规|上没上规")),
    (("revenue_wan_yuan",), re.compile(r"营收|营业额|营业收入|销售额|产值|收入|流水")),
    (("employees",), re.compile(r"人数|多少人|几个人|员工数")),
    (("award",), re.compile(r"质量奖|得没得奖|得奖|获奖")),
    (("state_owned",), re.compile(r"国有|国企|单位性质|企业性质|股权|控股")),
    (("disqualifiers",), re.compile(r"违法|违规|违纪|处分|泄密|泄露|不得担任")),
)


def hear(text: str) -> set[str]:
    """The keys of the facts a message names and leaves open."""
    found: set[str] = set()
    for part in _PART.split(plain(text)):
        if declines(part) and not _EXPLAIN.search(part):
            found |= {key for keys, named in _NAMED if named.search(part) for key in keys}
    return found


def without_unsaid(text: str) -> str:
    """The text less the parts in which the person does not know or tell: 「是不是规上财务不肯说」 says nothing."""
    parts = re.split(r"(?<=[，,。；;！!？?\n])", text)
    return "".join(part for part in parts if not declines(part))
