"""The registration drafts: what has been filled in, whose it is, and which version of the papers it stands for."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.engine import Connection

from bot.storage import schema
from bot.storage.keys import Keyring

DraftStatus = Literal["open", "paused", "finished", "superseded", "deleted"]
REFERENCE = "draft.reference"

# What runs at every turn of a form, composed once.
_BY_ID = select(schema.draft).where(schema.draft.c.id == bindparam("draft"))
_SAVE = update(schema.draft).where(
    (schema.draft.c.id == bindparam("same_id")) & (schema.draft.c.revision == bindparam("read_revision"))
)


@dataclass
class Draft:
    """`values`: field key → stored value. `notes`: what the form remembers beside them (skipped, left for later …).

    `reference` is the 材料编号, given when the papers are made. `version` counts the papers people see; `revision`
    counts saves and belongs to the repository.
    """

    id: str
    conversation_id: str
    status: DraftStatus
    created_at: datetime
    updated_at: datetime
    expires_at: datetime
    values: dict[str, Any] = field(default_factory=dict)
    notes: dict[str, Any] = field(default_factory=dict)
    reference: str | None = None
    version: int = 1
    revision: int = 0
    consent_version: str | None = None


class DraftChanged(Exception):
    """Somebody else saved or deleted this draft since it was read: read it again before changing it."""


class Drafts:
    def __init__(self, connection: Connection, now: datetime, keyring: Keyring, keep: timedelta) -> None:
        self._connection, self._now, self._keyring, self._keep = connection, now, keyring, keep

    def create(self, conversation_id: str, consent_version: str | None = None) -> Draft:
        draft = Draft(
            id=secrets.token_hex(16),
            conversation_id=conversation_id,
            status="open",
            created_at=self._now,
            updated_at=self._now,
            expires_at=self._now + self._keep,
            consent_version=consent_version,
        )
        self._connection.execute(schema.draft.insert(), self._row(draft))
        return draft

    def get(self, draft_id: str) -> Draft | None:
        return self._one(_BY_ID, {"draft": draft_id})

    def of(self, conversation_id: str, *statuses: DraftStatus) -> list[Draft]:
        """The drafts of a conversation, last changed first; of the given statuses only, if any are given."""
        query = select(schema.draft).where(schema.draft.c.conversation_id == conversation_id)
        if statuses:
            query = query.where(schema.draft.c.status.in_(statuses))
        rows = self._connection.execute(query.order_by(schema.draft.c.updated_at.desc(), schema.draft.c.version.desc()))
        return [self._draft(row) for row in rows]

    def by_reference(self, reference: str) -> Draft | None:
        """The newest version under a 材料编号."""
        digests = self._keyring.digests(REFERENCE, reference)
        query = select(schema.draft).where(schema.draft.c.reference_lookup.in_(digests))
        return self._one(query.order_by(schema.draft.c.version.desc()).limit(1))

    def save(self, draft: Draft) -> None:
        """Write `draft` back, and start its retention period anew. Raises DraftChanged if it was not the newest."""
        read = draft.revision
        draft.revision, draft.updated_at, draft.expires_at = read + 1, self._now, self._now + self._keep
        row = {**self._row(draft), "same_id": draft.id, "read_revision": read}
        if not self._connection.execute(_SAVE, row).rowcount:
            raise DraftChanged(draft.id)

    def revise(self, draft: Draft) -> Draft:
        """A new open version of finished papers with the same values and 材料编号; the old is kept as superseded."""
        draft.status = "superseded"
        self.save(draft)
        successor = self.create(draft.conversation_id, draft.consent_version)
        successor.values, successor.notes = dict(draft.values), dict(draft.notes)
        successor.reference, successor.version = draft.reference, draft.version + 1
        self.save(successor)
        return successor

    def delete(self, draft_id: str) -> None:
        """Remove a draft with its papers, attachments and consents."""
        for table in (schema.document, schema.attachment, schema.consent, schema.handoff):
            self._connection.execute(delete(table).where(table.c.draft_id == draft_id))
        self._connection.execute(delete(schema.draft).where(schema.draft.c.id == draft_id))

    def _row(self, draft: Draft) -> dict[str, Any]:
        lookup = self._keyring.digest(REFERENCE, draft.reference) if draft.reference else None
        return {**vars(draft), "reference_lookup": lookup}

    def _one(self, query: Any, parameters: dict[str, Any] | None = None) -> Draft | None:
        row = self._connection.execute(query, parameters or {}).first()
        return self._draft(row) if row else None

    @staticmethod
    def _draft(row: Any) -> Draft:
        return Draft(**{name: value for name, value in row._mapping.items() if name != "reference_lookup"})
