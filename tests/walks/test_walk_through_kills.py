"""The same wandering against the real engine and edge, which are killed outright in the middle of a turn.

Whoever gets no reply sends the same message again under the same id, as the page does. What was said counts once, and
the papers hold exactly what was last confirmed.
"""

from __future__ import annotations

import os
import random
import signal
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, Phase, note, settings
from hypothesis.stateful import run_state_machine_as_test

import bot.processes
from bot.bootstrap import read_settings
from bot.core.reply import Button, Reply
from bot.launch import answers, prepare_model, start_processes
from bot.processes import Processes, port_is_free
from tests.processes import free_port
from tests.services.talk import Talk
from tests.walks.test_registration_walk import Walk

WALKS = 5
FORM = 40  # messages it takes to fill in a form, about
START_SECONDS, AGAIN_SECONDS = 120, 60


class Stack:
    """Engine and edge as `make run` starts them; what dies is started again."""

    def __init__(self, processes: Processes, url: str) -> None:
        self.url = url
        self.killed = {"engine": 0, "edge": 0}
        self.client = httpx.Client(base_url=url, timeout=12)
        self._children = {child.name: child for child in processes.children}
        self._processes, self._over = processes, threading.Event()
        self._keeper = threading.Thread(target=self._keep_running)
        self._keeper.start()

    def kill(self, name: str) -> None:
        os.kill(self._children[name].process.pid, signal.SIGKILL)
        self.killed[name] += 1

    def close(self) -> None:
        self._over.set()
        self._keeper.join()
        self.client.close()

    def _keep_running(self) -> None:
        while not self._over.wait(0.1):
            for child in self._children.values():
                if child.process.poll() is not None:
                    self._processes._revive(child)


@contextmanager
def running(folder: Path) -> Iterator[Stack]:
    ports = {"PORT": str(free_port()), "CQO_ENGINE_PORT": str(free_port())}
    chosen = read_settings({**ports, "CQO_DATA_DIR": str(folder)})
    with start_processes(chosen, prepare_model()) as processes:
        processes.wait_until(lambda: not any(map(port_is_free, (chosen.port, chosen.engine_port))), START_SECONDS)
        processes.wait_until(lambda: answers(chosen), START_SECONDS)
        stack = Stack(processes, f"http://127.0.0.1:{chosen.port}")
        try:
            yield stack
        finally:
            stack.close()


class OverRest(Talk):
    """A conversation over REST. `plan`: after how many messages whom to kill, and how long into the turn."""

    def __init__(self, stack: Stack, plan: dict[int, tuple[str, float]]) -> None:
        self.stack, self.plan = stack, plan
        self.sender, self.said = uuid.uuid4().hex, 0
        self.reply = Reply("")

    def reopen(self) -> None:
        """What is not in the database is lost by the kills."""

    def say(self, text: str) -> str:
        self.said += 1
        body = {"sender": self.sender, "message": text, "message_id": uuid.uuid4().hex}
        if kill := self.plan.get(self.said):
            note(f"kill -9 {kill[0]} {kill[1] * 1000:.0f} ms after this:")
            threading.Timer(kill[1], self.stack.kill, [kill[0]]).start()
        deadline = time.monotonic() + AGAIN_SECONDS
        while (reply := self._answer(body)) is None or "error" in reply.custom:
            assert time.monotonic() < deadline, f"no reply to {text[:40]!r}: {reply}"
            time.sleep(0.1)
        self.reply = reply
        return reply.text

    def _answer(self, body: dict[str, str]) -> Reply | None:
        try:
            response = self.stack.client.post("/webhooks/rest/webhook", json=body)
        except httpx.TransportError:
            return None
        assert response.status_code == 200, response.text
        *_, last = response.json()
        buttons = [Button(one["title"], one["payload"]) for one in last.get("buttons", [])]
        return Reply(last.get("text", ""), buttons, last.get("custom", {}))

    def paper(self, ending: str = ".docx") -> bytes:
        listed = next(d for d in self.reply.custom["documents"] if d["name"].endswith(ending))
        return self.stack.client.get(listed["url"]).raise_for_status().content


@pytest.mark.timeout(600)
def test_what_was_confirmed_survives_kills_in_the_middle_of_turns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.processes, "RESTARTS", 1_000)
    chance = random.Random(20210112)

    def plan() -> dict[int, tuple[str, float]]:
        engine, edge = chance.sample(range(3, FORM), 2)
        return {engine: ("engine", chance.uniform(0, 0.03)), edge: ("edge", chance.uniform(0, 0.03))}

    with running(tmp_path) as stack:

        class KilledWalk(Walk):
            def meet(self) -> Any:
                return OverRest(stack, plan())

        run_state_machine_as_test(  # type: ignore[no-untyped-call]
            KilledWalk,
            settings=settings(
                max_examples=WALKS,
                stateful_step_count=15,
                deadline=None,
                derandomize=True,
                database=None,
                phases=(Phase.generate,),
                suppress_health_check=list(HealthCheck),
                print_blob=False,
            ),
        )
        assert stack.killed == {"engine": WALKS, "edge": WALKS}
