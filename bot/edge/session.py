"""The web session: a token of 256 bits in a cookie no script can read; which conversation it opens stays here."""

from __future__ import annotations

import asyncio
import secrets
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response

from bot.edge.throttle import Throttle
from bot.storage import Storage

COOKIE = "cqo_session"
LASTS = timedelta(days=30)


class WebSessions:
    def __init__(self, storage: Storage, throttle: Throttle, secure: bool) -> None:
        self._storage, self._throttle, self._secure = storage, throttle, secure

    async def conversation(self, request: Request) -> str | None:
        """The conversation of this visitor; None without a valid session. A sender named anywhere else is ignored."""
        token = request.cookies.get(COOKIE)
        return await asyncio.to_thread(self._find, token) if token else None

    async def ensure(self, request: Request, response: Response) -> None:
        """Give a visitor without a session one, with a conversation of its own."""
        if await self.conversation(request) is None:
            self._throttle.new_session(request)
            self._set(response, await asyncio.to_thread(self._open, f"web:{secrets.token_hex(16)}"), request)

    async def switch(self, request: Request, response: Response, conversation_id: str) -> None:
        """Let this browser into a conversation that its visitor has shown to be their own."""
        self._set(response, await asyncio.to_thread(self._open, conversation_id), request)

    def _find(self, token: str) -> str | None:
        with self._storage.read() as work:
            return work.sessions.conversation(token)

    def _open(self, conversation_id: str) -> str:
        with self._storage.write() as work:
            return work.sessions.open(conversation_id, LASTS)

    def _set(self, response: Response, token: str, request: Request) -> None:
        response.set_cookie(
            COOKIE,
            token,
            max_age=int(LASTS.total_seconds()),
            httponly=True,
            samesite="lax",
            secure=self._secure or request.url.scheme == "https",
        )
