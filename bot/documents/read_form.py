"""An old 登记表 (.docx) or a row of the 人才库信息表 (.xlsx), read back by its captions into {key: text as it stands}."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook

from bot.documents.fit import POINTER
from bot.documents.layout import CAPTIONS
from bot.documents.package import PackageRejected, check_package

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS, MAX_COLUMNS, HEADER_WITHIN = 2000, 60, 30
LEAST_CAPTIONS = 5  # fewer of ours, and it is some other table

_PLAIN: dict[str, str] = {
    "单位名称": "enterprise_name", "企业名称": "enterprise_name", "所属地区": "region", "所属行业": "industry",
    "行业分类": "industry", "单位性质": "ownership", "企业规模": "enterprise_size", "主导产品及经营项目": "main_products",
    "申请人姓名": "applicant_name", "首席质量官姓名": "applicant_name", "身份证号": "id_number",
    "身份证号码": "id_number", "性别": "gender", "出生日期": "birth_date", "出生年月": "birth_date",
    "学历": "education", "毕业院校": "school", "专业": "major", "质量工作年限": "quality_years",
    "现任职务": "position", "职称": "title", "联系电话": "phone", "手机": "mobile", "传真": "fax", "email": "email",
    "电子邮箱": "email", "通讯地址": "address", "邮编": "postcode", "单位负责人": "legal_head_name",
    "单位质量负责人": "quality_head_name", "单位网址": "website", "邮箱": "enterprise_email", "备注": "remark",
    "任职时间": "appointed_date", "培训证书号": "training_certificate_no", "发证机构": "certificate_issuer",
}  # fmt: skip
# Captions that go on with an explanation in the same cell.
_PREFIXES = {"申请人工作简历": "resume", "兼任职务": "concurrent_post"}
# Captions that mean the person whose row it is.
_OF_PERSON = {"手机": "mobile", "电话传真": "phone", "电话": "phone", "职务": "post"}
_PERSON_ROWS = {"legal_head_name": "legal_head", "quality_head_name": "quality_head"}
_OTHERS = {b"%PDF": " PDF", b"\xff\xd8\xff": "照片", b"\x89PNG": "图片", b"\xd0\xcf\x11\xe0": "老格式（.doc、.xls）"}
_NOT_LETTERS = re.compile(r"[\W_]+")


class FormUnreadable(ValueError):
    """One Chinese sentence: why the file cannot be read and what to send instead."""


def read_form(content: bytes) -> dict[str, str]:
    """The values of one person; blank cells are left out. A sheet with several people is refused: which one is meant?"""
    rows = read_rows(content)
    if len(rows) > 1:
        raise FormUnreadable(f"这张信息表里有 {len(rows)} 个人，请只留要填的那一行再发。")
    return rows[0]


def read_rows(content: bytes) -> list[dict[str, str]]:
    """One dictionary a person, at least one; raises FormUnreadable."""
    if len(content) > MAX_BYTES:
        raise FormUnreadable("文件超过 10 MB，登记表一般不到 1 MB，请发原来的 .docx 或 .xlsx。")
    other = next((name for start, name in _OTHERS.items() if content.startswith(start)), None)
    if other:
        raise FormUnreadable(f"这是{other}，读不出格子，请发《登记表》.docx 或《人才库信息表》.xlsx。")
    try:
        kind = check_package(content)
        rows = [_read_docx(content)] if kind == "docx" else _read_xlsx(content)
    except PackageRejected as error:
        raise FormUnreadable(str(error)) from error
    except Exception as error:
        raise FormUnreadable("这个文件读不出来，请在 Word 或 Excel 里另存一次再发。") from error
    rows = [row for row in rows if row]
    if not rows:
        raise FormUnreadable("没找到登记表的格子，请发《登记表》.docx 或《人才库信息表》.xlsx，格子里要有内容。")
    return rows


# ---- Word ----


def _read_docx(content: bytes) -> dict[str, str]:
    body = Document(io.BytesIO(content)).element.body
    values: dict[str, str] = {}
    captions = 0
    for row in body.iter(qn("w:tr")):
        for key, text in _pairs(_row_texts(row)):
            captions += 1
            if text and key not in values:
                values[key] = text
    if captions < LEAST_CAPTIONS:
        return {}
    return {**values, **_from_addendum(body, values)}


def _row_texts(row: Any) -> list[str]:
    """One text a cell as printed: a merged cell counts once, and not again in the rows it reaches into."""
    cells = [cell for cell in row.iter(qn("w:tc")) if next(cell.iterancestors(qn("w:tr"))) is row]
    return [_text(cell) for cell in cells if not _continues(cell)]


def _continues(cell: Any) -> bool:
    merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return merge is not None and merge.get(qn("w:val"), "continue") == "continue"


def _text(element: Any) -> str:
    """Text of the paragraphs, line breaks kept; text boxes stand twice in a file and are no part of a cell."""
    lines = [
        "".join(_pieces(paragraph))
        for paragraph in element.iter(qn("w:p"))
        if next(paragraph.iterancestors(qn("w:txbxContent")), None) is None
    ]
    return "\n".join(lines).strip()


def _pieces(paragraph: Any) -> Iterator[str]:
    for node in paragraph.iter(qn("w:t"), qn("w:br"), qn("w:cr"), qn("w:tab")):
        if next(node.iterancestors(qn("w:p"))) is not paragraph:
            continue
        if node.tag == qn("w:t"):
            yield node.text or ""
        elif node.tag != qn("w:tab"):
            yield "\n"
        elif next(node.iterancestors(qn("w:tabs")), None) is None:
            yield " "


def _pairs(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Caption and value by turns; a caption with a colon may have its value in its own cell."""
    person: str | None = None
    position = 0
    while position < len(texts):
        text = texts[position]
        position += 1
        key = _key(text, person)
        if key is None:
            inside = re.split(r"[:：]", text, maxsplit=1)
            key = _key(inside[0], person) if len(inside) == 2 else None
            if key is not None:
                yield key, inside[1].strip()
        else:
            # What follows a caption is its value, even where it reads like one: a firm may make 手机.
            yield key, texts[position] if position < len(texts) else ""
            position += 1
        person = _PERSON_ROWS.get(key or "", person)


