"""What is remembered of one conversation between two messages. Stored encrypted, as one record, with every turn."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from bot.core.facts import Facts


@dataclass
class OpenTask:
    """A task under way. `asked`: the fact or field key being asked now; `check_back`: choices offered for it, label → value."""

    name: str  # registration, eligibility, need_cqo, size, grade
    asked: str | None = None
    check_back: dict[str, str] = field(default_factory=dict)
    failures: int = 0  # in a row, on `asked`
    paused: bool = False


@dataclass
class Conversation:
    id: str
    channel: str = "rest"
    place: str | None = None  # gansu, anhui, guangdong, standard, other
    city: str | None = None
    topic: str | None = None  # id of the FAQ topic last answered
    decided: str | None = None  # the decision last spoken of, until a question about something else
    case: str | None = (
        None  # the decision last told: what it stood on may still be corrected after questions in between
    )
    compared: list[str] = field(default_factory=list)  # places the case is told of side by side, until one is named
    supposed: dict[str, Any] = field(default_factory=dict)  # what a what-if still open changed, for the next message
    shown: list[dict[str, Any]] = field(default_factory=list)  # citations of the last answer, for 看原文
    tasks: list[OpenTask] = field(default_factory=list)  # the last one is the one being talked about
    facts: Facts = field(default_factory=Facts)
    draft_id: str | None = None  # the registration draft being filled

    @property
    def task(self) -> OpenTask | None:
        return self.tasks[-1] if self.tasks else None

    def as_dict(self) -> dict[str, Any]:
        return {**asdict(self), "facts": self.facts.as_dict()}

    @classmethod
    def from_dict(cls, stored: dict[str, Any]) -> Conversation:
        known = {**stored, "facts": Facts.from_dict(stored.get("facts", {}))}
        known["tasks"] = [OpenTask(**task) for task in stored.get("tasks", [])]
        return cls(**known)


@dataclass(frozen=True)
class Hint:
    """What Rasa made of a message: inputs to core/turn.py, which decides."""

    intent: str | None = None
    confidence: float = 0.0
    ranking: tuple[tuple[str, float], ...] = ()
    action: str | None = None  # the service whose action Rasa picked


@dataclass(frozen=True)
class Message:
    id: str
    conversation_id: str
    text: str  # NFC, control characters removed, at most 10,000 characters
    channel: str = "rest"
    hint: Hint = Hint()
    # The text is the new value of this cell, edited in place beside the chat; or the cells of an old form (core/old_form.py).
    field: str | None = None
