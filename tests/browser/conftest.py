"""A real browser in front of the real processes. Screenshots stay in var/screenshots/."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.visitor import Visitor
from tests.conftest import Assistant

SCREENSHOTS = Path(__file__).parents[2] / "var" / "screenshots"
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}

OpenChat = Callable[..., Visitor]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The system's Chromium. Ended with the module: Playwright's loop would be in the way of asynchronous tests."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("Chromium 没有安装：sudo apt-get install -y chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_chat(chromium: Browser) -> Iterator[OpenChat]:
    """Opens the chat as a visitor of its own; whatever the page's script complains of fails the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_at(url: str, size: dict[str, int], user_agent: str | None = None, dark: bool = False) -> Visitor:
        phone = size["width"] < 600
        context = chromium.new_context(
            viewport=size,  # type: ignore[arg-type]
            is_mobile=phone,
            has_touch=phone,
            device_scale_factor=2 if phone else 1,
            locale="zh-CN",
            user_agent=user_agent,
            color_scheme="dark" if dark else "light",
        )
        contexts.append(context)
        page: Page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda told: _note(told.type, told.text, complaints))
        page.goto(f"{url}/")
        return Visitor(page, url, SCREENSHOTS)

    yield open_at
    for context in contexts:
        context.close()
    assert complaints == []


def _note(kind: str, text: str, complaints: list[str]) -> None:
    # What the network refuses while a test has taken it away is no fault of the page; nor is a file that is refused.
    if kind == "error" and not any(one in text for one in ("ERR_", "status of 5", "status of 422")):
        complaints.append(text)


@pytest.fixture
def phone(open_chat: OpenChat, assistant: Assistant) -> Visitor:
    return open_chat(assistant.url, PHONE)


@pytest.fixture
def desktop(open_chat: OpenChat, assistant: Assistant) -> Visitor:
    return open_chat(assistant.url, DESKTOP)
