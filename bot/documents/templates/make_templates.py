"""Lays out the official form as a Word template: `python -m bot.documents.templates.make_templates`.

The layout follows 附件3 of guangdong-zhuhai-2023: the same cells in the same order, merged as printed. The template is
checked in, so that a bureau that wants another font or margin edits it in Word; a test holds it against this script.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

HERE = Path(__file__).parent
FORM = HERE / "registration_form.docx"
LETTER = HERE / "appointment_letter.docx"

# Eight columns in cm: caption, value, caption, value … as the narrowest row (单位负责人) needs them.
WIDTHS = (2.3, 2.5, 1.7, 2.7, 1.6, 2.6, 1.3, 2.9)

# One row: height in cm and cells (first column, last column, text, caption?).
Cell = tuple[int, int, str, bool]
ROWS: list[tuple[float, list[Cell]]] = [
    (0.95, [(0, 0, "单位名称", True), (1, 5, "{{ enterprise_name }}", False), (6, 7, "{{ photo }}", False)]),
    (
        0.95,
        [
            (0, 0, "所属地区", True),
            (1, 2, "{{ region }}", False),
            (3, 3, "所属行业", True),
            (4, 5, "{{ industry }}", False),
        ],
    ),
    (
        0.95,
        [
            (0, 0, "单位性质", True),
            (1, 2, "{{ ownership }}", False),
            (3, 3, "企业规模", True),
            (4, 5, "{{ enterprise_size }}", False),
        ],
    ),
    (1.15, [(0, 0, "主导产品及\n经营项目", True), (1, 5, "{{ main_products }}", False)]),
    (
        0.85,
        [
            (0, 0, "申请人姓名", True),
            (1, 2, "{{ applicant_name }}", False),
            (3, 3, "身份证号", True),
            (4, 7, "{{ id_number }}", False),
        ],
    ),
    (
        0.85,
        [
            (0, 0, "性别", True),
            (1, 1, "{{ gender }}", False),
            (2, 2, "出生日期", True),
            (3, 4, "{{ birth_date }}", False),
            (5, 5, "学历", True),
            (6, 7, "{{ education }}", False),
        ],
    ),
    (
        0.85,
        [
            (0, 0, "毕业院校", True),
            (1, 1, "{{ school }}", False),
            (2, 2, "专业", True),
            (3, 4, "{{ major }}", False),
            (5, 5, "质量工作年限", True),
            (6, 7, "{{ quality_years }}", False),
        ],
    ),
    (
        0.85,
        [
            (0, 0, "现任职务", True),
            (1, 1, "{{ position }}", False),
            (2, 2, "职称", True),
            (3, 4, "{{ title }}", False),
            (5, 5, "联系电话", True),
            (6, 7, "{{ phone }}", False),
        ],
    ),
    (
        0.85,
        [
            (0, 0, "手机", True),
            (1, 1, "{{ mobile }}", False),
            (2, 2, "传真", True),
            (3, 4, "{{ fax }}", False),
            (5, 5, "Email", True),
            (6, 7, "{{ email }}", False),
        ],
    ),
    (
        0.85,
        [
            (0, 0, "通讯地址", True),
            (1, 5, "{{ address }}", False),
            (6, 6, "邮编", True),
            (7, 7, "{{ postcode }}", False),
        ],
    ),
    (
        0.95,
        [
            (0, 0, "单位负责人", True),
            (1, 1, "{{ legal_head_name }}", False),
            (2, 2, "手机", True),
            (3, 3, "{{ legal_head_mobile }}", False),
            (4, 4, "电话\n传真", True),
            (5, 5, "{{ legal_head_phone }}", False),
            (6, 6, "职务", True),
            (7, 7, "{{ legal_head_post }}", False),
        ],
    ),
    (
        0.95,
        [
            (0, 0, "单位质量\n负责人", True),
            (1, 1, "{{ quality_head_name }}", False),
            (2, 2, "手机", True),
            (3, 3, "{{ quality_head_mobile }}", False),
            (4, 4, "电话\n传真", True),
            (5, 5, "{{ quality_head_phone }}", False),
            (6, 6, "职务", True),
            (7, 7, "{{ quality_head_post }}", False),
        ],
    ),
    (
        0.85,
        [
            (0, 0, "单位网址", True),
            (1, 3, "{{ website }}", False),
            (4, 4, "邮箱", True),
            (5, 7, "{{ enterprise_email }}", False),
        ],
    ),
    (6.0, [(0, 0, "申请人\n工作简历\n（注明质量管理经验、获奖情况）", True), (1, 7, "{{ resume }}", False)]),
    (2.7, [(0, 0, "单位推荐\n意见", True), (1, 7, "{{ recommendation }}", False)]),
    (0.95, [(0, 0, "备注", True), (1, 7, "{{ remark }}", False)]),
]
# The form's own notes, word for word.
NOTES = (
    "说明：1. 此表为广东省企业首席质量官任职资格审核及人才库信息采集的统一格式。",
    "2. 单位性质：国有企业、集体企业、合资企业、外资企业、有限责任公司、股份有限公司、私营企业、其他企业。",
    "3. 企业规模：大型、中型、小型，微型。具体请参照工业和信息化部等四部委《关于印发中小企业划型标准规定的通知》（工信部联企业〔2011〕300号）的各行业划型标准。",
    "4. “工作简历”一列可另附页。",
    "5. 请附身份证、学历、职称复印件各 1 份，以及近期免冠小 1 寸相片 3 张，",
    "6. 表格电子版请登录 www.gdaqj.org 的首席质量官项目中的政策文件栏目自行下载。",
)


def set_font(run: Any, size: float, name: str = "宋体", bold: bool = False) -> None:
    run.font.size, run.font.bold, run.font.name = Pt(size), bold, "Times New Roman"
    properties = run._element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    fonts.set(qn("w:eastAsia"), name)
    fonts.set(qn("w:hint"), "eastAsia")


def new_document(margins: tuple[float, float, float, float]) -> Any:
    """An A4 page; margins in cm: top, right, bottom, left."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = (Cm(m) for m in margins)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(10.5)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    return document


