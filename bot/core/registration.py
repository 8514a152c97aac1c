"""The registration form being filled: what is known, what is asked next, what contradicts itself. Pure.

The order and grouping of the fields is data (policies_kb/tasks/registration.yml), so is what each one means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Literal

from bot.core.fields.base import Choice, FieldSpec

NONE = "无"
Phase = Literal["consent", "filling", "confirm", "finished"]


@dataclass
class Pending:
    """A question back about a value: `choices` label → value, empty value = keep `said`."""

    key: str
    question: str
    choices: dict[str, str]
    said: str = ""


@dataclass
class Registration:
    """One draft. `later`: required fields left for later; `guesses`: values that other answers imply, to be offered."""

    phase: Phase = "consent"
    values: dict[str, str] = field(default_factory=dict)
    later: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    guesses: dict[str, str] = field(default_factory=dict)
    same: dict[str, str] = field(default_factory=dict)  # cells that equal another one, which is not known yet
    doubts: dict[str, str] = field(default_factory=dict)  # what else was said of a cell, to be asked about
    declined_guesses: list[str] = field(default_factory=list)  # "key=value" said to be wrong: not offered again
    figures: dict[str, Any] = field(default_factory=dict)  # headcount, revenue …: what the size is worked out from
    size_asked: str | None = None  # the figure asked for last
    revisit: str | None = None
    last_filled: list[str] = field(default_factory=list)
    pending: Pending | None = None
    waiting: list[Pending] = field(default_factory=list)  # asked back, and something else was told: asked once more
    asked_back: dict[str, int] = field(default_factory=dict)
    failures: int = 0
    failing: str | None = None
    settled: list[str] = field(default_factory=list)  # contradictions the person has settled
    paused: bool = False
    version: int = 0
    consent_version: str | None = None
    for_other: bool = False

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Registration:
        known = dict(stored)
        known["pending"] = Pending(**stored["pending"]) if stored.get("pending") else None
        known["waiting"] = [Pending(**one) for one in stored.get("waiting", ())]
        return cls(**known)

    def clear(self) -> None:
        """Everything filled in is gone; the consent stands."""
        blank = Registration(
            phase="filling", consent_version=self.consent_version, version=self.version, for_other=self.for_other
        )
        self.__dict__.update(blank.__dict__)

    # -- what is asked ------------------------------------------------------------------------------------------------

    def missing(self, order: Sequence[str]) -> list[str]:
        return [key for key in order if key not in self.values]

    def next_field(self, order: Sequence[str]) -> str | None:
        """The field to ask now: a value being checked, one being revisited, the first open one, a check put off, those left for later."""
        if self.pending:
            return self.pending.key
        if self.revisit:
            return self.revisit
        for key in order:
            if key not in self.values and key not in self.later and key not in self.same and not self.waits(key):
                return key
        if self.waiting:
            return self.waiting[0].key
        for key in self.later:
            if key not in self.values and key not in self.refused:
                return key
        # What they were to equal was left empty.
        return next((key for key in self.same if key not in self.values and key not in self.refused), None)

    def waits(self, key: str) -> bool:
        return any(one.key == key for one in self.waiting)

    def put_off(self) -> None:
        """Something else was told instead of what was asked back: that is asked once more when the rest is known."""
        if self.pending and self.pending.key not in self.values and self.pending.key not in self.guesses:
            self.waiting = [one for one in self.waiting if one.key != self.pending.key] + [self.pending]
        self.pending = None

    def take_up(self, order: Sequence[str]) -> None:
        """The question back that was put off, once its turn has come."""
        if not self.pending and self.waiting and self.next_field(order) == self.waiting[0].key:
            self.pending = self.waiting.pop(0)

    def field_now(self, order: Sequence[str]) -> str | None:
        """`form.field` of the contract."""
        if self.paused or self.phase == "finished":
            return None
        if self.phase == "consent":
            return "consent"
        return self.next_field(order) or "confirm"

    # -- what an answer does ------------------------------------------------------------------------------------------

    def fill(self, key: str, value: str) -> str | None:
        """Store a value; returns the one it replaces, if it differs."""
        old = self.values.get(key)
        self.values[key] = value
        self.guesses.pop(key, None)
        self.doubts.pop(key, None)
        self.same.pop(key, None)
        for other in [one for one, source in self.same.items() if source == key]:
            del self.same[other]
            self.values.setdefault(other, value)
        if key in self.last_filled:
            self.last_filled.remove(key)
        self.last_filled.append(key)
        for left in (self.later, self.refused):
            if key in left:
                left.remove(key)
        if self.revisit == key:
            self.revisit = None
        if self.pending and self.pending.key == key:
            self.pending = None
        self.waiting = [one for one in self.waiting if one.key != key]
        if self.failing == key:
            self.failing, self.failures = None, 0
        return old if old != value else None

    def offer(self, key: str, value: str) -> None:
        """A value to be offered when its field comes, unless it is known or was said to be wrong."""
        if key not in self.values and f"{key}={value}" not in self.declined_guesses:
            self.guesses.setdefault(key, value)

    def decline(self, keys: Iterable[str]) -> None:
        """What was offered is wrong."""
        for key in list(keys):
            if key in self.guesses:
                self.declined_guesses.append(f"{key}={self.guesses.pop(key)}")

    def leave_for_later(self, key: str) -> None:
        """Go on without a required field; the second time it is not asked again before submitting."""
        self.waiting = [one for one in self.waiting if one.key != key]
        self.same.pop(key, None)
        if key in self.later and key not in self.refused:
            self.refused.append(key)
        elif key not in self.later:
            self.later.append(key)
        if self.revisit == key:
            self.revisit = None
        self.pending, self.failing, self.failures = None, None, 0

    def failed(self, key: str) -> int:
        """Count a failed answer; returns how many in a row this field has had."""
        self.failures = self.failures + 1 if self.failing == key else 1
        self.failing = key
        return self.failures


# ---- contradictions -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Contradiction:
    """Two values that cannot both be right: ask about `key` with `choices`."""

    id: str
    key: str
    question: str
    choices: tuple[Choice, ...]


def contradictions(values: Mapping[str, str], today: date) -> Iterable[Contradiction]:
    """身份证号 against 出生日期 and 性别, 任职时间 and years of work against the birth date."""
    number = values.get("id_number", "")
    born = values.get("birth_date")
    if re.fullmatch(r"\d{17}[\dX]", number):
        in_number = f"{number[6:10]}-{number[10:12]}-{number[12:14]}"
        if born and born != in_number:
            yield Contradiction(
                f"birth:{number}:{born}",
                "birth_date",
                f"身份证上的生日是 {in_number}，和您说的出生日期 {born} 不一致。以哪个为准？",
                (Choice(in_number, in_number), Choice(born, born)),
            )
        sex = "男" if int(number[16]) % 2 else "女"
        said = values.get("gender")
        if said and said != sex:
            yield Contradiction(
                f"gender:{number}:{said}",
                "gender",
                f"按身份证号是{sex}性，和您说的“{said}”不一致。以哪个为准？",
                (Choice(sex, sex), Choice(said, said)),
            )
    appointed = values.get("appointed_date", "")
    if born and re.fullmatch(r"\d{4}-\d\d-\d\d", appointed) and appointed < _years_after(born, 16):
        yield Contradiction(
            f"appointed:{born}:{appointed}",
            "appointed_date",
            f"任职时间 {appointed} 早于出生日期 {born} 后的 16 年，其中一个不对。任职时间到底是哪一天？",
            (Choice(f"就是 {appointed}", appointed),),
        )
    years = values.get("quality_years", "")
    if born and re.fullmatch(r"\d+(?:\.\d+)?", years) and float(years) > today.year - int(born[:4]) - 14:
        yield Contradiction(
            f"years:{born}:{years}",
            "quality_years",
            f"出生日期是 {born}，质量工作 {years} 年对不上。质量工作到底多少年？",
            (Choice(f"就是 {years} 年", years),),
        )


def _years_after(iso: str, years: int) -> str:
    return f"{int(iso[:4]) + years:04d}{iso[4:]}"


# ---- what follows from other cells, to be offered --------------------------------------------------------------------


def resume_from(values: Mapping[str, str]) -> str | None:
    """A 工作简历 of what the other cells hold, and nothing else; None where they hold too little."""
    needed = ("enterprise_name", "quality_years", "position")
    if any(values.get(key, NONE) == NONE for key in needed):
        return None
    school, major = values.get("school", ""), values.get("major", "")
    studied = f"毕业于{school}{f'{major}专业' if major else ''}。" if school else ""
    title = values.get("title", NONE)
    return (
        f"{studied}从事质量管理工作{values['quality_years']}年，现任{values['enterprise_name']}{values['position']}"
        f"{f'，职称{title}' if title != NONE else ''}。"
    )


def ownership_from(enterprise_name: str) -> str | None:
    """What a firm's name says of its form; whose money it is, only the owner knows."""
    if "股份有限公司" in enterprise_name:
        return "股份有限公司"
    return "有限责任公司" if "有限" in enterprise_name and "公司" in enterprise_name else None


