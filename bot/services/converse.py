"""One message of one conversation, from text to reply: which task or service it belongs to, and what is remembered.

The services do the work; this only decides whose turn it is. Inside the form a question or a decision is answered
aside, in one go, and the form goes on where it was.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.core import follow_up, routing
from bot.core import turn as reading
from bot.core.asked import is_turned_round
from bot.core.conversation import Hint, OpenTask
from bot.core.facts import Facts
from bot.core.mentions import conduct
from bot.core.mentions.quantities import simplified
from bot.core.own_result import asks_again
from bot.core.reply import Button, Reply
from bot.core.task import Decision, TellsSoFar
from bot.core.verdict import Verdict
from bot.services.answer_question import SURE, Answered
from bot.services.case_turn import ASKS_RULE, RELEVANT, WANTS_VERDICT, CaseTurn, turns_to
from bot.services.classify_size import ClassifySize
from bot.services.find_topic import Heard
from bot.services.verdict_text import changes_words

_OF_FREE_WILL = re.compile(r"自己说了算|自愿|自己定|随便|随意|看(?:我们|自己)")
_ENOUGH = re.compile(r"够|达标|合格|符合|满足|算数")  # 「年头够了撒」 asks, whatever its shape
_TRADE = frozenset({"industry", "size_row", "producer"})
_OF_SOMEBODY = re.compile(r"我|他|她|本人|咱|俺")
_SIZED = routing.FIGURES
SHORT = 16
A_WORD = 6  # 「国企」「大专」
RULE = 0.42  # a rule this likely meant is told before a case is asked about
A_CASE = 2  # who speaks of so many conditions puts a case to be judged; one alone asks for the rule as well


class Converse(CaseTurn):
    """Everything but the form."""

    # ---- one message ----

    def respond(self, text: str, hint: Hint, in_form: bool = False) -> Reply:
        text = simplified(text)  # the patterns of every reader are written so
        self.supposed, self.conv.supposed = self.conv.supposed, {}
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
        if self.around.small_talk.kind(text) == "goodbye":
            return self.around.small_talk.say("goodbye")  # what is open stays open, and is not asked of who is leaving
        if routing.asks_to_register(text, hint):
            self.conv.tasks.pop()
            return None
        original = self.around.clauses.original(text, heard, self.conv)
        if original is not None:
            return self._then_ask(original, task, decision)
        facts, declined = self._listen(decision, text, task.asked, heard)
        facts |= self._part_by_part(decision, text, facts)
        if WANTS_VERDICT.search(text) and (facts or not ASKS_RULE.search(text)):
            return self._verdict_now(decision, heard, facts, declined)
        about_asked = task.asked in facts or bool(declined) or self._tells_figures(decision, facts, text)
        other = routing.wish(text, hint, {**facts, **self._hear_all(text)})
        turns = turns_to(other, task.name, text)
        if turns and (not about_asked or other.service in ("eligibility", "need_cqo")):
            self.conv.tasks.pop()
            return None
        supposed = self._suppose(decision, text, heard)
        if supposed is not None:
            return self._then_ask(supposed, task, decision)
        if self._of_several(decision) and heard.places and self.asks_of_verdict(decision.name, text):
            self._remember_place(heard)  # 「甘肃那边为什么要设」
            return self._then_ask(self._tell_now(decision), task, decision)
        known = routing.asks_of_known(text, self.conv.facts.known)
        if not about_asked and known == decision.name:
            return self._settle(decision, task.asked, tell="all")  # 「那他能不能当」: as far as it is known
        if not about_asked and known:
            self.conv.tasks.pop()
            return None
        moved = bool(heard.places) and follow_up.asks_nothing_more(heard.rest)  # 「那甘肃呢」: the case, elsewhere
        asked_of = heard.rest.strip(" ，,。")  # 「保密义务呢，甘肃」 ends with its question once the place is off
        asks = (reading.is_question(text) or reading.is_question(asked_of)) and not self._adds_to_case(
            task.name, facts, text
        )
        if not about_asked and not moved and asks:
            return self._aside_in_decision(text, hint, heard, task, decision)
        if not facts and not declined:
            talk = self.around.small_talk.reply(text, hint)
            if talk:
                return self._then_ask(talk, task, decision)
            return self._not_understood(text, task, decision)
        was = decision.decide(self.conv.facts, self.around.today).outcome
        self._remember_place(heard)
        self.conv.facts.learn(facts)
        self.conv.facts.declined |= declined
        task.failures = 0
        now = decision.decide(self.conv.facts, self.around.today)
        if decision.name == "grade" and now.missing and asks_again("grade", text):
            return self._so_far(decision, now)
        stays = not about_asked and task.asked in now.missing
        told_more = stays or was == "undetermined" != now.outcome  # only a date is open then
        return self._settle(decision, task.asked, tell="so_far" if told_more else "")

    def _tells_figures(self, decision: Decision, facts: Mapping[str, Any], text: str) -> bool:
        """「能力150，业绩200，一共几分」 while one score is asked: points and figures told are taken, whatever is asked with them."""
        if decision.name == "grade":
            scores = facts.get("scores") or {}
            return len(scores) > 1 or (bool(scores) and asks_again("grade", text))
        return decision.name == "size" and bool(set(facts) & routing.FIGURES) and asks_again("size", text)

    def _adds_to_case(self, name: str, facts: Mapping[str, Any], text: str) -> bool:
        looked_at = {*RELEVANT[name], "industry", "size_row", *(routing.PERSON_FACTS if name == "grade" else ())}
        return bool(set(facts) & looked_at) and not re.search(r"什么|啥|怎么|哪|多少|为什么|依据", text)

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
        self._show(reply)
        return Reply(f"{reply.text}\n\n回到刚才的问题：{asked.text}", asked.buttons, {**asked.custom, **reply.custom})

    # ---- outside every task ----

    def _outside(self, text: str, hint: Hint, heard: Heard, in_form: bool) -> Reply:
        exact = self.around.clauses.reply(text, heard, self.conv)
        if exact is None and not in_form and not self.conv.decided:
            exact = self.around.clauses.again(text, self.conv)
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
        if (
            not wish.sure
            and (known := routing.asks_of_known(text, self.conv.facts.known))
            and not ASKS_RULE.search(text)
        ):
            wish = routing.Wish(known, True)
        if wish.service in self.around.decisions and not self._compares_rules(wish.service, text, heard, facts):
            reply = self._decide(wish, text, heard, facts, in_form)
            if reply is not None:
                return reply
        if not in_form and not facts and len(text) < SHORT and conduct.declines(text) and not reading.is_question(text):
            return self._nothing_to_tell()
        asks = reading.is_question(text) or reading.is_yes_no_question(text) or "还是" in text
        if not in_form and not asks:
            offer = self._offer(text, heard, facts)
            if offer is not None:
                return offer
            if _OF_SOMEBODY.search(text) or set(facts) <= _TRADE or len(text) < A_WORD:
                self.conv.facts.learn(facts)
        return self._answer(text, hint, heard, in_form)

    def _offer(self, text: str, heard: Heard, facts: Mapping[str, Any]) -> Reply | None:
        """「我大专」「三年半质量」「我们是国企」 before any question: noted, and what can be decided with it is offered."""
        told = {key: value for key, value in facts.items() if value is not None and key not in ("place", "city")}
        person, firm = (
            set(told) & routing.PERSON_FACTS,
            set(told) & ((routing.ENTERPRISE_FACTS - _TRADE) | routing.FIGURES),
        )
        whose = _OF_SOMEBODY.search(text) or "quality_years" in told
        if (
            not (person or firm)
            or not whose
            or routing.speaks_of_rules(text)
            or heard.documents
            or _ENOUGH.search(text)
        ):
            return None
        self._remember_place(heard)
        self.conv.facts.learn(facts)
        self.conv.topic = None
        shown = changes_words({k: v for k, v in told.items() if k in person | firm | {"industry"}}, self.around.kb)
        wishes = [("能不能当", "我能不能当首席质量官"), ("能报几A", "我能申报几A")] if person else []
        wishes += [("要不要设", "我们要不要设首席质量官"), ("算什么规模", "我们算什么规模")] if firm else []
        noted = f"记下了：{shown}。" if shown else "记下了。"
        return Reply(f"{noted}想看哪一样？", [Button(*wish) for wish in wishes], _answer("clarify"))

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
        if not isinstance(size, ClassifySize) or set(facts) & routing.FIGURES:
            return None
        row = self.conv.facts.get("size_row") if self.conv.decided == "size" else None
        if row and "industry" not in facts and routing.asks_for_lines(text):
            return size.explain_row(row, self.conv.facts.get("industry"))  # 「中型的门槛是多少」 of the firm just sized
        return size.explain(text) if routing.asks_which_row(text) else None

    def _compares_rules(self, service: str, text: str, heard: Heard, facts: Mapping[str, Any]) -> bool:
        """Several places and nobody's case: 「甘肃和广东都要本科吗」; 「我们在两地都有厂」 is a firm's."""
        if len([p for p in heard.places if p in self.around.kb.places]) < 2:
            return False
        if service == "need_cqo":
            return not (routing.own_firm(text) or len(set(facts) & routing.ENTERPRISE_FACTS) > 1)
        return not re.search(r"我(?!们)|本人|他|她", text)

    def _decide(
        self, wish: routing.Wish, text: str, heard: Heard, facts: Mapping[str, Any], in_form: bool
    ) -> Reply | None:
        """A decision, unless the notices answer the question better as a rule."""
        decision = self.around.decisions[wish.service]
        own, declined = self._listen(decision, text, None, heard)
        places = [p for p in dict.fromkeys(heard.places) if p in self.around.kb.places]
        told = {} if reading.is_question(text) and not routing.own_firm(text) else facts
        trial = self.conv.facts.with_changes({**{k: v for k, v in told.items() if v is not None}, **own})
        if "place" not in own and self.conv.place:
            trial.known.setdefault("place", self.conv.place)
        if wish.service in self.around.compare and len(places) > 1:
            self._take_up(heard, trial, declined)
            self.conv.place = trial.known["place"] = places[-1]  # what is told next is of the last one
            self.conv.compared = places
            return self._tell_now(decision) if in_form else self._settle(decision, None)
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
                self._show(rule.reply)
                return Reply(rule.reply.text, rule.reply.buttons, {wish.service: verdict.data, **rule.reply.custom})
        if not (settled and (wish.sure or case)):
            rule = self.around.answers.answer(text, heard, self.conv.place, None)
            if rule.places and rule.topic and rule.score >= RULE:
                known = routing.asks_of_known(text, self.conv.facts.known) == wish.service
                of_us = wish.service == "need_cqo" and routing.own_firm(text) and bool(verdict.data["jurisdiction"])
                if not wish.sure or not (case or known or of_us or routing.asks_of_oneself(text)):
                    return None
                supposed = case and reading.is_what_if(text) and not in_form
                if not (known or supposed or self._is_case(wish.service, own) or routing.asks_of_oneself(text)):
                    if in_form:
                        return None
                    self._take_up(heard, trial, declined)
                    if self._of_a_sized_firm(text, own) and verdict.data["jurisdiction"]:
                        return self._so_far(decision, verdict)  # 「900人的厂」: no rule for small ones is told
                    return self._rule_then_ask(rule, decision, verdict)
        self._take_up(heard, trial, declined)
        stands = case or routing.asks_of_known(text, self.conv.facts.known) == wish.service
        return self._tell_now(decision) if in_form else self._settle(decision, None, tell="so_far" if stands else "")

    def _of_a_sized_firm(self, text: str, facts: Mapping[str, Any]) -> bool:
        told = {key for key, value in facts.items() if value is not None}
        return bool(told & _SIZED) and routing.asks_for_duty(text)

    def _is_case(self, service: str, facts: Mapping[str, Any]) -> bool:
        """Enough was told of one person or firm to be judged; a single fact asks for the rule as well."""
        told = {k for k, v in facts.items() if v is not None}
        if service == "eligibility":
            return sum(bool(told & row) for row in routing.ONE_CONDITION) >= A_CASE
        if service == "size":
            return bool(told & {"size_row", "industry"})
        if service == "need_cqo":
            return len(told & (routing.ENTERPRISE_FACTS | routing.FIGURES)) > A_CASE
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
        self._show(rule.reply)
        text = f"{rule.reply.text}\n\n要按您的情况判断，再告诉我：{asked.text}"
        return Reply(text, asked.buttons, {**asked.custom, **rule.reply.custom})


def _answer(kind: str) -> dict[str, Any]:
    return {"answer": {"kind": kind, "citations": []}}
