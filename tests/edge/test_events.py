"""Server-sent events: an open page hears at once that there is news, and a stop of the server waits for no stream."""

from __future__ import annotations

import asyncio
import signal
import threading
import time

import httpx
from starlette.requests import Request

from bot.core.conversation import Message
from bot.edge.events import MOST_PER_CONVERSATION, Events
from bot.edge.session import WebSessions
from bot.edge.throttle import Throttle
from bot.storage import Storage
from tests.edge.test_process import Stack, stack

__all__ = ["stack"]


class Mine(WebSessions):
    """Everybody is the one visitor."""

    async def conversation(self, request: Request) -> str | None:
        return "web:me"


def message(conversation_id: str, message_id: str) -> Message:
    return Message(message_id, conversation_id, "x", "web")


async def opened(events: Events) -> tuple[asyncio.Queue[str], asyncio.Task[None]]:
    """What a stream says, as it says it."""
    response = await events.open(Request({"type": "http", "headers": []}))
    said: asyncio.Queue[str] = asyncio.Queue()

    async def listen() -> None:
        async for part in response.body_iterator:
            said.put_nowait(str(part))

    task = asyncio.create_task(listen())
    assert "event: ready" in await asyncio.wait_for(said.get(), 1)
    return said, task


async def test_a_reply_is_told_to_its_conversation_alone(storage: Storage) -> None:
    events = Events(Mine(storage, Throttle(), secure=False))
    said, task = await opened(events)
    events.tell(message("web:other", "a"))
    events.tell(message("web:me", "b"))
    assert await asyncio.wait_for(said.get(), 1) == "event: answered\ndata: b\n\n"
    events.close()
    await asyncio.wait_for(task, 1)
    events.tell(message("web:me", "c"))
    assert said.empty()


async def test_one_page_more_than_there_is_room_for_ends_the_oldest(storage: Storage) -> None:
    events = Events(Mine(storage, Throttle(), secure=False))
    streams = [await opened(events) for _ in range(MOST_PER_CONVERSATION + 1)]
    await asyncio.wait_for(streams[0][1], 1)
    assert not streams[1][1].done()
    events.close()


def test_an_open_stream_holds_up_no_stop(stack: Stack) -> None:
    edge = stack.edge()
    began = threading.Event()

    def listen() -> None:
        with httpx.Client(base_url=stack.url, timeout=30) as client:
            client.get("/")
            with client.stream("GET", "/chat/events") as response:
                for line in response.iter_lines():
                    if "ready" in line:
                        began.set()

    listener = threading.Thread(target=listen)
    listener.start()
    assert began.wait(20)
    edge.send_signal(signal.SIGTERM)
    asked = time.monotonic()
    edge.wait(20)
    assert time.monotonic() - asked < 5
    listener.join(5)
    assert not listener.is_alive()
