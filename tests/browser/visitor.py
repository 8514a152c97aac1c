"""Somebody in front of the chat page: types, taps, looks."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Page

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
PATIENCE_MS = 20_000

# A person who does not exist. The last digit of the ID number is right, so that the form takes it.
PERSON = {
    "enterprise_name": "珠海市样例测试电器有限公司",
    "region": "广东省珠海市金湾区",
    "industry": "电线、电缆制造",
    "ownership": "有限责任公司",
    "enterprise_size": "小型",
    "main_products": "电线、电缆、线束加工",
    "applicant_name": "林测试",
    "gender": "女",
    "birth_date": "1990-01-02",
    "education": "大专",
    "school": "样例职业技术学院",
    "major": "机电一体化",
    "quality_years": "8年",
    "position": "质量总监",
    "title": "没有",
    "concurrent_post": "没有",
    "mobile": "13800138000",
    "phone": "0756-8880101",
    "fax": "没有",
    "email": "lin.test@example.com",
    "address": "珠海市金湾区样例路1号",
    "postcode": "519040",
    "legal_head_name": "周样例",
    "legal_head_post": "总经理",
    "legal_head_mobile": "13900139000",
    "legal_head_phone": "0756-8880100",
    "quality_head_name": "就是我本人",
    "quality_head_post": "质量总监",
    "quality_head_mobile": "13800138000",
    "quality_head_phone": "0756-8880101",
    "website": "没有",
    "enterprise_email": "没有",
    "training_certificate_no": "没有",
    "certificate_issuer": "没有",
    "appointed_date": "2023年9月1日",
    "resume": "2012年进厂做检验员，2018年任质量部经理。",
    "remark": "没有",
}


def id_number(first: str = "44040219900102002") -> str:
    """18 characters with the check digit of GB 11643."""
    total = sum(int(digit) * (2 ** (17 - at) % 11) for at, digit in enumerate(first))
    return first + "10X98765432"[total % 11]


PERSON["id_number"] = id_number()


@dataclass
class Visitor:
    page: Page
    url: str
    screenshots: Path

    # ---- talking ----

    def say(self, words: str) -> str:
        """Type, send, and wait for the reply, which is returned."""
        before = self.replies()
        self.page.fill("#text", words)
        self.page.keyboard.press("Enter")
        return self.reply_after(before)

    def tap(self, name: str) -> str:
        """A quick reply under the last message."""
        before = self.replies()
        self.page.locator("#talk .choices button", has_text=name).first.click()
        return self.reply_after(before)

    def replies(self) -> int:
        return self.page.locator("#talk li.reply:not(.waiting)").count()

    def reply_after(self, before: int, timeout: int = PATIENCE_MS) -> str:
        self.page.wait_for_function(
            "n => document.querySelectorAll('#talk li.reply:not(.waiting)').length > n && !document.querySelector('.typing')",
            arg=before,
            timeout=timeout,
        )
        return self.last()

    def last(self) -> str:
        return self.page.locator("#talk li.reply .said").last.inner_text()

    def said(self) -> list[str]:
        """Own messages, as the server has them."""
        history: dict[str, Any] = self.page.evaluate("() => fetch('/chat/history').then((r) => r.json())")
        return [one["said"] for one in history["exchanges"]]

    # ---- the form ----

    def asked(self) -> str | None:
        """The cell being asked, as the panel shows it."""
        key: str | None = self.page.evaluate("() => document.querySelector('.cell.asked')?.dataset.key ?? null")
        return key

    def value(self, key: str) -> str:
        return self.page.locator(f'.cell[data-key="{key}"] .value').text_content() or ""

    def fill_until(self, stop: str | None) -> None:
        """Answer what is asked, until `stop` is asked, or to the summary."""
        for _ in range(90):
            key = self.asked()
            if key is None or key == stop:
                return
            choices = self.page.locator("#talk .choices button")
            labels = choices.all_text_contents()
            if PERSON[key] in labels:
                self.tap(PERSON[key])
            elif "对" in labels:
                self.tap("对")
            else:
                self.say(PERSON[key])
            self.page.wait_for_timeout(20)
            if self.asked() == key and choices.count():
                self.tap(choices.first.inner_text())
        raise AssertionError(f"the form never came to {stop}: {self.last()}")

    def edit(self, key: str, value: str) -> None:
        """A cell's new value, in the panel."""
        before = self.replies()
        self.page.click(f'.cell[data-key="{key}"] .open')
        control = self.page.locator(f"#edit-{key}")
        if control.evaluate("node => node.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)
        self.page.click(f'.cell[data-key="{key}"] form button.main')
        self.reply_after(before)

    # ---- looking ----

    def picture(self, name: str) -> None:
        self.screenshots.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=self.screenshots / f"{name}.png")

    def axe(self) -> list[str]:
        """What axe finds at WCAG 2.1 AA, one line each."""
        found = Axe().run(self.page, options={"runOnly": WCAG}).response["violations"]
        return [f"{one['id']} {[node['target'] for node in one['nodes']]}" for one in found]

    def wider_than_screen(self) -> bool:
        return bool(self.page.evaluate("() => document.documentElement.scrollWidth > innerWidth"))


def portrait() -> bytes:
    """A picture of nobody, as a telephone would take it: too large, and with the place it was taken in it."""
    picture = Image.new("RGB", (1200, 1600), (120, 170, 210))
    picture.paste((235, 200, 170), (400, 350, 800, 900))
    picture.paste((40, 60, 90), (250, 900, 950, 1600))
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=92, exif=exif)
    return out.getvalue()
