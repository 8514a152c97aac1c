from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from bot.storage import Keyring, Storage, load_keys


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.time = datetime(2026, 3, 2, 9, 0, tzinfo=timezone.utc)

    def __call__(self) -> datetime:
        return self.time

    def forward(self, **by: int) -> None:
        self.time += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def keyring(tmp_path: Path) -> Keyring:
    return load_keys(tmp_path)


@pytest.fixture
def storage(tmp_path: Path, keyring: Keyring, clock: Clock) -> Iterator[Storage]:
    opened = Storage(f"sqlite:///{tmp_path}/data.db", keyring, now=clock)
    yield opened
    opened.close()


def every_byte(folder: Path) -> bytes:
    """All the database's files together, write-ahead log and shared memory included."""
    return b"".join(path.read_bytes() for path in sorted(folder.glob("data.db*")))
