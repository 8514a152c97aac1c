"""The form beside the chat, as HTML: its sections and cells from the knowledge base. The page's script puts values in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from bot.core.fields.base import FieldSpec
from bot.kb.load import load_form

LONG = 150  # a cell that takes more is edited in a field of several lines


class FormPanel:
    """Read once: a changed form takes a restart, as a changed template does."""

    def __init__(self, kb_path: Path) -> None:
        self.fields, task = load_form(kb_path)
        self._groups: Sequence[Mapping[str, Any]] = task["groups"]

    def label(self, key: str) -> str:
        return self.fields[key].label if key in self.fields else key

    def html(self) -> str:
        return "".join(self._group(group) for group in self._groups)

    def _group(self, group: Mapping[str, Any]) -> str:
        cells = "".join(self._cell(self.fields[key]) for key in group["fields"])
        title = escape(str(group["title"]))
        return f'<section class="group"><h3>{title} <span class="count"></span></h3><ul class="cells">{cells}</ul></section>'

    def _cell(self, spec: FieldSpec) -> str:
        example = f"例如：{spec.example}" if spec.example else ""
        data = {
            "key": spec.key,
            "label": spec.label,
            "options": "|".join(spec.options),
            "hint": f"{spec.means}{example}",
            "long": "1" if spec.max_length > LONG else "",
            "optional": "" if spec.required else "1",
            "sensitive": "1" if spec.sensitive else "",
        }
        attributes = "".join(f' data-{name}="{escape(value)}"' for name, value in data.items() if value)
        return (
            f'<li class="cell"{attributes}><button type="button" class="open" disabled>'
            f'<span class="label">{escape(spec.label)}</span><span class="value"></span></button></li>'
        )
