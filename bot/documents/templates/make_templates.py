"""Lays out the papers as Word templates: `python -m bot.documents.templates.make_templates`.

The form follows 附件3 of guangdong-zhuhai-2023: the same cells in the same order, merged as printed. The templates are
checked in, so that a bureau that wants another font or margin edits them in Word; a test holds them against this script.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from bot.documents.layout import FORM_NOTES, FORM_TITLE, GRID_MM, LINE_PT, RESUME_LINE_PT, ROWS, Cell

HERE = Path(__file__).parent
FORM = HERE / "registration_form.docx"
LETTER = HERE / "appointment_letter.docx"
WORKLIST = HERE / "worklist.docx"

CENTER, LEFT, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT
CELL_MARGIN_MM = 1.0
_UNUSED_PARTS = {"stylesWithEffects", "theme", "numbering", "customXml", "thumbnail", "webSettings"}


def new_document(top: float, side: float, bottom: float) -> Any:
    """An empty A4 page; margins in mm. 宋体 for Latin too: one font, so that widths are the same everywhere."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    section.left_margin = section.right_margin = Mm(side)
    section.header_distance = section.footer_distance = Mm(6)
    style = document.styles["Normal"]
    style.font.size = Pt(10.5)
    _fonts(style.element.get_or_add_rPr(), "宋体")
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    language = document.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}")
    language.set(qn("w:eastAsia"), "zh-CN")  # punctuation stands at the lower left
    _fonts(document.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:rPr')}"), "宋体")
    _prune(document)
    properties = document.core_properties
    properties.author, properties.title, properties.comments = "", "", ""
    return document


def _prune(document: Any) -> None:
    """python-docx's own starting document brings 160 styles, a theme and a thumbnail: half the time to load and save."""
    styles = document.styles.element
    kept = {"Normal", "DefaultParagraphFont", "TableNormal", "NoList", "TableGrid"}
    for element in list(styles):
        named = element.tag == qn("w:style") and element.get(qn("w:styleId")) not in kept
        if named or element.tag == qn("w:latentStyles"):
            styles.remove(element)
    for part in (document.part, document.part.package):
        for key, relation in list(part.rels.items()):
            if relation.reltype.rsplit("/", 1)[-1] in _UNUSED_PARTS:
                del part.rels[key]


def _fonts(properties: Any, name: str) -> None:
    fonts = properties.get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), name)
    fonts.set(qn("w:hint"), "eastAsia")  # “ ” and — are as wide as an ideograph


def write(paragraph: Any, text: str, size: float, *, font: str = "宋体", bold: bool = False, line: bool = False) -> Any:
    """A run of text; `line` underlines it."""
    run = paragraph.add_run(text)
    run.font.size, run.font.bold, run.font.underline = Pt(size), bold or None, line or None
    _fonts(run._element.get_or_add_rPr(), font)
    return run


def spaced(paragraph: Any, *, line: float | None = None, before: float = 0, after: float = 0, align: Any = None) -> Any:
    """Line height exact in pt, space before and after in pt."""
    form = paragraph.paragraph_format
    for spacing in ("autoSpaceDE", "autoSpaceDN"):  # 2024年5月6日, not 2024 年 5 月 6 日
        element = OxmlElement(f"w:{spacing}")
        element.set(qn("w:val"), "0")
        paragraph._p.get_or_add_pPr().insert_element_before(element, "w:snapToGrid", "w:spacing", "w:ind", "w:jc")
    form.space_before, form.space_after = Pt(before), Pt(after)
    if line is not None:
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(line)
    if align is not None:
        paragraph.alignment = align
    return paragraph


