"""One reply, whatever channel it leaves by: text people read, buttons, and the `custom` that machines read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Button:
    """A quick reply: pressing it sends `say` as if the person had typed it."""

    title: str
    say: str

    @classmethod
    def of(cls, text: str) -> Button:
        return cls(text, text)


@dataclass
class Reply:
    """`text` is Markdown of a narrow kind: paragraphs, **bold**, "- " lists, "> " quotes, and tables of at most three columns."""

    text: str
    buttons: list[Button] = field(default_factory=list)
    custom: dict[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        return {
            "text": self.text,
            "buttons": [{"title": b.title, "payload": b.say} for b in self.buttons],
            "custom": self.custom,
        }

    @classmethod
    def from_dict(cls, stored: dict[str, Any]) -> Reply:
        buttons = [Button(b["title"], b["payload"]) for b in stored.get("buttons", [])]
        return cls(stored["text"], buttons, stored.get("custom", {}))
