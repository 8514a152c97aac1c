"""Server-sent events: an open page hears that a message has its reply, and fetches what it lacks.

An event carries an id and nothing else. What was said is in the history, so an event that gets lost loses nothing.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import StreamingResponse
from starlette.routing import Route

from bot.core.conversation import Message
from bot.edge.incoming import Refused
from bot.edge.session import WebSessions

BEAT_SECONDS = 15.0  # so that proxies and the page know that the line is open
MOST_PER_CONVERSATION = 6  # the oldest goes when one more page is opened

Line = asyncio.Queue["str | None"]


class Events:
    def __init__(self, sessions: WebSessions) -> None:
        self._sessions = sessions
        self._lines: defaultdict[str, list[Line]] = defaultdict(list)

    def routes(self) -> list[Route]:
        return [Route("/chat/events", self.open, methods=["GET"])]

    def tell(self, message: Message) -> None:
        """A message of this conversation has its reply."""
        for line in self._lines.get(message.conversation_id, ()):
            line.put_nowait(message.id)

    def close(self) -> None:
        """End every stream, before the server waits for its connections to end."""
        for lines in list(self._lines.values()):
            for line in lines:
                line.put_nowait(None)

    async def open(self, request: Request) -> StreamingResponse:
        conversation_id = await self._sessions.conversation(request)
        if conversation_id is None:
            raise Refused(401, "no_session", "会话已过期，请刷新页面。")
        return StreamingResponse(
            self._stream(conversation_id),
            media_type="text/event-stream",
            headers={"x-accel-buffering": "no"},  # nginx would hold events back
        )

    async def _stream(self, conversation_id: str) -> AsyncIterator[str]:
        line = self._join(conversation_id)
        try:
            # The page fetches the history now: what came while nobody listened is in it.
            yield "retry: 2000\nevent: ready\ndata: 1\n\n"
            while True:
                try:
                    message_id = await asyncio.wait_for(line.get(), BEAT_SECONDS)
                except asyncio.TimeoutError:
                    yield "event: beat\ndata: 1\n\n"
                    continue
                if message_id is None:
                    return
                yield f"event: answered\ndata: {message_id}\n\n"
        finally:
            self._leave(conversation_id, line)

    def _join(self, conversation_id: str) -> Line:
        line: Line = asyncio.Queue()
        lines = self._lines[conversation_id]
        if len(lines) >= MOST_PER_CONVERSATION:
            lines[0].put_nowait(None)
        lines.append(line)
        return line

    def _leave(self, conversation_id: str, line: Line) -> None:
        lines = self._lines.get(conversation_id, [])
        if line in lines:
            lines.remove(line)
        if not lines:
            self._lines.pop(conversation_id, None)
