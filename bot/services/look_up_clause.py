"""A clause asked for by its number, its document's number and date, and 「看原文」 of what was just answered."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from bot.core import follow_up
from bot.core.conversation import Conversation
from bot.core.reply import Button, Reply
from bot.core.verdict import Citation
from bot.kb.model import Clause, KnowledgeBase
from bot.services import wording
from bot.services.find_topic import Heard

_HAN = "一二三四五六七八九十"
_TEXT = r"(?:原文|原话|条文|怎么|咋|说|写|讲|是什么|内容|全文)"
_NUMBERINGS = [
    re.compile(
        rf"(?P<n>附[件录表]\s*(?:[0-9]+|[A-Da-d]|[{_HAN}]))\s*[的之、，,]?\s*"
        rf"(?P<rest>(?:第)?(?:说明|注|表头|表|[{_HAN}]+|[AB]\.[12])?\s*(?:第)?\s*\d*(?:\.\d+)*)\s*(?:条|点|项|款|部分)?"
    ),
    re.compile(r"(?<![\d.])(?P<n>\d{1,2}(?:\.\d{1,2}){1,3})(?![\d年%万亿元])"),
    re.compile(rf"(?:第)?(?P<n>[{_HAN}]{{1,2}})[、，,]?\s*[（(]\s*(?P<rest>[{_HAN}]{{1,2}})\s*[)）]"),
    re.compile(
        rf"(?:第)?(?P<n>[{_HAN}])(?:部分|条|章)?[、，,的之第\s]*(?P<rest>\d{{1,2}})\s*(?:条|点|项|款)?(?=[的之]?{_TEXT})"
    ),
    re.compile(
        rf"第\s*(?P<n>[{_HAN}]{{1,2}}|\d{{1,2}})\s*(?:部分|条|章|大?点|节)"
        rf"(?:\s*第?\s*[（(]?(?P<rest>[{_HAN}]{{1,2}}|\d{{1,2}})[)）]?\s*(?:条|点|款|项))?"
    ),
    re.compile(
        rf"(?:通知|文件|意见|标准|草案|团标)(?:的|里|第)*\s*(?P<n>[{_HAN}]{{1,2}}|\d{{1,2}})\s*(?:、|部分|条|章)?(?=[的之]?{_TEXT})"
    ),
]
_ASKS_TEXT = re.compile(
    r"怎么(?:说|写|规定|讲)|说(?:了|的)?(?:什么|啥)|写(?:了|的)?(?:什么|啥)|是什么|内容|原文|讲(?:的|了)?(?:什么|啥)|全文|看看?|念|查|呢|$"
)
_WANTS_WORDS = re.compile(r"原文|原话|条文|全文|怎么写|咋写|写的(?:是)?(?:什么|啥)")
LONGEST = 700
SHOW = Button.of("看原文")


class LookUpClause:
    def __init__(self, kb: KnowledgeBase) -> None:
        self.kb = kb

    def reply(self, text: str, heard: Heard, conversation: Conversation) -> Reply | None:
        plain = unicodedata.normalize("NFKC", text).strip()
        return (
            self.original(plain, heard, conversation)
            or self._by_name(plain, heard)
            or self._by_number(plain, heard, conversation)
        )

    def original(self, text: str, heard: Heard, conversation: Conversation) -> Reply | None:
        """「看原文」「哪条写的」: the whole clauses of the last answer; with a place, what its document says on the same topic."""
        if not follow_up.asks_original(heard.rest if heard.places else text):
            return None
        refs = [_ref(shown) for shown in conversation.shown if not heard.places or shown["place"] in heard.places]
        topic = self.kb.topics.get(conversation.topic or "")
        if not refs and topic and len(heard.places) == 1 and heard.places[0] in topic.answers:
            refs = [_ref(c.as_dict()) for c in self.kb.cite_answer(topic.answers[heard.places[0]])]
        lead = ""
        if refs and follow_up.asks_which_paper(text):
            notice = self.kb.notices[self.kb.clause(refs[0]).notice]
            lead = f"出自《{notice.title}》{notice.number or ''}。原文是："
        return self._in_full(refs, lead)

    def again(self, text: str, conversation: Conversation) -> Reply | None:
        """「为什么」「真的吗」 after an answer: the notices give rules and no reasons, so their words are all there is."""
        refs = [_ref(shown) for shown in conversation.shown]
        if follow_up.asks_why(text):
            return self._in_full(refs, "文件就是这样规定的，没有另写原因。原文是：")
        if follow_up.doubts(text):
            return self._in_full(refs, "以文件为准，原文是：")
        return None

    def _in_full(self, refs: list[str], lead: str = "") -> Reply | None:
        clauses = [self.kb.clause(ref) for ref in [*dict.fromkeys(refs)][:2]]
        if not clauses:
            return None
        citations = [self.kb.cite(clause.ref) for clause in clauses]
        return _reply("\n\n".join([*([lead] if lead else []), *map(self._whole, clauses, citations)]), citations)

    def _by_name(self, text: str, heard: Heard) -> Reply | None:
        """「甘肃文件的引言原文」「附件3的填写日期怎么写的」: passages the documents do not number."""
        places = [p for p in heard.places if p in self.kb.places]
        if not places or not _WANTS_WORDS.search(text):
            return None
        notice = self.kb.notice_of(places[0])
        named = [(len(c.id), c) for c in notice.clauses.values() if _names(c.id, text)]
        found = [
            c
            for _, c in sorted(named, key=lambda n: -n[0])
            if not re.fullmatch(r"[\d.A-Z/（）一二三四五六七八九十]+", c.id)
        ]
        return self._tell(found[:1], found[0].id) if found else None

    def _by_number(self, text: str, heard: Heard, conversation: Conversation) -> Reply | None:
        for numbering in _NUMBERINGS:
            hit = numbering.search(text)
            if not hit:
                continue
            left = text[: hit.start()] + text[hit.end() :]
            if len(re.sub(r"[\s，。？?！!的第条款项点]", "", left)) > 26 or not _ASKS_TEXT.search(left):
                continue
            number = _number(hit["n"], (hit.groupdict().get("rest") or "").strip())
            clauses = self._find(number, text, heard, conversation)
            if clauses and self._only_asks_text(left, heard):
                return self._tell(clauses, number)
        return None

    def _only_asks_text(self, left: str, heard: Heard) -> bool:
        """The rest of the text is nothing but whose document and 「怎么说」: else the number is part of a question."""
        rest = left
        for word in (
            "甘肃",
            "安徽",
            "广东",
            "珠海",
            "文件",
            "通知",
            "标准",
            "团标",
            "草案",
            "征求意见稿",
            "规定",
            "里面",
            "里",
            "条款",
            "那个",
            "那份",
            "这份",
            "意见",
            "实施",
            "附件",
            "说明",
        ):
            rest = rest.replace(word, "")
        rest = re.sub(
            r"怎么(?:说|写|规定|讲)的?|[说写讲](?:了|的)?(?:是)?(?:什么|啥)|是什么|什么内容|内容|原文|全文|看一?下?|看看|念|查一?下?|请问|我想|想|帮我|给我|第|条|款|项|点|的|呢|是|把|发|[\s，。？?！!、：:《》“”\"]",
            "",
            rest,
        )
        return len(rest) <= 3

    def _find(self, number: str, text: str, heard: Heard, conversation: Conversation) -> list[Clause]:
        places = [p for p in heard.places if p in self.kb.places]
        if not places:
            guess = (
                "standard"
                if re.match(r"\d+\.|附录", number)
                else "guangdong"
                if number.startswith("附件")
                else conversation.place
            )
            places = [guess] if guess in self.kb.places else []
        for place in places:
            notice = self.kb.notice_of(place)
            for candidate in _spellings(number):
                found = notice.under(candidate)
                if found:
                    return found
        return []

    def _tell(self, clauses: list[Clause], number: str) -> Reply:
        citations = [self.kb.cite(c.ref) for c in clauses[:8]]
        if len(clauses) == 1:
            return _reply(self._whole(clauses[0], citations[0]), citations)
        head = f"**{wording.source(citations[0])}** 一共 {len(clauses)} 段："
        title = _title(clauses) if number.startswith("附") else None
        if title:
            head = f"**{number}是《{title}》**，一共 {len(clauses)} 段："
            notice = self.kb.notices[clauses[0].notice]
            naming = [c for c in notice.clauses.values() if title in c.text and c not in clauses]
            citations = [*(self.kb.cite(c.ref) for c in naming[:1]), *citations]
        budget = LONGEST
        lines: list[str] = []
        for clause in clauses:
            line = f"- {clause.id}　{wording.shorten(clause.text, max(60, budget // 3))}"
            if budget - len(line) < 0:
                lines.append(f"- 还有 {len(clauses) - len(lines)} 段，说编号可以单独看，比如“{clause.id}”。")
                break
            budget -= len(line)
            lines.append(line)
        return _reply("\n".join([head, *lines]), citations)

    def _whole(self, clause: Clause, citation: Citation) -> str:
        heading = "　".join(clause.heading)
        body = clause.text.replace("\n", "\n> ")
        return f"**{wording.source(citation)}**{f'（{heading}）' if heading else ''}：\n\n> {body[:1200]}"


def _ref(citation: Mapping[str, Any]) -> str:
    return f"{citation['notice']}/{citation['clause']}"


def _title(clauses: list[Clause]) -> str | None:
    """What a whole attachment is called: the heading all its parts stand under."""
    shared = [parts[0] for parts in zip(*(c.heading for c in clauses), strict=False) if len(set(parts)) == 1]
    named = [h for h in shared if not re.match(r"附\s*[件表录]|（", h)]
    return named[0] if named else None


def _names(clause_id: str, text: str) -> bool:
    """Whether every part of an id stands in a text, a number at its end not being the beginning of a longer one."""
    parts = unicodedata.normalize("NFKC", clause_id).split("/")
    return all(re.search(rf"{re.escape(part)}(?!\s*\d)", text) for part in parts)


def _number(first: str, rest: str) -> str:
    first = re.sub(r"\s", "", first)
    rest = re.sub(r"\s|第", "", rest)
    if first.startswith(("附件", "附表")):
        digit = first[2:]
        digit = str(_HAN.index(digit) + 1) if digit in _HAN else digit
        return f"附件{digit}/{rest}" if rest else f"附件{digit}"
    if first.startswith("附录"):
        return f"附录{first[2:].upper()}" + (f"/{rest}" if rest else "")
    return f"{first}|{rest}" if rest else first


def _spellings(number: str) -> list[str]:
    """How the notices may write a number: 三（二）, 三/2 …"""
    if "|" in number:
        first, rest = number.split("|")
        first = _HAN[int(first) - 1] if first.isdigit() and int(first) <= 10 else first
        arabic = str(_HAN.index(rest) + 1) if rest in _HAN else rest
        chinese = _HAN[int(rest) - 1] if rest.isdigit() and int(rest) <= 10 else rest
        return [f"{first}（{chinese}）", f"{first}/{arabic}", f"通知/{first}"]
    if number.isdigit():
        return [_HAN[int(number) - 1] if int(number) <= 10 else number, number]
    return [number, f"通知/{number}"]


def _reply(text: str, citations: list[Citation]) -> Reply:
    return Reply(
        text,
        [Button.of("谁能当首席质量官")],
        {"answer": {"kind": "answer", "citations": [c.as_dict() for c in citations]}},
    )
