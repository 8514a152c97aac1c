"""The questions people ask, masked as they are written, for the help desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import delete, select, update
from sqlalchemy.engine import Connection

from bot.storage import schema
from bot.storage.keys import Keyring
from bot.storage.masking import mask

Feedback = Literal["up", "down"]
CONVERSATION, MESSAGE = "question.conversation", "question.message"


@dataclass(frozen=True)
class Question:
    id: int
    text: str
    place: str | None
    topic: str | None
    kind: str  # answer, compare, clarify, abstain, smalltalk
    score: float | None
    at: datetime
    feedback: Feedback | None
    group: str | None


class Questions:
    def __init__(self, connection: Connection, now: datetime, keyring: Keyring) -> None:
        self._connection, self._now, self._keyring = connection, now, keyring

    def add(
        self,
        conversation_id: str,
        message_id: str,
        text: str,
        *,
        kind: str,
        place: str | None = None,
        topic: str | None = None,
        score: float | None = None,
        group: str | None = None,
    ) -> None:
        """Keep a question; the raw text is not kept anywhere but in the inbox, for its retention period."""
        values = {
            "conversation": self._keyring.digest(CONVERSATION, conversation_id),
            "message": self._keyring.digest(MESSAGE, message_id),
            "text": mask(text),
            "kind": kind,
            "place": place,
            "topic": topic,
            "score": score,
            "group": group,
            "at": self._now,
        }
        self._connection.execute(schema.question.insert(), values)

    def feedback(self, message_id: str, given: Feedback) -> bool:
        """Take 👍 or 👎 for the answer to a message; False when that message asked nothing."""
        table = schema.question
        asked = table.c.message.in_(self._keyring.digests(MESSAGE, message_id))
        return bool(self._connection.execute(update(table).where(asked).values(feedback=given)).rowcount)

    def feedback_on_last(self, conversation_id: str, given: Feedback) -> bool:
        """The same for the last question of a conversation, said in words or by a thumb."""
        table = schema.question
        own = table.c.conversation.in_(self._keyring.digests(CONVERSATION, conversation_id))
        last = self._connection.execute(select(table.c.id).where(own).order_by(table.c.id.desc()).limit(1)).scalar()
        if last is None:
            return False
        self._connection.execute(update(table).where(table.c.id == last).values(feedback=given))
        return True

    def erase(self, conversation_id: str) -> None:
        table = schema.question
        digests = self._keyring.digests(CONVERSATION, conversation_id)
        self._connection.execute(delete(table).where(table.c.conversation.in_(digests)))

    def recent(self, limit: int = 100) -> list[Question]:
        columns = [column for column in schema.question.c if column.name not in ("conversation", "message")]
        query = select(*columns).order_by(schema.question.c.id.desc()).limit(limit)
        return [Question(**row._mapping) for row in self._connection.execute(query)]
