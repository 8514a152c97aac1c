"""Several fields from one message, with their labels or without: 「我叫张小明，男，85年3月生，大专，电话138 0013 8000」.

A label opens a value that runs to the next label; a comma alone does not end a value, for addresses and stories have
commas. What stands before the first label belongs to the field being asked. 手机 said after 单位负责人 is that person's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.core.fields import parse_field
from bot.core.fields.base import Accepted, CheckBack, FieldContext, FieldSpec, Outcome
from bot.core.fields.common import HAN_CHARACTER, tidy
from bot.core.fields.in_order import in_order
from bot.core.fields.labels import LONG, Label, find_labels, flatten
from bot.core.fields.looks import looks_like
from bot.core.fields.mobile import find_mobile
from bot.core.fields.phone import find_phone
from bot.core.fields.run_on import punctuated
from bot.core.fields.unmistakable import Finder, is_unmistakable

__all__ = ["Extraction", "extract", "looks_like"]

_GROUPS = ("legal_head", "quality_head")
# The applicant's own cells that a head of the firm has too.
_OF_PERSON = {"mobile": "mobile", "phone": "phone", "position": "post", "applicant_name": "name", "fax": "phone"}
# Kinds whose parser finds its value in a longer story: 「注册在广州，厂子在中山，平时都在中山生产」.
_WHOLE = frozenset({"region", "birth_date", "date", "id_number", "years", "title", "phone", "fax", "education"})
_NUMBERS = frozenset(
    {
        "mobile",
        "phone",
        "fax",
        "email",
        "enterprise_email",
        "id_number",
        "postcode",
        "website",
        "years",
        "date",
        "birth_date",
    }
)
LONGEST_UNLABELLED = 400  # a story is not searched for numbers to its end
_MYSELF = re.compile(r"就?是?(?:我|申请人|(?:我|他|她|.{1,2}[总工])?(?:本人|自己))(?:兼任?)?")
_EDGES = " \t\n，,。;；、:："
_SEPARATORS = re.compile(r"[，,;；。\n]")


@dataclass
class Extraction:
    """`values`: what each field was given, refusals only where its label was said. `rest`: words before the first label.
    `own`: the heads of the firm said to be the applicant."""

    values: dict[str, Outcome] = field(default_factory=dict)
    rest: str = ""
    own: set[str] = field(default_factory=set)


def extract(text: str, specs: Mapping[str, FieldSpec], context: FieldContext, asked: str | None = None) -> Extraction:
    """Every value found. Several that were asked in one breath, and come in that order without labels: in_order.py."""
    return _Reading(specs, context, asked).read(laid_out(text, asked))


def laid_out(text: str, asked: str | None) -> str:
    """A form pasted in as lines, a breath without a pause cut into pieces; a story stays as it was told."""
    flat = flatten(tidy(text))
    return flat if asked in LONG - {"main_products"} or "简历" in flat else punctuated(flat)


def _group_of(key: str | None) -> str | None:
    return next((group for group in _GROUPS if (key or "").startswith(group)), None)


class _Reading:
    """One message. `group`: whose cells are being told, None for the applicant's."""

    def __init__(self, specs: Mapping[str, FieldSpec], context: FieldContext, asked: str | None) -> None:
        self.specs, self.context, self.asked = specs, context, asked
        self.group, self.named = _group_of(asked), False
        self.found = Extraction()

    def read(self, text: str) -> Extraction:
        labels = list(find_labels(text, self.specs, self.context, self.asked))
        self._head(text[: labels[0].start] if labels else text, bool(labels))
        for number, label in enumerate(labels):
            end = labels[number + 1].start if number + 1 < len(labels) else len(text)
            said = text[label.end : end]
            said = said.strip() if label.key == "resume" else said.strip(_EDGES)
            if said and label.also:
                self._pair(label, said)
            elif said:
                self._labelled(self._key_of(label, said), said)
        return self.found

    # ---- with a label ----

    def _key_of(self, label: Label, said: str) -> str:
        """The cell meant, by whose it is and by what was already told."""
        key = label.key
        if own_group := _group_of(key):
            self.group, self.named = own_group, True
            return key
        if label.said.startswith("现任") and not self.named and self.asked != f"{self.group}_post":
            self.group = None  # 现任职务 is the applicant's caption; a head has a 职务
        if label.own or key not in _OF_PERSON or (key == "applicant_name" and label.said != "姓名"):
            self.group = None
        if label.said == "邮箱" and ("email" in self.found.values or self._of_the_firm()):
            return "enterprise_email"
        if key == "phone" and self.asked != "phone" and find_mobile(said) and not find_phone(said):
            key = "mobile" if not self._told(f"{self.group}_mobile" if self.group else "mobile") else key
        if self.group and key in _OF_PERSON:
            theirs = f"{self.group}_{_OF_PERSON[key]}"
            if theirs not in self.found.values:
                return theirs
            self.group = None  # told already: this is the next person's
        return key

    def _of_the_firm(self) -> bool:
        """邮箱 stands twice on the form: beside 单位网址 it is the firm's."""
        return self.asked in ("website", "enterprise_email") or "website" in self.found.values

    def _told(self, key: str) -> bool:
        return key in self.found.values or key in self.context.facts

    def _labelled(self, key: str, said: str) -> None:
        first = re.split(r"[，,。；;\s]", said, maxsplit=1)[0]
        if key.endswith("_head_name") and _MYSELF.fullmatch(first):
            self.found.own.add(key.removesuffix("_name"))
            if mine := self._applicant():
                self.found.values[key] = Accepted(mine)
            more = said[len(first) :].strip(_EDGES)
        else:
            self.found.values[key], more = self._value(key, said)
        if more:
            self._unlabelled(more, {key})

    def _applicant(self) -> str | None:
        named = self.found.values.get("applicant_name")
        return named.value if isinstance(named, Accepted) else self.context.facts.get("applicant_name")

    def _pair(self, label: Label, said: str) -> None:
        """「毕业院校及专业：某某学院 机电一体化」「职务/职称：经理/工程师」: one value each, in their order."""
        keys = [self._key_of(label, said), label.also or ""]
        both = in_order(re.sub(r"\s*[/／]\s*", "，", said), keys, self.specs, self.context)
        if both:
            self.found.values.update(both)
        else:
            self._labelled(keys[0], said)

    def _value(self, key: str, said: str) -> tuple[Outcome, str]:
        """The value of a field at the beginning of a stretch of text, and what is left of the text."""
        spec = self.specs[key]
        whole = parse_field(said, spec, self.context)
        if key == "address" and (
            coded := re.fullmatch(r"(.{5,}?)(?:[，,;；\s]+|(?<=[号室楼栋座幢层]))([0-9]{6})", said)
        ):
            return parse_field(coded[1], spec, self.context), f"邮编{coded[2]}"
        if key in LONG:
            return whole, ""
        first, more = _first_of(_cut_name(spec.kind, said))
        alone = parse_field(first, spec, self.context)
        if not more and spec.kind in _NUMBERS and isinstance(whole, Accepted):
            return whole, self._after(spec, said, whole)
        if not more:
            return (alone, "") if isinstance(alone, Accepted | CheckBack) else (whole, "")
        if spec.kind in _WHOLE and isinstance(whole, Accepted) and self._needs_all(key, alone, whole, more):
            return whole, more
        if isinstance(alone, Accepted | CheckBack):
            return alone, more
        return whole, more if isinstance(whole, Accepted) else ""

    def _after(self, spec: FieldSpec, said: str, whole: Accepted) -> str:
        """What follows the words that make up a number: 「138 0013 8000 0756-8880101」."""
        tokens = said.split()
        for place in range(1, len(tokens)):
            if parse_field(" ".join(tokens[:place]), spec, self.context) == whole:
                return " ".join(tokens[place:])
        return ""

    def _needs_all(self, key: str, alone: Outcome, whole: Accepted, more: str) -> bool:
        if not isinstance(alone, Accepted):
            return True
        if self.specs[key].kind == "title":
            return bool(re.fullmatch(r"(?:初|中|副高|正高|高)级?(?:职称)?的?", more.strip(_EDGES)))
        return alone.value != whole.value and self.specs[key].kind in ("region", "phone", "fax")

    # ---- without ----

    def _head(self, head: str, labelled: bool) -> None:
        """What stands before the first label: the field being asked, then values that can be nothing else."""
        head = head.strip() if self.asked in LONG else head.strip(_EDGES)
        if not head.strip(_EDGES):
            return
        self.found.rest = head
        more = head
        if self.asked:
            outcome, left = self._value(self.asked, head)
            if isinstance(outcome, Accepted | CheckBack):
                self.found.values[self.asked] = outcome
                more = left
            elif labelled:
                self.found.values[self.asked] = outcome
        if not more:
            return
        refused = self.found.values.get(self.asked or "")
        if self.asked == "enterprise_name" and not isinstance(refused, Accepted | CheckBack):
            self.found.values.pop(self.asked, None)  # 「我是某某有限公司的老板」 is no name, and holds it
            self._unlabelled(more, set())
            if refused:
                self.found.values.setdefault(self.asked, refused)
        else:
            self._unlabelled(more, {self.asked} if self.asked else set())

    def _unlabelled(self, text: str, just_told: set[str]) -> None:
        text = text[:LONGEST_UNLABELLED]
        taken = set(self.found.values) | just_told
        for key, outcome in Finder(self.specs, self.context, self.group, taken, self._of_the_firm()).find(text).items():
            self.found.values.setdefault(key, outcome)