def make_registration_form() -> Any:
    document = new_document(12, 18, 10)
    title = spaced(document.add_paragraph(), line=26, align=CENTER)
    write(title, FORM_TITLE, 18, font="黑体")
    dated = spaced(document.add_paragraph(), line=18, after=3, align=RIGHT)
    write(dated, "填写日期：{{ submitted_on }}", 10.5)
    table = document.add_table(len(ROWS), len(GRID_MM))
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    _fix_grid(table)
    _fill_table(table)
    for number, note in enumerate(FORM_NOTES):
        paragraph = spaced(document.add_paragraph(), line=11, before=4 if number == 0 else 0)
        indent = Mm(8.1)  # the width of 说明：
        paragraph.paragraph_format.left_indent = indent + Mm(3.3)
        paragraph.paragraph_format.first_line_indent = -Mm(3.3) - (indent if number == 0 else 0)
        write(paragraph, note, 7.5)
    _add_addendum(document)
    return document


def _fix_grid(table: Any) -> None:
    """Columns keep their width whatever stands in them, in Word and in LibreOffice."""
    properties = table._tbl.tblPr
    margins = OxmlElement("w:tblCellMar")
    for side, width in (("top", 0.0), ("left", CELL_MARGIN_MM), ("bottom", 0.0), ("right", CELL_MARGIN_MM)):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), str(Mm(width).twips))
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    properties.insert_element_before(margins, "w:tblLook")
    for column, width in zip(table._tbl.tblGrid.findall(qn("w:gridCol")), GRID_MM, strict=True):
        column.set(qn("w:w"), str(Mm(width).twips))


def _fill_table(table: Any) -> None:
    grid = [row.cells for row in table.rows]
    photo: list[Any] = []
    for number, row in enumerate(ROWS):
        table.rows[number].height = Mm(row.height_mm)
        table.rows[number].height_rule = WD_ROW_HEIGHT_RULE.AT_LEAST
        _keep_together(table.rows[number])
        for column, width in enumerate(GRID_MM):
            grid[number][column].width = Mm(width)
        first = 0
        for cell in row.cells:
            merged = grid[number][first].merge(grid[number][first + cell.span - 1])
            if cell.kind == "photo":
                photo.append(merged)
            else:
                _fill(merged, cell)
            first += cell.span
    _fill(photo[0].merge(photo[-1]), Cell("photo", "photo"))


