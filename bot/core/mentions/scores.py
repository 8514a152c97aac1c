"""Self-assessment scores in free text: 「质量意识60，社会责任30」「8.1.1 60」「意识：140」「自评七百五左右」, or a pasted table."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
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
# A single spelled numeral is a score only where the number ends.
_SPELLED = "零一二三四五六七八九十百千半点"
_ENDS = r"(?=\s*(?:多?分|[，,。、；;:：/!！?？)）\s]|$|左右|上下|[吧了呢啊哈整吗么]))"
_NUMBER = rf"(?:[-−负]\s*)?(?:\d{{1,9}}(?:\.\d{{1,4}})?|[{_SPELLED}]{{2,9}}(?![个年月天学类项级])|[零一二三四五六七八九十百千]{_ENDS})"
# Between a label and its score: 「诚信」 我给自己打了 「60」.
_BETWEEN = r"(?:[^0-9零一二三四五六七八九十百千;；。-]|-(?!\s*\d)){0,12}?"
_SCORE = re.compile(rf"{_BETWEEN}(?P<score>{_NUMBER})\s*(?P<tens>多)?\s*分?")
_OLD = re.compile(rf"(?:不是|从|由)\s*(?:{_NUMBER})\s*分?[，,\s]*(?:而?是|应该是|改成|改为|改到|涨到|提到|到|变成|变)")
# 「扣掉1分变199」: the second number is the score; 「少记了一分」 alone tells none.
_BY = re.compile(
    rf"再?(?:扣|减|少|去|加|涨|多|补|提高|高出?|低)(?:掉|了|去|上|出|(?:记|算|给|拿|得|打|考|评|要)(?:到|上)?了?)*(?:{_NUMBER})\s*分(?!才|就(?!是|变|到))[呢吧]?[，,\s]*(?:也?就?(?:变成?|是|剩|成|为|到|等于)了?)?"
)
# 「诚信满分才80，那改成78」: the first number is the table's.
_MAXIMUM_TOLD = re.compile(rf"满分(?:才|只有?|就|也|是|为|不过|总共|[:：])*\s*(?:{_NUMBER})\s*分?")
_TOTAL = re.compile(
    r"总分|总共|合计|总值|总得分|总计|加起来|一共|自评分?|自己?评了?|估(?:计|摸着)?|认定(?:分值|分数|得分)?|得分|评分|分数|成绩|拿了?|得了?|评了|考了?|(?<!实)打了?(?!实)"
)
_OF_SCORES = re.compile(r"分|认定|自评|等级|[aA]{3,5}|[345三四五]\s*[aA]|评")
_NOT_POINTS = re.compile(
    r"\s*(?:年|个|人|名|位|万|元|块|岁|月|%|学时|学分|分之|分钟|分公司|[aA级]|大|项|类|条|档|台|家|间|张|次|成)"
)
# 「差一分到八百」 tells 799 where a level is asked for.
_SHORT_OF = re.compile(
    rf"[差缺少](?P<lacking>\d{{1,3}}|[{_SPELLED}])分?(?:就|才|没|不|便|即)*(?:到|够|满|上|达到?|是)?(?P<line>\d{{3,4}}|[{_SPELLED}]{{2,4}})(?![年月])"
)
_LEVEL = re.compile(
    r"(?:几|[345三四五])\s*个?\s*a(?![a-z])|(?<![a-z])a{3,5}(?![a-z])|(?:什么|哪个?|啥|几)(?:等)?级|定级|评级"
)
# 「意识一共几分」「占几成」 ask for the table's own figures and tell none.
_ASKS_TABLE = re.compile(
    r"几分|多少分|几成|百分之几|满分(?:是|为|有)?(?:多少|几)|(?:多少|几)分?(?:是|算|才是?)?满分|封顶|上限|占比|分值"
)


def hear(text: str, asked: str | None = None, maxima: Mapping[str, float] | None = None) -> dict[str, Any]:
    """`scores`: points by code (8.1 … 8.5.5), "total" for a total, [low, high] where it was said vaguely.

    A bare number answers the score being asked (`asked` is its code); five bare numbers are the five categories in order,
    thirteen the second-level indicators. 「满分」 is the code's figure in `maxima`, 「其余满分」 that of every other one.
    Out-of-range and negative scores are heard as they are: the rule refuses them.
    """
    words = re.sub(r"(?<=[\d分])\s*/\s*\d+(?:\.\d+)?", "", plain(text))  # 130/150
    words = re.sub(r"[这那]?一(?=共|[大小]?[项块类栏样])", "", words)  # 「这一项」 is no 1
    words = re.sub(r"百分(?:之)?百", "", words)  # all of them: no points
    words = _BY.sub(" ", _OLD.sub("", _MAXIMUM_TOLD.sub("", words)))
    if _ASKS_TABLE.search(words) and not re.search(r"[0-9]|[一二三四五六七八九][十百]", words):
        return {}
    labels = list(_LABEL.finditer(words))
    found = _respectively(words, labels) or {**_labelled(words, labels), **_children(words)}
    found |= _full(words, labels, found, asked, maxima or {})
    if not found and not labels:
        found = _in_order(words)
    if not found and asked in NAMES:
        found = _bare(words, asked)
    total = _total(words, bool(found), asked)
    if total is not None:
        found["total"] = total
    return {"scores": found} if found else {}


def codes_named(text: str) -> list[str]:
    """Codes of the categories and indicators a text names, in order."""
    return [_code(label) for label in _LABEL.finditer(plain(text))]


def without_old_total(heard: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """A total told of parts that were all known falls where one of them changes: `total` is None then."""
    complete = all(any(code == c or code.startswith(c + ".") for code in known) for c in FIRST_LEVEL)
    return {**({"total": None} if complete and "total" in known else {}), **heard}


def _labelled(text: str, labels: list[re.Match[str]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for place, label in enumerate(labels):
        limit = labels[place + 1].start() if place + 1 < len(labels) else len(text)
        if _NOTHING.match(text[label.end() : limit]):
            found[_code(label)] = 0
            continue
        match = _SCORE.match(text[label.end() : limit])
        if not match:
            continue
        if _NOT_POINTS.match(text[label.end() + match.end() :]) and not match[0].endswith("分"):
            continue
        points = _points(match["score"])
        if points is not None and match[0].endswith("分") and text.startswith("半", label.end() + match.end()):
            points = tidy(points + 0.5)
        if points is not None and not _says_total(text[label.end() : label.end() + match.start("score")]):
            found[_code(label)] = points
    return found


def _says_total(between: str) -> bool:
    """「业绩这块不清楚，总分750」: the number is the total's."""
    return bool(re.search(r"总分|总值|[，,。；;、\s](?:合计|一共|总共|加起来)", between))


