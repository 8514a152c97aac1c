"""A conversation goes on in another browser: by a link that opens once, or by 材料编号 and a second factor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from bot.bootstrap import Settings, SettingWrong, read_settings
from bot.edge.app import create_app
from bot.edge.handoff import LINK_LASTS
from bot.storage import Storage
from tests.edge.conftest import QUICK, StubEngine

OWNER, REFERENCE = "telegram:7", "CQO-ABCD2345"
SITE = "http://localhost:5005"


@pytest.fixture
def app(settings: Settings, storage: Storage, engine: StubEngine) -> Starlette:
    return create_app(replace(settings, base_url=SITE), storage, engine, QUICK)


@pytest.fixture
def browser(app: Starlette) -> Iterator[TestClient]:
    with TestClient(app, base_url=SITE, follow_redirects=False) as opened:
        yield opened


@pytest.fixture
def draft(storage: Storage) -> str:
    with storage.turn("said", OWNER, "telegram") as unit:
        made = unit.drafts.create(OWNER)
        made.values = {"id_number": "11010519491231002X", "mobile": "13800138000"}
        made.reference = REFERENCE
        unit.drafts.save(made)
        unit.conversation.draft_id = made.id
        from bot.core.reply import Reply

        unit.commit(Reply("请到网页上填。"))
    return made.id


def offer(storage: Storage, draft: str | None) -> str:
    with storage.write() as work:
        return work.handoffs.offer(OWNER, draft, LINK_LASTS)


def test_a_link_opens_the_conversation_and_the_form_goes_on(
    browser: TestClient, storage: Storage, draft: str, engine: StubEngine
) -> None:
    link = f"/go/{offer(storage, draft)}"
    assert browser.get(link).status_code == 200
    assert engine.order == []  # looking does nothing
    opened = browser.post(link, headers={"origin": SITE})
    assert (opened.status_code, opened.headers["location"]) == (303, "/")
    said = [one["said"] for one in browser.get("/chat/history").json()["exchanges"]]
    assert said == [None, "继续填表"]


def test_a_messenger_that_fetches_the_link_does_not_use_it_up(
    browser: TestClient, storage: Storage, draft: str
) -> None:
    link = f"/go/{offer(storage, draft)}"
    for _ in range(3):
        browser.get(link)
        browser.head(link)
    assert browser.post(link).status_code == 303


def test_a_link_opens_once_and_nobody_else_gets_in(
    app: Starlette, browser: TestClient, storage: Storage, draft: str
) -> None:
    link = f"/go/{offer(storage, draft)}"
    browser.post(link)
    other = TestClient(app, base_url=SITE, follow_redirects=False)
    refused = other.post(link)
    assert refused.status_code == 410
    assert "set-cookie" not in refused.headers
    assert other.post("/go/guessed").status_code == 410
    assert other.get("/chat/history").status_code == 401


def test_a_link_is_over_after_half_an_hour(
    browser: TestClient, storage: Storage, draft: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = f"/go/{offer(storage, draft)}"
    monkeypatch.setattr(storage, "_now", lambda: datetime.now(timezone.utc) + timedelta(minutes=31))
    assert browser.post(link).status_code == 410


def test_another_sites_page_cannot_open_it(browser: TestClient, storage: Storage, draft: str) -> None:
    link = f"/go/{offer(storage, draft)}"
    assert browser.post(link, headers={"origin": "https://evil.example"}).status_code == 403
    assert browser.post(link, headers={"origin": SITE}).status_code == 303


def test_the_page_tells_browsers_to_say_where_its_form_comes_from(browser: TestClient) -> None:
    assert browser.get("/go/x").headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize(
    ("number", "last"),
    [
        (REFERENCE, "002X"),
        ("cqo-abcd2345", "002x"),
        ("ＣＱＯ ＡＢＣＤ２３４５", "８０００"),
        (REFERENCE, "8000"),
    ],
)
def test_the_number_with_a_second_factor_opens_it(
    browser: TestClient, draft: str, number: str, last: str, engine: StubEngine
) -> None:
    assert browser.post("/resume", data={"number": number, "last": last}).status_code == 303
    assert engine.order == ["继续填表"]
    assert browser.get("/chat/history").status_code == 200


@pytest.mark.parametrize(
    ("number", "last"), [(REFERENCE, "0000"), (REFERENCE, ""), ("CQO-ZZZZ9999", "8000"), ("", ""), (REFERENCE, "X")]
)
def test_what_does_not_fit_opens_nothing(browser: TestClient, draft: str, number: str, last: str) -> None:
    refused = browser.post("/resume", data={"number": number, "last": last})
    assert refused.status_code == 403
    assert "对不上" in refused.text
    assert "set-cookie" not in refused.headers


def test_five_wrong_tries_lock_it_for_an_hour_even_for_the_right_answer(
    browser: TestClient, storage: Storage, draft: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(5):
        assert "对不上" in browser.post("/resume", data={"number": REFERENCE, "last": "1111"}).text
    locked = browser.post("/resume", data={"number": REFERENCE, "last": "8000"})
    assert (locked.status_code, "一小时" in locked.text) == (403, True)
    assert "set-cookie" not in locked.headers
    monkeypatch.setattr(storage, "_now", lambda: datetime.now(timezone.utc) + timedelta(minutes=61))
    assert browser.post("/resume", data={"number": REFERENCE, "last": "8000"}).status_code == 303
    with storage.read() as work:
        assert work.audit.first_broken() is None


def test_what_is_typed_is_shown_as_text(browser: TestClient) -> None:
    shown = browser.get("/resume", params={"number": '"><script>alert(1)</script>'}).text
    assert "<script>" not in shown


def test_a_form_without_a_second_factor_cannot_be_opened_by_its_number(browser: TestClient, storage: Storage) -> None:
    with storage.write() as work:
        made = work.drafts.create(OWNER)
        made.reference = "CQO-EMPTY222"
        work.drafts.save(made)
    assert browser.post("/resume", data={"number": "CQO-EMPTY222", "last": ""}).status_code == 403


@pytest.mark.parametrize(
    "wrong",
    [
        {"CQO_PROFILE": "production", "CQO_TELEGRAM_TOKEN": "1:a"},
        {"CQO_PROFILE": "production", "CQO_TELEGRAM_TOKEN": "1:a", "CQO_TELEGRAM_SECRET": "s" * 16},
        {"CQO_TELEGRAM_SECRET": "短"},
    ],
)
def test_telegram_in_production_needs_a_secret_and_an_address(wrong: dict[str, str]) -> None:
    with pytest.raises(SettingWrong):
        read_settings(wrong)
