"""The page itself: small, quick, its own only, usable on narrow screens, by keyboard, in the dark and inside WeChat."""

from __future__ import annotations

import gzip
from urllib.parse import urlsplit

from playwright.sync_api import Route

from tests.browser.conftest import DESKTOP, PHONE, OpenChat
from tests.browser.visitor import Visitor, portrait
from tests.conftest import Assistant

WECHAT = (
    "Mozilla/5.0 (Linux; Android 13; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/107.0 "
    "Mobile Safari/537.36 MicroMessenger/8.0.40 Language/zh_CN"
)


def test_the_first_paint_comes_within_a_second_and_the_page_is_small(open_chat: OpenChat, assistant: Assistant) -> None:
    visitor = open_chat(assistant.url, PHONE)
    visitor.page.wait_for_selector("#welcome h2")
    painted = visitor.page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    assert painted < 1000
    names = visitor.page.evaluate("performance.getEntriesByType('resource').map((one) => one.name)")
    assert {urlsplit(name).netloc for name in names} == {urlsplit(assistant.url).netloc}
    files = {"/", *(urlsplit(name).path for name in names if "/page/" in name)}
    size = sum(len(gzip.compress(visitor.page.request.get(assistant.url + path).body())) for path in files)
    assert size < 60_000


def test_at_360_pixels_nothing_sticks_out_and_targets_are_large_enough(
    open_chat: OpenChat, assistant: Assistant
) -> None:
    visitor = open_chat(assistant.url, {"width": 360, "height": 640})
    visitor.say("首席质量官要什么学历？")
    visitor.picture("narrow-360")
    assert not visitor.wider_than_screen()
    visitor.say("我要填登记表")
    visitor.tap("同意")
    visitor.page.click("#form-open")
    visitor.page.wait_for_timeout(300)
    visitor.picture("narrow-360-form")
    assert not visitor.wider_than_screen()
    small = visitor.page.evaluate(
        """() => [...document.querySelectorAll('button, .button, textarea')]
            .map((one) => [one.textContent, one.getBoundingClientRect()])
            .filter(([, box]) => box.width && (box.height < 44 || box.width < 44)).map(([text]) => text)"""
    )
    assert small == []


def test_all_of_it_works_by_keyboard(desktop: Visitor) -> None:
    page = desktop.page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.type("我要填登记表")
    page.keyboard.press("Enter")
    desktop.reply_after(0)
    page.locator("#talk .choices button", has_text="同意").first.focus()
    page.keyboard.press("Enter")
    desktop.reply_after(1)
    page.locator('.cell[data-key="school"] .open').focus()
    page.keyboard.press("Enter")
    page.keyboard.type("样例大学")
    page.keyboard.press("Enter")
    desktop.reply_after(2)
    assert desktop.value("school") == "样例大学"
    assert page.evaluate("document.activeElement.closest('.cell').dataset.key") == "school"
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    assert page.locator(".cell form").count() == 0


def test_nothing_is_found_by_axe_in_the_dark(open_chat: OpenChat, assistant: Assistant) -> None:
    visitor = open_chat(assistant.url, DESKTOP, dark=True)
    visitor.say("我大专毕业，干质检四年，在珠海能当首席质量官吗？")
    visitor.say("我要填登记表")
    visitor.tap("同意")
    visitor.page.wait_for_selector("#panel .cell.asked")
    visitor.picture("desktop-dark")
    assert visitor.axe() == []


def test_a_thumb_is_taken_without_a_turn(phone: Visitor) -> None:
    phone.say("甘肃要什么学历")
    phone.page.click(".thumbs .up")
    phone.page.wait_for_selector(".thumbs >> text=记下了")
    assert len(phone.said()) == 1


def test_inside_wechat_papers_are_pictures_and_a_hint_says_how_to_get_out(
    open_chat: OpenChat, assistant: Assistant
) -> None:
    visitor = open_chat(assistant.url, PHONE, user_agent=WECHAT)
    visitor.page.click("#wechat button")
    visitor.page.wait_for_function("() => document.getElementById('address').value.includes('/go/')")
    assert visitor.axe() == []
    visitor.picture("phone-8-wechat")
    visitor.page.keyboard.press("Escape")
    documents = [{"name": "登记表.docx", "media_type": "x", "url": "/papers/x/y", "pictures": "/pictures/x"}]
    reply = {"html": "<p>做好了</p>", "buttons": [], "documents": documents, "kind": None, "error": None}
    exchange = {"id": "1", "said": "提交", "cell": None, "reply": reply, "at": ""}

    def answer(route: Route) -> None:
        more = "after" in route.request.url
        route.fulfill(json={"exchanges": [] if more else [exchange], "form": None, "whole": not more})

    visitor.page.route("**/chat/history*", answer)
    visitor.page.route("**/pictures/x", lambda route: route.fulfill(json={"pages": ["/pictures/x/1"]}))
    visitor.page.route("**/pictures/x/1", lambda route: route.fulfill(body=portrait(), content_type="image/jpeg"))
    visitor.page.reload()
    visitor.page.wait_for_selector("#talk .paper img")
    assert "长按图片" in visitor.page.inner_text("#talk .paper")


def test_text_somebody_smuggles_in_stays_text(phone: Visitor) -> None:
    phone.say("<img src=x onerror=alert(1)> **粗** [x](javascript:alert(1))")
    assert phone.page.locator("#talk img, #talk a[href^=javascript]").count() == 0
    assert phone.page.locator("#talk li.own").first.inner_text().startswith("<img")
