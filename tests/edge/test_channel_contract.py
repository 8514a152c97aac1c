"""What every channel keeps: REST, the web page and Telegram answer the same, each within its limits."""

from __future__ import annotations

import html
import re
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from starlette.testclient import TestClient

from bot.bootstrap import Settings
from bot.core.reply import Button, Reply
from bot.edge import telegram_outbox
from bot.edge.app import create_app
from bot.storage import PaperLinks, Storage
from tests.edge.conftest import QUICK
from tests.edge.fake_bot_api import TOKEN, FakeBotApi, Sent
from tests.edge.scripted import Scripted

HERE = "http://localhost:5005"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TABLE = "比一比：\n\n| 地方 | 学历 |\n|---|---|\n| 甘肃 | 本科 |\n| 广东（珠海） | 大专 |\n\n您在哪里？"


@dataclass
class Shown:
    """What a person sees of one reply."""

    text: str
    titles: list[str] = field(default_factory=list)
    files: list[tuple[str, bytes]] = field(default_factory=list)


class Channel(ABC):
    conversation: str

    def __init__(self, client: TestClient) -> None:
        self.client = client

    @abstractmethod
    def say(self, text: str, message: str) -> Shown: ...

    @abstractmethod
    def press(self, title: str) -> Shown: ...

    @abstractmethod
    def again(self, text: str, message: str) -> Shown | None:
        """The same message delivered once more; None where the person sees nothing new."""

    @abstractmethod
    def send_photo(self, photo: bytes) -> str:
        """What is said to somebody who sends a photo here."""

    @abstractmethod
    def reload(self) -> list[str]:
        """Everything that is there after coming back."""


class Rest(Channel):
    conversation = "rest:contract"

    def say(self, text: str, message: str) -> Shown:
        body = {"sender": "contract", "message": text, "message_id": message}
        answered = self.client.post("/webhooks/rest/webhook", json=body)
        assert answered.status_code == 200
        self.last = [self._shown(one) for one in answered.json()]
        self.buttons = {b["title"]: b["payload"] for one in answered.json() for b in one.get("buttons", [])}
        return self.last[-1]

    def _shown(self, message: dict[str, Any]) -> Shown:
        listed = message.get("custom", {}).get("documents", [])
        files = [(one["name"], self.client.get(one["url"]).content) for one in listed]
        return Shown(message.get("text", ""), [b["title"] for b in message.get("buttons", [])], files)

    def press(self, title: str) -> Shown:
        return self.say(self.buttons[title], f"pressed {title}")

    def again(self, text: str, message: str) -> Shown:
        return self.say(text, message)

    def send_photo(self, photo: bytes) -> str:
        refused = self.client.post("/uploads?kind=photo", content=photo)
        assert refused.status_code == 401  # programs have no session, and no files
        return str(refused.json()["error"]["message"])

    def reload(self) -> list[str]:
        return []  # a program keeps its own history


class Web(Channel):
    def __init__(self, client: TestClient, storage: Storage) -> None:
        super().__init__(client)
        client.get("/")
        with storage.read() as work:
            self.conversation = work.sessions.conversation(client.cookies["cqo_session"]) or ""

    def say(self, text: str, message: str) -> Shown:
        answered = self.client.post("/chat/messages", json={"message_id": message, "text": text})
        assert answered.status_code == 200
        return self._shown(answered.json()["reply"])

    def _shown(self, reply: dict[str, Any]) -> Shown:
        self.buttons = {b["title"]: b["say"] for b in reply["buttons"]}
        files = [(one["name"], self.client.get(one["url"]).content) for one in reply["documents"]]
        return Shown(_plain(reply["html"]), list(self.buttons), files)

    def press(self, title: str) -> Shown:
        return self.say(self.buttons[title], f"pressed {title}")

    def again(self, text: str, message: str) -> Shown:
        return self.say(text, message)

    def send_photo(self, photo: bytes) -> str:
        return str(self.client.post("/uploads?kind=photo", content=photo).json()["message"])

    def reload(self) -> list[str]:
        history = self.client.get("/chat/history").json()["exchanges"]
        return [_plain(one["reply"]["html"]) for one in history]


