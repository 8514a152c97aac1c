"""Photos and copies for the open draft: `POST /uploads?kind=photo`, the file itself as the body.

A plain body instead of a form: its size can be refused while it arrives, and no file name ever comes in.
"""

from __future__ import annotations

import asyncio
import importlib
import logging
from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.edge.incoming import Refused, read_body
from bot.edge.session import WebSessions
from bot.edge.throttle import Throttle
from bot.storage import Draft, Storage
from bot.storage.papers import Attachment
from bot.storage.storage import Work

log = logging.getLogger(__name__)

MAX_BYTES = 10 * 1024 * 1024
KINDS = {"photo": "照片", "id_card": "身份证复印件", "education": "学历证书", "title": "职称证书"}

# Takes the bytes, gives the kind of content and the bytes to keep; raises ValueError with one Chinese sentence.
Reader = Callable[[bytes], tuple[str, bytes]]


class Uploads:
    """`reader` is picked by kind; tests give their own."""

    def __init__(
        self,
        storage: Storage,
        sessions: WebSessions,
        throttle: Throttle,
        reader: Callable[[str], Reader] | None = None,
    ) -> None:
        self._storage, self._sessions, self._throttle = storage, sessions, throttle
        self._reader = reader or reader_of

    def routes(self) -> list[Route]:
        return [
            Route("/uploads", self.receive, methods=["POST"]),
            Route("/uploads", self.kept, methods=["GET"]),
            Route("/uploads/photo", self.photo, methods=["GET"]),
        ]

    async def kept(self, request: Request) -> JSONResponse:
        """Which files there are for the visitor's draft."""
        there = await asyncio.to_thread(self._kinds, await self._visitor(request))
        return JSONResponse({"kinds": {kind: kind in there for kind in KINDS}})

    async def photo(self, request: Request) -> Response:
        """The photo as it will stand on the form, for the one who sent it."""
        attachment = await asyncio.to_thread(self._attachment, await self._visitor(request), "photo")
        if attachment is None or not attachment.media_type.startswith("image/"):
            raise Refused(404, "no_photo", "还没有上传照片。")
        return Response(attachment.content, media_type=attachment.media_type)

    async def receive(self, request: Request) -> JSONResponse:
        conversation_id = await self._visitor(request)
        self._throttle.message(request, conversation_id)
        kind = request.query_params.get("kind", "")
        if kind not in KINDS:
            raise Refused(400, "unknown_kind", f"请说明上传的是什么：{'、'.join(KINDS.values())}。")
        content = await read_body(request, MAX_BYTES)
        if not content:
            raise Refused(400, "empty_file", f"收到的{KINDS[kind]}是空文件，请重新选择后再上传。")
        await asyncio.to_thread(self._keep, conversation_id, kind, content)
        return JSONResponse({"kind": kind, "message": f"{KINDS[kind]}收到了。"})

    async def _visitor(self, request: Request) -> str:
        conversation_id = await self._sessions.conversation(request)
        if conversation_id is None:
            raise Refused(401, "no_session", "请先打开对话页面，再上传。")
        return conversation_id

    def _kinds(self, conversation_id: str) -> set[str]:
        with self._storage.read() as work:
            draft = _draft(work, conversation_id)
            return work.attachments.kinds(draft.id) if draft else set()

    def _attachment(self, conversation_id: str, kind: str) -> Attachment | None:
        with self._storage.read() as work:
            draft = _draft(work, conversation_id)
            return work.attachments.get(draft.id, kind) if draft else None

    def _keep(self, conversation_id: str, kind: str, content: bytes) -> None:
        try:
            # Before the transaction: reading a picture takes its time, and SQLite has one writer.
            media_type, clean = self._reader(kind)(content)
        except ValueError as error:
            raise Refused(422, "unusable_file", str(error)) from error
        with self._storage.write() as work:
            draft = _draft(work, conversation_id)
            if draft is None:
                raise Refused(409, "no_draft", "还没有在填的登记表。请先在对话里说“填登记表”，再上传。")
            if not draft.consent_version:
                raise Refused(409, "no_consent", "请先在对话里说“同意”，再上传。")
            work.attachments.put(draft.id, kind, media_type, clean)
            log.info("attachment kept kind=%s bytes=%d", kind, len(clean))


def _draft(work: Work, conversation_id: str) -> Draft | None:
    """The draft of a conversation. A finished one takes files too: they go into its next version."""
    conversation = work.conversations.get(conversation_id)
    return work.drafts.get(conversation.draft_id) if conversation and conversation.draft_id else None


def reader_of(kind: str) -> Reader:
    """How a kind of file is checked and cleaned. Imported here: Pillow is slow to load and seldom needed."""
    name = "photo" if kind == "photo" else "attachments"
    module: Any = importlib.import_module(f"bot.documents.{name}")
    reader: Reader = module.read_upload
    return reader
