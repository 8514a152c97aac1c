"""What every answer carries for the browser, and what no answer may come without."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
SECURITY = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(self), microphone=(), geolocation=()",
}
SAFE = {"GET", "HEAD", "OPTIONS"}


class SecurityHeaders:
    """Puts the headers on, and refuses what another site's page sends with a visitor's cookie."""

    def __init__(self, app: ASGIApp, base_url: str | None = None) -> None:
        self._app, self._base_url = app, base_url

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add(MutableHeaders(scope=message))
            await send(message)

        headers = Headers(scope=scope)
        if scope["method"] not in SAFE and self._foreign(scope, headers):
            refusal = JSONResponse({"error": {"code": "foreign_origin", "message": "请在本站的页面里操作。"}}, 403)
            await refusal(scope, receive, send_with_headers)
            return
        await self._app(scope, receive, send_with_headers)

    def _add(self, headers: MutableHeaders) -> None:
        for name, value in SECURITY.items():
            headers.setdefault(name, value)
        headers.setdefault("cache-control", "no-store")
        if self._base_url and self._base_url.startswith("https:"):
            headers.setdefault("strict-transport-security", "max-age=31536000")

    def _foreign(self, scope: Scope, headers: Headers) -> bool:
        """True for another site's request. Programs send no Origin, and no cookie of a visitor either."""
        origin = headers.get("origin")
        if origin is None:
            return "cookie" in headers and headers.get("sec-fetch-site", "none") not in {"same-origin", "none"}
        if self._base_url and origin == self._base_url:
            return False
        return urlsplit(origin).netloc != headers.get("host", "")
