"""The edge as a process of its own: killed in the middle, started again, and what it leaves in its log."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest

NAME, ID_NUMBER, MOBILE = "测试姓名乙", "11010519491231002X", "13800000000"
SAID = f"我叫{NAME}，身份证{ID_NUMBER}，手机{MOBILE}"

ENGINE = """
import sys
import uvicorn
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route
from bot.bootstrap import settings, storage
from bot.core.reply import Reply

async def turn(request):
    body = await request.json()
    with storage().turn(body["metadata"]["message_id"], body["sender"]) as unit:
        if unit.replied is None:
            unit.conversation.facts.known["n"] = unit.conversation.facts.known.get("n", 0) + 1
            unit.commit(Reply(f"第{unit.conversation.facts.known['n']}句：{body['metadata']['text']}"))
    return JSONResponse([{"recipient_id": body["sender"], "custom": {"turn": body["metadata"]["message_id"]}}])

app = Starlette(routes=[Route("/webhooks/rest/webhook", turn, methods=["POST"])])
uvicorn.run(app, port=settings().engine_port, log_level="warning", ws="none")
"""


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


class Stack:
    """Edge and a small engine of the test's own, on free ports, with one database."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.log = folder, folder / "edge.log"
        self.port, self.engine_port = free_port(), free_port()
        self.started: list[subprocess.Popen[bytes]] = []
        self.url = f"http://127.0.0.1:{self.port}"

    def run(self, *arguments: str) -> subprocess.Popen[bytes]:
        env = {
            **os.environ,
            "PORT": str(self.port),
            "CQO_ENGINE_PORT": str(self.engine_port),
            "CQO_DATA_DIR": str(self.folder / "data"),
        }
        with self.log.open("ab") as log:
            process = subprocess.Popen([sys.executable, *arguments], env=env, stdout=log, stderr=log)
        self.started.append(process)
        return process

    def edge(self) -> subprocess.Popen[bytes]:
        process = self.run("-m", "bot.edge")
        self.wait("/healthz")
        return process

    def engine(self) -> subprocess.Popen[bytes]:
        process = self.run("-c", ENGINE)
        self.wait("/readyz")
        return process

    def wait(self, path: str) -> None:
        for _ in range(200):
            try:
                if httpx.get(self.url + path, timeout=12).status_code == 200:
                    return
            except httpx.HTTPError:
                pass
            time.sleep(0.1)
        raise AssertionError(self.log.read_text(encoding="utf-8")[-2000:])

    def say(self, message: str, **more: str) -> list[dict[str, Any]]:
        body = {"sender": "a", "message": message, **more}
        answer: list[dict[str, Any]] = httpx.post(f"{self.url}/webhooks/rest/webhook", json=body, timeout=12).json()
        return answer


@pytest.fixture
def stack(tmp_path: Path) -> Iterator[Stack]:
    made = Stack(tmp_path)
    yield made
    for process in made.started:
        process.kill()
        process.wait()


def test_what_was_acknowledged_survives_a_kill_of_either_process(stack: Stack) -> None:
    edge = stack.edge()
    [told] = stack.say("一", message_id="m1")
    assert told["custom"]["error"] == {"code": "engine_unavailable", "saved": True}

    edge.send_signal(signal.SIGKILL)
    edge.wait()
    stack.edge()
    engine = stack.engine()
    # The first message was taken up again without anybody asking.
    late, reply = stack.say("二", message_id="m2")
    assert late["text"] == "第1句：一"
    assert reply["text"].startswith("第2句")

    engine.send_signal(signal.SIGKILL)
    engine.wait()
    [told] = stack.say("四", message_id="m4")
    assert told["custom"]["error"]["saved"] is True
    stack.engine()
    assert stack.say("四", message_id="m4")[-1]["text"].endswith("：四")


def test_log_and_database_hold_nothing_of_what_was_typed(stack: Stack) -> None:
    stack.edge()
    stack.say(SAID)
    stack.engine()
    stack.say(SAID)
    httpx.post(f"{stack.url}/webhooks/rest/webhook", content=SAID.encode())
    httpx.get(f"{stack.url}/papers/{ID_NUMBER}/{MOBILE}")
    left = stack.log.read_bytes() + b"".join(path.read_bytes() for path in (stack.folder / "data").iterdir())
    assert len(left) > 10_000
    assert [canary for canary in (NAME, ID_NUMBER, MOBILE) if canary.encode() in left] == []


def test_a_taken_port_is_told_in_one_line(stack: Stack) -> None:
    with socket.create_server(("127.0.0.1", stack.port)):
        process = stack.run("-m", "bot.edge")
        assert process.wait(60) == 2
    assert stack.log.read_text(encoding="utf-8").splitlines()[-1].startswith(f"端口 {stack.port} 已被占用")


def test_the_edge_listens_on_loopback_alone(stack: Stack) -> None:
    edge = stack.edge()
    addresses = {one.laddr.ip for one in psutil.Process(edge.pid).net_connections() if one.status == "LISTEN"}
    assert addresses == {"127.0.0.1"}
