"""A page to pass on (办事清单): what one firm must and may do, by when, what its candidate lacks, which papers, to whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from bot.core.facts import Facts
from bot.core.verdict import Condition, Verdict
from bot.kb.model import KnowledgeBase
from bot.services.check_eligibility import CheckEligibility
from bot.services.decide_need import LEADS, DecideNeed
from bot.services.eligibility_text import OUTCOME_WORDS, hinges
from bot.services.verdict_text import PLACE_NAMES, record_line, value_words, whose
from bot.services.wording import source

# Facts a page to pass on may show: of the firm and of the candidate's fitness, nothing that names a person.
SHOWN = ("state_owned", "producer", "above_scale", "enterprise_size", "award", "education", "quality_years", "title")


@dataclass(frozen=True)
class Section:
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Worklist:
    """`sections` in the order they are to be read; the text and the .docx are made from the same."""

    title: str
    made_on: str
    sections: tuple[Section, ...]

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    def as_text(self) -> str:
        parts = [f"**{self.title}**（{self.made_on}）"]
        for section in self.sections:
            parts.append(f"**{section.title}**\n" + "\n".join(f"- {line}" for line in section.lines))
        return "\n\n".join(parts)


class MakeWorklist:
    """`contacts`: whom to ask, by place, as the operator has set them: 「珠海：质量科 0756-…」."""

    def __init__(
        self,
        kb: KnowledgeBase,
        need: DecideNeed,
        eligibility: CheckEligibility,
        contacts: Mapping[str, str] | None = None,
    ) -> None:
        self._kb, self._need, self._eligibility = kb, need, eligibility
        self._contacts = contacts or {}

    def make(self, facts: Facts, today: date) -> Worklist | None:
        """The page for what is known now; None where the place, or its notice, is not known."""
        place = facts.get("place")
        rules = self._kb.rules(place, self._need.name) if place in PLACE_NAMES or self._has(place) else None
        if not rules:
            return None
        need = self._need.decide(facts, today)
        sections = [
            Section("企业情况", self._known(facts)),
            Section("要不要设", self._duty(rules, need)),
            Section("要做的事", self._steps(rules, need)),
            Section("人选条件", self._candidate(facts, today)),
            Section("要准备的材料", tuple(self._cited(place, paper) for paper in rules.get("papers", ()))),
            Section("找谁办", self._whom(place, rules, facts)),
            Section("请留意", self._notes(place, need)),
        ]
        made_on = f"{today.year}年{today.month}月{today.day}日"
        return Worklist("首席质量官办事清单", made_on, tuple(s for s in sections if s.lines))

    def _has(self, place: str | None) -> bool:
        return any(notice.place == place for notice in self._kb.notices.values())

    def _known(self, facts: Facts) -> tuple[str, ...]:
        where = facts.get("city") or PLACE_NAMES.get(facts.get("place") or "", facts.get("place"))
        told = [value_words(key, facts.get(key)) for key in SHOWN if facts.get(key) is not None]
        return (f"地方：{where}", *told)

    def _duty(self, rules: Mapping[str, Any], need: Verdict) -> tuple[str, ...]:
        lead = LEADS[need.outcome].strip("*。")
        cited = [f"依据 {source(c)}：“{c.quote}”" for c in need.citations[:2]]
        return (f"{lead}：{need.data['reason']}", *cited)

    def _steps(self, rules: Mapping[str, Any], need: Verdict) -> tuple[str, ...]:
        steps = [str(step["say"]) for step in rules.get("next", ())]
        if steps and need.outcome not in ("required", "conditional"):
            steps = [f"（自愿）{step}" for step in steps]
        follows = [f"{rules['follows']['say']}"] if rules.get("follows") else []
        return (*steps, *follows)

    def _candidate(self, facts: Facts, today: date) -> tuple[str, ...]:
        """The verdict on the candidate and each gap; nothing where no word was said of a person."""
        rules = self._eligibility.rules_of(facts.get("place"))
        if rules is None:
            return ()
        verdict = self._eligibility.decide(facts, today)
        soft = {r.id for r in rules.conditions if r.self_declared or r.encouraged}
        hard = [c for c in verdict.conditions if c.id not in soft]
        asked = [f"{c.label}：{c.reason}" for c in hard if c.status in ("not_met", "relaxable")]
        open_ones = hinges(rules, verdict, facts) if verdict.outcome == "undetermined" else []
        if not asked and len(open_ones) >= len(hard):  # nothing told yet: the conditions themselves
            return tuple(f"{r.label}：{r.say}" for r in rules.conditions if r.id not in soft)
        waiting = [f"还要弄清：{'、'.join(open_ones)}"] if open_ones else []
        return (f"目前看：{OUTCOME_WORDS[verdict.outcome]}", *_met(hard), *asked, *waiting)

    def _cited(self, place: str, part: Mapping[str, Any]) -> str:
        citation = self._kb.cite(f"{self._kb.notice_of(place).id}/{part['clause']}", part["quote"])
        return f"{part['say']}（{source(citation)}）"

    def _whom(self, place: str, rules: Mapping[str, Any], facts: Facts) -> tuple[str, ...]:
        contact = self._contacts.get(place)
        lines = [str(rules.get("authority", "当地市场监管局")), *([f"联系方式：{contact}"] if contact else [])]
        return tuple(line for line in (*lines, whose(self._kb, place, facts.get("city"))) if line)

    def _notes(self, place: str, need: Verdict) -> tuple[str, ...]:
        notes = [self._kb.notice_of(place).note]
        if need.outcome in ("optional", "not_required"):
            notes.append(record_line(self._kb, "not_the_same_officer"))
        return tuple(note for note in (*notes, "本清单由文件条款整理，不是办理回执。") if note)


def _met(hard: Sequence[Condition]) -> list[str]:
    met = [c.label for c in hard if c.status == "met"]
    return [f"已符合：{'、'.join(met)}"] if met else []
