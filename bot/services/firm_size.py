"""The size of an enterprise as other decisions need it: as told, or worked out from the figures by the size decision."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.core.facts import Facts
from bot.core.reply import Reply
from bot.core.task import Decision
from bot.core.verdict import Verdict
from bot.kb.model import KnowledgeBase
from bot.services.classify_size import ClassifySize

FIGURES = ("employees", "revenue_wan_yuan", "assets_wan_yuan", "amount_wan_yuan")
ROW = ("size_row", "industry")
GRADES = ("大型", "中型", "小型", "微型")


class FirmSize:
    def __init__(self, kb: KnowledgeBase, decision: Decision | None = None) -> None:
        self._decision: Decision = decision or ClassifySize(kb)

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
