"""REST at Rasa's usual address, for development and evaluation: `POST /webhooks/rest/webhook`. Not in production."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.core.reply import Reply
from bot.edge.delivery import Delivery
from bot.edge.incoming import Refused, read_object
from bot.edge.render import for_rest
from bot.storage import PaperLinks

EXAMPLE = '{"sender": "某个会话号", "message": "文字"}。'
MAX_SENDER = 200


class RestChannel:
    def __init__(self, delivery: Delivery, links: PaperLinks) -> None:
        self._delivery, self._links = delivery, links

    def routes(self) -> list[Route]:
        return [Route("/webhooks/rest/webhook", self.receive, methods=["POST"])]

    async def receive(self, request: Request) -> JSONResponse:
        """One turn: what came late first, without its `custom`, so that no key stands twice in a turn."""
        body = await read_object(request, EXAMPLE)
        sender, text = _sender(body), _text(body)
        conversation_id = conversation_of(sender)
        reply = await self._delivery.deliver(conversation_id, _message_id(body), text, "rest")
        late = [Reply(one.text, one.buttons) for one in await self._delivery.take_late(conversation_id)]
        return JSONResponse([for_rest(one, sender, self._links) for one in [*late, reply]])


def conversation_of(sender: str) -> str:
    return f"rest:{sender}"


def _sender(body: dict[str, Any]) -> str:
    """Without a sender everybody would share one conversation."""
    sender = body.get("sender")
    if not isinstance(sender, str) or not 0 < len(sender.strip()) <= MAX_SENDER or not _storable(sender):
        raise Refused(
            400,
            "sender_missing",
            f"缺少 sender：请给每个会话一个自己的编号（1–{MAX_SENDER} 个字符的文字），如 {EXAMPLE}",
        )
    return sender


def _storable(text: str) -> bool:
    return "\x00" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def _text(body: dict[str, Any]) -> str:
    # What is not text says nothing, and gets the answer that an empty message gets.
    message = body.get("message")
    return message if isinstance(message, str) else ""


def _message_id(body: dict[str, Any]) -> str | None:
    given = body.get("message_id")
    if given is None:
        return None
    if not isinstance(given, str) or not 0 < len(given) <= MAX_SENDER:
        raise Refused(400, "message_id_wrong", f"message_id 应为 1–{MAX_SENDER} 个字符的文字，也可以不给。")
    return given
