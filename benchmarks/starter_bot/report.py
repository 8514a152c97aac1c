"""The table, with what was promised beside what was measured."""

from __future__ import annotations

import os
import platform
from datetime import datetime, timezone
from pathlib import Path

from benchmarks.starter_bot.measure import STOCK_TURNS, TURNS, Figures

# name, attribute, unit, promised share of the starter bot's figure
ROWS = (
    ("turn, p50", "turn_p50_ms", "ms", 0.6),
    ("turn, p95", "turn_p95_ms", "ms", None),
    ("time to the first answer", "first_answer_s", "s", 0.4),
    ("memory, all processes", "memory_mb", "MB", 0.5),
    ("training", "training_s", "s", 0.3),
    ("environment on disk", "environment_mb", "MB", None),
)
FLAT = 1.5  # the last turns of a long conversation over its first


def write(stock: Figures, ours: Figures, folder: Path) -> tuple[str, bool]:
    """The report, and whether every promise was kept."""
    lines = ["| | starter bot | this assistant | ratio | promised |", "|---|---|---|---|---|"]
    kept = ours.late_over_early <= FLAT
    for name, attribute, unit, promised in ROWS:
        theirs, mine = getattr(stock, attribute), getattr(ours, attribute)
        ratio = mine / theirs
        kept = kept and (promised is None or ratio <= promised)
        bound = f"≤ {promised} {'✓' if ratio <= promised else '✗'}" if promised else ""
        lines.append(f"| {name} | {theirs:.1f} {unit} | {mine:.1f} {unit} | {ratio:.2f} | {bound} |")
    flat = f"≤ {FLAT} {'✓' if ours.late_over_early <= FLAT else '✗'}"
    theirs = f"{stock.late_over_early:.2f} (turn {STOCK_TURNS})"
    lines.append(f"| turn {TURNS} over turn 1 | {theirs} | {ours.late_over_early:.2f} | | {flat} |")
    now = datetime.now(timezone.utc)
    head = [
        f"# Beside Rasa's starter bot, {now:%Y-%m-%d %H:%M} UTC",
        "",
        f"Python {platform.python_version()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the end. Both over REST,",
        "one client, a conversation of the one after a conversation of the other. The starter bot answers from a list; ours",
        "includes the edge, the database commit of every turn, search and citations. Environment: ours with the test tools.",
        "",
    ]
    text = "\n".join([*head, *lines]) + "\n"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"starter-bot-{now:%Y%m%d-%H%M}.md").write_text(text, "utf-8")
    return text, kept
