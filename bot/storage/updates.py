"""Updates as another service delivered them, stored before they are acknowledged and worked off from here.

They share the inbox's table and its encryption, under a status of their own: what they mean comes later. Once worked
off the text goes and the id stays, so that the same update has no second effect.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.engine import Connection

from bot.storage import schema
from bot.storage.database import insert_once

OPEN, DONE = "update", "done"


class Updates:
    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection, self._now = connection, now

    def put(self, key: str, service: str, content: str) -> bool:
        """Store an update under its key; False when it has been here before."""
        values = {
            "message_id": key,
            # Not the person's conversation: who is forgotten must not make an old update look new.
            "conversation_id": service,
            "channel": service,
            "text": content,
            "status": OPEN,
            "received_at": self._now,
        }
        return insert_once(self._connection, schema.inbox, values)

    def unfinished(self, service: str) -> list[tuple[str, str]]:
        """Keys and contents still to be worked off, in the order they came."""
        table = schema.inbox
        waiting = (table.c.channel == service) & (table.c.status == OPEN)
        query = select(table.c.message_id, table.c.text).where(waiting).order_by(table.c.seq)
        return [(row.message_id, row.text) for row in self._connection.execute(query)]

    def finish(self, keys: Iterable[str]) -> None:
        table = schema.inbox
        done = update(table).where(table.c.message_id.in_(list(keys))).values(status=DONE, text="")
        self._connection.execute(done)
