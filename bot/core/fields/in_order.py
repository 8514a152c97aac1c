"""Values said one after the other in the order they were asked: 「某某学院，机电一体化，8年，质量总监」."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

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
_FIRM = re.compile(r"(?:公司|集团|厂|店|商行|合作社|作坊|中心)$")
_FIGURE = re.compile(r"\d+\s*(?:多|来)?(?:个|号|名)?(?:人|员工|万|亿|元)")


Copied = Callable[[str, str], str | None]  # field, 「同上」 → the value it stands for


def in_order(
    text: str,
    keys: Sequence[str],
    specs: Mapping[str, FieldSpec],
    context: FieldContext,
    copied: Copied = lambda key, said: None,
) -> dict[str, Outcome]:
    """All of the text, part by part, as values of `keys`; {} where a part does not fit its place."""
    if len(keys) < 2 or is_question(text) or len(text) > 400:
        return {}
    for split in _SPLITS:
        parts = [part for part in re.split(split, text.strip()) if part]
        if 2 <= len(parts) <= _MOST_PARTS:
            first = specs[keys[0]]
            cut = not isinstance(parse_field(parts[0], first, context), Accepted)
            if cut and first.kind not in _FREE and isinstance(parse_field(text, first, context), Accepted):
                return {}  # 「H03456789，香港的」 is one number, and needs both
            found = _align(parts, list(keys), _Fit(specs, context, copied))
            if found and len(found) > 1:
                return found
    return {}


@dataclass(frozen=True)
class _Fit:
    """Whether some words are a field's value."""

    specs: Mapping[str, FieldSpec]
    context: FieldContext
    copied: Copied

    def parsed(self, said: str, key: str) -> Outcome:
        return parse_field(said, self.specs[key], self.context)

    def value(self, said: str, key: str, passed_over: bool) -> Outcome | None:
        """`passed_over`: a field before this one got nothing, so the value must show by itself what it is."""
        spec = self.specs[key]
        if key == "region" and _FIRM.search(said):
            return None  # 「珠海某某电器有限公司」 names a firm, whatever place stands in it
        if key == "main_products" and any(is_unmistakable(part) or _FIGURE.search(part) for part in said.split("，")):
            return None  # 「民营，60人，做线束」 tells more than products
        if same := self.copied(key, said):
            return Accepted(same)
        if says_none(said):
            return None if spec.required or self.of_another(said, key) else Accepted("无")
        if spec.kind in _FREE:
            shows = key in _POSTS and is_unmistakable(said)
            other = is_unmistakable(said) and key not in (*_POSTS, "title", *LONG)
            if key == "main_products" and isinstance(self.parsed(said, "region"), Accepted):
                return None  # 「广东省珠海市，金湾区」 is one place
            if other or (passed_over and not shows) or _LEVEL.fullmatch(said):  # 「食品工程师，中级的」 is one title
                return None
        if passed_over and spec.kind in ("phone", "fax") and not find_phone(said):
            return None  # a mobile that nobody asked for here
        outcome = self.parsed(said, key)
        return outcome if isinstance(outcome, Accepted | CheckBack) else None

    def of_another(self, said: str, key: str) -> bool:
        """「没兼别的」 is said of 兼任职务, 「没传真」 of 传真."""
        own = self.specs[key]
        if any(name in said for name in (own.label, *own.names)):
            return False
        return ("兼" in said and key != "concurrent_post") or any(
            name in said and len(name) > 1 for other in self.specs.values() for name in (other.label, *other.names)
        )

    def better_alone(self, said: str, later: Sequence[str]) -> bool:
        """The last part of a long value is rather a later field's: 「某某路1号，519000」."""
        _, mark, last = said.rpartition("，")
        hard = [key for key in later if self.specs[key].kind not in _FREE]
        return bool(mark) and any(isinstance(self.parsed(last, key), Accepted) for key in hard)


def _align(parts: Sequence[str], keys: Sequence[str], fit: _Fit) -> dict[str, Outcome] | None:
    """Each part the next key's value. A key may be passed over only for a value that shows what it is."""
    if not parts:
        return {}
    for at, key in enumerate(keys):
        most = len(parts) if key in LONG else 1
        for taken in range(most, 0, -1):  # an address takes its commas, but leaves the postcode
            said = "，".join(parts[:taken])
            if key in LONG and fit.better_alone(said, keys[at + 1 :]):
                continue
            outcome = fit.value(said, key, at > 0)
            rest = _align(parts[taken:], keys[at + 1 :], fit) if outcome else None
            if outcome and rest is not None:
                return {key: outcome, **rest}
    return None
