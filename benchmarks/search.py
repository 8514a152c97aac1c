"""How long the search index takes to build, and a question to find its topic: at most 3 s, and 5 ms at p95.

python -m benchmarks.search          # also with thirty made-up sister notices beside the real ones

Like the other parts in the processor's time: what else the machine does is no matter of theirs.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from threadpoolctl import threadpool_limits

from benchmarks.questions import load_questions
from benchmarks.sisters import crowd
from bot.kb.load import load
from bot.kb.search import PolicySearch

LIMIT_S, LIMIT_MS = 3.0, 5.0
ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    with tempfile.TemporaryDirectory() as folder, threadpool_limits(1):  # as the engine is started
        worlds = (
            ("as it is", ROOT / "policies_kb", "gansu"),
            ("30 sister notices", crowd(Path(folder) / "kb"), "sister3"),
        )
        return int(sum(_slow(*world) for world in worlds) > 0)  # all of them, slow or not


def _slow(name: str, path: Path, place: str) -> bool:
    kb = load(path)
    started = time.process_time()
    search = PolicySearch(kb)
    built = time.process_time() - started
    times = []
    for item in load_questions("dev"):
        started = time.process_time()
        search.find(item["q"], [place])
        times.append((time.process_time() - started) * 1000)
    p95 = sorted(times)[int(len(times) * 0.95)]
    slow = built > LIMIT_S or p95 > LIMIT_MS
    print(
        f"{name:<18} index {built:.1f} s (≤ {LIMIT_S:.0f}), a question p50 {statistics.median(times):.1f} ms, "
        f"p95 {p95:.1f} ms (≤ {LIMIT_MS:.0f})  {'slow' if slow else 'ok'}"
    )
    return slow


if __name__ == "__main__":
    sys.exit(main())
