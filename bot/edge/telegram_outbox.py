"""What goes out to Telegram: per chat one after another, at Telegram's pace, again when it did not arrive."""

from __future__ import annotations

import asyncio
import logging
import re
from collections import deque
from collections.abc import Awaitable, Callable
from html import unescape
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.error import BadRequest, Forbidden, InvalidToken, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.core.reply import Button
from bot.storage import Document

log = logging.getLogger(__name__)

PACE_SECONDS = 1.0  # between two messages to one chat
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
SHORT_TITLE = 8  # two buttons of this length stand side by side
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

Work = Callable[[], Awaitable[None]]


class Series:
    """Pieces of work one after another; one that fails does not hold up the next."""

    def __init__(self) -> None:
        self._queue: deque[Work] = deque()
        self._task: asyncio.Task[None] | None = None

    @property
    def idle(self) -> bool:
        return self._task is None or self._task.done()

    def add(self, work: Work) -> None:
        self._queue.append(work)
        if self.idle:
            self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        while self._queue:
            try:
                await self._queue.popleft()()
            except Exception as error:  # noqa: BLE001 - the update stays open and is looked at again at the next start
                log.error("telegram: %s", type(error).__name__)


class Outbox:
    """`pace`: seconds between two messages to one chat. Telegram's overall limit is the bot's rate limiter's to keep."""

    def __init__(self, bot: ExtBot[Any], pace: float | None = None) -> None:
        self._bot, self._pace = bot, PACE_SECONDS if pace is None else pace
        self._next_at: dict[int, float] = {}

    async def text(self, chat: int, html: str, keyboard: InlineKeyboardMarkup | None = None) -> None:
        """Returns when it has arrived, or when sending it again would never help."""

        def send(shown: str, mode: str | None) -> Callable[[], Awaitable[Any]]:
            return lambda: self._bot.send_message(
                chat, shown, parse_mode=mode, reply_markup=keyboard, link_preview_options=NO_PREVIEW
            )

        try:
            await self._send(chat, send(html, "HTML"))
            return
        except BadRequest:
            log.warning("telegram refuses the layout of a message")
        try:
            await self._send(chat, send(unescape(re.sub(r"<[^>]+>", "", html)), None))
        except BadRequest:
            log.error("telegram refuses a message")

    async def document(self, chat: int, document: Document) -> None:
        try:
            await self._send(chat, lambda: self._bot.send_document(chat, document.content, filename=document.name))
        except BadRequest:
            log.error("telegram refuses a document")

    async def _send(self, chat: int, call: Callable[[], Awaitable[Any]]) -> None:
        """Raises BadRequest: the same again would be refused again."""
        pause = FIRST_PAUSE
        while True:
            await self._wait(chat)
            try:
                await call()
                return
            except BadRequest:
                raise
            except (Forbidden, InvalidToken) as error:
                log.info("telegram: not delivered, %s", type(error).__name__)  # blocked by the person
                return
            except RetryAfter as error:
                # This chat alone: one that is flooded must not silence the others.
                await asyncio.sleep(error._retry_after.total_seconds() + 0.1)  # the public one warns at every use
            except TelegramError as error:
                # It may have arrived: rather twice than never.
                log.info("telegram: %s, again in %.0f s", type(error).__name__, pause)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)

    async def _wait(self, chat: int) -> None:
        now = asyncio.get_running_loop().time()
        await asyncio.sleep(max(0.0, self._next_at.get(chat, 0.0) - now))
        now = asyncio.get_running_loop().time()
        self._next_at[chat] = now + self._pace
        if len(self._next_at) > 10_000:
            self._next_at = {one: at for one, at in self._next_at.items() if at > now}


def keyboard(buttons: list[Button], turn: str, link: str | None = None) -> InlineKeyboardMarkup | None:
    """Buttons by number: what they say is in the turn they belong to, which is far longer than 64 bytes may be."""
    keys = [InlineKeyboardButton(one.title[:60], callback_data=f"{turn}:{at}") for at, one in enumerate(buttons)]
    rows: list[list[InlineKeyboardButton]] = []
    for key in keys:
        short = len(key.text) <= SHORT_TITLE
        if short and rows and len(rows[-1]) == 1 and len(rows[-1][0].text) <= SHORT_TITLE:
            rows[-1].append(key)
        else:
            rows.append([key])
    if link is not None:
        rows.insert(0, [InlineKeyboardButton("到网页上填", url=link)])
    return InlineKeyboardMarkup(rows) if rows else None
