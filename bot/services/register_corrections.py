"""Corrections within the form, and answers to a question back about a value."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from bot.core import turn as reading
from bot.core.fields.base import Accepted, CheckBack
from bot.core.fields.extract import looks_like
from bot.core.registration import Pending, contradictions
from bot.core.reply import Reply
from bot.services.register_form import FormTurn


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
            self.draft.fill(key, choice)
            return self._go_on(self.texts.noted({key: choice}))
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
        if draft.revisit == field and (
            reading.bare(text) in ("不改", "就按现在", "就按现在的", "不用改") or reading.is_no(text)
        ):
            draft.revisit = None
            return self._go_on("好，不改。")
        if field not in draft.guesses or field in draft.values:
            return None
        group = [field, *(k for k in self.texts._companions(field) if k in draft.guesses and k not in draft.values)]
        if reading.is_yes(text):
            taken = {k: draft.guesses[k] for k in group}
            for key, value in taken.items():
                draft.fill(key, value)
            return self._go_on(self.texts.noted(taken))
        if reading.is_no(text):
            for key in group:
                draft.guesses.pop(key, None)
            return self._go_on("好，那您说。")
        return None

    # ---- corrections ----

    def _correct(self, text: str, intent: str | None) -> Reply | None:
        if not reading.is_correction(text) or len(text) > 400:
            return None
        parts = [p for p in re.split(r"[，,；;。\n]+", text) if p.strip()]
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
        key = self._labelled(text)
        if key and key in self.draft.values and len(text) <= 24:
            self.draft.revisit = key
            return self._go_on("好。")
        return None

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
            if key is None:
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
