"""The official 登记表 as data: its grid, its rows, which cell holds which field. Template and reader share it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["label", "value", "photo", "opinion"]

GRID_MM = (23, 28, 19, 28, 19, 27, 11, 19)  # 174 mm between margins of 18 mm
LINE_PT = 12  # exact line height inside cells: Noto's own line is 1.45 em, SimSun's 1.15, so neither may decide
RESUME_LINE_PT = 15


@dataclass(frozen=True)
class Cell:
    kind: Kind
    text: str  # caption, or field key
    span: int = 1


@dataclass(frozen=True)
class Row:
    height_mm: float
    cells: tuple[Cell, ...]


def _row(height_mm: float, *parts: str) -> Row:
    """`=key*3` is a value over three columns, `@photo*2` the photo, `!opinion*7` the 推荐意见, anything else a caption."""
    return Row(height_mm, tuple(_cell(part) for part in parts))


def _cell(part: str) -> Cell:
    name, _, span = part.partition("*")
    kinds: dict[str, Kind] = {"=": "value", "@": "photo", "!": "opinion"}
    kind = kinds.get(name[0], "label")
    return Cell(kind, name if kind == "label" else name[1:], int(span or 1))


PHOTO = "@photo*2"  # one cell over five rows

ROWS: tuple[Row, ...] = (
    _row(9.3, "单位名称", "=enterprise_name*5", PHOTO),
    _row(9.3, "所属地区", "=region", "所属行业", "=industry*3", PHOTO),
    _row(9.3, "单位性质", "=ownership", "企业规模", "=enterprise_size*3", PHOTO),
    _row(9.3, "主导产品及\n经营项目", "=main_products*5", PHOTO),
    _row(9.3, "申请人姓名", "=applicant_name", "身份证号", "=id_number*3", PHOTO),
    _row(9.3, "性别", "=gender", "出生日期", "=birth_date", "学历", "=education*3"),
    _row(9.3, "毕业院校", "=school", "专业", "=major", "质量工作\n年限", "=quality_years*3"),
    _row(9.3, "现任职务", "=position", "职称", "=title", "联系电话", "=phone*3"),
    _row(9.3, "手机", "=mobile", "传真", "=fax", "Email", "=email*3"),
    _row(9.3, "通讯地址", "=address*4", "邮编", "=postcode*2"),
    _row(9.3, "单位负责人", "=legal_head_name", "手机", "=legal_head_mobile", "电话\n传真",
         "=legal_head_phone", "职务", "=legal_head_post"),
    _row(9.3, "单位质量\n负责人", "=quality_head_name", "手机", "=quality_head_mobile", "电话\n传真",
         "=quality_head_phone", "职务", "=quality_head_post"),
    _row(9.3, "单位网址", "=website*3", "邮箱", "=enterprise_email*3"),
    _row(61, "申请人\n工作简历\n（注明质量\n管理经验、\n获奖情况）", "=resume*7"),
    _row(26, "单位推荐\n意见", "!opinion*7"),
    _row(10, "备注", "=remark*7"),
)  # fmt: skip

FORM_TITLE = "广东省企业首席质量官基本信息登记表"
FORM_NOTES = (
    "说明：1. 此表为广东省企业首席质量官任职资格审核及人才库信息采集的统一格式。",
    "2. 单位性质：国有企业、集体企业、合资企业、外资企业、有限责任公司、股份有限公司、私营企业、其他企业。",
    "3. 企业规模：大型、中型、小型，微型。具体请参照工业和信息化部等四部委《关于印发中小企业划型标准规定的通知》"
    "（工信部联企业〔2011〕300号）的各行业划型标准。",
    "4. “工作简历”一列可另附页。",
    "5. 请附身份证、学历、职称复印件各 1 份，以及近期免冠小 1 寸相片 3 张，",
    "6. 表格电子版请登录 www.gdaqj.org 的首席质量官项目中的政策文件栏目自行下载。",
)

FORM_KEYS: tuple[str, ...] = tuple(cell.text for row in ROWS for cell in row.cells if cell.kind == "value")

# Captions as they head a long value on the addendum page.
CAPTIONS: dict[str, str] = {
    "enterprise_name": "单位名称", "region": "所属地区", "industry": "所属行业", "ownership": "单位性质",
    "enterprise_size": "企业规模", "main_products": "主导产品及经营项目", "applicant_name": "申请人姓名",
    "id_number": "身份证号", "gender": "性别", "birth_date": "出生日期", "education": "学历", "school": "毕业院校",
    "major": "专业", "quality_years": "质量工作年限", "position": "现任职务", "title": "职称", "phone": "联系电话",
    "mobile": "手机", "fax": "传真", "email": "Email", "address": "通讯地址", "postcode": "邮编",
    "legal_head_name": "单位负责人", "legal_head_mobile": "单位负责人手机", "legal_head_phone": "单位负责人电话／传真",
    "legal_head_post": "单位负责人职务", "quality_head_name": "单位质量负责人",
    "quality_head_mobile": "单位质量负责人手机", "quality_head_phone": "单位质量负责人电话／传真",
    "quality_head_post": "单位质量负责人职务", "website": "单位网址", "enterprise_email": "邮箱",
    "resume": "申请人工作简历", "remark": "备注",
}  # fmt: skip
