"""A verdict on a person in words: the verdict first, each condition with its mark, the clause, then what to do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.core.facts import Facts
from bot.core.reply import Button
from bot.core.rules.conditions import leaves
from bot.core.rules.eligibility import CONDUCT, EligibilityRules
from bot.core.verdict import Condition, Verdict
from bot.kb.model import KnowledgeBase
from bot.services.verdict_text import FACT_NAMES, MARKS, changes_words, place_name, record_line, whose
from bot.services.wording import quoted

OUTCOME_WORDS = {"eligible": "可以", "conditional": "有条件可以", "ineligible": "不行", "undetermined": "还不能定"}
SAYS = {"eligible": "yes", "conditional": "depends", "ineligible": "no", "undetermined": "depends"}
LONGEST_REASON = 60
RECORDS = {"relaxable": {"guangdong": "relaxation_no_limit", "standard": "standard_5_1_1_reading"}}


def tell(
    kb: KnowledgeBase,
    rules: EligibilityRules,
    verdict: Verdict,
    facts: Facts,
    before: Verdict | None,
    changed: Mapping[str, Any] | None,
    size: str = "",
) -> tuple[str, str]:
    """The text of a verdict, and whether it says yes, no or depends. `size`: the size it rests on, in words."""
    lines = [f"{_supposed(kb, changed, before, verdict)}{lead(kb, rules, verdict, facts)}"]
    lines += [_line(c) for c in _shown(rules, verdict)]
    soft = [rule.label for rule in rules.conditions if rule.self_declared]
    if soft:
        lines.append(f"- ○ {'、'.join(soft)}：由本人和企业自己把关")
    if rules.disqualifiers and verdict.outcome != "ineligible":
        lines.append(_conduct_line(facts))
    lines += [size] if size else []
    if verdict.citations:
        relaxed = any(c.status == "relaxable" for c in verdict.conditions)
        lines.append(quoted(verdict.citations[: 2 if relaxed else 1]))
    lines += [line for line in (_next_step(kb, rules, verdict), whose(kb, rules.place, facts.get("city"))) if line]
    if changed:
        lines.append("这只是假设，原来的结论不变；其他条件照旧，也要同时满足。")
    return "\n".join(lines), SAYS[verdict.outcome]


def so_far(kb: KnowledgeBase, rules: EligibilityRules, verdict: Verdict, facts: Facts) -> str:
    """What the conditions told so far come to; the question that goes on follows it."""
    named = {status: [c.label for c in _shown(rules, verdict) if c.status == status] for status in MARKS}
    parts = [f"{'、'.join(labels)}{MARKS[s][1]}" for s, labels in named.items() if labels and s != "unknown"]
    told = f"目前{'；'.join(parts)}，还差别的情况。" if parts else ""
    hangs = [c for c in _shown(rules, verdict) if c.status == "unknown" and facts.get(c.id) is not None]
    if hangs:  # told, but met or not according to something else
        told += f"{'、'.join(c.label for c in hangs)}还不能定：{hangs[0].reason.rstrip('。')}。"
    # What can still be made up for, as a training not taken yet, has to be first.
    lead = "现在还不够" if named["not_met"] else "现在还不能定"
    lines = [f"**{lead}。**按{place_name(kb, rules.place)}的文件，{told or '要一条一条看。'}"]
    lines += [quoted(verdict.citations[:1]), whose(kb, rules.place, facts.get("city"))]
    return "\n".join(line for line in lines if line)


def lead(kb: KnowledgeBase, rules: EligibilityRules, verdict: Verdict, facts: Facts) -> str:
    """The verdict in its first words."""
    place = place_name(kb, rules.place)
    if rules.any_of:
        return _lead_levels(rules, verdict, facts)
    if verdict.outcome == "ineligible":
        return f"**不行。**{place}{_against(rules, verdict)}"
    if verdict.outcome == "undetermined":
        return f"**现在还不能定。**按{place}的文件，要看：{'、'.join(hinges(rules, verdict, facts))}。"
    if verdict.outcome == "conditional":
        short = [c for c in verdict.conditions if c.status == "not_met"]
        if short:
            cures = [r.cure for r in rules.conditions if r.cure and r.id == short[0].id]
            return f"**有条件可以。**{place}只差{'、'.join(c.label for c in short)}：{(cures or ['补上就符合'])[0]}。"
        low = "、".join(c.label for c in verdict.conditions if c.status == "relaxable")
        return f"**有条件可以。**{low}低于{place}的一般要求，但中小微企业可结合实际适当放宽。"
    if not [r for r in rules.conditions if not (r.self_declared or r.encouraged)]:
        return f"**可以。**{place}的文件没有写硬条件。"
    return f"**可以。**{place}的硬条件您都符合。"


def _lead_levels(rules: EligibilityRules, verdict: Verdict, facts: Facts) -> str:
    """For graded applications: which level is within reach."""
    status = {c.id: c.status for c in verdict.conditions}
    labels = {r.id: r.label for r in rules.conditions}
    if verdict.data[CONDUCT]:
        return f"**不行。**{_against(rules, verdict)}"
    met = [labels[i] for i in rules.any_of if status[i] == "met"]
    if verdict.outcome == "undetermined":
        so_far = (f"目前看{met[-1]}够条件；" if met else "") + _within_years(rules, facts)
        return f"**现在还不能定。**{so_far}还要看：{'、'.join(hinges(rules, verdict, facts))}。"
    if verdict.outcome == "ineligible":
        return f"**现在还不能申报。**{_against(rules, verdict)}"
    best = met or [labels[i] for i in rules.any_of if status[i] == "relaxable"]
    if verdict.outcome == "conditional":
        return f"**有条件可以{best[-1]}。**5.1 的基本条件有一项要靠“同等资格”的经历，草案没说清怎么算。"
    higher = [labels[i] for i in rules.any_of if status[i] == "not_met"]
    return f"**可以{best[-1]}。**" + (f"{'、'.join(higher)} 还不够年限。" if higher else "三个等级的申报条件都符合。")


def _within_years(rules: EligibilityRules, facts: Facts) -> str:
    """How far the years told reach, and what the next level asks: 「年限够申报 4A（4 年），申报 5A 要 8 年；」."""
    years = facts.get("quality_years")
    asked = [
        (rule.label, part["at_least"])
        for rule in rules.conditions
        if rule.id in rules.any_of
        for fact, part in leaves(rule.requires, rule.id)
        if fact == "quality_years"
    ]
    if years is None or not asked:
        return ""
    reached = [f"年限够{label}（{line} 年）" for label, line in asked if years >= line][-1:]
    ahead = [f"{label} 要 {line} 年" for label, line in asked if years < line][:1]
    return f"{'，'.join(reached + ahead)}；"


def _against(rules: EligibilityRules, verdict: Verdict) -> str:
    """What decides against, in one sentence."""
    applying = [d for d in rules.disqualifiers if d.id in verdict.data[CONDUCT]]
    if applying:
        return f"有“{applying[0].quote}”的情形，不得担任首席质量官。"
    failed = [c for c in verdict.conditions if c.status == "not_met" and c.id not in rules.any_of]
    failed = failed or [c for c in verdict.conditions if c.status == "not_met"]
    return failed[0].reason if failed else ""


def hinges(rules: EligibilityRules, verdict: Verdict, facts: Facts) -> list[str]:
    """What an open verdict depends on, in words."""
    soft = {r.id for r in rules.conditions if r.self_declared or r.encouraged}
    open_ones = [c.label for c in verdict.conditions if c.status == "unknown" and c.id not in soft]
    if rules.any_of:
        open_ones = [
            c.label for c in verdict.conditions if c.status == "unknown" and c.id not in (*soft, *rules.any_of)
        ]
        open_ones += ["工作年限"] if facts.get("quality_years") is None else []
    conduct = ["有没有不得担任的情形"] if rules.disqualifiers and facts.get(CONDUCT) is None else []
    size = ["企业规模"] if "enterprise_size" in verdict.missing else []
    return list(dict.fromkeys([*open_ones, *size, *conduct])) or [FACT_NAMES.get(f, f) for f in verdict.missing]


def _shown(rules: EligibilityRules, verdict: Verdict) -> list[Condition]:
    soft = {r.id for r in rules.conditions if r.self_declared}
    return [c for c in verdict.conditions if c.id not in soft or c.status == "not_met"]


def _line(condition: Condition) -> str:
    """「- ✗ 学历 不符合：要求大学本科以上学历；您是大专」."""
    mark, word = MARKS[condition.status]
    reason = re.sub(r"，(?:不)?符合(?=。|，|（)", "", condition.reason).rstrip("。")
    reason = reason.replace("；中小微企业可结合实际，适当放宽", "") if len(reason) > LONGEST_REASON else reason
    return f"- {mark} {condition.label} {word}：{reason}"


def _conduct_line(facts: Facts) -> str:
    if facts.get(CONDUCT) is None:
        return "- ? 不得担任的情形 待定：还没说有没有"
    return "- ✓ 不得担任的情形 没有：按您说的"


def _next_step(kb: KnowledgeBase, rules: EligibilityRules, verdict: Verdict) -> str:
    relaxed = any(c.status == "relaxable" for c in verdict.conditions)
    if relaxed and rules.place in RECORDS["relaxable"]:
        return record_line(kb, RECORDS["relaxable"][rules.place])
    if verdict.outcome == "eligible" and (kb.rules(rules.place, "need_cqo") or {}).get("next"):
        steps = kb.rules(rules.place, "need_cqo")["next"]
        return f"下一步：{steps[0]['say']}；{steps[1]['say']}。{rules.silent}"
    if verdict.outcome == "undetermined" and not verdict.missing:
        return "没说的我不替您猜，问清了告诉我就能定。"
    if verdict.data[CONDUCT]:
        told = [record_line(kb, r) for d in rules.disqualifiers if d.id in verdict.data[CONDUCT] for r in d.records]
        return "".join(dict.fromkeys(told))
    return rules.silent


def _supposed(kb: KnowledgeBase, changed: Mapping[str, Any] | None, before: Verdict | None, after: Verdict) -> str:
    """A what-if says what was changed and whether that changes the outcome."""
    if not changed:
        return ""
    if before is None:
        return f"假如{changes_words(changed, kb)}，"
    was, now = OUTCOME_WORDS[before.outcome], OUTCOME_WORDS[after.outcome]
    turned = f"结论由“{was}”变成“{now}”" if was != now else f"结论还是“{now}”"
    return f"假如{changes_words(changed, kb)}，{turned}。"


def buttons(verdict: Verdict, place: str) -> list[Button]:
    if verdict.outcome in ("eligible", "conditional") and place == "guangdong":
        return [Button("填登记表", "我要填登记表"), Button("看原文", "看原文")]
    return [Button("看原文", "看原文")]


def side_by_side(kb: KnowledgeBase, rules: Mapping[str, EligibilityRules], verdicts: Mapping[str, Verdict]) -> str:
    """Each place on a line: the outcome, and what decides it."""
    lines = []
    for place, verdict in verdicts.items():
        soft = {r.id for r in rules[place].conditions if r.self_declared or r.encouraged}
        against = [c.label for c in verdict.conditions if c.status in ("not_met", "relaxable") and c.id not in soft]
        open_ones = [c.label for c in verdict.conditions if c.status == "unknown" and c.id not in soft]
        why = f"差在{'、'.join(against)}" if against and verdict.outcome in ("ineligible", "conditional") else ""
        if verdict.outcome == "undetermined":
            why = f"还要看{'、'.join(open_ones[:3] or ['不得担任的情形'])}"
        if verdict.data[CONDUCT]:
            why = "有不得担任的情形"
        lines.append(f"- **{place_name(kb, place)}：{OUTCOME_WORDS[verdict.outcome]}**{'，' + why if why else ''}")
    lines.append(quoted([v.citations[0] for v in verdicts.values() if v.citations]))
    return "\n".join(lines)
