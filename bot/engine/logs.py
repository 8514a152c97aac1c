"""Logs that carry kinds and ids, never what people said.

Rasa hands messages, slots and events to its logger, and an exception's text may quote them too. What is logged here is
the event's name and, of an exception, its class and the place it was raised.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any

import structlog

KEPT = frozenset({"event", "level", "timestamp", "logger", "exception_kind"})


def keep_kinds(logger: Any, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Structlog processor: drop every value that is not known to be harmless."""
    error = event.get("exc_info")
    kept = {key: value for key, value in event.items() if key in KEPT}
    if isinstance(error, BaseException):
        kept["exception_kind"] = type(error).__name__
    return kept


class KindsOnly(logging.Formatter):
    """An exception is logged as its class and place, not with its message."""

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        return kind_and_place(ei[1]) if ei[1] else "error"


def kind_and_place(error: BaseException) -> str:
    """An exception's class and where it was raised: enough to find it, nothing of its text."""
    places = traceback.extract_tb(error.__traceback__)[-3:]
    return f"{type(error).__name__} at " + " ← ".join(f"{place.filename}:{place.lineno}" for place in reversed(places))


def configure(level: int = logging.INFO) -> None:
    """Rasa's logging, then ours over it."""
    from rasa.utils.log_utils import configure_structlog

    logging.basicConfig(level=level)
    configure_structlog(level)
    processors = structlog.get_config()["processors"]
    structlog.configure(processors=[processors[0], keep_kinds, *processors[1:]])
    for handler in logging.getLogger().handlers:
        handler.setFormatter(KindsOnly("%(asctime)s %(levelname)s %(name)s %(message)s"))
    for quiet in ("rasa.shared.utils.validation", "apscheduler", "matplotlib", "aiormq", "rasa_sdk.executor"):
        logging.getLogger(quiet).setLevel(logging.WARNING)
