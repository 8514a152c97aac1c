"""Scores in free text: any order, any level, lists and corrections."""

from __future__ import annotations

from typing import Any

import pytest

from bot.core.mentions.scores import hear


@pytest.mark.parametrize(
    ("text", "scores"),
    [
        ("质量意识70，社会责任意识35，诚信62", {"8.1.1": 70, "8.1.2": 35, "8.2": 62}),
        ("8.1.1 70", {"8.1.1": 70}),
        ("8.4.3学习能力 45", {"8.4.3": 45}),
        ("意识：131", {"8.1": 131}),
        ("知识 72.5 分", {"8.3": 72.5}),
        ("诚信五十五", {"8.2": 55}),
        ("诚信-5", {"8.2": -5}),
        ("诚信负五分", {"8.2": -5}),
        ("业绩我给自己打了260", {"8.5": 260}),
        ("诚信不是45，是55", {"8.2": 55}),
        ("能力从180改成200", {"8.4": 200}),
        ("意识与诚信分别是100和60", {"8.1": 100, "8.2": 60}),
        ("8.2：60；8.3：70", {"8.2": 60, "8.3": 70}),
        ("質量意識60", {"8.1.1": 60}),
        ("自评七百一", {"total": 710}),
        ("总分655，诚信48", {"total": 655, "8.2": 48}),
        ("业绩不清楚，总分700", {"total": 700}),
        ("能力总共一百九", {"8.4": 190}),
        ("诚信这一项我打六十", {"8.2": 60}),
        ("学术成就一分没有", {"8.5.2": 0}),
        ("差两分到六百，能评几A", {"total": 598}),
        ("五百九十九，团标定几A", {"total": 599}),
    ],
)
def test_scores_are_heard(text: str, scores: dict[str, Any]) -> None:
    assert hear(text) == {"scores": scores}


@pytest.mark.parametrize(
    "text",
    [
        "首席质量官能力水平认定是什么",
        "我有8年质量工作经验",
        "知识产权有3项",
        "学习时间21学时",
        "300人，两千万",
        "4A要多少分",
        "电话13800138000",
        "快递站员工一共300人",
        "知识这一大项一共几分",
        "能力占总分的几成",
        "诚信满分是多少",
    ],
)
def test_other_numbers_are_no_scores(text: str) -> None:
    assert hear(text) == {}


MAXIMA = {"8.1": 150, "8.2": 80, "8.3": 90, "8.4": 280, "8.4.1": 80, "8.4.2": 100, "8.4.3": 60, "8.4.4": 40, "8.5": 400}


@pytest.mark.parametrize(
    ("text", "scores"),
    [
        ("诚信满分，知识60", {"8.2": 80, "8.3": 60}),
        ("除了知识都满分", {"8.1": 150, "8.2": 80, "8.4": 280, "8.5": 400}),
        ("知识50，其他都满分", {"8.1": 150, "8.2": 80, "8.3": 50, "8.4": 280, "8.5": 400}),
        (
            "学习能力40，其余满分",
            {"8.1": 150, "8.2": 80, "8.3": 90, "8.4.1": 80, "8.4.2": 100, "8.4.3": 40, "8.4.4": 40, "8.5": 400},
        ),
        ("五项全满", {"8.1": 150, "8.2": 80, "8.3": 90, "8.4": 280, "8.5": 400}),
    ],
)
def test_full_marks_are_the_maximum(text: str, scores: dict[str, Any]) -> None:
    assert hear(text, None, MAXIMA) == {"scores": scores}


def test_full_marks_answer_the_score_asked() -> None:
    assert hear("满分", "8.2", MAXIMA) == {"scores": {"8.2": 80}}


def test_a_bare_number_answers_the_score_asked() -> None:
    assert hear("46", "8.2") == {"scores": {"8.2": 46}}
    assert hear("大概六十", "8.3") == {"scores": {"8.3": 60}}
    assert hear("710", "total") == {"scores": {"total": 710}}
