"""What belongs to a draft: finished papers, uploaded attachments, and the consents given for it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.engine import Connection

from bot.storage import schema


@dataclass(frozen=True)
class Document:
    """A finished paper of one version of a draft. `conversation_id` is the draft's owner."""

    id: str
    draft_id: str
    version: int
    name: str
    media_type: str
    created_at: datetime
    content: bytes = b""


@dataclass(frozen=True)
class Attachment:
    """`kind`: photo, id_card, education, title …"""

    id: str
    draft_id: str
    kind: str
    media_type: str
    created_at: datetime
    content: bytes = b""


class Documents:
    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection, self._now = connection, now

    def add(self, draft_id: str, version: int, name: str, media_type: str, content: bytes) -> Document:
        document = Document(secrets.token_hex(16), draft_id, version, name, media_type, self._now, content)
        self._connection.execute(schema.document.insert(), vars(document))
        return document

    def get(self, document_id: str) -> Document | None:
        row = self._connection.execute(select(schema.document).where(schema.document.c.id == document_id)).first()
        return Document(**row._mapping) if row else None

    def of(self, draft_id: str, version: int | None = None) -> list[Document]:
        """The papers of a draft in the order they were made, without their content."""
        columns = [column for column in schema.document.c if column.name != "content"]
        query = select(*columns).where(schema.document.c.draft_id == draft_id)
        if version is not None:
            query = query.where(schema.document.c.version == version)
        rows = self._connection.execute(query)
        return sorted((Document(**row._mapping) for row in rows), key=lambda document: document.created_at)

    def owner(self, document_id: str) -> str | None:
        """The conversation whose draft the document belongs to."""
        table = schema.draft.join(schema.document, schema.document.c.draft_id == schema.draft.c.id)
        query = select(schema.draft.c.conversation_id).select_from(table).where(schema.document.c.id == document_id)
        owner: str | None = self._connection.execute(query).scalar_one_or_none()
        return owner


class Attachments:
    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection, self._now = connection, now

    def put(self, draft_id: str, kind: str, media_type: str, content: bytes) -> Attachment:
        """Store an attachment; another of the same kind on this draft is replaced."""
        self.remove(draft_id, kind)
        attachment = Attachment(secrets.token_hex(16), draft_id, kind, media_type, self._now, content)
        self._connection.execute(schema.attachment.insert().values(vars(attachment)))
        return attachment

    def get(self, draft_id: str, kind: str) -> Attachment | None:
        table = schema.attachment
        query = select(table).where((table.c.draft_id == draft_id) & (table.c.kind == kind))
        row = self._connection.execute(query).first()
        return Attachment(**row._mapping) if row else None

    def kinds(self, draft_id: str) -> set[str]:
        query = select(schema.attachment.c.kind).where(schema.attachment.c.draft_id == draft_id)
        return set(self._connection.execute(query).scalars())

    def remove(self, draft_id: str, kind: str) -> None:
        table = schema.attachment
        self._connection.execute(delete(table).where((table.c.draft_id == draft_id) & (table.c.kind == kind)))


class Consents:
    """Who agreed to which version of the notice, for which group of fields, and when."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection, self._now = connection, now

    def give(self, conversation_id: str, version: str, purpose: str, draft_id: str | None = None) -> None:
        if self.given(conversation_id, version, purpose, draft_id):
            return
        values = {"conversation_id": conversation_id, "draft_id": draft_id, "version": version, "purpose": purpose}
        self._connection.execute(schema.consent.insert().values(given_at=self._now, **values))

    def given(self, conversation_id: str, version: str, purpose: str, draft_id: str | None = None) -> bool:
        table = schema.consent
        query = self._matching(conversation_id, purpose, draft_id).where(table.c.version == version)
        return self._connection.execute(query).first() is not None

    def withdraw(self, conversation_id: str, purpose: str, draft_id: str | None = None) -> None:
        ids = [row.id for row in self._connection.execute(self._matching(conversation_id, purpose, draft_id))]
        table = schema.consent
        self._connection.execute(update(table).where(table.c.id.in_(ids)).values(withdrawn_at=self._now))

    @staticmethod
    def _matching(conversation_id: str, purpose: str, draft_id: str | None) -> Any:
        table = schema.consent
        wanted = (table.c.conversation_id == conversation_id) & (table.c.purpose == purpose)
        return select(table.c.id).where(wanted & (table.c.draft_id == draft_id) & table.c.withdrawn_at.is_(None))
