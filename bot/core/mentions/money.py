"""Revenue, total assets and amounts of unsaid meaning, in 万元: 「营收1.2亿」「资产总额八千万」「一年做五百来万」.

Profit, registered capital, fixed assets, loans, wages and foreign currency are not what 附件4 looks at: heard as none of the three.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from bot.core.mentions.quantities import UNBOUNDED, Quantity, as_it_is_now, find_quantities, plain

_WORDS = {
    "other": (
        "利润总额|净利润|毛利润?|纯利|利润|净赚|赚|盈利|亏损?|注册资[本金]|注册|实缴|认缴|固定资产|净资产|流动资产|无形资产|投资额?|投[了入]|融资|贷款|借款|负债|欠|"
        "税收|纳税|缴税|交税|税|工资|薪水|年薪|房租|租金成本|成本|罚款|罚|奖金|奖励|补贴|押金|保额|市值|估值|预算|库存"
    ),
    "assets_wan_yuan": "资产总额|资产总计|总资产|资产合计|资产规模|全部资产|资产|家当|家底",
    "revenue_wan_yuan": (
        "主营业务收入|营业总收入|营业收入|主营收入|年营业额|营业额|营收|年销售额|销售收入|销售额|年销售|年销|销售|销量额|流水|年产值|总产值|产值|年收入|总收入|收入|"
        "进账|年入|产出|一年做|年做|一年卖|年卖|卖了?|做到|一年"
    ),
}
_LABEL = re.compile("|".join(f"(?P<{key}>{words})" for key, words in _WORDS.items()))
_NOT_MONEY = re.compile(
    r"\s?(?:个|多|来)?(?:人(?!民币|员|数)|名|位)|(?:个|多|来)?(?:号|口|吨|斤|公斤|头|只|尾|羽|株|棵|亩|公顷|平|台|辆|件|套|双|箱|瓶|包|袋|米|公里|度|方|立方|字|次|份|家|户|间|条|艘|架|粉|用户|会员|(?:员工|职工)(?!\s*(?:总|共|有|[0-9一二三四五六七八九十百]))|%|分|年|月|天|岁|美|港|欧|英镑|日元|韩|卢比|刀|股)"
)
_FOREIGN = re.compile(r"\s*(?:元|块)?(?:美元|美金|美刀|港[币元纸]|欧元?|英镑|日元|韩元|台币|澳元|加元|usd|hkd|eur)")
_CORRECTION = re.compile(r"说错|打错|写错|记错|错了|不对|更正|改成|改为|改一下|应该是|不是|纠正")
_BOTH = re.compile(r"(?:都|均|各)(?:是|为|有|在)?$")
_RESPECTIVELY = re.compile(r"分别")
_ASKED = ("revenue_wan_yuan", "assets_wan_yuan", "amount_wan_yuan")


@dataclass(frozen=True)
class _Token:
    start: int
    end: int
    label: str = ""
    amount: tuple[float, float] | None = None
    taken_back: bool = False


def hear(text: str, asked: str | None = None) -> dict[str, Any]:
    """`revenue_wan_yuan`, `assets_wan_yuan`, `amount_wan_yuan` as [low, high] in 万元.

    An amount goes to the word it stands beside; when one of the three was asked, a bare amount (even without a unit,
    then 万元) answers it. In a correction the last amount counts, and a bare one is taken for the revenue.
    """
    words = as_it_is_now(plain(text))
    tokens = _tokens(words, asked)
    correcting = bool(_CORRECTION.search(words))
    heard: dict[str, Any] = {}
    for label, (low, high) in _assigned(words, tokens):
        key = label or (asked if asked in _ASKED else "amount_wan_yuan")
        if key != "other" and (correcting or key not in heard):
            heard[key] = [_wan(low), UNBOUNDED if high >= UNBOUNDED else _wan(high)]
    if correcting and "amount_wan_yuan" in heard and "revenue_wan_yuan" not in heard:
        heard["revenue_wan_yuan"] = heard["amount_wan_yuan"]
    return heard


def _wan(number: float) -> int | float:
    """Exact to the yuan: 399999999元 is under 40000万元."""
    exact = round(number, 4)
    return int(exact) if exact == int(exact) else exact


def _tokens(text: str, asked: str | None) -> list[_Token]:
    amounts: list[_Token] = []
    for quantity in find_quantities(text):
        amount = _in_wan(text, quantity, asked)
        if amount:
            before = text[max(0, quantity.start - 8) : quantity.start]
            taken_back = bool(
                re.search(r"(?:不是|原来(?:说)?的?是?|之前(?:说)?的?是?|刚才(?:说)?的?是?|从|由)$", before)
            )
            amounts.append(
                _Token(
                    quantity.start,
                    quantity.end,
                    "",
                    amount,
                    taken_back
                    and (
                        bool(re.search(r"\d|[一二三四五六七八九十百千万]", text[quantity.end :]))
                        or bool(amounts and before.endswith("不是"))  # 「是三亿，不是三千万」
                    ),
                )
            )
    labels = []
    for match in _LABEL.finditer(text):
        inside = any(a.start < match.end() and match.start() < a.end for a in amounts)
        if not inside and match.lastgroup:
            labels.append(_Token(match.start(), match.end(), match.lastgroup))
    return sorted(amounts + labels, key=lambda token: token.start)


def _in_wan(text: str, quantity: Quantity, asked: str | None) -> tuple[float, float] | None:
    """The quantity in 万元 if it is an amount of money in yuan."""
    after = text[quantity.end : quantity.end + 12]
    if _FOREIGN.match(after) or _NOT_MONEY.match(after) or re.search(r"[人名]|个$", quantity.words):
        return None
    in_yuan = quantity.words.endswith(("元", "块")) or bool(re.match(r"\s*(?:元|块|人民币|rmb)", after))
    # A bound without any digit (「上」) or a year (2023) is no amount.
    if quantity.scaled or in_yuan:
        high = quantity.high if quantity.high >= UNBOUNDED else quantity.high / 10**4
        return quantity.low / 10**4, high
    labelled = re.search(
        r"(?:收入|营收|营业额|销售额|资产总额|总资产|资产|产值|流水)(?:大概|大约|约|是|为|有|[:：\s])*$",
        text[max(0, quantity.start - 20) : quantity.start],
    )
    if (labelled or asked in _ASKED) and not re.match(r"\s*年", after):
        scale = 10**4 if quantity.low >= 10**6 else 1  # nobody writes 1000000 for a hundred 亿
        return quantity.low / scale, quantity.high if quantity.high >= UNBOUNDED else quantity.high / scale
    return None


def _assigned(text: str, tokens: list[_Token]) -> list[tuple[str, tuple[float, float]]]:
    """Each amount with the label it belongs to, "" for none."""
    labels = [t for t in tokens if t.label and t.label != "other"]
    amounts = [t for t in tokens if t.amount and not t.taken_back]
    if _RESPECTIVELY.search(text) and len(labels) == len(amounts):
        return [(label.label, amount.amount) for label, amount in zip(labels, amounts, strict=True) if amount.amount]
    assigned: list[tuple[str, tuple[float, float]]] = []
    waiting: list[_Token] = []
    used: set[int] = set()
    for place, token in enumerate(tokens):
        if token.label:
            if place not in used:
                waiting.append(token)
            continue
        if token.taken_back or token.amount is None:
            continue
        follower = tokens[place + 1] if place + 1 < len(tokens) else None
        if not waiting and follower and follower.label and re.fullmatch(r"\s*的?\s*", text[token.end : follower.start]):
            used.add(place + 1)
            assigned.append((follower.label, token.amount))
            continue
        if waiting and _BOTH.search(text[max(0, token.start - 4) : token.start]):
            assigned += [(label.label, token.amount) for label in waiting]
        else:
            assigned.append((_beside(text, waiting[-1], token) if waiting else "", token.amount))
        waiting = []
    return assigned


def _beside(text: str, label: _Token, amount: _Token) -> str:
    """A label speaks for an amount within one breath; 「赚」 three clauses ago does not."""
    between = text[label.end : amount.start]
    return label.label if len(between) <= 20 and not re.search(r"[。！？；;\n]", between) else ""
