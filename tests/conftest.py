"""Fixtures for every test: the real assistant, engine and edge, started once for a run and stopped after it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.bootstrap import Settings, read_settings
from bot.launch import started
from bot.processes import ask
from tests.processes import free_port


@dataclass(frozen=True)
class Said:
    """One turn's answer: its texts joined, its buttons, and all parts of `custom` in one."""

    text: str
    buttons: list[dict[str, str]]
    custom: dict[str, Any]

    @classmethod
    def of(cls, messages: list[dict[str, Any]]) -> Said:
        text = "\n".join(message["text"] for message in messages if message.get("text"))
        buttons = [button for message in messages for button in message.get("buttons", [])]
        custom: dict[str, Any] = {}
        for message in messages:
            custom.update(message.get("custom", {}))
        return cls(text, buttons, custom)


@dataclass(frozen=True)
class Assistant:
    """The running assistant. `url` is the edge's root; state, logs and keys are in `data_dir`."""

    url: str
    data_dir: Path
    settings: Settings

    @property
    def rest(self) -> str:
        return f"{self.url}/webhooks/rest/webhook"

    def conversation(self, sender: str | None = None) -> Conversation:
        return Conversation(self, sender or f"test-{uuid.uuid4().hex}")


@dataclass(frozen=True)
class Conversation:
    assistant: Assistant
    sender: str

    def say(self, text: str) -> Said:
        messages = ask(self.assistant.rest, self.sender, text)
        assert messages, f"no answer to {text[:40]!r}"
        return Said.of(messages)


@pytest.fixture(scope="session")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """Engine and edge as `make run` starts them, on ports and data of their own."""
    data_dir = tmp_path_factory.mktemp("assistant")
    ports = {"PORT": str(free_port()), "CQO_ENGINE_PORT": str(free_port())}
    chosen = read_settings({**ports, "CQO_DATA_DIR": str(data_dir)})
    with started(chosen):
        yield Assistant(f"http://127.0.0.1:{chosen.port}", data_dir, chosen)
