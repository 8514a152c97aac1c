"""Answers to a question back about a value, and to values offered."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from bot.core import turn as reading
from bot.core.fields.base import Accepted
from bot.core.fields.common import says_none
from bot.core.registration import NONE, Pending, contradictions
from bot.core.reply import Button, Reply
from bot.services.register_form import FormTurn

_EMPTIED = re.compile(r"(?:删|去|清|拿)(?:掉|除|空)?(?:了|吧)*|不要了?")


class FormCheckBack(FormTurn):
    def _check_back(self, text: str, intent: str | None) -> Reply | None:
        pending = self.draft.pending
        if pending is None:
            return self._guess(text)
        choice = self._chosen(text, pending)
        if choice is not None:
            key = pending.key
            self.draft.settled += [
                c.id for c in contradictions({**self.draft.values, key: choice}, self.today) if c.key == key
            ]
            old = self.draft.values.get(key)
            self.draft.fill(key, choice)
            if old is not None:
                return self._go_on(self.texts.changed({key: (old, choice)}) if old != choice else "好，不改。")
            return self._go_on(self.texts.noted({key: choice}))
        if pending.key in self.draft.values:  # whether to change it was asked, and nobody said so: it stays
            self.draft.pending = None
        return None

    def _chosen(self, text: str, pending: Pending) -> str | None:
        plain = reading.bare(text)
        labels = list(pending.choices)
        number = re.fullmatch(r"(?:第|选|就)?([1-9一二三四五])(?:个|项|条)?", plain)
        if number:
            index = "123456789".find(number[1]) if number[1].isdigit() else "一二三四五".find(number[1])
            if 0 <= index < len(labels):
                return pending.choices[labels[index]] or pending.said
        for label, value in pending.choices.items():
            shown, stored = reading.bare(label), reading.bare(value)
            if plain in (shown, stored) or (len(plain) >= 2 and shown.split("（")[0].startswith(plain)):
                return value or pending.said
        if (
            re.search(r"就按我说的|都不是|都不对|没有合适|不在里面|随便|就这么写|照我说的", plain)
            and "" in pending.choices.values()
        ):
            return pending.said
        if re.search(r"身份证", plain) and pending.key in ("birth_date", "gender"):
            return pending.choices[labels[0]]
        if len(labels) == 1 and reading.is_yes(text):
            return pending.choices[labels[0]]
        labels = [label for label in labels if len(reading.bare(label)) > 1]  # 「改」 stands in any sentence
        best = max(labels, key=lambda label: fuzz.partial_ratio(plain, reading.bare(label)), default=None)
        if (
            best
            and 3 <= len(plain) <= 30
            and pending.choices[best]
            and fuzz.partial_ratio(plain, reading.bare(best)) >= 90
        ):
            return pending.choices[best]
        return None

    def _guess(self, text: str) -> Reply | None:
        """「按身份证号：男，1985-03-12，对吗？」 answered with yes or no; anything else is an ordinary answer."""
        draft = self.draft
        field = draft.next_field(self.order)
        if not field:
            return None
        if draft.revisit == field and (reply := self._revisited(field, text)):
            return reply
        if field not in draft.guesses or field in draft.values:
            return None
        offered = self.texts.offered(field, draft)
        plain = reading.bare(text)
        if reading.is_yes(text) or re.fullmatch(
            r"(?:都|全|就|全都)?(?:用|按)(?:这个|这些|上面的?|旧表的?)(?:填|吧|好了)?", plain
        ):
            taken = {k: draft.guesses[k] for k in offered}
            noted, _ = self._store({k: Accepted(v) for k, v in taken.items()})
            return self._go_on(noted)
        if reading.is_no(text) or re.fullmatch(
            r"(?:都|全)(?:不对|不是|错了?|改)|不用(?:这个|这些)|我?自己(?:写|填|说)|重新?写", plain
        ):
            if len(offered) > 2 and not re.search("都|全", plain) and not self.draft.asked_back.get(f"offer:{field}"):
                self.draft.asked_back[f"offer:{field}"] = 1
                return self._reply(
                    "哪一项不对？直接说，比如“学历是本科”；都不对就说“都不对”。",
                    [Button.of("都不对"), Button.of("都对")],
                )
            draft.decline(offered)
            return self._go_on("好，那您说。")
        return self._guess_but_for(text, field, offered)

    def _revisited(self, field: str, text: str) -> Reply | None:
        """「没有」 to what an optional value is to be changed to empties it; 「不改了」 keeps it."""
        emptied = says_none(text) or _EMPTIED.fullmatch(reading.bare(text))
        if emptied and not self.specs[field].required and not reading.keeps(text):
            noted, _ = self._store({field: Accepted(NONE)})
            return self._go_on(noted)
        if not reading.keeps(text) and not reading.is_no(text):
            return None
        self.draft.revisit = None
        return self._go_on("好，不改。")

    def _guess_but_for(self, text: str, field: str, offered: Sequence[str]) -> Reply | None:
        """「学历是本科，其他都对」: what is said replaces, the rest of what was offered is taken."""
        rest = re.search(
            r"[，,。；;\s]*(?:其[他它余]|别的|剩下|余下)的?(?:都|全)?(?:对|没错|没问题|一样|不变|照旧|不用改)的?[。！]*$",
            text,
        )
        if rest is None or not text[: rest.start()].strip():
            return None
        said = {k: v for k, v in self._values_in(text[: rest.start()], None).items() if isinstance(v, Accepted)}
        if not said:
            return None
        taken = {k: Accepted(self.draft.guesses[k]) for k in offered if k not in said}
        noted, _ = self._store({**said, **taken})
        return self._go_on(noted)
