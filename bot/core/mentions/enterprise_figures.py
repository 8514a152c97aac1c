"""All figures of an enterprise in one go: headcount, revenue, assets, amounts of unsaid meaning."""

from __future__ import annotations

import re
from typing import Any

from bot.core.mentions import headcount, money
from bot.core.mentions.conduct import KEEPS_QUIET
from bot.core.mentions.quantities import plain

FIGURES = ("employees", "revenue_wan_yuan", "assets_wan_yuan", "amount_wan_yuan")
_DECLINED = re.compile(
    rf"(?:不|没|冇|唔)(?:太|大|是很)?(?:知道|清楚|了解|记得|想说|方便|便|愿意|告诉|晓得|统计|算过|确定|好说|想讲|知|记得)|(?:{KEEPS_QUIET}|跳过|说不(?:上|准|好|清)|忘了|没有?数|没数据|略过|下一个)"
)
_YES = re.compile(
    r"^(?:是的?|对的?|嗯+|没错|对头|系|正是|就是)(?:[，,。！!啊呀呢吧的了 ]|资产(?:总额)?|营业?收入?|营收|$)+$"
)


# 附件4 names its indicators by letters: 「X=350 Y=2100」, 「X 350人，Y 2100万元」.
_LETTERS = {"x": "从业人员", "y": "营业收入", "z": "资产总额"}
_DIGIT = r"(?=(?:约|大约|大概)?[0-9一二三四五六七八九])"
_LETTER = re.compile(rf"(?<![a-z0-9])([xyz])\s*(?:[=:：＝]|是|为|约|等于)\s*{_DIGIT}")
_BARE_LETTER = re.compile(rf"(?<![a-z0-9])([xyz])\s*{_DIGIT}")


def _letters_spelled(words: str) -> str:
    """The letters as the indicators they stand for; one without a sign (「X20」) only beside another."""
    bare = len({hit[1] for hit in _BARE_LETTER.finditer(words)}) > 1
    return (_BARE_LETTER if bare else _LETTER).sub(lambda hit: f" {_LETTERS[hit[1]]}", words)


def hear(text: str, asked: str | None = None) -> dict[str, Any]:
    """Every figure in a text, keys and shapes as in core/facts.py.

    「是」 to the question whether an amount meant the assets or the revenue gives `amount_means`: that key.
    """
    text = _letters_spelled(plain(text))
    heard = {**headcount.hear(text, asked), **money.hear(text, asked)}
    meant = _meaning_of_bare_amount(plain(text).strip(), asked)
    if not heard and meant:
        heard["amount_means"] = meant
    return heard


def declines(text: str) -> bool:
    """The person does not want to say, or does not know."""
    return bool(_DECLINED.search(plain(text)))


def _meaning_of_bare_amount(words: str, asked: str | None) -> str | None:
    if asked in ("assets_wan_yuan", "revenue_wan_yuan") and _YES.match(words):
        return asked
    if re.fullmatch(r"(?:是|指|说的是)*(?:总资产|资产总额|资产)(?:的|吧|啊)*", words):
        return "assets_wan_yuan"
    if re.fullmatch(r"(?:是|指|说的是)*(?:营业?收入?|营收|收入|销售额|营业额)(?:的|吧|啊)*", words):
        return "revenue_wan_yuan"
    return None
