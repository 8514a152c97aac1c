"""The decisions on the command line, for a clerk who checks a case by hand: the same verdict, reasons and clauses.

    python -m bot.explain size --industry 工业 --employees 300 --revenue 2000
    python -m bot.explain grade --scores 8.1=120 8.2=60 8.3=70 8.4=200 8.5=300 --quality-years 5 --certificate yes
    python -m bot.explain eligibility --place gansu --education 大专 --quality-years 4
    python -m bot.explain need_cqo --place gansu --state-owned yes --enterprise-size 小型
    python -m bot.explain size --say 养鸡场，一年收入480万

Figures are in persons and 万元. What is not given is unknown; `--fact key=value` gives any other fact of core/facts.py.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from bot.core.facts import Facts
from bot.core.task import Decision
from bot.core.verdict import Verdict
from bot.kb.load import load
from bot.kb.model import KnowledgeBase

# Loaded when asked for: one decision that does not start leaves the others usable.
DECISIONS = {
    "size": ("bot.services.classify_size", "ClassifySize"),
    "grade": ("bot.services.assess_level", "AssessLevel"),
    "eligibility": ("bot.services.check_eligibility", "CheckEligibility"),
    "need_cqo": ("bot.services.decide_need", "DecideNeed"),
}
MARKS = {"met": "符合", "not_met": "不符合", "unknown": "不知道", "relaxable": "可放宽"}
_FIGURES = {
    "employees": "employees",
    "revenue": "revenue_wan_yuan",
    "assets": "assets_wan_yuan",
    "amount": "amount_wan_yuan",
}
_WORDS = (
    "place",
    "city",
    "education",
    "title",
    "title_level",
    "title_field",
    "vocational_level",
    "enterprise_size",
    "award",
)
_YES_NO = ("training", "certificate", "continuing_education", "self_declared", "state_owned", "above_scale", "producer")


def explain(decision: Decision, facts: Facts, today: date) -> str:
    """The verdict in words, then everything it rests on."""
    verdict = decision.decide(facts, today)
    lines = [f"结果：{verdict.outcome}"]
    lines += [f"[{MARKS[c.status]}] {c.label}：{c.reason}（{c.citation.clause}）" for c in verdict.conditions]
    if verdict.missing:
        lines.append(f"还可能改变结果的：{'、'.join(verdict.missing)}")
    lines += ["", decision.tell(verdict, facts).text, "", *_clauses(verdict)]
    return "\n".join(lines)


def _clauses(verdict: Verdict) -> list[str]:
    return [f"{c.number or c.title} {c.clause}：“{c.quote}”" for c in verdict.citations]


def decision_named(name: str, kb: KnowledgeBase) -> Decision:
    module, class_name = DECISIONS[name]
    decision: Decision = getattr(importlib.import_module(module), class_name)(kb)
    return decision


def facts_of(options: argparse.Namespace, decision: Decision) -> Facts:
    """Facts from `--say` first, then from the options, which are more exact."""
    facts = Facts()
    if options.say:
        facts.learn(decision.listen(options.say, None)[0])
    if options.industry:
        facts.learn(decision.listen(options.industry, "size_row")[0])
    told: dict[str, Any] = {fact: [v, v] for o, fact in _FIGURES.items() if (v := getattr(options, o)) is not None}
    told |= {key: v for key in _WORDS if (v := getattr(options, key)) is not None}
    told |= {key: v == "yes" for key in _YES_NO if (v := getattr(options, key)) is not None}
    if options.quality_years is not None:
        told["quality_years"] = options.quality_years
    if options.disqualifiers is not None:
        told["disqualifiers"] = options.disqualifiers
    if options.scores:
        told["scores"] = {code: float(points) for code, _, points in (s.partition("=") for s in options.scores)}
    told |= dict(pair.split("=", 1) for pair in options.fact)
    facts.learn(told)
    return facts


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="python -m bot.explain", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    made.add_argument("decision", choices=sorted(DECISIONS))
    made.add_argument("--say", help="用一句话说情况")
    made.add_argument("--industry", help="行业，怎么叫都行，或 GB/T 4754 代码")
    for name in _FIGURES:
        made.add_argument(f"--{name}", type=float, help="人" if name == "employees" else "万元")
    for name in _WORDS:
        made.add_argument(f"--{name.replace('_', '-')}")
    for name in _YES_NO:
        made.add_argument(f"--{name.replace('_', '-')}", choices=("yes", "no"))
    made.add_argument("--quality-years", type=float)
    made.add_argument("--disqualifiers", nargs="*", help="不得担任的情形；不带值表示都没有")
    made.add_argument("--scores", nargs="*", metavar="8.1=120", help="得分，一级或二级指标，或 total=750")
    made.add_argument("--fact", action="append", default=[], metavar="key=value")
    made.add_argument("--today", type=date.fromisoformat, default=None, metavar="YYYY-MM-DD")
    made.add_argument("--knowledge", type=Path, default=Path("policies_kb"))
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    options = parser().parse_args(arguments)
    decision = decision_named(options.decision, load(options.knowledge))
    today = options.today or date.today()  # noqa: DTZ011 - the clerk's own day
    sys.stdout.write(explain(decision, facts_of(options, decision), today) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
