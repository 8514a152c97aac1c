"""Delivery, shared by every channel: stored before it is acknowledged, one effect per message, in order, answered in time."""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import replace
from typing import Any, TypeVar

from bot.core.conversation import Message
from bot.core.reply import Reply
from bot.edge import texts
from bot.edge.engine_client import Engine, EngineFailed, EngineSilent
from bot.edge.fragments import joined
from bot.edge.incoming import MAX_CHARACTERS, clean, effect_id
from bot.edge.lane import Lane, Patience, Ticket
from bot.storage import Storage
from bot.storage.messages import InboxStatus

log = logging.getLogger(__name__)
T = TypeVar("T")

ENGINE_CALLS = 16  # at once; the engine works on one core, so more would only wait there

MARK_EVERY_SECONDS = 0.2

Push = Callable[[Message, Reply], Awaitable[bool]]


class Delivery:
    """`push` holds, per channel, how a reply reaches a person who was told to wait; True when it did."""

    def __init__(self, storage: Storage, engine: Engine, patience: Patience | None = None) -> None:
        self.push: dict[str, Push] = {}
        self.finished: list[Callable[[Message], None]] = []  # told of every message that has its reply
        self._storage, self._engine, self._patience = storage, engine, patience or Patience()
        self._lanes: dict[str, Lane] = {}
        self._calls = asyncio.Semaphore(ENGINE_CALLS)
        self._seen: list[str] = []
        self._late_for: set[str] = set()  # conversations that may have replies to take: most turns need not look
        self._background: set[asyncio.Task[Any]] = set()

    async def start(self) -> None:
        """Take up what was stored and not answered before the last stop."""
        waiting, self._late_for = await asyncio.to_thread(self._left_over)
        for message in waiting:
            self._lane(message.conversation_id).add(message, again=True)
        if waiting:
            log.info("%d messages waited for this start", len(waiting))

    async def stop(self) -> None:
        await asyncio.gather(*(lane.stop() for lane in self._lanes.values()))
        await asyncio.gather(*self._background, return_exceptions=True)

    async def deliver(
        self, conversation_id: str, message_id: str | None, text: str, channel: str, field: str | None = None
    ) -> Reply:
        """The reply to a message; however often the same id comes, there is one effect and one reply.

        `field`: the text is that cell's new value, edited in place. It keeps its place in line all the same.

        Never raises for what goes wrong behind the edge: then the reply's `custom.error` says whether the text is safe.
        """
        if len(text) > MAX_CHARACTERS:
            return texts.too_long(len(text))
        identity = effect_id(conversation_id, message_id or uuid.uuid4().hex)
        message = Message(identity, conversation_id, clean(text), channel, field=field)
        ends = asyncio.get_running_loop().time() + self._patience.reply
        try:
            # Shielded: a caller who hangs up must not leave a message stored and not queued.
            accepted = await asyncio.shield(self._in_background(self._accept(message)))
        except Exception as error:  # noqa: BLE001 - whatever the database says, the person hears it was not stored
            log.error("message not stored: %s", type(error).__name__)
            return texts.not_saved()
        if isinstance(accepted, Reply):
            return accepted
        return await accepted.wait(max(0.0, ends - asyncio.get_running_loop().time()))

    async def take_late(self, conversation_id: str) -> list[Reply]:
        """Replies that came after their sender had been told to wait, and were not shown yet. Each is given once."""
        if conversation_id not in self._late_for:
            return []
        self._late_for.discard(conversation_id)
        try:
            return await asyncio.to_thread(self._take_late, conversation_id)
        except Exception as error:  # noqa: BLE001 - they stay where they are until the next message
            self._late_for.add(conversation_id)
            log.error("late replies not read: %s", type(error).__name__)
            return []

    async def _accept(self, message: Message) -> Ticket | Reply:
        """Store the message and queue it; or the reply it already has."""
        lane = self._lane(message.conversation_id)
        lane.users += 1
        try:
            # Half the time is for waiting in line, the other half for the database.
            await asyncio.wait_for(lane.accepting.acquire(), self._patience.reply / 2)
            try:
                if not await asyncio.to_thread(self._put, message):
                    if (ticket := lane.find(message.id)) is not None:
                        return ticket
                    if (reply := await asyncio.to_thread(self._known, message)) is not None:
                        return reply
                return lane.add(message)
            finally:
                lane.accepting.release()
        finally:
            lane.users -= 1

    async def _attempt(self, message: Message, again: bool) -> Reply:
        if again and (reply := await self._stored(message)) is not None:
            return reply
        try:
            async with self._calls:
                await asyncio.wait_for(self._engine.understand(message), self._patience.attempt)
        except (EngineSilent, EngineFailed, asyncio.TimeoutError):
            # It may have been done all the same: the answer got lost, or Rasa failed after the commit.
            if (reply := await self._stored(message)) is not None:
                return reply
            raise
        reply = await self._stored(message)
        if reply is None:
            raise EngineSilent
        return reply

    async def _stored(self, message: Message) -> Reply | None:
        return await asyncio.to_thread(self._storage.reply_of, message.id, message.conversation_id)

    async def _give_up(self, message: Message) -> Reply:
        """A turn that says it failed. It is the message's one effect: the engine cannot make another afterwards."""
        return await asyncio.to_thread(self._commit_failure, message)

    async def _join(self, parts: list[Message], reply: Reply) -> Message:
        """The last of several messages with the text of all. The others have their effect, and `reply`, with it."""
        whole = replace(parts[-1], text=joined(parts))
        await asyncio.to_thread(self._commit_joined, whole, parts[:-1], reply)
        return whole

    async def _finish(self, message: Message, reply: Reply, seen: bool) -> None:
        for tell in self.finished:
            tell(message)
        if seen:
            self._mark_soon(message.id)
        else:
            await self._late(message, reply)
        self._drop_idle_lanes()

    def _mark_soon(self, message_id: str) -> None:
        """Together with others: SQLite has one writer, and nobody waits for this."""
        self._seen.append(message_id)
        if len(self._seen) == 1:
            self._in_background(self._mark_seen())

    async def _mark_seen(self) -> None:
        await asyncio.sleep(MARK_EVERY_SECONDS)
        seen, self._seen = self._seen, []
        await asyncio.to_thread(self._mark, seen, "done")

    async def _late(self, message: Message, reply: Reply) -> None:
        push = self.push.get(message.channel)
        if push is not None and await push(message, reply):
            await asyncio.to_thread(self._mark, [message.id], "done")
            return
        # Before, for whoever sees the row at once; and after, for it may have been looked for in between.
        self._late_for.add(message.conversation_id)
        await asyncio.to_thread(self._mark, [message.id], "late")
        self._late_for.add(message.conversation_id)

    def _lane(self, conversation_id: str) -> Lane:
        lane = self._lanes.get(conversation_id)
        if lane is None:
            lane = Lane(self._attempt, self._give_up, self._finish, self._join, self._patience)
            self._lanes[conversation_id] = lane
        return lane

    def _drop_idle_lanes(self) -> None:
        if len(self._lanes) > 1000:
            self._lanes = {key: lane for key, lane in self._lanes.items() if not lane.idle}

    def _in_background(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        task = asyncio.create_task(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)
        return task

    # What follows runs in threads: the database must not hold up the other conversations.

    def _left_over(self) -> tuple[list[Message], set[str]]:
        """Messages without a reply, and the conversations with replies that were not shown."""
        with self._storage.read() as work:
            waiting, late = work.inbox.waiting(), work.inbox.late()
        messages = [
            Message(one.message_id, one.conversation_id, one.text, one.channel, field=one.field) for one in waiting
        ]
        return messages, {one.conversation_id for one in late}

    def _put(self, message: Message) -> bool:
        with self._storage.write() as work:
            return work.inbox.put(message.id, message.conversation_id, message.channel, message.text, message.field)

    def _known(self, message: Message) -> Reply | None:
        reply = self._storage.reply_of(message.id, message.conversation_id)
        if reply is not None:
            self._mark([message.id], "done")
        return reply

    def _mark(self, message_ids: list[str], status: InboxStatus) -> None:
        with self._storage.write() as work:
            work.inbox.mark(message_ids, status)

    def _commit_failure(self, message: Message) -> Reply:
        with self._storage.turn(message.id, message.conversation_id, message.channel) as unit:
            return unit.replied or unit.commit(texts.given_up())

    def _commit_joined(self, whole: Message, parts: list[Message], reply: Reply) -> None:
        # At once: after a kill in between, a part would be lost or have two effects.
        with self._storage.write() as work:
            work.inbox.reword(whole.id, whole.text)
            for part in parts:
                work.turns.add(part.id, part.conversation_id, reply)

    def _take_late(self, conversation_id: str) -> list[Reply]:
        with self._storage.read() as work:
            late = work.inbox.late(conversation_id)
        if not late:
            return []
        with self._storage.write() as work:
            work.inbox.mark([one.message_id for one in late], "done")
            replies = [work.turns.reply(one.message_id, conversation_id) for one in late]
        return [reply for reply in replies if reply is not None]
