"""Where a text names the form's cells: 「姓名：…」「手机138…」「老板叫…」.

The same words stand in ordinary sentences (专业技术人员, 手机壳, 电话回访), so a name is a label only where a colon or 是
follows it, or where what follows can be read as its value. Inside a long text even that is not enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.core.fields import parse_field
from bot.core.fields.base import FieldContext, FieldSpec, Rejected
from bot.core.fields.common import SIMPLIFY, says_none

SEARCHED = 6_000  # characters: a form pasted whole is shorter, a longer text is a story
MOST_TRIED = 64  # words that might be labels
LONG = frozenset({"resume", "address", "main_products", "remark"})
# Kinds that take almost any words: their value says nothing about whether the word before it was a label.
_FREE = frozenset({"text", "resume", "address", "certificate", "title", "industry", "website"})
_LEAD = r"(?:还有|另外|然后|以及|最高|目前|现在|就是)?(?P<whose>我们?的?|本人的?|单位的?|公司的?|[他她其]的?|老板的?)?"
_OPENS = re.compile(rf"(?:^|[，,。；;、\s（(])(?P<lead>{_LEAD})$")
_OF_SOMEBODY = re.compile(r"(?:^|[，,。；;、\s])(?P<lead>[^，,。；;、\s]{1,4}的)$")
_NOT_ASKED = r"(?!不|否|什么|啥|多少|哪|谁|几|怎|必|一定|要)"
_COLON = re.compile(r"\s*(?:号码?)?\s*[:：=]\s*")
_PAIR = re.compile(r"\s*(?:以及|及其?|和|与|、|/|／)\s*")
_VERB = re.compile(rf"\s*(?:号码?)?\s*(?:就是|应该是|是|为|叫|填|写|就(?=我|本人|自己)){_NOT_ASKED}\s*")
_NO_VALUE = re.compile(r"技术|人员|里|上|联系|要求|范围|分类|条件|性|情况|方面|生产|地|证书|改|错|填|和|与|跟|或|及|的")
_ASKED_BACK = re.compile(r"[？?]|怎么|什么|哪|吗$|呢$|必须|一定要")


@dataclass(frozen=True)
class Label:
    """`start` with the words before it that belong to it; `end` is where its value begins."""

    key: str
    said: str
    start: int
    end: int
    own: bool  # 我的, 本人的
    another: bool  # 他的
    also: str | None = None  # 毕业院校及专业：


def flatten(text: str) -> str:
    """Numbered lines, 【姓名】 and table bars as plain lines; every other character in its place."""
    text = re.sub(r"(?m)^([ \t]*)[（(]?\d{1,2}[.、)）](?=\s*\D)", lambda m: " " * len(m[0]), text)
    return text.replace("【", "\n").replace("】", "：").replace("|", " ").replace("\u3000", " ")


def find_labels(text: str, specs: Mapping[str, FieldSpec], context: FieldContext, asked: str | None) -> Iterator[Label]:
    """Labels in order."""
    keys = {name.lower(): spec.key for spec in specs.values() for name in (*spec.names, spec.label)}
    pattern = re.compile("|".join(re.escape(name) for name in sorted(keys, key=len, reverse=True)), re.I)
    plain = SIMPLIFY(text)
    plain = plain if len(plain) == len(text) else text
    inside = asked
    at = tried = 0
    while tried < MOST_TRIED and (hit := pattern.search(plain, at, SEARCHED)):
        at, tried = hit.end(), tried + 1
        key = keys[hit[0].lower()]
        pair = _PAIR.match(plain, hit.end())
        second = pattern.match(plain, pair.end()) if pair else None
        if second and (colon := _COLON.match(plain, second.end())) and inside not in LONG:
            yield Label(key, hit[0], hit.start(), colon.end(), False, False, keys[second[0].lower()])
            at, inside = colon.end(), key
            continue
        label = _label(plain, hit, key, specs[key], context, inside)
        if label:
            yield label
            at, inside = label.end, key


def _label(
    text: str, hit: re.Match[str], key: str, spec: FieldSpec, context: FieldContext, inside: str | None
) -> Label | None:
    before, after = text[max(0, hit.start() - 16) : hit.start()], text[hit.end() : hit.end() + 200]
    colon = _COLON.match(after)
    mark = colon or _VERB.match(after)
    opens = _OPENS.search(before)
    somebody = None if opens else _OF_SOMEBODY.search(before)
    piece = re.split(r"[，,。；;\n]", after[mark.end() :] if mark else after.lstrip(), maxsplit=1)[0].strip()
    if spec.kind == "person_name":
        piece = re.split(r"(?=\+?[0-9]{7})", piece, maxsplit=1)[0]
    reads = bool(piece) and not isinstance(parse_field(piece.split()[0], spec, context), Rejected)
    reads = reads or says_none(piece) or (bool(piece) and not isinstance(parse_field(piece, spec, context), Rejected))
    if inside == "resume":
        ends = r"(?:^|\n|[。；;])\s*$" if key == "remark" else r"(?:^|\n)\s*$"
        wanted = bool(colon) and bool(re.search(ends, before)) and len(hit[0]) > 1
    elif inside in LONG:
        wanted = bool(opens) and (bool(colon) or (reads and spec.kind not in _FREE and len(piece) <= 40))
    elif opens:
        wanted = bool(colon) or _has_value(piece, mark is not None, reads, spec)
    else:
        wanted = (bool(colon) or bool(somebody)) and reads and len(hit[0]) > 1
    if not wanted:
        return None
    led = opens or somebody
    lead = led["lead"] if led else ""
    end = hit.end() + (mark.end() if mark else len(after) - len(after.lstrip(" \t")))
    return Label(
        key,
        hit[0],
        hit.start() - len(lead),
        end,
        bool(re.match(r"我(?!们)|本人", lead)),
        bool(re.match("[他她其]", lead)),
    )


def _has_value(piece: str, marked: bool, reads: bool, spec: FieldSpec) -> bool:
    if not piece or _ASKED_BACK.search(piece):
        return False
    if spec.kind not in _FREE:
        return reads or marked or _wrong_but_meant(piece, spec)
    return reads and (marked or not _NO_VALUE.match(piece))


def _wrong_but_meant(piece: str, spec: FieldSpec) -> bool:
    """「手机1380013800」: a digit short, but nothing else than a mobile."""
    if spec.kind in ("email", "enterprise_email"):
        return "@" in piece
    return spec.kind in ("mobile", "phone", "fax", "id_number", "postcode") and bool(re.match(r"[0-9０-９+]{4}", piece))
