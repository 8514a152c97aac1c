"""How large the enterprise is: the conversation around bot/core/rules/enterprise_size.py."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.core import corrections, follow_up, grade_asked
from bot.core.facts import Facts
from bot.core.mentions import enterprise_figures
from bot.core.mentions.industry import AskBack, IndustryWords
from bot.core.mentions.quantities import plain
from bot.core.reply import Button, Reply
from bot.core.rules.enterprise_size import FACT_OF, GRADES, Indicator, Interval, SizeRow, SizeVerdict, classify_size
from bot.core.verdict import Citation, Verdict
from bot.kb.industries import Industries
from bot.kb.model import KnowledgeBase
from bot.services import size_text as words
from bot.services.wording import quoted

EXACT = "_exact"  # employees_exact: asked when a range crosses a line; known once asked, so that nobody is asked twice
LIKELY = 6.0  # weakest match in the classification worth offering
CLEAR = 9.0  # weakest one taken unasked
# 「做包装箱的，180人」: beside figures, what is made names the trade.
_MAKES = re.compile(
    r"(?:做|生产|制造|加工|造)(?:的是|些)?(?!.{0,4}(?:质|品管|品控|管理|工作))([\u4e00-\u9fff]{2,6}?)(?:的|厂|公司|[，,。；;\s]|$)"
)
_RECORD = "size_standard_two_sources"
_COMMON_ROWS = ("工业", "批发业", "零售业", "餐饮业", "建筑业")


_ASKS_SIZE = re.compile(r"(?:什么|啥|哪|几|咩)(?:一|个|种)?(?:[型档类]|规模|企业)")
_SCOPE_NOTE = "guangdong-zhuhai-2023/附件4/说明2"


class ClassifySize:
    """A decision (bot/core/task.py). Besides core/facts.py it keeps `amount_means`, `grade_asked` and `…_exact`, see listen."""

    name = "size"

    def __init__(self, kb: KnowledgeBase) -> None:
        table = kb.tables["enterprise_size"]
        self._kb, self._table = kb, table
        self._rows = {row["name"]: SizeRow.from_table(row) for row in table["rows"]}
        self._not_covered = {row["name"]: row for row in table["not_covered"]}
        self._words = IndustryWords(table, kb.tables.get("industries"))
        self._industries = Industries(kb.tables["industries"]) if "industries" in kb.tables else None

    # ---- the decision ----

    def listen(self, text: str, asked: str | None) -> tuple[Mapping[str, Any], set[str]]:
        """`amount_means` says what a bare amount was; `employees_exact: True` that the exact figure was asked for."""
        base = asked.removesuffix(EXACT) if asked else None
        heard = {**enterprise_figures.hear(text, base), **self._words.hear(text, base)}
        if base == "size_row" and "industry" not in heard:
            heard |= self._looked_up(text)
        made = _MAKES.search(text) if heard and "industry" not in heard and not asked else None
        if made:
            heard |= self._looked_up(made[1], CLEAR)
        if base in words.FACT_WORDS and base in heard and not corrections.is_correction(text):
            heard = {key: value for key, value in heard.items() if key not in ("industry", "size_row")}
        if asked and asked.endswith(EXACT) and base in heard:
            heard[asked] = True
        declined = {asked} if asked and asked not in heard and base not in heard and _declines(text) else set()
        if heard or grade_asked.asked_size(text):
            heard["grade_asked"] = grade_asked.asked_size(text)
        return heard, declined

    def put_right(self, text: str, facts: Facts) -> dict[str, Any]:
        """「看错了，280」: a bare number replaces the figure it is nearest to, if it is anywhere near one."""
        near: list[tuple[float, dict[str, Any]]] = []
        for fact in FACT_OF.values():
            known, heard = facts.get(fact), enterprise_figures.hear(text, fact)
            if known and set(heard) == {fact} and known[0] and heard[fact][0]:
                near.append((abs(math.log(heard[fact][0] / known[0])), heard))
        distance, heard = min(near, key=lambda each: each[0], default=(math.inf, {}))
        return heard if distance < math.log(3) else {}

    def decide(self, facts: Facts, today: date) -> Verdict:
        names = self._candidates(facts)
        if not names:
            return self._undetermined(None, ("size_row",), ("行业",), "还不知道是什么行业", facts)
        verdicts = [self._decide_row(name, facts) for name in names]
        outcomes = {verdict.outcome for verdict in verdicts}
        if len(names) == 1 or (len(outcomes) == 1 and outcomes != {"undetermined"}):
            return verdicts[0]
        reason = "落在哪一行还不确定：" + "、".join(names)
        key = "size_row" + EXACT if "size_row" in facts else "size_row"
        missing = () if facts.get(key) else (key,)
        return self._undetermined(None, missing, ("行业",), reason, facts)

    def ask(self, key: str, facts: Facts) -> Reply:
        base = key.removesuffix(EXACT)
        if base == "size_row":
            reply = self._ask_row(facts)
        elif base in words.FACT_WORDS:
            reply = self._ask_figure(base, facts)
        else:
            reply = Reply("从业人员多少人、一年营业收入多少万元？一起说就行，比如“300人，2000万”。")
        data = self.decide(facts, date.min).data
        reply.custom = {"answer": {"kind": "clarify", "citations": []}, "size": data}
        return reply

    def tell(self, verdict: Verdict, facts: Facts, changed: Mapping[str, Any] | None = None) -> Reply:
        data = verdict.data
        if verdict.outcome == "not_covered":
            text = self._told_not_covered(data)
        elif verdict.outcome == "undetermined":
            text = self._told_open(facts)
        else:
            text = self._told(verdict, facts)
        if changed:
            text = "按您假设的情况：" + text
        # A row with one indicator needs no rule for combining them.
        source = quoted(verdict.citations[: 2 if len(data["indicators"]) > 1 else 1])
        text = "\n\n".join(part for part in (text, source, self._other_standard(verdict)) if part)
        citations = [c.as_dict() for c in verdict.citations]
        answer: dict[str, Any] = {"kind": "answer" if verdict.citations else "clarify", "citations": citations}
        if facts.get("grade_asked") and verdict.outcome in GRADES:
            answer["verdict"] = grade_asked.answer(facts.get("grade_asked"), verdict.outcome, verdict.outcome)[1]
        if changed:
            data = {**data, "what_if": {key: value for key, value in changed.items() if value is not None}}
        return Reply(text, [], {"answer": answer, "size": data})

    def side_by_side(self, text: str, facts: Facts) -> Reply | None:
        """「99个人是啥型，一百个人又是啥型」: two questions with a figure each, both answered; the last is the result."""
        asks = list(_ASKS_SIZE.finditer(text))
        if len(asks) < 2:
            return None
        common, parts = facts.with_changes(self.listen(text, None)[0]), [text[: asks[0].end()], text[asks[0].end() :]]
        heard = [enterprise_figures.hear(part) for part in parts]
        if not all(heard) or heard[0].get("employees") == heard[1].get("employees"):
            return None
        told = []
        for figures in heard:
            case = common.with_changes(figures)
            told.append(self.tell(self.decide(case, date.min), case))
        said = [words.amount(tuple(f["employees"]), "人") if "employees" in f else "" for f in heard]
        text = "\n\n".join(f"{who}：{reply.text}" for who, reply in zip(said, told, strict=True))
        return Reply(text, [], told[-1].custom)

    # ---- a question about a row, without figures ----

    def explain(self, text: str) -> Reply | None:
        """「理发店看人数还是看钱」: the row's indicators, if the text names an industry."""
        heard = self._words.hear(text)
        if heard.get("size_row"):
            return self.explain_row(heard["size_row"], heard["industry"])
        if "industry" in heard:
            return self.ask("size_row", Facts(dict(heard)))
        return None

    def explain_row(self, row: str, said: str | None = None) -> Reply:
        """Which indicators a row uses and where its lines are."""
        if row in self._not_covered:
            verdict = self._decide_row(row, Facts())
            return self.tell(verdict, Facts())
        size_row = self._rows[row]
        used = size_row.indicators
        which = f"只看{used[0].name}" if len(used) == 1 else f"看{words.indicator_names(used)}两项"
        unused = "、".join(name for name in FACT_OF if name not in {i.name for i in used})
        belongs = f"“{said}”归“{row}”" if said and said != row else f"“{row}”"
        text = f"**{which}**，不看{unused}：{belongs}。\n{words.row_table(size_row)}"
        citations = (*self._scope(size_row), *self._citations(size_row))
        answer = {"kind": "answer", "citations": [c.as_dict() for c in citations]}
        return Reply(f"{text}\n\n{quoted(citations[:2])}", [], {"answer": answer})

    def explain_indicator(self, text: str, facts: Facts) -> Reply | None:
        """「营收那么高也不看吗」 of the firm just classed: whether its row looks at that figure, then the verdict."""
        fact, names = follow_up.indicator_asked(text), self._candidates(facts)
        if fact is None or len(names) != 1 or names[0] not in self._rows:
            return None
        row = self._rows[names[0]]
        looks = any(i.fact == fact for i in row.indicators)
        only = "只看" if len(row.indicators) == 1 else "看"
        lead = f"**{'看' if looks else '不看'}{words.FACT_WORDS[fact]}。**“{row.name}”{only}{words.indicator_names(row.indicators)}。"
        told = self.tell(self.decide(facts, date.min), facts)
        return Reply(f"{lead}\n{told.text}", told.buttons, told.custom)

    def _scope(self, row: SizeRow) -> tuple[Citation, ...]:
        """What a combined category holds, in the words of 说明2; nothing for the rows that stand for themselves."""
        note = self._kb.clause(_SCOPE_NOTE)
        part = next((p for p in re.split(r"[；。]", note.text) if f"{row.name}包括" in p), None)
        return (self._kb.cite(_SCOPE_NOTE, part[part.index(row.name) :]),) if part else ()

    # ---- what figures say before they decide ----

    def bounds(self, facts: Facts) -> tuple[int, int] | None:
        """Lowest and highest grade (an index of GRADES) the figures leave, over every row the enterprise may be in."""
        rows = [self._rows[name] for name in self._candidates(facts) if name in self._rows]
        if not rows:
            return None
        found = [classify_size(self._figures(facts, row), row).possible for row in rows]
        return min(low for low, _ in found), max(high for _, high in found)

    def reached(self, facts: Facts) -> int | None:
        """The grade that every indicator told reaches, in each row that looks at one: 3,000 people are 中型 in any trade.

        The others may still bring it down, so this decides no size.
        """
        own = [self._rows[n] for n in self._candidates(facts) if n in self._rows]
        for rows in (own, self._rows.values()):  # a row that looks at none of them leaves it to the others
            read = [r for row in rows for r in classify_size(self._figures(facts, row), row).readings if r.known]
            if read:
                return min(r.bands[0] for r in read)
        return None

    # ---- deciding ----

    def _candidates(self, facts: Facts) -> list[str]:
        """Rows the enterprise may belong to: the one told, or those its words leave open."""
        row, back = facts.get("size_row"), self._open(facts)
        open_rows = list(dict.fromkeys(back.choices.values())) if back else []
        if (row in self._rows or row in self._not_covered) and (not open_rows or row in open_rows):
            return [row]
        return open_rows  # a row told for an earlier trade is not this one's

    def _open(self, facts: Facts) -> AskBack | None:
        said = facts.get("industry")
        return self._words.ask_back(said) if said else None

    def _decide_row(self, name: str, facts: Facts) -> Verdict:
        if name in self._not_covered:
            return self._out_of_table(self._not_covered[name])
        row = self._rows[name]
        result = classify_size(self._figures(facts, row), row)
        if result.grade is None:
            asks = [self._key(i, result) for i in result.missing]
            missing = tuple(k for k in asks if not facts.settled(k) and k.removesuffix(EXACT) not in facts.declined)
            names = tuple(i.name for i in result.missing)
            return self._undetermined(name, missing, names, f"还缺{'、'.join(names)}", facts, result)
        grade = GRADES[result.grade]
        reason = "；".join(words.reading_words(r) for r in result.readings if r.known) + f"。{words.why(result)}"
        data = self._data(grade, name, result, reason, ())
        return Verdict(grade, data, citations=self._citations(row))

    def _key(self, indicator: Indicator, result: SizeVerdict) -> str:
        reading = next(r for r in result.readings if r.indicator == indicator)
        return indicator.fact if reading.known is None else indicator.fact + EXACT

    def _figures(self, facts: Facts, row: SizeRow) -> dict[str, Interval | None]:
        figures = {fact: _interval(facts.get(fact)) for fact in FACT_OF.values()}
        meant = self._meant(facts, row)
        if meant and figures[meant] is None:
            figures[meant] = _interval(facts.get("amount_wan_yuan"))
        return figures

    def _meant(self, facts: Facts, row: SizeRow) -> str | None:
        """What a bare amount counts as: what was said, else the revenue where the row uses it."""
        if facts.get("amount_wan_yuan") is None:
            return None
        said: str | None = facts.get("amount_means")
        uses_revenue = any(i.fact == "revenue_wan_yuan" for i in row.indicators)
        return said or ("revenue_wan_yuan" if uses_revenue else None)

    def _out_of_table(self, raw: Mapping[str, Any]) -> Verdict:
        reason = f"{raw['reason']}，所以没有大中小微的线可比"
        data = {"grade": "not_covered", "industry": raw["name"], "indicators": [], "reason": reason, "missing": []}
        citation = self._kb.cite(self._table["scope"], raw.get("quote"))
        return Verdict("not_covered", data, citations=(citation, self._kb.cite(self._table["other_standard"])))

    def _undetermined(
        self,
        row: str | None,
        missing: tuple[str, ...],
        names: tuple[str, ...],
        reason: str,
        facts: Facts,
        result: SizeVerdict | None = None,
    ) -> Verdict:
        data = self._data("undetermined", row, result, reason, names)
        ask = tuple(key for key in missing if key not in facts.declined)
        citations = self._citations(self._rows[row]) if row else (self._kb.cite(self._table["rule"]),)
        return Verdict("undetermined", data, citations=citations, missing=ask)

    def _data(
        self, grade: str, row: str | None, result: SizeVerdict | None, reason: str, missing: tuple[str, ...]
    ) -> dict[str, Any]:
        indicators = [
            {
                "name": r.indicator.name,
                "value": None if r.known is None else r.known[0] if r.known[0] == r.known[1] else list(r.known),
                "unit": r.indicator.unit,
                "band": None if r.band is None or r.known is None else GRADES[r.band],
            }
            for r in (result.readings if result else ())
        ]
        return {"grade": grade, "industry": row, "indicators": indicators, "reason": reason, "missing": list(missing)}

    def _citations(self, row: SizeRow) -> tuple[Citation, ...]:
        return (self._kb.cite(row.clause), self._kb.cite(self._table["rule"]))

    def _looked_up(self, text: str, least: float = LIKELY) -> dict[str, Any]:
        """An answer to 「主要做什么」 that no word list knows: the classification's best match, if it is one.

        What stands far behind the best one is left out where nobody asked (`least` above LIKELY).
        """
        if self._industries is None or len(text) > 24 or re.search(r"[?？]|为什么|什么意思|怎么", text):
            return {}
        ranked = [(i, score) for i, score in self._industries.ranked(text) if score >= least]
        if least > LIKELY:
            ranked = [(i, score) for i, score in ranked if score > 0.75 * ranked[0][1]]
        rows = list(dict.fromkeys(self._words.row_of(industry.code) for industry, _ in ranked))
        if not rows:
            return {}
        return {"industry": plain(text), **({"size_row": rows[0]} if len(rows) == 1 else {})}

    # ---- words ----

    def _told(self, verdict: Verdict, facts: Facts) -> str:
        row = self._rows[verdict.data["industry"]]
        result = classify_size(self._figures(facts, row), row)
        lines = "\n".join(f"- {words.reading_words(r)}" for r in result.readings if r.known)
        said = facts.get("industry")
        named = f"（“{said}”）" if said and said not in row.name else ""
        candidates = self._candidates(facts)
        also = f"按{'或'.join(candidates)}算都一样。" if len(candidates) > 1 else ""
        wanted = facts.get("grade_asked")
        grade = grade_asked.answer(wanted, verdict.outcome, verdict.outcome)[0] if wanted else verdict.outcome
        return f"**{grade}。**按“{row.name}”{named}看：\n{lines}\n\n{words.why(result)}{also}{self._notes(facts, row)}"

    def _notes(self, facts: Facts, row: SizeRow) -> str:
        notes = ""
        if self._meant(facts, row) == "revenue_wan_yuan" and facts.get("revenue_wan_yuan") is None:
            notes += "您只说了金额，我按营业收入算。"
        used = {i.fact for i in row.indicators}
        unused = [name for fact, name in words.FACT_WORDS.items() if fact not in used and facts.get(fact) is not None]
        if unused:
            notes += f"{'、'.join(unused)}不是这一行的划型指标，没有用。"
        return notes

    def _told_not_covered(self, data: Mapping[str, Any]) -> str:
        return f"**附件4 没有给“{data['industry']}”划型的线。**{data['reason']}；请向当地统计或市场监管部门核实。"

    def _told_open(self, facts: Facts) -> str:
        names = self._candidates(facts)
        if len(names) != 1:
            return "现在还不能定：先要知道属于哪个行业，各行业看的指标和线都不一样。"
        row = self._rows[names[0]]
        result = classify_size(self._figures(facts, row), row)
        known = "\n".join(f"- {words.reading_words(r)}" for r in result.readings if r.known)
        missing = "、".join(i.name for i in result.missing)
        return f"现在还不能定：按“{row.name}”看，还差{missing}。{words.hinges(result)}" + (
            f"\n{known}" if known else ""
        )

    def _other_standard(self, verdict: Verdict) -> str:
        record = self._kb.records.get(_RECORD)
        if verdict.outcome not in GRADES:
            return ""
        return record.say if record else "登记表说明3 写的划型依据是工信部联企业〔2011〕300号；这里按附件4 判。"

    def _ask_row(self, facts: Facts) -> Reply:
        back, said = self._open(facts), facts.get("industry")
        if back:
            buttons = [Button(label, row) for label, row in back.choices.items()]
            return Reply(f"“{said}”可能落在几行里。{back.question}", buttons)
        if said and self._industries:
            rows = dict.fromkeys(self._words.row_of(i.code) for i, _ in self._industries.ranked(said))
            return Reply(f"“{said}”落在哪一行我拿不准，是下面哪一种？", [Button.of(row) for row in rows if row])
        text = "企业主要做什么？按主营业务说就行，比如注塑厂、建材批发、理发店。"
        return Reply(text, [Button.of(row) for row in _COMMON_ROWS])

    def _ask_figure(self, fact: str, facts: Facts) -> Reply:
        names = self._candidates(facts)
        row = self._rows.get(names[0]) if len(names) == 1 else None
        if row is None:
            return Reply(words.QUESTIONS[fact])
        known, meant = self._figures(facts, row), facts.get("amount_wan_yuan")
        figure = known[fact]
        if figure is not None:
            reading = next(r for r in classify_size(known, row).readings if r.indicator.fact == fact)
            return Reply(f"{words.reading_words(reading)}，差这一点就定不下来。准确是多少{reading.indicator.unit}？")
        if fact == "assets_wan_yuan" and meant and self._meant(facts, row) is None:
            told = words.amount((meant[0], meant[1]), "万元")
            buttons = [Button("是资产总额", f"资产总额{told}"), Button("是营业收入", f"营业收入{told}")]
            return Reply(f"“{row.name}”看资产总额，不看营业收入。您说的 {told}是资产总额吗？", buttons)
        missing = [i for i in row.indicators if known[i.fact] is None]
        both = len(missing) > 1 and all(not facts.settled(i.fact) for i in missing)
        return Reply(words.ask_figures(row, facts.get("industry"), fact, missing if both else []))


def _interval(value: Any) -> Interval | None:
    return None if value is None else (value[0], value[1])


def _declines(text: str) -> bool:
    return enterprise_figures.declines(text)
