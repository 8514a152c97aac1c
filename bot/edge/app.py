"""The edge put together: channels, papers, uploads and health behind one set of headers."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.bootstrap import Settings
from bot.edge.delivery import Delivery
from bot.edge.engine_client import Engine, RasaEngine
from bot.edge.events import Events
from bot.edge.handoff import Handoff
from bot.edge.headers import SecurityHeaders
from bot.edge.health import Health
from bot.edge.incoming import Refused
from bot.edge.lane import Patience
from bot.edge.panel import FormPanel
from bot.edge.papers import Papers
from bot.edge.preview import Previews
from bot.edge.rest import RestChannel
from bot.edge.session import WebSessions
from bot.edge.throttle import Throttle
from bot.edge.uploads import Uploads
from bot.edge.web import WebChat
from bot.storage import PaperLinks, Storage

if TYPE_CHECKING:
    from bot.edge.telegram import TelegramChannel

log = logging.getLogger(__name__)
PURGE_EVERY_SECONDS = 24 * 3600


def create_app(
    settings: Settings, storage: Storage, engine: Engine | None = None, patience: Patience | None = None
) -> Starlette:
    """`engine` and `patience` are given by tests; otherwise ours over HTTP, as patient as the settings say."""
    seconds = settings.reply_seconds
    patience = patience or Patience(reply=seconds, attempt=max(0.5, seconds - 1))
    engine = engine or RasaEngine(settings.engine_url, patience.attempt)
    delivery = Delivery(storage, engine, patience)
    links = PaperLinks(storage.keyring)
    throttle = Throttle()
    sessions = WebSessions(storage, throttle, secure=bool(settings.base_url and settings.base_url.startswith("https:")))
    events = Events(sessions)
    delivery.finished.append(events.tell)
    panel = FormPanel(settings.kb_path)
    handoff = Handoff(storage, delivery, sessions, throttle, settings.page_url)
    routes = [
        *WebChat(storage, delivery, links, sessions, throttle, panel).routes(),
        *events.routes(),
        *Papers(storage, links, sessions).routes(),
        *Previews(storage, links, sessions).routes(),
        *Uploads(storage, sessions, throttle, delivery).routes(),
        *handoff.routes(),
        *Health(storage, engine).routes(),
    ]
    telegram = _telegram(settings, storage, delivery, handoff, links)
    if telegram is not None:
        routes += telegram.routes()
    if settings.development:
        routes += RestChannel(delivery, links).routes()

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        await delivery.start()
        if telegram is not None:
            await telegram.start()
        purging = asyncio.create_task(_purge_daily(storage))
        yield
        purging.cancel()
        with suppress(asyncio.CancelledError):
            await purging
        if telegram is not None:
            await telegram.stop()
        await delivery.stop()
        if isinstance(engine, RasaEngine):
            await engine.close()

    app = Starlette(
        routes=routes,
        lifespan=lifespan,
        middleware=[Middleware(SecurityHeaders, base_url=settings.base_url)],
        exception_handlers={Refused: _refused, HTTPException: _not_here, Exception: _failed},
    )
    app.state.delivery = delivery
    app.state.events = events
    return app


def _telegram(
    settings: Settings, storage: Storage, delivery: Delivery, handoff: Handoff, links: PaperLinks
) -> TelegramChannel | None:
    if settings.telegram_token is None:
        return None
    # Imported here: the library takes a second to load, and most run without it.
    from bot.edge import telegram

    return telegram.build(settings, storage, delivery, handoff, links)


async def _purge_daily(storage: Storage) -> None:
    while True:
        try:
            log.info("purged drafts=%d", await asyncio.to_thread(storage.purge))
        except Exception as error:  # noqa: BLE001 - tomorrow is another day
            log.error("purge failed: %s", type(error).__name__)
        await asyncio.sleep(PURGE_EVERY_SECONDS)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    return _problem(error.status, error.code, error.sentence)


async def _not_here(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    sentence = {404: "没有这个地址。", 405: "这个地址不支持这种请求方式。"}.get(error.status_code, "这个请求处理不了。")
    return _problem(error.status_code, "not_here", sentence)


async def _failed(request: Request, error: Exception) -> Response:
    return _problem(500, "failed", "系统这会儿忙，刚才那次没有处理成，请再试一次。")


def _problem(status: int, code: str, sentence: str) -> JSONResponse:
    return JSONResponse({"error": {"code": code, "message": sentence}}, status)
