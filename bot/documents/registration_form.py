"""广东省企业首席质量官基本信息登记表 as .docx, from the values of a confirmed registration.

Source of layout and notes: guangdong-zhuhai-2023, 附件3.
"""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from docx.shared import Mm, Pt
from docxtpl import DocxTemplate, InlineImage, Listing
from jinja2 import Environment, StrictUndefined

from bot.documents.templates.make_templates import FORM

KEYS = ["enterprise_name", "region", "industry", "ownership", "enterprise_size", "main_products", "applicant_name", "id_number", "gender", "education", "school", "major", "quality_years", "position", "title", "phone", "mobile", "fax", "email", "address", "postcode", "legal_head_name", "legal_head_mobile", "legal_head_phone", "legal_head_post", "quality_head_name", "quality_head_mobile", "quality_head_phone", "quality_head_post", "website", "enterprise_email", "remark"]
RESUME_HOLDS = 400  # characters of the 简历 cell at 10.5 pt before the page would overflow
RESUME_LINES = 11
# What XML 1.0 cannot hold; everything else a person types is printed as it is.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")


def printable(text: str) -> str:
    return _UNPRINTABLE.sub("", text)


def chinese_date(iso: str) -> str:
    """`1985-03-12` → 1985年3月12日; anything else as it is."""
    hit = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", iso)
    return f"{hit[1]}年{int(hit[2])}月{int(hit[3])}日" if hit else iso


def registration_form(
    values: Mapping[str, str], photo: bytes | None, submitted_on: date, *, by_hand: Collection[str] = ()
) -> bytes:
    """The filled form. Cells in `by_hand` and values not given stay blank; stamp and date of the 推荐意见 always do."""
    template = DocxTemplate(str(FORM))
    known = {key: "" if key in by_hand else printable(values.get(key, "")) for key in KEYS}
    resume, addendum = _resume(printable(values.get("resume", "")))
    context: dict[str, Any] = {
        **known,
        "birth_date": chinese_date(values.get("birth_date", "")),
        "quality_years": _years(known["quality_years"]),
        "submitted_on": f"{submitted_on.year} 年 {submitted_on.month} 月 {submitted_on.day} 日",
        "resume": Listing(resume),
        "addendum": Listing(addendum) if addendum else "",
        "recommendation": _recommendation(known["applicant_name"]),
        "photo": InlineImage(template, io.BytesIO(photo), width=Mm(25), height=Mm(35)) if photo else "一寸照片",
    }
    template.render(context, Environment(undefined=StrictUndefined, autoescape=True), autoescape=True)
    _shrink_long_values(template.docx)
    out = io.BytesIO()
    template.save(out)
    return out.getvalue()


def _years(value: str) -> str:
    return f"{value}年" if re.fullmatch(r"\d+(?:\.\d+)?", value) else value


def _recommendation(name: str) -> str:
    who = name or "_____"
    return f"我单位 {who} 同志上述资料属实，同意推荐。"


def _resume(text: str) -> tuple[str, str]:
    """(what stands in the cell, what stands on the addendum page): a long one begins in the cell and is whole overleaf."""
    lines = sum(1 + len(line) // 38 for line in text.split("\n"))
    if len(text) <= RESUME_HOLDS and lines <= RESUME_LINES:
        return text, ""
    head = text.replace("\n", " ")[: RESUME_HOLDS - 40]
    cut = max(head.rfind(mark) for mark in "。；;，,")
    return head[: cut + 1 if cut > 150 else len(head)] + "……（全文见附页）", text


def _shrink_long_values(document: Any) -> None:
    """Long values get smaller type, so that the table stays on its page."""
    seen = set()
    for row in document.tables[0].rows:
        for cell in row.cells:
            if cell._tc in seen:
                continue
            seen.add(cell._tc)
            width = (cell.width or 0) / 360000  # EMU → cm
            text = cell.text
            if len(text) > 200 or not text.strip() or not width:
                continue
            # At 10.5 pt a Han character is 0.37 cm wide; a Latin one up to 0.23 where Times New Roman is replaced.
            needed = sum(0.37 if ord(c) > 0x2E80 else 0.23 for c in max(text.split("\n"), key=len))
            lines = needed / max(width - 0.4, 0.5)
            size = 10.5 if lines <= 1 else 8.5 if lines <= 1.22 else 9 if lines <= 2.2 else 8 if lines <= 4 else 7
            if size < 10.5:
                for paragraph in cell.paragraphs:
                    for run in paragraph.runs:
                        run.font.size = Pt(size)
