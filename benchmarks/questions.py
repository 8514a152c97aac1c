"""The project's own question sets (tests/questions), asked of the assistant in process or over REST, judged as a user would.

    python -m benchmarks.questions                        # the dev part, in process
    python -m benchmarks.questions --part held            # the part nobody reads, asked only to measure
    python -m benchmarks.questions --url http://127.0.0.1:5005/webhooks/rest/webhook
    python -m benchmarks.questions --baseline             # BM25 over the notices' sentences beside it

Three figures belong together: right, abstained, wrong told as an answer.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
import time
import urllib.request
import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

import opencc
import yaml

ROOT = Path(__file__).resolve().parent.parent
SIMPLIFY = opencc.OpenCC("t2s").convert
EARLY, LONGEST = 150, 900
Ask = Callable[[str], tuple[str, dict[str, Any]]]


def load_questions(part: str | None) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    for path in sorted((ROOT / "tests" / "questions").glob("*.yml")):
        items += [{**item, "file": path.stem} for item in yaml.safe_load(path.read_text(encoding="utf8"))]
    return [i for i in items if part in (None, i.get("part"))]


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text or "").replace("$", "").replace("\\geq", "≥").replace("\\leq", "≤")


def found(pattern: str, text: str) -> bool:
    return bool(re.search(pattern, text) or re.search(pattern, SIMPLIFY(text)))


def judge(item: dict[str, Any], text: str, custom: dict[str, Any]) -> list[str]:
    """What one reply falls short of; empty when a user would be content."""
    answer = custom.get("answer") or {}
    kind, citations = answer.get("kind"), answer.get("citations") or []
    if not text.strip():
        return ["empty reply"]
    short = [f"says {p}" for p in item.get("must_not", ()) if found(p, text)]
    if item.get("kind") == "smalltalk" and item["expects"] == "answer":
        return short + ([] if kind == "smalltalk" else [f"kind {kind}, want smalltalk"])
    if item["expects"] == "abstain":
        return short + ([] if kind in ("abstain", "smalltalk") else [f"kind {kind}, want abstain"])
    if kind == "abstain":
        return [] if item.get("or_abstain") else [*short, "abstained"]
    missing = [f"lacks {p}" for p in item.get("must", ()) if not found(p, text)]
    if item["expects"] == "clarify_or_compare":
        wanted = ("compare",) if item.get("must") else ("clarify", "compare")
        return short + ([] if kind in wanted else [f"kind {kind}, want {wanted}"]) + missing
    if kind not in ("answer", "compare"):
        return [*short, f"kind {kind}, want answer"]
    short += missing
    if item.get("must") and not any(found(p, text[:EARLY]) for p in item["must"]):
        short.append("no fact early on")
    if item.get("verdict"):
        opening = SIMPLIFY(re.split(r"[。！!\n]", text.strip().lstrip("*# "))[0])[:60]
        negative = r"不|没|无(?!论)|未|否(?!决)|非"
        says_no = re.search(negative, opening) if item["verdict"] == "no" else re.match(negative, opening)
        if bool(says_no) != (item["verdict"] == "no"):
            short.append(f"does not begin with {item['verdict']}: {opening[:16]}")
        if answer.get("verdict") not in (None, item["verdict"]):
            short.append(f"verdict {answer['verdict']}, want {item['verdict']}")
    if item.get("quote"):
        quoted = squeeze(text + "".join(c.get("quote", "") + c.get("title", "") for c in citations))
        if not citations:
            short.append("no citation")
        elif not any(squeeze(q) in quoted for q in item["quote"]):
            short.append("cites another passage")
    if item["jurisdiction"] in ("gansu", "anhui", "guangdong", "standard") and kind == "answer":
        strangers = {str(c.get("notice", "")).split("-")[0] for c in citations} - {item["jurisdiction"]}
        if strangers:
            short.append(f"WRONG PLACE {sorted(strangers)}")
    if len(text) > LONGEST:
        short.append(f"{len(text)} characters long")
    return short


def in_process(data_dir: str) -> Ask:
    """The assistant itself, without Rasa's hint."""
    from bot.kb.load import load
    from bot.services.assistant import Assistant
    from bot.storage import Storage, load_keys

    storage = Storage(f"sqlite:///{data_dir}/questions.db", load_keys(Path(data_dir), None))
    assistant = Assistant(storage, load(ROOT / "policies_kb"), operator="测试", retention_days=30)

    def ask(text: str) -> tuple[str, dict[str, Any]]:
        reply = assistant.handle(None, uuid.uuid4().hex, text).reply
        return reply.text, reply.custom

    return ask


