"""What arrives, made safe to store: the text as everything behind the edge may rely on it, ids, and small bodies."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from typing import Any

from starlette.requests import Request

MAX_CHARACTERS = 10_000
MAX_BODY = 64 * 1024
_ZERO_WIDTH_JOINER = "\u200d"  # holds families of emoji together


class Refused(Exception):
    """A request that carries no message. `sentence` says what is wrong and what is expected."""

    def __init__(self, status: int, code: str, sentence: str) -> None:
        super().__init__(code)
        self.status, self.code, self.sentence = status, code, sentence


def clean(text: str) -> str:
    """NFC, lines ended by \\n, without control characters, invisible marks and halves of surrogate pairs."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(character for character in text if _visible(character))
    return unicodedata.normalize("NFC", kept)


def _visible(character: str) -> bool:
    if character in "\n\t" or character == _ZERO_WIDTH_JOINER:
        return True
    # Cc: NUL, ESC …; Cf: zero-width spaces and marks that turn the reading direction; Cs: lone surrogates.
    return unicodedata.category(character) not in {"Cc", "Cf", "Cs"}


def effect_id(conversation_id: str, message_id: str) -> str:
    """The id a message has inside: what one person calls theirs can never meet another's."""
    return hashlib.sha256(f"{conversation_id}\n{message_id}".encode(errors="surrogatepass")).hexdigest()[:32]


def _readable(size: int) -> str:
    return f"{size // 1024} KB" if size < 1024 * 1024 else f"{size // 1024 // 1024} MB"


async def read_body(request: Request, limit: int) -> bytes:
    """The body, refused as soon as it is known to be over the limit."""
    too_large = Refused(413, "too_large", f"内容太大了，最多 {_readable(limit)}；请换小一点的，或分几次发。")
    declared = request.headers.get("content-length", "0")
    if not declared.isdecimal() or int(declared) > limit:
        raise too_large
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise too_large
    return bytes(body)


async def read_object(request: Request, example: str) -> dict[str, Any]:
    """The JSON object in a body. `example` is shown where it is something else."""
    body = await read_body(request, MAX_BODY)
    try:
        content = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise Refused(400, "not_json", f"请求不是 UTF-8 的 JSON，应为：{example}") from error
    if not isinstance(content, dict):
        raise Refused(400, "not_an_object", f"请求应为一个 JSON 对象：{example}")
    return content
