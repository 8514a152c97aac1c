"""A yes/no question about one grade, and its answer: 「算大型不」 → 「不算大型，是中型」, 「够5A没有」 → 「不够 5A，是 AAAA（4A）」.

Pure reading of the text. The word asked is kept as a fact (`grade_asked`, `level_asked`) until the verdict can be told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from bot.core.mentions.quantities import plain

SIZES = ("微型", "小型", "中型", "大型")
LEVELS = ("none", "AAA", "AAAA", "AAAAA")
_MEANT: Mapping[str, frozenset[str]] = {
    "中小微": frozenset(SIZES[:3]),
    "中小企业": frozenset(SIZES[:3]),
    "中小型": frozenset(SIZES[1:3]),
    "大中型": frozenset(SIZES[2:]),
    "小微": frozenset(SIZES[:2]),
    "大型": frozenset({"大型"}),
    "大企业": frozenset({"大型"}),
    "中型": frozenset({"中型"}),
    "中等": frozenset({"中型"}),
    "小型": frozenset({"小型"}),
    "小企业": frozenset({"小型"}),
    "微型": frozenset({"微型"}),
    "微企": frozenset({"微型"}),
    **{f"{count}A": frozenset({"A" * count}) for count in (3, 4, 5)},
}
_SIZE = re.compile("|".join(word for word in _MEANT if not word.endswith("A")))
_LEVEL = re.compile(r"(?P<count>[345三四五])\s*个?\s*a(?![a-z])|(?<![a-z])(?P<as>a{3,5})(?![a-z])")
_DIGIT = {"三": "3", "四": "4", "五": "5"}
_AFTER = re.compile(
    r"[^，,。；;？?]{0,8}?(?:吗|么|嘛|吧|没有?|否|冇|未|咩|啵|是不是|系咪|係咪|是咪|不是(?![\u4e00-\u9fff])|是吗|对吧|对吗|对不对|行不行|够不够|够唔够|得唔得|啱唔啱|[？?]|不(?![\u4e00-\u9fff]))"
)
_BEFORE = re.compile(
    r"(?:是不是|算不算|够不够|属不属于|系唔系|能不能|可不可以|是否|到没到|到不到|会不会)[^，,。；;]{0,10}$"
)
_CHOICE = re.compile(r"还是|或者?|抑或|定系|哪")


def asked_size(text: str) -> str | None:
    """The one size a yes/no question names: 「够得上中型吗」, 「算小微不」."""
    return _asked(text, _SIZE, lambda hit: hit[0])


def asked_level(text: str) -> str | None:
    """The one level a yes/no question names, as 3A, 4A or 5A."""
    return _asked(
        text, _LEVEL, lambda hit: f"{_DIGIT.get(hit['count'], hit['count'])}A" if hit["count"] else f"{len(hit['as'])}A"
    )


def answer(asked: str, outcome: str, told: str, at_least: bool = False) -> tuple[str, str]:
    """How the verdict begins, and yes or no. `told` names the outcome in words."""
    order = LEVELS if asked.endswith("A") else SIZES
    meant = _MEANT[asked]
    if outcome in meant:
        return f"是，{told}" if asked != told else f"是{told}", "yes"
    if at_least and order.index(outcome) > max(order.index(each) for each in meant):
        return f"够，而且是{told}", "yes"
    if outcome == "none":
        return f"不能，{told}", "no"
    return (f"不够 {asked}，是 {told}" if order is LEVELS else f"不算{asked}，是{told}"), "no"


def _asked(text: str, pattern: re.Pattern[str], word: Callable[[re.Match[str]], str]) -> str | None:
    words = plain(text)
    hits = list(pattern.finditer(words))
    if len({word(hit) for hit in hits}) > 1 and _CHOICE.search(words):
        return None
    asked = [h for h in hits if _AFTER.match(words[h.end() :]) or _BEFORE.search(words[: h.start()])]
    return word(asked[-1]) if asked else None
