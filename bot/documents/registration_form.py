"""广东省企业首席质量官基本信息登记表 as .docx, from the values of a confirmed registration.

Source of layout and notes: guangdong-zhuhai-2023, 附件3.
"""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docxtpl import DocxTemplate, InlineImage

from bot.documents.fit import SIZES, Fitted, fit
from bot.documents.layout import CAPTIONS, FORM_KEYS, LINE_PT, RESUME_LINE_PT
from bot.documents.runs import literal, printable, runs
from bot.documents.template import Slot, fill, slots, to_bytes
from bot.documents.templates.make_templates import FORM

__all__ = ["chinese_date", "printable", "registration_form"]

NAME_BLANK = "　　　　　"
LEAST_RESUME_LINES = 5  # however much the other rows grow, this much of the 简历 stands in its cell
RESUME_SIZES = SIZES[:2]  # its text is read, so never below 小五


def chinese_date(iso: str) -> str:
    """`1985-03-12` → 1985年3月12日; anything else as it is."""
    hit = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", iso)
    return f"{hit[1]}年{int(hit[2])}月{int(hit[3])}日" if hit else iso


def registration_form(
    values: Mapping[str, str],
    photo: bytes | None,
    submitted_on: date,
    *,
    by_hand: Collection[str] = (),
    reference: str = "",
) -> bytes:
    """The filled form: one page, and an addendum page where a value outgrows its cell.

    Cells in `by_hand` and values not given stay blank; stamp and date of the 推荐意见 always do. `photo` is a picture
    of 25:35 as `photo.fit_photo` makes it. `reference` (材料编号) is kept in the file's properties, not on the paper.
    """
    shown = {key: "" if key in by_hand else _as_printed(key, values.get(key, "")) for key in FORM_KEYS}
    cells, growth_pt = _fit_cells(shown)

    def context(template: DocxTemplate) -> dict[str, Any]:
        return {
            **{key: runs(cell.text, cell.half_points) for key, cell in cells.items()},
            "submitted_on": f"{submitted_on.year}年{submitted_on.month}月{submitted_on.day}日",
            "applicant": literal(f" {shown['applicant_name'] or NAME_BLANK} "),
            "enterprise": literal(shown["enterprise_name"]),
            "photo": _photo(template, photo),
            "addendum": [_addendum(key, shown[key]) for key, cell in cells.items() if cell.overflows],
        }

    template = fill(FORM, context, reference)
    _describe_photo(template)
    if growth_pt:
        row = template.docx.tables[0].rows[slots(FORM)["resume"].row]
        row.height = Pt(row.height.pt - growth_pt)
    return to_bytes(template)


def _as_printed(key: str, value: str) -> str:
    value = printable(value).strip()
    if key == "quality_years" and re.fullmatch(r"\d+(?:\.\d+)?", value):
        return f"{value}年"
    return chinese_date(value) if key == "birth_date" else value


def _fit_cells(shown: Mapping[str, str]) -> tuple[dict[str, Fitted], float]:
    """Every value at a size its cell holds, and by how much the 简历 row shrinks so that the page stays one."""
    places = slots(FORM)
    spare = (places["resume"].lines - LEAST_RESUME_LINES) * RESUME_LINE_PT
    for extra in (3, 2, 1, 0):
        cells = {
            key: fit(text, places[key].width_pt, places[key].lines, extra)
            for key, text in shown.items()
            if key != "resume"
        }
        growth = _growth(cells, places)
        if growth <= spare:
            break
    resume = places["resume"]
    lines = int((resume.height_pt - growth - 3) // RESUME_LINE_PT)
    cells["resume"] = fit(shown["resume"], resume.width_pt, lines, sizes=RESUME_SIZES)
    return cells, growth


def _growth(cells: Mapping[str, Fitted], places: Mapping[str, Slot]) -> float:
    rows: dict[int, int] = {}
    for key, cell in cells.items():
        more = cell.lines - places[key].lines
        rows[places[key].row] = max(rows.get(places[key].row, 0), more)
    return sum(rows.values()) * float(LINE_PT)


def _photo(template: DocxTemplate, photo: bytes | None) -> Any:
    if photo is None:
        return "一寸照片"
    return InlineImage(template, io.BytesIO(photo), width=Mm(25), height=Mm(35))


def _describe_photo(template: DocxTemplate) -> None:
    for inline in template.docx.element.body.iter(qn("wp:inline")):
        for side in "TBLR":
            inline.set(f"dist{side}", "0")  # unsaid, LibreOffice takes 3 mm and the picture stands aside
        inline.find(qn("wp:docPr")).set("descr", "申请人一寸照片")


def _addendum(key: str, text: str) -> dict[str, Any]:
    lines = [runs(line, SIZES[0]) for line in text.split("\n")]
    return {"caption": CAPTIONS[key], "lines": lines}