class Telegram(Channel):
    chat = 99
    conversation = "telegram:99"

    def __init__(self, client: TestClient, api: FakeBotApi) -> None:
        super().__init__(client)
        self.api, self.seen = api, 0
        self.updates: dict[str, dict[str, Any]] = {}

    def say(self, text: str, message: str) -> Shown:
        self.updates[message] = self.api.say(self.chat, text)
        return self._next()

    def _next(self) -> Shown:
        self.api.wait(self.chat, self.seen + 1)
        self.api.settle(0.3)
        new: list[Sent] = self.api.to(self.chat)[self.seen :]
        self.seen += len(new)
        text = "".join(_plain(one.text) for one in new if one.method == "sendMessage")
        titles = [title for one in new for title in one.titles]
        return Shown(text, titles, [one.file for one in new if one.file is not None])

    def press(self, title: str) -> Shown:
        self.api.press(self.chat, title)
        return self._next()

    def again(self, text: str, message: str) -> Shown | None:
        self.api.give_again(self.updates[message])
        self.api.settle(0.3)
        return self._next() if len(self.api.to(self.chat)) > self.seen else None

    def send_photo(self, photo: bytes) -> str:
        self.api.photo(self.chat)
        return self._next().text

    def reload(self) -> list[str]:
        return self.api.texts(self.chat)  # kept by Telegram


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeBotApi]:
    monkeypatch.setattr(telegram_outbox, "PACE_SECONDS", 0.01)
    with FakeBotApi() as started:
        yield started


@pytest.fixture
def engine(storage: Storage) -> Scripted:
    return Scripted(storage)


@pytest.fixture(params=["rest", "web", "telegram"])
def channel(
    request: pytest.FixtureRequest, settings: Settings, storage: Storage, engine: Scripted
) -> Iterator[Channel]:
    if request.param == "telegram":
        api = request.getfixturevalue("api")
        settings = replace(settings, telegram_token=TOKEN, telegram_api=api.url)
    with TestClient(create_app(settings, storage, engine, QUICK), base_url=HERE) as client:
        yield (
            Telegram(client, api)
            if request.param == "telegram"
            else (Web(client, storage) if request.param == "web" else Rest(client))
        )


def test_text(channel: Channel) -> None:
    assert channel.say("你好 <b>&", "1").text.strip() == "听到：你好 <b>&"


def test_bold_and_quoted_words_arrive_as_words(channel: Channel, engine: Scripted) -> None:
    engine.script["问"] = Reply("**不行。**甘肃要本科。\n\n> 依据 某发〔2021〕1号：“具有本科以上学历”")
    shown = channel.say("问", "1").text
    assert "不行。" in shown
    assert "“具有本科以上学历”" in shown
    assert ("**" in shown) == isinstance(channel, Rest)  # programs get the Markdown


def test_buttons_say_what_they_stand_for(channel: Channel, engine: Scripted) -> None:
    engine.script["问"] = Reply("您在哪里？", [Button("甘肃", "我在甘肃省兰州市"), Button("广东", "我在广东")])
    assert channel.say("问", "1").titles == ["甘肃", "广东"]
    assert channel.press("甘肃").text.strip() == "听到：我在甘肃省兰州市"
    assert engine.order == ["问", "我在甘肃省兰州市"]


def test_a_table_can_be_read(channel: Channel, engine: Scripted) -> None:
    engine.script["比"] = Reply(TABLE)
    words = re.findall(r"甘肃|广东（珠海）|本科|大专|您在哪里？", channel.say("比", "1").text)
    assert words == ["甘肃", "本科", "广东（珠海）", "大专", "您在哪里？"]


