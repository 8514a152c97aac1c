"""A value that cannot be the cell asked: an open cell it fits, the next of a row told in order, or one filled in already."""

from __future__ import annotations

import re

from bot.core.fields.base import Accepted, FieldContext
from bot.core.fields.extract import extract, looks_like
from bot.core.registration import NONE, Pending
from bot.core.reply import Reply
from bot.services.register_form import FREE_TEXT, FormTurn

# Kinds of which the form has one cell.
_ONE_CELL = {"years", "ownership", "enterprise_size", "gender", "education"}
_WORDS_ALONE = re.compile(r"[\u3400-\u9fff（）()、]{2,14}")


class FormOtherCells(FormTurn):
    # ---- a value that fits another field ----

    def _meant_for_another(self, field: str | None, text: str) -> Reply | None:
        """What cannot be the field asked: an open cell of its kind, the next of those told in a row, or one filled in."""
        if len(text) > 60 or (field and self.draft.pending):
            return None
        kinds = looks_like(text)
        if field and self.specs[field].kind in kinds:
            return None
        open_ones = [k for k in self.order if self.specs[k].kind in kinds and k not in self.draft.values]
        if len(open_ones) == 1 and kinds & _ONE_CELL:
            return self._go_on(self._store({open_ones[0]: self._parse(open_ones[0], text)})[0])
        return self._next_in_row(field, text) or self._instead(text, kinds)

    def _next_in_row(self, field: str | None, text: str) -> Reply | None:
        """大专, 某某学院, 机电一体化, one after the other, while the ID number before them stays open."""
        last = self.draft.last_filled[-1] if self.draft.last_filled else None
        row = self.texts.row(last) if last else []
        key = row[row.index(last) + 1] if last in row[:-1] else None
        if not field or key is None or field not in row or key in self.draft.values or key == field:
            return None
        plain = text.strip(" 。.!！")
        if self.specs[key].kind != "text" or self.specs[field].kind in FREE_TEXT or not _WORDS_ALONE.fullmatch(plain):
            return None
        outcome = self._parse(key, plain)
        return self._go_on(self._store({key: outcome})[0]) if isinstance(outcome, Accepted) else None

    def _instead(self, text: str, kinds: set[str]) -> Reply | None:
        """A value like one filled in already: is that one to be changed? Nothing changes unasked."""
        fresh = extract(text, self.specs, FieldContext(self.today, {}), None).values
        filled = [k for k in self.draft.last_filled if self.specs[k].kind in kinds and k in self.draft.values]
        filled = filled or [k for k, v in fresh.items() if k in self.draft.values and isinstance(v, Accepted)]
        if len(filled) != 1:
            return None
        key = filled[0]
        outcome, old = fresh.get(key) or self._parse(key, text), self.draft.values[key]
        label = self.specs[key].label
        if not isinstance(outcome, Accepted):
            return None
        if outcome.value == old:
            return self._ask_again(f"{label}已经是这个了。")
        if old == NONE:
            return self._go_on(self._store({key: outcome})[0])
        new, before = self.texts.shown(key, outcome.value), self.texts.shown(key, old)
        question = f"{label}已经填了{before}，要改成{new}吗？"
        self.draft.pending = Pending(key, question, {"改": outcome.value, "不改": old})
        return self._go_on("")
