"""The case under way: what is heard of it, what it comes to, and what is said of a verdict just told."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any

from bot.core import corrections, follow_up, routing
from bot.core import turn as reading
from bot.core.conversation import Hint, OpenTask
from bot.core.facts import Facts
from bot.core.mentions import increments, scores
from bot.core.own_result import asks_again
from bot.core.reply import Reply
from bot.core.task import Decision, TellsSoFar
from bot.core.verdict import Verdict
from bot.services.answer_question import SURE
from bot.services.assess_level import AssessLevel
from bot.services.classify_size import ClassifySize
from bot.services.find_topic import Heard
from bot.services.policy_turn import PolicyTurn

_NONE_OF_IT = re.compile(r"[\s，,]*(?:都|全)?(?:没有?|无)[啊呀的了。\s]*")
# 「给个结论吧」: whoever says so has told what they will tell.
WANTS_VERDICT = re.compile(
    r"(?:给|下|出|要)(?:我)?(?:一?[个句])?(?:准|痛快|明白|实)?(?:意见|结论|结果|判断|说法|准话|准信|答复|话)|(?:究竟|到底)(?:行|能|够|中|可以|成|合)|先(?:判断|说结论|判一下|看看结果)|(?:等级|总分|结果|结论)(?:是什么|是多少|是啥|多少|呢|告诉我|说一下)|告诉我(?:结果|结论|等级)|就(?:按|凭|用)?这些|就知道这些"
    r"|(?:要|行|能|用|可以|成|够)还是不(?:要|行|能|用|可以|成|够)|(?:直接|痛快|干脆|明确)(?:点|地)?(?:说|讲|告诉|给)"
)
# What people ask about a verdict just told, without a new fact.
_BACK_ON_VERDICT = re.compile(
    r"^(?=.{2,18}$).*(?:卡在|差(?:在)?(?:哪|啥|什么|几|多少)|(?:还|都|各)差|为啥|为什么|凭(?:啥|什么)|也算|也不行|也不(?:可以|能|够)|哪(?:几)?(?:项|条|个)(?:没|不)|哪些没|咋(?:就|会)|怎么(?:就|会|换)|确定|真的|当真|没(?:搞|弄|算|看)错|要还是不要|行还是不行)"
)  # short questions back on whatever was just decided: 「就卡在学历上？」「他为啥不行」「哪几项没过」
_ABOUT_VERDICT = {
    "eligibility": re.compile(
        r"到底|所以|结论|意见|影响|通融|破例|还能|没戏|算不算|依据(?:是)?(?:哪|什么)|哪一条|为什么(?:不|说)|那我?(?:究竟)?(?:能|行|可以)"
    ),
    "need_cqo": re.compile(r"到底|所以|结论|依据(?:是)?(?:哪|什么)|哪一条|为什么|那我?们?(?:究竟)?(?:要|用|得|必须)"),
    "size": re.compile(
        r"到底|所以|结论|依据(?:是)?(?:哪|什么)|为什么|为啥|怎么(?:会|就)?(?:是|算|成了)|(?:算|是|属|填|选|归|按)(?:于)?(?:什么|啥|哪)(?:一)?(?:个|种)?(?:型|档|规模|类)|(?:看|按|以|取)(?:哪|啥|什么)(?:一?[个项边头])?(?:为准|算|呢|[？?]|$)"
    ),
    "grade": re.compile(
        r"到底|所以|结论|为什么|为啥|怎么(?:会|就|才)|评不上|差(?:了)?[一二两三四五六七八九十几\d]+分|还差|(?:总分|等级)(?:是|呢|多少|几|告诉)|几个?[aA]|什么(?:等级|级别)|哪(?:一)?级|补(?:哪|什么)|短板"
    ),
}
# 「依据哪条」「文件怎么说的」 beside a question about the verdict ask for its clause, which the verdict tells.
_ITS_CLAUSE = re.compile(
    r"依据[^，。]*|(?:文件|规定|通知|标准)(?:里|上|中)?(?:是|到底|究竟)?(?:怎么|咋|如何)(?:说|写|讲|规定)的?|(?:文件|通知)(?:里|上)?[^，。]{0,2}哪(?:一)?条"
)
# A rule is asked for, not the case: 「标准里 4A 要多少分」.
ASKS_RULE = re.compile(
    r"标准|规定|文件|通知|要求|条件|[345三四五]\s*[aA](?:.{0,3}要|需)|要(?:多少|几)(?:分|年)|一共多少分|满分"
)
# What a decision looks at.
RELEVANT: Mapping[str, Collection[str]] = {
    "eligibility": routing.PERSON_FACTS | routing.FIGURES | {"enterprise_size"},
    "need_cqo": routing.ENTERPRISE_FACTS | routing.FIGURES,
    "size": routing.FIGURES | {"size_row", "industry"},
    "grade": {"scores"},
}
# Not what the verdict is about, though asked right after it: 「不设到底罚不罚」.
_OTHER_MATTER = re.compile(r"罚|处分|后果|好处|奖励|补贴|备案|报备|材料|手续|任期|多少钱|费用|谁来?定")
_MOVES = re.compile(r"搬|迁|换|挪|调|转|去")
_ASKED = frozenset({"grade_asked", "level_asked"})


class CaseTurn(PolicyTurn):
    """One person or firm, judged as far as it is known."""

    supposed: Mapping[str, Any] = MappingProxyType({})  # of the message before

    def _verdict_now(self, decision: Decision, heard: Heard, facts: Mapping[str, Any], declined: set[str]) -> Reply:
        """「先给个意见」: decided on what is known; what is not stays open in the verdict."""
        self._remember_place(heard)
        self.conv.facts.learn(facts)
        self.conv.facts.declined |= declined
        if isinstance(decision, TellsSoFar):
            return self._settle(decision, None, tell="all")
        self.conv.tasks = [t for t in self.conv.tasks if t.name != decision.name]
        self.conv.decided, self.conv.topic = decision.name, None
        return self._tell_now(decision)

    def _settle(self, decision: Decision, asked_before: str | None, before: str = "", tell: str = "") -> Reply:
        """Decide on what is known: ask for what would still change the outcome, else tell it.

        `tell`: the verdict as it stands is told before what is still asked: `all` of it, or `so_far`, in a sentence.
        """
        facts = self.conv.facts
        verdict = decision.decide(facts, self.around.today)
        self.conv.decided = self.conv.case = decision.name
        self.conv.topic = None
        if self._of_several(decision):
            return self._settle_side_by_side(decision, before)
        open_questions = [key for key in verdict.missing if not facts.settled(key)]
        if open_questions:
            reply = self._ask_next(decision, open_questions[0])
            if not tell and asked_before is None and verdict.outcome != "undetermined":
                tell = "so_far"  # decided, but for the day
            if tell and verdict.data.get("jurisdiction") and isinstance(decision, TellsSoFar):
                standing = decision.tell(verdict, facts) if tell == "all" else decision.so_far(verdict, facts)
                self._show(standing)
                reply = Reply(f"{standing.text}\n\n{reply.text}", reply.buttons, standing.custom)
            else:
                reply.custom = {**_standing(decision, verdict), **reply.custom}
        else:
            self.conv.tasks = [t for t in self.conv.tasks if t.name != decision.name]
            reply = decision.tell(verdict, facts)
            self._show(reply)
        reply.text = before + reply.text
        return reply

    def _ask_next(self, decision: Decision, key: str) -> Reply:
        task = self.conv.task
        if task is None or task.name != decision.name:
            task = OpenTask(decision.name)
            self.conv.tasks = [*(t for t in self.conv.tasks if t.name == "registration"), task]
        if task.asked != key:
            task.failures = 0
        task.asked = key
        return decision.ask(key, self.conv.facts)

    def _of_several(self, decision: Decision) -> bool:
        return len(self.conv.compared) > 1 and decision.name in self.around.compare

    def _settle_side_by_side(self, decision: Decision, before: str = "") -> Reply:
        """The case under each place it was asked of; then what is still open under any of them."""
        facts, places = self.conv.facts, self.conv.compared
        told = self.around.compare[decision.name](facts, places)
        self._show(told)
        open_questions = [
            key
            for place in places
            for key in decision.decide(facts.with_changes({"place": place}), self.around.today).missing
            if not facts.settled(key)
        ]
        if not open_questions:
            self.conv.tasks = [t for t in self.conv.tasks if t.name != decision.name]
            return Reply(before + told.text, told.buttons, told.custom)
        asked = self._ask_next(decision, open_questions[0])
        return Reply(f"{before}{told.text}\n\n再告诉我：{asked.text}", asked.buttons, told.custom)

    def _hear_all(self, text: str) -> dict[str, Any]:
        facts: dict[str, Any] = {}
        for decision in self.around.decisions.values():
            facts.update(decision.listen(text, None)[0])
        return {key: value for key, value in facts.items() if key not in _ASKED}

    def _listen(
        self, decision: Decision, text: str, asked: str | None, heard: Heard
    ) -> tuple[dict[str, Any], set[str]]:
        facts, declined = decision.listen(text, asked)
        facts = dict(facts) | {
            key: moved
            for key, moved in increments.hear(text, self.conv.facts.known).items()
            if key in RELEVANT[decision.name]
        }
        if "scores" in facts:
            facts["scores"] = scores.without_old_total(facts["scores"], self.conv.facts.get("scores") or {})
        for key in _ASKED & set(facts):  # how the verdict is to begin: no fact of the case, and kept while it is open
            word = facts.pop(key)
            if word or self.conv.task is None:
                self.conv.facts.known[key] = word
        if len(set(heard.places)) == 1 and (heard.places[0] not in heard.documents or heard.places[0] == "standard"):
            facts["place"] = heard.places[0]
            if heard.city:
                facts["city"] = heard.city
        elif not heard.places and decision.name == "eligibility" and routing.is_about_levels(text):
            facts["place"] = "standard"
        return facts, set(declined)

    def _on_standing_verdict(
        self, text: str, hint: Hint, heard: Heard, facts: Mapping[str, Any], in_form: bool
    ) -> Reply | None:
        """What-ifs, corrections and further facts about the case just decided, and 「所以到底能不能当」."""
        name = (
            self.conv.decided
            or (self.conv.case if follow_up.of_own_case(text) else None)
            or self._case_corrected(text, facts)
            or self._case_supposed(text, heard, facts)
            or self._back_to_size(text, facts)
        )
        if name is None:
            return None
        decision = self.around.decisions[name]
        own, declined = self._listen(decision, text, None, heard)
        if not own and isinstance(decision, (ClassifySize, AssessLevel)) and not reading.is_question(text):
            own = decision.put_right(text, self.conv.facts)
        new = {k: v for k, v in own.items() if self.conv.facts.get(k) != v}
        trivial = bool(heard.places) and follow_up.asks_nothing_more(heard.rest)
        supposed = self._suppose(decision, text, heard)
        if supposed is not None:
            return supposed
        aside = self._another_of_its_kind(decision, text, own)
        if aside is not None:
            return aside
        other = routing.wish(text, hint, facts)
        elsewhere = other.service in self.around.decisions and turns_to(other, name, text)
        of_grade = name == "grade" and ("scores" in own or not reading.is_question(text))  # 5.2 looks at the person too
        if elsewhere and not (of_grade and set(own) - {"place", "city"}):
            return None
        if not new and not trivial and self._same_case(text, own, name) and not ASKS_RULE.search(text):
            self.conv.decided = name
            return self._tell_now(decision)  # what was told before, told again to be judged
        if trivial or (
            new
            and (corrections.is_correction(text) or not reading.is_question(text) or self._same_case(text, own, name))
        ):
            if set(own) <= {"place", "city"} and not trivial:
                return None
            self._remember_place(heard)
            self.conv.facts.learn({**own, **self._part_by_part(decision, text, own)})
            self.conv.facts.declined |= declined
            if self.supposed and not heard.places:  # what the what-if hinged on: 「那换到酒泉呢」 … 「民营」
                return self._tell_supposed(decision, self.supposed)
            return (
                self._tell_now(decision) if in_form else self._settle(decision, None, tell="so_far" if trivial else "")
            )
        if not set(own) - {"place", "city"} and self.asks_of_verdict(name, text):
            self._remember_place(heard)  # 「兰州那边差哪些」
            self.conv.facts.declined |= declined
            return self._tell_now(decision)
        if asks_again(name, text) and not set(own) - {"place"}:
            return self._tell_now(decision)
        return None

    def asks_of_verdict(self, name: str, text: str) -> bool:
        """「所以到底能不能当」「兰州那边差哪些」「你就说要还是不要」, and no rule."""
        if not (reading.is_question(text) or WANTS_VERDICT.search(text)) or _OTHER_MATTER.search(text):
            return False
        about = _ABOUT_VERDICT[name].search(text) or _BACK_ON_VERDICT.search(text.strip()) or WANTS_VERDICT.search(text)
        return bool(about) and not ASKS_RULE.search(_ITS_CLAUSE.sub("", text))

    def _back_to_size(self, text: str, facts: Mapping[str, Any]) -> str | None:
        """「回到刚才，要是人数99呢」 after something else, 「290人，营收1200万」 after the trade: the firm is still known."""
        told = {key for key, value in facts.items() if value is not None}
        known = "size_row" in self.conv.facts
        asks = not reading.is_question(text) or reading.is_what_if(text)
        return "size" if known and told & routing.FIGURES and not told & routing.PERSON_FACTS and asks else None

    def _case_corrected(self, text: str, facts: Mapping[str, Any]) -> str | None:
        """「哦我记错了，我们是大型」 after a question in between: the case told before, if it rests on that fact."""
        case = self.conv.case
        if case and corrections.is_correction(text) and self._same_case(text, facts, case):
            return case if set(facts) & set(self.conv.facts.known) else None
        return None

    def _case_supposed(self, text: str, heard: Heard, facts: Mapping[str, Any]) -> str | None:
        """「要是搬到珠海去呢」「再过两年呢」 after a question in between: the case told before, supposed otherwise."""
        case = self.conv.case
        if case is None or not reading.is_what_if(text):
            return None
        moved = bool(heard.places) and bool(_MOVES.search(text))
        known = {**facts, **increments.hear(text, self.conv.facts.known)}
        return case if moved or set(known) & set(RELEVANT[case]) & set(self.conv.facts.known) else None

    def _suppose(self, decision: Decision, text: str, heard: Heard) -> Reply | None:
        """A what-if: one fact changed for once, the standing facts kept."""
        changed = self._listen(decision, text, None, heard)[0]
        if not changed or not reading.is_what_if(text) or corrections.is_correction(text.replace("换", "")):
            return None
        return self._tell_supposed(decision, changed)

    def _tell_supposed(self, decision: Decision, changed: Mapping[str, Any]) -> Reply:
        facts = self.conv.facts
        then = facts.with_changes(changed)
        verdict = decision.decide(then, self.around.today)
        self.conv.supposed = dict(changed) if verdict.outcome == "undetermined" else {}
        return decision.tell(verdict, then if decision.name in ("size", "grade") else facts, changed)

    def _another_of_its_kind(self, decision: Decision, text: str, own: Mapping[str, Any]) -> Reply | None:
        """「那中小企业呢」 after a verdict on another class of firm; 「人数也不看吗」 after a size: the standing case is kept."""
        if isinstance(decision, ClassifySize):
            return decision.explain_indicator(text, self.conv.facts)
        told = {key: value for key, value in own.items() if value is not None}
        firm = follow_up.class_named(text)
        if decision.name != "need_cqo" or not firm or not told or not set(told) <= routing.ENTERPRISE_FACTS:
            return None
        others = routing.ENTERPRISE_FACTS | routing.FIGURES
        then = Facts({k: v for k, v in self.conv.facts.known.items() if k not in others}, self.conv.facts.declined)
        then = then.with_changes(own)
        verdict = decision.decide(then, self.around.today)
        reply = decision.tell(verdict, then)
        if verdict.outcome == "undetermined":  # of a class in general the rule says more than a case half told
            asks = f"{firm}要不要设首席质量官"
            rule = self.around.answers.answer(asks, self._hear(asks), self.conv.facts.get("place"))
            reply = rule.reply if rule.topic and rule.score >= SURE else reply
        reply.custom[decision.name] = {**verdict.data, "what_if": told}
        self._show(reply)
        return reply

    def _part_by_part(self, decision: Decision, text: str, heard: Mapping[str, Any]) -> dict[str, Any]:
        """「参加过，合格；每年都参加」: several answers at once, each to the first open question it fits."""
        found: dict[str, Any] = {}
        parts = [p for p in re.split(r"[；;\n]", text) if p.strip()]
        if len(parts) < 2 or not isinstance(decision, TellsSoFar):
            return found
        facts = self.conv.facts.with_changes(heard)
        for part in parts:
            if decision.listen(part, None)[0] or _NONE_OF_IT.fullmatch(part):
                continue
            for key in decision.decide(facts.with_changes(found), self.around.today).missing:
                own = decision.listen(part, key)[0]
                if key in own:
                    found |= own
                    break
        return {key: value for key, value in found.items() if key not in heard}

    def _same_case(self, text: str, own: Mapping[str, Any], name: str) -> bool:
        return bool(set(own) & set(RELEVANT.get(name, ())))

    def _tell_now(self, decision: Decision) -> Reply:
        if self._of_several(decision):
            return self.around.compare[decision.name](self.conv.facts, self.conv.compared)
        verdict = decision.decide(self.conv.facts, self.around.today)
        reply = decision.tell(verdict, self.conv.facts)
        self._show(reply)
        return reply


def _standing(decision: Decision, verdict: Verdict) -> dict[str, Any]:
    """The verdict on a case as far as it is known, beside a question on what is not."""
    return {decision.name: verdict.data} if verdict.data.get("outcome") and verdict.data.get("jurisdiction") else {}


def turns_to(other: routing.Wish, name: str, text: str) -> bool:
    """Something else than the decision under way is asked for. Figures told, without a question, belong to that one."""
    return other.sure and other.service != name and (other.service != "size" or reading.is_question(text))
