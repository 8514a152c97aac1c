"""The engine as the edge meets it: real Rasa, the real model and rules, a stub in the assistant's place."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot.engine.training import ROOT, model_path, train
from tests.processes import free_port

Messages = list[dict[str, Any]]


@dataclass
class Engine:
    address: str
    folder: Path
    log: Path
    senders: list[str] = field(default_factory=list)

    def post(self, body: bytes) -> tuple[int, Any]:
        request = urllib.request.Request(self.address + "webhook", body, {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                return response.status, json.loads(response.read())
        except urllib.error.HTTPError as refused:
            return refused.code, json.loads(refused.read())

    def say(self, sender: str, text: str, **metadata: Any) -> Messages:
        status, messages = self.post(json.dumps({"sender": sender, "message": text, "metadata": metadata}).encode())
        assert status == 200
        assert isinstance(messages, list)
        return messages

    def calls(self, sender: str) -> list[dict[str, Any]]:
        """How the assistant was called for a sender."""
        lines = (self.folder / "calls.jsonl").read_text("utf-8").splitlines()
        return [call for call in map(json.loads, lines) if call["sender"] == sender]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    model = model_path() if model_path().exists() else train()
    folder = tmp_path_factory.mktemp("engine")
    port, log = free_port(), folder / "log"
    command = [sys.executable, "-m", "tests.engine.stub_engine", str(model), str(port), str(folder)]
    with log.open("w") as output:
        process = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=output)
    address = f"http://127.0.0.1:{port}/webhooks/rest/"
    try:
        deadline = time.monotonic() + 120
        while True:
            assert process.poll() is None, log.read_text()[-2000:]
            assert time.monotonic() < deadline, "the engine did not start"
            try:
                urllib.request.urlopen(address, timeout=2).close()
                break
            except OSError:
                time.sleep(0.3)
        yield Engine(address, folder, log)
    finally:
        process.terminate()
        process.wait(20)


def test_without_a_message_id_the_whole_reply_is_uttered(engine: Engine) -> None:
    messages = engine.say("whole", "首席质量官要什么学历")
    assert messages[0]["text"] == "答 首席质量官要什么学历"
    assert messages[1]["custom"] == {"answer": {"kind": "answer"}}


def test_with_a_message_id_only_the_turns_id_is_uttered(engine: Engine) -> None:
    messages = engine.say("id", "首席质量官要什么学历", message_id="m-1", channel="web")
    assert [set(message) for message in messages] == [{"recipient_id", "custom"}]
    assert list(messages[0]["custom"]) == ["turn"]
    call = engine.calls("id")[0]
    assert (call["message_id"], call["channel"]) == ("m-1", "web")


def test_the_assistant_gets_rasas_hint(engine: Engine) -> None:
    engine.say("hint", "我们公司要不要设首席质量官")
    hint = engine.calls("hint")[0]["hint"]
    assert (hint["intent"], hint["action"]) == ("decide_need", "decide_need")
    assert hint["confidence"] > 0.5
    assert len(hint["ranking"]) > 3


DIALOGUES = {
    "questions alone": ["你好", "首席质量官要什么学历", "谢谢"],
    "a task opened, used and closed": ["我要填登记表 开表", "张三", "我们公司要不要设", "停", "你好"],
    "a task switched for another": ["开表", "李四", "判断", "本科", "开表", "再见", "停", "谢谢"],
    "failures inside and outside a task": ["炸", "开表", "炸", "王五", "停", "炸"],
    "odd texts inside and outside a task": ["", "。", "/restart", "😀", "开表", "", "/session_start", "停", "x" * 5000],
}


@pytest.mark.parametrize("name", DIALOGUES)
def test_every_message_calls_the_assistant_exactly_once_and_is_answered(engine: Engine, name: str) -> None:
    for text in DIALOGUES[name]:
        assert engine.say(name, text), f"silence after {text[:20]!r}"
    assert [call["text"] for call in engine.calls(name)] == DIALOGUES[name]


def test_a_failing_action_yields_a_reply_with_its_error(engine: Engine) -> None:
    messages = engine.say("fails", "炸")
    assert messages[1]["custom"]["error"] == {"code": "action_failed", "saved": False}
    assert "再发一次" in messages[0]["text"]


def test_text_beginning_with_a_slash_is_text(engine: Engine) -> None:
    """`/restart` and `/intent` are Rasa's commands; here they close no form and choose no intent."""
    engine.say("slash", "开表")
    for text in ("/restart", "/session_start", '/register{"task_reply": "x"}', "/greet"):
        assert engine.say("slash", text)[0]["text"] == f"答 {text}"
    assert all(call["hint"]["action"] == "register" for call in engine.calls("slash")[1:])
    assert all(call["hint"]["confidence"] < 1.0 for call in engine.calls("slash"))


