"""One message of one conversation, from text to reply: which task or service it belongs to, and what is remembered.

The services do the work; this only decides whose turn it is. Inside the form a question or a decision is answered
aside, in one go, and the form goes on where it was.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.core import routing
from bot.core import turn as reading
from bot.core.asked import is_turned_round
from bot.core.conversation import Hint, OpenTask
from bot.core.facts import Facts
from bot.core.mentions import conduct
from bot.core.own_result import asks_again
from bot.core.reply import Reply
from bot.core.task import Decision, TellsSoFar
from bot.core.verdict import Verdict
from bot.services.answer_question import SURE, Answered
from bot.services.assess_level import AssessLevel
from bot.services.classify_size import ClassifySize
from bot.services.find_topic import Heard
from bot.services.policy_turn import NOTHING_LEFT, PolicyTurn

_NONE_OF_IT = re.compile(r"[\s，,]*(?:都|全)?(?:没有?|无)[啊呀的了。\s]*")
_OF_FREE_WILL = re.compile(r"自己说了算|自愿|自己定|随便|随意|看(?:我们|自己)")
SHORT = 16
RULE = 0.42  # a rule this likely meant is told before a case is asked about
A_CASE = 2  # who speaks of so many conditions puts a case to be judged; one alone asks for the rule as well
# 「给个结论吧」: whoever says so has told what they will tell.
_WANTS_VERDICT = re.compile(
    r"(?:给|下|出|要)(?:我)?(?:一?[个句])?(?:准|痛快|明白|实)?(?:意见|结论|结果|判断|说法|准话|准信|答复|话)|(?:究竟|到底)(?:行|能|够|中|可以|成|合)|先(?:判断|说结论|判一下|看看结果)|(?:等级|总分|结果|结论)(?:是什么|是多少|是啥|多少|呢|告诉我|说一下)|告诉我(?:结果|结论|等级)|就(?:按|凭|用)?这些|就知道这些"
)
# What people ask about a verdict just told, without a new fact.
_ABOUT_VERDICT = {
    "eligibility": re.compile(
        r"到底|所以|结论|意见|影响|通融|破例|还能|没戏|算不算|依据(?:是)?(?:哪|什么)|哪一条|为什么(?:不|说)|那我?(?:究竟)?(?:能|行|可以)"
    ),
    "need_cqo": re.compile(r"到底|所以|结论|依据(?:是)?(?:哪|什么)|哪一条|为什么|那我?们?(?:究竟)?(?:要|用|得|必须)"),
    "size": re.compile(
        r"到底|所以|结论|依据(?:是)?(?:哪|什么)|为什么|为啥|怎么(?:会|就)?(?:是|算|成了)|(?:算|是|属|填|选|归|按)(?:于)?(?:什么|啥|哪)(?:一)?(?:个|种)?(?:型|档|规模|类)"
    ),
    "grade": re.compile(
        r"到底|所以|结论|为什么|为啥|怎么(?:会|就|才)|评不上|差(?:了)?[一二两三四五六七八九十几\d]+分|还差|(?:总分|等级)(?:是|呢|多少|几|告诉)|几个?[aA]|什么(?:等级|级别)|哪(?:一)?级|补(?:哪|什么)|短板"
    ),
}
# A rule is asked for, not the case: 「标准里 4A 要多少分」.
_ASKS_RULE = re.compile(
    r"标准|规定|文件|通知|要求|条件|[345三四五]\s*[aA](?:.{0,3}要|需)|要(?:多少|几)(?:分|年)|一共多少分|满分"
)
_ASKED = frozenset({"grade_asked", "level_asked"})


class Converse(PolicyTurn):
    """Everything but the form."""

    # ---- one message ----

    def respond(self, text: str, hint: Hint, in_form: bool = False) -> Reply:
        heard = self._hear(text)
        verdict = self._feedback(text, hint)
        if verdict:
            return verdict
        if reading.is_noise(text):
            return self.around.small_talk.unreadable()
        task = None if in_form else self.conv.task
        if task and task.name in self.around.decisions:
            reply = self._in_decision(text, hint, heard, task)
            if reply is not None:
                return reply
        return self._outside(text, hint, heard, in_form)

    def _feedback(self, text: str, hint: Hint) -> Reply | None:
        plain = reading.bare(text)
        if text.strip() in ("👍", "👎"):
            self.around.feedback("up" if text.strip() == "👍" else "down")
            return Reply("谢谢，记下了。", [], _answer("smalltalk"))
        if re.fullmatch(
            r"(?:答|说|讲|回答)(?:得|的)?(?:不对|错了|不准|有问题)|答非所问|没(?:答|帮)到?(?:点|我|上)?|牛头不对马嘴|不是我要的(?:答案)?|没用",
            plain,
        ):
            self.around.feedback("down")
            return Reply(
                "记下了，这条会请工作人员看。您换个说法再问一次，或直接说关键词，比如“学历”“备案”。",
                [],
                _answer("smalltalk"),
            )
        return None

    # ---- an open decision ----

    def _in_decision(self, text: str, hint: Hint, heard: Heard, task: OpenTask) -> Reply | None:
        decision = self.around.decisions[task.name]
        names = reading.commands(text)
        if "cancel" in names or "pause" in names:
            self.conv.tasks.pop()
            return Reply("好，先不判断了。想接着来随时说。", [], _answer("smalltalk"))
        if routing.asks_to_register(text, hint):
            self.conv.tasks.pop()
            return None
        facts, declined = self._listen(decision, text, task.asked, heard)
        facts |= self._part_by_part(decision, text, facts)
        if _WANTS_VERDICT.search(text) and (facts or not _ASKS_RULE.search(text)):
            return self._verdict_now(decision, heard, facts, declined)
        about_asked = task.asked in facts or bool(declined)
        other = routing.wish(text, hint, {**facts, **self._hear_all(text)})
        turns = _turns_to(other, task.name, text)
        if turns and (not about_asked or other.service in ("eligibility", "need_cqo")):
            self.conv.tasks.pop()
            return None
        supposed = self._suppose(decision, text, heard)
        if supposed is not None:
            return self._then_ask(supposed, task, decision)
        if not about_asked and reading.is_question(text) and not self._adds_to_case(facts, text):
            return self._aside_in_decision(text, hint, heard, task, decision)
        if not facts and not declined:
            talk = self.around.small_talk.reply(text, hint)
            if talk:
                return self._then_ask(talk, task, decision)
            return self._not_understood(text, task, decision)
        self._remember_place(heard)
        self.conv.facts.learn(facts)
        self.conv.facts.declined |= declined
        task.failures = 0
        return self._settle(decision, task.asked)

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

    def _adds_to_case(self, facts: Mapping[str, Any], text: str) -> bool:
        return bool(set(facts) - {"place", "city"}) and not re.search(r"什么|啥|怎么|哪|多少|为什么|依据", text)

    def _aside_in_decision(
        self, text: str, hint: Hint, heard: Heard, task: OpenTask, decision: Decision
    ) -> Reply | None:
        answered = self._policy(text, heard, keep_place=bool(heard.places))
        if answered.score >= SURE:
            return self._then_ask(answered.reply, task, decision)
        talk = self.around.small_talk.reply(text, hint)
        if talk:
            return self._then_ask(talk, task, decision)
        if hint.intent in ("check_eligibility", "decide_need", "classify_size", "assess_level"):
            return self._settle(decision, task.asked)
        return self._then_ask(answered.reply, task, decision)

    def _not_understood(self, text: str, task: OpenTask, decision: Decision) -> Reply:
        task.failures += 1
        if task.asked and task.failures >= 2:
            self.conv.facts.declined.add(task.asked)
            return self._settle(decision, task.asked, "这一条先当不知道。")
        asked = decision.ask(task.asked or "", self.conv.facts)
        asked.text = f"这句我没对上。{asked.text}"
        return asked

    def _then_ask(self, reply: Reply, task: OpenTask, decision: Decision) -> Reply:
        asked = decision.ask(task.asked or "", self.conv.facts)
        return Reply(f"{reply.text}\n\n回到刚才的问题：{asked.text}", asked.buttons, {**asked.custom, **reply.custom})

    def _settle(self, decision: Decision, asked_before: str | None, before: str = "", tell: str = "") -> Reply:
        """Decide on what is known: ask for what would still change the outcome, else tell it.

        `tell`: the verdict as it stands is told before what is still asked: `all` of it, or `so_far`, in a sentence.
        """
        facts = self.conv.facts
        verdict = decision.decide(facts, self.around.today)
        self.conv.decided = self.conv.case = decision.name
        self.conv.topic = None
        open_questions = [key for key in verdict.missing if not facts.settled(key)]
        if open_questions:
            task = self.conv.task
            if task is None or task.name != decision.name:
                task = OpenTask(decision.name)
                self.conv.tasks = [*(t for t in self.conv.tasks if t.name == "registration"), task]
            if task.asked != open_questions[0]:
                task.failures = 0
            task.asked = open_questions[0]
            reply = decision.ask(task.asked, facts)
            if tell and verdict.data.get("jurisdiction") and isinstance(decision, TellsSoFar):
                standing = decision.tell(verdict, facts) if tell == "all" else decision.so_far(verdict, facts)
                self.conv.shown = list((standing.custom.get("answer") or {}).get("citations") or [])
                reply = Reply(f"{standing.text}\n\n{reply.text}", reply.buttons, standing.custom)
            else:
                reply.custom = {**_standing(decision, verdict), **reply.custom}
        else:
            self.conv.tasks = [t for t in self.conv.tasks if t.name != decision.name]
            reply = decision.tell(verdict, facts)
            self.conv.shown = list((reply.custom.get("answer") or {}).get("citations") or [])
        reply.text = before + reply.text
        return reply

    # ---- outside every task ----

    def _outside(self, text: str, hint: Hint, heard: Heard, in_form: bool) -> Reply:
        exact = self.around.clauses.reply(text, heard, self.conv)
        if exact is not None:
            self._remember_place(heard)
            return exact
        facts = self._hear_all(text)
        explained = self._explain_row(text, heard, facts)
        if explained is not None:
            return explained
        if routing.asks_for_worklist(text):
            page = self.around.worklist(self._case(text, heard, facts))
            if page is not None:
                return page
        again = self._on_standing_verdict(text, hint, heard, facts, in_form)
        if again is not None:
            return again
        wish = routing.wish(text, hint, facts)
        if wish.service in self.around.decisions and not self._compares_rules(text, heard):
            reply = self._decide(wish, text, heard, facts, in_form)
            if reply is not None:
                return reply
        if not in_form and not facts and len(text) < SHORT and conduct.declines(text) and not reading.is_question(text):
            return self._nothing_to_tell()
        return self._answer(text, hint, heard, in_form)

    def _nothing_to_tell(self) -> Reply:
        """「不知道」「不方便说」 with nothing being asked: the case as it stands, or a word that it does not matter."""
        if self.conv.decided:
            return self._tell_now(self.around.decisions[self.conv.decided])
        return Reply(
            "没关系，不知道的先放着。想问什么直接说，比如“我们要不要设”“我能不能当”。", [], _answer("smalltalk")
        )

    def _case(self, text: str, heard: Heard, facts: Mapping[str, Any]) -> Facts:
        """The facts known, with those of this message."""
        self._remember_place(heard)
        self.conv.facts.learn(facts)
        if self.conv.place:
            self.conv.facts.known.setdefault("place", self.conv.place)
        return self.conv.facts

    def _explain_row(self, text: str, heard: Heard, facts: Mapping[str, Any]) -> Reply | None:
        """「理发店归哪一行，看人数还是看钱」: the row and its indicators, without anybody's figures."""
        if heard.places and heard.places[0] != "guangdong":  # the table is an attachment of Guangdong's notice
            return None
        size = self.around.decisions.get("size")
        if not isinstance(size, ClassifySize) or set(facts) & routing.FIGURES or not routing.asks_which_row(text):
            return None
        return size.explain(text)

    def _hear_all(self, text: str) -> dict[str, Any]:
        facts: dict[str, Any] = {}
        for decision in self.around.decisions.values():
            facts.update(decision.listen(text, None)[0])
        return {key: value for key, value in facts.items() if key not in _ASKED}

    def _listen(
        self, decision: Decision, text: str, asked: str | None, heard: Heard
    ) -> tuple[dict[str, Any], set[str]]:
        facts, declined = decision.listen(text, asked)
        facts = dict(facts)
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

    def _compares_rules(self, text: str, heard: Heard) -> bool:
        return len([p for p in heard.places if p in self.around.kb.places]) > 1 and not re.search(
            r"我(?!们)|本人|他|她", text
        )

    def _on_standing_verdict(
        self, text: str, hint: Hint, heard: Heard, facts: Mapping[str, Any], in_form: bool
    ) -> Reply | None:
        """What-ifs, corrections and further facts about the case just decided, and 「所以到底能不能当」."""
        name = self.conv.decided or self._case_corrected(text, facts) or self._back_to_size(text, facts)
        if name is None:
            return None
        decision = self.around.decisions[name]
        own, declined = self._listen(decision, text, None, heard)
        if not own and isinstance(decision, (ClassifySize, AssessLevel)) and not reading.is_question(text):
            own = decision.put_right(text, self.conv.facts)
        new = {k: v for k, v in own.items() if self.conv.facts.get(k) != v}
        trivial = bool(NOTHING_LEFT.match(heard.rest)) and bool(heard.places)
        supposed = self._suppose(decision, text, heard)
        if supposed is not None:
            return supposed
        other = routing.wish(text, hint, facts)
        elsewhere = other.service in self.around.decisions and _turns_to(other, name, text)
        of_grade = name == "grade" and ("scores" in own or not reading.is_question(text))  # 5.2 looks at the person too
        if elsewhere and not (of_grade and set(own) - {"place", "city"}):
            return None
        if not new and not trivial and self._same_case(text, own, name) and not _ASKS_RULE.search(text):
            return self._tell_now(decision)  # what was told before, told again to be judged
        if trivial or (
            new and (reading.is_correction(text) or not reading.is_question(text) or self._same_case(text, own, name))
        ):
            if set(own) <= {"place", "city"} and not trivial:
                return None
            self._remember_place(heard)
            self.conv.facts.learn({**own, **self._part_by_part(decision, text, own)})
            self.conv.facts.declined |= declined
            return self._settle(decision, None) if not in_form else self._tell_now(decision)
        asks = reading.is_question(text) or _WANTS_VERDICT.search(text)
        if (
            not set(own) - {"place"}
            and asks
            and _ABOUT_VERDICT[name].search(text)
            and not _ASKS_RULE.search(re.sub("依据[^，。]*", "", text))
        ):
            return self._tell_now(decision)
        if asks_again(name, text) and not set(own) - {"place"}:
            return self._tell_now(decision)
        return None

    def _back_to_size(self, text: str, facts: Mapping[str, Any]) -> str | None:
        """「回到刚才，要是人数99呢」 after a question about something else: the firm's figures are still known."""
        told = {key for key, value in facts.items() if value is not None}
        known = "size_row" in self.conv.facts and any(f in self.conv.facts for f in routing.FIGURES)
        asks = not reading.is_question(text) or reading.is_what_if(text)
        return "size" if known and told & routing.FIGURES and not told & routing.PERSON_FACTS and asks else None

    def _case_corrected(self, text: str, facts: Mapping[str, Any]) -> str | None:
        """「哦我记错了，我们是大型」 after a question in between: the case told before, if it rests on that fact."""
        case = self.conv.case
        if case and reading.is_correction(text) and self._same_case(text, facts, case):
            return case if set(facts) & set(self.conv.facts.known) else None
        return None

    def _suppose(self, decision: Decision, text: str, heard: Heard) -> Reply | None:
        """A what-if: one fact changed for once, the standing facts kept."""
        changed = self._listen(decision, text, None, heard)[0]
        if not changed or not reading.is_what_if(text) or reading.is_correction(text.replace("换", "")):
            return None
        facts = self.conv.facts
        then = facts.with_changes(changed)
        verdict = decision.decide(then, self.around.today)
        return decision.tell(verdict, then if decision.name in ("size", "grade") else facts, changed)

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
        relevant = {
            "eligibility": routing.PERSON_FACTS | routing.FIGURES | {"enterprise_size"},
            "need_cqo": routing.ENTERPRISE_FACTS | routing.FIGURES,
            "size": routing.FIGURES | {"size_row", "industry"},
            "grade": {"scores"},
        }
        return bool(set(own) & relevant.get(name, set()))

    def _tell_now(self, decision: Decision) -> Reply:
        verdict = decision.decide(self.conv.facts, self.around.today)
        reply = decision.tell(verdict, self.conv.facts)
        self.conv.shown = list((reply.custom.get("answer") or {}).get("citations") or [])
        return reply

    def _decide(
        self, wish: routing.Wish, text: str, heard: Heard, facts: Mapping[str, Any], in_form: bool
    ) -> Reply | None:
        """A decision, unless the notices answer the question better as a rule."""
        decision = self.around.decisions[wish.service]
        own, declined = self._listen(decision, text, None, heard)
        places = [p for p in dict.fromkeys(heard.places) if p in self.around.kb.places]
        trial = self.conv.facts.with_changes(own)
        if "place" not in own and self.conv.place:
            trial.known.setdefault("place", self.conv.place)
        if wish.service == "eligibility" and len(places) > 1:
            self.conv.facts = trial
            self.conv.decided = "eligibility"
            self.conv.place = self.conv.facts.known["place"] = places[-1]  # what is told next is of the last one
            return self.around.compare_persons(trial, places)
        both = decision.side_by_side(text, trial) if isinstance(decision, ClassifySize) else None
        if both is not None:
            self._take_up(heard, trial, declined)
            self.conv.decided = "size"
            return both
        verdict = decision.decide(trial, self.around.today)
        settled = not [k for k in verdict.missing if not trial.settled(k)]
        case = bool(own.keys() - {"place", "city"})
        of_figures = wish.service in ("size", "grade")
        if not settled and wish.sure and not in_form and (self._is_case(wish.service, own) or of_figures):
            self._take_up(heard, trial, declined)
            return self._so_far(decision, verdict) if case else self._settle(decision, None)
        if settled and wish.service == "need_cqo" and (is_turned_round(text) or _OF_FREE_WILL.search(text)):
            rule = self.around.answers.answer(text, heard, self.conv.place, None)
            if rule.topic and rule.score >= RULE:  # asked the other way round, its yes and no are the rule's
                self._take_up(heard, trial, declined)
                self.conv.decided = self.conv.case = wish.service
                return Reply(rule.reply.text, rule.reply.buttons, {wish.service: verdict.data, **rule.reply.custom})
        if not (settled and (wish.sure or case)):
            rule = self.around.answers.answer(text, heard, self.conv.place, None)
            if rule.topic and rule.score >= RULE:
                if not wish.sure or not (case or routing.asks_of_oneself(text)):
                    return None
                if not self._is_case(wish.service, own) and not routing.asks_of_oneself(text):
                    if in_form:
                        return None
                    self._take_up(heard, trial, declined)
                    return self._rule_then_ask(rule, decision, verdict)
        self._take_up(heard, trial, declined)
        return self._tell_now(decision) if in_form else self._settle(decision, None, tell="so_far" if case else "")

    def _is_case(self, service: str, facts: Mapping[str, Any]) -> bool:
        """Enough was told of one person or firm to be judged; a single fact asks for the rule as well."""
        told = {k for k, v in facts.items() if v is not None}
        if service == "eligibility":
            return sum(bool(told & row) for row in routing.ONE_CONDITION) >= A_CASE
        if service == "size":
            return bool(told & {"size_row", "industry"})
        return service == "grade" and bool(told & {"scores"})

    def _so_far(self, decision: Decision, verdict: Verdict) -> Reply:
        """The case as far as it is known; then the first thing that would still change it."""
        if isinstance(decision, TellsSoFar):
            return self._settle(decision, None, tell="so_far")
        told = decision.tell(verdict, self.conv.facts)
        asked = self._settle(decision, None)
        return Reply(f"{told.text}\n\n再告诉我：{asked.text}", asked.buttons, told.custom)

    def _take_up(self, heard: Heard, facts: Facts, declined: set[str]) -> None:
        self._remember_place(heard)
        self.conv.facts = facts
        self.conv.facts.declined |= declined

    def _rule_then_ask(self, rule: Answered, decision: Decision, verdict: Verdict) -> Reply:
        """What the notice says on it at once; then what is missing to decide this case."""
        asked = self._settle(decision, None)
        text = f"{rule.reply.text}\n\n要按您的情况判断，再告诉我：{asked.text}"
        return Reply(text, asked.buttons, {**asked.custom, **rule.reply.custom})


def _standing(decision: Decision, verdict: Verdict) -> dict[str, Any]:
    """The verdict on a case as far as it is known, beside a question on what is not."""
    return {decision.name: verdict.data} if verdict.data.get("outcome") and verdict.data.get("jurisdiction") else {}


def _turns_to(other: routing.Wish, name: str, text: str) -> bool:
    """Something else than the decision under way is asked for. Figures told, without a question, belong to that one."""
    return other.sure and other.service != name and (other.service != "size" or reading.is_question(text))


def _answer(kind: str) -> dict[str, Any]:
    return {"answer": {"kind": kind, "citations": []}}
