"""Policy answers: the right place, the clause behind every answer, every clause within reach, nothing from elsewhere."""

from __future__ import annotations

import itertools
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from threadpoolctl import threadpool_limits

from benchmarks.sisters import COUNT, crowd
from bot.core.conversation import Conversation
from bot.core.mentions.place import hear_places
from bot.kb.load import load
from bot.kb.places import gazetteer
from bot.kb.search import PolicySearch
from bot.services.assistant import Assistant
from bot.services.find_topic import hear
from bot.services.look_up_clause import LookUpClause
from bot.storage import Storage, load_keys
from tests.services.talk import Talk

ROOT = Path(__file__).parents[2]
KB = load(ROOT / "policies_kb")
NAMES = gazetteer(KB.tables["places"])
SAID = {"gansu": "甘肃文件", "anhui": "安徽通知", "guangdong": "广东通知", "standard": "认定标准"}
_senders = itertools.count()


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("answers")
    storage = Storage(f"sqlite:///{folder}/a.db", load_keys(folder, None))
    return Assistant(storage, KB, operator="测试", retention_days=30)


def ask(assistant: Assistant, *texts: str) -> list[Any]:
    sender = f"test-{next(_senders)}"
    return [assistant.handle(None, sender, text).reply for text in texts]


def places(reply: Any) -> set[str]:
    return {c["place"] for c in reply.custom["answer"]["citations"]}


@pytest.mark.parametrize(
    ("notice_id", "clause_id"),
    [(n.id, c) for n in KB.notices.values() for c in n.clauses],
    ids=lambda value: str(value),
)
def test_every_clause_can_be_asked_for_and_comes_word_for_word(notice_id: str, clause_id: str) -> None:
    notice = KB.notices[notice_id]
    question = f"{SAID[notice.place]}{clause_id.replace('/', '')}原文怎么写"
    heard = hear(question, hear_places(question, NAMES))
    reply = LookUpClause(KB).reply(question, heard, Conversation("c"))
    assert reply is not None, question
    quotes = {c["clause"]: c["quote"] for c in reply.custom["answer"]["citations"]}
    assert quotes.get(clause_id) == notice.clauses[clause_id].text


def test_a_place_is_remembered_changed_and_never_leaks_into_another_conversation(assistant: Assistant) -> None:
    first, years, elsewhere, degree = ask(assistant, "甘肃对学历有什么要求", "那年限呢", "珠海呢", "学历呢")
    assert places(first) == places(years) == {"gansu"}
    assert "5年" in years.text
    assert places(elsewhere) == places(degree) == {"guangdong"}
    assert "大专" in degree.text
    stranger = ask(assistant, "学历有什么要求")[0]
    assert stranger.custom["answer"]["kind"] == "compare"


def test_without_a_place_no_rule_is_told_as_everyones(assistant: Assistant) -> None:
    reply = ask(assistant, "当首席质量官要什么学历")[0]
    assert reply.custom["answer"]["kind"] == "compare"
    assert {"gansu", "guangdong"} <= places(reply)


def test_whether_two_places_ask_the_same_is_told_of_both(assistant: Assistant) -> None:
    """Gansu 本科, Zhuhai 大专; what is asked is the degree, not its subject."""
    [reply] = ask(assistant, "甘肃和珠海对学历要求一样不")
    assert places(reply) == {"gansu", "guangdong"}
    assert "本科" in reply.text
    assert "大专" in reply.text


def test_of_two_places_named_the_one_that_says_nothing_is_told_so(assistant: Assistant) -> None:
    """Gansu's introduction learns from other provinces; Zhuhai's notice says nothing of the kind."""
    [reply] = ask(assistant, "甘肃和珠海都说借鉴了别的省的经验吗")
    assert reply.custom["answer"]["kind"] == "compare"
    assert places(reply) == {"gansu"}
    assert "| 广东（珠海） | 文件没有写这一点 |" in reply.text


@pytest.mark.parametrize(
    ("question", "clause", "verdict"),
    [
        ("甘肃的厂出了特大质量事故，质量官他本人逃得掉责任吗", "二（三）/2", "no"),
        ("安徽的厂，非得厂长他自己来当质量官吗", "三/3", "no"),
    ],
)
def test_what_may_happen_to_an_officer_and_whether_it_must_be_him_is_the_rules_matter(
    assistant: Assistant, question: str, clause: str, verdict: str
) -> None:
    [reply] = ask(assistant, question)
    answer = reply.custom["answer"]
    assert clause in {c["clause"] for c in answer["citations"]}
    assert answer.get("verdict") == verdict
    assert "✓" not in reply.text  # nobody's conditions are gone through


