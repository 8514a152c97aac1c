"""The command line a clerk checks a case with."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import explain

KNOWLEDGE = ["--knowledge", str(Path(__file__).parents[1] / "policies_kb"), "--today", "2026-05-01"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["size", "--industry", "工业", "--employees", "300", "--revenue", "2000"], "结果：中型"),
        (["size", "--say", "养鸭场，一年收入46万"], "结果：微型"),
        (["size", "--industry", "3831", "--employees", "19"], "结果：微型"),
        (["size", "--industry", "铁路运输"], "结果：not_covered"),
        (["grade", "--scores", "8.1=120", "8.2=60", "8.3=70", "8.4=200", "8.5=300"], "结果：AAAA"),
        (["grade", "--scores", "total=800"], "结果：AAAAA"),
        (["eligibility", "--place", "gansu", "--education", "大专", "--quality-years", "4"], "结果：ineligible"),
    ],
)
def test_the_verdict_stands_first_and_its_clauses_follow(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert explain.main([*arguments, *KNOWLEDGE]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith(told)
    assert "：“" in printed
