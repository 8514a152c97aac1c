"""Photos and copies for the open draft: `POST /uploads?kind=photo`, the file itself as the body.

`kind=old_form` is an old 登记表 or a row of the 人才库信息表: it is read, not kept, and what it says becomes a message of
the conversation, so that it waits in line and is answered like any other. A plain body instead of a form: its size can be refused while it arrives, and no file name ever comes in.
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

from bot.core.old_form import OLD_FORM, packed
from bot.edge.delivery import Delivery
from bot.edge.incoming import MAX_CHARACTERS, Refused, read_body
from bot.edge.session import WebSessions
from bot.edge.throttle import Throttle
from bot.storage import Draft, Storage
from bot.storage.papers import Attachment
from bot.storage.storage import Work

log = logging.getLogger(__name__)

CHANNEL = "web"
MAX_BYTES = 10 * 1024 * 1024
KINDS = {"photo": "照片", "id_card": "身份证复印件", "education": "学历证书", "title": "职称证书"}
TAKEN = {**KINDS, OLD_FORM: "旧表"}

# Takes the bytes, gives the kind of content and the bytes to keep; raises ValueError with one Chinese sentence.
Reader = Callable[[bytes], tuple[str, bytes]]


class Uploads:
    """`reader` is picked by kind; tests give their own."""

    def __init__(
        self,
        storage: Storage,
        sessions: WebSessions,
        throttle: Throttle,
        delivery: Delivery,
        reader: Callable[[str], Reader] | None = None,
    ) -> None:
        self._storage, self._sessions, self._throttle, self._delivery = storage, sessions, throttle, delivery
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
        if kind not in TAKEN:
            raise Refused(400, "unknown_kind", f"请说明上传的是什么：{'、'.join(TAKEN.values())}。")
        content = await read_body(request, MAX_BYTES)
        if not content:
            raise Refused(400, "empty_file", f"收到的{TAKEN[kind]}是空文件，请重新选择后再上传。")
        if kind == OLD_FORM:
            return await self._read(conversation_id, content)
        await asyncio.to_thread(self._keep, conversation_id, kind, content)
        return JSONResponse({"kind": kind, "message": f"{KINDS[kind]}收到了。"})

    async def _read(self, conversation_id: str, content: bytes) -> JSONResponse:
        """The cells of an old form as a message; before consent nothing of it is read, and `again` asks for it anew."""
        agreed = await asyncio.to_thread(self._agreed, conversation_id)
        cells = await asyncio.to_thread(_cells, content) if agreed else {}
        message = packed(cells)
        if len(message) > MAX_CHARACTERS:
            raise Refused(422, "unusable_file", "表里的字太多，我一次读不完：请把简历缩短再传，或直接发在对话里。")
        reply = await self._delivery.deliver(conversation_id, None, message, CHANNEL, OLD_FORM)
        error = reply.custom.get("error")
        if error and not error.get("saved"):
            raise Refused(503, str(error["code"]), "旧表没存上，请再传一次。")
        said = "读好了，请在对话里一项项确认。" if agreed else "先在对话里点“同意”，我再读这份表。"
        return JSONResponse({"kind": OLD_FORM, "message": reply.text if error else said, "again": not agreed})

    def _agreed(self, conversation_id: str) -> bool:
        """Whether there is a form to read into. A finished one is done with: the next asks anew."""
        with self._storage.read() as work:
            draft = _draft(work, conversation_id)
            return draft is not None and bool(draft.consent_version) and draft.status != "finished"

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


def _cells(content: bytes) -> dict[str, str]:
    from bot.documents.read_form import read_form  # python-docx and openpyxl are slow to load and seldom needed

    try:
        return read_form(content)
    except ValueError as error:
        raise Refused(422, "unusable_file", str(error)) from error


def reader_of(kind: str) -> Reader:
    """How a kind of file is checked and cleaned. Imported here: Pillow is slow to load and seldom needed."""
    name = "photo" if kind == "photo" else "attachments"
    module: Any = importlib.import_module(f"bot.documents.{name}")
    reader: Reader = module.read_upload
    return reader
