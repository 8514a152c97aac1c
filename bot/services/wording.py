"""How citations, dates and places are put into words: shared by answers and decisions, decides nothing."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Sequence
from datetime import date

from bot.core.verdict import Citation
from bot.kb.model import KnowledgeBase

PLACES = {"gansu": "甘肃", "anhui": "安徽", "guangdong": "广东", "standard": "认定标准"}
PLACE_LONG = {
    "gansu": "甘肃",
    "anhui": "安徽某县",
    "guangdong": "广东（珠海）",
    "standard": "能力水平认定标准（征求意见稿）",
}


def short_name(kb: KnowledgeBase, place: str) -> str:
    """甘肃; a place added later goes by its notice's scope."""
    return PLACES.get(place) or kb.notice_of(place).scope["name"]


def long_name(kb: KnowledgeBase, place: str) -> str:
    """广东（珠海）: whose notice it is, in full."""
    return PLACE_LONG.get(place) or kb.notice_of(place).scope["name"]


STATUS_NOTE = {"draft": "征求意见稿", "lapsed": "已失效", "unverified": "效力待核实"}


def source(citation: Citation) -> str:
    """「甘质发组〔2021〕1号 二（二）」; a notice without a number goes by its place."""
    note = STATUS_NOTE.get(citation.status)
    name = citation.number or {
        "anhui": "安徽某县的通知",
        "guangdong": "珠海2023年10月23日通知",
        "standard": "《首席质量官能力水平认定》",
    }.get(citation.place, citation.title)
    clause = re.sub(r"/(?:\d+|任职条件|不得担任)$", "", citation.clause).replace("/", " ")
    return f"{name}{f'（{note}）' if note else ''} {clause}".strip()


def quoted(citations: Sequence[Citation], longest: int = 170) -> str:
    """The clauses word for word, set apart, each with its source; long ones end at a sentence."""
    lines = []
    for citation in citations:
        lines.append(f"> 依据 {source(citation)}：“{shorten(citation.quote, longest)}”")
    return "\n>\n".join(lines)


def shorten(text: str, longest: int) -> str:
    text = re.sub(r"\s*\n\s*", " ", text.strip())
    if len(text) <= longest:
        return text
    cut = max(text.rfind(mark, 0, longest) for mark in "。；，")
    return text[: cut if cut > longest // 2 else longest] + "……"


def merge(*groups: Iterable[Citation]) -> list[Citation]:
    """Citations in order, each passage once: of one that holds another, the longer, where the first of them stood."""
    kept: list[Citation] = []
    for citation in (one for group in groups for one in group):
        place = (citation.notice, citation.clause)
        beside = [at for at, other in enumerate(kept) if (other.notice, other.clause) == place]
        if any(citation.quote in kept[at].quote for at in beside):
            continue
        held = next((at for at in beside if kept[at].quote in citation.quote), None)
        if held is None:
            kept.append(citation)
        else:
            kept[held] = citation
    return kept


_DEADLINE = re.compile(r"(\d{4})年(?:(\d{1,2})月)?底")


def passed_dates(text: str, today: date) -> str:
    """「（2021年1月底已过）」 for the deadlines a text names that lie behind us, else nothing."""
    gone = []
    for hit in _DEADLINE.finditer(text):
        year, month = int(hit[1]), int(hit[2] or 12)
        if date(year, month, calendar.monthrange(year, month)[1]) < today and hit[0] not in gone:
            gone.append(hit[0])
    return f"（{'、'.join(gone)}已过）" if gone else ""


def first_sentence_bold(text: str) -> str:
    """The verdict stands out: 「**不行。**甘肃要求……」"""
    head, mark, rest = text.partition("。")
    return f"**{head}{mark}**{rest}" if mark and len(head) <= 14 else text
