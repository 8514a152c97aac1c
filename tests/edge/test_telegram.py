"""Telegram against a Bot API of the tests' own: one effect per message, in order, whatever the network does."""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from bot.bootstrap import Settings
from bot.core.reply import Button, Reply
from bot.edge import telegram_outbox
from bot.edge.app import create_app
from bot.edge.incoming import effect_id
from bot.edge.telegram_line import WEBHOOK
from bot.storage import Storage, schema
from tests.edge.conftest import QUICK
from tests.edge.fake_bot_api import TOKEN, FakeBotApi, _until, flooded
from tests.edge.scripted import Scripted

ME = 4242
SECRET = "a-secret-of-the-tests"
Start = Callable[[], AbstractContextManager[TestClient]]


@pytest.fixture(autouse=True)
def quick_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telegram_outbox, "PACE_SECONDS", 0.01)
    monkeypatch.setattr(telegram_outbox, "FIRST_PAUSE", 0.05)


@pytest.fixture
def api() -> Iterator[FakeBotApi]:
    with FakeBotApi() as started:
        yield started


@pytest.fixture
def engine(storage: Storage) -> Scripted:
    return Scripted(storage)


@pytest.fixture
def start(settings: Settings, storage: Storage, engine: Scripted, api: FakeBotApi) -> Start:
    chosen = replace(settings, telegram_token=TOKEN, telegram_api=api.url)

    def started() -> AbstractContextManager[TestClient]:
        patience = replace(QUICK, reply=8.0)  # many updates at once, on a busy machine
        return TestClient(
            create_app(chosen, storage, engine, patience), base_url=chosen.page_url, follow_redirects=False
        )

    return started


@pytest.fixture
def running(start: Start) -> Iterator[TestClient]:
    with start() as client:
        yield client


@pytest.fixture
def webhook(settings: Settings, storage: Storage, engine: Scripted, api: FakeBotApi) -> Iterator[TestClient]:
    chosen = replace(
        settings,
        telegram_token=TOKEN,
        telegram_api=api.url,
        telegram_secret=SECRET,
        base_url="https://cqo.example.cn",
        profile="production",
    )
    with TestClient(create_app(chosen, storage, engine, QUICK), base_url="https://cqo.example.cn") as client:
        yield client


def post(client: TestClient, update: dict[str, object], secret: str | None = SECRET) -> int:
    headers = {"x-telegram-bot-api-secret-token": secret} if secret is not None else {}
    return client.post(WEBHOOK, json=update, headers=headers).status_code


# ---- replies ----


def test_a_message_gets_its_reply_with_buttons(running: TestClient, api: FakeBotApi) -> None:
    api.say(ME, "你好")
    (sent,) = api.wait(ME, 1)
    assert (sent.text, sent.titles, sent.parse_mode) == ("听到：你好", ["继续"], "HTML")


def test_a_pressed_button_says_its_text_once(running: TestClient, api: FakeBotApi, engine: Scripted) -> None:
    long = "一段比六十四个字节长得多的话，" * 5
    engine.script["问"] = Reply("选哪个？", [Button("甲", long), Button("乙", "乙")])
    api.say(ME, "问")
    (question,) = api.wait(ME, 1)
    api.press(ME, "甲", question)
    api.press(ME, "甲", question)
    api.press(ME, "乙", question)
    api.wait(ME, 2)
    api.settle()
    assert engine.order == ["问", long]
    assert len(api.to(ME)) == 2
    assert [name for name, _ in api.calls].count("answerCallbackQuery") == 3


def test_a_button_of_an_earlier_reply_is_not_taken_for_an_answer(
    running: TestClient, api: FakeBotApi, engine: Scripted
) -> None:
    engine.script["问"] = Reply("对吗？", [Button("对", "对")])
    api.say(ME, "问")
    (question,) = api.wait(ME, 1)
    api.say(ME, "别的")
    api.wait(ME, 2)
    api.press(ME, "对", question)
    api.settle()
    assert engine.order == ["问", "别的"]
    assert any("前面的" in data.get("text", "") for name, data in api.calls if name == "answerCallbackQuery")


