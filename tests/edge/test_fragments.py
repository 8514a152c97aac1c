"""Short messages that came while a turn ran are one answer in parts; whatever means something by itself is not."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator

import pytest

from bot.core.conversation import Message
from bot.core.reply import Reply
from bot.edge.delivery import Delivery
from bot.edge.engine_client import EngineDown
from bot.edge.fragments import parts_of_one_answer
from bot.storage import Storage
from tests.edge.conftest import QUICK, StubEngine, until

ASKED = Reply("通讯地址？", custom={"form": {"form": "registration", "field": "address"}})


class Asking(StubEngine):
    """Every reply asks for a field. While it is not `free` no turn ends; without `turns_left` it is down."""

    def __init__(self, storage: Storage) -> None:
        super().__init__(storage)
        self.free = asyncio.Event()
        self.free.set()
        self.turns_left = 1_000

    async def understand(self, message: Message) -> None:
        await self.free.wait()
        if not self.turns_left:
            raise EngineDown
        self.turns_left -= 1
        await super().understand(message)

    def _commit(self, message: Message) -> None:
        with self.storage.turn(message.id, message.conversation_id, message.channel) as unit:
            if unit.replied is None:
                self.order.append(message.text)
                unit.commit(Reply(f"听到：{message.text}", custom=ASKED.custom))


@pytest.fixture
def engine(storage: Storage) -> Asking:
    return Asking(storage)


@pytest.fixture
async def asking(storage: Storage, engine: Asking) -> AsyncIterator[Delivery]:
    started = Delivery(storage, engine, QUICK)
    await started.start()
    await started.deliver("web:a", "0", "我要填登记表", "web")
    yield started
    await started.stop()


def stored(storage: Storage) -> list[str]:
    """What waits for its turn."""
    with storage.read() as work:
        return [one.text for one in work.inbox.waiting()]


def count(*texts: str, last: Reply | None = ASKED) -> int:
    messages = [Message(str(number), "web:a", text, "web") for number, text in enumerate(texts)]
    return parts_of_one_answer(messages, last)


@pytest.mark.parametrize(
    ("texts", "together"),
    [
        (("珠海市金湾区", "某某路1号", "3栋502"), 3),
        (("珠海市金湾区", "为什么要问这个？", "3栋502"), 1),
        (("珠海市金湾区", "某某路1号", "对"), 2),
        (("珠海市金湾区", "跳过"), 1),
        (("没有", "没有"), 1),
        (("手机改成 13800138000", "某某路1号"), 1),
        (("确认提交", "某某路1号"), 1),
        (("某某路1号", "长" * 61), 1),
        (("某某路1号", "/restart"), 1),
        (("某某路1号", "👍"), 1),
        (("某某路1号",), 1),
    ],
)
def test_parts_of_one_answer(texts: tuple[str, ...], together: int) -> None:
    assert count(*texts) == together


@pytest.mark.parametrize(
    "last",
    [
        None,
        Reply("甘肃要本科。", custom={"answer": {"kind": "answer", "citations": []}}),
        Reply("同意吗？", custom={"form": {"field": "consent"}}),
        Reply("请核对。", custom={"form": {"field": "confirm"}}),
        Reply("已存好。", custom={"form": {"field": None}}),
    ],
)
def test_nothing_is_joined_where_nothing_was_asked(last: Reply | None) -> None:
    assert count("珠海市金湾区", "某某路1号", last=last) == 1


async def test_what_came_while_a_turn_ran_is_one_turn_and_every_message_has_its_reply(
    asking: Delivery, engine: Asking, storage: Storage
) -> None:
    engine.delay = lambda: 0.1
    texts = ["珠海市", "金湾区", "某某路1号", "3栋502"]
    sent = [asking.deliver("web:a", f"m{number}", text, "web") for number, text in enumerate(texts)]
    replies = await asyncio.gather(*sent)
    assert engine.order[1:] == ["珠海市", "金湾区\n某某路1号\n3栋502"]
    assert [reply.custom.get("together") is not None for reply in replies] == [False, True, True, False]
    assert replies[1].custom["form"] == ASKED.custom["form"]
    with storage.read() as work:
        assert len(work.turns.history("web:a")) == 5


async def test_a_part_sent_again_changes_nothing(asking: Delivery, engine: Asking) -> None:
    engine.delay = lambda: 0.1
    sent = [asking.deliver("web:a", f"m{n}", text, "web") for n, text in enumerate(["甲镇", "乙路", "丙号"])]
    first = await asyncio.gather(*sent)
    again = [await asking.deliver("web:a", f"m{n}", text, "web") for n, text in enumerate(["甲镇", "乙路", "丙号"])]
    assert [reply.text for reply in again] == [reply.text for reply in first]
    assert len(engine.order) == 3


async def test_parts_joined_before_a_kill_are_one_turn_after_it(
    asking: Delivery, engine: Asking, storage: Storage
) -> None:
    engine.free.clear()
    first = asyncio.create_task(asking.deliver("web:a", "m0", "甲镇", "web"))
    await until(lambda: len(stored(storage)) == 1)
    rest = [asyncio.create_task(asking.deliver("web:a", f"m{n}", t, "web")) for n, t in ((1, "乙路"), (2, "丙号"))]
    await until(lambda: len(stored(storage)) == 3)
    engine.turns_left = 1
    engine.free.set()
    await first
    await until(lambda: len(stored(storage)) == 1)
    await asking.stop()
    await asyncio.gather(*rest)
    engine.turns_left = 1_000
    restarted = Delivery(storage, engine, QUICK)
    await restarted.start()
    await until(lambda: engine.order[-1] == "乙路\n丙号" or len(engine.order) > 3)
    await restarted.stop()
    assert engine.order[1:] == ["甲镇", "乙路\n丙号"]


async def test_a_cell_edited_beside_the_chat_is_never_joined(asking: Delivery, engine: Asking) -> None:
    engine.delay = lambda: 0.05
    await asyncio.gather(
        asking.deliver("web:a", "1", "甲镇", "web"),
        asking.deliver("web:a", "2", "13800138000", "web", "mobile"),
        asking.deliver("web:a", "3", "乙路", "web"),
    )
    assert engine.order[1:] == ["甲镇", "13800138000", "乙路"]


async def test_five_messages_at_once_are_answered_in_order_in_under_a_second(
    delivery: Delivery, storage: Storage
) -> None:
    engine = StubEngine(storage)
    engine.delay = lambda: 0.05
    quick = Delivery(storage, engine, QUICK)
    texts = [f"第{number}个问题是什么？" for number in range(5)]
    started = time.monotonic()
    replies = await asyncio.gather(*(quick.deliver("web:five", None, text, "web") for text in texts))
    assert time.monotonic() - started < 1.0
    assert [reply.text for reply in replies] == [f"听到：{text}" for text in texts]
    assert engine.order == texts
    await quick.stop()
