"""Which kinds of field a bare value may belong to: 「改成13800138000」 is about a mobile."""

from __future__ import annotations

import re

from bot.core.fields.common import SIMPLIFY, fold
from bot.core.fields.education import find_education
from bot.core.fields.mobile import find_mobile
from bot.core.fields.phone import find_phone

OWNERSHIP = re.compile(
    r"国有企业|国企|央企|集体企业|合资企业|合资|外资企业|外资|台资|港资|有限责任公司|有限公司|股份有限公司|股份公司|私营企业|私企|民营企业|民企|民营的?|私营的?|个体户?|其他企业"
)
DATE = re.compile(
    r"[0-9]{2,4}\s*[年./-]\s*[0-9]{1,2}\s*[月./-]?\s*(?:[0-9]{1,2}\s*[日号]?)?|[0-9一二三四五六七八九十〇零]{2,4}年[0-9一二三四五六七八九十]{1,3}月(?:[0-9一二三四五六七八九十]{1,3}[日号]?)?"
)

_FIGURES = re.compile(
    r"(?:大概|大约|差不多|约|现在|目前|有|共|一共|总共|员工|职工|工人|从业人员|人数|我们?|厂里|公司|一年|每年|全年|去年|今年|年"
    r"|营业?收入?|销售额?|产值|资产|总额|卖|做|是|就|[0-9.一二三四五六七八九十百千两几]+|来|多|号|个?人|万|亿|元|块|左右|上下|吧|的"
    r"|[\s，,。、])+"
)


def is_figures(text: str) -> bool:
    """「60来人，一年2000万」: how many people and how much money, and nothing else."""
    plain = SIMPLIFY(fold(text))
    return bool(_FIGURES.fullmatch(plain)) and bool(
        re.search(r"[0-9一二三四五六七八九十百千两几来多号个](?:人|万|亿)", plain)
    )


def looks_like(text: str) -> set[str]:
    """Kinds, the empty set where any words would do."""
    plain = SIMPLIFY(fold(text))
    if re.search(r"[0-9]{17}[0-9Xx]", re.sub(r"[\s-]", "", plain)):
        return {"id_number"}
    if "@" in plain:
        return {"email", "enterprise_email"}
    if find_mobile(plain):
        return {"mobile"}
    if re.fullmatch(r"(?:https?://)?[\w.-]+\.(?:com|cn|net|org|cc|top)(?:\.cn)?(?:/\S*)?", plain):
        return {"website"}
    if DATE.fullmatch(plain):
        return {"date", "birth_date"}
    if re.search(r"^(?:今年|去年|前年|上个?月|昨天)", plain):
        return {"date"}
    if find_phone(plain):
        return {"phone", "fax"}
    return _words(plain)


def _words(plain: str) -> set[str]:
    if OWNERSHIP.fullmatch(plain):
        return {"ownership"}
    if re.fullmatch(r"(?:是)?(?:男|女)(?:的|性|生|士)?", plain):
        return {"gender"}
    if re.fullmatch(r"(?:还?是)?[大中小微]型(?:的|企业)?", plain):
        return {"enterprise_size"}
    if re.fullmatch(r"[0-9]{6}", plain):
        return {"postcode"}
    if len(plain) <= 10 and re.search(r"[0-9一二三四五六七八九十两]+(?:\.[0-9]+)?年(?:半|多|来)?(?:了|吧)?$", plain):
        return {"years"}
    if len(plain) <= 10 and find_education(plain):
        return {"education"}
    return {"enterprise_name"} if re.search(r"(?:公司|厂)$", plain) else set()
