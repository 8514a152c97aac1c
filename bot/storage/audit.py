"""A trail of what was done to people's data: append-only, each row sealed over the one before."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.engine import Connection

from bot.storage import schema
from bot.storage.keys import Keyring

SEAL, SUBJECT = "audit.seal", "audit.subject"
_LOCK = 20210102


class Audit:
    def __init__(self, connection: Connection, now: datetime, keyring: Keyring) -> None:
        self._connection, self._now, self._keyring = connection, now, keyring

    def add(self, actor: str, action: str, subject: str, **detail: Any) -> None:
        """`subject` (a conversation or draft id) is stored as HMAC; `detail`: ids, kinds and counts, never a value."""
        if self._connection.dialect.name == "postgresql":
            self._connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        last = select(schema.audit.c.hash).order_by(schema.audit.c.seq.desc()).limit(1)
        row = {
            "at": self._now,
            "actor": actor,
            "action": action,
            "subject": self._keyring.digest(SUBJECT, subject),
            "detail": json.dumps(detail, ensure_ascii=False, sort_keys=True),
            "previous": self._connection.execute(last).scalar_one_or_none() or "",
        }
        self._connection.execute(schema.audit.insert().values(hash=self._keyring.digest(SEAL, _sealed(row)), **row))

    def first_broken(self) -> int | None:
        """The first row that was changed, or that follows a removed one; None when the chain is whole."""
        previous = ""
        for row in self._connection.execute(select(schema.audit).order_by(schema.audit.c.seq)):
            seals = self._keyring.digests(SEAL, _sealed(row._mapping))
            if row.previous != previous or row.hash not in seals:
                return int(row.seq)
            previous = row.hash
        return None

    def count(self, action: str, subject: str, since: datetime) -> int:
        table = schema.audit
        wanted = table.c.subject.in_(self._keyring.digests(SUBJECT, subject)) & (table.c.action == action)
        query = select(func.count()).select_from(table).where(wanted & (table.c.at > since))
        return int(self._connection.execute(query).scalar_one())

    def about(self, subject: str) -> list[dict[str, Any]]:
        digests = self._keyring.digests(SUBJECT, subject)
        query = select(schema.audit).where(schema.audit.c.subject.in_(digests)).order_by(schema.audit.c.seq)
        return [dict(row._mapping) for row in self._connection.execute(query)]


def _sealed(row: Any) -> str:
    parts = [row[name] for name in ("actor", "action", "subject", "detail", "previous")]
    return "\n".join([row["at"].isoformat(), *parts])
