"""A conversation with the assistant in process: the same storage as outside, no engine and no edge."""

from __future__ import annotations

import copy
import io
import re
import tempfile
import uuid
import zipfile
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import unescape

from bot.core.old_form import OLD_FORM, packed
from bot.core.reply import Reply
from bot.kb.load import load
from bot.services.assistant import Assistant
from bot.storage import Draft, PaperLinks, Storage, load_keys

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 5, 20)


@cache
def _first() -> tuple[Assistant, Path]:
    """One assistant for a test run: what it knows takes a second to build."""
    folder = Path(tempfile.mkdtemp())
    return Assistant(
        _open(folder), load(ROOT / "policies_kb"), operator="测试", retention_days=30, today=lambda: TODAY
    ), folder


def _open(folder: Path) -> Storage:
    return Storage(f"sqlite:///{folder}/talk.db", load_keys(folder, None))


class Talk:
    """`folder`: a database of its own; else one that all talks of the run share."""

    def __init__(self, folder: Path | None = None) -> None:
        first, shared = _first()
        self.folder = folder or shared
        self.sender = uuid.uuid4().hex
        self.assistant = first
        if folder:
            self.reopen()
        self.reply = Reply("")

    def reopen(self) -> None:
        """As after a restart: nothing is left but what is in the database."""
        if self.assistant is not _first()[0]:
            self.storage.close()
        self.assistant = copy.copy(self.assistant)
        self.assistant._storage = _open(self.folder)
        self.assistant._links = PaperLinks(self.assistant._storage.keyring)

    @property
    def storage(self) -> Storage:
        return self.assistant._storage

    def say(self, text: str) -> str:
        """The reply's text; all of it is in `reply`."""
        self.reply = self.assistant.handle(None, self.sender, text).reply
        return self.reply.text

    def says(self, *texts: str) -> str:
        for text in texts:
            self.say(text)
        return self.reply.text

    def edit(self, key: str, text: str) -> str:
        self.reply = self.assistant.handle(None, self.sender, text, field=key).reply
        return self.reply.text

    def take_form(self, values: Mapping[str, str]) -> str:
        self.reply = self.assistant.handle(None, self.sender, packed(values), "web", field=OLD_FORM).reply
        return self.reply.text

    # ---- what it led to ----

    @property
    def form(self) -> dict[str, Any]:
        return dict(self.reply.custom.get("form") or {})

    @property
    def field(self) -> str | None:
        return self.form.get("field")

    @property
    def filled(self) -> dict[str, str]:
        return dict(self.form.get("filled") or {})

    @property
    def titles(self) -> list[str]:
        return [button.title for button in self.reply.buttons]

    def press(self, title: str) -> str:
        return self.say(next(button.say for button in self.reply.buttons if button.title == title))

    @property
    def draft(self) -> Draft | None:
        with self.storage.read() as work:
            conversation = work.conversations.get(self.sender)
            return work.drafts.get(conversation.draft_id) if conversation and conversation.draft_id else None

    def paper(self, ending: str = ".docx") -> bytes:
        """The first paper of the last reply."""
        listed = next(d for d in self.reply.custom["documents"] if d["name"].endswith(ending))
        token = listed["url"].split("/papers/")[1].split("/")[0]
        with self.storage.read() as work:
            paper = work.documents.get(self.assistant._links.open(token, None))
        assert paper is not None
        return paper.content

    def paper_text(self) -> str:
        archive = zipfile.ZipFile(io.BytesIO(self.paper()))
        xml = "\n".join(archive.read(n).decode() for n in archive.namelist() if n == "word/document.xml")
        return unescape(re.sub(r"<[^>]+>", "", xml.replace("</w:p>", "\n")), {"&quot;": '"', "&apos;": "'"})