def test_a_long_answer_comes_in_pieces_with_the_buttons_on_the_last(
    running: TestClient, api: FakeBotApi, engine: Scripted
) -> None:
    engine.script["长"] = Reply("这一句不长，但有很多遍。" * 900, [Button.of("继续")])
    api.say(ME, "长")
    *first, last = api.wait(ME, 3)
    assert "".join(one.text for one in [*first, last]) == "这一句不长，但有很多遍。" * 900
    assert [one.titles for one in first] == [[]] * len(first)
    assert last.titles == ["继续"]


def test_a_layout_telegram_refuses_is_sent_as_plain_text(
    running: TestClient, api: FakeBotApi, engine: Scripted
) -> None:
    engine.script["粗"] = Reply("**不行。**甘肃要本科 <5 年。")
    api.failures = [{"error_code": 400, "description": "Bad Request: can't parse entities"}]
    api.say(ME, "粗")
    (sent,) = api.wait(ME, 1)
    assert (sent.text, sent.parse_mode) == ("不行。甘肃要本科 <5 年。", None)


# ---- one effect, in order ----


def test_updates_delivered_three_times_and_out_of_order_have_one_effect_in_order(
    start: Start, api: FakeBotApi, engine: Scripted
) -> None:
    api.repeats, api.shuffled = 3, True
    texts = [f"第{number}句话" for number in range(6)]
    for text in texts:
        api.say(ME, text)
    with start():
        api.wait(ME, 6)
        api.settle()
    assert engine.order == texts
    assert api.texts(ME) == [f"听到：{text}" for text in texts]


def test_a_webhook_restores_the_order_and_takes_each_update_once(
    webhook: TestClient, api: FakeBotApi, engine: Scripted
) -> None:
    updates = [api.make(api.say(ME, f"第{number}句话")) for number in range(4)]
    for at in (1, 0, 3, 2, 1, 3):
        assert post(webhook, updates[at]) == 200
    api.wait(ME, 4)
    time.sleep(0.5)
    assert engine.order == [f"第{number}句话" for number in range(4)]
    assert len(api.to(ME)) == 4


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x"])
def test_a_webhook_without_the_secret_is_refused(
    webhook: TestClient, api: FakeBotApi, engine: Scripted, storage: Storage, secret: str | None
) -> None:
    assert post(webhook, api.make(api.say(ME, "假的")), secret) == 403
    assert engine.calls == 0


def test_a_webhook_refuses_what_is_too_large_or_no_update(webhook: TestClient) -> None:
    assert post(webhook, {"update_id": 1, "x": "长" * 200_000}) == 413
    assert post(webhook, {"hello": "world"}) == 400


def test_the_webhook_is_announced_with_its_secret(webhook: TestClient, api: FakeBotApi) -> None:
    _until(lambda: any(name == "setWebhook" for name, _ in api.calls))
    (data,) = (data for name, data in api.calls if name == "setWebhook")
    assert (data["url"], data["secret_token"]) == (f"https://cqo.example.cn{WEBHOOK}", SECRET)


def test_an_update_is_stored_encrypted_before_it_is_confirmed_and_emptied_after(
    running: TestClient, api: FakeBotApi, engine: Scripted, storage: Storage
) -> None:
    engine.mood = "down"
    update = api.say(ME, "还没有人回答的话")
    api.wait(ME, 1)
    with storage.engine.connect() as connection:
        table = schema.inbox
        raw = connection.exec_driver_sql("select text from inbox where message_id like 'tg:%'").scalar_one()
        row = connection.execute(table.select().where(table.c.message_id == f"tg:{update['update_id']}")).one()
    assert "还没有人回答的话".encode() not in raw
    assert json.loads(row.text)["message"]["text"] == "还没有人回答的话"
    engine.mood = "well"
    api.wait(ME, 2)
    _until(lambda: not _unfinished(storage))


