"""Greetings, thanks, "are you human", abuse, what can you do: short, polite, with buttons. Words in policies_kb/tables/smalltalk.yml."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from rapidfuzz import fuzz, process

from bot.core import turn as reading
from bot.core.conversation import Hint
from bot.core.reply import Button, Reply
from bot.services import wording

ALIKE = 88  # of 100, on the bare text
# Rasa's intents → kinds of smalltalk.yml
INTENTS = {
    "greet": "greet",
    "thanks": "thanks",
    "goodbye": "goodbye",
    "ask_identity": "identity",
    "ask_capability": "capability",
    "abuse": "abuse",
    "out_of_scope": "out_of_scope",
}


class SmallTalk:
    def __init__(self, kinds: Mapping[str, Mapping[str, Any]]) -> None:
        self.kinds = kinds
        self._asks: list[str] = []
        self._kind_of: list[str] = []
        for kind, entry in kinds.items():
            for ask in entry.get("ask", ()):
                self._asks.append(reading.bare(ask))
                self._kind_of.append(kind)

    def kind(self, text: str) -> str | None:
        """The kind whose ways of saying it are as good as the text itself."""
        plain = re.sub(r"^(.+?)\1+$", r"\1", reading.bare(text.rstrip("？? ")))  # 在吗在吗, 哈哈哈
        if not plain:
            return None
        found = process.extractOne(plain, self._asks, scorer=fuzz.ratio, score_cutoff=ALIKE)
        if found:
            return self._kind_of[found[2]]
        return "abuse" if reading.is_abuse(text) else None

    def is_plain(self, text: str) -> bool:
        """Nothing but small talk: its own words, whole."""
        return self.kind(text) is not None

    def reply(self, text: str, hint: Hint) -> Reply | None:
        kind = self.kind(text)
        if kind is None and hint.intent in INTENTS and hint.confidence > 0.7 and len(text) < 30:
            kind = INTENTS[hint.intent]
        return self.say(kind) if kind and kind in self.kinds else None

    def say(self, kind: str, answer_kind: str | None = None) -> Reply:
        entry = self.kinds[kind]
        says: Sequence[str] = entry["say"] if isinstance(entry["say"], list) else [entry["say"]]
        buttons = [Button.of(b) for b in entry.get("buttons", ())]
        wanted = answer_kind or ("abstain" if kind == "out_of_scope" else "smalltalk")
        return Reply(says[0], buttons, {"answer": {"kind": wanted, "citations": []}})

    def unreadable(self) -> Reply:
        text = "没看到文字。直接打字问就行，比如“甘肃要什么学历”“我们厂要不要设”“我要登记”。"
        return Reply(
            text,
            [Button.of("谁能当首席质量官"), Button.of("我要登记")],
            {"answer": {"kind": "smalltalk", "citations": []}},
        )

    def place_noted(self, name: str, place: str) -> Reply:
        shown = wording.PLACE_LONG.get(place, name)
        text = f"记下了，按{shown}的文件回答您。想问什么？"
        asks = ("谁能当首席质量官", "我们要不要设", "我要登记")
        return Reply(text, [Button.of(a) for a in asks], {"answer": {"kind": "clarify", "citations": []}})
