"""Hears which place, or which place's document, a text names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

Kind = Literal["province", "city", "county", "short", "document"]

# A single character (皖, 粤) counts only between words that make it a name: 「在皖」「甘、粤两地」「那粤呢」.
_BEFORE_SHORT = frozenset("在和与跟及从到比对换按去来入离我咱们的那问是、,，/／~～—-（(「“ ")
_AFTER_SHORT = frozenset("这那省地两三四的呢和与跟及比、,，/／~～—-）)」”？?。！! 要有境企")
# 「不在甘肃」「不是珠海」 name a place only to rule it out.
_RULED_OUT = re.compile(r"(?:不在|不是|并非|除了|而非)(?:咱|我们)?$")


@dataclass(frozen=True)
class PlaceName:
    """One name of the gazetteer and what it stands for."""

    place: str  # gansu, anhui, guangdong, standard … or other
    city: str | None  # 珠海市, 珠海市香洲区, 湖南省长沙市; None for a province of the knowledge base or a document
    kind: Kind


@dataclass(frozen=True)
class Gazetteer:
    """Names in simplified characters. `fold`: traditional character → simplified, one to one, so that spans hold."""

    names: Mapping[str, PlaceName]
    fold: Mapping[str, str] = field(default_factory=dict)
    not_places: frozenset[str] = frozenset()
    not_before: tuple[str, ...] = ()

    @cached_property
    def longest(self) -> int:
        return max((len(name) for name in (*self.names, *self.not_places)), default=0)

    @cached_property
    def beginnings(self) -> frozenset[str]:
        return frozenset(name[0] for name in (*self.names, *self.not_places))


@dataclass(frozen=True)
class PlaceMention:
    place: str
    city: str | None
    span: tuple[int, int]  # in the text as given
    said: str  # the words as given
    kind: Kind = "city"
    ruled_out: bool = False  # 不在甘肃


def hear_places(text: str, gazetteer: Gazetteer) -> list[PlaceMention]:
    """Every place and document named, in order, the longest name first: 「广东珠海」 gives both, 「兰州拉面」 none.

    「甘肃省兰州市」 gives the province and the city; the caller takes the last, which is the narrower.
    """
    folded = "".join(gazetteer.fold.get(character, character) for character in text)
    heard: list[PlaceMention] = []
    longest = gazetteer.longest
    at = 0
    while at < len(folded):
        end = _match(folded, at, longest, gazetteer) if folded[at] in gazetteer.beginnings else None
        if end is None:
            at += 1
            continue
        entry = gazetteer.names.get(folded[at:end])
        if entry and _stands(folded, at, end, entry, gazetteer):
            ruled_out = bool(_RULED_OUT.search(folded[:at]))
            heard.append(PlaceMention(entry.place, entry.city, (at, end), text[at:end], entry.kind, ruled_out))
        at = end
    return heard


def _match(text: str, at: int, longest: int, gazetteer: Gazetteer) -> int | None:
    """Where the longest name, or word that only looks like one, ends that starts here."""
    for end in range(min(len(text), at + longest), at, -1):
        word = text[at:end]
        if word in gazetteer.not_places or word in gazetteer.names:
            return end
    return None


def _stands(text: str, at: int, end: int, entry: PlaceName, gazetteer: Gazetteer) -> bool:
    """Not part of a dish, a tongue or a street; a single character only where it is a name."""
    if entry.kind == "document":
        # 附件1 is not named in 附件12
        return not (text[end - 1].isdigit() and text[end : end + 1].isdigit())
    if entry.kind == "short":
        before, after = text[at - 1 : at], text[end : end + 1]
        return (not before or before in _BEFORE_SHORT) and (not after or after in _AFTER_SHORT)
    return not text.startswith(gazetteer.not_before, end) if gazetteer.not_before else True