_NOTHING = re.compile(
    r"[：: ，]?(?:这|那)?[项块]?(?:是|得|为)?(?:[一半1]分(?:也|都)?(?:没有?|未得|冇)|没有?得?分|不得分|挂零|(?:没有|无|冇)(?=[，,。；;、\s]|$))"
)
_FULL = r"(?:都|也|全|均|拿|得|是|给|打|了|为|我|自己|[:：\s])*(?:满分|拿满|打满|得满|满的)"
_NOT_SATISFIED = (
    r"(?![足意期]|[\d一二三四五六七八九十两]+年)"  # 「条件都满足」「都满五年」「都要学满」 are no full marks
)
_ALL_FULL = re.compile(
    rf"(?:其[他它余]|别的|剩下|剩余|另外|余下)[^，,。；;\d]{{0,8}}满{_NOT_SATISFIED}|(?:全部?|都|各项|每项|样样|五项|五类|通通|统统)[^，,。；;\d学]{{0,6}}满{_NOT_SATISFIED}"
)
_EXCEPT = re.compile(r"(?:除了?|除开|除去|不算|就)([^，,。；;]{1,24}?)(?:以?外|之外|[，,]|都|全|其|不是满|没满|差)")
_NOT_FULL = re.compile(rf"((?:(?:{_ANY_NAME})[和、与及跟]?)+)(?:都)?(?:没|不|未)(?:是|拿|得|打|到)?满")


def _full(
    text: str, labels: list[re.Match[str]], found: Mapping[str, Any], asked: str | None, maxima: Mapping[str, float]
) -> dict[str, Any]:
    """「能力满分」「除了诚信都满分」「诚信60，其余满分」, when asked also a bare 「满分」. A question about the maximum tells none."""
    if (
        "满" not in text
        or not maxima
        or re.search(r"满分(?:是|为|有)?(?:多少|几)|(?:多少|几)分?(?:是|算|才是?)?满分|满分[多几]", text)
    ):
        return {}
    spared = {
        _code(label) for but in (_EXCEPT, _NOT_FULL) for hit in but.finditer(text) for label in _LABEL.finditer(hit[1])
    }
    full = {}
    for label in labels:
        if _code(label) not in spared and re.match(rf"(?:[这那]?[项块类])?{_FULL}", text[label.end() :]):
            full[_code(label)] = tidy(maxima[_code(label)])
    if _ALL_FULL.search(text):
        told = {*found, *full, *spared}
        for code in FIRST_LEVEL:
            children = [child for child in SECOND_LEVEL if child.startswith(code + ".")]
            if code in told:
                continue
            open_codes = children if any(child in told for child in children) else [code]
            full |= {each: tidy(maxima[each]) for each in open_codes if each not in told}
    if (
        asked
        and asked in maxima
        and not labels
        and not full
        and re.fullmatch(rf"(?:那|就)*{_FULL}[分的啊呀吧了！!。]*", text.strip())
    ):
        full[asked] = tidy(maxima[asked])
    return full


