"""The edge killed in the middle of a conversation on Telegram: nothing acknowledged is lost, nothing is done twice."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.edge.fake_bot_api import TOKEN, FakeBotApi, _until
from tests.edge.test_process import ENGINE, Stack

ME = 31


@pytest.fixture
def api() -> Iterator[FakeBotApi]:
    with FakeBotApi() as started:
        yield started


@pytest.fixture
def stack(tmp_path: Path, api: FakeBotApi, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stack]:
    monkeypatch.setenv("CQO_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("CQO_TELEGRAM_API", api.url)
    made = Stack(tmp_path)
    yield made
    for process in made.started:
        if process.poll() is None:
            process.kill()
        process.wait()


def test_killed_before_and_after_the_answer_and_started_again(stack: Stack, api: FakeBotApi) -> None:
    """The engine counts: a message taken twice would show as a number too many."""
    edge = stack.edge()
    waiting = [api.say(ME, f"密语{number}") for number in range(3)]
    api.wait(ME, 1)  # told to wait: there is no engine yet
    os.kill(edge.pid, signal.SIGKILL)
    edge.wait()

    stack.run("-c", ENGINE)
    edge = stack.edge()
    _until(lambda: sum("句：" in text for text in api.texts(ME)) == 3, 30)
    for update in waiting:
        api.give_again(update)
    api.settle()
    os.kill(edge.pid, signal.SIGKILL)
    edge.wait()

    stack.edge()
    for update in waiting:
        api.give_again(update)
    api.say(ME, "最后一句？")
    _until(lambda: any("最后" in text for text in api.texts(ME)), 20)
    api.settle()
    answers = [text for text in api.texts(ME) if "句：" in text]
    assert answers == ["第1句：密语0", "第2句：密语1", "第3句：密语2", "第4句：最后一句？"]
    log = stack.log.read_text(encoding="utf-8")
    assert "密语" not in log
    assert TOKEN not in log
