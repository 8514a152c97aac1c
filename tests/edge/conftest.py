from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.bootstrap import Settings, build_storage, read_settings
from bot.core.conversation import Message
from bot.core.reply import Button, Reply
from bot.edge.app import create_app
from bot.edge.delivery import Delivery
from bot.edge.engine_client import EngineDown, EngineFailed, EngineSilent
from bot.edge.lane import Patience
from bot.storage import Storage

QUICK = Patience(reply=1.0, attempt=0.4, first_pause=0.02, quiet_tries=1, longest_pause=0.1, give_up=0.6)


class StubEngine:
    """An engine that commits an echo for each message, and can be down, hang, fail or stay silent.

    `effects` counts what really happened per message text; `order` is the order it happened in.
    """

    def __init__(self, storage: Storage) -> None:
        self.storage = storage
        self.mood = "well"
        self.delay: Callable[[], float] = lambda: 0.0
        self.calls = 0
        self.order: list[str] = []
        self.taken: list[Message] = []

    async def understand(self, message: Message) -> None:
        self.calls += 1
        if self.mood == "down":
            raise EngineDown
        if self.mood == "hanging":
            await asyncio.sleep(60)
        if self.mood == "failing":
            raise EngineFailed
        if self.mood == "silent":
            raise EngineSilent
        await asyncio.sleep(self.delay())
        await asyncio.to_thread(self._commit, message)
        if self.mood == "losing answers":
            raise EngineSilent

    def _commit(self, message: Message) -> None:
        with self.storage.turn(message.id, message.conversation_id, message.channel) as unit:
            if unit.replied is None:
                self.order.append(message.text)
                self.taken.append(message)
                custom = {"answer": {"kind": "smalltalk", "citations": []}, "said": message.text}
                unit.commit(Reply(f"听到：{message.text}", [Button.of("继续")], custom))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return read_settings({"CQO_DATA_DIR": str(tmp_path)})


@pytest.fixture
def storage(settings: Settings) -> Iterator[Storage]:
    opened = build_storage(settings)
    yield opened
    opened.close()


@pytest.fixture
def engine(storage: Storage) -> StubEngine:
    return StubEngine(storage)


@pytest.fixture
async def delivery(storage: Storage, engine: StubEngine) -> AsyncIterator[Delivery]:
    started = Delivery(storage, engine, QUICK)
    await started.start()
    yield started
    await started.stop()


@pytest.fixture
def client(settings: Settings, storage: Storage, engine: StubEngine) -> Iterator[TestClient]:
    with TestClient(create_app(settings, storage, engine, QUICK), base_url="http://localhost:5005") as opened:
        yield opened


@pytest.fixture
def production(settings: Settings, storage: Storage, engine: StubEngine) -> Iterator[TestClient]:
    strict = replace(settings, profile="production", base_url="https://cqo.example.cn")
    with TestClient(create_app(strict, storage, engine, QUICK), base_url="https://cqo.example.cn") as opened:
        yield opened


async def until(true: Callable[[], bool] | Callable[[], Awaitable[bool]], seconds: float = 5.0) -> None:
    """Wait until something is so."""
    ends = asyncio.get_running_loop().time() + seconds
    while asyncio.get_running_loop().time() < ends:
        said = true()
        if said if isinstance(said, bool) else await said:
            return
        await asyncio.sleep(0.02)
    raise AssertionError("never became true")
