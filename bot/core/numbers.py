"""Numbers as people write them: 两百来, 1.2亿, ８千, 三十五, 半."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

import cn2an

DIGITS = "0-9０-９"
HAN = "零〇一二两俩三仨四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟萬億廿卅"
# One number in either script, with an optional unit of magnitude: 1.2亿, 8千万, 三百五十, 12,000.
NUMBER = rf"(?:[{DIGITS}][{DIGITS},，]*(?:[.．][{DIGITS}]+)?\s*[十百千万亿萬億]*|[{HAN}]+(?:点[{HAN}]+)?)"
_MAGNITUDE = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_NEXT_UNIT = {"百": "十", "千": "百", "万": "千", "亿": "千万"}
_PLAIN = str.maketrans({"两": "二", "俩": "二", "仨": "三", "〇": "零", "萬": "万", "億": "亿"})


def to_number(text: str) -> Decimal | None:
    """The number a text consisting of nothing else stands for, or None.

    「两百」 → 200, 「8千万」 → 80000000, 「三千五」 → 3500, 「二〇二三」 → 2023, 「1.05亿」 → 105000000.
    """
    plain = unicodedata.normalize("NFKC", text).strip().replace(",", "").replace(" ", "")
    arabic = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)([十百千万萬亿億]*)", plain)
    if arabic:
        number = Decimal(arabic[1])
        for unit in arabic[2]:
            number *= _MAGNITUDE[unit]
        return number
    if not re.fullmatch(rf"[{HAN}点]+", plain):
        return None
    plain = plain.translate(_PLAIN).replace("廿", "二十").replace("卅", "三十")
    if re.fullmatch(r"[零一二三四五六七八九]{2,}", plain):  # digit by digit: 二零二三
        return Decimal("".join(str("零一二三四五六七八九".index(c)) for c in plain))
    short = re.fullmatch(r"(.*?)([百千万亿])([一二三四五六七八九])", plain)
    if short and short[1]:  # 三千五 is 3500, 一万二 is 12000
        plain = short[1] + short[2] + short[3] + _NEXT_UNIT[short[2]]
    try:
        return Decimal(str(cn2an.cn2an(plain, "smart")))
    except ValueError:
        return None
