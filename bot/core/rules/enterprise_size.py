"""How large an enterprise is, by the table 统计上大中小微型企业划分标准."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

MICRO, SMALL, MEDIUM, LARGE = range(4)
GRADES = ("微型", "小型", "中型", "大型")
FACT_OF = {"从业人员": "employees", "营业收入": "revenue_wan_yuan", "资产总额": "assets_wan_yuan"}
LETTER_OF = {"从业人员": "X", "营业收入": "Y", "资产总额": "Z"}

Interval = tuple[float, float]


@dataclass(frozen=True)
class Indicator:
    """One line of a row: `bounds` are the lower bounds of 小型, 中型, 大型 in `unit`."""

    name: str
    unit: str
    bounds: tuple[float, float, float]

    @property
    def fact(self) -> str:
        return FACT_OF[self.name]

    def band(self, value: float) -> int:
        return sum(value >= bound for bound in self.bounds)

    def lines(self, band: int) -> str:
        """The band as the table prints it: 300≤X<1000."""
        letter = LETTER_OF[self.name]
        if band == MICRO:
            return f"{letter}<{_figure(self.bounds[0])}"
        if band == LARGE:
            return f"{letter}≥{_figure(self.bounds[2])}"
        return f"{_figure(self.bounds[band - 1])}≤{letter}<{_figure(self.bounds[band])}"


@dataclass(frozen=True)
class SizeRow:
    name: str
    clause: str
    indicators: tuple[Indicator, ...]
    codes: tuple[tuple[str, str], ...] = ()

    @classmethod
    def from_table(cls, raw: Mapping[str, Any]) -> SizeRow:
        indicators = tuple(
            Indicator(i["name"], i["unit"], (i["小型"], i["中型"], i["大型"])) for i in raw.get("indicators", ())
        )
        return cls(raw["name"], raw["clause"], indicators, tuple(code_range(c) for c in raw.get("codes", ())))


@dataclass(frozen=True)
class Reading:
    """One indicator of the enterprise against its lines; `bands` are the lowest and the highest it may fall in."""

    indicator: Indicator
    known: Interval | None
    bands: tuple[int, int]

    @property
    def band(self) -> int | None:
        return self.bands[0] if self.bands[0] == self.bands[1] else None


@dataclass(frozen=True)
class SizeVerdict:
    """`grade` is None while the known figures leave more than one open (`possible`, lowest and highest)."""

    grade: int | None
    possible: tuple[int, int]
    readings: tuple[Reading, ...]
    missing: tuple[Indicator, ...]

    @property
    def already_micro(self) -> bool:
        return any(r.bands == (MICRO, MICRO) for r in self.readings)


def classify_size(figures: Mapping[str, Interval | None], row: SizeRow) -> SizeVerdict:
    """Statistical size class of an enterprise: 大型, 中型, 小型 or 微型.

    `figures` by fact key (`employees` in persons, `revenue_wan_yuan` and `assets_wan_yuan` in 万元), each an interval
    [low, high] or None. 大, 中 and 小型 need the lower bound of every listed indicator, else one grade down; applied
    repeatedly that is the lowest band of all, which also makes 微型 of anything with one indicator there.

    An indicator that is unknown, or whose interval crosses a line, stays open: `grade` is None with what is `missing`,
    unless the others already settle it. Figures the row does not list are not looked at.

    Source: 统计上大中小微型企业划分标准, 说明 1 (guangdong-zhuhai-2023/附件4/说明1).
    Not modelled: combined years, newly founded enterprises, averages in place of year-end headcounts.
    """
    readings = tuple(_read(indicator, figures.get(indicator.fact)) for indicator in row.indicators)
    lowest = min(reading.bands[0] for reading in readings)
    highest = min(reading.bands[1] for reading in readings)
    if lowest == highest:
        return SizeVerdict(lowest, (lowest, highest), readings, ())
    missing = tuple(r.indicator for r in readings if r.band is None and r.bands[0] < highest)
    return SizeVerdict(None, (lowest, highest), readings, missing)


def _read(indicator: Indicator, known: Interval | None) -> Reading:
    bands = (MICRO, LARGE) if known is None else (indicator.band(known[0]), indicator.band(known[1]))
    return Reading(indicator, known, bands)


def code_range(text: str) -> tuple[str, str]:
    """「06-46」 → codes from 06 to 46 with everything under them; 「7010」 → that code alone."""
    first, _, last = str(text).partition("-")
    return first, (last or first)


def row_of_code(code: str, rows: Iterable[tuple[str, Sequence[tuple[str, str]]]]) -> str | None:
    """The row (name, its code ranges) a GB/T 4754 code belongs to; the narrowest range wins: 5910 is 装卸搬运, 59 仓储业.

    Source: 说明 2 (guangdong-zhuhai-2023/附件4/说明2) with the code numbers of GB/T 4754-2017.
    """
    digits = code.strip()
    fitting = [
        (len(first), name)
        for name, ranges in rows
        for first, last in ranges
        if first <= digits[: len(first)] <= last and len(digits) >= len(first)
    ]
    return max(fitting)[1] if fitting else None


def _figure(number: float) -> str:
    return str(int(number)) if number == int(number) else str(number)
