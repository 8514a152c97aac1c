"""Whether a person may be a CQO: the conversation around bot/core/rules/eligibility.py."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from bot.core.facts import Facts
from bot.core.mentions import conduct, education, enterprise_traits, experience, title, training, unsaid
from bot.core.reply import Reply
from bot.core.rules.conditions import Raw
from bot.core.rules.eligibility import CONDUCT, EligibilityRules, check_eligibility
from bot.core.verdict import Citation, Verdict
from bot.kb.model import KnowledgeBase
from bot.services import eligibility_text as words
from bot.services.classify_size import ClassifySize
from bot.services.firm_size import FirmSize
from bot.services.person_questions import ask_fact, same_question
from bot.services.verdict_text import ask_place, places_known, question, what_if

BOUNDED = ("education", "quality_years", "title_level", "enterprise_size")


class CheckEligibility:
    """A decision (bot/core/task.py). Facts of the person stay as said; which conditions they meet depends on the place."""

    name = "eligibility"

    def __init__(
        self, kb: KnowledgeBase, size: ClassifySize | None = None, clock: Callable[[], date] | None = None
    ) -> None:
        self._kb = kb
        self._clock = clock or (lambda: datetime.now().astimezone().date())
        self._size = FirmSize(kb, size)
        self._rules = {
            place: EligibilityRules.from_raw(place, kb.rules(place, self.name)) for place in places_known(kb, self.name)
        }
        every = [d for rules in self._rules.values() for d in rules.disqualifiers]
        # One act has the same signs wherever it is asked about, so a sign written for one place serves all.
        self._signs = {d.id: tuple(s for e in every if e.id == d.id for s in e.signs) for d in every}

    def rules_of(self, place: str | None) -> EligibilityRules | None:
        return self._rules.get(place or "")

    # ---- the decision ----

    def listen(self, text: str, asked: str | None) -> tuple[Mapping[str, Any], set[str]]:
        heard: dict[str, Any] = {}
        declined: set[str] = set()
        for listener in (education, title, training, enterprise_traits):
            heard |= listener.hear(text, asked)
        heard |= experience.hear(text, asked, self._clock()) | experience.hear_technical(text)
        heard |= {f"{key}_below": None for key in BOUNDED if key in heard}  # what was reached takes back what was not
        heard |= conduct.hear(text, asked, self._signs)
        sizes, not_told = self._size.listen_for_figures(text, asked)
        heard = {**sizes, **heard}
        named = unsaid.hear(text) | training.declined(text, asked)
        declined |= (not_told - {"place"} | named) - set(heard)
        if asked and not named and conduct.declines(text) and not same_question(asked) & set(heard):
            declined |= same_question(asked)
        return heard, declined

    def decide(self, facts: Facts, today: date) -> Verdict:
        place = facts.get("place")
        rules = self._rules.get(place or "")
        if rules is None:
            data: dict[str, Any] = {"jurisdiction": None, "outcome": "undetermined", "conditions": [], CONDUCT: []}
            return Verdict("undetermined", data, missing=() if place or "place" in facts.declined else ("place",))
        known, size = self._derived(facts, today)
        verdict = check_eligibility(rules, known, facts.declined, today, self._cite(place))
        return replace(verdict, missing=self._size.asked_for(verdict.missing, facts, size))

    def ask(self, key: str, facts: Facts) -> Reply:
        if key == "place":
            return ask_place(with_standard=True)
        if key == CONDUCT:
            return self._ask_conduct(facts)
        return self._size.ask(key, facts) or ask_fact(key, facts)

    def tell(self, verdict: Verdict, facts: Facts, changed: Mapping[str, Any] | None = None) -> Reply:
        now = facts.with_changes(changed) if changed else facts
        place = now.get("place")
        if place not in self._rules:
            return self._tell_elsewhere(verdict, now)
        rules, known = self._rules[place], self._derived(now, date.min)
        before = self._before(facts, changed)
        text, says = words.tell(self._kb, rules, verdict, now, before, changed, self._size.told(known[1]))
        custom: dict[str, Any] = {
            "answer": {"kind": "answer", "verdict": says, "citations": [c.as_dict() for c in verdict.citations]},
            "eligibility": {**verdict.data, **({"what_if": what_if(changed)} if changed else {})},
        }
        if known[1] is not None:
            custom["size"] = known[1].data
        return Reply(text, words.buttons(verdict, place), custom)

    def so_far(self, verdict: Verdict, facts: Facts) -> Reply:
        rules = self._rules[facts.known["place"]]
        short = any(c.status == "not_met" for c in verdict.conditions) and not rules.any_of
        says = "no" if short else "depends"
        answer = {"kind": "answer", "verdict": says, "citations": [c.as_dict() for c in verdict.citations]}
        text = words.so_far(self._kb, rules, verdict, facts)
        if rules.any_of:  # of levels, each says what it asks for
            text = words.tell(self._kb, rules, verdict, facts, None, None)[0]
        return Reply(text, custom={"answer": answer, self.name: verdict.data})

    # ---- two places ----

    def compare(self, facts: Facts, places: Sequence[str], today: date) -> Reply:
        """The same person under several places, side by side; the one named last is also in `eligibility`."""
        verdicts = {p: self.decide(facts.with_changes({"place": p}), today) for p in places if p in self._rules}
        text = words.side_by_side(self._kb, self._rules, verdicts)
        citations = [c.as_dict() for v in verdicts.values() for c in v.citations[:2]]
        custom: dict[str, Any] = {
            "answer": {"kind": "compare", "citations": citations},
            "eligibility_by_place": {place: v.data for place, v in verdicts.items()},
        }
        if verdicts:
            custom["eligibility"] = list(verdicts.values())[-1].data
        return Reply(text, custom=custom)

    def _before(self, facts: Facts, changed: Mapping[str, Any] | None) -> Verdict | None:
        """The standing verdict a what-if is told against; None where the facts given are the changed ones already."""
        if not changed or all(facts.get(key) == value for key, value in changed.items()):
            return None
        return self.decide(facts, date.min)

    # ---- parts ----

    def _cite(self, place: str) -> Any:
        notice = self._kb.notice_of(place).id

        def cite(clause: str, quote: str | None) -> Citation:
            return self._kb.cite(f"{notice}/{clause}", quote)

        return cite

    def _derived(self, facts: Facts, today: date) -> tuple[Raw, Verdict | None]:
        """The facts with what follows from them, and the size worked out from figures where it was."""
        known = {key: value for key, value in facts.known.items() if value is not None}
        grade, size = self._size.work_out(facts, today)
        if grade:
            known["enterprise_size"] = grade
        elif "enterprise_size" not in known and (below := self._size.below(facts)):
            known["enterprise_size_below"] = below
        # A junior title, or one of another field, is told as all there is: the reason repeats it, to be objected to.
        if "vocational_level" not in known and _tells_all(known):
            known["vocational_level"] = "无"
        if known.get("title") == "无":
            known.setdefault("title_level", "无")
        return known, size

    def _ask_conduct(self, facts: Facts) -> Reply:
        rules = self._rules.get(facts.get("place") or "")
        listed = "；".join(f"{n}. {d.ask}" for n, d in enumerate(rules.disqualifiers, 1)) if rules else ""
        text = (
            "最后一个例行问题，人人都问：有没有违法违规、受刑事处分、谋取不正当利益、泄密这类情形？"
            f"有的话简单说一句，没有就选“都没有”。\n{listed}"
        )
        return question(text, ("都没有",))

    def _tell_elsewhere(self, verdict: Verdict, facts: Facts) -> Reply:
        """A place whose notice is not in the knowledge base, or a place nobody wants to name."""
        compared = self.compare(facts, [p for p in self._rules if p != "standard"], date.min)
        where = facts.get("city") or "您那里"
        lead = f"知识库里没有{where}的文件，不能替那里下结论。已有的几份文件是这样看的（仅供参考）：\n"
        if not facts.get("place"):
            lead = "还不知道企业在哪里，各地规定不一样，不能下结论。已有的几份文件是这样看的：\n"
        answer = {**compared.custom["answer"], "kind": "abstain"}
        return Reply(lead + compared.text, custom={"answer": answer, "eligibility": verdict.data})


def _tells_all(known: Raw) -> bool:
    return (
        known.get("title_level") in ("无", "初级") or known.get("title") == "无" or known.get("title_field") == "无关"
    )
