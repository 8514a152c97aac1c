"""The engine as the edge sees it: a message goes in, and its turn is in the database afterwards, or it is not."""

from __future__ import annotations

import asyncio
import json
from typing import Any, Protocol

import aiohttp

from bot.core.conversation import Message
from bot.core.old_form import OLD_FORM

NLU_CHARACTERS = 1_000
KEPT_SECONDS = 4.0  # Rasa's server closes idle connections after five


class EngineDown(Exception):
    """Nobody took the message. Try again for as long as it takes."""


class EngineSilent(Exception):
    """The message was taken and no answer came in time, or an answer without a turn. It may still be worked on."""


class EngineFailed(Exception):
    """The engine works and could not do anything with this message. Trying again helps little."""


class Engine(Protocol):
    async def understand(self, message: Message) -> None:
        """Make the message's turn. Raises EngineDown, EngineSilent or EngineFailed."""
        ...


class RasaEngine:
    """Our engine over HTTP on loopback."""

    def __init__(self, url: str, seconds: float = 8.0) -> None:
        self._url = url
        self._timeout = aiohttp.ClientTimeout(total=seconds, sock_connect=min(2.0, seconds))
        self._session: aiohttp.ClientSession | None = None  # belongs to a running loop, so made with the first message

    async def understand(self, message: Message) -> None:
        # The form's own parser reads longer texts than the classifier may see.
        metadata = {"message_id": message.id, "channel": message.channel, "text": message.text}
        if message.field is not None:
            metadata["field"] = message.field
        # A form's cells are nothing to classify.
        shown = "旧登记表" if message.field == OLD_FORM else inert(message.text)
        body = {"sender": message.conversation_id, "message": shown, "metadata": metadata}
        try:
            async with self._open().post(self._url, json=body) as response:
                status, answer = response.status, await response.read()
        except aiohttp.ClientConnectorError as error:
            raise EngineDown from error
        except (aiohttp.ClientError, asyncio.TimeoutError) as error:
            raise EngineSilent from error
        # 404 is an engine that has not opened our channel (yet).
        if status >= 500 or status == 404 or (code := _code(answer)) == "no_reply":
            raise EngineSilent
        if status >= 400 or code is not None:
            raise EngineFailed

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            # No limit here: how many ask at once is the delivery's to say. Idle connections go before Rasa closes them.
            connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=KEPT_SECONDS)
            self._session = aiohttp.ClientSession(connector=connector, timeout=self._timeout)
        return self._session


def inert(text: str) -> str:
    """Text as the classifier may see it: short, and never one of Rasa's commands (`/restart`, `/intent{…}`)."""
    shown = text.strip()[:NLU_CHARACTERS]
    return shown.replace("/", "／", 1) if shown.startswith("/") else shown


def _code(answer: bytes) -> str | None:
    """The error the engine reports in its answer, if it does."""
    try:
        messages: Any = json.loads(answer)
    except ValueError:
        return "no_reply"
    for message in messages if isinstance(messages, list) else []:
        custom = message.get("custom") or {}
        if "error" in custom:
            return str(custom["error"].get("code"))
    return None if messages else "no_reply"
