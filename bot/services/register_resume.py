"""「继续填表 CQO-XXXXXXXX」: a form begun somewhere else goes on here, after a page has asked for a second factor.

The chat itself never asks for it: what is typed into a chat stays in its history.
"""

from __future__ import annotations

import re
import unicodedata

from bot.core.reply import Reply
from bot.services.make_documents import ALPHABET
from bot.storage import Unit

_NUMBER = re.compile(rf"CQO[-\s_—–]*([{ALPHABET}]{{8}})(?![0-9A-Z])")
_GO_ON = re.compile(r"继续|接着|恢复|續填|繼續|填表|登记|登記")


def reference_in(text: str) -> str | None:
    """The 材料编号 in a text, as it is stored, however it was typed."""
    found = _NUMBER.search(unicodedata.normalize("NFKC", text).upper())
    return f"CQO-{found[1]}" if found else None


def resume_elsewhere(unit: Unit, text: str) -> Reply | None:
    """The way to a form that is not this conversation's; None where the text asks for nothing of the kind.

    The answer is the same whether there is such a form or not.
    """
    reference = reference_in(text)
    if reference is None or not _GO_ON.search(text):
        return None
    if reference in {draft.reference for draft in unit.drafts.of(unit.conversation.id)}:
        return None
    said = f"好。请[打开这一页](/resume?number={reference})，输入表里身份证号或手机号的后四位，就从上次停的地方接着填。"
    return Reply(said, [], {"answer": {"kind": "smalltalk", "citations": []}})