def test_an_update_that_cannot_be_stored_is_not_confirmed(
    running: TestClient, api: FakeBotApi, engine: Scripted, storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.storage.updates import Updates

    put, failures = Updates.put, [OSError("disk full")] * 2

    def failing(self: Updates, key: str, service: str, content: str) -> bool:
        if failures:
            raise failures.pop()
        return put(self, key, service, content)

    monkeypatch.setattr(Updates, "put", failing)
    api.say(ME, "别丢了")
    api.wait(ME, 1)
    assert engine.order == ["别丢了"]


def test_what_was_stored_before_a_kill_is_answered_after_it_once(
    start: Start, api: FakeBotApi, engine: Scripted, storage: Storage
) -> None:
    """Three updates: one not begun, one answered and not sent, one waiting in the delivery's inbox."""
    conversation = f"telegram:{ME}"
    updates = [api.make(api.say(ME, f"第{number}句话")) for number in range(3)]
    with storage.write() as work:
        for update in updates:
            work.updates.put(f"tg:{update['update_id']}", "telegram", json.dumps(update))
        for update in updates[:2]:
            turn = effect_id(conversation, f"tg:{update['update_id']}")
            work.inbox.put(turn, conversation, "telegram", update["message"]["text"])
    with storage.turn(effect_id(conversation, f"tg:{updates[0]['update_id']}"), conversation) as unit:
        unit.commit(Reply("听到：第0句话"))
    with start():
        api.wait(ME, 3)
        for update in updates:
            api.give_again(update)
        api.settle()
    assert api.texts(ME) == ["听到：第0句话", "听到：第1句话", "听到：第2句话"]
    assert engine.order == ["第1句话", "第2句话"]
    with start():
        for update in updates:
            api.give_again(update)
        api.settle()
    assert len(api.to(ME)) == 3
    assert _unfinished(storage) == []


def test_twenty_messages_at_once_are_answered_in_order(running: TestClient, api: FakeBotApi, engine: Scripted) -> None:
    texts = [f"问题{number}是什么？" for number in range(20)]
    for text in texts:
        api.say(ME, text)
    api.wait(ME, 20)
    assert engine.order == texts
    assert api.texts(ME) == [f"听到：{text}" for text in texts]


def test_one_flooded_chat_does_not_hold_up_another(running: TestClient, api: FakeBotApi) -> None:
    api.failures = [flooded(1)]
    api.say(ME, "先")
    _until(lambda: not api.failures)
    api.say(ME + 1, "后")
    api.wait(ME + 1, 1)
    api.wait(ME, 1)
    first, other = api.to(ME)[0], api.to(ME + 1)[0]
    assert other.at < first.at


def test_a_flood_limit_is_waited_out_and_the_message_sent_once(running: TestClient, api: FakeBotApi) -> None:
    api.failures = [flooded(1)]
    api.say(ME, "你好")
    started = time.monotonic()
    (sent,) = api.wait(ME, 1)
    assert sent.at - started >= 1.0
    api.settle()
    assert len(api.to(ME)) == 1


def test_one_chat_gets_a_message_a_second(start: Start, api: FakeBotApi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telegram_outbox, "PACE_SECONDS", 0.8)
    with start():
        for text in ("一", "二", "三"):
            api.say(ME, f"{text}是什么？")
        times = [one.at for one in api.wait(ME, 3)]
    # A message may arrive late on a busy machine, and the next then sooner after it.
    assert all(later - earlier >= 0.4 for earlier, later in itertools.pairwise(times))


def test_a_reply_that_did_not_get_through_is_sent_again(running: TestClient, api: FakeBotApi) -> None:
    api.failures = [{"error_code": 502, "description": "Bad Gateway"}] * 2
    api.say(ME, "你好")
    assert [one.text for one in api.wait(ME, 1)] == ["听到：你好"]


def test_somebody_who_blocked_the_bot_is_let_go(running: TestClient, api: FakeBotApi, storage: Storage) -> None:
    api.failures = [{"error_code": 403, "description": "Forbidden: bot was blocked by the user"}]
    api.say(ME, "你好")
    _until(lambda: not api.failures)
    _until(lambda: not _unfinished(storage))
    assert api.to(ME) == []


def test_a_dead_engine_is_said_once_and_every_reply_follows(
    running: TestClient, api: FakeBotApi, engine: Scripted
) -> None:
    engine.mood = "down"
    for number in range(3):
        api.say(ME, f"第{number}句话")
    api.wait(ME, 1)
    time.sleep(1.2)
    assert ["已存好" in text for text in api.texts(ME)] == [True]
    engine.mood = "well"
    api.wait(ME, 4)
    api.settle()
    assert api.texts(ME)[1:] == [f"听到：第{number}句话" for number in range(3)]


def test_telegram_out_of_reach_keeps_nothing_else_from_working(
    settings: Settings, storage: Storage, engine: Scripted
) -> None:
    lost = replace(settings, telegram_token=TOKEN, telegram_api="http://127.0.0.1:9")
    with TestClient(create_app(lost, storage, engine, QUICK), base_url=lost.page_url) as client:
        assert client.get("/").status_code == 200
        answered = client.post("/webhooks/rest/webhook", json={"sender": "a", "message": "你好"})
    assert answered.json()[0]["text"] == "听到：你好"


# ---- what is not a message ----


def test_an_edit_asks_and_runs_nothing_until_it_is_confirmed(
    running: TestClient, api: FakeBotApi, engine: Scripted
) -> None:
    api.say(ME, "甘肃的学历？")
    api.wait(ME, 1)
    api.edit(ME, "广东的学历？")
    asked = api.wait(ME, 2)[-1]
    assert "要更正吗？" in asked.text
    assert engine.order == ["甘肃的学历？"]
    api.press(ME, asked.titles[0])
    api.wait(ME, 3)
    assert engine.order == ["甘肃的学历？", "广东的学历？"]


def test_photos_and_files_are_refused_with_the_way_to_the_page(
    running: TestClient, api: FakeBotApi, engine: Scripted
) -> None:
    api.photo(ME)
    api.document(ME)
    for sent in api.wait(ME, 2):
        assert "网页" in sent.text
        assert "/go/" in sent.text
    assert engine.order == []
    assert not any(name == "getFile" for name, _ in api.calls)


def test_what_is_written_under_a_photo_is_answered(running: TestClient, api: FakeBotApi, engine: Scripted) -> None:
    api.photo(ME, "照片要几寸的？")
    assert [one.text for one in api.wait(ME, 2)][1] == "听到：照片要几寸的？"


def test_start_and_help_are_words_and_other_commands_mean_nothing(
    running: TestClient, api: FakeBotApi, engine: Scripted
) -> None:
    for text in ("/start", "/help@cqo_test_bot", "/restart"):
        api.say(ME, text)
    api.wait(ME, 3)
    assert engine.order == ["你好", "你能做什么", "/restart"]


def test_groups_are_asked_to_write_in_private(running: TestClient, api: FakeBotApi, engine: Scripted) -> None:
    api.say(-77, "/start")
    assert "私聊" in api.wait(-77, 1)[0].text
    assert engine.order == []


def test_an_update_of_an_unknown_shape_stops_nothing(running: TestClient, api: FakeBotApi) -> None:
    api.give({"message": {"message_id": 1, "date": 1, "chat": {"id": ME, "type": "private"}}})
    api.give({"poll": {"id": "1"}})
    api.say(ME, "你好")
    _until(lambda: "听到：你好" in api.texts(ME))


def _unfinished(storage: Storage) -> list[tuple[str, str]]:
    with storage.read() as work:
        return work.updates.unfinished("telegram")
