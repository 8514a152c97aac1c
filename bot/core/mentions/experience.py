"""Hears how many years of quality work a person has: 「干质检四年半」, 「2015年开始做品质」, 「十来年」."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from bot.core.mentions.quantities import plain
from bot.core.numbers import to_number

_NUM = r"(?:\d+(?:\.\d+)?|[零一二三四五六七八九十百]+(?:点[一二三四五六七八九])?)"
_YEARS = re.compile(
    rf"(?P<n>{_NUM})(?P<blur>[来多几余])?(?:个)?(?:整)?年(?!级|代|度|龄|月|底|初|末|中旬|审|报|会|检|薪|[0-9零一二三四五六七八九十]+月)(?P<half>半)?(?:[零又]?(?P<months>{_NUM})个月)?"
)
_MONTHS = re.compile(rf"(?P<n>{_NUM})个月")
_HALF_YEAR = re.compile(r"(?<![年0-9零一二三四五六七八九十])(?:大)?半年")
_SINCE = re.compile(
    r"(?:从|自|打)?(?P<y>(?:19|20)\d\d|[零一二三四五六七八九]{4}|\d\d)年(?:(?P<m>\d{1,2})月份?)?(?:份)?(?:就|才|我)?(?:开始|起|入行|进入?|参加工作|至今|到现在|以来|(?:做|干|搞|从事|转)(?:到现在|到今|至今)?)"
)
# 「去年才转到质量部」 tells less than two years.
_LATELY = re.compile(
    r"(?P<y>今年|去年|前年)[^，,。；;]{0,4}(?:才|刚)[^，,。；;]{0,4}(?:开始|转|进|入|调|来|接|做|干|管|搞)[^，,。；;]{0,6}(?:质量|质检|品质|品管|品控)"
)
_BREAK = re.compile(r"[，,。；;！!？?\n、]|但是|不过|然后")
_QUALITY = re.compile(
    r"质量|质检|品质|品管|品控|质管|质控|检验|化验|qc|qa|qe|sqe|体系|计量|标准化|认证|这行|这一行|本行|这块|相关(?:工作)?(?:经验|经历)|相关工作"
)
_OTHERS = re.compile(
    r"成立|开了|办了|创办|建厂|公司有|企业有|厂子|毕业|得过|获奖|拿过|得奖|奖|任期|聘期|合同|有效期|发证|证书|"
    r"生产|销售|采购|设备|财务|会计|行政|人事|研发|工龄|党龄|当兵|部队|驾龄|教书|仓库|车间|结婚|判|坐牢|牢|处分|岁|罚|刑"
)
_UNDER = re.compile(r"(?:不到|不足|未满|不满|没到|没满|还没到|还不到|未到|快|快到|快满|将近|接近|差点)$")
_SUM = re.compile(r"又|再|加上|之后|后来|还(?:有|做|干)")
# 「前面两年，后面四年，加起来六年」: the sum is what counts.
_SUMMED = re.compile(rf"(?:加起来|加一起|合起来|总共|一共|拢共|合计|前后)(?:就|是|有|得|满)?(?P<n>{_NUM})年")
# 「一年要向省局报几次」: how often a year, nobody's experience
_TIMES_A_YEAR = re.compile(r"[^，,。；;]{0,10}(?:[几多两三四一1-9]+[次回趟]|多少(?:次|回|学时|课时))")
# 「一年1900万」「一年做八百来万」
_PER_YEAR = re.compile(
    r"[^，,。；;0-9零一二三四五六七八九十百千]{0,6}[0-9一二三四五六七八九十百千几半点.]+[来多几余]?(?:个|来|多)?[百千]?[万亿元块]"
)
_STATED_LINE = re.compile(r"(?:要求|规定|要|需要|必须|得|至少要?|起码要?)(?:满|有|够|从事|质量管理|质量|工作|经验)*$")


# 「是本科，干了六年」 while the degree is asked
_DID = re.compile(r"(?:^|[，,。；;、\s我他她])(?:已经|都|也|就|又)?(?:干|搞)(?:了|过|满)$")
# 5.1.2 of the standard: technical work, production, metrology, certification, standardisation.
_TECHNICAL = r"(?:技术|生产|一线|车间|计量|认证|标准化)"
_NO_TECHNICAL = re.compile(
    rf"(?:没|未|从没|从未)(?:有)?(?:碰|做|干|搞|接触|从事|参与|下|进)过[^，,。；;]{{0,8}}{_TECHNICAL}"
    rf"|{_TECHNICAL}[^，,。；;]{{0,8}}(?:都|也|全|一样|一概)?(?:没(?:碰|做|干|搞|接触)|不(?:懂|会|熟|沾))"
)
_TECHNICAL_DONE = re.compile(
    rf"(?:做|干|搞|从事|管|碰|接触)过[^，,。；;没未]{{0,6}}{_TECHNICAL}|{_TECHNICAL}[^，,。；;没未不]{{0,10}}(?:都|也|全)?(?:做|干|搞|接触|熟)"
)


def hear_technical(text: str) -> dict[str, Any]:
    """`technical_experience`: False where the person says they have none of it, True where they tell of it."""
    words = plain(text)
    if _NO_TECHNICAL.search(words):
        return {"technical_experience": False}
    return {"technical_experience": True} if _TECHNICAL_DONE.search(words) else {}


def hear(text: str, asked: str | None = None, today: date | None = None) -> dict[str, Any]:
    """`quality_years`, or `quality_years_below` where only a bound was said (「不到三年」, 「快五年」).

    Years that belong to something else (「公司成立10年」, 「3年前得过奖」) are left alone. 「2015年开始」 is counted to
    `today`, and left alone without one. Said as a span (「五六年」), the lower number counts.
    """
    words = plain(text).strip()
    since = _since(words, asked, today)
    if since is not None:
        return {"quality_years": _plain_number(since)}
    summed = _SUMMED.search(words)
    if summed and (number := _read(summed["n"])) is not None and number <= 60:
        return {"quality_years": _plain_number(number)}
    lately = _LATELY.search(words)
    if lately:
        return {"quality_years_below": {"今年": 1, "去年": 2, "前年": 3}[lately["y"]]}
    strong: list[Decimal] = []
    weak: list[Decimal] = []
    for start, end, number in _spans(words):
        before, after = words[:start], words[end:]
        kind = _belongs(words, before, after, asked)
        if not kind:
            continue
        if _UNDER.search(before):
            return {"quality_years_below": _plain_number(number)}
        (strong if kind == "strong" else weak).append(number)
    found = strong or weak
    if not found:
        return _bare(words, asked)
    total = sum(found, Decimal(0)) if len(strong) > 1 and _SUM.search(words) else max(found)
    if re.search(r"改成|改为|应该是|其实是|更正|说错", words):
        total = found[-1]
    return {"quality_years": _plain_number(total)}


def _spans(words: str) -> list[tuple[int, int, Decimal]]:
    spans: list[tuple[int, int, Decimal]] = []
    for match in _YEARS.finditer(words):
        number = _read(match["n"])
        if number is None or number > 60:  # a calendar year, or nobody's years of work
            continue
        number += Decimal("0.5") if match["half"] else 0
        months = _read(match["months"]) if match["months"] else None
        number += (months / 12).quantize(Decimal("0.1")) if months else 0
        spans.append((match.start(), match.end(), number))
    taken = [range(s, e) for s, e, _ in spans]
    for match in _MONTHS.finditer(words):
        number = _read(match["n"])
        if number is not None and not any(match.start() in span for span in taken):
            spans.append((match.start(), match.end(), (number / 12).quantize(Decimal("0.1"))))
    spans += [(m.start(), m.end(), Decimal("0.5")) for m in _HALF_YEAR.finditer(words)]
    return sorted(spans)


def _read(said: str) -> Decimal | None:
    """「五六」 and 「十四五」 are spans of two numbers: the lower one."""
    span = re.fullmatch(r"(十?)([一二三四五六七八九])([一二三四五六七八九])", said)
    return to_number(span[1] + span[2]) if span else to_number(said)


def _belongs(words: str, before: str, after: str, asked: str | None) -> str | None:
    """Whether a span of years is the person's quality work: 「strong」 when it is said so, 「weak」 when nothing speaks against."""
    clause = _BREAK.split(before)[-1] + "|" + _BREAK.split(after)[0]
    if re.search(r"[一1]年$", words[: len(words) - len(after)]) and (
        _PER_YEAR.match(after) or _TIMES_A_YEAR.match(after)
    ):
        return None
    if re.match(r"了", after) and re.search(
        r"(?:过去|过了|都过|已经过|结束|事隔|时隔|距今)(?:都|已经|快|有)*$", before
    ):
        return None
    if re.search(r"不是$|并非$", before) or re.match(r"(?:后|一次|内|之内|一[届任])", after):
        return None
    if re.match(r"(?:以?前)", after) and not re.search(r"开始|入行|转", _BREAK.split(after)[0]):
        return None
    if re.search(
        r"(?:还差|再过|再干|再做|任期|聘期|每|(?:事情?|案子|这事|那事)[^，,。]{0,6}(?:过去|过|隔)(?:了|都)?)(?:了|个)?$",
        before,
    ) or _STATED_LINE.search(before):
        return None
    if _QUALITY.search(clause):
        mixed = _OTHERS.search(_BREAK.split(before)[-1])
        return None if mixed and not _QUALITY.search(_BREAK.split(before)[-1]) else "strong"
    if _OTHERS.search(clause):
        return None
    if asked in (None, "quality_years") or _DID.search(before):
        return "weak"
    return None


