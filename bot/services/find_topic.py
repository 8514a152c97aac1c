"""Which topic a question asks for, and whose notice: the likeliest topics of bot/kb/search.py, looked at once more."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from bot.core import asked, follow_up
from bot.core import turn as reading
from bot.core.mentions.place import PlaceMention
from bot.kb.model import KnowledgeBase, Topic
from bot.kb.search import Match, PolicySearch

# Scores of bot/kb/search.py; the figures come from benchmarks/retrieval_designs on the dev part of tests/questions.
UNSURE = 0.42  # below this nothing in the notices is meant
UNSURE_ALONE = 0.85  # the same where neither the office nor a place nor a paper is named
NEARLY_SAID = 0.85  # a way of asking this near was asked all but word for word
ELSEWHERE = 0.35  # another document's own topic, while a place is remembered
NEAR_SHARED = 0.35  # a topic of several notices takes the place of the draft's own, no place being named
THE_DRAFTS = 0.3  # certifying is the draft's alone: its topics count so much more where it is spoken of
NEAR_TWIN = 0.3  # of two topics on one clause, the one asked straight for a question asked straight
NEAR_ALL_PLACES = 0.5  # of several places named, each that a topic speaks to counts so much
SURELY_ELSEWHERE, MORE_ELSEWHERE = 0.85, 0.3
NEAR_VERDICT = 0.15  # a topic with a verdict this near comes first for a yes-or-no question
# Topics of these documents are asked about without their place being named, from anywhere.
EVERYWHERE = ("standard", "guangdong")

_AROUND_FOLLOW_UP = re.compile(r"^(?:那么?|还有|另外|然后)|[呢吗啊呀？?。，,\s]|(?:又|也)(?=[\u4e00-\u9fff])")
# Short, and begun or ended like something that goes on: a whole question of its own is left alone.
_FOLLOWS = re.compile(r"^(?=.{1,12}$)(?:那|还有|然后|另外)?.{0,8}(?:呢|[？?])?$")
SAME = 0.1  # what the topic before loses: something else is asked now
SAME_CLAUSE = 0.2  # what a follow-up gains by standing on a clause just shown
# A wish to see all places side by side, whatever place was spoken of before.
_EVERYWHERE_AT_ONCE = re.compile(r"各地|各省|各个?地方|几个地方|四份|都对比|对比一下|比较一下|哪里(?:最|更)|哪个地方")
# 「标准里」 alone is the draft standard where it speaks to the matter, and the size table's standard where it does not.
_BY_THE_STANDARD = re.compile(
    r"(?:按|照|依|据|这个|那个|这份)?标准(?:里|中|上|要求|规定|怎么|：|:|，|的话)|按标准|照标准"
)
# Words only the draft standard has: who uses them asks about it.
_OF_THE_DRAFT = re.compile(
    r"标准|认定|申报|评[级定审]|[345三四五几]\s*个?[aA]|[aA]{3,5}|[aA]级|分|区块链|存证|上链|指标|答辩|再认定|征求意见|草案",
    re.IGNORECASE,
)
# Only the draft certifies anybody.
_CERTIFYING = re.compile(
    r"认定(?:的时候|时|里|上|中|打分|评分|申请|材料|[^，。]{0,4}(?:算|加分|得分|计分))|[345三四五]\s*个?[aA](?![a-zA-Z])"
)
_STRAIGHT = re.compile(r"要不要|用不用|需不需要|该不该|得不得|使唔使")
# The office and its papers: what is asked is about the matter.
_THE_OFFICE = re.compile(
    r"质量(?:官|管(?!理))|首席质|首质官|(?<![a-z])cqo(?![a-z])|質量官|登记表|人才库|信息表|附[件录表]", re.IGNORECASE
)
# The words of its papers, unless another matter is named beside them: 「高新技术企业认定」 「小规模纳税人」.
_ITS_WORDS = re.compile(r"认定|[345三四五几]个?[aA]|备案|联盟|规模|[大中小微]型", re.IGNORECASE)


def asks_everywhere(text: str) -> bool:
    return bool(_EVERYWHERE_AT_ONCE.search(text))


@dataclass
class Heard:
    """Where a question is about: places named in it, narrowest word last, and what is left when they are taken out."""

    places: list[str]
    city: str | None
    rest: str
    documents: list[str] = field(default_factory=list)


# 「登记表要附什么」「附录C有什么」 ask about these papers themselves; 「认定标准里…」 only says whose rule is meant.
_PART_OF_QUESTION = re.compile(r"附[件录表]|表|人才库|说明")
# 「甘肃文件」 「安徽那份通知」 name their place outright.
_NAMES_ITS_PLACE = re.compile(r"甘肃|陇|安徽|皖|广东|粤|珠海")


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
    places = list(dict.fromkeys(m.place for m in standing if m.kind != "document" or _NAMES_ITS_PLACE.search(m.said)))
    documents = [m.place for m in standing if m.kind == "document" and not _NAMES_ITS_PLACE.search(m.said)]
    for place in documents:  # a form or an opinion named on the way yields to a place named outright
        if place not in places and (place == "standard" or not places):
            places.append(place)
    city = next((m.city for m in reversed(standing) if m.city), None)
    return Heard(places, city, "".join(rest), documents)


class FindTopic:
    def __init__(self, kb: KnowledgeBase, search: PolicySearch) -> None:
        self.kb, self.search = kb, search
        matters = kb.tables.get("smalltalk", {}).get("out_of_scope", {}).get("matters", ())
        self._other_matter = re.compile("|".join(map(re.escape, matters))) if matters else None

    def find(
        self,
        heard: Heard,
        remembered: str | None = None,
        topic: str | None = None,
        shown: Collection[str] = (),
        limit: int = 5,
    ) -> list[Match]:
        """The likeliest topics for a question; a short follow-up is also read together with the topic before it.

        `shown`: the clauses of the last answer, as notice/clause.
        """
        places = [p for p in heard.places if p in self.kb.places]
        wanted: Sequence[str] | None = places or None
        if not places and remembered in self.kb.places:
            wanted = (remembered, *(p for p in EVERYWHERE if p != remembered))
        matches = self.search.find(heard.rest, wanted, limit)
        if (topic or shown) and self.follows(heard):
            matches = self._with_topic(heard, topic, wanted, matches, shown)[:limit]
        if not places and _CERTIFYING.search(heard.rest):
            lifted = [replace(m, score=m.score + THE_DRAFTS) if m.place == "standard" else m for m in matches]
            matches = sorted(lifted, key=lambda m: -m.score)
        return self._prefer_place(matches, places, remembered)

    def follows(self, heard: Heard) -> bool:
        """Whether a question is so short that what was said before belongs to it."""
        return bool(_FOLLOWS.match(heard.rest))

    def _with_topic(
        self,
        heard: Heard,
        topic: str | None,
        wanted: Sequence[str] | None,
        matches: list[Match],
        shown: Collection[str],
    ) -> list[Match]:
        """「那年限呢」「5A呢」「那要多少分」: what is said counts most, what was spoken of before decides between the rest."""
        before = self.kb.topics.get(topic or "")
        core = _AROUND_FOLLOW_UP.sub("", heard.rest)
        if not core:
            return matches
        alone = self.search.find(core, wanted, 60)
        together: dict[str, float] = {}
        if before is not None:
            ways = (*before.ask, before.about)
            instead = follow_up.put_in_place(ways, core)
            if instead:
                return self.search.find(instead, wanted)
            together = {m.topic: m.score for m in self.search.find(ways[0] + core, wanted, 12)}
        found: dict[str, Match] = {}
        for match in sorted([*matches, *alone], key=lambda m: -m.score):
            found.setdefault(match.topic, match)
        for match in found.values():
            lift = 0.45 * together.get(match.topic, 0.0)
            beside = self.kb.topics[match.topic].answers[match.place].clause in shown
            lift += -SAME if match.topic == topic else SAME_CLAUSE * beside
            found[match.topic] = replace(match, score=match.score + lift)
        return sorted(found.values(), key=lambda m: -m.score)

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

    def reranked(self, text: str, heard: Heard, matches: list[Match], remembered: str | None = None) -> list[Match]:
        """The first few once more: all places named must be spoken to, and a yes-or-no question wants its verdict."""
        named = {p for p in heard.places if p in self.kb.places}
        if len(named) > 1:
            matches = sorted(
                matches, key=lambda m: -m.score - NEAR_ALL_PLACES * len(named & self.search.places_of[m.topic])
            )
        if not heard.places and remembered != "standard" and not _OF_THE_DRAFT.search(text):
            matches = self._not_the_drafts_alone(matches)
        settled = self.verdict(matches[0]) or matches[0].nearest >= NEARLY_SAID or self.is_silent(matches[0])
        if reading.is_yes_no_question(text) and not settled and len(named) < 2:  # 「甘肃和珠海一样不」 wants both
            decided = [m for m in matches[:3] if self.verdict(m) and matches[0].score - m.score <= NEAR_VERDICT]
            matches = [*decided[:1], *(m for m in matches if m not in decided[:1])]
        return self._asked_straight(text, matches) if _STRAIGHT.search(text) else matches

    def _not_the_drafts_alone(self, matches: list[Match]) -> list[Match]:
        """No place named and nothing of the draft's own: its topic yields to a near one that several notices speak to."""
        if self.search.places_of[matches[0].topic] != {"standard"}:
            return matches
        near = [m for m in matches[1:] if matches[0].score - m.score <= NEAR_SHARED]
        shared = [m for m in near if len(self.search.places_of[m.topic]) > 1]
        return [*shared[:1], *(m for m in matches if m not in shared[:1])]

    def _asked_straight(self, text: str, matches: list[Match]) -> list[Match]:
        """「要不要考核」 is not answered with 「不考核行吗」 where the topic asked straight stands near."""

        def turned(match: Match) -> bool:
            return asked.is_turned_round(self.search.nearest_way(match.topic, match.place, text))

        best = matches[0]
        if not self.verdict(best) or best.nearest >= NEARLY_SAID or not turned(best):
            return matches
        clause = self.kb.topics[best.topic].answers[best.place].clause
        for match in matches[1:4]:
            answer = self.kb.topics[match.topic].answers[match.place]
            near = best.score - match.score <= NEAR_TWIN and match.place == best.place
            if near and answer.verdict and answer.clause == clause and not turned(match):
                return [match, *(m for m in matches if m is not match)]
        return matches

    def of_another_document(self, heard: Heard, matches: Sequence[Match]) -> Topic | None:
        """「甘肃的区块链存证怎么弄」: the topic asked for, where only documents not named speak of it."""
        named = [p for p in heard.places if p in self.kb.places]
        anywhere = self.search.find(heard.rest, None, 1) if named else []
        here = matches[0].score if matches else 0.0
        if not anywhere or anywhere[0].score < max(SURELY_ELSEWHERE, here + MORE_ELSEWHERE):
            return None
        topic = self.kb.topics[anywhere[0].topic]
        drafts_alone = set(topic.answers) == {"standard"} and not _OF_THE_DRAFT.search(heard.rest)
        return None if drafts_alone or any(p in topic.answers for p in named) else topic

    def is_silent(self, match: Match) -> bool:
        return self.kb.topics[match.topic].answers[match.place].silent

    def verdict(self, match: Match) -> str | None:
        return self.kb.topics[match.topic].answers[match.place].verdict

    def floor(self, text: str, heard: Heard, remembered: str | None) -> float:
        of_the_matter = _THE_OFFICE.search(text) or _ITS_WORDS.search(text)
        return UNSURE if heard.places or remembered or of_the_matter else UNSURE_ALONE

    def beside_the_matter(self, text: str, heard: Heard, best: Match) -> bool:
        """「营业执照怎么办」: nearer to what has nothing to do with the office than to any topic."""
        if _THE_OFFICE.search(text):
            return False
        if self._other_matter and best.nearest < NEARLY_SAID and self._other_matter.search(text):
            return True
        if _ITS_WORDS.search(text):
            return False
        return self.search.beside_the_matter(heard.rest) > max(best.nearest, 0.3)

    def places_for(self, topic: Topic, heard: Heard, remembered: str | None, text: str) -> list[str]:
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
