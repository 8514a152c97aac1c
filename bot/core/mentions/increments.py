"""Hears a change told by how much, of a figure known already: 「再招80个人」「业绩再多拿15分」「再干两年呢」「营收少做500万」.

Where the text tells the figure reached as well (「再多拿15分，也就是305」), that figure stands and nothing is added.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

from bot.core.mentions import scores
from bot.core.mentions.quantities import UNBOUNDED, find_quantities, plain, tidy, value

_NUMERAL = r"(?P<n>[0-9]{1,7}(?:\.[0-9]{1,2})?|[零一二三四五六七八九十百千半]{1,6})"
_MORE = r"再|又|还要?|多|新|另外?|加|涨|增|添|扩|提高|补"
_LESS = r"少|减|裁|辞|走|扣|降|跌|砍|掉|去掉|退"
_REACHED = re.compile(
    r"(?:(?<![拿得考招找评打])到|变?成|达|剩|等于|合计|一共|总共|拢共|加起来|就是|变为|共有)(?:了|有|是)?[^，,。；;0-9]{0,4}[0-9零一二三四五六七八九十百千]"
)
_PEOPLE = re.compile(
    rf"(?P<sign>{_MORE}|{_LESS})(?P<how>[^，,。；;0-9零一二三四五六七八九十百千]{{0,6}}?){_NUMERAL}\s*(?:来|多)?(?:个|名|位|号)?(?:[\u4e00-\u9fff]{{0,3}}(?:人(?!民币)|员|工|师傅|阿姨|伙计|司机|保安|学徒|帮手))"
)
# 「人再加20呢」
_PEOPLE_FIRST = re.compile(
    rf"(?:人|人数|员工|职工|工人)(?P<sign>再|又|还要?|多|少|加|减|增|裁|走)(?P<how>[招请雇加增减裁走多少了掉]{{0,3}}){_NUMERAL}(?:个|名)?(?![万亿分%])"
)
_TAKEN_ON = re.compile(r"招|请|雇|聘|进|添|加|增|扩|来|多|少|裁|辞|走|减|退|离|开")
_YEARS = re.compile(
    rf"(?:再|又|多|等)(?:过|干|做|熬|等|满|攒|待|工作|从事|加|有|积累)*(?:质量|质检|品质)?(?:工作|管理|上|个|它)*{_NUMERAL}\s*个?年(?P<half>半)?(?!级|代|月|底|初|的)"
)
_YEARS_WORDS = {"明年": 1, "后年": 2}
_COMING = re.compile(r"^(?:那|等)?(?:到了?)?(?P<w>明年|后年)(?:再)?(?:来|报|申请|申报|看|当)?(?:呢|行|能|可以|够)")
_MONEY = re.compile(
    rf"(?:{_MORE}|{_LESS})[^，,。；;0-9零一二三四五六七八九十百千]{{0,6}}?(?=[0-9零一二三四五六七八九十百千])"
)
_ASSETS = re.compile(r"资产")
_POINTS = re.compile(
    rf"(?P<sign>{_MORE}|{_LESS})(?P<how>[^，,。；;0-9零一二三四五六七八九十百千]{{0,5}}?){_NUMERAL}\s*(?P<unit>分)?(?![之钟]|公司|个|名|人|年|万|项|类|级|%)"
)


def hear(text: str, known: Mapping[str, Any]) -> dict[str, Any]:
    """Facts of `known` with what the text adds to them or takes off; only those it changes so."""
    words = plain(text)
    if _REACHED.search(words):
        return {}
    return {**_people(words, known), **_money(words, known), **_years(words, known), **_points(words, known)}


def _sign(found: re.Match[str]) -> int:
    return -1 if re.match(_LESS, found["sign"]) or re.match(_LESS, found["how"]) else 1


def _people(words: str, known: Mapping[str, Any]) -> dict[str, Any]:
    found, now = _PEOPLE_FIRST.search(words) or _PEOPLE.search(words), known.get("employees")
    if not found or not now or not _TAKEN_ON.search(found["sign"] + found["how"]):
        return {}
    if re.match(r"上|起来|一起|达", found["how"]):  # 「加上老板30个人」
        return {}
    by = value(found["n"])
    return {} if by is None else {"employees": [_moved(each, _sign(found) * by) for each in now]}


def _money(words: str, known: Mapping[str, Any]) -> dict[str, Any]:
    cue = _MONEY.search(words)
    amount = next((q for q in find_quantities(words) if cue and q.end > cue.end() >= q.start and q.scaled), None)
    key = "assets_wan_yuan" if _ASSETS.search(words) else "revenue_wan_yuan"
    now = known.get(key) or (known.get("amount_wan_yuan") if key == "revenue_wan_yuan" else None)
    if cue is None or amount is None or not now or amount.low != amount.high:
        return {}
    by = amount.low / 10**4 * (-1 if re.search(_LESS, cue[0]) else 1)
    return {key: [_moved(each, by) for each in now]}


def _years(words: str, known: Mapping[str, Any]) -> dict[str, Any]:
    now = known.get("quality_years")
    if now is None:
        return {}
    found, coming = _YEARS.search(words), _COMING.search(words)
    by = value(found["n"]) if found else _YEARS_WORDS[coming["w"]] if coming else None
    half = 0.5 if found and found["half"] else 0
    return {} if by is None else {"quality_years": tidy(float(now) + by + half)}


def _points(words: str, known: Mapping[str, Any]) -> dict[str, Any]:
    """Points more or less, of the indicator named before them, or of the total where only that is known."""
    told, found = known.get("scores") or {}, _POINTS.search(words)
    if not told or not found:
        return {}
    by = value(found["n"])
    named = scores.codes_named(words[: found.start()])
    if not named and not found["unit"]:
        return {}
    of_total = "total" in told and (set(told) == {"total"} or bool(re.search(r"总分|总共|一共", words)))
    code = named[-1] if named else "total" if of_total else None
    now = told.get(code) if code else None
    if by is None or code is None or not isinstance(now, (int, float)):
        return {}
    return {"scores": {code: tidy(now + _sign(found) * by)}}


def _moved(figure: float, by: float) -> int | float:
    if figure >= UNBOUNDED:
        return figure
    moved = max(0.0, figure + by)
    return tidy(moved) if not math.isinf(moved) else figure
