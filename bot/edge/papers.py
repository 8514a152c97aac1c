"""Finished papers behind signed, short-lived addresses: `GET /papers/<token>/<name>`."""

from __future__ import annotations

import asyncio
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.edge.session import WebSessions
from bot.storage import Document, PaperLinks, Storage
from bot.storage.links import LinkRefused


class Papers:
    def __init__(self, storage: Storage, links: PaperLinks, sessions: WebSessions) -> None:
        self._storage, self._links, self._sessions = storage, links, sessions

    def routes(self) -> list[Route]:
        return [Route("/papers/{token}/{name}", self.download, methods=["GET"])]

    async def download(self, request: Request) -> Response:
        """The paper, or one and the same 404 for what is forged, over, deleted or somebody else's."""
        visitor = await self._sessions.conversation(request)
        try:
            document_id = self._links.open(request.path_params["token"], visitor)
        except LinkRefused:
            return _gone()
        document = await asyncio.to_thread(self._read, document_id)
        if document is None:
            return _gone()
        return as_attachment(document.name, document.media_type, document.content)

    def _read(self, document_id: str) -> Document | None:
        with self._storage.read() as work:
            return work.documents.get(document_id)


def as_attachment(name: str, media_type: str, content: bytes) -> Response:
    """A file to keep. The name in the address is for people; the one that counts is the stored one."""
    extension = name.rpartition(".")[2] if "." in name else "bin"
    fallback = f"paper.{extension}" if extension.isascii() and extension.isalnum() else "paper.bin"
    named = f"attachment; filename=\"{fallback}\"; filename*=UTF-8''{quote(name, safe='')}"
    return Response(content, media_type=media_type, headers={"content-disposition": named})


def _gone() -> Response:
    return PlainTextResponse(
        "这个下载链接已失效（30 分钟内有效，只有本人能打开）。请回到对话里说“下载材料”再取一次。", 404
    )