def _cut_name(kind: str, said: str) -> str:
    """A comma where a name ends without one: 「何某某13900139000」「珠海某某有限公司 珠海金湾」."""
    if kind == "person_name":
        return re.sub(rf"(?<=[{HAN_CHARACTER}])(?=\+?[0-9]{{7}})", "，", said)
    if kind in ("education", "gender", "ownership", "enterprise_size"):
        return re.sub(r"[ \t]+", "，", said, count=1)
    if kind == "enterprise_name":
        return re.sub(r"(?<=[司厂店社])[ \t]+", "，", said, count=1)
    return said


def _first_of(said: str) -> tuple[str, str]:
    """The first piece and the rest: cut at a comma, or at a space before 男, 大专, a number or 总经理."""
    first, *others = _SEPARATORS.split(said, maxsplit=1)
    more = others[0] if others else ""
    tokens = first.split()
    for place, token in enumerate(tokens):
        if place and is_unmistakable(token) and not re.search(r"[0-9]", tokens[place - 1]):
            return " ".join(tokens[:place]), f"{' '.join(tokens[place:])}，{more}"
    bracket = re.fullmatch(r"([^（(]{2,6})[（(](.+)", first)
    if bracket and is_unmistakable(bracket[2].rstrip("）)").split("）")[0].split(")")[0]):
        return bracket[1], f"{bracket[2]}，{more}"
    return first.strip(), more.strip(_EDGES)
