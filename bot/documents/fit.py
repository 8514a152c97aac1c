"""Will this text fit its cell, at which size, and where is it cut if not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

SIZES = (21, 18, 16, 15)  # half-points: 五号, 小五, 8 pt, 六号
POINTER = "……（见附页）"
_SAFETY = 0.97  # line breaking rules push punctuation to the next line now and then
_TOKEN = re.compile(r"[!-,.-~]*-+|[!-,.-~]+|.", re.DOTALL)  # a line may end after a hyphen
# Between 年 and a figure: Word is told to leave no space there, LibreOffice leaves it all the same.
_GAP_EM = 0.2


@dataclass(frozen=True)
class Fitted:
    """`text` as it stands in the cell; `overflows` when the whole of it must go to the addendum page."""

    text: str
    half_points: int
    lines: int
    overflows: bool = False


def fit(text: str, width_pt: float, lines: int, extra_lines: int = 0, sizes: Sequence[int] = SIZES) -> Fitted:
    """The largest size at which `text` takes at most `lines` lines; then more lines; then its beginning alone."""
    for size, room in [*_one_line(text, sizes), *((size, lines) for size in sizes)]:
        taken = count_lines(text, width_pt, size)
        if taken <= room:
            return Fitted(text, size, taken)
    smallest = sizes[-1]
    taken = count_lines(text, width_pt, smallest)
    if taken <= lines + extra_lines:
        return Fitted(text, smallest, taken)
    return Fitted(_beginning(text, width_pt, lines, smallest), smallest, lines, overflows=True)


def _one_line(text: str, sizes: Sequence[int]) -> list[tuple[int, int]]:
    """Sizes at which one line is better than two larger ones: 小五 for anything, the smallest for numbers, dates, mailboxes."""
    unbroken = bool(re.fullmatch(r"[!-~]+|[0-9年月日]+", text))
    return [(size, 1) for size in (sizes if unbroken else sizes[:2])]


def count_lines(text: str, width_pt: float, half_points: int) -> int:
    """Lines a text takes: ideographs break anywhere, Latin words only where they outgrow a line."""
    room = width_pt * _SAFETY / (half_points / 2)  # in em
    return sum(_lines_of_paragraph(paragraph, room) for paragraph in text.split("\n"))


def _lines_of_paragraph(paragraph: str, room: float) -> int:
    lines, used, before = 1, 0.0, ""
    for token in _TOKEN.findall(paragraph):
        if before and used and _joins(before, token[0]):
            used += _GAP_EM
        before = token[-1]
        width = sum(_em(character) for character in token)
        if used + width <= room:
            used += width
            continue
        if len(token) > 1 and width <= room:
            lines, used = lines + 1, width
            continue
        for character in token:  # a single ideograph, or a word longer than a line: broken anywhere
            if used + _em(character) > room:
                lines, used = lines + 1, 0.0
            used += _em(character)
    return lines


def _joins(before: str, after: str) -> bool:
    """Whether an ideograph and a Latin letter or figure stand side by side."""
    latin = [one.isascii() and one.isalnum() for one in (before, after)]
    other = after if latin[0] else before
    return latin[0] != latin[1] and unicodedata.category(other) == "Lo"


def _em(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WFA":
        return 1.0
    if unicodedata.combining(character):
        return 0.0
    if character.isupper() or character in "mw%&":
        return 0.95 if character in "MWmw%" else 0.72
    return 0.95 if character == "@" else 0.56


def _beginning(text: str, width_pt: float, lines: int, half_points: int) -> str:
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if count_lines(text[:middle].rstrip() + POINTER, width_pt, half_points) <= lines:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + POINTER
