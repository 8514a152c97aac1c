"""What `make run` starts ends with it, and a step that fails says so in one line."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from bot.bootstrap import read_settings
from bot.engine.training import ROOT
from bot.launch import started
from bot.processes import CannotStart, Processes, ask, port_is_free
from tests.processes import free_port

# A child with a child of its own, as Rasa's and LibreOffice's are.
FAMILY = "import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']); time.sleep(60)"


def _family(process: int) -> list[psutil.Process]:
    """A child and its own child, once both are there."""
    root = psutil.Process(process)
    deadline = time.monotonic() + 10
    while not root.children():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return [root, *root.children(recursive=True)]


def _gone(members: list[psutil.Process]) -> bool:
    _, alive = psutil.wait_procs(members, timeout=10)
    return not [one for one in alive if one.is_running() and one.status() != psutil.STATUS_ZOMBIE]


def test_leaving_stops_children_and_grandchildren(tmp_path: Path) -> None:
    with Processes(tmp_path) as processes:
        processes.start("family", [sys.executable, "-c", FAMILY], tmp_path)
        members = _family(processes.children[0].process.pid)
    assert _gone(members)


def test_a_bystander_is_left_alone(tmp_path: Path) -> None:
    bystander = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    try:
        with Processes(tmp_path) as processes:
            processes.start("family", [sys.executable, "-c", FAMILY], tmp_path)
        assert bystander.poll() is None
    finally:
        bystander.kill()
        bystander.wait()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_to_the_launcher_leaves_no_orphan(tmp_path: Path, number: signal.Signals) -> None:
    script = (
        "import signal, sys, time\nfrom pathlib import Path\nfrom bot import launch\nfrom bot.processes import Processes\n"
        "signal.signal(signal.SIGTERM, launch._interrupt)\n"
        "try:\n"
        f"  with Processes(Path({str(tmp_path)!r})) as processes:\n"
        f"    processes.start('family', [sys.executable, '-c', {FAMILY!r}], Path('.'))\n"
        "    print(processes.children[0].process.pid, flush=True)\n"
        "    processes.watch()\n"
        "except KeyboardInterrupt:\n  pass\n"
    )
    launcher = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert launcher.stdout is not None
    members = _family(int(launcher.stdout.readline()))
    os.kill(launcher.pid, number)
    assert launcher.wait(20) == 0
    assert _gone(members)


def test_a_child_that_dies_at_start_is_named_with_its_last_line(tmp_path: Path) -> None:
    with Processes(tmp_path) as processes:
        processes.start("engine", [sys.executable, "-c", "print('模型打不开'); raise SystemExit(3)"], tmp_path)
        with pytest.raises(CannotStart, match=r"模型打不开\nengine 没能启动"):
            processes.wait_until(lambda: False, 20)


def test_a_taken_port_is_named_with_the_way_out(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        chosen = read_settings({"PORT": str(port), "CQO_ENGINE_PORT": str(free_port()), "CQO_DATA_DIR": str(tmp_path)})
        assert not port_is_free(port)
        with pytest.raises(CannotStart, match=rf"端口 {port} 已被别的程序占用.*PORT={port + 100} make run"):
            started(chosen)


def test_nobody_listening_is_no_answer() -> None:
    assert ask(f"http://127.0.0.1:{free_port()}/webhooks/rest/webhook", "someone", "你好", seconds=2) == []
