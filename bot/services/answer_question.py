"""Policy questions: which topic, whose place, and the answer with its clause; or an honest "the notices do not say".

Nothing is generated: what is said stands in policies_kb/faq, what is quoted in policies_kb/notices.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from bot.core import turn as reading
from bot.core.mentions.place import PlaceMention
from bot.core.reply import Button, Reply
from bot.core.verdict import Citation
from bot.kb.model import Answer, KnowledgeBase, Topic
from bot.kb.search import Match, PolicySearch
from bot.services import wording

# Scores of bot/kb/search.py; the figures come from benchmarks/retrieval_designs on the dev part of tests/questions.
SURE = 0.80  # from here on a topic is the one meant
UNSURE = 0.42  # below this nothing in the notices is meant
NEARLY_SAID = 0.85  # a way of asking this near was asked all but word for word
UNSURE_ALONE = 0.75  # the same where neither the office nor a place nor a paper is named
ELSEWHERE = 0.35  # another document's own topic, while a place is remembered
NEAR_VERDICT = 0.15  # a topic with a verdict this near comes first for a yes-or-no question
CLOSE = 0.3  # two topics nearer than this are both told; beside a verdict only nearer ones: it should stand alone
CLOSE_TO_VERDICT = 0.06
# Topics of these documents are asked about without their place being named, from anywhere.
EVERYWHERE = ("standard", "guangdong")


_AROUND_FOLLOW_UP = re.compile(r"^(?:那么?|还有|另外|然后)|[呢吗啊呀？?。，,\s]|(?:又|也)(?=[\u4e00-\u9fff])")
# Short, and begun or ended like something that goes on: a whole question of its own is left alone.
_FOLLOWS = re.compile(r"^(?=.{1,12}$)(?:那|还有|然后|另外)?.{0,8}(?:呢|[？?])?$")
_LEVEL = re.compile(r"[345三四五]\s*[aA]|[aA]{3,5}")


def _replace_like(asked: str, core: str) -> str:
    """「4A要几年」 followed by 「5A」 is 「5A要几年」; otherwise both are read together."""
    if _LEVEL.search(asked) and _LEVEL.fullmatch(core.strip()):
        return _LEVEL.sub(core.strip(), asked)
    return f"{asked}{core}"


# What people ask for and the notices hardly ever tell: the question, and what an answer to it would have to speak of.
_NEVER_TOLD = (
    (re.compile(r"多少钱|收费|费用|要钱|交钱|几钱|什么价"), re.compile(r"费用|收费|钱|价格|经费")),
    (re.compile(r"罚(?:多少|款|几|不罚|吗|我)"), re.compile(r"罚")),
    (re.compile(r"电话|联系方式|微信|热线|座机号"), re.compile(r"电话|联系")),
    (
        re.compile(r"哪条路|哪个路|几号楼|办公地址|在哪(?:里|儿)?(?:上班|办公)|地址(?:在哪|是|多少)"),
        re.compile(r"地址|路|网址|网站"),
    ),
    (re.compile(r"奖金|工资|年薪|月薪|补贴|津贴"), re.compile(r"奖金|工资|薪|补贴|津贴|待遇|奖励")),
    (
        re.compile(r"(?:几|多少)个?(?:天|工作日|日|个?月)(?!.{0,3}(?:学|培训))"),
        re.compile(r"天|日|月|时限|及时|期限|多久"),
    ),
)
# A wish to see all places side by side, whatever place was spoken of before.
_EVERYWHERE_AT_ONCE = re.compile(r"各地|各省|各个?地方|几个地方|四份|都对比|对比一下|比较一下|哪里(?:最|更)|哪个地方")
# 「标准里」 alone is the draft standard where it speaks to the matter, and the size table's standard where it does not.
_BY_THE_STANDARD = re.compile(
    r"(?:按|照|依|据|这个|那个|这份)?标准(?:里|中|上|要求|规定|怎么|：|:|，|的话)|按标准|照标准"
)
# The office, its papers, or the words of its papers: what is asked is about the matter.
_THE_MATTER = re.compile(
    r"质量(?:官|管(?!理))|首席质|首质官|(?<![a-z])cqo(?![a-z])|質量官|登记表|人才库|信息表|附[件录表]|认定|[345三四五几]个?[aA]|备案|联盟|规模|[大中小微]型",
    re.IGNORECASE,
)


@dataclass
class Heard:
    """Where a question is about: places named in it, narrowest word last, and what is left when they are taken out."""

    places: list[str]
    city: str | None
    rest: str
    documents: list[str] = field(default_factory=list)


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
        self.kb, self.search, self.today = kb, search, today

    # ---- finding ----

    def find(
        self, heard: Heard, remembered: str | None = None, topic: str | None = None, limit: int = 5
    ) -> list[Match]:
        """The likeliest topics for a question; a short follow-up is also read together with the topic before it."""
        places = [p for p in heard.places if p in self.kb.places]
        wanted: Sequence[str] | None = places or None
        if not places and remembered in self.kb.places:
            wanted = (remembered, *(p for p in EVERYWHERE if p != remembered))
        matches = self.search.find(heard.rest, wanted, limit)
        if topic and _FOLLOWS.match(heard.rest):
            matches = self._with_topic(heard, topic, wanted, matches, limit)
        return self._prefer_place(matches, places, remembered)

    def _with_topic(
        self, heard: Heard, topic: str, wanted: Sequence[str] | None, matches: list[Match], limit: int
    ) -> list[Match]:
        """「那年限呢」「5A呢」「那要多少分」: what is said counts most, what was spoken of before decides between the rest."""
        before = self.kb.topics.get(topic)
        core = _AROUND_FOLLOW_UP.sub("", heard.rest)
        if before is None or not core:
            return matches
        alone = self.search.find(core, wanted, 12)
        replaced = _replace_like(before.ask[0] if before.ask else before.about, core)
        together = {m.topic: m.score for m in self.search.find(replaced, wanted, 12)}
        found = {m.topic: m for m in [*matches, *alone]}
        for match in found.values():
            own = max([m.score for m in [*matches, *alone] if m.topic == match.topic])
            lift = 0.45 * together.get(match.topic, 0.0) - (0.2 if match.topic == topic else 0.0)
            found[match.topic] = replace(match, score=own + lift)
        return sorted(found.values(), key=lambda m: -m.score)[:limit]

    def _prefer_place(self, matches: list[Match], named: list[str], remembered: str | None) -> list[Match]:
        """Of one topic's places the remembered one answers; another document's only where this one has no such topic."""
        if named or remembered not in self.kb.places:
            return matches
        own = [
            replace(m, place=str(remembered))
            if remembered in self.search.places_of[m.topic]
            else replace(m, score=m.score - ELSEWHERE)
            for m in matches
        ]
        return sorted(own, key=lambda m: -m.score)

    # ---- answering ----

    def answer(self, text: str, heard: Heard, remembered: str | None = None, topic: str | None = None) -> Answered:
        """The answer to one question."""
        if "other" in heard.places and not any(p in self.kb.places for p in heard.places):
            return self._elsewhere(heard)
        if not heard.places and _EVERYWHERE_AT_ONCE.search(text):
            remembered = None
        matches = self.find(heard, remembered, topic)
        if (
            not matches
            or matches[0].score < self._floor(text, heard, remembered)
            or self._beside_the_matter(text, heard, matches[0])
        ):
            return Answered(self._abstain(heard), matches[0].score if matches else 0.0)
        matches = self._reranked(text, heard, matches)
        best = matches[0]
        found = self.kb.topics[best.topic]
        places = self._places_for(found, heard, remembered, text)
        if best.nearest < NEARLY_SAID and self._never_told(text, found, places):
            return self._not_told(text, heard, matches, best.score)
        if len(places) > 1 and all(found.answers[p].silent for p in places):
            return Answered(self._all_silent(found, places), best.score, found.id, tuple(places), "abstain")
        if len(places) > 1:
            return Answered(self.compare(found, places, text), best.score, found.id, tuple(places), "compare")
        if not places:
            return Answered(self._not_in(found, heard), best.score, found.id, (), "abstain")
        place = places[0]
        second = self._close_second(matches, place, text)
        reply = self.tell(found, place, text, heard, second)
        return Answered(reply, best.score, found.id, (place,), reply.custom["answer"]["kind"])

    def _reranked(self, text: str, heard: Heard, matches: list[Match]) -> list[Match]:
        """The first few once more: all places named must be spoken to, and a yes-or-no question wants its verdict."""
        named = {p for p in heard.places if p in self.kb.places}
        if len(named) > 1:
            matches = sorted(matches, key=lambda m: -len(named & self.search.places_of[m.topic]))
        settled = self._verdict(matches[0]) or matches[0].nearest >= NEARLY_SAID or self._is_silent(matches[0])
        if reading.is_yes_no_question(text) and not settled:
            decided = [m for m in matches[:3] if self._verdict(m) and matches[0].score - m.score <= NEAR_VERDICT]
            matches = [*decided[:1], *(m for m in matches if m not in decided[:1])]
        return matches

    def _is_silent(self, match: Match) -> bool:
        return self.kb.topics[match.topic].answers[match.place].silent

    def _verdict(self, match: Match) -> str | None:
        return self.kb.topics[match.topic].answers[match.place].verdict

    def _never_told(self, text: str, topic: Topic, places: Sequence[str]) -> bool:
        """Fees, fines, telephone numbers …: asked for, and the answer found says nothing of the kind."""
        for asked, evidence in _NEVER_TOLD:
            if asked.search(text):
                told = "".join(
                    topic.answers[p].say + "".join(q.quote or "" for q in topic.answers[p].quoted) for p in places
                )
                return not evidence.search(told)
        return False

    def _not_told(self, text: str, heard: Heard, matches: Sequence[Match], score: float) -> Answered:
        """The topic that says so, if one of the likely ones does; else that nothing was found."""
        for match in matches[1:]:
            topic = self.kb.topics[match.topic]
            answer = topic.answers[match.place]
            if answer.silent and any(a.search(text) and e.search(answer.say) for a, e in _NEVER_TOLD):
                return Answered(self.tell(topic, match.place, text, heard), score, topic.id, (match.place,), "abstain")
        return Answered(self._abstain(heard), score)

    def _all_silent(self, topic: Topic, places: Sequence[str]) -> Reply:
        """None of the notices settles it: said once, with what stands nearby."""
        near = next((p for p in places if topic.answers[p].quoted), places[0])
        said = self.kb.render(topic.answers[near].say)
        cited = self.kb.cite_answer(topic.answers[near])[:1]
        names = "、".join(wording.short_name(self.kb, p) for p in places)
        parts = [f"{names}的文件都没有写“{topic.about}”。", said, wording.quoted(cited)]
        custom = {"kind": "abstain", "citations": [c.as_dict() for c in cited]}
        return Reply("\n\n".join(p for p in parts if p), self._related(topic, near), {"answer": custom})

    def _floor(self, text: str, heard: Heard, remembered: str | None) -> float:
        return UNSURE if heard.places or remembered or _THE_MATTER.search(text) else UNSURE_ALONE

    def _beside_the_matter(self, text: str, heard: Heard, best: Match) -> bool:
        """「营业执照怎么办」: nearer to what has nothing to do with the office than to any topic."""
        if _THE_MATTER.search(text):
            return False
        return self.search.beside_the_matter(heard.rest) > max(best.nearest, 0.3)

    def _places_for(self, topic: Topic, heard: Heard, remembered: str | None, text: str) -> list[str]:
        """Whose answer to give: the places named, else the remembered one, else all that speak to it."""
        named = [p for p in heard.places if p in self.kb.places]
        if named:
            return (
                [p for p in dict.fromkeys(named) if p in topic.answers]
                if len(set(named)) > 1 or named[0] in topic.answers
                else []
            )
        if remembered in topic.answers:
            return [str(remembered)]
        if _BY_THE_STANDARD.search(text) and "standard" in topic.answers:
            return ["standard"]
        return [p for p in self.kb.places if p in topic.answers]

    def _close_second(self, matches: list[Match], place: str, text: str) -> Topic | None:
        """A second topic so near to the first that both are told."""
        if len(matches) < 2:
            return None
        first, second = matches[0], matches[1]
        decided = reading.is_yes_no_question(text) and self._verdict(first)
        near = first.score - second.score <= (CLOSE_TO_VERDICT if decided else CLOSE) and second.score >= SURE * 0.9
        answer = self.kb.topics[second.topic].answers.get(place)
        if answer and answer.verdict and self._verdict(first) and answer.verdict != self._verdict(first):
            return None  # 「够。……不行。」 helps nobody
        same = answer is not None and answer.clause == self.kb.topics[first.topic].answers[place].clause and not near
        return self.kb.topics[second.topic] if near and answer and not answer.silent and not same else None

    def tell(
        self, topic: Topic, place: str, text: str, heard: Heard | None = None, second: Topic | None = None
    ) -> Reply:
        """One place's answer: what it says, then the clause word for word."""
        answer = topic.answers[place]
        said = self.kb.render(answer.say)
        citations = self.kb.cite_answer(answer)
        parts = [wording.first_sentence_bold(said) + wording.passed_dates(said, self.today)]
        parts[0] += self._whose(place, heard)
        extra: list[Citation] = []
        if second is not None and not answer.silent:
            other = second.answers[place]
            parts.append(self.kb.render(other.say))
            extra = self.kb.cite_answer(other)[:1]
        cited = wording.merge(citations, extra)
        if cited:
            parts.append(wording.quoted(cited[:3]))
        records = [self.kb.records[r].say for r in answer.records if r in self.kb.records]
        if records:
            parts.append(f"注意：{records[0]}")
        custom = {"kind": "abstain" if answer.silent else "answer", "citations": [c.as_dict() for c in cited]}
        if answer.verdict and reading.is_yes_no_question(text):
            custom["verdict"] = answer.verdict
        return Reply("\n\n".join(parts), self._related(topic, place), {"answer": custom})

    def _whose(self, place: str, heard: Heard | None) -> str:
        """Whose notice this is, where the person named another town of the same province."""
        if heard is None or not heard.city:
            return ""
        if place == "guangdong" and "珠海" not in heard.city:
            return f"（这是珠海的通知，{heard.city}可能另有规定。）"
        if place == "anhui":
            return "（这是安徽某县的通知，您那里可能不同。）"
        return ""

    def compare(self, topic: Topic, places: Sequence[str], text: str) -> Reply:
        """Several places side by side: a table that also reads as plain text."""
        rows, citations = ["| 哪里 | 怎么规定 |", "|---|---|"], []
        silent = [p for p in places if topic.answers[p].silent]
        for place in sorted(places, key=lambda p: p in silent):
            answer = topic.answers[place]
            if place in silent and len(places) > 2:
                continue
            said = self.kb.render(answer.say)
            rows.append(f"| {wording.long_name(self.kb, place)} | {said}{wording.passed_dates(said, self.today)} |")
            citations.append(self.kb.cite_answer(answer)[:1])
        cited = wording.merge(*citations)
        head = f"**{topic.about}**，各地不一样：" if len(places) > 1 else f"**{topic.about}**："
        tail = "您在哪里？" if len(places) > 2 else ""
        if silent and len(places) > 2:
            tail = f"{'、'.join(wording.short_name(self.kb, p) for p in silent)}的文件没有写。{tail}"
        buttons = [
            Button(wording.short_name(self.kb, p), f"{wording.short_name(self.kb, p)}的{topic.about}")
            for p in places
            if p != "standard"
        ]
        custom = {"kind": "compare", "citations": [c.as_dict() for c in cited]}
        return Reply("\n".join([head, "", *rows, "", tail]).strip(), buttons if tail else [], {"answer": custom})

    def _related(self, topic: Topic, place: str) -> list[Button]:
        buttons = []
        for name in topic.related[:3]:
            other = self.kb.topics.get(name)
            if other and place in other.answers and other.ask:
                buttons.append(Button(other.about, f"{wording.short_name(self.kb, place)}：{other.ask[0]}"))
        return [*buttons, Button("看原文", "看原文")] if buttons else [Button("看原文", "看原文")]

    # ---- not settled ----

    def _not_in(self, topic: Topic, heard: Heard) -> Reply:
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
        buttons = [Button.of("任职条件有哪些"), Button.of("我们要不要设"), Button.of("我要登记")]
        return Reply(text, buttons, {"answer": {"kind": "abstain", "citations": []}})


# 「登记表要附什么」「附录C有什么」 ask about these papers themselves; 「认定标准里…」 only says whose rule is meant.
_PART_OF_QUESTION = re.compile(r"附[件录表]|表|人才库|说明")


def hear(text: str, mentions: Sequence[PlaceMention]) -> Heard:
    """Places named in a question and the question without them, so that names do not pull towards topics about documents."""
    standing = [m for m in mentions if not m.ruled_out]
    rest, at = [], 0
    for mention in mentions:
        if mention.kind == "document" and _PART_OF_QUESTION.search(mention.said):
            continue
        rest.append(text[at : mention.span[0]])
        at = mention.span[1]
    rest.append(text[at:])
    places = list(dict.fromkeys(m.place for m in standing if m.kind != "document"))
    documents = [m.place for m in standing if m.kind == "document"]
    for place in documents:  # a form or an opinion named on the way yields to a place named outright
        if place not in places and (place == "standard" or not places):
            places.append(place)
    city = next((m.city for m in reversed(standing) if m.city), None)
    return Heard(places, city, "".join(rest), documents)


def is_silent(answer: Answer) -> bool:
    return answer.silent
