"""What Rasa must remember between two messages, and nothing else: which form is active.

Rasa's own stores keep every event for ever, with the text, and replay them all at every turn. Here a conversation is at
most one row, its active form; a tracker is rebuilt from a few events, so turn 400 costs what turn 1 costs. No text, no
entity and no slot that could carry personal data is ever written: drafts and facts live in our own tables.

Rasa wraps every store and swallows its errors. `failed` keeps whose state was lost, so that the channel can say so.
"""

from __future__ import annotations

from datetime import datetime, timezone
from functools import cached_property
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME, REQUESTED_SLOT
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SessionStarted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import bindparam, delete, select
from sqlalchemy.engine import Engine

from bot.storage.database import insert_once, reading
from bot.storage.schema import rasa_state

TASK_SLOT = "task_reply"
_STATE = select(rasa_state.c.state).where(rasa_state.c.sender_id == bindparam("sender"))

# Senders whose state could not be read or written in the turn under way.
failed: set[str] = set()


class CompactTrackerStore(TrackerStore):  # type: ignore[misc]
    """One row per conversation that has a form open; in our own database unless a test gives another."""

    def __init__(
        self,
        domain: Domain | None,
        event_broker: EventBroker | None = None,
        database: Engine | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(domain, event_broker)
        self._database = database
        self._read: dict[str, str | None] = {}  # what turns under way have read: most of them change nothing

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep the active form, if it is another than the one stored."""
        form = tracker.active_loop_name
        try:
            if tracker.sender_id not in self._read or self._read.pop(tracker.sender_id) != form:
                self._store(tracker.sender_id, form)
        except Exception:
            failed.add(tracker.sender_id)
            raise

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """A tracker as it stood after the last message. A conversation without a row is one without an open form."""
        try:
            form = self._read[sender_id] = self._form_of(sender_id)
        except Exception:
            failed.add(sender_id)
            raise
        tracker = self.init_tracker(sender_id)
        for event in _events(form if form in self.domain.form_names else None):
            tracker.update(event, self.domain)
        return tracker

    async def keys(self) -> list[str]:
        with self._reading.connect() as connection:
            return list(connection.scalars(select(rasa_state.c.sender_id)))

    def _form_of(self, sender_id: str) -> str | None:
        with self._reading.connect() as connection:
            state: dict[str, str] = connection.execute(_STATE, {"sender": sender_id}).scalar() or {}
        return state.get("form")

    def _store(self, sender_id: str, form: str | None) -> None:
        row = {"sender_id": sender_id, "state": {"form": form}, "updated_at": datetime.now(timezone.utc)}
        with self._engine.begin() as connection:
            connection.execute(delete(rasa_state).where(rasa_state.c.sender_id == sender_id))
            if form is not None:
                insert_once(connection, rasa_state, row)

    @property
    def _engine(self) -> Engine:
        # Not in __init__: a database that is down for a moment must not keep the engine from starting.
        if self._database is None:
            from bot.bootstrap import database

            self._database = database()
        return self._database

    @cached_property
    def _reading(self) -> Engine:
        return reading(self._engine)


def _events(form: str | None) -> list[Event]:
    """The shortest history after which Rasa listens, with the form open."""
    events: list[Event] = [
        ActionExecuted(ACTION_SESSION_START_NAME),
        SessionStarted(),
        ActionExecuted(ACTION_LISTEN_NAME),
    ]
    if form is not None:
        events += [
            ActionExecuted(form),
            ActiveLoop(form),
            SlotSet(REQUESTED_SLOT, TASK_SLOT),
            ActionExecuted(ACTION_LISTEN_NAME),
        ]
    return events
