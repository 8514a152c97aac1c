"""Rasa's action endpoint without HTTP: it hands the call to rasa_sdk's executor in the same process."""

from __future__ import annotations

from typing import Any

from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from rasa_sdk.interfaces import ActionExecutionRejection

from bot.engine.action_calls import SCHEME, executor, rejection


class InProcessActions(EndpointConfig):
    """`inprocess:<package>` runs the actions of a package right here."""

    def __init__(self, url: str = "inprocess:actions") -> None:
        # The selective domain spares sending the whole domain with every call; our actions do not read it.
        super().__init__(url, enable_selective_domain=True)

    async def request(self, *args: Any, json: dict[str, Any] | None = None, **kwargs: Any) -> Any:
        call = json or {}
        try:
            return await executor(str(self.url).removeprefix(SCHEME)).run(call)
        except ActionExecutionRejection as declined:
            body = rejection(declined.action_name, str(declined.message))
            raise ClientResponseError(400, "", body) from declined
