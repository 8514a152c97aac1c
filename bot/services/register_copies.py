"""Cells that equal another one, and cells that hold nothing: 同上, 就是我本人, 传真没有."""

from __future__ import annotations

import re

from bot.core import turn as reading
from bot.core.fields.base import Accepted, Outcome
from bot.core.fields.common import none_outcome, says_none
from bot.core.fields.labels import find_labels, flatten
from bot.core.registration import NONE, copied_from, own_cell
from bot.core.reply import Reply
from bot.services.register_form import LONG_TEXT, OWN_CELLS, FormTurn

_ALL_NONE = re.compile(
    r"(?:这|那)?(?:几|[两三四五2-5])?(?:个|项|样)?(?:其[他它余]|别的|剩下|余下|后面)?的?(?:都|全|全部|统统|一概)(?:是)?(?:没有?|无|不填|填无|空着)(?:填)?"
)
_SAME_AS = re.compile(r"[跟和同与]|(?:我|本人|申请人)(?:本人|自己)?[。吧了]*$")
_HEADS = ("legal_head", "quality_head")


class FormCopies(FormTurn):
    # ---- copies ----

    def _copied(self, field: str | None, text: str) -> Reply | None:
        """「同上」, and 「就是我本人，学历大专」「无，专业食品工程」: a copy or nothing, then something else with its label."""
        if field is None:
            return None
        named = self._same_for(text)
        noted = self._copy(*named) if named else None
        noted = noted or self._copy(field, text)
        if noted is not None:
            return self._go_on(noted)
        first, *more = re.split(r"[，,；;。\n]+", text, maxsplit=1)
        rest = more[0] if more else ""
        if not any(label.start == 0 for label in find_labels(flatten(rest), self.specs, self.context, None)):
            return None
        noted = self._copy(field, first)
        if noted is None and field in LONG_TEXT and says_none(first) and not self.specs[field].required:
            noted, _ = self._store({field: Accepted(NONE)})  # a long text would take in all that follows
        if noted is None:
            return None
        # With its own labels: the field that comes next, which may be a long text, has no part in it.
        more_noted, problem = self._store(self._values_in(rest))
        return self._go_on(f"{noted}{more_noted}{problem}")

    def _same_for(self, text: str) -> tuple[str, str] | None:
        """「座机跟老板一样」: the cell named first, and what it is said to equal."""
        named = self._begins_with(text)
        return named if named and _SAME_AS.match(named[1]) else None

    def _copy(self, field: str, text: str) -> str | None:
        """Store what a field is said to equal, or remember it until that is known; what to say about it."""
        values, group = self.draft.values, field.removesuffix("_name")
        source, own = copied_from(field, text, values, self.specs, self.order), own_cell(field, text)
        if source is None and own is None:
            return None
        if source == "applicant_name":
            own = source
        outcome = self._parse(field, values[source]) if source else None
        if source and not isinstance(outcome, Accepted):
            return f"{self.specs[source].label}填的是“{values[source]}”，这里用不上。"
        copies: dict[str, Outcome] = {field: outcome} if outcome else {}
        if own and not source:
            self.draft.same[field] = own
        if group in _HEADS and (
            own or (source or "").endswith("_name")
        ):  # the same person: the same post and telephone
            theirs = "" if own else f"{(source or '').removesuffix('_name')}_"
            for part, mine in OWN_CELLS.items():
                if part == "name":
                    continue
                key, cell = f"{group}_{part}", f"{theirs}{part}" if theirs else mine
                if cell in values and key not in values:
                    copies[key] = Accepted(values[cell])
                elif own and key not in values:
                    self.draft.same[key] = cell
        noted, _ = self._store(copies)
        return noted + ("和您本人一样的，填到那里一起带过来。" if own and not source else "")

    # ---- nothing to fill in ----

    def _nothing(self, field: str | None, text: str) -> Reply | None:
        if field is None:
            return None
        if _ALL_NONE.fullmatch(reading.bare(text)):
            asked = [field, *self.texts.together(field, self.draft)]
            optional = {k: Accepted(NONE) for k in asked if not self.specs[k].required and k not in self.draft.values}
            if optional:
                noted, _ = self._store(optional)
                return self._go_on(noted)
        if not says_none(text):
            return None
        named = self._empty_cell(field, text)
        if named and self.specs[named].required:
            return self._leave(named, text) if named not in self.draft.values else None
        outcome = Accepted(NONE) if named else none_outcome(self.specs[field])
        if not isinstance(outcome, Accepted):
            return self._leave(field, text)
        noted, _ = self._store({named or field: outcome})
        return self._go_on(noted)

    def _empty_cell(self, field: str, text: str) -> str | None:
        """「传真没有」「邮箱没有」 while something else is asked: the cell it names."""
        own = (self.specs[field].label, *self.specs[field].names)
        key, head = self._labelled(text), next((h for h in _HEADS if field.startswith(h)), None)
        if head and key in ("phone", "fax", "mobile"):
            key = f"{head}_{'mobile' if key == 'mobile' else 'phone'}"
        if re.search(r"不兼|没有?兼|无兼", text):
            key = "concurrent_post"
        elif re.search(r"(?<!身份)证", text) and key is None:
            key = "training_certificate_no"
        if key == "email" and field in ("website", "enterprise_email"):
            key = "enterprise_email"
        of_posts = key == "position" or (field == "concurrent_post" and (key or "").endswith("_post"))
        return None if key in (None, field) or of_posts or any(name in text for name in own) else key
