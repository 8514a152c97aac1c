"""Several fields from one message, with their labels or without: 「我叫张小明，男，85年3月生，大专，电话138 0013 8000」.

A label opens a value that runs to the next label; a comma alone does not end a value, for addresses and stories have
commas. What stands before the first label belongs to the field being asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bot.core.fields import parse_field
from bot.core.fields.base import Accepted, CheckBack, FieldContext, FieldSpec, Outcome, Rejected
from bot.core.fields.dates import find_date
from bot.core.fields.education import find_education
from bot.core.fields.mobile import find_mobile
from bot.core.fields.phone import find_phone
from bot.core.fields.years import find_years

# A label for a person's own cell, said after that person was named, belongs to that person.
_HEADS = {"legal_head_name": "legal_head", "quality_head_name": "quality_head"}
_OF_PERSON = {"mobile": "mobile", "phone": "phone", "position": "post", "applicant_name": "name", "fax": "phone"}
# Labels that are ordinary words as well: they need a mark or the start of a piece before them.
_LONG = ("resume", "address", "main_products", "remark")


# Kinds whose parser finds its value in a longer story: 「注册在广州，厂子在中山，平时都在中山生产」.
_WHOLE = frozenset({"region", "birth_date", "date", "id_number", "years", "title", "phone", "fax"})


@dataclass
class Extraction:
    values: dict[str, Outcome] = field(default_factory=dict)
    rest: str = ""


@dataclass(frozen=True)
class _Label:
    key: str
    start: int
    end: int


def extract(text: str, specs: Mapping[str, FieldSpec], context: FieldContext, asked: str | None = None) -> Extraction:
    """Every value found. Values a parser refuses are given too, for fields whose label was said."""
    labels = list(_labels(text, specs, asked))
    found = Extraction()
    head = text[: labels[0].start] if labels else text
    for number, label in enumerate(labels):
        end = labels[number + 1].start if number + 1 < len(labels) else len(text)
        said = text[label.end : end].strip(" \t\n，,。;；、:：")
        key = _of_whom(label.key, labels[:number], asked, context.facts)
        if key == "phone" and find_mobile(said):  # people call their mobile 电话
            key = "mobile" if "mobile" not in found.values else key
        _read_labelled(key, said, specs, context, found, last=number + 1 == len(labels))
    _read_head(head, specs, context, asked, found, bool(labels))
    return found


def _labels(text: str, specs: Mapping[str, FieldSpec], asked: str | None) -> Iterator[_Label]:
    """Labels in order. A name counts at the start of a piece, or where a colon, 是 or a value follows it."""
    names = sorted(((n, s.key) for s in specs.values() for n in (s.label, *s.names)), key=lambda p: -len(p[0]))
    pattern = re.compile("|".join(re.escape(n) for n, _ in names))
    keys: dict[str, str] = {}
    for name, key in names:
        keys.setdefault(name, key)
    at = 0
    while hit := pattern.search(text, at):
        at = hit.end()
        before = text[: hit.start()]
        opens = not before.strip() or bool(
            re.search(r"(?:[，,。;；、\n\t]|^)\s*(?:还有|另外|我的?|本人的?|单位的?|公司的?|他的?|她的?)?\s*$", before)
        )
        marked = bool(re.match(r"\s*(?:号码?)?\s*[:：]|\s*(?:是|为|填|写)(?!不|什么|啥|否)|\t", text[hit.end() :]))
        after = text[hit.end() :]
        if not (opens or (marked and hit.end() - hit.start() > 1)):
            continue
        if not marked and not _value_follows(after, keys[hit[0]]):
            continue
        mark = re.match(r"\s*(?:号码?)?\s*(?:[:：]|是|为|叫|填|写)?\s*", after)
        at = hit.end() + (mark.end() if mark else 0)
        yield _Label(keys[hit[0]], hit.start(), at)


def _value_follows(after: str, key: str) -> bool:
    """「手机138…」 has a value, 「专业技术人员」「电话联系」「学校里」 have not."""
    piece = re.split(r"[，,。;；\n]", after.strip(), maxsplit=1)[0]
    if not piece or re.search(r"[？?]|怎么|什么|哪|吗$|错|改", piece):
        return False
    if key in (
        "major",
        "school",
        "position",
        "main_products",
        "industry",
        "region",
        "title",
        "certificate_issuer",
        "address",
        "resume",
        "remark",
        "concurrent_post",
        "birth_date",
        "website",
    ):
        return not re.match(r"技术|人员|里|上|联系|要求|范围|分类|条件|性|情况|方面|生产|地|证书", piece)
    return True


def _of_whom(key: str, before: list[_Label], asked: str | None, known: Mapping[str, object]) -> str:
    """手机 after 单位负责人 is that person's; so it is while that person is asked about, once the applicant's is known."""
    if key not in _OF_PERSON:
        return key
    for label in reversed(before):
        if label.key in _HEADS:
            return f"{_HEADS[label.key]}_{_OF_PERSON[key]}"
        if label.key.startswith(("legal_head_", "quality_head_")):
            return f"{label.key.rsplit('_', 1)[0]}_{_OF_PERSON[key]}"
        if label.key in ("applicant_name", "id_number", "gender", "birth_date", "email", "education"):
            return key
    group = (asked or "").rpartition("_")[0]
    if group in _HEADS.values() and key in known:
        return f"{group}_{_OF_PERSON[key]}"
    return key


def _read_labelled(
    key: str, said: str, specs: Mapping[str, FieldSpec], context: FieldContext, found: Extraction, last: bool
) -> None:
    if not said:
        return
    outcome = parse_field(said, specs[key], context)
    whole = specs[key].kind in _WHOLE and isinstance(outcome, Accepted)
    if key in _LONG or whole or "，" not in said.replace(",", "，"):
        found.values[key] = outcome
        if whole and key not in _LONG:  # 「身份证号…，我是1985年3月12号生的」
            taken = {k for k in specs if _alike(specs[k].kind, specs[key].kind)} | (
                {"gender"} if key == "region" else set()
            )
            for other, value in _unmistakable(said, specs, context, taken).items():
                found.values.setdefault(other, value)
        return
    first, _, more = said.replace(",", "，").partition("，")
    alone = parse_field(first, specs[key], context)
    if isinstance(alone, Accepted | CheckBack):
        outcome = alone
        if key in _HEADS:
            _read_head_of_group(key, more, specs, context, found)
        else:
            for other, value in _unmistakable(more, specs, context, {key}).items():
                found.values.setdefault(other, value)
    found.values[key] = outcome


def _read_head_of_group(
    key: str, more: str, specs: Mapping[str, FieldSpec], context: FieldContext, found: Extraction
) -> None:
    """「单位负责人李某某，13900000000，总经理」: what follows is that person's."""
    group = _HEADS[key]
    for piece in re.split(r"[，,;；\s]+", more):
        mobile, phone = find_mobile(piece), find_phone(piece)
        if mobile:
            found.values.setdefault(f"{group}_mobile", Accepted(mobile))
        elif phone:
            found.values.setdefault(f"{group}_phone", Accepted(phone))
        elif 2 <= len(piece) <= 12 and re.search(
            r"总|经理|董事|厂长|主任|主管|总监|书记|部长|工程师|老板|校长|院长|所长", piece
        ):
            found.values.setdefault(f"{group}_post", parse_field(piece, specs[f"{group}_post"], context))


