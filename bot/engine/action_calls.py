"""How Rasa calls our actions: in this process; an answer over HTTP is checked by a validator built once.

Rasa's own remote action re-checks a constant JSON schema against its metaschema at every call: 19 ms of a turn.
`action_endpoint: {url: "inprocess:actions"}` names the package whose actions run here; any other address is called
over HTTP as Rasa always does.
"""

from __future__ import annotations

import json
from functools import cache
from types import ModuleType
from typing import Any

from jsonschema.validators import validator_for

SCHEME = "inprocess:"


@cache
def executor(package: str) -> Any:
    """The package's actions, registered once per process."""
    from rasa_sdk.executor import ActionExecutor

    made = ActionExecutor()
    made.register_package(package)
    return made


def replace_remote_action(action_module: ModuleType) -> None:
    """Put our remote action in the place of Rasa's, for every caller of the module."""
    from bot.engine.actions_endpoint import InProcessActions

    stock = action_module.RemoteAction
    schema = stock.action_response_format_spec()
    validator = validator_for(schema)(schema)

    class RemoteAction(stock):  # type: ignore[misc, valid-type]
        """Rasa's remote action, cheaper."""

        def __init__(self, name: str, action_endpoint: Any) -> None:
            url = getattr(action_endpoint, "url", None) or ""
            if url.startswith(SCHEME) and not isinstance(action_endpoint, InProcessActions):
                action_endpoint = InProcessActions(url)
            super().__init__(name, action_endpoint)

        def _validate_action_result(self, result: dict[str, Any]) -> bool:
            # What ran here was made by rasa_sdk a moment ago, its events checked.
            if not isinstance(self.action_endpoint, InProcessActions):
                validator.validate(result)
            return True

    action_module.RemoteAction = RemoteAction  # type: ignore[attr-defined]


def rejection(action: str, reason: str) -> str:
    """The body Rasa expects when an action declines to run."""
    return json.dumps({"action_name": action, "error": reason})
