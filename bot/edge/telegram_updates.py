"""What an update says, and updates in the order they were made."""

from __future__ import annotations

import asyncio
import heapq
import itertools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from telegram import Message, Update

Kind = Literal["text", "edit", "press", "file", "voice", "unreadable", "group"]
WANTED = ["message", "edited_message", "callback_query"]
COMMANDS = {"/start": "你好", "/help": "你能做什么"}
HOLD_SECONDS = 0.3
FAR = 1000


@dataclass(frozen=True)
class Heard:
    """One update. `press`: the turn whose button was pressed and which; `callback`: what to answer a press by."""

    key: str  # in the inbox
    chat: int
    kind: Kind
    text: str = ""
    press: tuple[str, int] = ("", 0)
    callback: str = ""
    message: int | None = None  # the message with the buttons


def key_of(number: int) -> str:
    return f"tg:{number}"


def read(raw: dict[str, Any]) -> Heard | None:
    """None for what is nobody's message, such as a bot being added to a channel."""
    update = Update.de_json(raw, None)
    key = key_of(update.update_id)
    if update.callback_query is not None:
        query = update.callback_query
        if query.message is None:
            return None
        turn, _, index = (query.data or "").partition(":")
        press = (turn, int(index)) if index.isdecimal() else ("", 0)
        return Heard(key, query.message.chat.id, "press", "", press, query.id, query.message.message_id)
    edited = update.edited_message is not None
    message = update.edited_message or update.message
    if message is None:
        return None
    return _of_message(key, message, edited)


def _of_message(key: str, message: Message, edited: bool) -> Heard | None:
    chat = message.chat.id
    if message.chat.type != "private":
        return None if edited else Heard(key, chat, "group")
    text = message.text or message.caption or ""
    if edited:
        return Heard(key, chat, "edit", text) if text else None
    if message.photo or message.document or message.video or message.animation:
        return Heard(key, chat, "file", text)
    if message.voice or message.audio or message.video_note:
        return Heard(key, chat, "voice")
    if not text:
        return Heard(key, chat, "unreadable")
    command = text.split(maxsplit=1)[0].partition("@")[0]
    return Heard(key, chat, "text", COMMANDS.get(command, text))


class InOrder:
    """Lets updates through by their numbers. One that is missing is waited for a moment, and not for ever:
    numbers start anywhere after a quiet week, and one that comes late still counts."""

    def __init__(self, release: Callable[[Any], None], hold: float = HOLD_SECONDS) -> None:
        self._release, self._hold = release, hold
        self._heap: list[tuple[int, int, Any]] = []
        self._arrival = itertools.count()
        self._last: int | None = None
        self._timer: asyncio.TimerHandle | None = None

    def add(self, number: int, item: Any) -> None:
        heapq.heappush(self._heap, (number, next(self._arrival), item))
        while self._heap and self._last is not None and self._heap[0][0] <= self._last + 1:
            self._next()
        if self._heap and self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(self._hold, self._let_go)

    def _let_go(self) -> None:
        self._timer = None
        while self._heap:
            self._next()

    def _next(self) -> None:
        number, _, item = heapq.heappop(self._heap)
        if self._last is None or number > self._last or number < self._last - FAR:
            self._last = number
        self._release(item)
