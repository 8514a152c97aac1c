"""The chat page and what its script calls."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.edge.delivery import Delivery
from bot.edge.incoming import Refused, read_object
from bot.edge.render import for_page
from bot.edge.session import WebSessions
from bot.edge.throttle import Throttle
from bot.storage import Exchange, PaperLinks, Storage

PAGE = Path(__file__).parent / "page"
EXAMPLE = '{"message_id": "编号", "text": "文字"}。'
CHANNEL = "web"


class WebChat:
    def __init__(
        self, storage: Storage, delivery: Delivery, links: PaperLinks, sessions: WebSessions, throttle: Throttle
    ) -> None:
        self._storage, self._delivery, self._links = storage, delivery, links
        self._sessions, self._throttle = sessions, throttle

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.page, methods=["GET"]),
            Route("/chat/messages", self.receive, methods=["POST"]),
            Route("/chat/history", self.history, methods=["GET"]),
            Mount("/page", StaticFiles(directory=PAGE)),
        ]

    async def page(self, request: Request) -> Response:
        response = FileResponse(PAGE / "index.html", media_type="text/html; charset=utf-8")
        await self._sessions.ensure(request, response)
        return response

    async def receive(self, request: Request) -> JSONResponse:
        """One message of the visitor. Sent again with the same id it changes nothing and gets the same reply."""
        conversation_id = await self._visitor(request)
        self._throttle.message(request, conversation_id)
        body = await read_object(request, EXAMPLE)
        message_id, text = body.get("message_id"), body.get("text")
        if not isinstance(message_id, str) or not 0 < len(message_id) <= 64 or not isinstance(text, str):
            raise Refused(400, "message_wrong", f"请求应为：{EXAMPLE}")
        reply = await self._delivery.deliver(conversation_id, message_id, text, CHANNEL)
        late = await self._delivery.take_late(conversation_id)
        shown = [for_page(one, self._links, conversation_id) for one in [*late, reply]]
        return JSONResponse({"late": shown[:-1], "reply": shown[-1]})

    async def history(self, request: Request) -> JSONResponse:
        """Everything said so far; replies that came late are in it, in their place."""
        conversation_id = await self._visitor(request)
        await self._delivery.take_late(conversation_id)
        exchanges = await asyncio.to_thread(self._exchanges, conversation_id)
        return JSONResponse({"exchanges": [self._shown(one, conversation_id) for one in exchanges]})

    async def _visitor(self, request: Request) -> str:
        conversation_id = await self._sessions.conversation(request)
        if conversation_id is None:
            raise Refused(401, "no_session", "会话已过期，请刷新页面。")
        return conversation_id

    def _exchanges(self, conversation_id: str) -> list[Exchange]:
        with self._storage.read() as work:
            return work.turns.history(conversation_id)

    def _shown(self, exchange: Exchange, owner: str) -> dict[str, Any]:
        reply = None if exchange.reply is None else for_page(exchange.reply, self._links, owner)
        return {"said": exchange.said, "reply": reply, "at": exchange.at.isoformat()}
