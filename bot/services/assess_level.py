"""Which level scores reach and which may be applied for: the conversation around bot/core/rules/ability_level.py."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.core import grade_asked
from bot.core.facts import Facts
from bot.core.mentions import education, experience, title, training
from bot.core.mentions import scores as mentions
from bot.core.mentions.enterprise_figures import declines
from bot.core.mentions.quantities import tidy
from bot.core.reply import Button, Reply
from bot.core.rules.ability_level import Application, Interval, LevelVerdict, Scheme, application_level, assess_level
from bot.core.verdict import Citation, Verdict
from bot.kb.model import KnowledgeBase
from bot.services.wording import quoted

_STANDARD = "standard-draft"
_PERSON = ("education", "quality_years", "title", "title_level", "certificate")
_DRAFT = "这份标准还是征求意见稿。"
_CERTIFICATE = re.compile(
    r"(?P<none>没|无|没有)证(?:书)?(?![\u4e00-\u9fff])|(?:有|持|拿了?)(?:个)?证(?:书)?(?![\u4e00-\u9fff])|证(?:书)?(?:也|都)?有"
)


class AssessLevel:
    """A decision (bot/core/task.py). It asks for scores by their code (`8.2`, `8.4.1`, `total`), kept in the fact `scores`."""

    name = "grade"

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb, self._table = kb, kb.tables["ability_score"]
        self._scheme = Scheme.from_table(self._table)
        self._levels = {level["grade"]: level for level in self._table["levels"]}
        self._maxima = {code: limit[1] for code in mentions.NAMES if (limit := self._scheme.limit(code))}
        self._categories = {c["code"]: c for c in self._table["categories"]}

    # ---- the decision ----

    def listen(self, text: str, asked: str | None) -> tuple[Mapping[str, Any], set[str]]:
        """Scores; and of the person what 5.1 and 5.2 look at, when it is said along with them."""
        heard = mentions.hear(text, asked, self._maxima)
        for listener in (education, experience, title, training):
            heard |= {key: v for key, v in listener.hear(text[:600], None).items() if key in _PERSON}
        if heard.get("scores") and "certificate" not in heard and (said := _CERTIFICATE.search(text)):
            heard["certificate"] = not said["none"]  # beside scores, 「有证」 is the certificate 5.2 looks at
        declined = {asked} if asked and not heard and declines(text) else set()
        level = grade_asked.asked_level(text)
        if heard or level:
            heard["level_asked"] = level
        return heard, declined

    def put_right(self, text: str, facts: Facts) -> dict[str, Any]:
        """「准确说是八百零二」「算了按42」: a bare number replaces the score it is nearest to, if it is near one."""
        scores = facts.get("scores") or {}
        near: list[tuple[float, dict[str, Any]]] = []
        for code, known in scores.items():
            heard = mentions.hear(text, code).get("scores") or {}
            told, was = heard.get(code), known[0] if isinstance(known, list) else known
            if set(heard) == {code} and isinstance(told, (int, float)) and told > 0 and was > 0:
                near.append((abs(math.log(told / was)), {"scores": heard}))
        distance, best = min(near, key=lambda each: each[0], default=(math.inf, {}))
        return best if distance < math.log(1.5) else {}

    def decide(self, facts: Facts, today: date) -> Verdict:
        result = assess_level(facts.get("scores") or {}, self._scheme)
        application = application_level(facts.known)
        data = {
            "grade": result.grade,
            "total": _told(result.total) if self._total_known(result) else None,
            "categories": {code: _told(span) for code, span in result.categories.items() if span[0] == span[1]},
            "failing": list(result.failing),
            "application_level": application.level,
        }
        asks = (*(r.code for r in result.refused), *result.missing)
        missing = () if result.grade and not result.refused else asks
        missing = tuple(dict.fromkeys(code for code in missing if code not in facts.declined))
        return Verdict(result.grade or "undetermined", data, citations=self._citations(result), missing=missing)

    def ask(self, key: str, facts: Facts) -> Reply:
        result = assess_level(facts.get("scores") or {}, self._scheme)
        reply = Reply(self._question(key, facts, result), [Button.of("不知道")] if facts.get("scores") else [])
        answer: dict[str, Any] = {"kind": "clarify", "citations": []}
        if result.refused:
            first = result.refused[0].code
            answer["citations"] = [self._limit(first).as_dict()]
        reply.custom = {"answer": answer, "grade": self.decide(facts, date.min).data}
        return reply

    def tell(self, verdict: Verdict, facts: Facts, changed: Mapping[str, Any] | None = None) -> Reply:
        result = assess_level(facts.get("scores") or {}, self._scheme)
        application = application_level(facts.known)
        parts = [
            self._verdict_words(result),
            self._points(result),
            self._refused(result),
            self._contradicted(result),
            self._gap(result),
        ]
        opening, yes_or_no = self._answer_first(parts[0], result, application, facts)
        text = ("按您假设的分数：" if changed else "") + "".join(p for p in (opening, *parts[1:]) if p)
        applies = self._application_words(result, application)
        citations = [*verdict.citations, *self._application_citations(application)]
        text = "\n\n".join(p for p in (text, applies + _DRAFT, quoted(citations[:2])) if p)
        answer = {"kind": "answer" if result.grade else "clarify", "citations": [c.as_dict() for c in citations]}
        answer |= {"verdict": yes_or_no} if yes_or_no else {}
        data = {**verdict.data, **({"what_if": dict(changed)} if changed else {})}
        return Reply(text, [], {"answer": answer, "grade": data})

    # ---- parts ----

    def _answer_first(
        self, verdict_words: str, result: LevelVerdict, application: Application, facts: Facts
    ) -> tuple[str, str | None]:
        """The verdict begun with its yes or no, where one level was asked for: 「够5A没有」「能申报5A吗」."""
        asked = facts.get("level_asked")
        if not asked or result.grade is None:
            return verdict_words, None
        if result.grade == "none":
            return verdict_words.replace("**评不上", "**不能，评不上", 1), "no"
        told = f"{result.grade}（{self._levels[result.grade]['short']}）"
        begun, verdict = grade_asked.answer(asked, result.grade, told, at_least=True)
        if verdict == "yes" and application.level not in (None, asked) and application.level < asked:
            can = "还不能申报" if application.level == "none" else f"只能申报 {application.level}"
            begun, verdict = f"不行，{can}：分数是 {told}，年限等申报条件没到 {asked}", "no"
        return f"**{begun}。**" + verdict_words.replace(f"**{told}。**", "", 1).replace(f"**{told}**，", "", 1), verdict

    def _total_known(self, result: LevelVerdict) -> bool:
        return result.total[0] == result.total[1] or result.provisional

    def _citations(self, result: LevelVerdict) -> tuple[Citation, ...]:
        """The rows that decide first: categories under their minimum, else the level's own row."""
        cited = [self._cite(self._categories[code]) for code in result.failing]
        if result.grade in self._levels:
            cited.append(self._cite(self._levels[result.grade]))
        elif not cited:
            cited.append(self._cite(self._table["levels"][0]))
        return (*cited, self._cite(self._table["minimum_rule"]))

    def _cite(self, row: Mapping[str, Any]) -> Citation:
        return self._kb.cite(row["clause"], row["quote"])

    def _limit(self, code: str) -> Citation:
        return self._kb.cite(self._table["total_clause"] if code == "total" else f"{_STANDARD}/附录A/{code}")

    def _question(self, key: str, facts: Facts, result: LevelVerdict) -> str:
        if result.refused:
            wrong = result.refused[0]
            said = tidy(wrong.value)
            fault = "不能是负数" if said < 0 else "超过了满分"
            return f"{wrong.name}（{wrong.code}）{said} 分{fault}（满分 {wrong.maximum:g} 分），应该是多少？（0–{wrong.maximum:g}）"
        limit = self._scheme.limit(key)
        if not facts.get("scores"):
            each = "、".join(f"{c.name} {c.maximum:g}" for c in self._scheme.categories)
            return f"把五类得分发给我就行，一起或分几次都可以（满分：{each}）。比如“意识120，诚信60，知识70，能力200，业绩300”。"
        if limit is None or key == "total":
            return f"总分准确是多少？（0–{self._scheme.maximum:g}）"
        return f"{limit[0]}（{key}）得多少分？（0–{limit[1]:g}）"

    # ---- words ----

    def _verdict_words(self, result: LevelVerdict) -> str:
        if result.grade is None and result.missing == ("total",):
            crossed = [level for level in self._scheme.levels if result.total[0] < level.at_least <= result.total[1]]
            lines = "，".join(f"{level.at_least:g} 分起是 {level.grade}" for level in crossed)
            return f"现在还不能定：您说的总分 {_span(result.total)} 跨着等级线，{lines}，差一点就是低一级。"
        if result.grade is None:
            return f"现在还不能定：还差{'、'.join(self._name(code) for code in result.missing) or '确切的分数'}。"
        if result.grade == "none":
            return self._none_words(result)
        level = self._levels[result.grade]
        if result.provisional:
            open_ones = [c for c in self._scheme.categories if result.categories.get(c.code, (0, 0))[0] < c.minimum]
            each = "、".join(f"{c.name}≥{c.minimum:g}" for c in open_ones)
            which = "每一类" if len(open_ones) == len(self._scheme.categories) else "没说的几类"
            return f"**{result.grade}（{level['short']}）**，前提是{which}都过最低线（{each}）。总分 {_span(result.total)}（{_row(level)}）。"
        return (
            f"**{result.grade}（{level['short']}）。**总分 {_span(result.total)}（{_row(level)}），五类都过了最低线。"
        )

    def _none_words(self, result: LevelVerdict) -> str:
        low = "，".join(
            f"{c.name} {_span(result.categories[c.code])} 分，最低要 {c.minimum:g}"
            for c in self._scheme.categories
            if c.code in result.failing and c.code in result.categories
        )
        first = self._table["levels"][0]
        total = f"总分 {_span(result.total)}" if result.total[0] == result.total[1] else ""
        if low:
            return f"**评不上任何等级。**{low}；有一类不到最低线就不予判定{'，' + total if total else ''}。"
        return f"**评不上任何等级。**{total or '总分'} 不到 {first['at_least']} 分，{first['grade']} 要 {first['at_least']} 分起。"

    def _points(self, result: LevelVerdict) -> str:
        if len(result.categories) < 2:
            return ""
        minimum = {c.code: c for c in self._scheme.categories}
        told = [
            f"\n- {minimum[code].name}（{code}）{_span(span)}／最低 {minimum[code].minimum:g}{' ✗' if code in result.failing else ''}"
            for code, span in result.categories.items()
        ]
        return "".join(told) + "\n"

    def _refused(self, result: LevelVerdict) -> str:
        return "".join(f"{r.name} {tidy(r.value)} 分不在 0–{r.maximum:g} 之间，没有算进去。" for r in result.refused)

    def _contradicted(self, result: LevelVerdict) -> str:
        return "".join(
            f"注意：{c.name}您说 {tidy(c.stated)} 分，各项加起来是 {tidy(c.added)} 分，两个数对不上，请核对。"
            for c in result.contradictions
        )

    def _gap(self, result: LevelVerdict) -> str:
        if result.failing:
            need = [
                (c.minimum - result.categories[c.code][1], c.name)
                for c in self._scheme.categories
                if c.code in result.failing and c.code in result.categories
            ]
            return (
                "先补" + "、".join(f"{name}（还差 {tidy(points)} 分）" for points, name in need) + "。" if need else ""
            )
        if result.gap is None:
            return ""
        level, room = result.gap.level, result.gap.room
        where = "、".join(f"{name}（还有 {tidy(points)} 分）" for _, name, points in room)
        told = f"离 {level.grade} 还差 {tidy(result.gap.points)} 分"
        return f"{told}，余地最大的是{where}。" if where else f"{told}。"

    def _application_words(self, result: LevelVerdict, application: Application) -> str:
        """Score (附录B) and application (5.2) are not reconciled by the standard: both are told where they differ."""
        if application.level is None:
            return "" if result.grade in (None, "none") else f"能申报哪一级另看 5.2：{application.why}。"
        by_score = self._levels[result.grade]["short"] if result.grade in self._levels else result.grade
        told = "还不能申报" if application.level == "none" else f"可申报 {application.level}"
        if application.level == by_score:
            return f"按 5.2 也{told}：{application.why}。"
        return f"按 5.2 {told}：{application.why}。标准没写分数和申报条件怎么合，两个结果都给您。"

    def _application_citations(self, application: Application) -> list[Citation]:
        return [self._kb.cite(f"{_STANDARD}/{clause}") for clause in application.clauses] if application.level else []

    def _name(self, code: str) -> str:
        limit = self._scheme.limit(code)
        return f"{limit[0]}（{code}）" if limit and code != "total" else "总分"


def _told(span: Interval) -> Any:
    return tidy(span[0]) if span[0] == span[1] else [tidy(span[0]), tidy(span[1])]


def _span(span: Interval) -> str:
    low, high = tidy(span[0]), tidy(span[1])
    return str(low) if low == high else f"{low}–{high}"


def _row(level: Mapping[str, Any]) -> str:
    quote: str = level["quote"]
    return quote.split(" ", 1)[1]
