"""The chat page and what its script calls."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.core.old_form import OLD_FORM, TOLD
from bot.core.reply import Reply
from bot.edge.delivery import Delivery
from bot.edge.incoming import Refused, effect_id, read_object
from bot.edge.panel import FormPanel
from bot.edge.render import for_page
from bot.edge.session import WebSessions
from bot.edge.throttle import Throttle
from bot.storage import Exchange, PaperLinks, Storage
from bot.storage.messages import MessageIdTaken

PAGE = Path(__file__).parent / "page"
EXAMPLE = '{"message_id": "编号", "text": "文字"}。'
CHANNEL = "web"
THUMBS = {"up", "down"}
LINK_LASTS = timedelta(minutes=30)


class WebChat:
    def __init__(
        self,
        storage: Storage,
        delivery: Delivery,
        links: PaperLinks,
        sessions: WebSessions,
        throttle: Throttle,
        panel: FormPanel,
    ) -> None:
        self._storage, self._delivery, self._links = storage, delivery, links
        self._sessions, self._throttle, self._panel = sessions, throttle, panel

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.page, methods=["GET"]),
            Route("/chat/messages", self.receive, methods=["POST"]),
            Route("/chat/history", self.history, methods=["GET"]),
            Route("/chat/form", self.form, methods=["GET"]),
            Route("/chat/feedback", self.feedback, methods=["POST"]),
            Route("/chat/link", self.link, methods=["POST"]),
            # Only what is the same for everybody is compressed: replies beside a secret could be guessed by their size.
            Mount("/page", GZipMiddleware(StaticFiles(directory=PAGE))),
        ]

    async def page(self, request: Request) -> Response:
        response = FileResponse(PAGE / "index.html", media_type="text/html; charset=utf-8")
        await self._sessions.ensure(request, response)
        return response

    async def receive(self, request: Request) -> JSONResponse:
        """One message of the visitor. Sent again with the same id it changes nothing and gets the same reply.

        With `field` the text is the new value of that cell of the form, edited in the panel.
        """
        conversation_id = await self._visitor(request)
        self._throttle.message(request, conversation_id)
        body = await read_object(request, EXAMPLE)
        message_id, text, field = body.get("message_id"), body.get("text"), body.get("field")
        if not isinstance(message_id, str) or not 0 < len(message_id) <= 64 or not isinstance(text, str):
            raise Refused(400, "message_wrong", f"请求应为：{EXAMPLE}")
        if field is not None and field not in self._panel.fields:
            raise Refused(400, "unknown_field", "登记表里没有这一项，请刷新页面再改。")
        reply = await self._delivery.deliver(conversation_id, message_id, text, CHANNEL, field)
        late = await self._delivery.take_late(conversation_id)
        shown = [for_page(one, self._links, conversation_id) for one in [*late, reply]]
        identity = effect_id(conversation_id, message_id)
        return JSONResponse({"id": identity, "late": shown[:-1], "reply": shown[-1], "form": _last_form([reply])})

    async def history(self, request: Request) -> JSONResponse:
        """Everything said so far, or what came after the message with the id `after`; late replies in their place."""
        conversation_id = await self._visitor(request)
        await self._delivery.take_late(conversation_id)
        exchanges = await asyncio.to_thread(self._exchanges, conversation_id)
        known = [one.message_id for one in exchanges]
        after = request.query_params.get("after")
        # Whole also when `after` is unknown: what the page shows has been deleted since.
        whole = after not in known
        if not whole and after is not None:
            exchanges = exchanges[known.index(after) + 1 :]
        form = _last_form([one.reply for one in exchanges if one.reply is not None])
        shown = [self._shown(one, conversation_id) for one in exchanges]
        return JSONResponse({"exchanges": shown, "form": form, "whole": whole})

    async def form(self, request: Request) -> HTMLResponse:
        """The panel without values: the same for everybody."""
        return HTMLResponse(self._panel.html())

    async def feedback(self, request: Request) -> JSONResponse:
        """👍 or 👎 for the answer to one message. Not a turn: a form under way stays where it is."""
        conversation_id = await self._visitor(request)
        self._throttle.message(request, conversation_id)
        body = await read_object(request, '{"id": "消息编号", "verdict": "up"}。')
        message_id, verdict = body.get("id"), body.get("verdict")
        if not isinstance(message_id, str) or verdict not in THUMBS:
            raise Refused(400, "feedback_wrong", "评价应为 up 或 down。")
        taken = await asyncio.to_thread(self._take_feedback, conversation_id, message_id, verdict)
        return JSONResponse({"taken": taken})

    async def link(self, request: Request) -> JSONResponse:
        """A link by which this conversation goes on in another browser: it opens once, and not for long."""
        conversation_id = await self._visitor(request)
        self._throttle.message(request, conversation_id)
        token = await asyncio.to_thread(self._offer, conversation_id)
        return JSONResponse({"path": f"/go/{token}"})

    async def _visitor(self, request: Request) -> str:
        conversation_id = await self._sessions.conversation(request)
        if conversation_id is None:
            raise Refused(401, "no_session", "会话已过期，请刷新页面。")
        return conversation_id

    def _exchanges(self, conversation_id: str) -> list[Exchange]:
        with self._storage.read() as work:
            return work.turns.history(conversation_id)

    def _offer(self, conversation_id: str) -> str:
        with self._storage.write() as work:
            conversation = work.conversations.get(conversation_id)
            draft_id = conversation.draft_id if conversation else None
            return work.handoffs.offer(conversation_id, draft_id, LINK_LASTS)

    def _take_feedback(self, conversation_id: str, message_id: str, verdict: Any) -> bool:
        with self._storage.write() as work:
            try:
                known = work.turns.reply(message_id, conversation_id) is not None
            except MessageIdTaken:
                known = False
            return known and work.questions.feedback(message_id, verdict)

    def _shown(self, exchange: Exchange, owner: str) -> dict[str, Any]:
        reply = None if exchange.reply is None else for_page(exchange.reply, self._links, owner)
        said, field = exchange.said, exchange.field
        if field == OLD_FORM:
            said, field = TOLD if said else None, None
        cell = self._panel.label(field) if field else None
        shown = {"id": exchange.message_id, "said": said, "cell": cell, "reply": reply}
        return {**shown, "at": exchange.at.isoformat()}


def _last_form(replies: Sequence[Reply]) -> dict[str, Any] | None:
    """Where the form stands after these replies; None where none of them speaks of it."""
    for reply in reversed(replies):
        form: dict[str, Any] | None = reply.custom.get("form")
        if form is not None:
            return form
    return None
