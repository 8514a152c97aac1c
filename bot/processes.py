"""Child processes that end with the one that started them, and nothing else does."""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

STOP_SECONDS = 10
RESTARTS = 5  # within RESTART_WINDOW; more means that it cannot run
RESTART_WINDOW = 300
LOG_BYTES = 10_000_000


class CannotStart(Exception):
    """One line for whoever typed the command: what is wrong and what to do."""


@dataclass
class Child:
    name: str
    command: list[str]
    cwd: Path
    environment: dict[str, str]
    log: Path
    process: subprocess.Popen[bytes]
    restarts: list[float] = field(default_factory=list)


class Processes:
    """A context manager: leaving it stops every child, each in a process group of its own."""

    def __init__(self, logs: Path) -> None:
        self.logs = logs
        self.children: list[Child] = []

    def __enter__(self) -> Processes:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self, name: str, command: list[str], cwd: Path, environment: dict[str, str] | None = None) -> None:
        self.logs.mkdir(parents=True, exist_ok=True)
        log = self.logs / f"{name}.log"
        if log.exists() and log.stat().st_size > LOG_BYTES:
            log.replace(log.with_suffix(".log.1"))
        variables = {**os.environ, **(environment or {})}
        self.children.append(Child(name, command, cwd, variables, log, _spawn(command, cwd, variables, log)))

    def wait_until(self, ready: Callable[[], bool], seconds: float, pause: float = 0.2) -> None:
        """Return once ready. Raises CannotStart when a child dies or the time is up."""
        deadline = time.monotonic() + seconds
        while not ready():
            for child in self.children:
                if child.process.poll() is not None:
                    raise CannotStart(f"{_last_line(child.log)}\n{child.name} 没能启动，详情见 {child.log}。")
            if time.monotonic() > deadline:
                raise CannotStart(f"{seconds:.0f} 秒内没有得到回答，详情见 {self.logs}/；机器忙时可再试一次。")
            time.sleep(pause)

    def watch(self) -> None:
        """Restart a child that ends, and come back only when one cannot be kept running."""
        while True:
            for child in self.children:
                if child.process.poll() is not None and not self._revive(child):
                    print(f"{child.name} 反复退出，已全部停止；详情见 {child.log}。", file=sys.stderr)
                    return
            time.sleep(0.5)

    def _revive(self, child: Child) -> bool:
        now = time.monotonic()
        child.restarts = [at for at in child.restarts if now - at < RESTART_WINDOW] + [now]
        if len(child.restarts) > RESTARTS:
            return False
        print(f"{child.name} 意外退出，正在重新启动……", flush=True)
        child.process = _spawn(child.command, child.cwd, child.environment, child.log)
        return True

    def stop(self) -> None:
        """Ask every group to end, and make those end that have not after a while."""
        # A second Ctrl-C must not leave half of them running.
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            for child in self.children:
                _signal_group(child.process, signal.SIGTERM)
            deadline = time.monotonic() + STOP_SECONDS
            for child in self.children:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    child.process.wait(max(0.0, deadline - time.monotonic()))
                _signal_group(child.process, signal.SIGKILL)
                child.process.wait()
            self.children = []
        finally:
            signal.signal(signal.SIGINT, before)


def port_is_free(port: int, host: str = "127.0.0.1") -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def ask(address: str, sender: str, text: str, seconds: float = 20) -> list[dict[str, Any]]:
    """The messages answering a text over REST; none if nobody answers."""
    body = json.dumps({"sender": sender, "message": text}).encode()
    request = urllib.request.Request(address, body, {"Content-Type": "application/json"})  # noqa: S310 - loopback
    try:
        with urllib.request.urlopen(request, timeout=seconds) as response:  # noqa: S310 - loopback
            messages = json.loads(response.read())
    except (OSError, ValueError, urllib.error.HTTPError):
        return []
    return messages if isinstance(messages, list) else []


def _spawn(command: list[str], cwd: Path, environment: dict[str, str], log: Path) -> subprocess.Popen[bytes]:
    with log.open("ab") as output:
        return subprocess.Popen(  # noqa: S603 - our own commands
            command,
            cwd=cwd,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C reaches the launcher alone, which stops them in order
            preexec_fn=_die_with_parent if sys.platform == "linux" else None,
        )


def _die_with_parent() -> None:
    """Linux: the kernel sends TERM when the launcher is gone, even if it was killed outright."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def _signal_group(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, number)


def _last_line(log: Path) -> str:
    lines = [line for line in log.read_text("utf-8", "replace").splitlines() if line.strip()]
    return lines[-1] if lines else ""
