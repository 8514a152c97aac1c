"""A registration that starts in the chat, is filled in on the page, and comes back with its papers. The real assistant."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from starlette.testclient import TestClient

from bot.bootstrap import Settings, build_knowledge_base, build_storage, read_settings
from bot.core.conversation import Message
from bot.edge import telegram_outbox, throttle
from bot.edge.app import create_app
from bot.services.assistant import Assistant
from bot.storage import Storage
from tests.edge.fake_bot_api import TOKEN, FakeBotApi

ME = 515
HERE = "http://localhost:5005"
PERSONAL = {"name": "测试姓名丙", "id_number": "11010519491231002X", "mobile": "13800138000"}


class DirectEngine:
    """The assistant without Rasa in between."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    async def understand(self, message: Message) -> None:
        await asyncio.to_thread(
            self._assistant.handle,
            message.id,
            message.conversation_id,
            message.text,
            message.channel,
            None,
            message.field,
        )


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return read_settings({"CQO_DATA_DIR": str(tmp_path_factory.mktemp("telegram"))})


@pytest.fixture(scope="module")
def storage(settings: Settings) -> Iterator[Storage]:
    opened = build_storage(settings)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def assistant(settings: Settings, storage: Storage) -> Assistant:
    """One for all: its index takes seconds to build."""
    return Assistant(storage, build_knowledge_base(settings), operator="测试单位", retention_days=180)


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeBotApi]:
    monkeypatch.setattr(telegram_outbox, "PACE_SECONDS", 0.01)
    monkeypatch.setattr(throttle, "PER_SESSION", 1000)
    with FakeBotApi() as started:
        yield started


@pytest.fixture
def site(settings: Settings, storage: Storage, api: FakeBotApi, assistant: Assistant) -> Iterator[TestClient]:
    storage.forget(f"telegram:{ME}")
    chosen = replace(settings, telegram_token=TOKEN, telegram_api=api.url, base_url=HERE)
    app = create_app(chosen, storage, DirectEngine(assistant))
    with TestClient(app, base_url=HERE, follow_redirects=False) as client:
        yield client
        api.settle(0.3)  # a stop between sending and noting it as sent would send it again to the next test


def another_browser(site: TestClient) -> TestClient:
    site.cookies.clear()
    return site


class Page:
    """The chat page of whoever opened it."""

    def __init__(self, client: TestClient) -> None:
        self.client, self.count = client, 0

    def say(self, text: str) -> dict[str, Any]:
        self.count += 1
        body = {"message_id": f"p{self.count}", "text": text}
        answered = self.client.post("/chat/messages", json=body, headers={"origin": HERE})
        assert answered.status_code == 200, answered.text
        whole: dict[str, Any] = answered.json()
        return whole

    def fill(self) -> dict[str, Any]:
        """Everything that is known, the rest left open, and the summary confirmed."""
        self.say("同意")
        self.say("单位名称：珠海市示例电器有限公司")
        self.say(f"姓名：{PERSONAL['name']}，身份证号：{PERSONAL['id_number']}，手机：{PERSONAL['mobile']}")
        for _ in range(90):
            if self.say("先空着，以后补")["form"]["field"] == "confirm":
                break
        return self.say("确认提交")


def link_in(text: str) -> str:
    found = re.search(r"http://localhost:5005(/go/\S+)", text)
    assert found, text
    return found[1]


def ask(api: FakeBotApi, text: str) -> str:
    before = len(api.to(ME))
    api.say(ME, text)
    return api.wait(ME, before + 1)[-1].text


def test_a_question_and_a_decision_in_the_chat(site: TestClient, api: FakeBotApi) -> None:
    assert "本科" in ask(api, "甘肃的首席质量官要什么学历？")
    assert ask(api, "我大专毕业，干质检四年，在珠海能当首席质量官吗？")
    assert not any("/go/" in text for text in api.texts(ME))