def over_rest(url: str) -> Ask:
    def ask(text: str) -> tuple[str, dict[str, Any]]:
        body = json.dumps({"sender": uuid.uuid4().hex, "message": text}).encode()
        request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=60) as response:
            messages = json.load(response)
        custom: dict[str, Any] = {}
        for message in messages:
            custom.update(message.get("custom") or {})
        return "\n".join(m.get("text") or "" for m in messages), custom

    return ask


def baseline() -> Ask:
    """What someone would use instead: BM25 over the notices' sentences, the best sentence told with its place known."""
    import bm25s

    from bot.kb.load import load

    kb = load(ROOT / "policies_kb")
    sentences = [
        (notice, clause.id, part)
        for notice in kb.notices.values()
        for clause in notice.clauses.values()
        for part in re.split(r"(?<=[。；])", clause.text)
        if part.strip()
    ]
    units = [[*s[2], *(a + b for a, b in zip(s[2], s[2][1:], strict=False))] for s in sentences]
    index = bm25s.BM25()
    index.index(units, show_progress=False)

    def ask(text: str) -> tuple[str, dict[str, Any]]:
        query = [[*text, *(a + b for a, b in pairwise(text))]]
        numbers, _ = index.retrieve(query, k=1, show_progress=False)
        notice, clause, part = sentences[int(numbers[0][0])]
        cited = {"notice": notice.id, "title": notice.title, "quote": part, "clause": clause}
        return part, {"answer": {"kind": "answer", "citations": [cited]}}

    return ask


def run(ask: Ask, items: Iterable[dict[str, Any]], show: bool) -> dict[str, float]:
    table: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    told: Counter[str] = Counter()
    times = []
    for item in items:
        started = time.perf_counter()
        text, custom = ask(item["q"])
        times.append((time.perf_counter() - started) * 1000)
        short = judge(item, text, custom)
        kind = (custom.get("answer") or {}).get("kind")
        told["right" if not short else "abstained" if kind in ("abstain", "clarify") else "wrong"] += 1
        for group in (item["file"], item["expects"]):
            table[group][0] += not short
            table[group][1] += 1
        if short and show:
            print(f"  {item['id']} {item['q']}\n      {'; '.join(short)[:220]}\n      → {text[:110]!r}")
    for group, (good, total) in sorted(table.items()):
        print(f"  {group:<22} {good:>4}/{total:<4} {good / total:6.1%}")
    count = sum(told.values())
    shares = {name: told[name] / count for name in ("right", "abstained", "wrong")}
    times.sort()
    print("  " + ", ".join(f"{told[k]} {k} ({shares[k]:.1%})" for k in shares))
    print(f"  p50 {times[len(times) // 2]:.1f} ms, p95 {times[int(len(times) * 0.95)]:.1f} ms")
    return shares


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=["dev", "held", "all"], default="dev")
    parser.add_argument("--only", help="a file's name, e.g. gansu")
    parser.add_argument("--url")
    parser.add_argument("--baseline", action="store_true")
    parser.add_argument("--quiet", action="store_true")
    parser.add_argument("--min-right", type=float, default=0.0)
    options = parser.parse_args()
    items = load_questions(None if options.part == "all" else options.part)
    items = [i for i in items if options.only in (None, i["file"])]
    with tempfile.TemporaryDirectory() as data_dir:
        ask = over_rest(options.url) if options.url else in_process(data_dir)
        print(f"questions ({options.part}, {len(items)}):")
        shares = run(ask, items, not options.quiet)
        if options.baseline:
            print("BM25 over the notices' sentences:")
            run(baseline(), items, False)
    return 0 if shares["right"] >= options.min_right else 1


if __name__ == "__main__":
    sys.exit(main())
