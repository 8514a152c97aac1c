"""Rasa's own starter bot: `rasa init`, `rasa train`, `rasa run` in an environment of its own."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.starter_bot.measure import (
    Figures,
    first_answer,
    folder_mb,
    late_over_early,
    memory_mb,
    percentile,
    short_turns,
)
from bot.engine.training import ROOT
from bot.processes import Processes

FOLDER = ROOT / "var" / "bench"
VENV = FOLDER / "stock-venv"
LOCK = Path(__file__).with_name("requirements.lock")
TEXTS = ("hello", "I am sad", "yes", "are you a bot?", "bye")
PORT = 5305


def measure_stock() -> Figures:
    install()
    project = FOLDER / "starter"
    shutil.rmtree(project, ignore_errors=True)
    project.mkdir(parents=True)
    rasa = [str(VENV / "bin" / "rasa")]
    variables = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "2", "CUDA_VISIBLE_DEVICES": "-1"}
    _run([*rasa, "init", "--no-prompt", "--init-dir", "."], project, variables)
    shutil.rmtree(project / "models")  # init has trained already; a training without its cache is timed
    began = time.perf_counter()
    _run([*rasa, "train", "--force"], project, variables)
    training = time.perf_counter() - began

    address = f"http://127.0.0.1:{PORT}/webhooks/rest/webhook"
    with Processes(FOLDER / "log") as processes:
        began = time.perf_counter()
        processes.start("starter", [*rasa, "run", "-i", "127.0.0.1", "-p", str(PORT)], project, variables)
        answered = first_answer(address, "hello", began)
        short_turns(address, TEXTS)  # warm
        taken = short_turns(address, TEXTS)
        late = late_over_early(address, "are you a bot?")
        memory = memory_mb([child.process.pid for child in processes.children])
    return Figures(percentile(taken, 0.5), percentile(taken, 0.95), late, answered, memory, training, folder_mb(VENV))


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
