"""Self-assessment in people's own words."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.core.facts import Facts
from bot.core.reply import Reply
from bot.kb.load import load
from bot.services.assess_level import AssessLevel

KB = load(Path(__file__).parents[2] / "policies_kb")
LEVEL = AssessLevel(KB)
TODAY = date(2026, 5, 1)


def converse(*texts: str, **known: Any) -> tuple[Reply, Facts, str | None]:
    facts, asked, reply = Facts(dict(known)), None, Reply("")
    for text in texts:
        heard, declined = LEVEL.listen(text, asked)
        facts.learn(heard)
        facts.declined |= declined
        verdict = LEVEL.decide(facts, TODAY)
        still = [key for key in verdict.missing if not facts.settled(key)]
        asked = still[0] if still else None
        reply = LEVEL.ask(asked, facts) if asked else LEVEL.tell(verdict, facts)
    return reply, facts, asked


FULL = "意识110，诚信66，知识72，能力190，业绩240"

DIALOGUES: list[tuple[list[str], str, Any]] = [
    ([FULL], "AAAA", 678),
    (["意识 140 诚信 75 知识 85 能力 260 业绩 350"], "AAAAA", 910),
    (["意识60 诚信50 知识40 能力90 业绩80"], "AAA", 320),
    (["意识四十，诚信五十，知识四十，能力九十，业绩八十"], "AAA", 300),
    (["意识、诚信、知识、能力、业绩分别是100、60、60、200、180"], "AAAA", 600),
    (["100 60 60 200 179"], "AAA", 599),
    (["意识130/150，诚信70/80，知识80/90，能力250/280，业绩270/400"], "AAAAA", 800),
    (["8.1：120；8.2：60；8.3：70；8.4：200；8.5：300"], "AAAA", 750),
    (["業績300，能力200，知識70，誠信60，意識120"], "AAAA", 750),
    (["诚信49分，其他还没打"], "none", None),
    (["诚信49.5"], "none", None),
    (["业绩79，意识150，诚信80，知识90，能力280"], "none", 679),
    (["意识120，诚信60", "知识70，能力200", "业绩300"], "AAAA", 750),
    (["帮我算算几A", "120", "60", "70", "200", "300"], "AAAA", 750),
    (["意识120，诚信60，知识70，能力200", "280.5"], "AAAA", 730.5),
    ([FULL, "诚信打错了，是45"], "none", 657),
    ([FULL, "业绩改成380"], "AAAAA", 818),
    ([FULL, "能力不是190，是90"], "AAA", 578),
    (["质量意识80，社会责任30，诚信60，知识70，能力200，业绩300"], "AAAA", 740),
    (["意识110，诚信66，知识72，策划60，实施80，学习40，整合30，业绩240"], "AAAA", 698),
    (
        [
            "8.1.1 80\n8.1.2 40\n8.2 60\n8.3 70\n8.4.1 60\n8.4.2 80\n8.4.3 40\n8.4.4 30\n8.5.1 120\n8.5.2 40\n8.5.3 80\n8.5.4 40\n8.5.5 30"
        ],
        "AAAA",
        770,
    ),
    (["80 40 60 70 60 80 40 30 120 40 80 40 30"], "AAAA", 770),
    (["意识120，诚信90，知识70，能力200，业绩300", "70"], "AAAA", 760),
    (["意识-5，诚信60，知识70，能力200，业绩300", "50"], "AAAA", 680),
    (["意识110，诚信66，工作绩效120，学术成就30", "80", "200", "60"], "AAAA", None),
    (["自己评了七百三左右"], "AAAA", [693, 767]),
    (["认定得了598分"], "AAA", 598),
    (["总分 801"], "AAAAA", 801),
    (["自评299"], "none", 299),
    (["大概六百分", "612"], "AAAA", 612),
    (["总分820，诚信38"], "none", 820),
    (["一共拿了三百零五分"], "AAA", 305),
]


@pytest.mark.parametrize(("texts", "grade", "total"), DIALOGUES, ids=["→".join(d[0]) for d in DIALOGUES])
def test_scores_in_any_shape(texts: list[str], grade: str, total: Any) -> None:
    reply, _, asked = converse(*texts)
    assert asked is None
    assert (reply.custom["grade"]["grade"], reply.custom["grade"]["total"]) == (grade, total)
    assert reply.custom["answer"]["kind"] == "answer"
    assert "征求意见稿" in reply.text
    assert len(reply.text) < 900
    if grade == "none":
        assert "不" in reply.text.split("。")[0]


def test_a_score_over_its_maximum_is_refused_with_the_maximum_named() -> None:
    reply, _, asked = converse("意识120，诚信90，知识70，能力200，业绩300")
    assert asked == "8.2"
    assert "90 分超过了满分（满分 80 分）" in reply.text
    assert reply.custom["answer"]["citations"][0]["quote"] == "8.2诚信 / 80 80"


def test_a_negative_score_is_refused() -> None:
    reply, _, _ = converse("知识-3")
    assert "不能是负数" in reply.text


def test_a_total_alone_is_told_with_its_proviso_and_row() -> None:
    reply, _, _ = converse("自评七百五左右")
    assert "前提是每一类都过最低线" in reply.text
    assert reply.custom["answer"]["citations"][0]["quote"] == "AAAA ≥600分，且＜800分"


def test_a_failing_category_is_cited_first_with_what_it_lacks() -> None:
    reply, _, _ = converse("意识110，诚信42，知识72，能力190，业绩240")
    assert reply.custom["grade"]["failing"] == ["8.2"]
    assert reply.custom["answer"]["citations"][0]["quote"] == "8.2诚信 ≥50"
    assert "还差 8 分" in reply.text


def test_the_gap_to_the_next_level_and_where_points_are_left() -> None:
    reply, _, _ = converse(FULL)
    assert "离 AAAAA 还差 122 分" in reply.text
    assert "业绩（还有 160 分）" in reply.text


def test_both_readings_are_told_where_score_and_application_disagree() -> None:
    reply, _, _ = converse(FULL, quality_years=3, certificate=True)
    assert reply.custom["grade"]["application_level"] == "3A"
    assert "两个结果都给您" in reply.text


def test_a_contradiction_is_pointed_out() -> None:
    reply, _, _ = converse("意识120，质量意识60，社会责任30，诚信66，知识72，能力190，业绩240")
    assert "您说 120 分，各项加起来是 90 分" in reply.text


def test_a_vague_total_across_a_line_is_asked_and_then_told_as_open() -> None:
    reply, _, asked = converse("大概八百分")
    assert asked == "total"
    reply, _, asked = converse("大概八百分", "不知道")
    assert asked is None
    assert "800 分起是 AAAAA" in reply.text
    assert reply.custom["grade"]["grade"] is None
