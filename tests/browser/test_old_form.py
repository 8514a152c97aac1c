"""An old form chosen on the page, before there is a form of one's own."""

from __future__ import annotations

from datetime import date

from playwright.sync_api import FilePayload

from bot.documents.registration_form import registration_form
from tests.browser.visitor import Visitor
from tests.documents.conftest import FULL

FORM = FilePayload(
    name="登记表.docx",
    mimeType="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    buffer=registration_form(FULL, None, date(2025, 11, 3)),
)
NO_FORM = FilePayload(name="scan.pdf", mimeType="application/pdf", buffer=b"%PDF-1.7 scanned")


def test_an_old_form_is_read_once_there_is_consent_and_confirmed_group_by_group(phone: Visitor) -> None:
    phone.page.click("#more-open")
    phone.page.click("#old-form")
    assert phone.page.locator("#file").get_attribute("accept") == ".docx,.xlsx"
    assert phone.page.locator("#camera-pick").is_hidden()
    assert phone.axe() == []
    phone.picture("phone-old-form-dialog")
    phone.page.set_input_files("#file", NO_FORM)
    phone.reply_after(0)
    assert "同意" in phone.last()

    # The file was not read before; now it is, and it is said what is wrong with it.
    phone.tap("同意")
    phone.page.wait_for_function("() => document.getElementById('upload-state').textContent.includes('PDF')")
    assert phone.page.locator("#upload").is_visible()

    before = phone.replies()
    phone.page.set_input_files("#file", FORM)
    said = phone.reply_after(before)
    assert "读到了" in said
    assert f"身份证号“{FULL['id_number']}”" in said  # its check digit is wrong
    assert phone.page.locator("#upload").is_hidden()
    assert "发来一份旧表" in phone.page.locator("#talk li.own").last.inner_text()
    phone.picture("phone-old-form-offered")
    assert phone.axe() == []
    assert phone.value("enterprise_name") == "未填" or phone.asked() == "enterprise_name"
    phone.tap("对")
    assert phone.value("enterprise_name") == FULL["enterprise_name"]
