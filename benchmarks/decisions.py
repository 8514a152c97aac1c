"""How long one decision takes, from a sentence to the reply: each must stay under 5 ms.

python -m benchmarks.decisions
"""

from __future__ import annotations

import statistics
import sys
import time
from datetime import date
from pathlib import Path

from bot.core.facts import Facts
from bot.core.task import Decision
from bot.explain import DECISIONS, decision_named
from bot.kb.load import load

LIMIT_MS = 5.0
ROUNDS = 200
SENTENCES = {
    "size": ("注塑厂，{n}人，营收1.2亿", "跨境电商，三四十个人，{n}万", "装修公司营收{n}万，总资产八千万"),
    "grade": ("意识{n}，诚信60，知识70，能力200，业绩300", "自评七百{n}分"),
    "eligibility": ("我大专毕业，干质检{n}年，有助理工程师", "本科，中级工程师，质量工作{n}年"),
    "need_cqo": ("我们是国有企业，规上，{n}个人", "私营小厂，{n}人"),
}
PLACES = ("gansu", "anhui", "guangdong", "standard")


def time_decision(decision: Decision, sentences: tuple[str, ...]) -> list[float]:
    """Milliseconds of each round: listen, decide, then ask or tell. Texts differ, so that no cache answers."""
    times = []
    for turn in range(ROUNDS):
        text = sentences[turn % len(sentences)].format(n=turn + 3)
        facts = Facts({"place": PLACES[turn % len(PLACES)]})
        started = time.process_time()
        facts.learn(decision.listen(text, None)[0])
        verdict = decision.decide(facts, date(2026, 5, 1))
        if verdict.missing:
            decision.ask(verdict.missing[0], facts)
        else:
            decision.tell(verdict, facts)
        times.append((time.process_time() - started) * 1000)
    return times


def main() -> int:
    kb = load(Path("policies_kb"))
    slow = False
    for name in DECISIONS:
        times = sorted(time_decision(decision_named(name, kb), SENTENCES[name]))
        p50, p95 = statistics.median(times), times[int(len(times) * 0.95)]
        slow |= p95 > LIMIT_MS
        sys.stdout.write(f"{name:<12} p50 {p50:.2f} ms  p95 {p95:.2f} ms  {'slow' if p95 > LIMIT_MS else 'ok'}\n")
    return int(slow)


if __name__ == "__main__":
    sys.exit(main())