def test_a_form_turn_asks_takes_and_goes_on(channel: Channel, engine: Scripted) -> None:
    def form(key: str | None, filled: dict[str, str]) -> dict[str, Any]:
        progress = {"done": len(filled), "total": 38}
        return {"form": {"form": "registration", "field": key, "filled": filled, "missing": [], "progress": progress}}

    engine.script["登记"] = Reply("**1/38 规模**：是？", [Button.of("小型")], form("enterprise_size", {}))
    engine.script["小型"] = Reply(
        "记下了。**2/38 产品**：有哪些？", [], form("main_products", {"enterprise_size": "小型"})
    )
    assert channel.say("登记", "1").titles == ["小型"]
    assert "2/38 产品" in channel.press("小型").text
    assert engine.order == ["登记", "小型"]


def test_a_document_arrives_whole_with_its_name(
    channel: Channel, engine: Scripted, storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.edge.preview.available", lambda: False)  # the paper itself, whatever can print it
    with storage.write() as work:
        draft = work.drafts.create(channel.conversation)
        paper = work.documents.add(draft.id, 1, "登记表-测试姓名丁.docx", DOCX, b"PK the paper")
    url = PaperLinks(storage.keyring).sign(paper.id, None, paper.name)
    listed = {"name": paper.name, "media_type": DOCX, "url": url}
    engine.script["材料"] = Reply("做好了，还没交。", [], {"documents": [listed]})
    assert channel.say("材料", "1").files == [("登记表-测试姓名丁.docx", b"PK the paper")]


def test_a_photo_is_taken_or_shown_where_to_go(
    channel: Channel, engine: Scripted, storage: Storage, tmp_path: Path
) -> None:
    with storage.turn("before", channel.conversation, "web") as unit:
        draft = unit.drafts.create(channel.conversation, "2026-11")
        unit.conversation.draft_id = draft.id
        unit.commit(Reply("好，我们开始。"))
    picture = BytesIO()
    Image.effect_noise((413, 579), 40).convert("RGB").save(picture, "JPEG")
    said = channel.send_photo(picture.getvalue())
    assert re.search(r"收到|页面|网页", said)
    assert engine.order == []
    with storage.read() as work:
        assert work.attachments.kinds(draft.id) == ({"photo"} if isinstance(channel, Web) else set())


def test_a_long_answer_arrives_whole(channel: Channel, engine: Scripted) -> None:
    sentence = "这一句话不长也不短，"
    engine.script["长"] = Reply(sentence * 999 + "完。")
    assert re.sub(r"\s", "", channel.say("长", "1").text) == sentence * 999 + "完。"


def test_a_text_that_is_too_long_is_refused_politely_and_changes_nothing(channel: Channel, engine: Scripted) -> None:
    assert "最多" in channel.say("长" * 10_001, "1").text
    assert engine.calls == 0


def test_a_message_as_long_as_may_be_is_heard_whole(channel: Channel, engine: Scripted) -> None:
    channel.say("长" * 4_000, "1")
    assert engine.order == ["长" * 4_000]


def test_after_a_reload_everything_said_is_there_and_buttons_work(channel: Channel, engine: Scripted) -> None:
    engine.script["问"] = Reply("您在哪里？", [Button.of("甘肃")])
    channel.say("你好", "1")
    channel.say("问", "2")
    assert channel.reload() in ([], ["听到：你好", "您在哪里？"])
    assert channel.press("甘肃").text.strip() == "听到：甘肃"


def test_a_duplicate_delivery_has_one_effect_and_no_other_answer(channel: Channel, engine: Scripted) -> None:
    first = channel.say("你好", "1")
    for _ in range(2):
        assert channel.again("你好", "1") in (None, first)
    assert engine.order == ["你好"]


def test_a_dead_engine_is_said_and_the_answer_follows(channel: Channel, engine: Scripted) -> None:
    engine.mood = "down"
    assert "已存好" in channel.say("你好", "1").text
    engine.mood = "well"
    later = channel._next() if isinstance(channel, Telegram) else channel.again("你好", "1")
    assert later is not None
    assert later.text.strip() == "听到：你好"
    assert engine.order == ["你好"]


def _plain(markup: str) -> str:
    """Words of HTML, the page's or Telegram's."""
    return html.unescape(re.sub(r"<[^>]+>", "", markup)).strip()
