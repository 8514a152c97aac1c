"""The form filled in by a conversation: begun, filled until a cell is asked, finished."""

from __future__ import annotations

from tests.services.talk import Talk
from tests.walks.people import ANSWERS

BASE = {key: answers[0] for key, answers in ANSWERS.items()}


def begun(talk: Talk, opening: str = "我要登记") -> Talk:
    talk.says(opening, "同意")
    return talk


def fill(talk: Talk, until: str = "confirm", **said: str) -> Talk:
    """Answer what is asked until a field comes."""
    for _ in range(80):
        if talk.field in (until, None):
            return talk
        key = talk.field
        assert key
        if talk.titles[:1] == ["对"] and key not in said:
            talk.press("对")
        else:
            talk.say(said.get(key, BASE[key][0]))
    raise AssertionError(f"never came to {until}: {talk.reply.text}")


def finished(talk: Talk, **said: str) -> Talk:
    fill(begun(talk), **said)
    talk.say("没问题，提交")
    return talk
