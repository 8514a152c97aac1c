"""`make bench`: this assistant beside Rasa's own starter bot, one after the other on the same machine.

The starter bot is what `rasa init` makes, in a stock environment with TensorFlow, trained and served with Rasa's own
commands and asked over the same REST address. Ours is the whole: engine and edge, database and knowledge base.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks.starter_bot.measure import Figures
from benchmarks.starter_bot.ours import measure_ours
from benchmarks.starter_bot.report import write
from benchmarks.starter_bot.stock import measure_stock


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.starter_bot", description=__doc__)
    parser.add_argument("--only", choices=["ours", "stock"], help="measure one side alone; nothing is written")
    parser.add_argument("--results", type=Path, default=Path("benchmarks/results"))
    only = parser.parse_args().only
    sides: dict[str, Figures] = {}
    if only != "ours":
        print("Rasa's starter bot: environment, training, serving …", flush=True)
        sides["stock"] = measure_stock()
    if only != "stock":
        print("This assistant: training, serving …", flush=True)
        sides["ours"] = measure_ours()
    if only:
        print(sides[only])
        return
    text, reached = write(sides["stock"], sides["ours"], parser.parse_args().results)
    print(text)
    sys.exit(0 if reached else 1)


if __name__ == "__main__":
    main()
