"""Rasa's own starter bot: `rasa init`, `rasa train`, `rasa run` in an environment of its own."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.starter_bot.measure import STOCK_TURNS, Bot, first_answer, folder_mb, timed
from bot.engine.training import ROOT
from bot.processes import Processes

FOLDER = ROOT / "var" / "bench"
VENV = FOLDER / "stock-venv"
LOCK = Path(__file__).with_name("requirements.lock")
TEXTS = ("hello", "I am sad", "yes", "are you a bot?", "bye")
# What `rasa init` copies, without the training it begins with: the one that is timed is then the only one.
SCAFFOLD = "from rasa.cli.scaffold import create_initial_project; create_initial_project('.')"


@contextmanager
def starter_bot(port: int) -> Iterator[Bot]:
    """`rasa init`, `rasa train`, `rasa run`."""
    project = FOLDER / "starter"
    shutil.rmtree(project, ignore_errors=True)
    project.mkdir(parents=True)
    rasa = [str(VENV / "bin" / "rasa")]
    variables = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "2", "CUDA_VISIBLE_DEVICES": "-1"}
    _run([str(VENV / "bin" / "python"), "-W", "ignore", "-c", SCAFFOLD], project, variables)
    training = timed(lambda: _run([*rasa, "train", "--force"], project, variables))
    address = f"http://127.0.0.1:{port}/webhooks/rest/webhook"
    with Processes(FOLDER / "log") as processes:
        began = time.perf_counter()
        processes.start("starter", [*rasa, "run", "-i", "127.0.0.1", "-p", str(port)], project, variables)
        answered = first_answer(address, TEXTS[0], began)
        yield Bot(address, TEXTS, processes, training, answered, folder_mb(VENV), STOCK_TURNS)


def install() -> None:
    """The stock environment, from its lock; made once."""
    stamp, want = VENV / "installed", hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == want:
        return
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)
    uv = ROOT / ".venv" / "uv" / "bin" / "uv"
    command = [str(uv), "pip", "sync", "--quiet", "--require-hashes", "--compile-bytecode", str(LOCK)]
    subprocess.run(command, check=True, env={**os.environ, "VIRTUAL_ENV": str(VENV)})
    stamp.write_text(want)


def _run(command: list[str], folder: Path, variables: dict[str, str]) -> None:
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, **variables}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command[1:])} failed:\n{done.stderr[-2000:]}")
