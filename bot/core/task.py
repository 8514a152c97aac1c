"""A task asks for facts one at a time until it can tell a result: the four decisions and the form are tasks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol, runtime_checkable

from bot.core.facts import Facts
from bot.core.reply import Reply
from bot.core.verdict import Verdict


class Decision(Protocol):
    """One decision, as the conversation runs it. Implementations live in services/ and hold no state."""

    name: str  # the key of its result in `custom`: eligibility, need_cqo, size, grade

    def listen(self, text: str, asked: str | None) -> tuple[Mapping[str, Any], set[str]]:
        """Facts heard in a text, and keys the person declines to tell. `asked` is the fact being asked, if any."""
        ...

    def decide(self, facts: Facts, today: date) -> Verdict:
        """The verdict on what is known; `missing` names what would still change it, in the order to ask."""
        ...

    def ask(self, key: str, facts: Facts) -> Reply:
        """The question for one fact, with buttons where the answers are few."""
        ...

    def tell(self, verdict: Verdict, facts: Facts, changed: Mapping[str, Any] | None = None) -> Reply:
        """The verdict in words with its `custom` (`answer` and the decision's own key); `changed` marks a what-if."""
        ...


@runtime_checkable
class TellsSoFar(Protocol):
    """A decision that says where a case stands while facts are still asked for."""

    def so_far(self, verdict: Verdict, facts: Facts) -> Reply:
        """What is known so far in a sentence or two, with the verdict's `custom`; no question."""
        ...
