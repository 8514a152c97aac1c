"""The README holds what is true: its conversation is held again, its paths and settings exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.core.turn import bare
from bot.kb.load import load
from bot.services.assistant import Assistant
from bot.storage import Storage, load_keys

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf8")


def transcript() -> list[tuple[str, str]]:
    """(what the person says, what the assistant answers) as the README shows it."""
    block = README.split("<!-- transcript")[1].split("```text\n")[1].split("```")[0]
    turns = re.findall(r"您：(.+?)\n助手：(.+?)(?=\n您：|\Z)", block, re.S)
    assert len(turns) >= 4
    return turns


def test_the_conversation_in_the_readme_is_a_real_one(tmp_path: Path) -> None:
    storage = Storage(f"sqlite:///{tmp_path}/r.db", load_keys(tmp_path, None))
    assistant = Assistant(storage, load(ROOT / "policies_kb"), operator="测试", retention_days=30)
    for said, answered in transcript():
        reply = bare(re.sub(r"[*>|\-#]", "", assistant.handle(None, "reader", said).reply.text))
        for sentence in re.split(r"……|\n", answered):
            assert bare(sentence) in reply, (said, sentence)


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`((?:bot|policies_kb|tests|docs)/[\w./]+)`", README))))
def test_every_path_it_names_is_there(path: str) -> None:
    assert (ROOT / path).exists()


@pytest.mark.parametrize("picture", re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README))
def test_every_picture_it_shows_is_there(picture: str) -> None:
    assert (ROOT / picture).is_file()


def test_every_setting_it_names_is_read() -> None:
    bootstrap = (ROOT / "bot" / "bootstrap.py").read_text(encoding="utf8")
    for name in set(re.findall(r"`(CQO_\w+)`", README)):
        assert f'"{name}"' in bootstrap, name
