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
_BETWEEN = re.compile(r"[，,。.!！~～、\s]+")
# Words that go with small talk; alone they may answer something.
_TAKEN_IN = re.compile(
    r"(?:好|好的|好了|行了|好嘞|好咧|行|行吧|嗯+|哦+|噢|ok|OK|那|那好|(?:先|就)这样(?:吧|了|哈)?|先(?:聊|问|说|咨询)?到这(?:里|儿)?(?:吧|了)?|不(?:问|聊|打扰)(?:你|您)?了|明白|明白了|知道了|晓得了|懂了|了解了?|清楚了|收到|好嘞晓得了|好的明白了)"
)
# 「行 知道了 先这样」: nothing but such words, and the last of them ends the talk.
_ENDS = re.compile(r"(?:先这样|就这样|到这(?:里|儿)?|不(?:问|聊|打扰)(?:你|您)?了)(?:吧|了|哈)*$")
_DRAWN_OUT = re.compile(r"(?:咯|啦|哈|嘞|咧|哟|喽|了哈)$")
_LED_IN = re.compile(r"^(?:请问|那|那就|先|就|今天|真是|实在|太)")


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
        kind = self._whole(text) or self._part_by_part(text)
        return kind or ("abuse" if reading.is_abuse(text) else None)

    def _whole(self, text: str) -> str | None:
        plain = re.sub(r"^(.+?)\1+$", r"\1", reading.bare(text.rstrip("？? ")))  # 在吗在吗, 哈哈哈
        found = process.extractOne(plain, self._asks, scorer=fuzz.ratio, score_cutoff=ALIKE) if plain else None
        return self._kind_of[found[2]] if found else None

    def _part_by_part(self, text: str) -> str | None:
        """「好的，明白了，麻烦你了」: small talk and nothing beside it; the last part says of which kind."""
        parts = [part for part in _BETWEEN.split(text) if part and not _TAKEN_IN.fullmatch(part)]
        if not parts and _ENDS.search(_BETWEEN.sub("", text)):
            return "goodbye"
        kinds = [self._whole(_LED_IN.sub("", _DRAWN_OUT.sub("了", part))) for part in parts]
        return kinds[-1] if kinds and all(kinds) else None

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
