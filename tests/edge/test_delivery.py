"""Stored before it is acknowledged, one effect per id, in order, answered in time whatever the engine does."""

from __future__ import annotations

import asyncio
import random
import time
from typing import Any

import pytest

from bot.core.conversation import Message
from bot.core.reply import Reply
from bot.edge.delivery import Delivery
from bot.edge.engine_client import EngineDown
from bot.edge.lane import Lane
from bot.storage import Storage
from tests.edge.conftest import QUICK, StubEngine, until


def error_of(reply: Reply) -> tuple[str, bool] | None:
    error = reply.custom.get("error")
    return (error["code"], error["saved"]) if error else None


async def test_a_message_gets_the_reply_its_turn_committed(delivery: Delivery) -> None:
    reply = await delivery.deliver("rest:a", "1", "你好", "rest")
    assert (reply.text, reply.buttons[0].say) == ("听到：你好", "继续")


async def test_the_same_id_many_times_at_once_has_one_effect_and_one_reply(
    delivery: Delivery, engine: StubEngine
) -> None:
    engine.delay = lambda: 0.1
    replies = await asyncio.gather(*(delivery.deliver("rest:a", "1", "你好", "rest") for _ in range(5)))
    replies.append(await delivery.deliver("rest:a", "1", "换了文字也一样", "rest"))
    assert {reply.text for reply in replies} == {"听到：你好"}
    assert engine.order == ["你好"]


async def test_the_same_id_of_two_people_is_two_messages(delivery: Delivery) -> None:
    one, other = await asyncio.gather(
        delivery.deliver("rest:a", "1", "甲", "rest"), delivery.deliver("rest:b", "1", "乙", "rest")
    )
    assert (one.text, other.text) == ("听到：甲", "听到：乙")


async def test_twenty_messages_at_once_are_answered_in_order(delivery: Delivery, engine: StubEngine) -> None:
    engine.delay = lambda: random.uniform(0, 0.02)
    texts = [f"第{number}句" for number in range(20)]
    replies = await asyncio.gather(*(delivery.deliver("rest:a", None, text, "rest") for text in texts))
    assert engine.order == texts
    assert [reply.text for reply in replies] == [f"听到：{text}" for text in texts]


async def test_a_slow_conversation_does_not_hold_up_another(delivery: Delivery, engine: StubEngine) -> None:
    delays = iter([0.3, 0.0])
    engine.delay = lambda: next(delays)
    slow = asyncio.create_task(delivery.deliver("rest:a", None, "慢", "rest"))
    await until(lambda: engine.calls == 1)
    await delivery.deliver("rest:b", None, "快", "rest")
    assert not slow.done()
    assert (await slow).text == "听到：慢"


async def test_a_dead_engine_is_said_at_once_and_the_message_is_answered_when_it_is_back(
    delivery: Delivery, engine: StubEngine
) -> None:
    engine.mood = "down"
    started = time.monotonic()
    told = [await delivery.deliver("rest:a", str(number), f"第{number}句", "rest") for number in range(2)]
    assert [error_of(reply) for reply in told] == [("engine_unavailable", True)] * 2
    assert time.monotonic() - started < 2 * QUICK.reply
    engine.mood = "well"
    await until(lambda: len(engine.order) == 2)
    reply = await delivery.deliver("rest:a", "2", "第2句", "rest")
    assert reply.text == "听到：第2句"
    late = await delivery.take_late("rest:a")
    assert [one.text for one in late] == ["听到：第0句", "听到：第1句"]
    assert await delivery.take_late("rest:a") == []


async def test_a_hanging_engine_is_told_within_the_limit(delivery: Delivery, engine: StubEngine) -> None:
    engine.mood = "hanging"
    started = time.monotonic()
    reply = await delivery.deliver("rest:a", "1", "在吗", "rest")
    assert error_of(reply) == ("engine_unavailable", True)
    assert time.monotonic() - started < QUICK.reply + 0.5
    engine.mood = "well"
    await until(lambda: engine.order == ["在吗"])
    assert (await delivery.deliver("rest:a", "1", "在吗", "rest")).text == "听到：在吗"


async def test_an_answer_lost_after_the_commit_is_found_in_the_database(delivery: Delivery, engine: StubEngine) -> None:
    engine.mood = "losing answers"
    assert (await delivery.deliver("rest:a", "1", "你好", "rest")).text == "听到：你好"
    assert engine.order == ["你好"]


async def test_a_message_that_makes_the_engine_fail_is_given_up_and_blocks_nobody(
    delivery: Delivery, engine: StubEngine
) -> None:
    engine.mood = "failing"
    assert error_of(await delivery.deliver("rest:a", "1", "坏", "rest")) == ("turn_failed", False)
    engine.mood = "well"
    assert (await delivery.deliver("rest:a", "2", "好", "rest")).text == "听到：好"
    # Given up is given up: the same message later has no second effect.
    assert error_of(await delivery.deliver("rest:a", "1", "坏", "rest")) == ("turn_failed", False)
    assert engine.order == ["好"]


