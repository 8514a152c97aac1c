"""The engine over HTTP: what is sent, and what each way of failing is taken for."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.core.conversation import Message
from bot.edge.engine_client import EngineDown, EngineFailed, EngineSilent, RasaEngine, inert

MESSAGE = Message("m1", "rest:a", "长" * 5000, "web")


class FakeRasa:
    """Answers every request the same way, and keeps the bodies."""

    def __init__(self) -> None:
        self.status, self.answer = 200, json.dumps([{"recipient_id": "rest:a", "custom": {"turn": "m1"}}])
        self.bodies: list[dict[str, Any]] = []
        self.port = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = int(head.split("content-length: ")[1].split("\r\n")[0])
        self.bodies.append(json.loads(await reader.readexactly(length)))
        if self.status == 0:
            await asyncio.sleep(5)
        body = self.answer.encode()
        writer.write(f"HTTP/1.1 {self.status} X\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode())
        writer.write(body)
        await writer.drain()
        writer.close()


@pytest.fixture
async def rasa() -> AsyncIterator[FakeRasa]:
    fake = FakeRasa()
    server = await asyncio.start_server(fake.serve, "127.0.0.1", 0)
    fake.port = server.sockets[0].getsockname()[1]
    yield fake
    server.close()


@pytest.fixture
async def engine(rasa: FakeRasa) -> AsyncIterator[RasaEngine]:
    client = RasaEngine(f"http://127.0.0.1:{rasa.port}/webhooks/rest/webhook", seconds=0.3)
    yield client
    await client.close()


async def test_the_classifier_sees_a_thousand_characters_and_the_form_all(rasa: FakeRasa, engine: RasaEngine) -> None:
    await engine.understand(MESSAGE)
    [body] = rasa.bodies
    assert body["sender"] == "rest:a"
    assert len(body["message"]) == 1000
    assert body["metadata"] == {"message_id": "m1", "channel": "web", "text": MESSAGE.text}
    assert len(json.dumps(body).encode()) < 64 * 1024


@pytest.mark.parametrize("text", ["/restart", "  /session_start", '/greet{"a": "b"}'])
def test_text_is_never_a_command(text: str) -> None:
    assert not inert(text).strip().startswith("/")


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (500, "oops", EngineSilent),
        (200, "[]", EngineSilent),
        (200, "not json", EngineSilent),
        (0, "", EngineSilent),
        (200, json.dumps([{"custom": {"error": {"code": "no_reply"}}}]), EngineSilent),
        (200, json.dumps([{"custom": {"error": {"code": "action_failed"}}}]), EngineFailed),
        (400, '{"error": {}}', EngineFailed),
        (404, "not found", EngineSilent),
    ],
)
async def test_what_a_failure_is_taken_for(
    rasa: FakeRasa, engine: RasaEngine, status: int, answer: str, error: type[Exception]
) -> None:
    rasa.status, rasa.answer = status, answer
    with pytest.raises(error):
        await engine.understand(MESSAGE)


async def test_nobody_there_is_down(unused_tcp_port: int) -> None:
    engine = RasaEngine(f"http://127.0.0.1:{unused_tcp_port}/", seconds=0.3)
    with pytest.raises(EngineDown):
        await engine.understand(MESSAGE)
    await engine.close()
