"""A page to pass on (办事清单): what to do, ticked off by hand, each with the passage that asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.core.verdict import Citation
from bot.documents.runs import literal
from bot.documents.template import fill, to_bytes
from bot.documents.templates.make_templates import WORKLIST


@dataclass(frozen=True)
class Item:
    """`todo` items get a box to tick; the others are remarks."""

    text: str
    citation: Citation | None = None
    todo: bool = True


@dataclass(frozen=True)
class Section:
    heading: str
    items: tuple[Item, ...]


def worklist_docx(title: str, sections: Sequence[Section]) -> bytes:
    """The page as .docx; empty sections are left out."""
    context = {
        "title": literal(title),
        "sections": [
            {"heading": literal(section.heading), "items": [_item(item) for item in section.items]}
            for section in sections
            if section.items
        ],
    }
    return to_bytes(fill(WORKLIST, lambda _template: context))


def _item(item: Item) -> dict[str, Any]:
    cited = item.citation
    return {
        "mark": "□" if item.todo else "·",
        "text": literal(item.text),
        "quote": literal(cited.quote) if cited else "",
        "source": literal(source(cited)) if cited else "",
    }


def source(citation: Citation) -> str:
    """甘质发组〔2021〕1号 二（一）; the title where a notice has no number."""
    return f"{citation.number or f'《{citation.title}》'} {citation.clause}"
