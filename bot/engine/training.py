"""Trains the model when what it is made from has changed. Starts Rasa as a process and imports nothing of it."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
KEPT_MODELS = 3
# The knowledge base is no part of it: another notice or question needs no training.
SOURCES = (
    "config.yml",
    "nlu_data",
    "bot/engine/domain",
    "bot/engine/classifier.py",
    "bot/engine/components.py",
    "bot/engine/lexicon.yml",
    "bot/core/numbers.py",
    "requirements.lock",
)


class TrainingFailed(Exception):
    """The model was not made; the message ends with what Rasa said last."""


def model_path(root: Path = ROOT) -> Path:
    """Where the model made from the present sources is, or will be."""
    return root / "models" / f"cqo-{_fingerprint(root)}.tar.gz"


def train(root: Path = ROOT, force: bool = False) -> Path:
    """Train with Rasa's own command; `force` takes nothing from its cache. Raises TrainingFailed."""
    model = model_path(root)
    command = [sys.executable, "-m", "rasa", "train", "--domain", "bot/engine/domain", "--data", "nlu_data"]
    command += ["--config", "config.yml", "--out", "models", "--fixed-model-name", model.stem.removesuffix(".tar")]
    command += ["--force"] if force else []
    done = subprocess.run(  # noqa: S603 - our own command
        command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if done.returncode or not model.exists():
        raise TrainingFailed("\n".join(done.stdout.strip().splitlines()[-8:]))
    _drop_old(model.parent)
    return model


def _fingerprint(root: Path) -> str:
    digest = hashlib.sha256()
    for path in _files(root):
        digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def _files(root: Path) -> Iterator[Path]:
    for source in SOURCES:
        path = root / source
        if path.is_dir():
            yield from sorted(path.rglob("*.yml"))
        elif path.exists():
            yield path


def _drop_old(folder: Path) -> None:
    models = sorted(folder.glob("cqo-*.tar.gz"), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in models[KEPT_MODELS:]:
        old.unlink()