def _since(words: str, asked: str | None, today: date | None) -> Decimal | None:
    match = _SINCE.search(words)
    if match is None or today is None:
        return None
    clause = (
        _BREAK.split(words[: match.start()])[-1]
        + words[match.start() : match.end()]
        + _BREAK.split(words[match.end() :])[0]
    )
    if _OTHERS.search(clause) and not _QUALITY.search(clause):
        return None
    year = int(to_number(match["y"]) or 0)
    year += 0 if year > 100 else 2000 if year <= today.year % 100 else 1900
    months = (today.year - year) * 12 + (today.month - int(match["m"]) if match["m"] else 0)
    if not 0 <= months <= 60 * 12:
        return None
    return Decimal(months // 12) if months % 12 == 0 else (Decimal(months) / 12).quantize(Decimal("0.1"))


def _bare(words: str, asked: str | None) -> dict[str, Any]:
    labelled = re.search(
        rf"(?:质量|品质|质检)?(?:管理)?(?:工作|从业)?(?:年限|年数)(?:是|为|有|:|：|\s)*(?P<n>{_NUM})(?![年0-9])", words
    )
    if labelled and (number := _read(labelled["n"])) is not None and number <= 60:
        return {"quality_years": _plain_number(number)}
    if asked != "quality_years":
        return {}
    bare = re.fullmatch(
        rf"(?:大概|大约|差不多|有|约|已经|干了|做了)*(?P<n>{_NUM})(?:[来多几余])?(?:左右|上下|吧|了|的样子)*", words
    )
    number = _read(bare["n"]) if bare else None
    if number is not None and number <= 60:
        return {"quality_years": _plain_number(number)}
    if re.search(r"没(?:有)?(?:干过|做过|搞过|从事过|经验)|刚(?:入行|开始)|新手", words):
        return {"quality_years": 0}
    return {}


def _plain_number(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)
