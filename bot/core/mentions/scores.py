"""Self-assessment scores in free text: 「质量意识60，社会责任30」「8.1.1 60」「意识：140」「自评七百五左右」, or a pasted table."""

from __future__ import annotations

import math
import re
from itertools import pairwise
from typing import Any

from bot.core.mentions.quantities import find_quantities, plain, tidy, value

NAMES = {
    "8.1.1": ("质量意识",),
    "8.1.2": ("社会责任意识", "社会责任", "责任意识"),
    "8.4.1": ("策划能力", "策划"),
    "8.4.2": ("实施能力", "实施", "执行能力"),
    "8.4.3": ("学习能力", "学习"),
    "8.4.4": ("整合能力", "整合"),
    "8.5.1": ("工作绩效", "绩效"),
    "8.5.2": ("学术成就", "学术"),
    "8.5.3": ("创新成果", "创新"),
    "8.5.4": ("社会贡献", "贡献"),
    "8.5.5": ("获得荣誉", "荣誉"),
    "8.1": ("意识",),
    "8.2": ("诚信",),
    "8.3": ("知识",),
    "8.4": ("能力",),
    "8.5": ("业绩",),
}
FIRST_LEVEL = ("8.1", "8.2", "8.3", "8.4", "8.5")
SECOND_LEVEL = (
    "8.1.1",
    "8.1.2",
    "8.2",
    "8.3",
    "8.4.1",
    "8.4.2",
    "8.4.3",
    "8.4.4",
    "8.5.1",
    "8.5.2",
    "8.5.3",
    "8.5.4",
    "8.5.5",
)

_CODE_OF = {name: code for code, names in NAMES.items() for name in names}
_ANY_NAME = "|".join(sorted(_CODE_OF, key=len, reverse=True))
# 知识产权, 能力水平 and 学习时间 are words of their own, no indicators.
_LABEL = re.compile(
    rf"(?P<code>(?<![\d.])8\.[1-5](?:\.[1-5])?(?![\d.]))\s*(?:{_ANY_NAME})?|(?P<name>{_ANY_NAME})(?!产权|水平|认定|强|时间|课|培训|官)"
)
_NUMBER = r"(?:[-−负]\s*)?(?:\d{1,9}(?:\.\d{1,4})?|[零一二三四五六七八九十百千半点]{1,9}(?![个年月天学]))"
# Between a label and its score: 「诚信」 我给自己打了 「60」.
_BETWEEN = r"(?:[^0-9零一二三四五六七八九十百千;；。-]|-(?!\s*\d)){0,12}?"
_SCORE = re.compile(rf"{_BETWEEN}(?P<score>{_NUMBER})\s*(?P<tens>多)?\s*分?")
_OLD = re.compile(rf"(?:不是|从|由)\s*(?:{_NUMBER})\s*分?[，,\s]*(?:而?是|应该是|改成|改为|改到|涨到|提到|到|变成|变)")
_TOTAL = re.compile(
    r"总分|总共|合计|总值|总得分|总计|加起来|一共|自评分?|自己?评了?|估(?:计|摸着)?|认定(?:分值|分数|得分)?|得分|评分|分数|成绩|拿了?|得了?|评了|考了?|打了?"
)
_OF_SCORES = re.compile(r"分|认定|自评|等级|[aA]{3,5}|[345三四五]\s*[aA]|评")
_NOT_POINTS = re.compile(
    r"\s*(?:年|个|人|名|位|万|元|块|岁|月|%|学时|学分|分之|分钟|分公司|[aA级]|大|项|类|条|档|台|家|间|张|次|成)"
)
# 「意识一共几分」「占几成」 ask for the table's own figures and tell none.
_ASKS_TABLE = re.compile(r"几分|多少分|几成|百分之几|满分|封顶|上限|占比|分值")


def hear(text: str, asked: str | None = None) -> dict[str, Any]:
    """`scores`: points by code (8.1 … 8.5.5), "total" for a total, [low, high] where it was said vaguely.

    A bare number answers the score being asked (`asked` is its code); five bare numbers are the five categories in order,
    thirteen the second-level indicators. Out-of-range and negative scores are heard as they are: the rule refuses them.
    """
    words = re.sub(r"(?<=[\d分])\s*/\s*\d+(?:\.\d+)?", "", plain(text))  # 130/150
    words = _OLD.sub("", words)
    if _ASKS_TABLE.search(words) and not re.search(r"[0-9]|[一二三四五六七八九][十百]", words):
        return {}
    labels = list(_LABEL.finditer(words))
    found = _respectively(words, labels) or _labelled(words, labels)
    if not found and not labels:
        found = _in_order(words)
    if not found and asked in NAMES:
        found = _bare(words, asked)
    total = _total(words, bool(found), asked)
    if total is not None:
        found["total"] = total
    return {"scores": found} if found else {}


