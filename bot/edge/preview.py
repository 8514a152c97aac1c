"""A finished Word paper as PDF and as pictures of its pages, made when somebody wants them, kept only in memory.

Behind the same signed addresses as the paper itself: whoever may not open that, may not open these.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.edge.incoming import Refused
from bot.edge.papers import as_attachment
from bot.edge.session import WebSessions
from bot.storage import Document, PaperLinks, Storage
from bot.storage.links import PREFIX, LinkRefused

log = logging.getLogger(__name__)

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DOTS_PER_INCH = 110  # a page is read on a phone by zooming in
KEPT = 8
GONE = "这个链接已失效（30 分钟内有效，只有本人能打开）。请回到对话里说“下载材料”再取一次。"


@dataclass(frozen=True)
class Printed:
    """`pages` are PNG; none where this machine makes no pictures."""

    pdf: bytes
    pages: tuple[bytes, ...]


class Previews:
    def __init__(self, storage: Storage, links: PaperLinks, sessions: WebSessions) -> None:
        self._storage, self._links, self._sessions = storage, links, sessions
        self._printed: OrderedDict[str, Printed] = OrderedDict()
        # LibreOffice takes a core and 200 MB: one run at a time.
        self._printing = asyncio.Lock()

    def routes(self) -> list[Route]:
        return [
            Route("/pdf/{token}/{name}", self.pdf, methods=["GET"]),
            Route("/pictures/{token}", self.pictures, methods=["GET"]),
            Route("/pictures/{token}/{page:int}", self.picture, methods=["GET"]),
        ]

    async def pdf(self, request: Request) -> Response:
        document, printed = await self._print(request)
        return as_attachment(document.name.rpartition(".")[0] + ".pdf", "application/pdf", printed.pdf)

    async def pictures(self, request: Request) -> Response:
        """The addresses of the page's pictures."""
        _, printed = await self._print(request)
        path = request.url.path.rstrip("/")
        return JSONResponse({"pages": [f"{path}/{number}" for number in range(1, len(printed.pages) + 1)]})

    async def picture(self, request: Request) -> Response:
        _, printed = await self._print(request)
        number = request.path_params["page"]
        if not 1 <= number <= len(printed.pages):
            raise Refused(404, "gone", GONE)
        return Response(printed.pages[number - 1], media_type="image/png")

    async def _print(self, request: Request) -> tuple[Document, Printed]:
        document = await self._paper(request)
        async with self._printing:
            printed = self._printed.get(document.id)
            if printed is None:
                printed = await asyncio.to_thread(_printed, document.content)
                self._printed[document.id] = printed
                while len(self._printed) > KEPT:
                    self._printed.popitem(last=False)
        return document, printed

    async def _paper(self, request: Request) -> Document:
        """The paper behind a token, read anew each time: one that was deleted has no pictures either."""
        visitor = await self._sessions.conversation(request)
        try:
            document_id = self._links.open(request.path_params["token"], visitor)
        except LinkRefused as error:
            raise Refused(404, "gone", GONE) from error
        document = await asyncio.to_thread(self._read, document_id)
        if document is None or document.media_type != DOCX:
            self._printed.pop(document_id, None)
            raise Refused(404, "gone", GONE)
        return document

    def _read(self, document_id: str) -> Document | None:
        with self._storage.read() as work:
            return work.documents.get(document_id)


def available() -> bool:
    """Whether this machine can make PDFs. Imported here: what makes papers is slow to load and seldom needed."""
    try:
        from bot.documents import pdf
    except ImportError:
        return False
    return pdf.available()


def with_prints(documents: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The listed papers with the addresses of their PDF and their pictures, where these can be made."""
    if not documents or not available():
        return documents
    return [_with_print(one) if one.get("media_type") == DOCX else one for one in documents]


def with_pdfs(documents: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The listed papers, and after them the PDF of each that has one: made when its address is opened, not before."""
    printed = [one for one in with_prints(documents) if "pdf" in one]
    pdfs = [
        {"name": one["name"].rpartition(".")[0] + ".pdf", "media_type": "application/pdf", "url": one["pdf"]}
        for one in printed
    ]
    return [*documents, *pdfs]


def _with_print(document: dict[str, Any]) -> dict[str, Any]:
    token, _, name = str(document["url"]).removeprefix(PREFIX).partition("/")
    stem = name.rpartition(".")[0] or name
    return {**document, "pdf": f"/pdf/{token}/{stem}.pdf", "pictures": f"/pictures/{token}"}


def _printed(content: bytes) -> Printed:
    from bot.documents import pdf

    try:
        made = pdf.pdf(content)
    except pdf.PdfUnavailable as error:
        raise Refused(503, "no_pdf", str(error)) from error
    try:
        return Printed(made, tuple(pdf.picture(made, DOTS_PER_INCH)))
    except pdf.PdfUnavailable as error:
        log.info("no pictures: %s", type(error).__name__)
        return Printed(made, ())
