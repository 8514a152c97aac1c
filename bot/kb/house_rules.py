"""What holds of everything the knowledge base says. Each rule is a small generator, and its docstring is the rule."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

from opencc import OpenCC

from bot.kb.evidence import degrees, figures, held_figures, holds_degree
from bot.kb.model import VALUE, Answer, KnowledgeBase, KnowledgeBaseError, Topic
from bot.kb.schema import Problem
from bot.kb.yaml_lines import Lined

LONGEST_SAY = 160
_t2s = OpenCC("t2s")

Rule = Callable[[KnowledgeBase], Iterator[Problem]]


def answers(kb: KnowledgeBase) -> Iterator[tuple[Topic, Answer]]:
    for topic in kb.topics.values():
        for answer in topic.answers.values():
            yield topic, answer


# ---- notices


def notice_id_begins_with_its_place(kb: KnowledgeBase) -> Iterator[Problem]:
    """A notice's id begins with its place and is the name of its file."""
    for notice in kb.notices.values():
        if not notice.id.startswith(notice.place):
            yield Problem(notice.at, f"文件编号 {notice.id} 要以地方 {notice.place} 开头")
        if Path(notice.at.rpartition(":")[0]).stem != notice.id:
            yield Problem(notice.at, f"文件编号 {notice.id} 和文件名不一致")


def value_stands_in_its_clause(kb: KnowledgeBase) -> Iterator[Problem]:
    """A value's quote stands word for word in its clause, and its text in the quote or the clause."""
    for notice in kb.notices.values():
        for value in notice.values.values():
            yield from quote_problems(kb, value.at, value.clause, value.quote)
            clause = notice.find(value.clause.partition("/")[2])
            if clause and _squeeze(value.text) not in _squeeze(value.quote) + "\n" + _squeeze(clause.text):
                yield Problem(value.at, f"值 {value.name}「{value.text}」不在它的引文里")


# ---- answers


def quote_is_verbatim(kb: KnowledgeBase) -> Iterator[Problem]:
    """A quote stands, word for word (whitespace aside), in the clause it names."""
    for _, answer in answers(kb):
        for quoted in answer.quoted:
            yield from quote_problems(kb, answer.at, quoted.clause, quoted.quote)


def answer_has_a_clause(kb: KnowledgeBase) -> Iterator[Problem]:
    """Every answer names the clause it stands on; only one that says the document is silent may do without."""
    for topic, answer in answers(kb):
        if not answer.silent and not answer.quoted:
            yield Problem(answer.at, f"{topic.id}/{answer.place}: 没有写 clause")


def answer_stays_in_its_place(kb: KnowledgeBase) -> Iterator[Problem]:
    """An answer of one place cites no other place's clause or value, unless the topic is about all of them."""
    for topic, answer in answers(kb):
        if topic.about_all:
            continue
        for quoted in answer.quoted:
            notice = kb.notices.get(quoted.clause.partition("/")[0])
            if notice and notice.place != answer.place:
                yield Problem(answer.at, f"{topic.id}/{answer.place}: 引了别处的条款 {quoted.clause}")
        for name in VALUE.findall(answer.say):
            if name.partition(".")[0] != answer.place:
                yield Problem(answer.at, f"{topic.id}/{answer.place}: 用了别处的值 {{{{{name}}}}}")


def place_has_a_notice(kb: KnowledgeBase) -> Iterator[Problem]:
    """A place that is answered for has a notice."""
    places = {notice.place for notice in kb.notices.values()}
    for topic, answer in answers(kb):
        if answer.place not in places:
            yield Problem(answer.at, f"{topic.id}: 没有 {answer.place} 的文件")


def figure_stands_in_the_quote(kb: KnowledgeBase) -> Iterator[Problem]:
    """A number, date or degree in an answer stands in its quotes, or comes in as {{value}}."""
    for topic, answer in answers(kb):
        passages = _passages(kb, answer)
        missing = [f"{number:f}" for number in sorted(figures(answer.say) - held_figures(passages))]
        missing += [degree for degree in degrees(answer.say) if not holds_degree(passages, degree)]
        for word in missing:
            yield Problem(answer.at, f"{topic.id}/{answer.place}: 「{word}」不在引文里，请补引文或写成 {{{{值}}}}")


def _passages(kb: KnowledgeBase, answer: Answer) -> list[str]:
    """What an answer's figures may stand in: its quotes, its records' words, and its notice's 文号, title and date."""
    held = [quoted.quote or _text_of(kb, quoted.clause) for quoted in answer.quoted]
    held += [kb.records[each].say for each in answer.records if each in kb.records]
    for notice in kb.notices.values():
        if notice.place == answer.place:
            held += [notice.number or "", notice.title, notice.issued_on or ""]
    return held


def value_is_known(kb: KnowledgeBase) -> Iterator[Problem]:
    """Every {{value}} an answer or a record names exists."""
    says = [(answer.at, answer.say) for _, answer in answers(kb)] + [(r.at, r.say) for r in kb.records.values()]
    for at, say in says:
        for name in VALUE.findall(say):
            if name not in kb.values:
                yield Problem(at, f"没有这个值：{{{{{name}}}}}")


