"""A conversation goes on in this browser: by a one-time link from another channel, or by 材料编号 and a second factor.

Opening a link shows a page with a button, and only the button uses it up: messengers fetch links by themselves.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import logging
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.edge import handoff_page as page
from bot.edge.delivery import Delivery
from bot.edge.incoming import read_body
from bot.edge.session import WebSessions
from bot.edge.throttle import Throttle
from bot.storage import Draft, Storage
from bot.storage.database import lock_conversation
from bot.storage.storage import Work

log = logging.getLogger(__name__)

LINK_LASTS = timedelta(minutes=30)
TRIES, LOCKED_FOR = 5, timedelta(hours=1)
WRONG, LOCKED, RESUMED = "resume_wrong", "resume_locked", "resumed"
GO_ON = "继续填表"
FORM_BYTES = 4096


@dataclass(frozen=True)
class Opened:
    conversation_id: str
    goes_on: bool  # a form waits to be filled in


class Handoff:
    def __init__(
        self, storage: Storage, delivery: Delivery, sessions: WebSessions, throttle: Throttle, base_url: str
    ) -> None:
        self._storage, self._delivery = storage, delivery
        self._sessions, self._throttle, self.base_url = sessions, throttle, base_url

    def routes(self) -> list[Route]:
        return [
            Route("/go/{token}", self.ask, methods=["GET"]),
            Route("/go/{token}", self.open, methods=["POST"]),
            Route("/resume", self.ask_number, methods=["GET"]),
            Route("/resume", self.resume, methods=["POST"]),
        ]

    def offer(self, conversation_id: str, draft_id: str | None = None) -> str:
        """An address that opens this conversation in a browser, once, for half an hour. Blocks: call it in a thread."""
        with self._storage.write() as work:
            token = work.handoffs.offer(conversation_id, draft_id, LINK_LASTS)
        return f"{self.base_url}/go/{token}"

    async def ask(self, request: Request) -> Response:
        visitor = await self._sessions.conversation(request)
        unfinished = visitor is not None and await asyncio.to_thread(self._has_open_form, visitor)
        return page.link(unfinished)

    async def open(self, request: Request) -> Response:
        """Use the link up: this browser is let into the conversation."""
        self._throttle.new_session(request)
        token = request.path_params["token"]
        opened = await asyncio.to_thread(self._take, token)
        if opened is None:
            return page.link_over()
        return await self._let_in(request, opened, f"go:{hashlib.sha256(token.encode()).hexdigest()[:32]}")

    async def ask_number(self, request: Request) -> Response:
        return page.number(request.query_params.get("number", "")[:40])

    async def resume(self, request: Request) -> Response:
        self._throttle.new_session(request)
        body = parse_qs((await read_body(request, FORM_BYTES)).decode("utf-8", "ignore"))
        number, last = (_plain(body.get(name, [""])[0])[:40] for name in ("number", "last"))
        opened = await asyncio.to_thread(self._check, number, last)
        if isinstance(opened, Opened):
            return await self._let_in(request, opened, f"resume:{secrets.token_hex(16)}")
        return page.number(number, opened, 403)

    async def _let_in(self, request: Request, opened: Opened, message_id: str) -> Response:
        if opened.goes_on:
            # The first thing the page shows is where the form stands.
            await self._delivery.deliver(opened.conversation_id, message_id, GO_ON, "web")
        response = RedirectResponse("/", 303)
        await self._sessions.switch(request, response, opened.conversation_id)
        return response

    # What follows runs in threads.

    def _has_open_form(self, conversation_id: str) -> bool:
        with self._storage.read() as work:
            return any(draft.values for draft in work.drafts.of(conversation_id, "open", "paused"))

    def _take(self, token: str) -> Opened | None:
        with self._storage.write() as work:
            taken = work.handoffs.take(token)
            if taken is None:
                return None
            draft = work.drafts.get(taken.draft_id) if taken.draft_id else None
            work.audit.add("person", "handed_over", taken.conversation_id)
        return Opened(taken.conversation_id, _goes_on(draft))

    def _check(self, number: str, last: str) -> Opened | str:
        """The conversation a number opens, or what to say instead: the same for a wrong number and a wrong factor."""
        with self._storage.write() as work:
            subject = f"resume:{number}"
            lock_conversation(work.connection, subject)
            since = work.now - LOCKED_FOR
            if work.audit.count(LOCKED, subject, since):
                return page.TOO_OFTEN
            draft = work.drafts.by_reference(number)
            if draft is not None and last in _factors(draft):
                work.audit.add("person", RESUMED, subject)
                return Opened(draft.conversation_id, _goes_on(draft))
            self._count_wrong(work, subject, work.audit.count(WRONG, subject, since) + 1)
        return page.WRONG

    @staticmethod
    def _count_wrong(work: Work, subject: str, tries: int) -> None:
        work.audit.add("person", WRONG, subject)
        if tries >= TRIES:
            work.audit.add("person", LOCKED, subject)
            log.warning("a 材料编号 is locked for an hour after %d wrong tries", tries)


class _SameTime:
    """`in` over a few secrets without telling by its time how much of one fits."""

    def __init__(self, secrets_: list[str]) -> None:
        self._secrets = secrets_

    def __contains__(self, given: str) -> bool:
        found = [hmac.compare_digest(given.encode(), secret.encode()) for secret in self._secrets]
        return any(found)


def _factors(draft: Draft) -> _SameTime:
    """The last four of the ID number and of the mobile. `H03456789（中国香港）` ends in 6789."""
    known = [str(draft.values.get(key, "")).partition("（")[0] for key in ("id_number", "mobile")]
    return _SameTime([value[-4:].upper() for value in known if len(value) >= 8])


def _goes_on(draft: Draft | None) -> bool:
    return draft is not None and draft.status in {"open", "paused"}


def _plain(text: str) -> str:
    """Half-width, upper case, without space: `ｃｑｏ－abcd 2345` is CQO-ABCD2345."""
    plain = "".join(unicodedata.normalize("NFKC", text).upper().split())
    return f"CQO-{plain[3:].lstrip('-_—–')}" if plain.startswith("CQO") else plain
