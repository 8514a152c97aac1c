"""所属地区: where the enterprise produces, as 省市区 as far as given.

Source: guangdong-zhuhai-2023, 附件2 说明2 (所属地区为企业生产经营所在地区).
"""

from __future__ import annotations

import re

from bot.core.fields.base import Accepted, CheckBack, Choice, FieldContext, FieldSpec, Outcome, Rejected
from bot.core.fields.common import SIMPLIFY, fold, none_outcome, says_none, strip_around
from bot.core.mentions.place import PlaceMention, hear_places

_PROVINCES = {"gansu": "甘肃省", "anhui": "安徽省", "guangdong": "广东省"}
_ELSEWHERE = re.compile(r"(?:注册|登记|总部|执照|办公)(?:地|在|的?地址|是)?[^，,；;。]*[，,；;。]?")
_OTHER_PROVINCE = "（这张表是广东省的，您填的地区在广东以外，先照填）"


def region(text: str, spec: FieldSpec, context: FieldContext) -> Outcome:
    plain = strip_around(text, spec.names)
    if says_none(plain):
        return none_outcome(spec)
    produced = _ELSEWHERE.sub("", plain) if re.search(r"生产|厂|经营|实际|平时", plain) else plain
    for candidate in (produced, plain):
        found = _known(candidate, context)
        if found is not None:
            return found
    written = re.sub(r"^(?:我们?|公司|厂子?|单位|企业|就)?(?:生产|经营)?(?:是|在|位于)*", "", produced).strip(
        " ，,。的"
    )
    if (
        2 <= len(written) <= 40
        and re.search(r"[\u4e00-\u9fff]{1,}[省市区县镇乡州盟旗村路]", written)
        and not re.search(r"[？?]|什么|哪|怎么", written)
    ):
        return Accepted(written)
    return Rejected(f"没看出在哪里，请写生产经营所在的市和区，例如：{spec.example}。")


# Towns of 珠海 people name instead of the district.
_TOWNS = {
    "金湾区": "三灶|红旗镇|平沙|南水镇|高栏",
    "斗门区": "井岸|白蕉|乾务|莲洲|白藤|斗门镇|富山",
    "香洲区": "唐家|前山|拱北|吉大|南屏|湾仔|翠香|梅华|狮山|凤山|香洲",
}


def _town(text: str) -> str | None:
    plain = SIMPLIFY(text)
    return next((f"广东省珠海市{district}" for district, towns in _TOWNS.items() if re.search(towns, plain)), None)


def _known(text: str, context: FieldContext) -> Outcome | None:
    """A place of the gazetteer written out in full, with the street or park said after it left off."""
    if context.gazetteer is None:
        return None
    mentions = [m for m in hear_places(fold(text), context.gazetteer) if m.kind != "document" and not m.ruled_out]
    town = _town(text) if all(m.city in (None, "珠海市") and m.place == "guangdong" for m in mentions) else None
    if town:
        return Accepted(town)
    if not mentions:
        return None
    narrowest = _narrowest(mentions)
    counties = list(dict.fromkeys(str(m.city) for m in mentions if m.kind == "county"))
    if len(counties) > 1 and narrowest.place == "guangdong":
        return CheckBack(
            "生产经营主要在哪里？只填一处。", tuple(Choice(f"广东省{c}", f"广东省{c}") for c in counties[:3])
        )
    if narrowest.place == "other":
        city = str(narrowest.city)
        return Accepted(f"{city}市" if re.search(r"(?:省|自治区)[^市区县州盟]+$", city) else city, _OTHER_PROVINCE)
    province = _PROVINCES.get(narrowest.place, "")
    value = f"{province}{narrowest.city or ''}"
    note = None if narrowest.place == "guangdong" else _OTHER_PROVINCE
    after = _zone_after(text, mentions)
    return Accepted(value + after if after and after not in value else value, note)


def _narrowest(mentions: list[PlaceMention]) -> PlaceMention:
    """The longest path named; of two towns the last, unless one stands inside the other."""
    with_city = [m for m in mentions if m.city]
    return max(with_city, key=lambda m: (m.kind == "county", m.span[0])) if with_city else mentions[-1]


def _zone_after(text: str, mentions: list[PlaceMention]) -> str:
    """A zone or town the gazetteer does not know, said right after the last name: 高新区, 唐家湾镇."""
    rest = fold(text)[max(m.span[1] for m in mentions) :]
    hit = re.match(r"\s*(?:的)?([\u4e00-\u9fff]{1,8}?(?:新区|开发区|高新区|合作区|工业园区?|保税区|区|县))", rest)
    return hit[1] if hit and not re.search(r"不|是|在|生产", hit[1]) else ""
