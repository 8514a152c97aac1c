"""An old form sent up on the page, through the real edge, Rasa and the assistant."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date

import httpx
import pytest

from bot.documents.registration_form import registration_form
from bot.documents.talent_pool import talent_pool_sheet
from tests.conftest import Assistant
from tests.documents.conftest import FULL

FORM = registration_form(FULL, None, date(2025, 11, 3))


class Page:
    """What the page's script does, without the page."""

    def __init__(self, client: httpx.Client) -> None:
        self.client = client
        client.get("/")

    def say(self, text: str) -> dict[str, object]:
        body = {"message_id": uuid.uuid4().hex, "text": text}
        answer: dict[str, object] = self.client.post("/chat/messages", json=body).json()
        return answer

    def upload(self, content: bytes) -> httpx.Response:
        return self.client.post("/uploads?kind=old_form", content=content)

    @property
    def history(self) -> dict[str, object]:
        seen: dict[str, object] = self.client.get("/chat/history").json()
        return seen

    @property
    def form(self) -> dict[str, object]:
        form = self.history["form"]
        assert isinstance(form, dict)
        return form

    @property
    def last(self) -> dict[str, object]:
        exchanges = self.history["exchanges"]
        assert isinstance(exchanges, list)
        last: dict[str, object] = exchanges[-1]
        return last


@pytest.fixture
def visitor(assistant: Assistant) -> Iterator[Page]:
    with httpx.Client(base_url=assistant.url, timeout=20) as client:
        yield Page(client)


def test_without_a_form_consent_comes_first_and_the_file_is_not_read(visitor: Page) -> None:
    answer = visitor.upload(FORM).json()
    assert answer["again"] is True
    assert visitor.form["field"] == "consent"
    assert visitor.last["said"] == "（发来一份旧表）"
    assert FULL["applicant_name"] not in str(visitor.history)
    visitor.say("同意")
    assert visitor.upload(FORM).json() == {
        "kind": "old_form",
        "message": "读好了，请在对话里一项项确认。",
        "again": False,
    }
    assert visitor.form["filled"] == {}
    assert FULL["enterprise_name"] in str(visitor.last["reply"])


@pytest.mark.parametrize("content", [FORM, talent_pool_sheet([FULL])], ids=["docx", "xlsx"])
def test_what_it_says_is_filled_in_by_confirming(visitor: Page, content: bytes) -> None:
    visitor.say("我要填登记表")
    visitor.say("同意")
    visitor.upload(content)
    assert visitor.form["filled"] == {}
    visitor.say("对")
    filled = visitor.form["filled"]
    assert isinstance(filled, dict)
    assert filled["enterprise_name"] == FULL["enterprise_name"]
    assert {key: FULL[key] for key in filled} == filled


def test_a_file_that_is_no_form_changes_nothing(visitor: Page) -> None:
    visitor.say("我要填登记表")
    visitor.say("同意")
    before = visitor.history
    refused = visitor.upload(b"%PDF-1.7 scanned")
    assert refused.status_code == 422
    assert ".docx" in refused.json()["error"]["message"]
    assert visitor.history == before


def test_a_form_is_no_cell_that_the_page_may_edit(visitor: Page) -> None:
    body = {"message_id": "1", "text": "{}", "field": "old_form"}
    assert visitor.client.post("/chat/messages", json=body).status_code == 400
