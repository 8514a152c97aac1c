"""A Bot API server on a thread: gives updates, takes messages, and can be slow, flooded or out of reach."""

from __future__ import annotations

import asyncio
import itertools
import json
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from tests.processes import free_port

TOKEN = "12345:synthetic-token"
BOT = {"id": 12345, "is_bot": True, "first_name": "首席质量官助手", "username": "cqo_test_bot"}


@dataclass
class Sent:
    """One call that reached a person. `at`: when."""

    method: str
    chat: int
    text: str
    buttons: list[dict[str, str]] = field(default_factory=list)
    file: tuple[str, bytes] | None = None
    parse_mode: str | None = None
    message_id: int = 0
    at: float = 0.0

    @property
    def titles(self) -> list[str]:
        return [button["text"] for button in self.buttons]


class FakeBotApi:
    """A context manager. `failures`: answers to give to the next sends instead of doing them."""

    _numbers = itertools.count(700_000_001)  # one bot for the whole run: a number never comes twice

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.sent: list[Sent] = []
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.failures: list[dict[str, Any]] = []
        self.repeats = 1  # how often every update is handed out
        self.shuffled = False
        self._given: dict[int, int] = {}
        self._pending: dict[int, dict[str, Any]] = {}
        self._messages = itertools.count(1)
        self._polling = False
        routes = [Route("/bot{token}/{method}", self._call, methods=["GET", "POST"])]
        config = uvicorn.Config(
            Starlette(routes=routes),
            host="127.0.0.1",
            port=self.port,
            log_config=None,
            log_level="critical",
            lifespan="off",
            ws="none",
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)

    def __enter__(self) -> FakeBotApi:
        self._thread.start()
        _until(lambda: self._server.started)
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._server.force_exit = True
        self._thread.join(10)

    # ---- what people do ----

    def say(self, chat: int, text: str, number: int | None = None) -> dict[str, Any]:
        return self.give({"message": {**self._message(chat), "text": text}}, number)

    def edit(self, chat: int, text: str) -> dict[str, Any]:
        return self.give({"edited_message": {**self._message(chat), "edit_date": int(time.time()), "text": text}})

    def photo(self, chat: int, caption: str | None = None) -> dict[str, Any]:
        size = {"file_id": "f", "file_unique_id": "u", "width": 90, "height": 120, "file_size": 1000}
        more = {"caption": caption} if caption else {}
        return self.give({"message": {**self._message(chat), "photo": [size], **more}})

    def document(self, chat: int) -> dict[str, Any]:
        file = {"file_id": "f", "file_unique_id": "u", "file_name": "a.pdf", "mime_type": "application/pdf"}
        return self.give({"message": {**self._message(chat), "document": file}})

    def press(self, chat: int, title: str, of: Sent | None = None) -> dict[str, Any]:
        """Press a button of the last message that has it, or of a given one."""
        message = of or next(one for one in reversed(self.to(chat)) if title in one.titles)
        (button,) = (one for one in message.buttons if one["text"] == title)
        query = {
            "id": str(next(self._messages)),
            "from": _person(chat),
            "chat_instance": "1",
            "message": {**self._message(chat), "message_id": message.message_id, "from": BOT, "text": message.text},
            "data": button["callback_data"],
        }
        return self.give({"callback_query": query})

    def give(self, update: dict[str, Any], number: int | None = None) -> dict[str, Any]:
        """Put an update in line."""
        whole = {"update_id": next(self._numbers) if number is None else number, **update}
        self._pending[whole["update_id"]] = whole
        return whole

    def give_again(self, update: dict[str, Any]) -> None:
        self._given.pop(update["update_id"], None)
        self._pending[update["update_id"]] = update

    def make(self, update: dict[str, Any]) -> dict[str, Any]:
        """An update that is not put in line: for a webhook."""
        self._pending.pop(update["update_id"])
        return update

    # ---- what arrived ----

    def to(self, chat: int) -> list[Sent]:
        return [one for one in self.sent if one.chat == chat and one.method in {"sendMessage", "sendDocument"}]

    def texts(self, chat: int) -> list[str]:
        return [one.text for one in self.to(chat) if one.method == "sendMessage"]

    def files(self, chat: int) -> list[tuple[str, bytes]]:
        return [one.file for one in self.to(chat) if one.file is not None]

    def wait(self, chat: int, count: int, seconds: float = 10.0) -> list[Sent]:
        """All that was sent to a chat, once it is at least so many."""
        _until(lambda: len(self.to(chat)) >= count, seconds)
        return self.to(chat)

    def settle(self, seconds: float = 0.7) -> None:
        """Until nothing is in line, and a moment longer for what should not come."""
        _until(lambda: not self._pending)
        time.sleep(seconds)

    # ---- the server ----

    def _message(self, chat: int) -> dict[str, Any]:
        number = next(self._messages)
        return {
            "message_id": number,
            "date": int(time.time()),
            "chat": {"id": chat, "type": "private" if chat > 0 else "group", "first_name": "测试"},
            "from": _person(abs(chat)),
        }

    async def _call(self, request: Request) -> JSONResponse:
        if request.path_params["token"] != TOKEN:
            return JSONResponse({"ok": False, "error_code": 401, "description": "Unauthorized"}, 401)
        method = request.path_params["method"]
        form = dict(await request.form())
        data = {name: value for name, value in form.items() if isinstance(value, str)}
        self.calls.append((method, data))
        if method == "getUpdates":
            return await self._updates(data)
        if method in {"sendMessage", "sendDocument", "editMessageReplyMarkup"}:
            upload = form.get("document")
            content = await upload.read() if upload is not None and not isinstance(upload, str) else None
            name = getattr(upload, "filename", None)
            return self._send(method, data, (name, content) if name and content is not None else None)
        return _result(BOT if method == "getMe" else True)

    async def _updates(self, data: dict[str, Any]) -> JSONResponse:
        if self._polling:
            return JSONResponse({"ok": False, "error_code": 409, "description": "Conflict"}, 409)
        self._polling = True
        try:
            offset = int(data.get("offset", 0))
            for number in [number for number in self._pending if number < offset]:
                self._confirm(number)
            for _ in range(20):
                if self._pending:
                    break
                await asyncio.sleep(0.02)
            updates = sorted(self._pending.values(), key=lambda update: update["update_id"])
            if self.shuffled:
                random.Random(7).shuffle(updates)
            return _result(updates[:100])
        finally:
            self._polling = False

    def _confirm(self, number: int) -> None:
        self._given[number] = self._given.get(number, 0) + 1
        if self._given[number] >= self.repeats:
            self._pending.pop(number, None)

    def _send(self, method: str, data: dict[str, Any], file: Any) -> JSONResponse:
        if self.failures and method != "editMessageReplyMarkup":
            failure = self.failures.pop(0)
            return JSONResponse({"ok": False, **failure}, failure["error_code"])
        markup = json.loads(data.get("reply_markup", "null")) or {}
        buttons = [key for row in markup.get("inline_keyboard", []) for key in row]
        for key in buttons:
            if len(key.get("callback_data", "").encode()) > 64:
                return _refused("Bad Request: BUTTON_DATA_INVALID")
        text = data.get("text", "")
        if method == "sendMessage" and not 0 < len(text) <= 6000:
            return _refused("Bad Request: message is too long")
        number = next(self._messages)
        chat = int(data["chat_id"])
        sent = Sent(method, chat, text, buttons, file, data.get("parse_mode"), number, time.monotonic())
        self.sent.append(sent)
        message = {"message_id": number, "date": int(time.time()), "chat": {"id": chat, "type": "private"}}
        return _result({**message, "text": text} if method == "sendMessage" else message)


def flooded(seconds: int) -> dict[str, Any]:
    return {
        "error_code": 429,
        "description": f"Too Many Requests: retry after {seconds}",
        "parameters": {"retry_after": seconds},
    }


def _person(number: int) -> dict[str, Any]:
    return {"id": number, "is_bot": False, "first_name": "测试"}


def _result(result: Any) -> JSONResponse:
    return JSONResponse({"ok": True, "result": result})


def _refused(description: str) -> JSONResponse:
    return JSONResponse({"ok": False, "error_code": 400, "description": description}, 400)


def _until(true: Callable[[], bool], seconds: float = 10.0) -> None:
    ends = time.monotonic() + seconds
    while not true():
        if time.monotonic() > ends:
            raise AssertionError("never became true")
        time.sleep(0.01)
