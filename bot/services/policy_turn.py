"""Policy questions within a conversation: the place remembered, follow-ups, two questions in one message."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.core import follow_up, routing
from bot.core import turn as reading
from bot.core.conversation import Conversation, Hint
from bot.core.facts import Facts
from bot.core.mentions.place import Gazetteer, hear_places
from bot.core.reply import Button, Reply
from bot.core.task import Decision
from bot.kb.model import KnowledgeBase, Topic
from bot.services.answer_question import SURE, Answered, AnswerQuestion
from bot.services.find_topic import Heard, hear
from bot.services.look_up_clause import LookUpClause
from bot.services.small_talk import SmallTalk

_ONLY_POOL = re.compile(r"^(?!.*(?:登记表|信息表|附件)).*人才库", re.S)


FOLLOW_UP = 12  # characters; a longer question names what it is about


@dataclass
class Surroundings:
    """What a conversation needs from outside, for one turn."""

    kb: KnowledgeBase
    gazetteer: Gazetteer
    answers: AnswerQuestion
    clauses: LookUpClause
    small_talk: SmallTalk
    decisions: Mapping[str, Decision]
    today: date
    compare: Mapping[str, Callable[[Facts, list[str]], Reply]]  # decisions that can be told of several places
    worklist: Callable[[Facts], Reply | None]
    log_question: Callable[[str, str, str | None, str | None, float], None]
    feedback: Callable[[Literal["up", "down"]], bool]


class PolicyTurn:
    """What a conversation does with a question about the notices."""

    def __init__(self, conversation: Conversation, around: Surroundings) -> None:
        self.conv, self.around = conversation, around

    def hear_place(self, text: str) -> str | None:
        """The one place a text names; remembered."""
        heard = self._hear(text)
        self._remember_place(heard)
        return heard.places[0] if len(heard.places) == 1 and heard.places[0] not in heard.documents else None

    def _hear(self, text: str) -> Heard:
        heard = hear(text, hear_places(text, self.around.gazetteer))
        # Both Guangdong and the draft keep a 人才库: whoever speaks of 认定 means the draft's.
        only_pool = bool(heard.places) and heard.places == heard.documents and _ONLY_POOL.search(text)
        if (not heard.places or only_pool) and routing.is_about_levels(text):
            heard.places[:] = heard.documents[:] = ["standard"]
        return heard

    def _remember_place(self, heard: Heard) -> None:
        if len(set(heard.places)) == 1:
            place = heard.places[0]
            self.conv.compared = []
            if place not in heard.documents or place == "standard" or self.conv.place is None:
                self.conv.place = place
                self.conv.city = heard.city
                self.conv.facts.learn({"place": place, **({"city": heard.city} if heard.city else {})})

    def _show(self, reply: Reply) -> None:
        """What 「看原文」 and a follow-up go back to."""
        self.conv.shown = list((reply.custom.get("answer") or {}).get("citations") or [])

    # ---- policy answers ----

    def _answer(self, text: str, hint: Hint, heard: Heard, in_form: bool) -> Reply:
        talk = self.around.small_talk.reply(text, hint)
        if heard.places and follow_up.asks_nothing_more(heard.rest):
            followed = self._same_topic_elsewhere(heard, text)
            if followed is not None:
                return followed
        answered = self._policy_parts(text, heard)
        if talk is not None and (answered.score < SURE or self.around.small_talk.is_plain(text)):
            return talk
        self._remember_place(heard)
        if not in_form:
            self.conv.decided = None
        if answered.topic:
            self.conv.topic = answered.topic
        self._show(answered.reply)
        place = answered.places[0] if answered.places else None
        self.around.log_question(text, answered.kind, place, answered.topic, answered.score)
        return answered.reply

    def _same_topic_elsewhere(self, heard: Heard, text: str) -> Reply | None:
        """「珠海呢？」「认定标准里怎么说」 after a topic; 「我在兰州」 before any."""
        topic = self.around.kb.topics.get(self.conv.topic or "")
        if topic is None:
            if heard.documents:
                return None
            self._remember_place(heard)
            if heard.places[0] == "other":
                return None
            name = heard.city or heard.places[0]
            return self.around.small_talk.place_noted(name, heard.places[0]) if len(heard.places) == 1 else None
        if not any(p in self.around.kb.places for p in heard.places):
            return self._topic_that_names(topic, heard, text)
        self._remember_place(heard)
        telling = self.around.answers.telling
        places = [p for p in dict.fromkeys(heard.places) if p in topic.answers]
        if not places:
            reply = telling.not_in(topic, heard)
        elif len(set(heard.places)) > 1:
            left_out = [p for p in dict.fromkeys(heard.places) if p in self.around.kb.places and p not in places]
            reply = telling.compare(topic, places, text, left_out)
        else:
            reply = telling.tell(topic, places[0], text, heard)
        self._show(reply)
        return reply

    def _topic_that_names(self, topic: Topic, heard: Heard, text: str) -> Reply | None:
        """「台湾的呢」 after papers from Hong Kong: a place outside the four, of which the very answer speaks."""
        for place in [p for p in (self.conv.place, *topic.answers) if p in topic.answers]:
            answer = topic.answers[str(place)]
            words = "".join(quoted.quote or "" for quoted in answer.quoted)
            if heard.city and heard.city[:2] in words:
                reply = self.around.answers.telling.tell(topic, str(place), text, None)
                self._show(reply)
                return reply
        return None

    def _policy(self, text: str, heard: Heard, keep_place: bool = True) -> Answered:
        shown = {f"{cited['notice']}/{cited['clause']}" for cited in self.conv.shown}
        return self.around.answers.answer(text, heard, self._place_before(text), self.conv.topic, shown)

    def _place_before(self, text: str) -> str | None:
        """The place spoken of; for a short follow-up, where none was named, the one whose document was just shown."""
        if self.conv.place or len(text) > FOLLOW_UP:
            return self.conv.place
        shown = {str(cited["place"]) for cited in self.conv.shown}
        return shown.pop() if len(shown) == 1 else None

    def _policy_parts(self, text: str, heard: Heard) -> Answered:
        """Two questions in one message are both answered, their citations merged."""
        whole = self._policy(text, heard)
        parts = reading.split_questions(text, of_each=len(set(heard.places)) < 2)
        if len(parts) < 2:
            return whole
        answers = []
        for part in parts:
            part_heard = self._hear(part)
            if not part_heard.places or (heard.places and part_heard.places == part_heard.documents):
                part_heard = Heard(heard.places, heard.city, part_heard.rest, heard.documents)
            answers.append(self._policy(part, part_heard))
        topics = [a.topic for a in answers]
        if len(set(topics)) < len(topics) or any(a.score < SURE for a in answers):
            return whole
        return _joined(answers)


def _joined(answers: list[Answered]) -> Answered:
    citations = [c for a in answers for c in a.reply.custom["answer"]["citations"]]
    unique = list({(c["notice"], c["clause"], c["quote"]): c for c in citations}.values())
    kinds = {a.kind for a in answers}
    kind = "compare" if "compare" in kinds else "answer" if "answer" in kinds else "abstain"
    text = "\n\n".join(f"{number}. {a.reply.text}" for number, a in enumerate(answers, 1))
    buttons = [b for a in answers for b in a.reply.buttons if b.say != "看原文"][:3]
    reply = Reply(text, [*buttons, Button("看原文", "看原文")], {"answer": {"kind": kind, "citations": unique}})
    return Answered(reply, min(a.score for a in answers), answers[-1].topic, answers[0].places, kind)
