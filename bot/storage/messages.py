"""The inbox, the turns and what is remembered between them: from a message's arrival to its one effect."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.engine import Connection

from bot.core.conversation import Conversation
from bot.core.reply import Reply
from bot.storage import schema
from bot.storage.database import insert_once, upsert

InboxStatus = Literal["waiting", "late", "done"]

# What runs at every turn, composed once.
_MESSAGE = select(schema.inbox).where(schema.inbox.c.message_id == bindparam("message"))
_REPLY = select(schema.turn.c.conversation_id, schema.turn.c.reply).where(
    schema.turn.c.message_id == bindparam("message")
)
_ADD_TURN = schema.turn.insert()
_STATE = select(schema.conversation.c.state).where(schema.conversation.c.id == bindparam("conversation"))
_MARK = (
    update(schema.inbox)
    .where(schema.inbox.c.message_id.in_(bindparam("messages", expanding=True)))
    .values(status=bindparam("now"))
)


@dataclass(frozen=True)
class Incoming:
    """One stored message. `status` late: answered, but after its sender had been told to wait, and not shown yet."""

    seq: int
    message_id: str
    conversation_id: str
    channel: str
    text: str
    status: InboxStatus
    received_at: datetime
    field: str | None = None


@dataclass(frozen=True)
class Exchange:
    """What was said and what was answered, for the history."""

    message_id: str
    said: str | None
    reply: Reply | None
    at: datetime
    field: str | None = None


class MessageIdTaken(Exception):
    """The message id belongs to another conversation: its reply must not be shown here."""


class Inbox:
    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection, self._now = connection, now

    def put(self, message_id: str, conversation_id: str, channel: str, text: str, field: str | None = None) -> bool:
        """Store a message under its id; False when it was there already (the first text stands)."""
        values = {
            "message_id": message_id,
            "conversation_id": conversation_id,
            "channel": channel,
            "text": text,
            "field": field,
            "status": "waiting",
            "received_at": self._now,
        }
        return insert_once(self._connection, schema.inbox, values)

    def get(self, message_id: str) -> Incoming | None:
        row = self._connection.execute(_MESSAGE, {"message": message_id}).first()
        return Incoming(**row._mapping) if row else None

    def waiting(self, conversation_id: str | None = None) -> list[Incoming]:
        """Messages without an effect yet, in the order they came."""
        return self._with_status("waiting", conversation_id)

    def late(self, conversation_id: str | None = None) -> list[Incoming]:
        """Messages whose reply came too late to be shown, and was not shown yet."""
        return self._with_status("late", conversation_id)

    def mark(self, message_ids: Sequence[str], status: InboxStatus) -> None:
        self._connection.execute(_MARK, {"messages": list(message_ids), "now": status})

    def reword(self, message_id: str, text: str) -> None:
        """The text of a message that is to be read together with those before it."""
        table = schema.inbox
        self._connection.execute(update(table).where(table.c.message_id == message_id).values(text=text))

    def _with_status(self, status: InboxStatus, conversation_id: str | None) -> list[Incoming]:
        query = select(schema.inbox).where(schema.inbox.c.status == status).order_by(schema.inbox.c.seq)
        if conversation_id is not None:
            query = query.where(schema.inbox.c.conversation_id == conversation_id)
        return [Incoming(**row._mapping) for row in self._connection.execute(query)]


class Turns:
    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection, self._now = connection, now

    def reply(self, message_id: str, conversation_id: str) -> Reply | None:
        """The reply this message already has. Raises MessageIdTaken when the id is another conversation's."""
        row = self._connection.execute(_REPLY, {"message": message_id}).first()
        if row is None:
            return None
        if row.conversation_id != conversation_id:
            raise MessageIdTaken(message_id)
        return Reply.from_dict(row.reply)

    def add(self, message_id: str, conversation_id: str, reply: Reply) -> None:
        values = {"message_id": message_id, "conversation_id": conversation_id, "reply": reply.as_dict()}
        self._connection.execute(_ADD_TURN, {"committed_at": self._now, **values})

    def history(self, conversation_id: str, limit: int = 200) -> list[Exchange]:
        """The newest `limit` messages with their replies, oldest first; `said` is None where the text is gone."""
        inbox, turn = schema.inbox, schema.turn
        query = (
            select(turn.c.message_id, inbox.c.text, inbox.c.field, turn.c.reply, turn.c.committed_at.label("at"))
            .select_from(turn.outerjoin(inbox, inbox.c.message_id == turn.c.message_id))
            .where(turn.c.conversation_id == conversation_id)
            .order_by(turn.c.seq.desc())
            .limit(limit)
        )
        answered = [
            Exchange(row.message_id, row.text, Reply.from_dict(row.reply), row.at, row.field)
            for row in self._connection.execute(query)
        ]
        waiting = [
            Exchange(message.message_id, message.text, None, message.received_at, message.field)
            for message in Inbox(self._connection, self._now).waiting(conversation_id)
            if self.reply(message.message_id, conversation_id) is None
        ]
        return [*reversed(answered), *waiting]


class Conversations:
    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection, self._now = connection, now

    def get(self, conversation_id: str) -> Conversation | None:
        state = self._connection.execute(_STATE, {"conversation": conversation_id}).scalar_one_or_none()
        if state is None:
            return None
        # A state written by a newer version may hold more than this one knows.
        known = {field.name for field in fields(Conversation)}
        return Conversation.from_dict({key: value for key, value in state.items() if key in known})

    def save(self, conversation: Conversation) -> None:
        values = {"id": conversation.id, "state": conversation.as_dict(), "updated_at": self._now}
        upsert(self._connection, schema.conversation, "id", values)


class RasaStates:
    """What the compact tracker store keeps of Rasa's dialogue; no text, no personal slots."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection, self._now = connection, now

    def get(self, sender_id: str) -> dict[str, Any] | None:
        query = select(schema.rasa_state.c.state).where(schema.rasa_state.c.sender_id == sender_id)
        state: dict[str, Any] | None = self._connection.execute(query).scalar_one_or_none()
        return state

    def put(self, sender_id: str, state: dict[str, Any]) -> None:
        values = {"sender_id": sender_id, "state": state, "updated_at": self._now}
        upsert(self._connection, schema.rasa_state, "sender_id", values)

    def delete(self, sender_id: str) -> None:
        self._connection.execute(delete(schema.rasa_state).where(schema.rasa_state.c.sender_id == sender_id))

    def senders(self) -> list[str]:
        return list(self._connection.execute(select(schema.rasa_state.c.sender_id)).scalars())

    def count(self) -> int:
        return int(self._connection.execute(select(func.count()).select_from(schema.rasa_state)).scalar_one())
