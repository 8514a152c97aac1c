"""What is measured, the same way on both sides. Turns are taken by turns, so that what else the machine does slows both."""

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

from bot.processes import Processes

TURNS = 400
STOCK_TURNS = 100  # the starter bot replays the whole conversation at every turn: 400 would take minutes
WARMING, CONVERSATIONS = 3, 20
PER_CONVERSATION = 8
WINDOW = 15  # turns compared at each end of the long conversation: one turn alone is noise


@dataclass
class Bot:
    """A bot that answers, and what it cost until it did."""

    address: str
    texts: Sequence[str]
    processes: Processes
    training_s: float
    first_answer_s: float
    environment_mb: float
    long_turns: int = TURNS


@dataclass
class Figures:
    turn_p50_ms: float
    turn_p95_ms: float
    late_over_early: float  # the last turns of one long conversation over the first of a new one
    first_answer_s: float
    memory_mb: float
    training_s: float
    environment_mb: float


def measure(bots: Sequence[Bot]) -> list[Figures]:
    """Figures of each bot, all of them answering in the same minutes."""
    for bot in bots:
        for _ in range(WARMING):
            _conversation(bot)
    taken: list[list[float]] = [[] for _ in bots]
    for _ in range(CONVERSATIONS):
        for bot, times in zip(bots, taken, strict=True):
            times += _conversation(bot)
    late = [_late_over_early(bot) for bot in bots]
    return [
        Figures(
            turn_p50_ms=percentile(times, 0.5),
            turn_p95_ms=percentile(times, 0.95),
            late_over_early=flatness,
            first_answer_s=bot.first_answer_s,
            memory_mb=memory_mb([child.process.pid for child in bot.processes.children]),
            training_s=bot.training_s,
            environment_mb=bot.environment_mb,
        )
        for bot, times, flatness in zip(bots, taken, late, strict=True)
    ]


def timed(action: Callable[[], object]) -> float:
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def first_answer(address: str, text: str, began: float, seconds: float = 300) -> float:
    """Seconds from `began` until a message is answered."""
    while time.perf_counter() - began < seconds:
        try:
            _say(address, "first", text)
        except (OSError, RuntimeError, ValueError):
            time.sleep(0.1)
        else:
            return time.perf_counter() - began
    raise RuntimeError(f"no answer within {seconds:.0f} s")


def _say(address: str, sender: str, text: str) -> None:
    """One message over REST; its body must hold an answer, or the figure would be of a failure."""
    body = json.dumps({"sender": sender, "message": text}).encode()
    request = urllib.request.Request(address, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as response:
        messages = json.loads(response.read())
    if not messages or any("error" in message.get("custom", {}) for message in messages):
        raise RuntimeError(f"no answer to {text!r}: {messages}")


def _conversation(bot: Bot) -> list[float]:
    """Milliseconds of each turn of a new conversation."""
    sender = uuid.uuid4().hex
    texts = [bot.texts[turn % len(bot.texts)] for turn in range(PER_CONVERSATION)]
    return [1000 * timed(lambda text=text: _say(bot.address, sender, text)) for text in texts]  # type: ignore[misc]


def _late_over_early(bot: Bot) -> float:
    """How much slower a turn has become after `long_turns`, beside the first turns of another conversation taken in between."""
    text, long, fresh = bot.texts[0], uuid.uuid4().hex, uuid.uuid4().hex
    for _ in range(bot.long_turns - WINDOW):
        _say(bot.address, long, text)
    pairs = [[timed(lambda who=who: _say(bot.address, who, text)) for who in (fresh, long)] for _ in range(WINDOW)]  # type: ignore[misc]
    early, late = zip(*pairs, strict=True)
    return statistics.median(late) / statistics.median(early)


def percentile(values: Sequence[float], share: float) -> float:
    return sorted(values)[round(share * (len(values) - 1))]


def memory_mb(processes: Sequence[int]) -> float:
    """Resident memory of processes and all their children."""
    trees = [[root, *root.children(recursive=True)] for root in map(psutil.Process, processes)]
    return float(sum(process.memory_info().rss for tree in trees for process in tree)) / 1e6


def folder_mb(folder: Path) -> float:
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink()) / 1e6