def test_a_registration_goes_through_the_link_and_comes_back_with_the_papers(
    site: TestClient, api: FakeBotApi, storage: Storage
) -> None:
    api.say(ME, "我要填登记表")
    (opened,) = api.wait(ME, 1)
    link = link_in(opened.text)
    assert site.post(link).status_code == 303
    history = site.get("/chat/history").json()["exchanges"]
    assert [one["said"] for one in history] == ["我要填登记表", "继续填表"]
    assert "谁在收" in history[-1]["reply"]["html"]
    assert Page(site).fill()["reply"]["documents"]

    sent = api.wait(ME, 5)
    assert "网页上填好了" in sent[1].text
    assert "CQO-" in sent[1].text
    name, content = api.files(ME)[0]
    assert name.endswith(".docx")
    assert PERSONAL["name"] in "".join(
        cell.text for table in Document(BytesIO(content)).tables for row in table.rows for cell in row.cells
    )
    assert not any(value in text for text in api.texts(ME) for value in PERSONAL.values())
    api.settle()
    assert len(api.files(ME)) == 3

    assert "/go/" in ask(api, "手机改成 13900139000")
    before = len(api.files(ME))
    api.say(ME, "把登记表再发给我")
    api.wait(ME, len(api.to(ME)) + 1)
    api.settle()
    assert len(api.files(ME)) == before + 3


def test_the_chat_never_asks_for_nor_takes_a_personal_value(
    site: TestClient, api: FakeBotApi, storage: Storage
) -> None:
    ask(api, "我要填登记表")
    site.post(link_in(api.texts(ME)[-1]))
    Page(site).say("同意")
    for text in (f"身份证号 {PERSONAL['id_number']}", f"手机 {PERSONAL['mobile']}", "看看我填了什么", "继续填表"):
        assert "/go/" in ask(api, text)
    with storage.read() as work:
        (draft,) = work.drafts.of(f"telegram:{ME}")
    assert draft.values == {}


def test_every_link_is_new_and_an_old_one_stays_used(site: TestClient, api: FakeBotApi) -> None:
    first = link_in(ask(api, "我要填登记表"))
    second = link_in(ask(api, "继续填表"))
    assert first != second
    assert site.post(second).status_code == 303
    assert site.post(second).status_code == 410


def test_a_photo_goes_to_the_same_draft_by_the_link(site: TestClient, api: FakeBotApi, storage: Storage) -> None:
    ask(api, "我要填登记表")
    site.post(link_in(api.texts(ME)[-1]))
    Page(site).say("同意")
    api.photo(ME)
    link = link_in(api.wait(ME, 2)[-1].text)
    other = another_browser(site)
    assert other.post(link).status_code == 303
    assert other.get("/uploads").status_code == 200


def test_deleting_in_the_chat_deletes_what_the_page_has(site: TestClient, api: FakeBotApi, storage: Storage) -> None:
    ask(api, "我要填登记表")
    site.post(link_in(api.texts(ME)[-1]))
    Page(site).fill()
    api.wait(ME, 5)
    assert "删除" in ask(api, "删除我的资料")
    with storage.read() as work:
        assert work.drafts.of(f"telegram:{ME}") == []


def test_a_web_draft_goes_on_elsewhere_by_its_number(site: TestClient, storage: Storage) -> None:
    site.get("/")
    web = Page(site)
    web.say("我要填登记表")
    web.say("同意")
    web.say(f"手机：{PERSONAL['mobile']}")
    paused = web.say("先停一下，晚点接着填")["reply"]["html"]
    number = re.search(r"CQO-\w{8}", paused)
    assert number
    other = another_browser(site)
    assert other.post("/resume", data={"number": number[0], "last": "8000"}).status_code == 303
    last = other.get("/chat/history").json()["exchanges"][-1]
    assert last["said"] == "继续填表"
    assert "单位名称" in last["reply"]["html"]
