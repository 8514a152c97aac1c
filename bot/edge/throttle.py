"""How much one visitor may send in a minute, so that one cannot slow the others down.

Counted in memory: there is one edge process. (The limits library would cost 0.3 s of every start for these lines.)
"""

from __future__ import annotations

import time
from collections import deque

from starlette.requests import Request

from bot.edge.incoming import Refused

WINDOW_SECONDS = 60.0
PER_SESSION = 60
PER_ADDRESS = 600  # a whole office may share one address
NEW_SESSIONS = 60
MAX_KEYS = 10_000


class Throttle:
    def __init__(self) -> None:
        self._hits: dict[str, deque[float]] = {}

    def message(self, request: Request, conversation_id: str) -> None:
        """Raises Refused (429) when this visitor or their address sends too much."""
        within = self._hit(conversation_id, PER_SESSION) and self._hit(f"address {_address(request)}", PER_ADDRESS)
        if not within:
            raise Refused(429, "too_many", "消息发得太快了，请等一分钟再发；前面的话都已收到。")

    def new_session(self, request: Request) -> None:
        if not self._hit(f"new {_address(request)}", NEW_SESSIONS):
            raise Refused(429, "too_many", "打开得太频繁了，请等一分钟再刷新页面。")

    def _hit(self, key: str, most: int) -> bool:
        now = time.monotonic()
        hits = self._hits.setdefault(key, deque())
        while hits and hits[0] <= now - WINDOW_SECONDS:
            hits.popleft()
        if len(hits) >= most:
            return False
        hits.append(now)
        if len(self._hits) > MAX_KEYS:
            self._hits = {name: kept for name, kept in self._hits.items() if kept and kept[-1] > now - WINDOW_SECONDS}
        return True


def _address(request: Request) -> str:
    return request.client.host if request.client else "unknown"
