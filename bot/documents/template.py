"""Filling a Word template: literal text, sizes that fit the cells, and nothing undefined."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import Environment, StrictUndefined

TWIPS_PER_POINT = 20
MARKER = "{{r "
_JINJA = Environment(autoescape=True, undefined=StrictUndefined)


@dataclass(frozen=True)
class Slot:
    """The cell that holds one value, measured in the template itself: someone may have edited it in Word."""

    row: int
    width_pt: float  # between its margins
    height_pt: float
    line_pt: float

    @property
    def lines(self) -> int:
        return max(1, int(self.height_pt // self.line_pt))


class Filled(DocxTemplate):  # type: ignore[misc]
    """A template that compiles once per process: patching and compiling takes most of the time to a paper.

    docxtpl's own rewriting of the rendered text ("{_{", tabs, newlines) is left out too: what people typed stays.
    """

    def build_xml(self, context: Mapping[str, Any], jinja_env: Environment | None = None) -> str:
        self.current_rendering_part = self.docx._part  # where pictures are added
        text: str = _compiled(str(self.template_file)).render(context)
        return text


def fill(path: Path, context: Callable[[DocxTemplate], Mapping[str, Any]], reference: str = "") -> Filled:
    """The template with the context, which may need the template itself (pictures). Text must come from `runs.py`."""
    template = Filled(str(path))
    template.init_docx()
    template.render(context(template), _JINJA, autoescape=True)
    template.docx.core_properties.identifier = reference
    return template


def to_bytes(template: DocxTemplate) -> bytes:
    out = io.BytesIO()
    template.save(out)
    return out.getvalue()


@cache
def _compiled(path: str) -> Any:
    source = DocxTemplate(path)
    source.init_docx()
    return _JINJA.from_string(source.patch_xml(source.get_xml()))


@cache
def slots(path: Path, margin_mm: float = 1.0) -> Mapping[str, Slot]:
    """Every `{{r key }}` of the template's first table and the cell that holds it."""
    table = Document(str(path)).tables[0]
    grid = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid.findall(qn("w:gridCol"))]
    found: dict[str, Slot] = {}
    for number, row in enumerate(table.rows):
        column = 0
        height = row.height.pt if row.height is not None else 12.0
        for element in row._tr.tc_lst:
            width = sum(grid[column : column + element.grid_span]) / TWIPS_PER_POINT - 2 * margin_mm * 72 / 25.4
            column += element.grid_span
            text = "".join(node.text or "" for node in element.iter(qn("w:t")))
            if MARKER in text:
                key = text.split(MARKER, 1)[1].split("}", 1)[0].strip()
                found[key] = Slot(number, width, height, _line_height(element))
    return found


def _line_height(element: Any) -> float:
    spacing = next(element.iter(qn("w:spacing")), None)
    line = spacing.get(qn("w:line")) if spacing is not None else None
    return int(line) / TWIPS_PER_POINT if line else 12.0
