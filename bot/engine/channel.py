"""Rasa's REST address with what Rasa's own channel lacks.

A missing sender is refused (Rasa would put everybody into one conversation), text is never a command, over-long text
is cut before the classifier sees it, one conversation's messages go one after another, and every message gets an
answer. The edge calls this with a message id and reads the reply from the database; without a message id (development)
the whole reply is uttered.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any
from weakref import WeakValueDictionary

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.channels.rest import RestInput
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.engine import tracker_store
from bot.engine.logs import kind_and_place

log = logging.getLogger(__name__)

NLU_CHARACTERS = 1000  # cost grows faster than the text: 100 KB blocked the process for 45 s
BODY_BYTES = 64 * 1024
SENDER_CHARACTERS = 200

OnMessage = Callable[[UserMessage], Awaitable[Any]]


class Refused(Exception):
    """A request that is not a message: its code and one sentence on what is expected."""

    def __init__(self, code: str, sentence: str, status: int = 400) -> None:
        super().__init__(code)
        self.code, self.sentence, self.status = code, sentence, status


class RestChannel(RestInput):  # type: ignore[misc]
    """`POST /webhooks/rest/webhook` with `{"sender", "message", "metadata"?}`."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def blueprint(self, on_new_message: OnMessage) -> Blueprint:
        webhook = Blueprint("cqo_rest", __name__.replace(".", "_"))

        @webhook.route("/", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @webhook.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            try:
                message = read_message(request.body)
            except Refused as refused:
                body = {"error": {"code": refused.code, "message": refused.sentence}}
                return response.json(body, status=refused.status, ensure_ascii=False)
            # A caller who hangs up must not cut a turn in two.
            messages = await asyncio.shield(asyncio.ensure_future(self._turn(on_new_message, message)))
            return response.json(messages, ensure_ascii=False)

        return webhook

    async def _turn(self, on_new_message: OnMessage, message: dict[str, Any]) -> list[dict[str, Any]]:
        sender, said = message["sender"], message["message"]
        collector = CollectingOutputChannel()
        lock = self._locks.setdefault(sender, asyncio.Lock())
        async with lock:
            tracker_store.failed.discard(sender)
            # `text` beside the cut text: the form reads pasted blocks longer than NLU may see. The edge sends its own.
            metadata = {"text": said, **message.get("metadata", {})}
            heard = UserMessage(inert(said), collector, sender, input_channel=self.name(), metadata=metadata)
            try:
                await on_new_message(heard)
            except Exception as error:  # noqa: BLE001 - whatever happens, the person gets an answer
                log.error("turn failed: %s", kind_and_place(error))
            return complete(collector.messages, sender)


def read_message(body: bytes) -> dict[str, Any]:
    """The message in a request body, or Refused."""
    import json

    if len(body) > BODY_BYTES:
        raise Refused("too_large", "消息太大了，请控制在 64 KB 以内，分几次发。", 413)
    try:
        message = json.loads(body)
    except ValueError as error:
        raise Refused("not_json", '请求不是 JSON，应为 {"sender": "某个会话号", "message": "文字"}。') from error
    if not isinstance(message, dict):
        raise Refused("not_an_object", '请求应为一个对象：{"sender": "某个会话号", "message": "文字"}。')
    sender = message.get("sender")
    if not isinstance(sender, str) or not 0 < len(sender.strip()) <= SENDER_CHARACTERS:
        raise Refused("sender_missing", f"缺少 sender：请给每个会话一个编号（1–{SENDER_CHARACTERS} 个字符）。")
    if not isinstance(message.get("message"), str):
        raise Refused("message_missing", "缺少 message：请把用户说的话放在 message 里（文字）。")
    if not isinstance(message.setdefault("metadata", {}), dict):
        raise Refused("metadata_not_an_object", "metadata 应为一个对象，也可以不给。")
    return message


def inert(text: str) -> str:
    """Text as the classifier may see it: short, and never one of Rasa's commands (`/restart`, `/intent{…}`)."""
    shown = text.strip()[:NLU_CHARACTERS]
    # Rasa extracts nothing from empty text, and an active form would not run.
    return shown.replace("/", "／", 1) if shown.startswith("/") else shown or "。"


def complete(messages: list[dict[str, Any]], sender: str) -> list[dict[str, Any]]:
    """Never silence. A turn already committed stands, even if Rasa could not store its own state after it."""
    lost = sender in tracker_store.failed
    tracker_store.failed.discard(sender)
    committed = any("turn" in message.get("custom", {}) for message in messages)
    if messages and (committed or not lost):
        return messages
    code = "not_saved" if lost else "no_reply"
    error = {"error": {"code": code, "saved": False}}
    text = "刚才那句没存上，请再发一次。" if lost else "系统这会儿忙，刚才那句没处理完，请再发一次。"
    return [{"recipient_id": sender, "text": text}, {"recipient_id": sender, "custom": error}]
