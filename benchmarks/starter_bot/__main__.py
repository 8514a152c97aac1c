"""`make bench`: this assistant beside Rasa's own starter bot, in the same minutes on the same machine.

The starter bot is what `rasa init` makes, in a stock environment with TensorFlow, trained and served with Rasa's own
commands and asked over the same REST address. Ours is the whole: engine and edge, database and knowledge base.
After the table come the parts that have a goal of their own: search, decisions, documents.

The stock environment is made from PyPI once and kept in var/bench; after that a run takes about five minutes.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from benchmarks import decisions, documents, search
from benchmarks.starter_bot import stock
from benchmarks.starter_bot.measure import measure
from benchmarks.starter_bot.ours import our_bot
from benchmarks.starter_bot.report import write
from tests.processes import free_port


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.starter_bot", description=__doc__)
    parser.add_argument("--only", choices=["ours"], help="without the starter bot; nothing is written")
    parser.add_argument("--results", type=Path, default=stock.FOLDER / "results")
    options = parser.parse_args()
    kept = _ours_alone() if options.only else _side_by_side(options.results)
    parts = []
    for name, part in (("search", search), ("decisions", decisions), ("documents", documents)):
        print(f"\n{name}:", flush=True)
        parts.append(part.main() == 0)
    return 0 if kept and all(parts) else 1


def _side_by_side(results: Path) -> bool:
    try:
        stock.install()
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"No starter bot: its environment could not be made from PyPI ({error}).", file=sys.stderr)
        return _ours_alone() and False
    print("Rasa's starter bot: training, starting … (two minutes)", flush=True)
    with stock.starter_bot(free_port()) as theirs:
        print("This assistant: training, starting … (half a minute)", flush=True)
        with our_bot(free_port(), free_port()) as ours:
            print("Both answer in turns … (two minutes)", flush=True)
            text, kept = write(*measure([theirs, ours]), results)
    print(f"\n{text}", flush=True)
    return kept


def _ours_alone() -> bool:
    with our_bot(free_port(), free_port()) as ours:
        print(measure([ours])[0], flush=True)
    return True


if __name__ == "__main__":
    sys.exit(main())
