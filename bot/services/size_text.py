"""The size verdict in words: each indicator against its lines, what decided, what is open. Decides nothing."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.mentions.quantities import UNBOUNDED
from bot.core.rules.enterprise_size import GRADES, MICRO, Indicator, Interval, Reading, SizeRow, SizeVerdict

FACT_WORDS = {"employees": "从业人员", "revenue_wan_yuan": "营业收入", "assets_wan_yuan": "资产总额"}
COUNT = ("零", "一", "两", "三")


def amount(interval: Interval, unit: str) -> str:
    """「300 人」「180–220 人」「1001 人以上」「不到 500 万元」."""
    low, high = (int(end) if end == int(end) else round(end, 4) for end in interval)
    if high >= UNBOUNDED:
        return f"{low} {unit}以上"
    if low == high:
        return f"{low} {unit}"
    return f"{high} {unit}以内" if low == 0 else f"{low}–{high} {unit}"


def reading_words(reading: Reading) -> str:
    """「从业人员 300 人：中型（300≤X<1000）」."""
    indicator = reading.indicator
    if reading.known is None:
        return f"{indicator.name}：还不知道"
    told = f"{indicator.name} {amount(reading.known, indicator.unit)}"
    if reading.band is None:
        low, high = reading.bands
        return f"{told}：跨着{GRADES[low]}和{GRADES[high]}（{indicator.lines(low)}，{indicator.lines(high)}）"
    return f"{told}：{GRADES[reading.band]}（{indicator.lines(reading.band)}）"


def why(verdict: SizeVerdict) -> str:
    """What decided, once the grade is settled."""
    bands = [r.band for r in verdict.readings]
    if len(bands) == 1:
        return "这一行只看这一项。"
    if verdict.grade == MICRO and len(set(bands)) > 1:
        return "有一项落在微型档就是微型。"
    if len(set(bands)) == 1:
        return f"{COUNT[len(bands)]}项同档。"
    lowest = min(r.bands[0] for r in verdict.readings)
    short = "、".join(r.indicator.name for r in verdict.readings if r.bands[0] == lowest)
    return f"大、中、小型要每一项都到下限，{short}只到{GRADES[lowest]}，所以落到{GRADES[lowest]}。"


def hinges(verdict: SizeVerdict) -> str:
    """What the grade hangs on: 「营业收入 Y≥2000 是中型，300≤Y<2000 是小型」."""
    low, high = verdict.possible
    if len(verdict.missing) != 1:
        return f"已知的这些，最低可能是{GRADES[low]}，最高可能是{GRADES[high]}。"
    indicator = verdict.missing[0]
    reading = next(r for r in verdict.readings if r.indicator == indicator)
    others = min((r.bands[1] for r in verdict.readings if r.indicator != indicator), default=high)
    parts = []
    for band in range(min(reading.bands[1], others), reading.bands[0] - 1, -1):
        lines = indicator.lines(band) if band < others else _at_least(indicator, others)
        parts.append(f"{lines} 是{GRADES[band]}")
    return f"就看{indicator.name}（{indicator.unit}）：{'，'.join(parts)}。"


def _at_least(indicator: Indicator, band: int) -> str:
    return (
        indicator.lines(MICRO)
        if band == MICRO
        else f"{indicator.lines(band).split('≤')[0]}及以上"
        if band < 3
        else indicator.lines(band)
    )


def row_table(row: SizeRow) -> str:
    """Each indicator of a row with its four bands, as list items."""
    return "\n".join(
        f"- {i.name}（{i.unit}）：" + "，".join(f"{GRADES[band]} {i.lines(band)}" for band in (3, 2, 1, 0))
        for i in row.indicators
    )


def indicator_names(indicators: Sequence[Indicator]) -> str:
    return "和".join(i.name for i in indicators)


QUESTIONS = {
    "employees": "有多少从业人员？（期末人数，比如 45 人）",
    "revenue_wan_yuan": "一年营业收入多少万元？（比如 2000 万；大概的数也行）",
    "assets_wan_yuan": "资产总额多少万元？（期末资产总计，比如 5000 万）",
}


def ask_figures(row: SizeRow, said: str | None, fact: str, both: Sequence[Indicator]) -> str:
    """Which indicators the row looks at; then the question for `fact`, or for `both` at once."""
    belongs = f"“{said}”归“{row.name}”，" if said and said not in row.name else f"“{row.name}”"
    which = f"只看{row.indicators[0].name}" if len(row.indicators) == 1 else f"看{indicator_names(row.indicators)}"
    if not both:
        return f"{belongs}{which}。{QUESTIONS[fact]}"
    names = {i.name for i in both}
    example = "30人，资产500万" if {"从业人员", "资产总额"} <= names else "300人，2000万"
    if "从业人员" not in names:
        example = "营收6000万，资产5000万"
    return f"{belongs}{which}。这两项各是多少？一起说就行，比如“{example}”。"
