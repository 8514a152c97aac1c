"""Lost connections and killed engines: nothing typed is lost, nothing counts twice, nobody has to press reload."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.bootstrap import read_settings
from bot.launch import started
from bot.processes import Processes
from tests.browser.conftest import DESKTOP, PHONE, OpenChat
from tests.browser.visitor import Visitor
from tests.processes import free_port

OFFLINE_MS = 10_000


@dataclass(frozen=True)
class Watched:
    """An assistant of these tests' own, whose parts are killed and started again."""

    url: str
    processes: Processes

    def kill(self, name: str) -> None:
        child = next(one for one in self.processes.children if one.name == name)
        os.killpg(child.process.pid, signal.SIGKILL)
        child.process.wait()

    def revive(self) -> None:
        for child in self.processes.children:
            if child.process.poll() is not None:
                assert self.processes._revive(child)


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    folder: Path = tmp_path_factory.mktemp("watched")
    ports = {"PORT": str(free_port()), "CQO_ENGINE_PORT": str(free_port())}
    chosen = read_settings({**ports, "CQO_DATA_DIR": str(folder)})
    with started(chosen) as processes:
        yield Watched(f"http://127.0.0.1:{chosen.port}", processes)


def test_what_is_typed_offline_goes_out_once_when_the_line_is_back(open_chat: OpenChat, watched: Watched) -> None:
    visitor = open_chat(watched.url, PHONE)
    visitor.say("你好")
    visitor.page.context.set_offline(True)
    before = visitor.replies()
    for words in ("甘肃要什么学历", "珠海要什么学历"):
        visitor.page.fill("#text", words)
        visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_timeout(OFFLINE_MS)
    assert "连上就发" in visitor.page.inner_text("#state")
    visitor.picture("phone-7-offline")
    assert visitor.axe() == []
    visitor.page.context.set_offline(False)
    visitor.reply_after(before + 1)
    assert visitor.page.inner_text("#state") == ""
    assert visitor.said() == ["你好", "甘肃要什么学历", "珠海要什么学历"]
    assert visitor.page.locator("#talk li.own").all_inner_texts() == visitor.said()


def test_a_reload_while_offline_words_wait_loses_nothing(open_chat: OpenChat, watched: Watched) -> None:
    visitor = open_chat(watched.url, PHONE)
    visitor.say("你好")
    # The server is reached, its answer is not: the page cannot know whether the message arrived.
    visitor.page.route("**/chat/messages", lambda route: (route.fetch(), route.abort())[1])
    visitor.page.fill("#text", "甘肃要什么学历")
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_timeout(1500)
    visitor.page.unroute("**/chat/messages")
    visitor.page.reload()
    visitor.page.wait_for_function("() => document.querySelectorAll('#talk li.reply').length === 2")
    assert visitor.said() == ["你好", "甘肃要什么学历"]


def test_the_engine_is_killed_and_comes_back(open_chat: OpenChat, watched: Watched) -> None:
    visitor = open_chat(watched.url, DESKTOP)
    visitor.say("我要填登记表")
    visitor.say("同意")
    watched.kill("engine")
    before = visitor.replies()
    visitor.page.fill("#text", "珠海市样例测试电器有限公司")
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_selector("#talk li.waiting", timeout=12_000)
    assert "已存好" in visitor.last()
    visitor.picture("desktop-6-engine-down")
    watched.revive()
    visitor.reply_after(before, timeout=60_000)
    visitor.page.wait_for_function("() => document.querySelector('.cell.asked')?.dataset.key === 'region'")
    assert visitor.value("enterprise_name") == "珠海市样例测试电器有限公司"
    assert visitor.page.locator("#talk li.waiting").count() == 0
    assert visitor.said().count("珠海市样例测试电器有限公司") == 1


def test_a_second_window_shows_what_is_said_in_the_first(open_chat: OpenChat, watched: Watched) -> None:
    first = open_chat(watched.url, DESKTOP)
    second_page = first.page.context.new_page()
    second_page.goto(f"{watched.url}/")
    second = Visitor(second_page, watched.url, first.screenshots)
    second_page.wait_for_timeout(500)
    first.say("甘肃要什么学历")
    second.reply_after(0)
    assert second.last() == first.last()


def test_without_server_sent_events_the_page_looks_itself(open_chat: OpenChat, watched: Watched) -> None:
    first = open_chat(watched.url, DESKTOP)
    page = first.page.context.new_page()
    page.add_init_script("delete window.EventSource")
    page.goto(f"{watched.url}/")
    first.say("甘肃要什么学历")
    Visitor(page, watched.url, first.screenshots).reply_after(0)


def test_own_messages_cost_one_request_each(open_chat: OpenChat, watched: Watched) -> None:
    visitor = open_chat(watched.url, DESKTOP)
    visitor.say("你好")
    visitor.page.wait_for_timeout(500)
    asked: list[str] = []
    visitor.page.on("request", lambda request: asked.append(request.url.removeprefix(watched.url)))
    visitor.say("甘肃要什么学历")
    visitor.say("珠海要什么学历")
    visitor.page.wait_for_timeout(500)
    assert asked == ["/chat/messages", "/chat/messages"]