def _key(caption: str, person: str | None = None) -> str | None:
    plain = _NOT_LETTERS.sub("", caption).lower()
    if person and plain in _OF_PERSON:
        return f"{person}_{_OF_PERSON[plain]}"
    if plain in _PLAIN:
        return _PLAIN[plain]
    return next((key for prefix, key in _PREFIXES.items() if plain.startswith(prefix) and len(plain) < 60), None)


def _from_addendum(body: Any, values: dict[str, str]) -> dict[str, str]:
    """What a cell only began, whole, from the addendum page that our own form gives it."""
    expected = {CAPTIONS[key]: key for key, text in values.items() if text.endswith(POINTER) and key in CAPTIONS}
    found: dict[str, list[str]] = {}
    current: str | None = None
    for paragraph in body.iterchildren(qn("w:p")):
        line = "".join(_pieces(paragraph))
        if line in expected and expected[line] not in found:
            current = expected[line]
            found[current] = []
        elif current:
            found[current].append(line)
    return {key: "\n".join(lines).strip() for key, lines in found.items() if any(lines)}


# ---- Excel ----


def _read_xlsx(content: bytes) -> list[dict[str, str]]:
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    try:
        for sheet in book.worksheets:
            rows = list(sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS, values_only=True))
            header = next((n for n, row in enumerate(rows[:HEADER_WITHIN]) if _captions(row) >= LEAST_CAPTIONS), None)
            if header is not None:
                return list(_people(rows[header], rows[header + 1 :]))
    finally:
        book.close()
    return []


def _captions(row: Sequence[object]) -> int:
    return sum(_key(_as_text(cell)) is not None for cell in row)


def _people(header: Sequence[object], rows: Sequence[Sequence[object]]) -> Iterator[dict[str, str]]:
    keys = [_key(_as_text(cell)) for cell in header]
    for row in rows:
        texts = [_as_text(cell) for cell in row]
        if texts and next((text for text in texts if text), "").startswith("说明"):
            return
        values = {key: text for key, text in zip(keys, texts, strict=False) if key and text}
        if len(values) > 1:
            yield values


def _as_text(cell: object) -> str:
    """As typed. A number of more than 15 digits, an ID number among them, as Excel shows it: it has been rounded."""
    if cell is None or isinstance(cell, bool):
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, int | float):
        if abs(cell) >= 10**15:
            return f"{cell:.5E}"  # nobody takes this for an ID number, and it can be said that it was not read
        return str(int(cell)) if float(cell).is_integer() else str(cell)
    return str(cell).strip()
