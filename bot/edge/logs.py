"""The edge's log: ids and kinds, one line each, through the redaction filter."""

from __future__ import annotations

import logging
import sys

from bot.storage.masking import RedactionFilter


def configure(level: int = logging.INFO) -> None:
    """Every logger, uvicorn's too, writes to standard error through one redacted handler."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    handler.addFilter(RedactionFilter())
    root = logging.getLogger()
    root.handlers, root.level = [handler], level
    # Their lines carry addresses with tokens in them, and what was typed at DEBUG.
    for talkative in ("httpx", "httpcore", "multipart", "sqlalchemy.engine", "alembic"):
        logging.getLogger(talkative).setLevel(logging.WARNING)