def write(paragraph: Any, text: str, size: float, *, name: str = "宋体", bold: bool = False, align: Any = None) -> None:
    set_font(paragraph.add_run(text), size, name, bold)
    if align is not None:
        paragraph.alignment = align


def make_registration_form() -> Any:
    document = new_document((1.5, 1.7, 1.2, 1.7))
    write(
        document.add_paragraph(),
        "广东省企业首席质量官基本信息登记表",
        18,
        name="黑体",
        bold=True,
        align=WD_ALIGN_PARAGRAPH.CENTER,
    )
    dated = document.add_paragraph()
    write(dated, "填写日期：{{ submitted_on }}", 10.5, align=WD_ALIGN_PARAGRAPH.RIGHT)
    dated.paragraph_format.space_before, dated.paragraph_format.space_after = Pt(4), Pt(3)
    table = document.add_table(len(ROWS), len(WIDTHS))
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    _fixed_layout(table)
    for number, (height, cells) in enumerate(ROWS):
        row = table.rows[number]
        row.height, row.height_rule = Cm(height), WD_ROW_HEIGHT_RULE.AT_LEAST
        for column, width in enumerate(WIDTHS):
            row.cells[column].width = Cm(width)
        for first, last, text, caption in cells:
            _fill(row.cells[first].merge(row.cells[last]), text, caption)
    photo = table.cell(0, 6).merge(table.cell(3, 7))
    _fill(photo, "{{ photo }}", True)
    for note in NOTES:
        paragraph = document.add_paragraph()
        write(paragraph, note, 8.5)
        paragraph.paragraph_format.left_indent = Cm(1.0 if note[0].isdigit() else 0)
    write(document.add_paragraph(), "{%p if addendum %}", 9)
    page = document.add_paragraph()
    page.paragraph_format.page_break_before = True
    write(page, "附页：申请人工作简历", 14, name="黑体", bold=True, align=WD_ALIGN_PARAGRAPH.CENTER)
    write(document.add_paragraph(), "单位名称：{{ enterprise_name }}　　申请人姓名：{{ applicant_name }}", 10.5)
    write(document.add_paragraph(), "{{ addendum }}", 10.5)
    write(document.add_paragraph(), "{%p endif %}", 9)
    return document


