"""What every action does: ask the assistant once, say what it answered, bring Rasa's form in line.

An action is three lines (`actions/`): it names itself and one of the two classes here. Which task is open is the
assistant's to say; Rasa's active form follows it, so that rules, `rasa test` and `rasa shell` keep their meaning.
"""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from typing import Any, Protocol

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.core.conversation import Hint
from bot.core.reply import Reply
from bot.engine.logs import kind_and_place

log = logging.getLogger(__name__)

TASK_SLOT = "task_reply"
FORM = "_form"
# The service that a message inside a task goes to.
SERVICES = {
    "registration": "register",
    "eligibility": "check_eligibility",
    "need_cqo": "decide_need",
    "size": "classify_size",
    "grade": "assess_level",
}
FAILED = Reply(
    "系统这会儿忙，刚才那句没处理完，请再发一次。", custom={"error": {"code": "action_failed", "saved": False}}
)

Events = list[dict[str, Any]]


class Handled(Protocol):
    """What the assistant made of a message."""

    turn_id: str
    reply: Reply
    open_task: str | None


class ServiceAction(Action, ABC):  # type: ignore[misc]
    """An intent's action: `action_<service>`."""

    @abstractmethod
    def name(self) -> str: ...

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        return take_turn(dispatcher, tracker, self.name().removeprefix("action_"))


class TaskValidation(Action, ABC):  # type: ignore[misc]
    """`validate_<task>_form`: a message said while the task is open."""

    @abstractmethod
    def name(self) -> str: ...

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        # Rasa also validates when a form has just been opened by a message that is answered already.
        if TASK_SLOT not in tracker.slots_to_validate():
            return []
        task = self.name().removeprefix("validate_").removesuffix(FORM)
        return take_turn(dispatcher, tracker, SERVICES[task])


def take_turn(dispatcher: CollectingDispatcher, tracker: Tracker, service: str) -> Events:
    """One message, one call of the assistant, one reply."""
    active = tracker.active_loop_name
    try:
        handled = ask_assistant(tracker.sender_id, tracker.latest_message, service)
    except Exception as error:  # noqa: BLE001 - Rasa would count a failed action as done and stay silent
        log.error("%s failed: %s", service, kind_and_place(error))
        utter(dispatcher, FAILED)
        return form_events(active, active)
    if _metadata(tracker.latest_message).get("message_id"):
        dispatcher.utter_message(json_message={"turn": handled.turn_id})
    else:
        utter(dispatcher, handled.reply)
    return form_events(handled.open_task and handled.open_task + FORM, active)


def ask_assistant(sender: str, message: dict[str, Any], service: str) -> Handled:
    """The assistant's answer to Rasa's latest message."""
    from bot.bootstrap import assistant

    metadata = _metadata(message)
    text = metadata.get("text", message.get("text") or "")
    channel = metadata.get("channel") or "rest"
    hint = hint_from(message, service)
    handled: Handled = assistant().handle(
        metadata.get("message_id"), sender, text, channel, hint, metadata.get("field")
    )
    return handled


def hint_from(message: dict[str, Any], service: str) -> Hint:
    intent = message.get("intent") or {}
    ranking = tuple((str(one["name"]), float(one["confidence"])) for one in message.get("intent_ranking") or ())
    return Hint(intent.get("name"), float(intent.get("confidence") or 0.0), ranking, service)


def utter(dispatcher: CollectingDispatcher, reply: Reply) -> None:
    """The whole reply, for `rasa shell` and REST without the edge."""
    said = reply.as_dict()
    dispatcher.utter_message(text=said["text"], buttons=said["buttons"] or None)
    if said["custom"]:
        dispatcher.utter_message(json_message=said["custom"])


def form_events(wanted: str | None, active: str | None) -> Events:
    """Events that make `wanted` the active form. The slot never keeps what was said."""
    emptied = SlotSet(TASK_SLOT, None)
    if wanted == active:
        return [emptied] if active else []
    return [emptied, ActiveLoop(wanted), SlotSet("requested_slot", TASK_SLOT if wanted else None)]


def _metadata(message: dict[str, Any]) -> dict[str, Any]:
    return message.get("metadata") or {}