def _labelled(text: str, labels: list[re.Match[str]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for place, label in enumerate(labels):
        limit = labels[place + 1].start() if place + 1 < len(labels) else len(text)
        match = _SCORE.match(text[label.end() : limit])
        if not match:
            continue
        if _NOT_POINTS.match(text[label.end() + match.end() :]) and not match[0].endswith("分"):
            continue
        points = _points(match["score"])
        if points is not None and not _says_total(text[label.end() : label.end() + match.start("score")]):
            found[label["code"] or _CODE_OF[label["name"]]] = points
    return found


def _says_total(between: str) -> bool:
    """「业绩这块不清楚，总分750」: the number is the total's."""
    return bool(re.search(r"总分|总值|[，,。；;、\s](?:合计|一共|总共|加起来)", between))


def _respectively(text: str, labels: list[re.Match[str]]) -> dict[str, Any]:
    """「意识、诚信、知识分别是120、60、70」: names in a row, then numbers in a row."""
    if len(labels) < 2:
        return {}
    between = [text[a.end() : b.start()] for a, b in pairwise(labels)]
    if any(re.search(r"\d", b) for b in between):
        return {}
    numbers = [_points(n) for n in re.findall(_NUMBER, text[labels[-1].end() :])]
    if len(numbers) < len(labels):
        return {}
    found = {}
    for label, points in zip(labels, numbers, strict=False):
        if points is not None:
            found[label["code"] or _CODE_OF[label["name"]]] = points
    return found


def _in_order(text: str) -> dict[str, Any]:
    """Nothing but numbers: five are the categories, thirteen the second-level indicators, in the table's order."""
    if not re.fullmatch(r"[-−\d.\s，,、;；/|分]+", text):
        return {}
    numbers = re.findall(r"[-−]?\d+(?:\.\d+)?", text)
    order = {len(FIRST_LEVEL): FIRST_LEVEL, len(SECOND_LEVEL): SECOND_LEVEL}.get(len(numbers))
    return {code: _points(number) for code, number in zip(order, numbers, strict=True)} if order else {}


def _bare(text: str, asked: str) -> dict[str, Any]:
    numbers = [m for m in re.finditer(_NUMBER, text) if not _NOT_POINTS.match(text[m.end() :])]
    points = _points(numbers[-1][0]) if numbers else None
    return {} if points is None else {asked: points}


def _total(text: str, others: bool, asked: str | None) -> Any:
    """A total, said so (「总分750」) or the only number of points in the text (「自评七百五左右」「拿了599」)."""
    labelled = bool(_LABEL.search(text))
    for quantity in find_quantities(text):
        before, after = text[max(0, quantity.start - 10) : quantity.start], text[quantity.end : quantity.end + 8]
        counted = _NOT_POINTS.match(after) or re.search(r"[人个名元块]$", quantity.words)
        clause = re.split(r"[，,。；;、\s]", before)[-1]
        said_total: Any = re.search(r"(?:总分|总得分|总值|总计|合计|加起来|一共|总共)[^0-9]{0,6}$", before) and not (
            _LABEL.search(clause) and not re.search(r"总[分值得计]", clause)  # 「能力合计200」 is the category's
        )
        in_points = bool(re.match(r"\s*分(?!之|钟|公司)", after)) or quantity.words.rstrip("左右上下").endswith("分")
        hinted = _TOTAL.search(before) and quantity.low >= 100
        said_total = said_total and (others or labelled or in_points or asked is not None or _OF_SCORES.search(text))
        lone = not others and not labelled and (hinted or (in_points and quantity.low >= 100) or asked == "total")
        if quantity.scaled or counted or not (said_total or lone):
            continue
        if quantity.low == quantity.high:
            return tidy(quantity.low)
        return [math.floor(quantity.low), min(math.ceil(quantity.high), 1000)]
    return None


def _points(said: str) -> int | float | None:
    negative = bool(re.match(r"[-−负]", said))
    number = value(re.sub(r"^[-−负]\s*", "", said))
    return None if number is None else tidy(-number if negative else number)