def _read_head(
    head: str,
    specs: Mapping[str, FieldSpec],
    context: FieldContext,
    asked: str | None,
    found: Extraction,
    labelled: bool,
) -> None:
    """What stands before the first label: the field being asked, then values that can be nothing else."""
    head = head.strip(" \t\n，,。;；、")
    if not head:
        return
    if asked and asked not in found.values:
        outcome = _answer_to(asked, head, specs, context)
        if isinstance(outcome, Accepted | CheckBack):
            found.values[asked] = outcome
            if specs[asked].kind in ("resume", "address") or asked in _LONG:
                return
        elif labelled:
            found.values[asked] = outcome
    # What answered the question is not also somebody else's: 手机 of the 负责人 is not the applicant's.
    taken = {k for k in specs if asked in found.values and _alike(specs[k].kind, specs[asked or k].kind)}
    for key, value in _unmistakable(head, specs, context, taken).items():
        found.values.setdefault(key, value)
    found.rest = head


def _answer_to(asked: str, head: str, specs: Mapping[str, FieldSpec], context: FieldContext) -> Outcome:
    """The whole piece, else its first part: 「珠海某某有限公司，在金湾」."""
    spec = specs[asked]
    parts = [p for p in re.split(r"[，,;；\n]", head) if p.strip()]
    whole = parse_field(head, spec, context)
    if len(parts) < 2 or asked in _LONG or spec.kind in _WHOLE:
        return whole
    if spec.kind in ("person_name", "enterprise_name", "text", "certificate", "industry") and len(parts) > 1:
        others = _unmistakable("，".join(parts[1:]), specs, context, {asked})
        if others or spec.kind in ("person_name", "enterprise_name"):
            first = parse_field(parts[0], spec, context)
            if isinstance(first, Accepted | CheckBack):
                return first
    return whole


_FAMILIES = ({"mobile", "phone", "fax"}, {"email", "enterprise_email"}, {"birth_date", "date"})


def _alike(kind: str, other: str) -> bool:
    return kind == other or any(kind in family and other in family for family in _FAMILIES)


