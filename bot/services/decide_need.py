"""Whether an enterprise needs a CQO: the conversation around bot/core/rules/need_cqo.py."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from bot.core.facts import Facts
from bot.core.mentions import conduct, enterprise_traits, unsaid
from bot.core.reply import Button, Reply
from bot.core.rules.conditions import Raw
from bot.core.rules.need_cqo import NeedFound, NeedRules, decide_need, find_case, hardly_bound
from bot.core.verdict import Citation, Verdict
from bot.kb.model import KnowledgeBase
from bot.services.classify_size import ClassifySize
from bot.services.firm_size import FirmSize
from bot.services.person_questions import ask_fact, same_question
from bot.services.verdict_text import (
    FACT_NAMES,
    ask_place,
    changes_words,
    place_name,
    places_known,
    record_line,
    what_if,
    whose,
)
from bot.services.wording import quoted

SAYS = {"required": "yes", "conditional": "depends", "optional": "no", "not_required": "no", "undetermined": "depends"}
LEADS = {
    "required": "**要设。**",
    "conditional": "**看情况。**",
    "optional": "**不是必须，可以自愿设。**",
    "not_required": "**不强制。**",
    "undetermined": "**现在还不能定。**",
}
OUTCOME_WORDS = {
    "required": "要设",
    "conditional": "看情况",
    "optional": "不是必须",
    "not_required": "不强制",
    "undetermined": "还不能定",
}
# Rows of the size table whose enterprises make things; 建筑业 and 农、林、牧、渔业 are asked, the notices do not say.
PRODUCING_ROWS = {"工业"}
OPEN_ROWS = {"建筑业", "农、林、牧、渔业"}
TRAITS = ("state_owned", "above_scale", "producer", "award", "enterprise_size")


class DecideNeed:
    """A decision (bot/core/task.py)."""

    name = "need_cqo"

    def __init__(self, kb: KnowledgeBase, size: ClassifySize | None = None) -> None:
        self._kb = kb
        self._size = FirmSize(kb, size)
        self._rules = {p: NeedRules.from_raw(p, kb.rules(p, self.name)) for p in places_known(kb, self.name)}

    # ---- the decision -----------------------------------------------------------------------------------------------

    def listen(self, text: str, asked: str | None) -> tuple[Mapping[str, Any], set[str]]:
        heard = enterprise_traits.hear(text, asked)
        sizes, not_told = self._size.listen(text, asked)
        named = unsaid.hear(text)
        heard = {**sizes, **heard}
        heard |= {"enterprise_size_below": None} if "enterprise_size" in heard else {}
        declined = (not_told - {"place"} | named) - set(heard)
        if asked and asked not in heard and not named and conduct.declines(text):
            declined |= same_question(asked)
        return heard, declined

    def decide(self, facts: Facts, today: date) -> Verdict:
        place = facts.get("place")
        rules = self._rules.get(place or "")
        if rules is None:
            missing = () if place or "place" in facts.declined else ("place",)
            return Verdict("undetermined", self._elsewhere(facts), missing=missing)
        known, size = self._derived(facts, today)
        verdict = decide_need(rules, known, self._left_open(facts), today, self._cite(rules.place))
        return replace(verdict, missing=self._size.asked_for(verdict.missing, facts, size))

    def ask(self, key: str, facts: Facts) -> Reply:
        if key == "place":
            return ask_place(with_standard=False)
        reply = self._size.ask(key, facts) or ask_fact(key, facts)
        if key == "above_scale" and (facts.get("revenue_wan_yuan") or facts.get("employees")):
            reply.text += f"\n（{record_line(self._kb, 'above_scale_definition')}）"
        return reply

    def tell(self, verdict: Verdict, facts: Facts, changed: Mapping[str, Any] | None = None) -> Reply:
        now = facts.with_changes(changed) if changed else facts
        rules = self._rules.get(now.get("place") or "")
        if rules is None:
            return self._tell_elsewhere(verdict)
        lines = [self._supposed(verdict, facts, changed) + self._lead(rules, verdict, now)]
        size = self._size.work_out(now, date.min)[1]
        lines += [self._size.told(size), quoted(verdict.citations[:2])]
        lines += self._what_next(rules, verdict) + self._notes(rules, verdict, now)
        if changed:
            lines.append("这只是假设，原来的结论不变。")
        answer = {
            "kind": "answer",
            "verdict": SAYS[verdict.outcome],
            "citations": [c.as_dict() for c in verdict.citations],
        }
        data = {**verdict.data, **({"what_if": what_if(changed)} if changed else {})}
        custom = {"answer": answer, "need_cqo": data, **({"size": size.data} if size else {})}
        return Reply("\n".join(line for line in lines if line), self._buttons(rules, verdict), custom)

    def so_far(self, verdict: Verdict, facts: Facts) -> Reply:
        rules = self._rules[facts.known["place"]]
        said, cited = SAYS[verdict.outcome], list(verdict.citations)
        if verdict.outcome != "undetermined":
            lines = [self._lead(rules, verdict, facts)]
        elif hardly_bound(rules, self._derived(facts, date.min)[0]):
            said, lines = "no", [f"**一般不是必须。**{rules.say}"]
            cited.insert(0, self._cite(rules.place)(rules.small_at_will["clause"], rules.small_at_will["quote"]))
        else:
            possible = self._found(rules, facts).possible
            days = sorted({case.deadline for case in possible if case.deadline})
            told = "、".join(f"{day.year}年{day.month}月{day.day}日" for day in days)
            lines = [f"{LEADS['undetermined']}{rules.say}{f'写明的时限：{told}。' if told else ''}"]
        answer = {"kind": "answer", "verdict": said, "citations": [c.as_dict() for c in cited]}
        lines.append(quoted(cited[:2]))
        lines.append(whose(self._kb, rules.place, facts.get("city")))
        return Reply("\n".join(line for line in lines if line), custom={"answer": answer, self.name: verdict.data})

    # ---- two places ----

    def compare(self, facts: Facts, places: Sequence[str], today: date) -> Reply:
        """The same firm under several places, side by side; the one named last is also in `need_cqo`."""
        here = [p for p in places if p in self._rules]
        verdicts = {p: self.decide(facts.with_changes({"place": p}), today) for p in here}
        lines = [f"- {self._lead(self._rules[p], verdict, facts, brief=True)}" for p, verdict in verdicts.items()]
        lines.append(quoted([v.citations[0] for v in verdicts.values() if v.citations]))
        lines += [whose(self._kb, p, facts.get("city")) for p in verdicts]
        answer = {"kind": "compare", "citations": [c.as_dict() for v in verdicts.values() for c in v.citations[:2]]}
        custom: dict[str, Any] = {"answer": answer, "need_cqo_by_place": {p: v.data for p, v in verdicts.items()}}
        if verdicts:
            custom["need_cqo"] = list(verdicts.values())[-1].data
        return Reply("\n".join(line for line in dict.fromkeys(lines) if line), custom=custom)

    # ---- parts ------------------------------------------------------------------------------------------------------

    def _cite(self, place: str) -> Any:
        notice = self._kb.notice_of(place).id

        def cite(clause: str, quote: str | None) -> Citation:
            return self._kb.cite(f"{notice}/{clause}", quote)

        return cite

    def _derived(self, facts: Facts, today: date) -> tuple[Raw, Verdict | None]:
        known = {key: value for key, value in facts.known.items() if value is not None}
        grade, size = self._size.work_out(facts, today)
        if grade:
            known["enterprise_size"] = grade
        elif "enterprise_size" not in known and (below := self._size.below(facts)):
            known["enterprise_size_below"] = below
        row = known.get("size_row")
        if "producer" not in known and row and row not in OPEN_ROWS:
            known["producer"] = row in PRODUCING_ROWS
        return known, size

    def _left_open(self, facts: Facts) -> set[str]:
        """What is not going to be asked; the size neither, where the figures told are those of a 中型 firm or larger."""
        sized = facts.get("enterprise_size") or not self._size.looks_medium(facts)
        return facts.declined if sized else facts.declined | {"enterprise_size"}

    def _found(self, rules: NeedRules, facts: Facts) -> NeedFound:
        return find_case(rules, self._derived(facts, date.min)[0], self._left_open(facts))

    def _lead(self, rules: NeedRules, verdict: Verdict, facts: Facts, brief: bool = False) -> str:
        place = place_name(self._kb, rules.place)
        if verdict.outcome != "undetermined":
            return f"{LEADS[verdict.outcome]}{place}：{verdict.data['reason']}"
        open_facts = self._found(rules, facts).missing
        hinges = "、".join(dict.fromkeys(FACT_NAMES.get(f, f) for f in open_facts))
        told = f"{LEADS['undetermined']}{place}要看：{hinges or '企业的情况'}。"
        return told if brief else told + verdict.data["reason"]

    def _what_next(self, rules: NeedRules, verdict: Verdict) -> list[str]:
        if verdict.outcome in ("undetermined", "not_required") or not rules.next:
            return []
        steps = "；".join(str(step["say"]) for step in rules.next)
        return [f"{'下一步' if verdict.outcome == 'required' else '要设的话'}：{steps}。"]

    def _notes(self, rules: NeedRules, verdict: Verdict, facts: Facts) -> list[str]:
        notes = (
            [f"{rules.follows['say']}。"] if rules.follows and verdict.outcome in ("required", "conditional") else []
        )
        if verdict.outcome in ("optional", "not_required"):
            notes.append(record_line(self._kb, "not_the_same_officer"))
        if "above_scale" in facts.declined:
            notes.append(record_line(self._kb, "above_scale_definition"))
        return [*notes, rules.silent, whose(self._kb, rules.place, facts.get("city"))]

    def _buttons(self, rules: NeedRules, verdict: Verdict) -> list[Button]:
        buttons = [Button("谁能当首席质量官", "谁能当首席质量官"), Button("看原文", "看原文")]
        if verdict.outcome in ("required", "conditional", "optional"):
            buttons.append(Button("办事清单", "给我一份办事清单"))
        return buttons

    def _supposed(self, verdict: Verdict, facts: Facts, changed: Mapping[str, Any] | None) -> str:
        if not changed:
            return ""
        if all(facts.get(key) == value for key, value in changed.items()):  # the standing facts were not given
            return f"假如{changes_words(changed, self._kb)}，"
        was, now = OUTCOME_WORDS[self.decide(facts, date.min).outcome], OUTCOME_WORDS[verdict.outcome]
        turned = f"结论由“{was}”变成“{now}”" if was != now else f"结论还是“{now}”"
        return f"假如{changes_words(changed, self._kb)}，{turned}。"

    def _elsewhere(self, facts: Facts) -> dict[str, Any]:
        where = facts.get("city") or "您那里"
        reason = f"知识库里没有{where}的文件。" if facts.get("place") else "还不知道企业在哪里。"
        return {"jurisdiction": None, "outcome": "undetermined", "deadline": None, "reason": reason, "citation": None}

    def _tell_elsewhere(self, verdict: Verdict) -> Reply:
        """A place whose notice we do not have: what the known notices say, and where to ask."""
        told, citations = [], []
        for place, rules in self._rules.items():
            first = rules.cases[0]
            told.append(f"- {place_name(self._kb, place)}：{rules.say}")
            citations.append(self._cite(place)(first.clause, first.quote).as_dict())
        text = f"**不能替那里下结论：**{verdict.data['reason']}已有的几份文件是这样说的，仅供参考：\n"
        text += "\n".join(told) + "\n请向当地市场监管局核实。"
        note = record_line(self._kb, "not_the_same_officer")
        answer = {"kind": "abstain", "citations": citations}
        return Reply(f"{text}\n{note}", custom={"answer": answer, "need_cqo": verdict.data})
