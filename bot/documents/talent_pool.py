"""企业首席质量官人才库信息表 as .xlsx: the 17 columns and seven notes of 附件2 (guangdong-zhuhai-2023)."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side

from bot.documents.registration_form import chinese_date, printable

# Caption as printed, the field it holds (None: 序号), width in characters.
COLUMNS: tuple[tuple[str, str | None, int], ...] = (
    ("序号", None, 6),
    ("企业名称", "enterprise_name", 26),
    ("行业分类", "industry", 20),
    ("企业规模", "enterprise_size", 10),
    ("所属地区", "region", 20),
    ("首席质量官姓名", "applicant_name", 14),
    ("身份证号", "id_number", 24),
    ("性别", "gender", 6),
    ("学历", "education", 8),
    ("质量工作年限", "quality_years", 12),
    ("兼任职务（除首席质量官外在企业担任董事长、总经理、副总经理或其他）", "concurrent_post", 24),
    ("通讯地址", "address", 30),
    ("手机", "mobile", 14),
    ("电子邮箱", "email", 24),
    ("任职时间", "appointed_date", 16),
    ("培训证书号", "training_certificate_no", 20),
    ("发证机构", "certificate_issuer", 22),
)
NOTES = (
    "说明：1、企业规模请按照《统计上大中小微型企业划分标准》进行填写",
    "2、所属地区为企业生产经营所在地区",
    "3、行业分类按照《国民经济行业分类》，精确到小类（可在国家统计局网站查询http://www.stats.gov.cn/sj/tjbz/gmjjhyfl/）",
    "4、持中国香港、中国澳门、中国台湾证件请在证件号后面备注好地区",
    "5、电子邮箱为企业首席质量官本人邮箱，不得填写企业或者部门邮箱",
    "6、纳入首席质量官人才库将只公布企业名、首席质量官姓名",
    "7、本表格统计累计情况",
)
_THIN = Border(*(Side(style="thin"),) * 4)


def talent_pool_sheet(rows: Sequence[Mapping[str, str]]) -> bytes:
    """One row a registration, in the order given. Every cell is text: =1+1 stays =1+1, numbers keep their zeros."""
    book = Workbook()
    sheet = book.active
    sheet.title = "人才库信息表"
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(COLUMNS))
    _text(sheet, 1, 1, "企业首席质量官人才库信息表", Font(name="黑体", size=16, bold=True), border=False)
    sheet.row_dimensions[1].height = 30
    for column, (caption, _, width) in enumerate(COLUMNS, 1):
        _text(sheet, 2, column, caption, Font(name="宋体", size=10, bold=True))
        sheet.column_dimensions[sheet.cell(2, column).column_letter].width = width
    for number, values in enumerate(rows, 1):
        for column, (_, key, _width) in enumerate(COLUMNS, 1):
            said = str(number) if key is None else printable(str(values.get(key, "")))
            _text(
                sheet,
                number + 2,
                column,
                chinese_date(said) if key == "appointed_date" else said,
                Font(name="宋体", size=10),
            )
    for offset, note in enumerate(NOTES):
        line = len(rows) + 4 + offset
        sheet.merge_cells(start_row=line, start_column=1, end_row=line, end_column=len(COLUMNS))
        _text(sheet, line, 1, note, Font(name="宋体", size=9), border=False)
        sheet.cell(line, 1).alignment = Alignment(horizontal="left")
    sheet.freeze_panes = "A3"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _text(sheet: object, row: int, column: int, said: str, font: Font, border: bool = True) -> None:
    cell = sheet.cell(row, column)  # type: ignore[attr-defined]
    cell.value = said
    cell.data_type, cell.number_format = "s", "@"  # openpyxl takes a leading "=" for a formula
    cell.font, cell.alignment = font, Alignment(horizontal="center", vertical="center", wrap_text=True)
    cell.quotePrefix = said[:1] in "=+-@\t"
    if border:
        cell.border = _THIN
