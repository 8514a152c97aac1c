"""How a topic's answer is told: what it says the way round it was asked, its clause word for word, places side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bot.core import asked, statement
from bot.core import turn as reading
from bot.core.reply import Button, Reply
from bot.core.verdict import Citation
from bot.kb.model import Answer, KnowledgeBase, Topic
from bot.kb.search import PolicySearch
from bot.services import wording
from bot.services.find_topic import Heard

WHERE_ARE_YOU = "您在哪里？"


def _without_place(text: str, heard: Heard | None) -> str:
    """「不用再申请了吧，团标」 ends with its question once the place behind it is taken off."""
    return heard.rest.strip(" ，,。：:、") if heard is not None and heard.rest.strip() else text


def _quotes(answer: Answer) -> str:
    return "".join(quoted.quote or "" for quoted in answer.quoted)


class TellTopic:
    def __init__(self, kb: KnowledgeBase, search: PolicySearch, today: date) -> None:
        self.kb, self.search, self.today = kb, search, today
        self.contrasts = statement.contrasts(kb.tables.get("contrasts", {}).get("groups", ()))

    def tell(
        self, topic: Topic, place: str, text: str, heard: Heard | None = None, second: Topic | None = None
    ) -> Reply:
        """One place's answer: what it says, then the clause word for word."""
        answer = topic.answers[place]
        said, verdict = self._as_asked(topic, answer, _without_place(text, heard))
        citations = self.kb.cite_answer(answer)
        parts = [wording.first_sentence_bold(said) + wording.passed_dates(said, self.today)]
        parts[0] += self._whose(place, heard)
        extra: list[Citation] = []
        other = second.answers[place] if second is not None and not answer.silent else None
        if other is not None and not (verdict and other.verdict and other.verdict != verdict):
            parts.append(self.kb.render(other.say))
            extra = self.kb.cite_answer(other)[:1]
        cited = wording.merge(citations, extra)
        if cited:
            parts.append(wording.quoted(cited[:3]))
        records = [self.kb.records[r].say for r in answer.records if r in self.kb.records]
        if records:
            parts.append(f"注意：{records[0]}")
        custom = {"kind": "abstain" if answer.silent else "answer", "citations": [c.as_dict() for c in cited]}
        if verdict:
            custom["verdict"] = verdict
        return Reply("\n\n".join(parts), self.related(topic, place), {"answer": custom})

    def _as_asked(self, topic: Topic, answer: Answer, text: str) -> tuple[str, str | None]:
        """What is said and its verdict, the way round the question asks: 「是不是不用备案」 is answered 「不是这样，要。……」."""
        said = self.kb.render(answer.say)
        if answer.silent or not reading.is_yes_no_question(text):
            return said, None if not reading.is_yes_no_question(text) else answer.verdict
        settled = asked.settle_figure(text, said)
        if settled is not None and settled[1] != answer.verdict:
            return settled
        checked = self._as_stated(answer, text, said)
        if checked is not None:
            return checked
        if said.startswith(asked.CONTRARY) and self._is_the_contrary(topic, answer, text):
            return asked.right_statement(said.removeprefix(asked.CONTRARY))
        plainly = asked.answer_plainly(text, said, answer.verdict)
        if plainly is not None:
            return plainly
        open_yet = answer.verdict == "depends" and re.match(r"不|看|要看", said)
        if asked.asks_always(text) and (open_yet or said.startswith("必要时")):
            return (said if said.startswith("不") else f"不一定，{said}"), "no"
        if answer.verdict in ("yes", "no") and self._asks_otherwise(topic, answer, text):
            return asked.turn_round(text, said, answer.verdict)
        if answer.verdict is None and statement.asks_to_confirm(text) and self._asks_otherwise(topic, answer, text):
            return asked.wrong_statement(text, said)
        return said, answer.verdict

    def _as_stated(self, answer: Answer, text: str, said: str) -> tuple[str, str] | None:
        """A statement put up for confirmation, and whether the clause bears it out; None where that cannot be told."""
        contradicted = statement.contradicted(text, said, self.contrasts)
        limited = statement.is_limited(text)
        if not contradicted and not limited and statement.asks_to_confirm(text):
            return asked.right_statement(said) if self._is_right(answer, text, said) else None
        if answer.verdict == "no":
            return None
        told = self._repeated(text, said + _quotes(answer))
        for_less = asked.asks_leave_for_less(text, said, answer.verdict) and (limited or told < statement.HALF_SAID)
        return asked.wrong_statement(text, said) if contradicted or for_less else None

    def _is_right(self, answer: Answer, text: str, said: str) -> bool:
        refused = answer.verdict == "no" and asked.refuses(said)  # a refusal is taken back only for its own words
        if answer.verdict == "no" and asked.denies(said) and not refused:
            return False  # 「不是硬性的。」 is no yes to anything stated
        if statement.borne_out(text, said, self.contrasts):
            return True
        if statement.has_figure(text):
            return False
        enough = statement.WORD_FOR_WORD if refused else statement.MOSTLY_SAID
        return self._repeated(text, _quotes(answer)) >= enough

    def _is_the_contrary(self, topic: Topic, answer: Answer, text: str) -> bool:
        """「要求搞攻关不」 where 「不对，归他组织。」 answers those who say that it is not so."""
        denied = statement.is_limited(self.search.nearest_way(topic.id, answer.place, text))
        return denied and not statement.is_limited(text)

    def _repeated(self, text: str, passage: str) -> float:
        return statement.repeated(self.search.normalise(text), self.search.normalise(passage))

    def _asks_otherwise(self, topic: Topic, answer: Answer, text: str) -> bool:
        """The question is turned round and the way of asking nearest to it, to which the verdict belongs, is not."""
        way_is_turned = asked.is_turned_round(self.search.nearest_way(topic.id, answer.place, text))
        if asked.asks_after_refusal(text):
            if answer.verdict == "no" and asked.refuses(self.kb.render(answer.say)):
                return True  # 「没建会不会被卡」 and the answer 「不能。」
            return asked.is_turned_round(text) != way_is_turned
        said_outright = self.kb.render(answer.say).startswith("要。")  # which answers nothing that is turned round
        return asked.is_turned_round(text) and (said_outright or not way_is_turned)

    def _whose(self, place: str, heard: Heard | None) -> str:
        """Whose notice this is, where the person named another town of the same province."""
        if heard is None or not heard.city:
            return ""
        if place == "guangdong" and "珠海" not in heard.city:
            return f"（这是珠海的通知，{heard.city}可能另有规定。）"
        if place == "anhui":
            return "（这是安徽某县的通知，您那里可能不同。）"
        return ""

    def compare(self, topic: Topic, places: Sequence[str], text: str, left_out: Sequence[str] = ()) -> Reply:
        """Several places side by side: a table that also reads as plain text. `left_out`: named, but silent on this."""
        rows, citations = ["| 哪里 | 怎么规定 |", "|---|---|"], []
        silent = [p for p in places if topic.answers[p].silent]
        for place in sorted(places, key=lambda p: p in silent):
            answer = topic.answers[place]
            if place in silent and len(places) > 2:
                continue
            said = self.kb.render(answer.say)
            rows.append(f"| {wording.long_name(self.kb, place)} | {said}{wording.passed_dates(said, self.today)} |")
            citations.append(self.kb.cite_answer(answer)[:1])
        rows += [f"| {wording.long_name(self.kb, place)} | 文件没有写这一点 |" for place in left_out]
        cited = wording.merge(*citations)
        head = f"**{topic.about}**，各地不一样：" if len(rows) > 3 else f"**{topic.about}**："
        tail = WHERE_ARE_YOU if len(places) > 2 else ""
        if silent and len(places) > 2:
            tail = f"{'、'.join(wording.short_name(self.kb, p) for p in silent)}的文件没有写。{tail}"
        buttons = [
            Button(wording.short_name(self.kb, p), f"{wording.short_name(self.kb, p)}的{topic.about}")
            for p in places
            if p != "standard"
        ]
        custom = {"kind": "compare", "citations": [c.as_dict() for c in cited]}
        return Reply("\n".join([head, "", *rows, "", tail]).strip(), buttons if tail else [], {"answer": custom})

    def all_silent(self, topic: Topic, places: Sequence[str]) -> Reply:
        """None of the notices settles it: said once, with what stands nearby."""
        near = next((p for p in places if topic.answers[p].quoted), places[0])
        said = self.kb.render(topic.answers[near].say)
        cited = self.kb.cite_answer(topic.answers[near])[:1]
        names = "、".join(wording.short_name(self.kb, p) for p in places)
        parts = [f"{names}的文件都没有写“{topic.about}”。", said, wording.quoted(cited)]
        custom = {"kind": "abstain", "citations": [c.as_dict() for c in cited]}
        return Reply("\n\n".join(p for p in parts if p), self.related(topic, near), {"answer": custom})

    def related(self, topic: Topic, place: str) -> list[Button]:
        buttons = []
        for name in topic.related[:3]:
            other = self.kb.topics.get(name)
            if other and place in other.answers and other.ask:
                buttons.append(Button(other.about, f"{wording.short_name(self.kb, place)}：{other.ask[0]}"))
        return [*buttons, Button("看原文", "看原文")] if buttons else [Button("看原文", "看原文")]

    def not_in(self, topic: Topic, heard: Heard) -> Reply:
        """The named place's document has no such topic; whose has is said, its content is not."""
        place = next(p for p in heard.places if p in self.kb.places)
        others = [
            wording.long_name(self.kb, p) for p in self.kb.places if p in topic.answers and not topic.answers[p].silent
        ]
        where = (
            f"写了这件事的是{'、'.join(others)}的文件，不能当成{wording.short_name(self.kb, place)}的规定。"
            if others
            else ""
        )
        text = f"{wording.long_name(self.kb, place)}的文件没有写“{topic.about}”。{where}"
        buttons = [
            Button(f"看{wording.short_name(self.kb, p)}的", f"{wording.short_name(self.kb, p)}：{topic.ask[0]}")
            for p in self.kb.places
            if p in topic.answers and not topic.answers[p].silent and topic.ask
        ]
        return Reply(text, buttons[:3], {"answer": {"kind": "abstain", "citations": []}})
