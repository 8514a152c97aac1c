"""`/healthz`: the edge is up. `/readyz`: the engine answers a real question, now."""

from __future__ import annotations

import asyncio
import logging
import secrets
import time

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.core.conversation import Message
from bot.core.reply import Reply
from bot.edge.engine_client import Engine
from bot.storage import Storage

QUESTION = "甘肃的首席质量官要什么学历？"
CHANNEL = "probe"  # nobody asked: not a question for the help desk
REMEMBERED_SECONDS = 5.0
PATIENCE_SECONDS = 8.0

log = logging.getLogger(__name__)


class Health:
    def __init__(self, storage: Storage, engine: Engine) -> None:
        self._storage, self._engine = storage, engine
        self._ready, self._asked_at = False, float("-inf")
        self._asking = asyncio.Lock()

    def routes(self) -> list[Route]:
        return [Route("/healthz", self.alive, methods=["GET"]), Route("/readyz", self.ready, methods=["GET"])]

    async def alive(self, request: Request) -> JSONResponse:
        return JSONResponse({"status": "ok"})

    async def ready(self, request: Request) -> JSONResponse:
        async with self._asking:
            if time.monotonic() - self._asked_at > REMEMBERED_SECONDS or not self._ready:
                self._ready, self._asked_at = await self._ask(), time.monotonic()
        return JSONResponse({"status": "ready" if self._ready else "not_ready"}, 200 if self._ready else 503)

    async def _ask(self) -> bool:
        # Not through the inbox: a check that failed must not be answered later.
        probe = Message(secrets.token_hex(16), f"{CHANNEL}:{secrets.token_hex(8)}", QUESTION, CHANNEL)
        try:
            await asyncio.wait_for(self._engine.understand(probe), PATIENCE_SECONDS)
            reply = await asyncio.to_thread(self._take, probe)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is not ready
            log.info("not ready: %s", type(error).__name__)
            return False
        return reply is not None and "error" not in reply.custom

    def _take(self, probe: Message) -> Reply | None:
        """The reply, and nothing left of the question."""
        with self._storage.write() as work:
            reply = work.turns.reply(probe.id, probe.conversation_id)
            work.erase(probe.conversation_id)
        return reply
