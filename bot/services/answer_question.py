"""Policy questions: which topic, whose place, and the answer with its clause; or an honest "the notices do not say".

Nothing is generated: what is said stands in policies_kb/faq, what is quoted in policies_kb/notices.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from bot.core import asked
from bot.core import turn as reading
from bot.core.asked import Detail
from bot.core.reply import Button, Reply
from bot.kb.model import KnowledgeBase, Topic
from bot.kb.search import Match, PolicySearch
from bot.services import wording
from bot.services.find_topic import NEARLY_SAID, FindTopic, Heard, asks_everywhere
from bot.services.tell_topic import TellTopic

SURE = 0.92  # from here on a topic is the one meant; scores as in bot/services/find_topic.py
NEAR_DETAIL = 0.15  # a topic that tells the detail asked for takes the place of one this much nearer
NEAR_SILENCE = 0.5  # the same for one that says outright that the detail is not told
CLOSE = 0.2  # two topics nearer than this are both told; beside a verdict only nearer ones: it should stand alone
CLOSE_TO_VERDICT = 0.06


@dataclass
class Answered:
    """An answer with how sure it is; `topic` is None where nothing was found."""

    reply: Reply
    score: float
    topic: str | None = None
    places: tuple[str, ...] = ()
    kind: str = "abstain"


class AnswerQuestion:
    def __init__(self, kb: KnowledgeBase, search: PolicySearch, today: date) -> None:
        self.kb, self.search = kb, search
        self.finding = FindTopic(kb, search)
        self.telling = TellTopic(kb, search, today)

    def answer(
        self,
        text: str,
        heard: Heard,
        remembered: str | None = None,
        topic: str | None = None,
        shown: Collection[str] = (),
    ) -> Answered:
        """The answer to one question. `topic`, `shown`: what was answered before, and the clauses it stood on."""
        if "other" in heard.places and not any(p in self.kb.places for p in heard.places):
            return self._elsewhere(heard)
        if not heard.places and asks_everywhere(text):
            remembered = None
        matches = self.finding.find(heard, remembered, topic, shown)
        foreign = self.finding.of_another_document(heard, matches)
        if foreign is not None:
            return Answered(self.telling.not_in(foreign, heard), SURE, foreign.id, (), "abstain")
        if (
            not matches
            or matches[0].score < self.finding.floor(text, heard, remembered)
            or (
                not (topic and matches[0].score >= SURE and self.finding.follows(heard))
                and self.finding.beside_the_matter(text, heard, matches[0])
            )
        ):
            return Answered(self._abstain(heard), matches[0].score if matches else 0.0)
        matches = self.finding.reranked(text, heard, matches, remembered)
        best = matches[0]
        found = self.kb.topics[best.topic]
        places = self.finding.places_for(found, heard, remembered, text)
        if best.nearest < NEARLY_SAID and self._details_missing(text, found, places):
            return self._with_details(text, heard, matches, places)
        if len(places) > 1 and all(found.answers[p].silent for p in places):
            return Answered(self.telling.all_silent(found, places), best.score, found.id, tuple(places), "abstain")
        left_out = [p for p in dict.fromkeys(heard.places) if p in self.kb.places and p not in places]
        if len(places) > 1 or (places and left_out):
            reply = self.telling.compare(found, places, text, left_out)
            return Answered(reply, best.score, found.id, tuple(places), "compare")
        if not places:
            return Answered(self.telling.not_in(found, heard), best.score, found.id, (), "abstain")
        place = places[0]
        second = self._close_second(matches, place, text)
        reply = self.telling.tell(found, place, text, heard, second)
        return Answered(reply, best.score, found.id, (place,), reply.custom["answer"]["kind"])

    def _details_missing(self, text: str, topic: Topic, places: Sequence[str]) -> list[Detail]:
        """Amounts, numbers of people, telephone numbers …: asked for, and no place's answer found tells them."""
        answers = [topic.answers[p] for p in places]
        said = "".join(self.kb.render(a.say) for a in answers)
        return asked.details_missing(text, said, [q.quote or "" for a in answers for q in a.quoted])

    def _with_details(self, text: str, heard: Heard, matches: Sequence[Match], places: Sequence[str]) -> Answered:
        """The topic near by that tells the detail or says that it is not told; else that it is not, and what stands near."""
        best = matches[0]
        for match in matches[1:]:
            topic = self.kb.topics[match.topic]
            answer = topic.answers[match.place]
            told = not self._details_missing(text, topic, [match.place])
            spoken_of = answer.silent and any(d.asked.search(text) and d.told.search(answer.say) for d in asked.DETAILS)
            near = best.score - match.score <= (NEAR_SILENCE if spoken_of else NEAR_DETAIL)
            if match.place in places and near and (told or spoken_of):
                reply = self.telling.tell(topic, match.place, text, heard)
                return Answered(reply, best.score, topic.id, (match.place,), reply.custom["answer"]["kind"])
        return Answered(self._detail_not_told(text, heard, best, places), best.score, None)

    def _detail_not_told(self, text: str, heard: Heard, best: Match, places: Sequence[str]) -> Reply:
        """「没有写人数」 with the clause that stands nearest."""
        if len(places) != 1 or best.score < SURE:
            return self._abstain(heard)
        topic = self.kb.topics[best.topic]
        answer = topic.answers[places[0]]
        name = "、".join(d.name for d in self._details_missing(text, topic, places))
        cited = self.kb.cite_answer(answer)[:1]
        lead = f"{wording.long_name(self.kb, places[0])}的文件没有写{name}。相近的是：{self.kb.render(answer.say)}"
        custom = {"kind": "abstain", "citations": [c.as_dict() for c in cited]}
        parts = [lead, wording.quoted(cited)]
        return Reply("\n\n".join(p for p in parts if p), self.telling.related(topic, places[0]), {"answer": custom})

    def _close_second(self, matches: list[Match], place: str, text: str) -> Topic | None:
        """A second topic so near to the first that both are told."""
        if len(matches) < 2:
            return None
        first, second = matches[0], matches[1]
        decided = reading.is_yes_no_question(text) and self.finding.verdict(first)
        near = first.score - second.score <= (CLOSE_TO_VERDICT if decided else CLOSE) and second.score >= SURE * 0.9
        answer = self.kb.topics[second.topic].answers.get(place)
        if answer and answer.verdict and self.finding.verdict(first) and answer.verdict != self.finding.verdict(first):
            return None  # 「够。……不行。」 helps nobody
        same = answer is not None and answer.clause == self.kb.topics[first.topic].answers[place].clause and not near
        return self.kb.topics[second.topic] if near and answer and not answer.silent and not same else None

    def _elsewhere(self, heard: Heard) -> Answered:
        """A place outside the four: its notice is not here; what the four say is offered."""
        where = heard.city or "那里"
        matches = self.search.find(heard.rest, None, 1)
        text = f"{where}的规定不在我的知识库里，没法回答，请问当地市场监管部门。我有甘肃、安徽某县、广东（珠海）的通知和一份认定标准的征求意见稿，各地规定不同，不能套用。"
        buttons = [Button("甘肃怎么规定", "甘肃"), Button("广东怎么规定", "广东"), Button("安徽怎么规定", "安徽")]
        if matches and matches[0].score >= SURE:
            topic = self.kb.topics[matches[0].topic]
            buttons = [
                Button(f"{wording.short_name(self.kb, p)}的", f"{wording.short_name(self.kb, p)}：{topic.ask[0]}")
                for p in topic.answers
                if topic.ask
            ][:3]
        return Answered(Reply(text, buttons, {"answer": {"kind": "abstain", "citations": []}}), 1.0, None, ("other",))

    def _abstain(self, heard: Heard) -> Reply:
        place = next((p for p in heard.places if p in self.kb.places), None)
        lead = f"{wording.long_name(self.kb, place)}的文件里没找到这一点" if place else "这四份文件里没找到这一点"
        text = f"{lead}，我不敢乱说，已记下来请工作人员看。我能回答首席质量官的政策、帮您判断条件、填登记表。"
        buttons = [Button.of("谁能当首席质量官"), Button.of("我们要不要设"), Button.of("我要登记")]
        return Reply(text, buttons, {"answer": {"kind": "abstain", "citations": []}})
