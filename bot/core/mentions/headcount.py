"""How many people work there: 「300人」「两百来号员工」「从业人员：120」「就夫妻俩」."""

from __future__ import annotations

import math
import re
from typing import Any

from bot.core.mentions.quantities import UNBOUNDED, Quantity, as_it_is_now, find_quantities, plain

_LABEL = r"(?:从业人员(?:期末)?(?:人?数)?|从业人数|员工(?:总?人?数)?|职工(?:总?人?数)?|雇员|雇工|工人|人员|人数|人手|用工|编制|团队|徒弟|学徒|店员|伙计|司机|教练|厨师|服务员|技师|师傅|前台|保安|保洁|加起来|拢共|总共|正式工|在编|在岗|在册|在职|(?:(?<=[，,。；;、\s])|^)人|雇了?|请了?|招了?|手下|手底下|带着)"
_BEFORE = re.compile(
    _LABEL
    + r"(?:总数|总共|一共|共|也|到|达到?|增到|合计|从|大约|大概|现在|目前|也就|只有|才|就|有|是|要是|如果是?|为|在|约|了|着|=|变成|换成|涨到|加到|减到|改成|改为|应该是|[:：\s])*$"
)
# 人民币, 人均, 人次 and the like count something else.
# 「老板加阿姨一共9个」「连我10个」「在岗99个」: people, whatever the measure word.
_PEOPLE_AROUND = re.compile(
    r"(?:[加连带]上?我|在岗|在册|在职|(?:员|工|姨|师傅|老板|我|收银|网管|店长|手|伙计|妹|哥|嫂)[^，,。；;]{0,8}(?:加起来|一共|总共|拢共))(?:正好|刚好|就|才|有|是|共)*$"
)
_AFTER = re.compile(
    r"\s*(?:(?:来|多)?(?:个|名|位|号|口)?\s*(?:人(?!民币|均|次|家|工|份)|员工|职工|工人|雇员|店员|服务员|司机|保安|老师|技师|师傅|徒弟|学徒|技工|工程师|律师|厨师|教练|业务员|销售员|快递员|骑手|护工|导游|操作工|阿姨|伙计|帮工|劳动力|正式工)|[名位号](?![码称位置]))"
)
_PEOPLE_IN_WORDS = re.compile(r"(?:[人名位]|个人|[个位名号口](?:员工|工人|职工|人))")
_ALONE = re.compile(
    r"(?:就|只有|只|光)(?:我|自己|老板)(?:自己|一个)?(?:一个?人|一人|自己)|(?:一人|个人独资).{0,2}(?:干|做|经营)|单干|没(?:有)?(?:雇|请)(?:别)?人|没有员工|光杆"
)
_COUPLE = re.compile(r"夫妻(?:俩|二个?人?|店|档|二)|(?:我和|跟)(?:老婆|老公|媳妇|爱人)(?:二个?人?)?")


def hear(text: str, asked: str | None = None) -> dict[str, Any]:
    """`employees` as [low, high]. When headcount is what was asked, a bare number is one; the last of several wins a correction."""
    words = as_it_is_now(plain(text))
    found = [q for q in find_quantities(words) if _counts_people(words, q) and not _taken_back(words, q)]
    found = [q for q in found if not _SOME_OF_THEM.search(words[: q.start])] or found[:1]
    if not found and asked == "employees":
        found = [
            q
            for q in find_quantities(words)
            if not re.match(r"\s*(?:元|块|年|月|%)", words[q.end :]) and not re.search("[元块万亿]", q.words)
        ][:1]
    if len(found) > 1 and all(_is_part(words, q) for q in found):
        return {"employees": _whole(sum(q.low for q in found), min(sum(q.high for q in found), UNBOUNDED))}
    if found:
        now = [
            q
            for q in found
            if re.search(r"(?:现在|目前|如今|眼下|实际|共|合计|总计|加起来)[^，,。；;]{0,4}$", words[: q.start])
        ]
        corrected = re.search(r"[说数看算报写填]错|不对|改|更正|应该是|不是", words)
        best = now[-1] if now else found[-1] if corrected else found[0]
        return {"employees": _whole(best.low, best.high)}
    if _COUPLE.search(words):
        return {"employees": [2, 2]}
    if _ALONE.search(words):
        return {"employees": [1, 1]}
    return {}


def _counts_people(text: str, quantity: Quantity) -> bool:
    after = text[quantity.end : quantity.end + 16]
    if re.match(r"民币|均|次", after) or re.search(r"元|块|万元", quantity.words):
        return False
    if _PEOPLE_IN_WORDS.search(quantity.words) and not quantity.words.endswith(("个", "名")):
        return True
    counted = re.match(r"(?:个|名|位|号)?人(?!员|数|手)", after)  # 「4个人一年流水…」: 人 belongs to the 4
    if not counted and re.match(rf"\s*{_LABEL}\s*(?:总数|人数|共|有|是|为|[:：\s])*[0-9一二三四五六七八九十百]", after):
        return bool(
            _BEFORE.search(text[max(0, quantity.start - 16) : quantity.start])
        )  # 「收入2000 员工300」: the word belongs to what follows
    if _AFTER.match(after):
        return True
    if quantity.words.endswith(("个", "名")):
        before = text[max(0, quantity.start - 16) : quantity.start]
        if _PEOPLE_AROUND.search(before) and re.match(r"\s*(?:[，,。；;！!？?]|$)", after):
            return True
        return bool(re.match(r"(?:员工|工人|职工|人(?!民币|均)|伙计|雇员|师傅)", after) or _BEFORE.search(before))
    return bool(_BEFORE.search(text[max(0, quantity.start - 16) : quantity.start])) and not re.match(
        r"\s*(?:万?元|块|年|个月|岁|%|平)", after
    )


_PART = re.compile(
    r"(?:总部|门店|分店|工厂|厂里|车间|办公室|管理|工人|司机|销售|业务|技术|后勤|一线|生产|男|女|正式工?|临时工?|派遣)(?:员|工|岗|的|有|这边)*$"
)


# 「加6个阿姨，8个人」「30人，其中5个管理」: a number beside the whole.
_SOME_OF_THEM = re.compile(r"(?:加上?|再加|含|包括|其中|另有|带)(?:有|了|我|的)?$")


def _is_part(text: str, quantity: Quantity) -> bool:
    """「总部30人门店270人」: groups that make up the whole."""
    return bool(_PART.search(text[max(0, quantity.start - 6) : quantity.start]))


def _taken_back(text: str, quantity: Quantity) -> bool:
    """「不是300人，是500人」「从300人增加到500人」: the first figure is not what holds."""
    before = text[max(0, quantity.start - 6) : quantity.start]
    if re.search(r"[差缺](?:了|着|个)?$", before):
        return True  # 「就差十个人」
    if quantity.low < quantity.high and before.endswith("从"):
        return False  # 「从八十到一百不等」
    return bool(re.search(r"(?:不是|原来(?:说)?(?:是)?|之前(?:说)?(?:是)?|从)(?:有)?$", before)) and bool(
        re.search(r"\d|[一二三四五六七八九十百千]", text[quantity.end :])
    )


def _whole(low: float, high: float) -> list[int]:
    return [math.ceil(low - 1e-6), UNBOUNDED if high >= UNBOUNDED else math.floor(high + 1e-6)]