def test_a_notice_named_with_its_province_says_where_the_firm_is(assistant: Assistant) -> None:
    [reply] = ask(assistant, "平凉一个小作坊，照甘肃文件首席质量官非设不可吗")
    assert places(reply) == {"gansu"}


@pytest.mark.parametrize(
    "question", ["安徽的厂里搞质量培训，光叫三五个检验员来够不够", "甘肃，2021年底百分之百那条管不管得了奖的"]
)
def test_figures_of_something_else_are_neither_a_size_nor_a_score(assistant: Assistant, question: str) -> None:
    [reply] = ask(assistant, question)
    assert "从业人员" not in reply.text
    assert "总分" not in reply.text


def test_a_workshop_is_told_at_once_that_it_hardly_has_to(assistant: Assistant) -> None:
    """Gansu 三（一）: 小微企业可结合实际，酌情设立. What would bind it all the same is still asked."""
    small, larger = (
        ask(assistant, "定西十来个人的粉条作坊，非得设首席质量官吗")[0],
        ask(assistant, "甘肃900人的厂，非得设首席质量官吗")[0],
    )
    assert small.custom["answer"]["verdict"] == "no"
    assert "酌情设立" in small.custom["answer"]["citations"][0]["quote"]
    assert small.text.rstrip().endswith(("吗？", "）"))
    assert larger.custom["answer"].get("verdict") != "no"


@pytest.mark.parametrize("question", ["高新技术企业认定要多少研发投入", "工伤了去哪认定", "增值税小规模纳税人怎么交"])
def test_another_matter_is_beside_this_one_whatever_words_they_share(assistant: Assistant, question: str) -> None:
    [reply] = ask(assistant, question)
    assert reply.custom["answer"]["kind"] == "abstain"


def test_a_matter_named_beside_the_office_is_about_the_office(assistant: Assistant) -> None:
    [reply] = ask(assistant, "甘肃的高新技术企业要设首席质量官吗")
    assert reply.custom["answer"]["kind"] != "abstain"


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("认定标准要求首席质量官组织质量攻关吗", "yes"),
        ("认定标准里质量攻关不归首席质量官管吧", "no"),
        ("珠海搞日常监管，首席质量官能甩手不理吗", "no"),
        ("认定时能力拿了95分，单项线过没过", "yes"),
        ("认定时能力拿了85分，单项线过没过", "no"),
        ("甘肃，本科，质量干了七年，有中级质量工程师证，就是没参加过任职培训，现在够条件吗", "no"),
        ("甘肃，我就一个相关专业中级职称，质量职业资格证一个没有，够不够", "no"),
    ],
)
def test_yes_and_no_as_the_question_is_put(assistant: Assistant, question: str, verdict: str) -> None:
    """6.6 and B.1 of the draft, 附件1 三 of Zhuhai's notice, Gansu 二（二）."""
    [reply] = ask(assistant, question)
    assert reply.custom["answer"].get("verdict") == verdict


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("我在甘肃一个市州局，一年要向省局报几次", "每年"),
        ("佛山老板想自己聘个质量官，要搞几年质量的人", "3年"),
        ("邮政业中型营收下限多少万", "2000"),
        ("台湾人在珠海填信息表，证件号点填", "备注"),
        ("珠海厂里的品牌经验要不要质量官总结", "总结"),
    ],
)
def test_what_a_rule_says_is_no_case_and_no_form(assistant: Assistant, question: str, fact: str) -> None:
    [reply] = ask(assistant, question)
    assert fact in reply.text.split("\n\n")[0]
    assert "eligibility" not in reply.custom
    assert "need_cqo" not in reply.custom


def test_a_least_number_of_hours_is_no_refusal(assistant: Assistant) -> None:
    """Gansu 三（二）: 「不少于」 begins with 不 and denies nothing."""
    [reply] = ask(assistant, "甘肃在岗以后继续学习的学时人人一样要学够吗")
    assert reply.custom["answer"].get("verdict") != "no"


def test_secrecy_asked_about_is_no_refusal_to_tell(assistant: Assistant) -> None:
    [reply] = ask(assistant, "珠海 保密义务")
    assert places(reply) == {"guangdong"}
    assert "秘密" in reply.text


def test_hours_to_be_done_in_full_are_no_full_marks(assistant: Assistant) -> None:
    [reply] = ask(assistant, "甘肃继续教育14学时是人人都要学满吗")
    assert "grade" not in reply.custom


def test_who_has_worked_on_the_system_puts_a_case_all_the_same(assistant: Assistant) -> None:
    [reply] = ask(assistant, "甘肃，我本科，搞质量体系六年，有中级质量工程师证，行不行")
    assert "eligibility" in reply.custom


