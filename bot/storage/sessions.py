"""Web sessions and one-time links: only a hash of a token is stored."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.engine import Connection

from bot.storage import schema


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


class Sessions:
    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection, self._now = connection, now

    def open(self, conversation_id: str, lasts: timedelta) -> str:
        """A new session's token, 256 bits, which exists nowhere but in the cookie."""
        token = secrets.token_urlsafe(32)
        values = {"token": _hash(token), "conversation_id": conversation_id, "expires_at": self._now + lasts}
        self._connection.execute(schema.web_session.insert(), values)
        return token

    def conversation(self, token: str) -> str | None:
        table = schema.web_session
        query = select(table.c.conversation_id).where(
            (table.c.token == _hash(token)) & (table.c.expires_at > self._now)
        )
        found: str | None = self._connection.execute(query).scalar_one_or_none()
        return found

    def close(self, token: str) -> None:
        self._connection.execute(delete(schema.web_session).where(schema.web_session.c.token == _hash(token)))


@dataclass(frozen=True)
class Handoff:
    draft_id: str | None
    conversation_id: str


class Handoffs:
    """Links by which a draft goes on on another channel: each opens once, and not for long."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection, self._now = connection, now

    def offer(self, conversation_id: str, draft_id: str | None, lasts: timedelta) -> str:
        token = secrets.token_urlsafe(32)
        values = {"token": _hash(token), "conversation_id": conversation_id, "draft_id": draft_id}
        self._connection.execute(schema.handoff.insert().values(expires_at=self._now + lasts, **values))
        return token

    def take(self, token: str) -> Handoff | None:
        """What the link opens, the first time; None when it is unknown, used or over."""
        table = schema.handoff
        usable = (table.c.token == _hash(token)) & table.c.used_at.is_(None) & (table.c.expires_at > self._now)
        if not self._connection.execute(update(table).where(usable).values(used_at=self._now)).rowcount:
            return None
        row = self._connection.execute(select(table).where(table.c.token == _hash(token))).one()
        return Handoff(row.draft_id, row.conversation_id)