# ---- copying --------------------------------------------------------------------------------------------------------

_SAME = re.compile(
    r"同上|一样|相同|同一个?人?|同号|一致|(?:就|也|还)?是我(?:本人|自己)?$|^(?:就|也|还)?(?:是)?(?:我|本人|我本人|我自己|自己)(?:兼(?:任|着|的)?)?$|我兼"
)
_OTHERS_NAMED = re.compile(r"负责人|老板|法人|总经理|领导")
_ROLE = {"name": "applicant_name", "mobile": "mobile", "phone": "phone", "post": "position"}


def own_cell(key: str, text: str) -> str | None:
    """The applicant's cell that a head's is said to equal, known or not: 「就是我本人」「跟我手机一样」."""
    plain = re.sub(r"[\s，。！!,.的呀啊吧了]+", "", text)
    role = key.rsplit("_", 1)[-1]
    if len(plain) > 18 or role not in _ROLE or not key.startswith(("legal_head", "quality_head")):
        return None
    mine = _SAME.search(plain) and re.search(r"我|本人|自己|申请人", plain) and not _OTHERS_NAMED.search(plain)
    return _ROLE[role] if mine else None


def copied_from(
    key: str, text: str, values: Mapping[str, str], specs: Mapping[str, FieldSpec], order: Sequence[str]
) -> str | None:
    """The field a text says this one equals: 「就是我本人」「跟我手机一样」「同上」「跟负责人一样」, or None."""
    plain = re.sub(r"[\s，。！!,.的呀啊吧了]+", "", text)
    if len(plain) > 18 or not _SAME.search(plain):
        return None
    if mine := own_cell(key, text):
        return mine if mine in values else None
    role = key.rsplit("_", 1)[-1]
    own = key.startswith(("legal_head", "quality_head"))
    candidates: list[str] = []
    if re.search(r"质量负责人", plain):
        candidates.append(f"quality_head_{role}")
    elif re.search(r"负责人|老板|法人|总经理|领导", plain):
        candidates.append(
            f"legal_head_{role}" if own else {"phone": "legal_head_phone", "fax": "legal_head_phone"}.get(key, "")
        )
    if own and role in _ROLE and not candidates and "同上" not in plain:
        candidates.append(_ROLE[role])
    if re.search(r"手机", plain):
        candidates.append("mobile")
    if re.search(r"电话|座机", plain):
        candidates.append("phone")
    if re.search(r"邮箱|邮件", plain):
        candidates.append("email" if key == "enterprise_email" else "enterprise_email")
    if key == "quality_head_phone":
        candidates += ["legal_head_phone"]
    position = list(order).index(key)
    candidates += [k for k in reversed(list(order)[:position]) if specs[k].kind == specs[key].kind]
    return next((k for k in candidates if k and k != key and values.get(k) not in (None, NONE)), None)