def test_what_certifying_counts_is_the_drafts(assistant: Assistant) -> None:
    [reply] = ask(assistant, "给学校义务讲质量知识，认定的时候算在哪一项")
    assert places(reply) == {"standard"}
    assert "社会贡献" in reply.text


def test_another_document_s_matter_is_not_answered_with_something_else(assistant: Assistant) -> None:
    """Levels and their years are the draft standard's; Gansu's notice has none."""
    [reply] = ask(assistant, "甘肃4A要几年")
    assert reply.custom["answer"] == {"kind": "abstain", "citations": []}
    assert "甘肃的文件没有写" in reply.text
    assert "认定标准" in reply.text


def test_another_province_is_said_not_to_be_in_the_knowledge_base(assistant: Assistant) -> None:
    reply = ask(assistant, "湖南首席质量官的学历要求是什么")[0]
    assert reply.custom["answer"] == {"kind": "abstain", "citations": []}
    assert "湖南" in reply.text


def test_two_questions_in_one_message_are_both_answered(assistant: Assistant) -> None:
    reply = ask(assistant, "甘肃首席质量官任期几年，还有学历有什么要求")[0]
    assert "3年" in reply.text
    assert "本科" in reply.text


def test_a_deadline_that_has_passed_is_told_so(assistant: Assistant) -> None:
    reply = ask(assistant, "安徽规上企业什么时候之前要聘到位")[0]
    assert "2021年1月底已过" in reply.text


@given(st.text(max_size=200))
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_any_text_gets_a_reply_and_no_place_it_did_not_name(assistant: Assistant, text: str) -> None:
    reply = ask(assistant, f"甘肃 {text}")[0]
    assert reply.text.strip()
    answer = reply.custom.get("answer")
    if answer and answer["kind"] == "answer":
        named = {m.place for m in hear_places(f"甘肃 {text}", NAMES)}
        assert places(reply) <= named | {"gansu"}


@given(st.lists(st.sampled_from([w for t in KB.topics.values() for w in t.ask][::7]), min_size=1, max_size=2))
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_a_named_place_is_answered_from_its_own_notice_or_not_at_all(assistant: Assistant, asked: list[str]) -> None:
    for place, name in (("gansu", "甘肃"), ("anhui", "安徽"), ("guangdong", "广东")):
        text = f"{name}：{'，'.join(asked)}"
        if {m.place for m in hear_places(text, NAMES)} != {place}:
            continue
        custom = ask(assistant, text)[0].custom
        answer = custom.get("answer")
        # A size or a level that was worked out cites the table it was worked out from, wherever the firm is.
        if answer and answer["kind"] in ("answer", "abstain") and not {"size", "grade"} & set(custom):
            assert {c["place"] for c in answer["citations"]} <= {place}


# ---- thirty sister notices ----


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return crowd(tmp_path_factory.mktemp("crowded") / "policies_kb")


def test_thirty_sister_notices_need_no_python_and_never_answer_for_each_other(crowded: Path, tmp_path: Path) -> None:
    kb = load(crowded)
    started = time.process_time()  # the processor's time: what else the machine does is no matter of ours
    PolicySearch(kb)
    built = time.process_time() - started
    storage = Storage(f"sqlite:///{tmp_path}/b.db", load_keys(tmp_path, None))
    assistant = Assistant(storage, kb, operator="测试", retention_days=30)
    for number in range(0, COUNT, 3):
        reply = ask(assistant, f"第{number:02d}特区首席质量官要从事质量管理工作几年")[0]
        assert places(reply) == {f"sister{number}"}, reply.text
        assert f"{11 + number}年" in reply.text
    gansu = ask(assistant, "甘肃首席质量官要从事质量管理工作几年")[0]
    assert places(gansu) == {"gansu"}
    assert "5年" in gansu.text
    search, times = PolicySearch(kb), []
    with threadpool_limits(1):  # as the engine is started
        for topic in list(kb.topics.values())[:200]:
            started = time.process_time()
            search.find(topic.ask[0] if topic.ask else topic.about, ["sister3"])
            times.append(time.process_time() - started)
    # The goals are 3 s and 5 ms, and `make bench` shows them; a busy machine's caches cost up to twice that.
    assert built < 6
    assert sorted(times)[int(len(times) * 0.95)] < 0.010


def test_what_is_offered_where_nothing_was_found_leads_where_it_says() -> None:
    """A button's words are a question like any other, and must be understood as it is meant."""
    talk = Talk()
    talk.say("股票怎么买")
    leads = {"谁能当首席质量官": "任职条件", "我们要不要设": "强制", "我要登记": "同意"}
    assert talk.titles == list(leads)
    for title, told in leads.items():
        fresh = Talk()
        assert told in fresh.say(title)
