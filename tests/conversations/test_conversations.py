"""Every file beside this one is a conversation the assistant must be able to have. README.md tells the format."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import Assistant, Said

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("*/*.yml"))
KEYS = {"user", "text", "not_text", "buttons", "custom", "absent"}
MISSING = object()


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_conversation(assistant: Assistant, path: Path) -> None:
    talk = assistant.conversation()
    for number, turn in enumerate(yaml.safe_load(path.read_text("utf-8"))["turns"], 1):
        said = talk.say(turn["user"])
        problems = list(_problems(turn, said))
        assert not problems, f"{path.name}, turn {number} ({turn['user'][:40]}): {problems}\n{said.text}\n{said.custom}"


def test_every_file_is_read_to_the_last_key() -> None:
    """A misspelt expectation would be an expectation that always holds."""
    for path in FILES:
        story = yaml.safe_load(path.read_text("utf-8"))
        assert set(story) == {"about", "turns"}, path
        for turn in story["turns"]:
            assert {"user"} <= set(turn) <= KEYS, (path, turn)


def _problems(turn: dict[str, Any], said: Said) -> Iterator[str]:
    """What the reply falls short of."""
    yield from (f"no {pattern!r}" for pattern in turn.get("text", []) if not re.search(pattern, said.text))
    yield from (f"has {pattern!r}" for pattern in turn.get("not_text", []) if re.search(pattern, said.text))
    titles = [button["title"] for button in said.buttons]
    yield from (f"no button {title!r} in {titles}" for title in turn.get("buttons", []) if title not in titles)
    for path, expected in turn.get("custom", {}).items():
        found = _at(said.custom, path)
        if not _fits(found, expected):
            yield f"{path} is {found!r}, not {expected!r}"
    yield from (f"has {path}" for path in turn.get("absent", []) if _at(said.custom, path) is not MISSING)


def _at(custom: Any, path: str) -> Any:
    """The value at a dotted path; a number picks from a list."""
    for step in path.split("."):
        if isinstance(custom, list) and step.isdecimal() and int(step) < len(custom):
            custom = custom[int(step)]
        elif isinstance(custom, dict) and step in custom:
            custom = custom[step]
        else:
            return MISSING
    return custom


def _fits(found: Any, expected: Any) -> bool:
    if isinstance(expected, str) and expected.startswith("~"):
        return isinstance(found, str) and re.search(expected[1:], found) is not None
    return bool(found == expected)
