"""Values said one after the other in the order they were asked: 「某某学院，机电一体化，8年，质量总监」."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.core.fields import parse_field
from bot.core.fields.base import Accepted, CheckBack, FieldContext, FieldSpec, Outcome
from bot.core.fields.common import is_question, says_none
from bot.core.fields.labels import LONG
from bot.core.fields.phone import find_phone
from bot.core.fields.unmistakable import is_unmistakable

_SPLITS = (r"\s*[，,；;。\n]+\s*", r"\s*[，,；;。、\n]+\s*", r"[，,；;。、\n]+\s*|(?<![A-Za-z])\s+|\s+(?![A-Za-z])")
# Kinds that take almost any words: such a value is one only by its place.
_FREE = frozenset({"text", "certificate", "title", "industry", "address", "resume"})
_POSTS = ("position", "concurrent_post", "legal_head_post", "quality_head_post")
_LEVEL = re.compile(r"(?:初|中|副高|正高|高)级?(?:职称)?的?")
_MOST_PARTS = 10


def in_order(
    text: str, keys: Sequence[str], specs: Mapping[str, FieldSpec], context: FieldContext
) -> dict[str, Outcome]:
    """All of the text, part by part, as values of `keys`; {} where a part does not fit its place."""
    if len(keys) < 2 or is_question(text) or len(text) > 400:
        return {}
    for split in _SPLITS:
        parts = [part for part in re.split(split, text.strip()) if part]
        if 2 <= len(parts) <= _MOST_PARTS:
            found = _align(parts, list(keys), specs, context)
            if found and len(found) > 1:
                return found
    return {}


def _align(
    parts: Sequence[str], keys: Sequence[str], specs: Mapping[str, FieldSpec], context: FieldContext
) -> dict[str, Outcome] | None:
    """Each part the next key's value. A key may be passed over only for a value that shows what it is."""
    if not parts:
        return {}
    for at, key in enumerate(keys):
        most = len(parts) if key in LONG else 1
        for taken in range(most, 0, -1):  # an address takes its commas, but leaves the postcode
            said = "，".join(parts[:taken])
            outcome = _fits(said, key, at > 0, specs, context)
            rest = _align(parts[taken:], keys[at + 1 :], specs, context) if outcome else None
            if (
                outcome
                and rest is not None
                and not (key in LONG and _better_alone(said, keys[at + 1 :], specs, context))
            ):
                return {key: outcome, **rest}
    return None


def _better_alone(said: str, later: Sequence[str], specs: Mapping[str, FieldSpec], context: FieldContext) -> bool:
    """The last part of a long value is rather the next field's: 「某某路1号，519000」."""
    _, mark, last = said.rpartition("，")
    return bool(mark) and any(
        specs[key].kind not in _FREE and isinstance(parse_field(last, specs[key], context), Accepted) for key in later
    )


def _fits(
    said: str, key: str, passed_over: bool, specs: Mapping[str, FieldSpec], context: FieldContext
) -> Outcome | None:
    spec = specs[key]
    if says_none(said):
        return None if spec.required else Accepted("无")
    if spec.kind in _FREE and _LEVEL.fullmatch(said):
        return None  # 「食品工程师，中级的」 is one title
    if spec.kind in _FREE:
        shows = key in _POSTS and is_unmistakable(said)
        if (passed_over and not shows) or (is_unmistakable(said) and key not in (*_POSTS, "title", *LONG)):
            return None
    if passed_over and spec.kind in ("phone", "fax") and not find_phone(said):
        return None  # a mobile that nobody asked for here
    outcome = parse_field(said, spec, context)
    return outcome if isinstance(outcome, Accepted | CheckBack) else None
