"""The house itself: every rule has its cases, only the engine's rooms know Rasa, modules stay readable."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
LONGEST_MODULE = 400
QUESTIONS = {
    "eligibility": "eligibility.py",
    "need_cqo": "need_cqo.py",
    "size": "enterprise_size.py",
    "grade": "ability_level.py",
}


@pytest.mark.parametrize(("cases", "rule"), QUESTIONS.items())
def test_every_rule_has_a_table_of_cases(cases: str, rule: str) -> None:
    assert (ROOT / "bot" / "core" / "rules" / rule).is_file()
    assert yaml.safe_load((ROOT / "tests" / "cases" / f"{cases}.yml").read_text(encoding="utf8"))


@pytest.mark.parametrize("path", sorted((ROOT / "bot").rglob("*.py")), ids=lambda p: p.name)
def test_modules_can_be_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf8").splitlines()) <= LONGEST_MODULE


def test_actions_decide_nothing() -> None:
    for path in (ROOT / "actions").glob("*.py"):
        assert not re.search(r"^\s*if ", path.read_text(encoding="utf8"), re.M), path.name


def test_only_the_bootstrap_reads_the_environment() -> None:
    readers = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "bot").rglob("*.py")
        if re.search(r"os\.(?:environ|getenv)", path.read_text(encoding="utf8"))
    ]
    allowed = {"bot/bootstrap.py"}
    # What starts other programs hands its environment on; it decides nothing by it.
    assert set(readers) - allowed <= {
        "bot/launch.py",
        "bot/processes.py",
        "bot/documents/pdf.py",
        "bot/engine/lean.py",
        "bot/engine/serve.py",
        "bot/engine/__main__.py",
    }, readers
