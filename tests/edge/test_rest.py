"""REST as Rasa's: one message per reply; bad bodies get a 4xx and one sentence."""

from __future__ import annotations

import json
import time

import pytest
from starlette.testclient import TestClient

from tests.edge.conftest import StubEngine

WEBHOOK = "/webhooks/rest/webhook"


def test_a_turn_has_rasas_shape(client: TestClient) -> None:
    response = client.post(WEBHOOK, json={"sender": "a", "message": "你好"})
    assert response.status_code == 200
    assert response.json() == [
        {
            "recipient_id": "a",
            "text": "听到：你好",
            "buttons": [{"title": "继续", "payload": "继续"}],
            "custom": {"answer": {"kind": "smalltalk", "citations": []}, "said": "你好"},
        }
    ]


@pytest.mark.parametrize("message", ["", "👍", "长" * 10_000, "/intent{}", None, 5, ["x"]])
def test_any_message_gets_a_normal_answer(client: TestClient, message: object) -> None:
    response = client.post(WEBHOOK, json={"sender": "a", "message": message})
    assert response.status_code == 200
    assert response.json()[0]["text"]


def test_a_message_that_is_too_long_gets_a_polite_reply(client: TestClient) -> None:
    [reply] = client.post(WEBHOOK, json={"sender": "a", "message": "a" * 12_000}).json()
    assert reply["custom"]["error"] == {"code": "too_long", "saved": False}
    assert "12000" in reply["text"]


@pytest.mark.parametrize("sender", [None, "", "  ", 5, ["a"], "x" * 201, "a\x00", "\ud800"])
def test_a_missing_sender_is_refused(client: TestClient, engine: StubEngine, sender: object) -> None:
    response = client.post(WEBHOOK, content=json.dumps({"sender": sender, "message": "你好"}))
    assert response.status_code == 400
    assert "sender" in response.json()["error"]["message"]
    assert engine.calls == 0


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b"null", 400),
        (b"7", 400),
        (b'"text"', 400),
        (b'{"sender": "a", "message": "\xff\xfe"}', 400),
        (b"[" * 60_000, 400),
        (b'{"sender": "a", "message": "' + b"x" * 70_000 + b'"}', 413),
        (b" " * 1_000_000, 413),
    ],
)
def test_a_malformed_body_is_refused_with_one_sentence(client: TestClient, body: bytes, status: int) -> None:
    response = client.post(WEBHOOK, content=body)
    assert response.status_code == status
    assert response.json()["error"]["message"].endswith("。")


def test_a_body_that_hides_its_length_is_refused_too(client: TestClient) -> None:
    response = client.post(WEBHOOK, content=iter([b"x" * 40_000] * 3))
    assert response.status_code == 413


def test_the_same_message_id_has_one_effect(client: TestClient, engine: StubEngine) -> None:
    body = {"sender": "a", "message": "你好", "message_id": "m1"}
    assert client.post(WEBHOOK, json=body).json() == client.post(WEBHOOK, json=body).json()
    assert engine.order == ["你好"]


def test_a_late_reply_stands_before_the_next_one_without_custom(client: TestClient, engine: StubEngine) -> None:
    engine.mood = "down"
    [told] = client.post(WEBHOOK, json={"sender": "a", "message": "第一句"}).json()
    assert told["custom"]["error"] == {"code": "engine_unavailable", "saved": True}
    engine.mood = "well"
    ends = time.monotonic() + 5
    while not engine.order and time.monotonic() < ends:
        time.sleep(0.02)
    late, reply = client.post(WEBHOOK, json={"sender": "a", "message": "第二句"}).json()
    assert (late["text"], reply["text"]) == ("听到：第一句", "听到：第二句")
    assert "custom" not in late


def test_another_sites_page_cannot_send(client: TestClient) -> None:
    response = client.post(WEBHOOK, json={"sender": "a", "message": "x"}, headers={"Origin": "http://evil.example"})
    assert response.status_code == 403


def test_production_has_no_rest(production: TestClient) -> None:
    assert production.post(WEBHOOK, json={"sender": "a", "message": "你好"}).status_code == 404
    for path in ("/model", "/conversations/a/tracker", "/webhooks/telegram/webhook", "/docs"):
        assert production.get(path).status_code == 404
