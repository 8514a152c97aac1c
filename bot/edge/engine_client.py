"""The engine as the edge sees it: a message goes in, and its turn is in the database afterwards, or it is not."""

from __future__ import annotations

from typing import Any, Protocol

import httpx

from bot.core.conversation import Message
from bot.core.old_form import OLD_FORM

NLU_CHARACTERS = 1_000


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
        # The environment's proxies are for the way out, not for our own neighbour.
        self._client = httpx.AsyncClient(timeout=httpx.Timeout(seconds, connect=2.0, pool=None), trust_env=False)
        self._url = url

    async def understand(self, message: Message) -> None:
        # The form's own parser reads longer texts than the classifier may see.
        metadata = {"message_id": message.id, "channel": message.channel, "text": message.text}
        if message.field is not None:
            metadata["field"] = message.field
        # A form's cells are nothing to classify.
        shown = "旧登记表" if message.field == OLD_FORM else inert(message.text)
        body = {"sender": message.conversation_id, "message": shown, "metadata": metadata}
        try:
            response = await self._client.post(self._url, json=body)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            raise EngineDown from error
        except httpx.HTTPError as error:
            raise EngineSilent from error
        # 404 is an engine that has not opened our channel (yet).
        if response.status_code >= 500 or response.status_code == 404 or _code(response) == "no_reply":
            raise EngineSilent
        if response.status_code >= 400:
            raise EngineFailed
        if _code(response) is not None:
            raise EngineFailed

    async def close(self) -> None:
        await self._client.aclose()


def inert(text: str) -> str:
    """Text as the classifier may see it: short, and never one of Rasa's commands (`/restart`, `/intent{…}`)."""
    shown = text.strip()[:NLU_CHARACTERS]
    return shown.replace("/", "／", 1) if shown.startswith("/") else shown


def _code(response: httpx.Response) -> str | None:
    """The error the engine reports in its answer, if it does."""
    try:
        messages: Any = response.json()
    except ValueError:
        return "no_reply"
    for message in messages if isinstance(messages, list) else []:
        custom = message.get("custom") or {}
        if "error" in custom:
            return str(custom["error"].get("code"))
    return None if messages else "no_reply"
