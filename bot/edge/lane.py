"""One conversation's messages, one after another, each until it has its reply."""

from __future__ import annotations

import asyncio
import itertools
import logging
import random
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field

from bot.core.conversation import Message
from bot.core.reply import Reply
from bot.edge import texts
from bot.edge.engine_client import EngineDown, EngineFailed
from bot.edge.fragments import parts_of_one_answer, taken_together

log = logging.getLogger(__name__)


@dataclass
class Patience:
    """How long what is waited for, in seconds."""

    reply: float = 9.0  # every message is answered within, if only with "wait"
    attempt: float = 8.0  # one call of the engine
    first_pause: float = 0.3
    quiet_tries: int = 2  # before anybody is told to wait: a hiccup need not be seen
    longest_pause: float = 5.0
    give_up: float = 60.0  # a message the engine takes and never answers must not block its conversation for ever
    failures: int = 2  # a message that makes the engine fail is tried so often


@dataclass
class Ticket:
    """A message on its way. Whoever waits for its reply counts in `waiting`."""

    message: Message
    answer: asyncio.Future[Reply] = field(default_factory=lambda: asyncio.get_running_loop().create_future())
    waiting: int = 0
    failures: int = 0
    again: bool = False  # it may have its turn already
    first_taken: float | None = None  # when the engine first took it

    def tell(self, reply: Reply) -> bool:
        """Answer those who wait; False when nobody does, and the reply comes late."""
        if not self.waiting:
            return False
        self.answer.set_result(reply)
        # Who comes for the same message from now on waits anew.
        self.answer, self.waiting = asyncio.get_running_loop().create_future(), 0
        return True

    async def wait(self, seconds: float) -> Reply:
        """The reply, or a word that it takes longer."""
        answer, self.waiting = self.answer, self.waiting + 1
        try:
            return await asyncio.wait_for(asyncio.shield(answer), seconds)
        except asyncio.TimeoutError:
            # The answer may have come in the very same moment; it counts as seen then.
            return answer.result() if answer.done() else texts.busy()
        finally:
            # A hung-up caller and a timeout alike: nobody is there to be shown the reply.
            if not answer.done():
                self.waiting -= 1


Attempt = Callable[[Message, bool], Awaitable[Reply]]
GiveUp = Callable[[Message], Awaitable[Reply]]
Finish = Callable[[Message, Reply, bool], Awaitable[None]]
Join = Callable[["list[Message]", Reply], Awaitable[Message]]


class Lane:
    """`attempt(message, again)` makes or finds a message's reply; `give_up` makes one that says it failed.

    `finish` is told of every reply, and whether somebody was there to see it. `join` makes one message of several,
    the last one's, and gives the others the reply it was called with.
    """

    def __init__(self, attempt: Attempt, give_up: GiveUp, finish: Finish, join: Join, patience: Patience) -> None:
        self.users = 0  # callers that are about to add a message
        self.accepting = asyncio.Lock()  # fair: messages are stored in the order they came
        self._attempt, self._give_up, self._finish, self._patience = attempt, give_up, finish, patience
        self._join = join
        self._last: Reply | None = None  # the reply given last
        self._queue: deque[Ticket] = deque()
        self._news = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._stopping = False

    @property
    def idle(self) -> bool:
        return not self._queue and not self.users and (self._task is None or self._task.done())

    def find(self, message_id: str) -> Ticket | None:
        return next((ticket for ticket in self._queue if ticket.message.id == message_id), None)

    def add(self, message: Message, again: bool = False) -> Ticket:
        ticket = Ticket(message, again=again)
        self._queue.append(ticket)
        self._news.set()
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run())
        return ticket

    async def stop(self) -> None:
        """End at once; what has no reply yet stays stored and is taken up at the next start.

        A cancellation alone may be lost: where it meets a timeout or a result in the same moment, Python 3.10 gives
        the other one and forgets it.
        """
        self._stopping = True
        while self._task is not None and not self._task.done():
            self._task.cancel()
            await asyncio.wait([self._task], timeout=0.1)

    async def _run(self) -> None:
        tries = 0
        while self._queue and not self._stopping:
            if tries == 0:
                await self._take_together()
            ticket = self._queue[0]
            reply = await self._try(ticket, ticket.again or tries > 0)
            if reply is None:
                if tries >= self._patience.quiet_tries:
                    self._tell_everybody_to_wait()
                await self._pause(tries)
                tries += 1
                continue
            tries = 0
            self._queue.popleft()
            self._last = reply
            await self._told(ticket, reply)

    async def _take_together(self) -> None:
        """What came while the previous turn ran and is one answer in parts becomes one turn."""
        fresh = list(itertools.takewhile(lambda ticket: not ticket.again, self._queue))
        parts = fresh[: parts_of_one_answer([ticket.message for ticket in fresh], self._last)]
        if len(parts) < 2:
            return
        reply = taken_together(parts[-1].message, self._last)
        try:
            whole = await self._join([ticket.message for ticket in parts], reply)
        except Exception as error:  # noqa: BLE001 - then each is a turn by itself
            log.error("parts not joined: %s", type(error).__name__)
            return
        for ticket in parts[:-1]:
            self._queue.popleft()
            await self._told(ticket, reply)
        parts[-1].message = whole

    async def _told(self, ticket: Ticket, reply: Reply) -> None:
        try:
            await self._finish(ticket.message, reply, ticket.tell(reply))
        except Exception as error:  # noqa: BLE001 - the row stays as it is, and is looked at again at the next start
            log.error("reply not marked: %s", type(error).__name__)

    async def _try(self, ticket: Ticket, again: bool) -> Reply | None:
        """The reply, or None when it has to be tried again later."""
        while True:
            try:
                return await self._attempt(ticket.message, again)
            except EngineDown:
                return None
            except EngineFailed:
                ticket.failures += 1
                if ticket.failures >= self._patience.failures:
                    return await self._surrender(ticket)
                again = True
            except Exception as error:  # noqa: BLE001 - the database being locked is one of many reasons to try later
                log.warning("no turn yet: %s", type(error).__name__)
                return await self._surrender(ticket) if self._taken_too_long(ticket) else None

    def _taken_too_long(self, ticket: Ticket) -> bool:
        now = asyncio.get_running_loop().time()
        if ticket.first_taken is None:
            ticket.first_taken = now
        return now - ticket.first_taken >= self._patience.give_up

    async def _surrender(self, ticket: Ticket) -> Reply | None:
        try:
            return await self._give_up(ticket.message)
        except Exception as error:  # noqa: BLE001 - not even that could be stored: try again
            log.error("giving up failed: %s", type(error).__name__)
            return None

    def _tell_everybody_to_wait(self) -> None:
        for ticket in self._queue:
            ticket.tell(texts.busy())

    async def _pause(self, tries: int) -> None:
        """Longer each time; a new message of this conversation is a reason to look again at once."""
        self._news.clear()
        seconds = min(self._patience.first_pause * 2 ** min(tries, 10), self._patience.longest_pause)
        with suppress(asyncio.TimeoutError):
            # Not all at the same moment when the engine comes back.
            await asyncio.wait_for(self._news.wait(), seconds * random.uniform(0.75, 1.25))  # noqa: S311
