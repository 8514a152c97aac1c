"""Several short messages that are one answer: 「珠海市金湾区」「某某路1号」「3栋502」, sent while a turn was running."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core import corrections
from bot.core import turn as reading
from bot.core.conversation import Message
from bot.core.fields.common import says_none
from bot.core.reply import Reply

LONGEST_PART, LONGEST_WHOLE = 60, 1_000
_NO_FIELD = {None, "consent", "confirm"}


def parts_of_one_answer(messages: Sequence[Message], last: Reply | None) -> int:
    """How many of the waiting messages, from the first on, are to be one turn. `last`: the reply just given.

    Nobody is kept waiting for more to come: only what is there already counts.
    """
    if last is None or not _asks(last):
        return 1
    count = length = 0
    for message in messages:
        length += len(message.text)
        if not _is_part(message) or message.channel != messages[0].channel or length > LONGEST_WHOLE:
            break
        count += 1
    return max(1, count)


def joined(messages: Sequence[Message]) -> str:
    return "\n".join(message.text.strip() for message in messages)


def taken_together(last: Message, before: Reply | None) -> Reply:
    """What a part is answered by. The answer itself comes with the last one."""
    custom = {"together": {"with": last.id}}
    form = (before.custom if before else {}).get("form")
    return Reply("这句和后面的话一起看。", custom={**custom, **({"form": form} if form else {})})


def _asks(reply: Reply) -> bool:
    form = reply.custom.get("form")
    if form is not None:
        return form.get("field") not in _NO_FIELD
    return (reply.custom.get("answer") or {}).get("kind") == "clarify"


def _is_part(message: Message) -> bool:
    """Whether a message can be a piece of an answer: whatever means something by itself is a turn by itself."""
    text = message.text.strip()
    if message.field is not None or not 0 < len(text) <= LONGEST_PART or "\n" in text or text.startswith(("/", "／")):
        return False
    if reading.is_noise(text) or reading.is_question(text) or reading.commands(text) or says_none(text):
        return False
    return not (
        reading.is_yes(text) or reading.is_no(text) or reading.is_submit(text) or corrections.is_correction(text)
    )
