"""The real engine over a stub assistant: `python -m tests.engine.stub_engine <model> <port> <folder>`.

The stub knows a few words only (开表, 判断, 停, 炸), logs every call as a line of calls.jsonl, and keeps its open
task per sender as the real assistant does.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bot.core.conversation import Hint
from bot.core.reply import Reply
from bot.storage import schema
from bot.storage.database import connect
from bot.storage.keys import load_keys


@dataclass
class Handled:
    turn_id: str
    reply: Reply
    open_task: str | None


class StubAssistant:
    def __init__(self, calls: Path) -> None:
        self.calls, self.count = calls, 0
        self.open: dict[str, str | None] = {}

    def handle(
        self, message_id: str | None, sender: str, text: str, channel: str, hint: Hint, field: str | None = None
    ) -> Handled:
        self.count += 1
        call = {"message_id": message_id, "sender": sender, "text": text, "channel": channel, "hint": asdict(hint)}
        with self.calls.open("a", encoding="utf-8") as log:
            log.write(json.dumps(call, ensure_ascii=False) + "\n")
        if "炸" in text:
            raise RuntimeError(f"it quotes {text}")
        for word, task in {"开表": "registration", "判断": "eligibility", "停": None}.items():
            if word in text:
                self.open[sender] = task
        return Handled(
            f"t{self.count}", Reply(f"答 {text}", custom={"answer": {"kind": "answer"}}), self.open.get(sender)
        )


def provide(folder: Path) -> None:
    """Put the stub and a database of its own in the places of the real ones."""
    made = connect(f"sqlite:///{folder / 'state.db'}", load_keys(folder))
    schema.metadata.create_all(made)
    assistant = StubAssistant(folder / "calls.jsonl")
    from bot import bootstrap

    parts: Any = bootstrap
    parts.database = lambda: made
    parts.assistant = lambda: assistant


if __name__ == "__main__":
    from bot.engine import lean

    lean.install()
    provide(Path(sys.argv[3]))

    from bot.engine.serve import serve

    try:
        serve(Path(sys.argv[1]), int(sys.argv[2]))
    except lean.ModelRefused as refused:
        sys.exit(str(refused))
