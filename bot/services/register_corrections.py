"""Corrections within the form, and answers to a question back about a value."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from bot.core import turn as reading
from bot.core.fields.base import Accepted, CheckBack
from bot.core.fields.common import says_none
from bot.core.fields.extract import looks_like
from bot.core.registration import NONE, Pending, contradictions
from bot.core.reply import Button, Reply
from bot.services.register_form import FormTurn

_EMPTIED = re.compile(r"(?:删|去|清|拿)(?:掉|除|空)?(?:了|吧)*|不要了?")


class FormCorrections(FormTurn):
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

    # ---- corrections ----

    def _as_on_the_card(self, text: str) -> Reply | None:
        """「出生日期以身份证为准」."""
        if not re.search(r"(?:以|按|照|跟)(?:照|着)?身份证.{0,4}(?:为准|来|填|算|一致)", text):
            return None
        number = self.draft.values.get("id_number")
        key = self._labelled(re.sub(r"身份证号?码?", "", text))
        outcome = self._parse("id_number", number) if number else None
        if key is None or not isinstance(outcome, Accepted) or key not in outcome.implies:
            return None
        noted, _ = self._store({key: Accepted(outcome.implies[key])})
        return self._go_on(noted)

    def _correct(self, text: str, intent: str | None) -> Reply | None:
        card = self._as_on_the_card(text)
        if card is not None:
            return card
        if not reading.is_correction(text) or len(text) > 400:
            return None
        parts = self._parts(text)
        several = [p for p in parts if reading.is_correction(p) and self._target(p)]
        changes: dict[str, tuple[str, str]] = {}
        problem: Reply | None = None
        for part in several if len(several) > 1 else [text]:
            done = self._one_correction(part)
            if isinstance(done, Reply):
                problem = done
            elif done:
                changes.update(done)
        if changes:
            return self._go_on(self.texts.changed(changes))
        if problem:
            return problem
        told = {k: v for k, v in self._values_in(text).items() if isinstance(v, Accepted | CheckBack)}
        if told.keys() & {
            *self.draft.values,
            self._labelled(text),
        }:  # 「打错了，名字是林某某」: no more than the value with its label
            noted, _ = self._store(told)
            return self._go_on(noted)
        key = self._labelled(text)
        if key and key in self.draft.values and len(text) <= 24:
            self.draft.revisit = key
            return self._go_on("好。")
        return None

    def _parts(self, text: str) -> list[str]:
        """One part a correction: 「手机填错了，应该是138…」 is one."""
        parts: list[str] = []
        for part in re.split(r"[，,；;。\n]+", text):
            goes_on = re.match(r"\s*(?:应该|应当|其实|实际|正确)?的?(?:是|应为|改成|改为|为)", part)
            if parts and goes_on:
                parts[-1] += f"，{part}"
            elif part.strip():
                parts.append(part)
        return parts

    def _target(self, text: str) -> str | None:
        return next((key for c in reading.read_corrections(text) if (key := self._field_of(c))), None)

    def _field_of(self, correction: reading.Correction) -> str | None:
        """Which field a correction is about: its label, its old value, else the kind of its new value."""
        for words in (correction.label, correction.old):
            if words and (key := self._labelled(words)):
                return key
        if correction.old:
            old = re.sub(r"\s", "", correction.old)
            for key in reversed(self.draft.last_filled):
                value = re.sub(r"\s", "", self.draft.values.get(key, ""))
                if value and (old == value or (len(old) > 1 and (old in value or value in old))):
                    return key
        kinds = looks_like(correction.new)
        for key in reversed(self.draft.last_filled):
            if self.specs[key].kind in kinds or key in kinds:
                return key
        return None

    def _one_correction(self, text: str) -> dict[str, tuple[str, str]] | Reply | None:
        for correction in reading.read_corrections(text):
            key = self._field_of(correction)
            if key is None or re.fullmatch(r"[了啦呀啊吧的哦咯嘞]*", correction.new):
                continue
            outcome = self._parse(key, correction.new)
            if isinstance(outcome, Accepted):
                old = self.draft.values.get(key)
                self._accept(key, outcome)
                if key not in self.draft.values:  # a contradiction is being asked about
                    return self._go_on("")
                if old is None or old == outcome.value:
                    return self._go_on(self.texts.noted({key: outcome.value}))
                return {key: (old, outcome.value)}
            if isinstance(outcome, CheckBack):
                self._ask_back(key, outcome, correction.new)
                return self._go_on("")
            if key in self.draft.values:
                self.draft.revisit = key
                return self._reply(f"{outcome.reason}（现在填的还是“{self.draft.values[key]}”）")
        return None
