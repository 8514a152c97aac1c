"""What is measured, the same way on both sides."""

from __future__ import annotations

import json
import statistics
import time
import urllib.request
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

TURNS = 400
CONVERSATIONS = 15
PER_CONVERSATION = 8
EDGE_OF_WINDOW = 15  # turns at each end of the long conversation: one turn alone is noise


@dataclass
class Figures:
    turn_p50_ms: float
    turn_p95_ms: float
    late_over_early: float  # the last turns of one long conversation over its first
    first_answer_s: float
    memory_mb: float
    training_s: float
    environment_mb: float


def timed(action: Callable[[], object]) -> float:
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def say(address: str, sender: str, text: str) -> list[dict[str, object]]:
    """One message over REST; its body must hold an answer, or the figure would be of a failure."""
    body = json.dumps({"sender": sender, "message": text}).encode()
    request = urllib.request.Request(address, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as response:
        messages = json.loads(response.read())
    if not messages or any("error" in message.get("custom", {}) for message in messages):
        raise RuntimeError(f"no answer to {text!r}: {messages}")
    return list(messages)


def first_answer(address: str, text: str, began: float, seconds: float = 300) -> float:
    """Seconds from `began` until a message is answered."""
    while time.perf_counter() - began < seconds:
        try:
            say(address, "first", text)
        except (OSError, RuntimeError, ValueError):
            time.sleep(0.1)
        else:
            return time.perf_counter() - began
    raise RuntimeError(f"no answer within {seconds:.0f} s")


def short_turns(address: str, texts: Sequence[str]) -> list[float]:
    """Milliseconds per turn over many short conversations."""
    taken = []
    for _ in range(CONVERSATIONS):
        sender = uuid.uuid4().hex
        for turn in range(PER_CONVERSATION):
            text = texts[turn % len(texts)]
            taken.append(1000 * timed(lambda text=text, sender=sender: say(address, sender, text)))  # type: ignore[misc]
    return taken


def late_over_early(address: str, text: str) -> float:
    """How much slower one conversation has become after TURNS turns."""
    sender = uuid.uuid4().hex
    taken = [timed(lambda: say(address, sender, text)) for _ in range(TURNS)]
    return statistics.median(taken[-EDGE_OF_WINDOW:]) / statistics.median(taken[:EDGE_OF_WINDOW])


def percentile(values: Sequence[float], share: float) -> float:
    return sorted(values)[round(share * (len(values) - 1))]


def memory_mb(processes: Sequence[int]) -> float:
    """Resident memory of processes and all their children."""
    trees = [[root, *root.children(recursive=True)] for root in map(psutil.Process, processes)]
    return float(sum(process.memory_info().rss for tree in trees for process in tree)) / 1e6


def folder_mb(folder: Path) -> float:
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink()) / 1e6
