"""The size of an enterprise as other decisions need it: as told, or worked out from the figures by the size decision."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.core.facts import Facts
from bot.core.reply import Reply
from bot.core.rules.enterprise_size import LARGE, MEDIUM
from bot.core.verdict import Verdict
from bot.kb.model import KnowledgeBase
from bot.services.classify_size import ClassifySize
from bot.services.size_text import amount

FIGURES = ("employees", "revenue_wan_yuan", "assets_wan_yuan", "amount_wan_yuan")
ROW = ("size_row", "industry")
GRADES = ("大型", "中型", "小型", "微型")


class FirmSize:
    def __init__(self, kb: KnowledgeBase, decision: ClassifySize | None = None) -> None:
        self._decision = decision or ClassifySize(kb)

    def listen(self, text: str, asked: str | None) -> tuple[Mapping[str, Any], set[str]]:
        heard, declined = self._decision.listen(text, None if asked == "enterprise_size" else asked)
        return {k: v for k, v in heard.items() if v is not None}, set(declined)

    def listen_for_figures(self, text: str, asked: str | None) -> tuple[Mapping[str, Any], set[str]]:
        """As `listen`, where the talk is of a person: an industry counts only beside figures, or when asked for.

        「做过技术、生产」 tells what somebody did, not what a firm is.
        """
        heard, declined = self.listen(text, asked)
        if asked in ("enterprise_size", *FIGURES, *ROW) or any(key in heard for key in FIGURES):
            return heard, declined
        return {key: value for key, value in heard.items() if key not in ROW}, declined

    def work_out(self, facts: Facts, today: date) -> tuple[str | None, Verdict | None]:
        """A size told stands; figures give one only where none was told."""
        if facts.get("enterprise_size") or not any(facts.get(f) is not None for f in FIGURES):
            return None, None
        verdict = self._decision.decide(facts, today)
        return (verdict.outcome if verdict.outcome in GRADES else None), verdict

    def told(self, size: Verdict | None) -> str:
        """The size a verdict rests on, where it was worked out: said, so that it can be objected to."""
        if size is None or size.outcome not in GRADES:
            return ""
        read = "、".join(
            f"{i['name']} {amount(_span(i['value']), i['unit'])}" for i in size.data["indicators"] if i["value"]
        )
        return f"企业规模按您说的数算是{size.outcome}（“{size.data['industry']}”：{read}）。"

    def below(self, facts: Facts) -> str | None:
        """The grade that figures which decide none rule out, with all above it: 60 people in a factory are under 中型."""
        bounds = self._decision.bounds(facts) if any(facts.get(f) is not None for f in FIGURES) else None
        return GRADES[::-1][bounds[1] + 1] if bounds and bounds[1] < LARGE else None

    def looks_medium(self, facts: Facts) -> bool:
        """Every figure told is that of a 中型 enterprise or larger, though others may still bring it down."""
        reached = self._decision.reached(facts)
        return reached is not None and reached >= MEDIUM

    def asked_for(self, missing: tuple[str, ...], facts: Facts, size: Verdict | None) -> tuple[str, ...]:
        """Once figures are being told, what is asked is what the table still needs, not the size by name."""
        if "enterprise_size" not in missing or size is None or not size.missing:
            return missing
        wanted = tuple(f for f in size.missing if f not in facts.declined)
        at = missing.index("enterprise_size")
        return tuple(dict.fromkeys((*missing[:at], *(wanted or ("enterprise_size",)), *missing[at + 1 :])))

    def ask(self, key: str, facts: Facts) -> Reply | None:
        base = key.removesuffix("_exact")  # asked when a range crosses a line
        return self._decision.ask(key, facts) if base in (*FIGURES, *ROW) else None


def _span(value: Any) -> tuple[float, float]:
    return (value[0], value[1]) if isinstance(value, list) else (value, value)