def test_long_text_reaches_the_assistant_whole(engine: Engine) -> None:
    text = "工作简历 " * 1500
    engine.say("long", text)
    assert engine.calls("long")[0]["text"] == text


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b'{"message": "a"}', 400, "sender_missing"),
        (b'{"sender": 3, "message": "a"}', 400, "sender_missing"),
        (b'{"sender": " ", "message": "a"}', 400, "sender_missing"),
        (b'{"sender": "a"}', 400, "message_missing"),
        (b'{"sender": "a", "message": ["x"]}', 400, "message_missing"),
        (b'{"sender": "a", "message": "x", "metadata": 1}', 400, "metadata_not_an_object"),
        (b"[]", 400, "not_an_object"),
        (b"3", 400, "not_an_object"),
        (b"null", 400, "not_an_object"),
        (b"{", 400, "not_json"),
        (b"\xff\xfe", 400, "not_json"),
        (b'{"sender": "a", "message": "' + b"x" * 70_000 + b'"}', 413, "too_large"),
    ],
)
def test_what_is_not_a_message_is_refused_with_a_reason(engine: Engine, body: bytes, status: int, code: str) -> None:
    answered, refusal = engine.post(body)
    assert (answered, refusal["error"]["code"]) == (status, code)
    assert refusal["error"]["message"]


def test_rasas_api_is_off(engine: Engine) -> None:
    for path in ("model", "conversations/x/tracker", "status"):
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(engine.address.replace("webhooks/rest/", path), timeout=5)


def test_neither_tracker_nor_log_holds_what_was_said(engine: Engine) -> None:
    canary = "金丝雀440402199001011230"
    for text in ("开表", canary, f"炸 {canary}", f"/{canary}"):
        engine.say("canary", text)
    with sqlite3.connect(engine.folder / "state.db") as database:
        rows = database.execute("SELECT sender_id, state FROM rasa_state").fetchall()
    assert "canary" in [sender for sender, _ in rows]
    held = b"".join(path.read_bytes() for path in engine.folder.glob("state.db*")) + engine.log.read_bytes()
    assert canary.encode() not in held
    assert json.dumps(canary)[1:-1].encode() not in held
    assert not re.search(rb"440402199001011230", held)


def test_the_state_is_gone_when_the_task_is_over(engine: Engine) -> None:
    engine.say("over", "开表")
    engine.say("over", "停")
    with sqlite3.connect(engine.folder / "state.db") as database:
        assert not database.execute("SELECT 1 FROM rasa_state WHERE sender_id = 'over'").fetchall()


def test_a_late_turn_costs_what_an_early_one_costs(engine: Engine) -> None:
    """Rasa's own tracker stores replay the whole conversation at every turn."""
    for turn in range(200):
        engine.say("flat", "开表" if turn % 7 == 3 else "首席质量官要什么学历")

    def took(sender: str) -> float:
        began = time.perf_counter()
        engine.say(sender, "首席质量官要什么学历")
        return time.perf_counter() - began

    # In turns, so that what else the machine does slows both.
    pairs = [(took(f"fresh-{turn}"), took("flat")) for turn in range(30)]
    first, last = sorted(early for early, _ in pairs)[15], sorted(late for _, late in pairs)[15]
    assert last < 1.6 * first