def answer_is_short(kb: KnowledgeBase) -> Iterator[Problem]:
    """An answer of our own is at most 160 characters long, values filled in."""
    for topic, answer in answers(kb):
        said = VALUE.sub(lambda found: kb.values.get(found[1], ""), answer.say)
        if len(said) > LONGEST_SAY:
            yield Problem(answer.at, f"{topic.id}/{answer.place}: {len(said)} 个字，最多 {LONGEST_SAY}")


def verdict_is_said_first(kb: KnowledgeBase) -> Iterator[Problem]:
    """A yes never begins with 不, 没, 无, 未, 否 or 非; a no says 不, 没 or 无 in its first sentence."""
    for topic, answer in answers(kb):
        say = answer.say.lstrip("*# ")
        first = re.split(r"[。！？!?]", say)[0]
        if answer.verdict == "yes" and say.startswith(tuple("不没无未否非")):
            yield Problem(answer.at, f"{topic.id}/{answer.place}: 肯定的回答不能以「{say[0]}」开头")
        if answer.verdict == "no" and not re.search("[不没无]", first):
            yield Problem(answer.at, f"{topic.id}/{answer.place}: 否定的回答第一句要有「不」「没」或「无」")


# ---- topics and records


def way_of_asking_is_unique(kb: KnowledgeBase) -> Iterator[Problem]:
    """No two topics share a way of asking, spelling aside; two places of different topics may."""
    seen: dict[str, list[tuple[str, str | None]]] = {}
    for topic in kb.topics.values():
        ways = [(way, None) for way in topic.ask] + [(w, a.place) for a in topic.answers.values() for w in a.ask]
        for way, place in ways:
            for other, other_place in seen.setdefault(normalise(way), []):
                same_place = place is None or other_place is None or place == other_place
                if other != topic.id and same_place:
                    yield Problem(topic.at, f"{topic.id} 和 {other} 有同样的问法：{way}")
            seen[normalise(way)].append((topic.id, place))


def topic_can_be_asked(kb: KnowledgeBase) -> Iterator[Problem]:
    """A topic has a way of asking, its own or one of its answers'."""
    for topic in kb.topics.values():
        if not topic.ask and not any(answer.ask for answer in topic.answers.values()):
            yield Problem(topic.at, f"{topic.id}: 没有一种问法")


def related_topics_exist(kb: KnowledgeBase) -> Iterator[Problem]:
    """Related topics and records named by a topic exist."""
    for topic in kb.topics.values():
        for other in topic.related:
            if other not in kb.topics:
                yield Problem(topic.at, f"{topic.id}: 没有相关主题 {other}")
    for topic, answer in answers(kb):
        for record in answer.records:
            if record not in kb.records:
                yield Problem(answer.at, f"{topic.id}/{answer.place}: records.yml 里没有 {record}")


def record_clauses_exist(kb: KnowledgeBase) -> Iterator[Problem]:
    """The clauses a record names exist; one that names none says its source."""
    for record in kb.records.values():
        for ref in record.clauses:
            yield from quote_problems(kb, record.at, ref, None)
        if not record.clauses and not record.source:
            yield Problem(record.at, f"{record.id}: 没有条款时要写 source")


def form_asks_every_field_once(kb: KnowledgeBase) -> Iterator[Problem]:
    """The form's groups name every field of fields.yml once, and none that is not there."""
    form = kb.registration
    asked = [key for group in form.get("groups", ()) for key in group["fields"]]
    at = f"{form.file}:{form.line_of('groups')}" if isinstance(form, Lined) else ""
    for key in dict.fromkeys(asked):
        if key not in kb.fields:
            yield Problem(at, f"fields.yml 里没有 {key}")
        if asked.count(key) > 1:
            yield Problem(at, f"{key} 问了 {asked.count(key)} 次")
    for key in kb.fields:
        if asked and key not in asked:
            yield Problem(at, f"没有问 {key}")


RULES: tuple[Rule, ...] = (
    notice_id_begins_with_its_place,
    value_stands_in_its_clause,
    quote_is_verbatim,
    answer_has_a_clause,
    answer_stays_in_its_place,
    place_has_a_notice,
    figure_stands_in_the_quote,
    value_is_known,
    answer_is_short,
    verdict_is_said_first,
    way_of_asking_is_unique,
    topic_can_be_asked,
    related_topics_exist,
    record_clauses_exist,
    form_asks_every_field_once,
)


def normalise(way: str) -> str:
    """A way of asking without what does not matter: script, width, case, punctuation, spaces."""
    plain = _t2s.convert(unicodedata.normalize("NFKC", way)).lower()
    return re.sub(r"[\W_]", "", plain)


def quote_problems(kb: KnowledgeBase, at: str, ref: str, quote: str | None) -> Iterator[Problem]:
    try:
        kb.cite(ref, quote)
    except KnowledgeBaseError as error:
        yield Problem(at, str(error))


def _text_of(kb: KnowledgeBase, ref: str) -> str:
    try:
        return kb.clause(ref).text
    except KnowledgeBaseError:
        return ""


def _squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)
