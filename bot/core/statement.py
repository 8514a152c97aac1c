"""A statement put up for confirmation, 「质量成本归财务，质量官管不着，对吧」, and whether the answer bears it out.

Pure. What excludes what is data: policies_kb/tables/contrasts.yml.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.core.numbers import NUMBER

_TAG = re.compile(
    r"(?:对吧|对不对?|对么|对吗|对嘛|是吧|是不是|是么|系咪|係咪|啱唔啱|没错吧|这话对不对|是这么(?:定|规定|写|说)的吗|错不了吧|行吧|成吧|可以吧|就行|就成|(?<![么])吧|是这样)[?？。!！]*$"
)
# The same and leave asked for, taken off before what is stated is looked at.
_ENDING = re.compile(
    rf"[，,\s]*(?:(?:这样)?(?:就|也|都)?(?:行|成|可以|够|中|好|得)(?:了|的)?(?:吧|吗|么|嘛|不|唔(?:行|成|得|够|中|可以)|不(?:行|成|中|够|可以))?[?？。!！]*$|{_TAG.pattern})"
)
FEWEST = 5  # telling characters, below which nothing can be said about a statement
MOSTLY_SAID, WORD_FOR_WORD = 0.7, 0.9  # so much of a statement's telling characters stands in the passage
HALF_SAID = 0.5

# Asked whether it may or must be: what is named is no claim.
_OPEN = re.compile(r"要不要|用不用|需不需要|该不该|能不能|可不可以|有没有|是不是要|得不得|还是")
# Who or what is ruled out: 「不归质量官」 「质量官管不着」 「唔使再传word」.
_DENIED_BEFORE = re.compile(
    r"(?:不归|(?<!是)不是|不由|不用|不必|不需要?|不找|不去|不交|不传|唔使|无需|(?<!无论)非)[^，,。;；]{0,4}$"
)
_DENIED_AFTER = re.compile(r"^[^，,。;；]{0,4}(?:管不着|管不了|不管|不用管|不沾|不负责|没份|免了|不用|不需要|省了)")


@dataclass(frozen=True)
class Contrast:
    """Values that exclude each other: name of the value → how it is written."""

    name: str
    values: Mapping[str, re.Pattern[str]]

    def in_text(self, text: str) -> list[tuple[str, int, int]]:
        """Values a text names, with their spans; of two that overlap the longer."""
        hits = [(value, *hit.span()) for value, written in self.values.items() for hit in written.finditer(text)]
        return [h for h in hits if not any(o[2] - o[1] > h[2] - h[1] and o[1] <= h[1] and h[2] <= o[2] for o in hits)]


def contrasts(table: Iterable[Mapping[str, Any]]) -> tuple[Contrast, ...]:
    """The groups of tables/contrasts.yml."""
    return tuple(
        Contrast(group["name"], {value: _pattern(spellings) for value, spellings in group["values"].items()})
        for group in table
    )


def _pattern(spellings: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted((str(s) for s in spellings), key=len, reverse=True)
    written = (".{0,4}".join(re.escape(_plain(part)) for part in s.split("…")) for s in longest_first)
    # 「11月」 is not 「1月」.
    return re.compile("|".join(rf"(?<!\d){w}" if w[0].isdigit() else w for w in written))


def asks_to_confirm(question: str) -> bool:
    """「……，对吧」: a statement and the wish to hear that it is so."""
    return bool(_TAG.search(_plain(question)))


def contradicted(question: str, said: str, groups: Iterable[Contrast]) -> bool:
    """Whether the question claims a value the answer has another of, or rules out one the answer names."""
    plain, answer = _plain(question), _plain(said)
    if _OPEN.search(plain) and not asks_to_confirm(plain):
        return False
    for group in groups:
        told = {value for value, _, _ in group.in_text(answer)}
        claimed, denied = _claims(group, plain)
        if told and (denied & told or (claimed and not claimed & told and not denied)):
            return True
    return False


def borne_out(question: str, said: str, groups: Iterable[Contrast]) -> bool:
    """Whether the question claims just the one value that the answer names, of some group."""
    plain, answer = _plain(question), _plain(said)
    for group in groups:
        told = {value for value, _, _ in group.in_text(answer)}
        if len(told) == 1 and _claims(group, plain) == (told, set()):
            return True
    return False


def _claims(group: Contrast, plain: str) -> tuple[set[str], set[str]]:
    """Values a statement claims, and those it rules out."""
    claimed: set[str] = set()
    denied: set[str] = set()
    for value, start, end in group.in_text(plain):
        ruled_out = _DENIED_BEFORE.search(plain[:start]) or _DENIED_AFTER.search(plain[end:])
        (denied if ruled_out else claimed).add(value)
    return claimed, denied


# Characters that say little: who shares only these with a passage has not repeated it.
_LITTLE = set(
    "的了吗吧呢么嘛啊就是不要得会能可以对行成也都还个这那有在把给让被和与跟及我们你您他她咱俺质量官首席企业厂公司，。、；：“”《》（）()"
)
_LIMITS = re.compile(r"不|没|未|唔|冇|无|只|光|仅|净|就|少|缺|漏|免|除了")
_ASKING = re.compile(r"(?:[不没冇](?:有)?|吗|么|嘛)?[？?。!！]*$")  # 「归他管不」
_EITHER = re.compile(r"(.)[不没唔](?=\1)")  # 「聘不聘」 denies nothing


_FIGURE = re.compile(rf"{NUMBER}\s*个?(?:年|分|学时|课时|人|%|成|岁|月)")


def has_figure(question: str) -> bool:
    """「满三年」 「两百分」: what is stated is a matter of more or less."""
    return bool(_FIGURE.search(_plain(question)))


def is_limited(question: str) -> bool:
    """「不问管干部的部门」 「只交扫描件」: something is denied or left out."""
    return bool(_LIMITS.search(_EITHER.sub("", _ASKING.sub("", _ENDING.sub("", _plain(question))))))


def repeated(statement: str, passage: str) -> float:
    """How much of what a statement says stands in a passage: the share of its telling characters, 0 to 1."""
    said = [c for c in _ENDING.sub("", _plain(statement)) if c not in _LITTLE and not c.isspace()]
    known = set(_plain(passage))
    return sum(c in known for c in said) / len(said) if len(said) >= FEWEST else 0.0


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower().strip()
