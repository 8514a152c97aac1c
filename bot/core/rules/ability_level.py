"""Which level scores reach, and which level may be applied for, by the draft standard 首席质量官能力水平认定."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Interval = tuple[float, float]
Scores = Mapping[str, Any]  # points by code, "total" for a total; a number or [low, high]

MEDIUM_TITLES = ("中级", "副高", "正高")
HIGHER_EDUCATION = ("大专", "本科", "硕士", "博士")


@dataclass(frozen=True)
class Category:
    code: str
    name: str
    maximum: float
    minimum: float
    children: Mapping[str, tuple[str, float]]  # code → name, maximum


@dataclass(frozen=True)
class Level:
    grade: str  # AAA
    short: str  # 3A
    at_least: float


@dataclass(frozen=True)
class Scheme:
    """附录 A and B as data. `levels` from low to high."""

    categories: tuple[Category, ...]
    levels: tuple[Level, ...]
    maximum: float

    @classmethod
    def from_table(cls, raw: Mapping[str, Any]) -> Scheme:
        categories = tuple(
            Category(
                c["code"],
                c["name"],
                c["max"],
                c["min"],
                {child["code"]: (child["name"], child["max"]) for child in c.get("children", ())},
            )
            for c in raw["categories"]
        )
        levels = tuple(Level(level["grade"], level["short"], level["at_least"]) for level in raw["levels"])
        return cls(categories, levels, raw["total"])

    def limit(self, code: str) -> tuple[str, float] | None:
        """Name and maximum of a category, an indicator or the total."""
        if code == "total":
            return "总分", self.maximum
        for category in self.categories:
            if code == category.code:
                return category.name, category.maximum
            if code in category.children:
                return category.children[code]
        return None


@dataclass(frozen=True)
class Refused:
    """A score under zero or over its maximum."""

    code: str
    name: str
    value: float
    maximum: float


@dataclass(frozen=True)
class Contradiction:
    """A first-level figure (or the total) that its complete parts do not add up to."""

    code: str
    name: str
    stated: float
    added: float


@dataclass(frozen=True)
class Gap:
    """What lacks for the next level: points, and the categories or indicators with most points still to win."""

    level: Level
    points: float
    room: tuple[tuple[str, str, float], ...]  # code, name, points still to win


@dataclass(frozen=True)
class LevelVerdict:
    """`grade`: AAA, AAAA, AAAAA, none, or None while open. `provisional`: by the total; not all minima are known to be met."""

    grade: str | None
    total: Interval
    categories: Mapping[str, Interval]
    failing: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    provisional: bool = False
    refused: tuple[Refused, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    gap: Gap | None = None


def assess_level(scores: Scores, scheme: Scheme) -> LevelVerdict:
    """Level by score: AAA, AAAA, AAAAA or none.

    `scores` in points by first-level code (8.1), second-level code (8.1.1) or "total". A first-level figure stands in for
    indicators not all given; where they are all given and add up to something else, both are kept and pointed out.
    Points not given leave an interval, which a total narrows; `grade` is None while its two ends come out differently,
    with what is `missing`. Where a total is given the level is the one of its row, `provisional` on the minima of the
    categories that are still open.

    Scores under 0 or over their maximum are refused and not counted.

    Source: 附录 A, 附录 B (standard-draft/附录B/B.1, B.2). Not modelled: who scores, and the evidence behind a score.
    """
    refused = tuple(_refusals(scores, scheme))
    usable = {
        code: as_interval(v)
        for code, v in scores.items()
        if scheme.limit(code) and v is not None and code not in {r.code for r in refused}
    }
    contradictions: list[Contradiction] = []
    spans = {c.code: _span(c, usable, contradictions) for c in scheme.categories}
    total = _total(usable, spans, scheme, contradictions)
    spans = _narrowed(spans, total)
    low_grade = _grade(total[0], {code: span[0] for code, span in spans.items()}, scheme)
    high_grade = _grade(total[1], {code: span[1] for code, span in spans.items()}, scheme)
    failing = tuple(c.code for c in scheme.categories if spans[c.code][1] < c.minimum)
    exact = {code: span for code, span in spans.items() if _touched(code, usable) or span[0] == span[1]}
    by_total = "total" in usable and not refused and not any(c.code == "total" for c in contradictions)
    grade = low_grade if low_grade == high_grade else None
    provisional = grade is None and by_total
    if provisional:
        low_grade, high_grade = (_level_of(points, scheme) for points in total)
        grade = low_grade if low_grade == high_grade else None
    missing = () if grade else ("total",) if by_total else tuple(_missing(usable, spans, scheme))
    gap = _gap(total, spans, usable, scheme) if grade and not missing else None
    provisional = provisional and grade not in (None, "none")
    return LevelVerdict(grade, total, exact, failing, missing, provisional, refused, tuple(contradictions), gap)


def as_interval(value: Any) -> Interval:
    return (value[0], value[1]) if isinstance(value, (list, tuple)) else (value, value)


def _refusals(scores: Scores, scheme: Scheme) -> list[Refused]:
    refused = []
    for code, said in scores.items():
        limit = scheme.limit(code)
        if said is None:
            continue
        low, high = as_interval(said)
        if limit and (low < 0 or high > limit[1]):
            refused.append(Refused(code, limit[0], low if low < 0 else high, limit[1]))
    return refused


def _span(category: Category, usable: Mapping[str, Interval], contradictions: list[Contradiction]) -> Interval:
    parts = [usable.get(code, (0, maximum)) for code, (_, maximum) in category.children.items()]
    added = (sum(p[0] for p in parts), sum(p[1] for p in parts)) if parts else (0, category.maximum)
    stated = usable.get(category.code)
    if stated is None:
        return added
    complete = bool(category.children) and all(code in usable for code in category.children)
    if added[0] > stated[1] or added[1] < stated[0]:
        contradictions.append(Contradiction(category.code, category.name, stated[0], added[0]))
        return (min(stated[0], added[0]), max(stated[1], added[0]))
    return added if complete else stated


def _total(
    usable: Mapping[str, Interval], spans: Mapping[str, Interval], scheme: Scheme, contradictions: list[Contradiction]
) -> Interval:
    low, high = sum(s[0] for s in spans.values()), sum(s[1] for s in spans.values())
    stated = usable.get("total")
    if stated is None:
        return low, high
    if stated[1] < low or stated[0] > high:
        # The parts are what is scored (附录 A); a total that does not follow from them is pointed out and left.
        contradictions.append(Contradiction("total", "总分", stated[0], low))
        return low, high
    return max(low, stated[0]), min(high, stated[1])


def _narrowed(spans: Mapping[str, Interval], total: Interval) -> dict[str, Interval]:
    """What the total leaves each category, the others given."""
    low, high = sum(s[0] for s in spans.values()), sum(s[1] for s in spans.values())
    return {
        code: (max(span[0], total[0] - (high - span[1])), min(span[1], total[1] - (low - span[0])))
        for code, span in spans.items()
    }


def _level_of(total: float, scheme: Scheme) -> str:
    reached = [level.grade for level in scheme.levels if total >= level.at_least]
    return reached[-1] if reached else "none"


def _grade(total: float, points: Mapping[str, float], scheme: Scheme) -> str:
    if any(points[c.code] < c.minimum for c in scheme.categories):
        return "none"
    return _level_of(total, scheme)


def _touched(code: str, usable: Mapping[str, Interval]) -> bool:
    return any(known == code or known.startswith(code + ".") for known in usable)


def _missing(usable: Mapping[str, Interval], spans: Mapping[str, Interval], scheme: Scheme) -> list[str]:
    """Codes still to be told, in the order of the table: of a category half told, its open indicators."""
    open_codes: list[str] = []
    for category in scheme.categories:
        low, high = spans[category.code]
        if low == high:
            continue
        begun = category.children and any(code in usable for code in category.children)
        stated = category.code in usable
        if begun and not stated:
            open_codes += [
                code for code in category.children if code not in usable or usable[code][0] != usable[code][1]
            ]
        else:
            open_codes.append(category.code)
    return open_codes or ["total"]


def _gap(total: Interval, spans: Mapping[str, Interval], usable: Mapping[str, Interval], scheme: Scheme) -> Gap | None:
    following = [level for level in scheme.levels if level.at_least > total[1]]
    if not following or total[0] != total[1]:
        return None
    room: list[tuple[str, str, float]] = []
    for category in scheme.categories:
        if category.children and all(code in usable for code in category.children):
            room += [(code, name, maximum - usable[code][0]) for code, (name, maximum) in category.children.items()]
        elif _touched(category.code, usable):
            room.append((category.code, category.name, category.maximum - spans[category.code][0]))
    best = sorted((r for r in room if r[2] > 0), key=lambda r: -r[2])[:2]
    return Gap(following[0], following[0].at_least - total[0], tuple(best))


@dataclass(frozen=True)
class Application:
    """Level one may apply for: 3A, 4A, 5A, none, or None when not enough is known. `why`: one Chinese sentence."""

    level: str | None
    why: str
    clauses: tuple[str, ...]


def application_level(person: Mapping[str, Any]) -> Application:
    """Level one may apply for under 5.1 and 5.2: years of work, the certificate, education and title.

    `person` by fact key: `quality_years`, `certificate`, `education`, `title_level`, `disqualifiers`. Unknown facts leave
    the level None unless it comes out the same either way; a disqualifier that applies (5.1.5) leaves none.

    Source: standard-draft/5.1.1, 5.1.4, 5.1.5, 5.2.1–5.2.3. Read so: 5.2.3's circular 「满足 5.2」 as 「满足 5.2.2」; 「2 年」 as
    at least 2. Not modelled: 「同等资格质量管理工作经历」 (5.1.1), which nobody but the 认定主体 can judge, and the
    subjective conditions 5.1.2, 5.1.3.
    """
    if person.get("disqualifiers"):
        return Application("none", "有 5.1.5 所列情形的不得担任首席质量官", ("5.1.5",))
    years, certificate = person.get("quality_years"), person.get("certificate")
    if certificate is False:
        return Application(
            "none", "申报 3A 要有首席质量官证书，4A、5A 要培训合格证书（5.1.4），您还没有", ("5.2.1", "5.1.4")
        )
    if years is not None and years < 2:
        return Application("none", f"最低的 3A 要 2 年相关工作经验，您有 {years:g} 年", ("5.2.1",))
    if years is None or certificate is None:
        lacking = [
            words for words, fact in (("相关工作年限", years), ("有没有首席质量官证书", certificate)) if fact is None
        ]
        return Application(None, "还不知道" + "、".join(lacking), ("5.2.1",))
    if years < 4:
        return Application(
            "3A", f"有证书，相关工作经验 {years:g} 年（3A 要 2 年，4A 要 4 年以上，5A 要 8 年以上）", ("5.2.1",)
        )
    basic = _meets_5_1_1(person)
    reach, higher = ("5A", "") if years >= 8 else ("4A", "（5A 要 8 年以上）")
    if basic is None:
        return Application(
            None, f"年限够申报 {reach}{higher}，还要看学历（大专以上）和职称（中级以上）", ("5.1.1", "5.2.2")
        )
    if not basic:
        why = (
            f"年限够 {reach}，但学历或职称没到 5.1.1 的线；认定主体若认可“同等资格质量管理工作经历”，可按 {reach} 申报"
        )
        return Application("3A", why, ("5.2.1", "5.1.1"))
    clause = "5.2.3" if reach == "5A" else "5.2.2"
    return Application(reach, f"学历、职称和证书满足 5.1，相关工作经验 {years:g} 年{higher}", (clause, "5.1.1"))


def _meets_5_1_1(person: Mapping[str, Any]) -> bool | None:
    education, title = person.get("education"), person.get("title_level")
    checks = [
        None if education is None else education in HIGHER_EDUCATION,
        None if title is None else title in MEDIUM_TITLES,
    ]
    if False in checks:
        return False
    return None if None in checks else True
