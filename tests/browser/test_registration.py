"""A whole registration in the browser, on a phone and on a desktop, with what happens to people in between."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from PIL import Image
from playwright.sync_api import FilePayload

from bot.edge.preview import available
from tests.browser.conftest import DESKTOP, OpenChat
from tests.browser.visitor import PERSON, Visitor, portrait

PICTURE_OF_NOBODY = FilePayload(name="me.jpg", mimeType="image/jpeg", buffer=portrait())


def begin(visitor: Visitor) -> None:
    visitor.page.click("text=填登记表")
    visitor.reply_after(0)
    assert "同意" in visitor.last()
    visitor.tap("同意")
    visitor.page.wait_for_selector(".cell.asked", state="attached")
    assert visitor.asked() == "enterprise_name"


def upload(visitor: Visitor) -> None:
    visitor.page.click("#attach")
    visitor.page.set_input_files("#file", PICTURE_OF_NOBODY)
    visitor.page.wait_for_function("() => document.getElementById('upload-state').textContent.includes('收到了')")
    visitor.page.click("#upload [data-close]")
    visitor.page.wait_for_function("() => document.querySelector('#kinds .thumb')?.naturalWidth === 295")


def texts(document: Path) -> str:
    table = docx.Document(str(document)).tables[0]
    return "\n".join(cell.text for row in table.rows for cell in row.cells)


def download(visitor: Visitor, link: str, folder: Path) -> Path:
    with visitor.page.expect_download(timeout=60_000) as loading:
        visitor.page.locator(f"#talk .paper a:has-text('{link}')").first.click()
    path = folder / loading.value.suggested_filename
    loading.value.save_as(path)
    return path


def test_a_whole_registration_on_a_phone(phone: Visitor, tmp_path: Path) -> None:
    phone.picture("phone-1-welcome")
    assert phone.axe() == []
    begin(phone)
    phone.fill_until("education")
    phone.picture("phone-2-form")

    phone.say("甘肃对首席质量官有什么学历要求？")
    assert phone.page.locator("blockquote.clause .source").last.inner_text().startswith("依据 甘质发组")
    assert phone.asked() == "education"
    phone.picture("phone-3-question-in-between")
    assert phone.axe() == []

    phone.fill_until("school")
    phone.page.click("#form-open")
    phone.edit("education", "本科")
    assert phone.value("education") == "本科"
    phone.picture("phone-4-corrected-in-the-drawer")
    assert phone.axe() == []
    phone.page.click("#panel-close")
    assert phone.page.evaluate("document.activeElement.id") == "form-open"

    upload(phone)
    phone.page.reload()
    phone.page.wait_for_selector(".cell.asked", state="attached")
    assert phone.asked() == "school"
    assert phone.page.locator("#talk li.own").count() == len(phone.said())

    phone.fill_until(None)
    phone.picture("phone-5-summary")
    phone.tap("确认提交")
    assert "还没有交" in phone.last()
    phone.picture("phone-6-papers")
    assert phone.axe() == []
    form = download(phone, "下载 Word", tmp_path)
    assert PERSON["applicant_name"] in texts(form)
    assert "本科" in texts(form)
    pictures = [name for name in zipfile.ZipFile(form).namelist() if name.startswith("word/media/")]
    assert pictures, "the photo is on the form"
    assert download(phone, "下载 Excel", tmp_path).suffix == ".xlsx"
    assert not phone.wider_than_screen()


def test_a_whole_registration_on_a_desktop(desktop: Visitor, tmp_path: Path) -> None:
    desktop.picture("desktop-1-welcome")
    begin(desktop)
    assert desktop.page.is_visible("#panel"), "the form stands beside the chat by itself"
    desktop.fill_until("position")
    desktop.say("珠海对学历有什么要求？")
    desktop.picture("desktop-2-form-beside-the-chat")
    desktop.edit("mobile", "123")
    assert "11" in desktop.page.locator('.cell[data-key="mobile"] .answered').inner_text()
    desktop.edit("mobile", "13800138000")
    assert desktop.value("mobile") == "138****8000"
    assert desktop.axe() == []
    upload(desktop)
    desktop.fill_until(None)
    desktop.picture("desktop-3-summary")
    desktop.page.click("#next >> text=确认提交")
    desktop.page.wait_for_selector("#papers .paper")
    desktop.picture("desktop-4-papers")
    assert desktop.axe() == []
    assert PERSON["enterprise_name"] in texts(download(desktop, "下载 Word", tmp_path))


@pytest.mark.skipif(not available(), reason="LibreOffice 没有安装：sudo apt-get install -y libreoffice-writer-nogui")
def test_finished_papers_as_pdf_and_as_pictures(desktop: Visitor, tmp_path: Path) -> None:
    begin(desktop)
    desktop.fill_until(None)
    assert desktop.page.is_visible("#talk .remind"), "now is the time for the photo"
    desktop.tap("确认提交")
    desktop.page.locator("#talk .paper >> text=预览").first.click()
    page = desktop.page.locator("#pages img").first
    page.wait_for(timeout=60_000)
    desktop.page.wait_for_function("() => document.querySelector('#pages img').naturalWidth > 700")
    desktop.picture("desktop-5-preview")
    assert desktop.axe() == []
    desktop.page.keyboard.press("Escape")
    assert download(desktop, "下载 PDF", tmp_path).read_bytes().startswith(b"%PDF-")


def test_what_closes_a_picture_of_the_form_stays_on_one_line(phone: Visitor) -> None:
    """The name of a paper is long, and the button beside it gave way, one character under the other."""
    phone.page.evaluate(
        "() => { document.getElementById('viewer-title').textContent = '预览：' + '长'.repeat(60);"
        " document.getElementById('viewer').showModal(); }"
    )
    close = phone.page.locator("#viewer [data-close]").bounding_box()
    assert close is not None
    assert close["height"] < 50


def test_the_form_goes_on_in_another_browser_by_a_link(phone: Visitor, open_chat: OpenChat) -> None:
    begin(phone)
    phone.say(PERSON["enterprise_name"])
    phone.page.click("#more-open")
    phone.page.click("#more [data-link]")
    phone.page.wait_for_function("() => document.getElementById('address').value.includes('/go/')")
    link = phone.page.input_value("#address")
    other = open_chat(phone.url, DESKTOP)
    other.page.goto(link)
    assert other.axe() == []
    other.page.click("button[type=submit]")
    other.page.wait_for_selector("#panel .cell.asked")
    assert other.value("enterprise_name") == PERSON["enterprise_name"]
    assert "同意" in other.said()


def test_the_uploaded_photo_carries_nothing_but_the_picture(phone: Visitor) -> None:
    begin(phone)
    upload(phone)
    response = phone.page.request.get(f"{phone.url}/uploads/photo")
    kept = Image.open(io.BytesIO(response.body()))
    assert kept.size == (295, 413)
    assert not kept.getexif()


def test_deleting_leaves_nothing_on_the_screen_or_the_server(phone: Visitor) -> None:
    begin(phone)
    phone.say(PERSON["enterprise_name"])
    phone.page.click("#more-open")
    phone.page.click("#forget")
    assert phone.axe() == []
    phone.page.click("#forget-now")
    phone.page.wait_for_function("() => document.getElementById('talk').innerText.includes('已全部删除')")
    phone.page.wait_for_function(f"() => !document.body.innerText.includes('{PERSON['enterprise_name']}')")
    assert not phone.page.is_visible("#form-open")
    assert PERSON["enterprise_name"] not in phone.page.content()
    assert phone.said() == [""]
