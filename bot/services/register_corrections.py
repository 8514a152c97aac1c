"""Corrections within the form: of any cell at any time, whole or in part, the old value first or last, the item before."""

from __future__ import annotations

import re

from bot.core import corrections
from bot.core.fields.amend import DATE_KINDS, DIGIT_KINDS, amended, names_part, speaks_of_part
from bot.core.fields.base import Accepted, CheckBack, Rejected
from bot.core.fields.extract import looks_like
from bot.core.registration import NONE
from bot.core.reply import Reply
from bot.services.register_form import FormTurn

Change = tuple[str, str]  # before, now
# Words that change a cell only beside its name: 「负责人职务还是总经理吧」「职称升了，现在是工程师」.
_ANOTHER_NOW = re.compile(r"还是(?!没|不).{1,24}|(?:升|变)(?:了|成|为|到)|现在[是叫]")


class FormCorrections(FormTurn):
    def _correct(self, text: str, intent: str | None) -> Reply | None:
        if len(text) > 400:
            return None
        card = self._as_on_the_card(text)
        if card is not None:
            return card
        if speaks_of_part(text) and (part := self._part_put_right(text)) is not None:
            return self._told(part)
        if not self._corrects(text):
            return None
        parts = self._parts(text)
        several = [p for p in parts if corrections.is_correction(p) and self._target(p)]
        changes: dict[str, Change] = {}
        problem: Reply | None = None
        for part_said in several if len(several) > 1 else [text]:
            done = self._one_correction(part_said)
            if isinstance(done, Reply):
                problem = done
            elif done:
                changes.update(done)
        if changes or problem:
            return self._told(changes or problem)
        return self._new_value(text) or self._to_be_said(text)

    def _corrects(self, text: str) -> bool:
        if corrections.is_correction(text):
            return True
        return bool(_ANOTHER_NOW.search(text)) and self._labelled(text) in self.draft.values

    def _told(self, done: dict[str, Change] | Reply | None) -> Reply:
        return done if isinstance(done, Reply) else self._go_on(self.texts.changed(done or {}))

    def _new_value(self, text: str) -> Reply | None:
        """「打错了，名字是林某某」: no more than the value with its label."""
        told = {k: v for k, v in self._values_in(text).items() if isinstance(v, Accepted | CheckBack)}
        if not told.keys() & {*self.draft.values, self._labelled(text)}:
            return None
        noted, _ = self._store(told)
        return self._go_on(noted)

    def _to_be_said(self, text: str) -> Reply | None:
        """「手机填错了」「写错字了」: what it is to be is asked."""
        key = self._labelled(text) if len(text) <= 24 else None
        if key is None and self.draft.last_filled and corrections.says_only_wrong(text):
            key = self.draft.last_filled[-1]
        if key is None or key not in self.draft.values:
            return None
        self.draft.revisit = key
        return self._go_on("好。")

    def _as_on_the_card(self, text: str) -> Reply | None:
        """「出生日期以身份证为准」."""
        if not re.search(r"(?:以|按|照|跟|和|同)(?:照|着)?身份证.{0,4}(?:为准|来|填|算|一致|一样|相同)", text):
            return None
        number = self.draft.values.get("id_number")
        key = self._labelled(re.sub(r"身份证号?码?", "", text))
        if number is None and key in ("birth_date", "gender"):
            return self._ask_again("好，报了身份证号就照它填。")
        outcome = self._parse("id_number", number) if number else None
        if key is None or not isinstance(outcome, Accepted) or key not in outcome.implies:
            return None
        noted, _ = self._store({key: Accepted(outcome.implies[key])})
        return self._go_on(noted)

    # ---- the item before ----

    def _earlier(self, steps: int, said: str) -> Reply:
        """「上一项 改成本科」: the item filled in last takes it; where it cannot, the one before that it fits."""
        filled = self.draft.last_filled
        key = filled[-min(steps, len(filled))]
        if isinstance(self._parse(key, said), Rejected):
            fits = [k for k in reversed(filled) if self.specs[k].kind in looks_like(said)]
            key = fits[0] if fits else key
        return self._told(self._change(key, said))

    # ---- a part of a value ----

    def _part_put_right(self, text: str) -> dict[str, Change] | Reply | None:
        """「手机最后一位是1」「尾号改9」「生日的年份是1989」."""
        named = self._labelled(text)
        last = self.draft.last_filled[-1] if self.draft.last_filled else None
        if named in ("mobile", "phone") and last and last.endswith(f"_{named}"):
            named = last  # just told: the head's own
        for key in [named] if named else reversed(self.draft.last_filled):
            value = self.draft.values.get(key, NONE)
            new = amended(self.specs[key].kind, value, text) if value != NONE else None
            if new is not None:
                return self._change(key, new)
        return None

    # ---- one correction ----

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
        return next((key for c in corrections.read_corrections(text) if (key := self._field_of(c))), None)

    def _field_of(self, correction: corrections.Correction) -> str | None:
        """Which field a correction is about: its label, its old value, else the kind of its new value."""
        for words in (correction.label, correction.old):
            if words and (key := self._labelled(words)):
                return key
        if correction.old and (key := self._holding(re.sub(r"\s", "", correction.old))):
            return key
        kinds = looks_like(correction.new)
        for key in reversed(self.draft.last_filled):
            if self.specs[key].kind in kinds or key in kinds:
                return key
        return None

    def _holding(self, old: str) -> str | None:
        """The cell filled in last whose value is, holds or begins with what is said to be wrong."""
        for at, key in enumerate(reversed(self.draft.last_filled)):
            value, kind = re.sub(r"\s", "", self.draft.values.get(key, "")), self.specs[key].kind
            if value and (old == value or ((len(old) > 1 or at == 0) and (old in value or value in old))):
                return key
            if kind in (*DATE_KINDS, *DIGIT_KINDS) and names_part(kind, value, old):
                return key
        return None

    def _one_correction(self, text: str) -> dict[str, Change] | Reply | None:
        for correction in corrections.read_corrections(text):
            key = self._field_of(correction)
            if key is None or re.fullmatch(r"[了啦呀啊吧的哦咯嘞]*", correction.new):
                continue
            done = self._change(key, correction.new, correction.old)
            if done is not None:
                return done
        return None

    def _change(self, key: str, said: str, old: str = "") -> dict[str, Change] | Reply | None:
        """A cell takes what is said, or the part of its value that is said; the reply where more has to be asked."""
        before = self.draft.values.get(key)
        part = amended(self.specs[key].kind, before, said, old, said) if before and before != NONE else None
        outcome = self._parse(key, part or said)
        if isinstance(outcome, Accepted):
            self._accept(key, outcome)
            if key not in self.draft.values:  # a contradiction is being asked about
                return self._go_on("")
            if before is None or before == outcome.value:
                return self._go_on(self.texts.noted({key: outcome.value}))
            return {key: (before, outcome.value)}
        if isinstance(outcome, CheckBack):
            self._ask_back(key, outcome, said)
            return self._go_on("")
        if before is None:
            return None
        self.draft.revisit = key
        return self._reply(f"{outcome.reason}（现在填的还是“{before}”）")
