"""What the edge says by itself, when no turn could be made or shown."""

from __future__ import annotations

from bot.core.reply import Reply
from bot.edge.incoming import MAX_CHARACTERS


def busy() -> Reply:
    return Reply(
        "系统这会儿忙，您刚才的话已存好，稍等我再回您。",
        custom={"error": {"code": "engine_unavailable", "saved": True}},
    )


def not_saved() -> Reply:
    return Reply("刚才那句没存上，请再发一次。", custom={"error": {"code": "not_saved", "saved": False}})


def given_up() -> Reply:
    return Reply(
        "刚才那句我没处理成，前面填好的都还在。请换个说法再发一次。",
        custom={"error": {"code": "turn_failed", "saved": False}},
    )


def too_long(length: int) -> Reply:
    return Reply(
        f"这段话有 {length} 字，一次最多 {MAX_CHARACTERS} 字。请分几次发。",
        custom={"error": {"code": "too_long", "saved": False}},
    )
