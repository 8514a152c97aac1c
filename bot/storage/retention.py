"""Forgetting: a person's data at their word, everybody's when its time is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.engine import Connection

from bot.storage import schema
from bot.storage.audit import Audit
from bot.storage.drafts import Drafts


@dataclass(frozen=True)
class Retention:
    """How long what is kept. The consent notice tells people these figures."""

    drafts: timedelta = timedelta(days=180)
    messages: timedelta = timedelta(days=30)
    questions: timedelta = timedelta(days=365)


def forget(connection: Connection, conversation_id: str, drafts: Drafts, audit: Audit, keep: str | None = None) -> None:
    """Remove everything a conversation has told us, and note that it was done.

    `keep` is the message being answered right now: its row stays, emptied, so that it still has exactly one effect.
    The masked question log stays: nothing in it leads back to a person.
    """
    removed = erase(connection, conversation_id, drafts, keep)
    audit.add("person", "forget", conversation_id, drafts=removed)


def erase(connection: Connection, conversation_id: str, drafts: Drafts, keep: str | None = None) -> int:
    """The removal itself; the number of drafts that went."""
    owned = select(schema.draft.c.id).where(schema.draft.c.conversation_id == conversation_id)
    removed = list(connection.execute(owned).scalars())
    for draft_id in removed:
        drafts.delete(draft_id)
    for table in (schema.turn, schema.consent, schema.web_session, schema.handoff):
        # The session of the one who is talking goes on: without it they could not be told that it is done.
        if keep is None or table is not schema.web_session:
            connection.execute(delete(table).where(table.c.conversation_id == conversation_id))
    _forget_messages(connection, conversation_id, keep)
    connection.execute(delete(schema.conversation).where(schema.conversation.c.id == conversation_id))
    connection.execute(delete(schema.rasa_state).where(schema.rasa_state.c.sender_id == conversation_id))
    return len(removed)


def _forget_messages(connection: Connection, conversation_id: str, keep: str | None) -> None:
    inbox = schema.inbox
    going = inbox.c.conversation_id == conversation_id
    if keep is not None:
        # What was typed after the wish to be forgotten still waits for its answer.
        going = going & (inbox.c.status != "waiting") & (inbox.c.message_id != keep)
    connection.execute(delete(inbox).where(going))
    connection.execute(update(inbox).where(inbox.c.message_id == keep).values(text=""))


def purge(connection: Connection, now: datetime, keep: Retention, drafts: Drafts, audit: Audit) -> int:
    """Remove what is over its time; the number of drafts that went."""
    over = list(connection.execute(select(schema.draft.c.id).where(schema.draft.c.expires_at <= now)).scalars())
    for draft_id in over:
        drafts.delete(draft_id)
    old = now - keep.messages
    connection.execute(delete(schema.inbox).where(schema.inbox.c.received_at <= old))
    connection.execute(delete(schema.turn).where(schema.turn.c.committed_at <= old))
    connection.execute(delete(schema.rasa_state).where(schema.rasa_state.c.updated_at <= old))
    connection.execute(delete(schema.question).where(schema.question.c.at <= now - keep.questions))
    for table in (schema.web_session, schema.handoff):
        connection.execute(delete(table).where(table.c.expires_at <= now))
    _purge_conversations(connection, now - keep.drafts)
    if over:
        audit.add("clock", "purge", "retention", drafts=len(over))
    return len(over)


def _purge_conversations(connection: Connection, idle_since: datetime) -> None:
    """A conversation outlives its messages as long as it has a draft: what it knows of the person goes with that."""
    table = schema.conversation
    drafted = select(schema.draft.c.conversation_id)
    idle = (table.c.updated_at <= idle_since) & table.c.id.notin_(drafted)
    connection.execute(delete(table).where(idle))
    consent = schema.consent
    gone = consent.c.conversation_id.notin_(select(table.c.id))
    connection.execute(delete(consent).where(gone & (consent.c.given_at <= idle_since)))
