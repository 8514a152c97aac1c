"""An uploaded old form as a message: its cells travel the way every message does, stored, in line, with one effect."""

from __future__ import annotations

import json
from collections.abc import Mapping

OLD_FORM = "old_form"  # stands where an edited cell's key would
TOLD = "（发来一份旧表）"  # what the history shows in its place


def packed(cells: Mapping[str, str]) -> str:
    """The message's text. Without cells: a form was sent that may not be read yet."""
    return json.dumps(dict(cells), ensure_ascii=False)


def unpacked(text: str) -> dict[str, str]:
    return {str(key): str(value) for key, value in json.loads(text).items()}
