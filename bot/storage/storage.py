"""The one way to the database: short pieces of work, and the turn that is written whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timezone

from sqlalchemy import select
from sqlalchemy.engine import Connection, Engine

from bot.core.conversation import Conversation
from bot.core.reply import Reply
from bot.storage import database, retention, schema
from bot.storage.audit import Audit
from bot.storage.drafts import Drafts
from bot.storage.keys import Keyring
from bot.storage.messages import Conversations, Inbox, RasaStates, Turns
from bot.storage.papers import Attachments, Consents, Documents
from bot.storage.questions import Questions
from bot.storage.retention import Retention
from bot.storage.sessions import Handoffs, Sessions
from bot.storage.updates import Updates

_KB_VERSION = select(schema.kb_version.c.version)


def utc_now() -> datetime:
    return datetime.now(timezone.utc)


class Work:
    """The repositories on one transaction."""

    def __init__(self, connection: Connection, keyring: Keyring, now: datetime, keep: Retention) -> None:
        self.connection, self.now = connection, now
        self._keep = keep
        self.inbox = Inbox(connection, now)
        self.turns = Turns(connection, now)
        self.conversations = Conversations(connection, now)
        self.rasa_states = RasaStates(connection, now)
        self.drafts = Drafts(connection, now, keyring, keep.drafts)
        self.documents = Documents(connection, now)
        self.attachments = Attachments(connection, now)
        self.consents = Consents(connection, now)
        self.questions = Questions(connection, now, keyring)
        self.sessions = Sessions(connection, now)
        self.handoffs = Handoffs(connection, now)
        self.updates = Updates(connection, now)
        self.audit = Audit(connection, now, keyring)

    def forget(self, conversation_id: str) -> None:
        retention.forget(self.connection, conversation_id, self.drafts, self.audit)

    def erase(self, conversation_id: str) -> None:
        """Remove a conversation that was nobody's, such as a health check's, without a word in the audit trail."""
        retention.erase(self.connection, conversation_id, self.drafts)
        self.questions.erase(conversation_id)

    def purge(self) -> int:
        return retention.purge(self.connection, self.now, self._keep, self.drafts, self.audit)

    @property
    def kb_version(self) -> str | None:
        """Content hash of the knowledge base that is live; edge and engine compare it at every turn."""
        version: str | None = self.connection.execute(_KB_VERSION).scalar_one_or_none()
        return version

    @kb_version.setter
    def kb_version(self, version: str) -> None:
        database.upsert(self.connection, schema.kb_version, "id", {"id": 1, "version": version})


class AlreadyReplied(Exception):
    """This message has had its effect: show `unit.replied` instead of committing another."""


class Unit(Work):
    """One message's turn: everything it changes and its reply, committed together.

    `replied` is the reply the message already has, if it came before: show it and change nothing.
    Change `conversation` in place; drafts, documents and consents go through their repositories.
    """

    message_id: str
    channel: str  # this message's; the conversation may have begun on another
    replied: Reply | None
    conversation: Conversation

    def begin(self, message_id: str, conversation_id: str, channel: str) -> None:
        self.message_id, self.channel = message_id, channel
        self._committed, self._forgotten = False, False
        self.replied = self.turns.reply(message_id, conversation_id)
        self.conversation = self.conversations.get(conversation_id) or Conversation(conversation_id, channel)

    def log_question(
        self,
        text: str,
        kind: str,
        place: str | None = None,
        topic: str | None = None,
        score: float | None = None,
        group: str | None = None,
    ) -> None:
        """Keep a question for the help desk, masked; with the turn, or not at all."""
        self.questions.add(
            self.conversation.id,
            self.message_id,
            text,
            kind=kind,
            place=place,
            topic=topic,
            score=score,
            group=group,
        )

    def forget_everything(self) -> None:
        """Remove all this person has told us, this message's text included; the turn goes on with a blank conversation.

        The reply committed afterwards must carry nothing of what was removed.
        """
        blank = Conversation(self.conversation.id, self.conversation.channel)
        retention.forget(self.connection, blank.id, self.drafts, self.audit, keep=self.message_id)
        self.conversation, self._forgotten = blank, True

    def commit(self, reply: Reply) -> Reply:
        """Write the turn with everything changed so far. What is raised after this undoes nothing."""
        if self.replied is not None:
            raise AlreadyReplied(self.message_id)
        self.turns.add(self.message_id, self.conversation.id, reply)
        self.conversations.save(self.conversation)
        self.connection.commit()
        self._committed, self.replied = True, reply
        if self._forgotten:
            database.scrub(self.connection.engine)
        return reply


class Storage:
    """Open once per process; the methods may be called from any thread."""

    def __init__(
        self,
        url: str,
        keyring: Keyring,
        *,
        keep: Retention | None = None,
        now: Callable[[], datetime] = utc_now,
        busy_seconds: float = 5.0,
    ) -> None:
        self.keyring = keyring
        self.keep = keep or Retention()
        self.engine: Engine = database.connect(url, keyring, busy_seconds)
        self._reading = database.reading(self.engine)
        self._now = now
        database.upgrade(self.engine)

    @contextmanager
    def turn(self, message_id: str, conversation_id: str, channel: str = "rest") -> Iterator[Unit]:
        """The turn of one message. Left without `commit`, or by an exception, nothing of it stays."""
        with self.engine.connect() as connection:
            connection.begin()
            database.lock_conversation(connection, conversation_id)
            unit = Unit(connection, self.keyring, self._now(), self.keep)
            unit.begin(message_id, conversation_id, channel)
            yield unit

    @contextmanager
    def write(self) -> Iterator[Work]:
        """A piece of work outside a turn, committed when the block ends well."""
        with self.engine.begin() as connection:
            yield Work(connection, self.keyring, self._now(), self.keep)

    @contextmanager
    def read(self) -> Iterator[Work]:
        """A look that waits for nobody."""
        with self._reading.connect() as connection:
            yield Work(connection, self.keyring, self._now(), self.keep)

    def reply_of(self, message_id: str, conversation_id: str) -> Reply | None:
        with self.read() as work:
            return work.turns.reply(message_id, conversation_id)

    def forget(self, conversation_id: str) -> bool:
        """Remove a person's data. True when no old byte is left in the files; the next purge tries again otherwise."""
        with self.write() as work:
            work.forget(conversation_id)
        return database.scrub(self.engine)

    def purge(self) -> int:
        """Remove what is over its retention time; the number of drafts that went."""
        with self.write() as work:
            gone = work.purge()
        database.scrub(self.engine)
        return gone

    def close(self) -> None:
        self.engine.dispose()