def _code(label: re.Match[str]) -> str:
    return str(label["code"] or _CODE_OF[label["name"]])


_PARTS = re.compile(
    r"(?P<name>意识|能力|业绩)[^0-9，,。；;]{0,6}(?:小项|分项|子项|二级|各项)[^0-9。；;]{0,8}|(?P<each>意识|能力|业绩)(?:依次|分别)[^0-9。；;]{0,4}"
)


_FIVE = re.compile(
    rf"五个?大?[类项块](?:得分|分数)?(?:分别|依次)(?:是|为|得)?(?P<points>[0-9.{_SPELLED}、，,/\s分和]{{9,60}})"
)


def _children(text: str) -> dict[str, Any]:
    """「能力四个小项依次是 60 80 40 30」: as many numbers as the category has indicators, in the table's order."""
    found: dict[str, Any] = {}
    for cue in _PARTS.finditer(text):
        codes = [c for c in SECOND_LEVEL if c.startswith(_CODE_OF[cue["name"] or cue["each"]] + ".")]
        numbers = re.match(r"(?:\d+(?:\.\d+)?\s*分?[、，,/\s和]*)+", text[cue.end() :])
        points = re.findall(r"\d+(?:\.\d+)?", numbers[0]) if numbers else []
        if len(points) == len(codes):
            found |= {code: _points(each) for code, each in zip(codes, points, strict=True)}

    five = _FIVE.search(text)
    if five:
        points = re.findall(_NUMBER, five["points"])
        if len(points) == len(FIRST_LEVEL):
            found |= {code: _points(each) for code, each in zip(FIRST_LEVEL, points, strict=True)}
    return found


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
            found[_code(label)] = points
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
    labelled, level = bool(_LABEL.search(text)), bool(_LEVEL.search(text))
    alone = not others and not labelled
    of_scores = not alone or asked is not None or bool(_OF_SCORES.search(text))
    short = _SHORT_OF.search(text)
    if short and alone and level:
        line, lacking = _points(short["line"]), _points(short["lacking"])
        if line is not None and lacking is not None and line >= 100:
            return tidy(line - lacking)
    for quantity in find_quantities(text):
        before, after = text[max(0, quantity.start - 10) : quantity.start], text[quantity.end : quantity.end + 8]
        in_points = bool(re.match(r"\s*分(?!之|钟|公司)", after)) or quantity.words.rstrip("左右上下").endswith("分")
        said_total = (of_scores or in_points) and _is_total(before)
        large = quantity.low >= 100 and (level or in_points or bool(_TOTAL.search(before)))
        if not (said_total or (alone and (large or asked == "total"))) or quantity.scaled:
            continue
        counted = _NOT_POINTS.match(after) or re.search(r"[人个名元块]$", quantity.words)
        vague = re.search(r"[几数](?![十百千])", quantity.words)
        if counted or vague or re.search(r"[差缺少离距][^，,。；;总]{0,6}$", before):
            continue
        if quantity.low == quantity.high:
            return tidy(quantity.low)
        return [math.floor(quantity.low), min(math.ceil(quantity.high), 1000)]
    return None


def _is_total(before: str) -> bool:
    """「总分」 before the number; 「能力合计200」 is the category's."""
    if not re.search(r"(?:总分|总得分|总值|总计|合计|加起来|一?共|总共)[^0-9]{0,6}$", before):
        return False
    clause = re.split(r"[，,。；;、\s]", before)[-1]
    return not _LABEL.search(clause) or bool(re.search(r"总[分值得计]", clause))


def _points(said: str) -> int | float | None:
    negative = bool(re.match(r"[-−负]", said))
    number = value(re.sub(r"^[-−负]\s*", "", said))
    return None if number is None else tidy(-number if negative else number)