def _fixed_layout(table: Any) -> None:
    """Columns keep their width whatever stands in them, in Word and in LibreOffice."""
    layout = OxmlElement("w:tblLayout")
    layout.set(qn("w:type"), "fixed")
    table._tbl.tblPr.append(layout)
    for grid, width in zip(table._tbl.tblGrid.findall(qn("w:gridCol")), WIDTHS, strict=True):
        grid.set(qn("w:w"), str(int(Cm(width).twips)))


def _fill(cell: Any, text: str, caption: bool) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for paragraph in cell.paragraphs[1:]:
        paragraph._element.getparent().remove(paragraph._element)
    paragraph = cell.paragraphs[0]
    for run in list(paragraph.runs):
        run._element.getparent().remove(run._element)
    long_text = text in ("{{ resume }}", "{{ recommendation }}")
    for number, line in enumerate(text.split("\n")):
        target = paragraph if number == 0 else cell.add_paragraph()
        write(target, line, 10.5 if not line.startswith("（") else 9)
        target.alignment = WD_ALIGN_PARAGRAPH.LEFT if long_text else WD_ALIGN_PARAGRAPH.CENTER
    if text == "{{ resume }}":
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.TOP
    if text == "{{ recommendation }}":  # stamp and date are left to the firm
        for line in ("（盖章）　　　　　　", "年　　　月　　　日　　"):
            below = cell.add_paragraph()
            write(below, line, 10.5, align=WD_ALIGN_PARAGRAPH.RIGHT)
            below.paragraph_format.space_before = Pt(8)


def make_appointment_letter() -> Any:
    """聘任授权证书 / 任命文件: Gansu 二（一）, 三（一）; Guangdong 附件1 一. Signature, stamp and date stay blank."""
    document = new_document((3.5, 2.8, 3, 2.8))
    write(document.add_paragraph(), "{{ enterprise_name }}", 16, name="黑体", bold=True, align=WD_ALIGN_PARAGRAPH.CENTER)
    title = document.add_paragraph()
    write(title, "首席质量官聘任授权书", 22, name="黑体", bold=True, align=WD_ALIGN_PARAGRAPH.CENTER)
    title.paragraph_format.space_before, title.paragraph_format.space_after = Pt(18), Pt(24)
    for line in (
        "兹聘任 {{ applicant_name }} 同志（身份证号：{{ id_number }}）为本企业首席质量官，{{ term }}。",
        "授权其对本企业质量安全和质量发展工作全面负责，参与企业经营管理战略决策，行使质量安全“一票否决”权，{{ reports_to }}。",
        "依据：{{ basis }}。",
    ):
        paragraph = document.add_paragraph()
        write(paragraph, line, 14, name="仿宋")
        paragraph.paragraph_format.first_line_indent = Pt(28)
        paragraph.paragraph_format.line_spacing = 1.8
    for line in ("{{ signer }}（签字）：________________", "（单位盖章）", "      年      月      日"):
        paragraph = document.add_paragraph()
        write(paragraph, line, 14, name="仿宋", align=WD_ALIGN_PARAGRAPH.RIGHT)
        paragraph.paragraph_format.space_before = Pt(24)
    return document


def main() -> None:
    make_registration_form().save(str(FORM))
    make_appointment_letter().save(str(LETTER))


if __name__ == "__main__":
    main()