_I_AM = re.compile(r"(?:我叫|我的?(?:姓名|名字)(?:是|叫)?|本人(?:叫|姓名))\s*([\u3400-\u9fff·]{2,5})(?=[，,。\s;；]|$)")
_FIRM = re.compile(r"[\u3400-\u9fff（）()]{4,40}?(?:有限责任公司|股份有限公司|有限公司)(?:[\u3400-\u9fff]{1,8}分公司)?")
_BORN = re.compile(
    r"[^，,。;；]*?(?:生日|出生|生的?|年生)[^，,。;；]*|[^，,。;；]*\d+[年./-]\d+[月./-]?\d*[日号]?(?:生|出生)"
)


def _unmistakable(
    text: str, specs: Mapping[str, FieldSpec], context: FieldContext, taken: set[str]
) -> dict[str, Outcome]:
    """Values that need no label: ID number, mobile, mailbox, landline, 男/女, a degree, 85年3月生, 我叫…, …有限公司."""
    values: dict[str, Outcome] = {}

    def put(key: str, said: str) -> None:
        if key in specs and key not in taken and key not in values and key not in context.facts:
            outcome = parse_field(said, specs[key], context)
            if not isinstance(outcome, Rejected) or key in ("id_number", "email"):
                values[key] = outcome

    number = re.search(r"(?<!\d)\d{17}[\dXx](?![\dXx])", re.sub(r"(?<=\d) (?=\d)", "", text))
    if number:
        put("id_number", number[0])
        text = text.replace(number[0], " ")
    named = _I_AM.search(text)
    if named:
        put("applicant_name", named[1])
    firm = _FIRM.search(text)
    if firm and "enterprise_name" not in taken:
        put("enterprise_name", re.sub(r"^(?:我们?|公司|单位|企业|是|叫|在)+", "", firm[0]))
    mail = re.search(r"[A-Za-z0-9._%+\-]+[@＠][A-Za-z0-9.\-]+", text)
    if mail:
        put("email", mail[0])
        text = text.replace(mail[0], " ")
    people = not re.search(r"负责人|老板|法人|总经理|他的|她的", text)
    if people and (mobile := find_mobile(text)):
        put("mobile", mobile)
    elif people and (phone := find_phone(text)):
        put("phone", phone)
    studied = re.search(
        r"(?:毕业于|毕业院校是?|在)([\u3400-\u9fff]{2,20}?(?:大学|学院|学校|中学|职校|党校))(?:毕业)?(?:的)?(?:([\u3400-\u9fff]{2,12})专业)?",
        text,
    )
    if studied:
        put("school", studied[1])
        if studied[2]:
            put("major", studied[2])
    for piece in re.split(r"[，,。;；\s]+", text):
        if re.fullmatch(r"(?:性别)?(男|女)(?:性|的|士|生)?", piece):
            put("gender", piece)
        elif (
            len(piece) <= 12
            and find_education(piece)
            and re.fullmatch(
                r"(?:我)?(?:是)?(?:全日制|电大|自考|函授|成人)?(?:小学|初中|高中|中专|技校|大专|专科|本科|大学本科|硕士|硕士研究生|研究生|博士)(?:学历|毕业的?|文化)?",
                piece,
            )
        ):
            put("education", piece)
        elif re.search(r"生$|出生|生日|生的$", piece) and find_date(piece, context.today):
            put("birth_date", re.sub(r"(?:出生|生日|生)的?$", "", piece))
        elif (
            len(piece) <= 14
            and re.search(r"质量|质检|品质|品控|检验", piece)
            and find_years(piece, context.today)[0] is not None
        ):
            put("quality_years", piece)
    return values


def looks_like(text: str) -> set[str]:
    """Kinds (or keys) an unlabelled value may belong to, for corrections: 13800138000 → mobile."""
    kinds: set[str] = set()
    plain = text.strip()
    if find_mobile(plain):
        kinds |= {"mobile"}
    elif find_phone(plain):
        kinds |= {"phone", "fax"}
    if re.search(r"\d{17}[\dXx]", re.sub(r"\s", "", plain)):
        kinds = {"id_number"}
    if "@" in plain or "＠" in plain:
        kinds = {"email", "enterprise_email"}
    if find_education(plain) and len(plain) <= 10:
        kinds |= {"education"}
    if re.fullmatch(r"(?:是)?(?:男|女)(?:的|性|生|士)?", plain):
        kinds |= {"gender"}
    if re.fullmatch(r"[大中小微]型(?:的|企业)?", plain):
        kinds |= {"enterprise_size"}
    if re.fullmatch(r"\d{6}", plain):
        kinds |= {"postcode"}
    if re.search(r"(?:有限公司|公司|厂)$", plain):
        kinds |= {"enterprise_name"}
    if re.search(r"\d+(?:\.\d+)?年$|年半$", plain) and len(plain) <= 8:
        kinds |= {"years"}
    elif re.search(r"\d{4}.*\d", plain) and re.search(r"[年./-]", plain) and not kinds:
        kinds |= {"date", "birth_date"}
    return kinds