async def test_a_message_the_engine_never_answers_is_given_up_after_a_while(
    delivery: Delivery, engine: StubEngine, storage: Storage
) -> None:
    engine.mood = "silent"
    assert error_of(await delivery.deliver("rest:a", "1", "石沉大海", "rest")) == ("engine_unavailable", True)

    async def given_up() -> bool:
        late.extend(await delivery.take_late("rest:a"))
        return bool(late)

    late: list[Reply] = []
    await until(given_up)
    assert error_of(late[0]) == ("turn_failed", False)


async def test_what_was_stored_before_a_kill_is_answered_after_the_restart(
    storage: Storage, engine: StubEngine
) -> None:
    with storage.write() as work:
        work.inbox.put("m1", "rest:a", "rest", "第一句")
        work.inbox.put("m2", "rest:a", "rest", "第二句")
    with storage.turn("m1", "rest:a") as unit:
        unit.commit(Reply("已经答过"))
    restarted = Delivery(storage, engine, QUICK)
    await restarted.start()
    await until(lambda: engine.order == ["第二句"])
    await until(lambda: not _waiting(storage))
    assert [reply.text for reply in await restarted.take_late("rest:a")] == ["已经答过", "听到：第二句"]
    await restarted.stop()


def _waiting(storage: Storage) -> bool:
    with storage.read() as work:
        return bool(work.inbox.waiting())


async def test_a_stop_ends_a_lane_whose_cancellation_is_lost() -> None:
    """As `asyncio.wait_for` of Python 3.10 loses it where it meets a timeout: the timeout is what comes out."""
    lost: list[int] = []

    async def attempt(message: Message, again: bool) -> Reply:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            lost.append(1)
        raise EngineDown

    async def not_needed(*_: object) -> Any:
        raise AssertionError

    lane = Lane(attempt, not_needed, not_needed, not_needed, QUICK)
    lane.add(Message("1", "rest:a", "你好", "rest"))
    await asyncio.sleep(0.05)
    stopping = asyncio.create_task(lane.stop())
    done, _ = await asyncio.wait([stopping], timeout=2)
    assert (len(done), lost) == (1, [1])


async def test_a_late_reply_is_pushed_where_the_channel_can(delivery: Delivery, engine: StubEngine) -> None:
    pushed: list[str] = []

    async def push(message: Message, reply: Reply) -> bool:
        pushed.append(reply.text)
        return True

    delivery.push["telegram"] = push
    engine.mood = "down"
    await delivery.deliver("telegram:1", "1", "你好", "telegram")
    engine.mood = "well"
    await until(lambda: pushed == ["听到：你好"])
    assert await delivery.take_late("telegram:1") == []


async def test_a_database_that_cannot_store_is_said_and_not_called_saved(
    delivery: Delivery, storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(message: Message) -> bool:
        raise OSError("disk full")

    monkeypatch.setattr(delivery, "_put", locked)
    assert error_of(await delivery.deliver("rest:a", "1", "你好", "rest")) == ("not_saved", False)


async def test_a_caller_who_hangs_up_leaves_a_message_that_is_answered_all_the_same(
    delivery: Delivery, engine: StubEngine
) -> None:
    engine.delay = lambda: 0.1
    caller = asyncio.create_task(delivery.deliver("rest:a", "1", "你好", "rest"))
    await asyncio.sleep(0)
    caller.cancel()
    await until(lambda: engine.order == ["你好"])
    assert (await delivery.deliver("rest:a", "1", "你好", "rest")).text == "听到：你好"


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("", ""),
        ("👍👨‍👩‍👧", "👍👨‍👩‍👧"),
        ("长" * 10_000, "长" * 10_000),
        ("a\x00b\x1b[31m\u200b\u202e\ud800c", "ab[31mc"),
        ("/restart", "/restart"),
        ("一\r\n二", "一\n二"),
        ("e\u0301", "é"),
    ],
)
async def test_any_text_goes_through_cleaned(delivery: Delivery, engine: StubEngine, text: str, heard: str) -> None:
    assert (await delivery.deliver("rest:a", None, text, "rest")).text == f"听到：{heard}"


async def test_a_text_over_ten_thousand_characters_is_refused_politely_and_changes_nothing(
    delivery: Delivery, engine: StubEngine, storage: Storage
) -> None:
    reply = await delivery.deliver("rest:a", "1", "长" * 10_001, "rest")
    assert error_of(reply) == ("too_long", False)
    assert engine.calls == 0
    with storage.read() as work:
        assert work.turns.history("rest:a") == []


async def test_two_hundred_conversations_at_once_are_not_mixed(delivery: Delivery, engine: StubEngine) -> None:
    patient = Delivery(delivery._storage, engine)
    replies = await asyncio.gather(
        *(patient.deliver(f"rest:{number}", "1", f"我是{number}", "rest") for number in range(200))
    )
    assert [reply.text for reply in replies] == [f"听到：我是{number}" for number in range(200)]
    await patient.stop()
