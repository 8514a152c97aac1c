"""The line to Telegram: asking for updates or having them sent. Nothing is acknowledged before it is stored."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram.error import InvalidToken, TelegramError
from telegram.ext import AIORateLimiter, ExtBot

from bot.edge.incoming import Refused, read_body
from bot.edge.telegram_updates import WANTED

log = logging.getLogger(__name__)

POLL_SECONDS = 25
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
WEBHOOK = "/telegram/updates"
UPDATE_BYTES = 256 * 1024
CONNECTIONS = 8

# Stores updates, numbers with their JSON, and returns once they are safe. Raises what the storage raises.
Store = Callable[[list[tuple[int, str]]], Awaitable[None]]


class RawBot(ExtBot[int]):
    """Updates as they come. The library reads a batch as a whole: one of a new shape would stop all behind it for ever,
    and it would log what people wrote."""

    async def raw_updates(self, offset: int | None) -> list[dict[str, Any]]:
        asked = {"offset": offset, "timeout": POLL_SECONDS, "allowed_updates": WANTED}
        given = await self._post("getUpdates", asked, read_timeout=POLL_SECONDS + 5)
        return [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []


def make_bot(token: str, api: str | None) -> RawBot:
    """`api`: another Bot API server than Telegram's own."""
    # Waiting after a flood is the outbox's: it waits for one chat, the limiter would halt all of them.
    logging.getLogger("telegram.ext.AIORateLimiter").setLevel(logging.CRITICAL)
    limiter = AIORateLimiter(max_retries=0)
    if api is None:
        return RawBot(token, rate_limiter=limiter)
    return RawBot(token, base_url=f"{api}/bot", base_file_url=f"{api}/file/bot", rate_limiter=limiter)


class Line:
    """`secret` and `site` given: a webhook; otherwise polling."""

    def __init__(self, bot: RawBot, store: Store, secret: str | None, site: str | None) -> None:
        self._bot, self._store, self._secret, self._site = bot, store, secret, site
        self._webhook = secret is not None and site is not None

    def routes(self) -> list[Route]:
        return [Route(WEBHOOK, self.receive, methods=["POST"])] if self._webhook else []

    async def run(self) -> None:
        """Until cancelled. Telegram being out of reach keeps nothing else from working."""
        pause = FIRST_PAUSE
        offset: int | None = None
        opened = False
        while True:
            try:
                if not opened:
                    await self._open()
                    opened, pause = True, FIRST_PAUSE
                if self._webhook:
                    return
                offset = await self._poll(offset)
                pause = FIRST_PAUSE
            except InvalidToken:
                log.error("telegram: CQO_TELEGRAM_TOKEN is not accepted")
                return
            except Exception as error:  # noqa: BLE001 - the network, Telegram or the database: again a little later
                # What was not stored was not acknowledged either, and comes again.
                level = logging.INFO if isinstance(error, TelegramError) else logging.ERROR
                log.log(level, "telegram: %s, again in %.1f s", type(error).__name__, pause)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)

    async def _open(self) -> None:
        await self._bot.initialize()
        if self._webhook:
            await self._bot.set_webhook(
                f"{self._site}{WEBHOOK}",
                secret_token=self._secret,
                allowed_updates=WANTED,
                max_connections=CONNECTIONS,
            )
        else:
            await self._bot.delete_webhook()  # the two exclude each other; what waits is kept
        log.info("telegram: %s", "webhook" if self._webhook else "polling")

    async def _poll(self, offset: int | None) -> int | None:
        updates = {int(one["update_id"]): one for one in await self._bot.raw_updates(offset)}
        await self._store([(number, json.dumps(updates[number], ensure_ascii=False)) for number in sorted(updates)])
        # Asking beyond the last one confirms the stored ones. Once that is done the offset goes: after a quiet week
        # numbers start anew, maybe below it, and would be lost.
        return max(updates) + 1 if updates else None

    async def receive(self, request: Request) -> Response:
        """One update from Telegram; stored before it is acknowledged."""
        given = request.headers.get("x-telegram-bot-api-secret-token", "")
        if not hmac.compare_digest(given.encode(), (self._secret or "").encode()):
            raise Refused(403, "forbidden", "这个地址只收 Telegram 的消息。")
        body = await read_body(request, UPDATE_BYTES)
        try:
            update = json.loads(body)
            number = int(update["update_id"])
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise Refused(400, "not_an_update", "请求不是 Telegram 的 update。") from error
        await self._store([(number, json.dumps(update, ensure_ascii=False))])
        return Response(status_code=200)