def _keep_together(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _fill(cell: Any, spec: Cell) -> None:
    for paragraph in cell.paragraphs[1:]:
        paragraph._element.getparent().remove(paragraph._element)
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = cell.paragraphs[0]
    if spec.kind == "photo":
        write(spaced(paragraph, align=CENTER), "{{ photo }}", 10.5)
    elif spec.kind == "opinion":
        _fill_opinion(cell)
    elif spec.kind == "value":
        long = spec.text == "resume"
        wide = spec.text in {"main_products", "remark", "resume"}
        spaced(paragraph, line=RESUME_LINE_PT if long else LINE_PT, align=LEFT if wide else CENTER)
        write(paragraph, f"{{{{r {spec.text} }}}}", 10.5)
        if long:
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.TOP
            spaced(paragraph, line=RESUME_LINE_PT, before=3)
    else:
        small = spec.text.find("（")
        for number, line in enumerate(spec.text.split("\n")):
            target = paragraph if number == 0 else cell.add_paragraph()
            spaced(target, line=LINE_PT + 1, align=CENTER)
            noted = small >= 0 and spec.text.find(line) >= small
            write(target, line, 9 if noted else 10.5)


def _fill_opinion(cell: Any) -> None:
    """The firm's recommendation: the applicant is named, stamp and date are left to the firm."""
    opinion = spaced(cell.paragraphs[0], line=18, align=LEFT)
    opinion.paragraph_format.first_line_indent = Pt(21)
    write(opinion, "我单位", 10.5)
    write(opinion, "{{ applicant }}", 10.5, line=True)
    write(opinion, "同志上述资料属实，同意推荐。", 10.5)
    stamp = spaced(cell.add_paragraph(), line=18, before=4, align=RIGHT)
    stamp.paragraph_format.right_indent = Mm(22)
    write(stamp, "（盖章）", 10.5)
    dated = spaced(cell.add_paragraph(), line=18, align=RIGHT)
    dated.paragraph_format.right_indent = Mm(10)
    write(dated, "年　　　月　　　日", 10.5)


def _add_addendum(document: Any) -> None:
    """A page for what outgrew its cell: each caption with its whole text."""
    write(document.add_paragraph(), "{%p if addendum %}", 7.5)
    title = spaced(document.add_paragraph(), after=8, align=CENTER)
    title.paragraph_format.page_break_before = True
    write(title, f"{FORM_TITLE}　附页", 14, font="黑体")
    write(spaced(document.add_paragraph(), after=8), "单位名称：{{ enterprise }}　　申请人：{{ applicant }}", 10.5)
    write(document.add_paragraph(), "{%p for item in addendum %}", 10.5)
    caption = spaced(document.add_paragraph(), line=20, before=8)
    caption.paragraph_format.keep_with_next = True
    write(caption, "{{ item.caption }}", 11, font="黑体")
    write(document.add_paragraph(), "{%p for line in item.lines %}", 10.5)
    text = spaced(document.add_paragraph(), line=18)
    write(text, "{{r line }}", 10.5)
    for end in ("{%p endfor %}", "{%p endfor %}", "{%p endif %}"):
        write(document.add_paragraph(), end, 10.5)


def make_appointment_letter() -> Any:
    """聘任授权证书: Gansu 二（一）, 三（一）; Guangdong 附件1 一. Number, signature, stamp and date stay blank."""
    document = new_document(38, 28, 30)
    write(spaced(document.add_paragraph(), line=40, align=CENTER), "首席质量官聘任授权证书", 24, font="黑体")
    write(spaced(document.add_paragraph(), line=24, after=36, align=CENTER), "编号：____________", 12, font="仿宋")
    for text in ("{{ appointed }}", "{{ charge }}", "{{ term }}", "{{ basis }}"):
        small = text == "{{ basis }}"
        paragraph = spaced(
            document.add_paragraph(), line=20 if small else 30, before=6, align=WD_ALIGN_PARAGRAPH.JUSTIFY
        )
        paragraph.paragraph_format.first_line_indent = Pt(24 if small else 30)
        write(paragraph, text, 12 if small else 15, font="仿宋")
    for number, text in enumerate(
        ("{{ enterprise }}（盖章）", "{{ signer }}（签字）：____________", "年　　　月　　　日")
    ):
        paragraph = spaced(document.add_paragraph(), line=30, before=54 if number == 0 else 12, align=RIGHT)
        write(paragraph, text, 15, font="仿宋")
    return document


def make_worklist() -> Any:
    """A page to pass on: what to do, ticked off by hand, each with the passage that asks for it."""
    document = new_document(20, 22, 18)
    write(spaced(document.add_paragraph(), line=28, after=10, align=CENTER), "{{ title }}", 18, font="黑体")
    write(document.add_paragraph(), "{%p for section in sections %}", 10.5)
    heading = spaced(document.add_paragraph(), line=22, before=8, after=2)
    heading.paragraph_format.keep_with_next = True
    write(heading, "{{ section.heading }}", 13, font="黑体")
    write(document.add_paragraph(), "{%p for item in section['items'] %}", 10.5)
    item = spaced(document.add_paragraph(), line=19, before=2)
    item.paragraph_format.left_indent, item.paragraph_format.first_line_indent = Pt(18), -Pt(18)
    write(item, "{{ item.mark }} {{ item.text }}", 11)
    write(document.add_paragraph(), "{%p if item.quote %}", 10.5)
    quote = spaced(document.add_paragraph(), line=14)
    quote.paragraph_format.left_indent = Pt(18)
    write(quote, "依据 {{ item.source }}：“{{ item.quote }}”", 9, font="仿宋")
    for end in ("{%p endif %}", "{%p endfor %}", "{%p endfor %}"):
        write(document.add_paragraph(), end, 10.5)
    return document


MAKERS = {FORM: make_registration_form, LETTER: make_appointment_letter, WORKLIST: make_worklist}


def main() -> None:
    for path, make in MAKERS.items():
        make().save(str(path))


if __name__ == "__main__":
    main()
