"""The 登记表: every cell holds what was confirmed, the grid is the official one, and nothing typed is obeyed."""

from __future__ import annotations

import io
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.documents.layout import FORM_KEYS, FORM_NOTES, FORM_TITLE, GRID_MM, ROWS
from bot.documents.pdf import pdf, picture
from bot.documents.read_form import read_form
from bot.documents.registration_form import registration_form
from bot.documents.runs import printable
from bot.documents.templates.make_templates import MAKERS
from tests.documents.conftest import AWKWARD, FULL

TODAY = date(2024, 5, 6)
LONG = {
    "enterprise_name": "珠海某某智能电气装备与新材料产业技术研究开发集团股份" * 2 + "有限责任公司",
    "region": "新疆维吾尔自治区克孜勒苏柯尔克孜自治州阿合奇县",
    "industry": "其他未列明电气机械及器材制造（按本人所说：给新能源汽车做高压线束和充电桩配件）",
    "main_products": "电线电缆及线束加工与销售、" * 23,
    "applicant_name": "阿卜杜热西提·买买提依明·艾力克木江",
    "school": "某某科学技术大学材料科学与光电技术国际联合培养学院继续教育学院",
    "major": "机械设计制造及其自动化（智能制造方向、中外合作办学）",
    "position": "集团副总经理兼质量管理中心总监兼体系办公室主任",
    "title": "高级工程师（质量管理与可靠性工程专业）",
    "email": "a-very-long-mailbox-name-of-a-person.with.dots@mail.subdomain.example.com",
    "address": "广东省珠海市金湾区某某镇某某路一百号" * 8,
    "legal_head_name": "阿卜杜热西提·买买提依明·艾力克木江",
    "legal_head_post": "董事长兼总经理兼党委书记",
    "quality_head_post": "集团质量管理委员会执行主任",
    "website": "https://www.example.com/a/very/long/path/to/the/company/page?with=query&and=more",
    "resume": "在某公司任质量经理，主持质量改进，获奖多次。" * 91,
    "remark": "备注内容" * 50,
}


def form(values: dict[str, str], photo: bytes | None = None, **options: Any) -> Any:
    return Document(io.BytesIO(registration_form(values, photo, TODAY, **options)))


def cells(document: Any) -> list[list[str]]:
    """Text per printed cell: a merged one once, and empty in the rows it reaches into."""
    return [[_text(cell) for cell in row._tr.tc_lst] for row in document.tables[0].rows]


def _text(cell: Any) -> str:
    return "\n".join(
        "".join("\n" if node.tag == qn("w:br") else node.text or "" for node in p.iter(qn("w:t"), qn("w:br")))
        for p in cell.iter(qn("w:p"))
    )


def pages(docx: bytes) -> int:
    return len(picture(pdf(docx), 20))


def test_every_cell_holds_the_confirmed_value(full: dict[str, str]) -> None:
    rows = cells(form(full))
    assert rows[0] == ["单位名称", "珠海某某电器制造有限公司", "一寸照片"]
    assert rows[1] == ["所属地区", "广东省珠海市金湾区", "所属行业", "电线、电缆制造（3831）", ""]
    assert rows[2] == ["单位性质", "有限责任公司", "企业规模", "中型", ""]
    assert rows[3] == ["主导产品及\n经营项目", "电线、电缆、线束加工及销售", ""]
    assert rows[4] == ["申请人姓名", "陈测试", "身份证号", "110101198503120016", ""]
    assert rows[5] == ["性别", "男", "出生日期", "1985年3月12日", "学历", "大专"]
    assert rows[6] == ["毕业院校", "珠海某某职业技术学院", "专业", "机电一体化", "质量工作\n年限", "8年"]
    assert rows[7] == ["现任职务", "质量总监", "职称", "助理工程师", "联系电话", "0756-8880101-802"]
    assert rows[8] == ["手机", "13800138000", "传真", "无", "Email", "csy@example.com"]
    assert rows[9] == ["通讯地址", "广东省珠海市金湾区某某路100号某某园3栋", "邮编", "519040"]
    head = ["单位负责人", "李测试", "手机", "13900139000", "电话\n传真", "0756-8880100", "职务", "总经理"]
    assert rows[10] == head
    quality = [
        "单位质量\n负责人",
        "陈测试",
        "手机",
        "13800138000",
        "电话\n传真",
        "0756-8880101-802",
        "职务",
        "质量总监",
    ]
    assert rows[11] == quality
    assert rows[12] == ["单位网址", "www.example.com", "邮箱", "office@example.com"]
    assert rows[13] == ["申请人\n工作简历\n（注明质量\n管理经验、\n获奖情况）", full["resume"]]
    opinion = "我单位 陈测试 同志上述资料属实，同意推荐。\n（盖章）\n年　　　月　　　日"
    assert rows[14] == ["单位推荐\n意见", opinion]
    assert rows[15] == ["备注", "无"]


def test_title_date_and_notes_stand_around_the_table(full: dict[str, str]) -> None:
    """填写日期 is the day of submission, though the official form pre-prints 2023."""
    printed = [paragraph.text for paragraph in form(full).paragraphs if paragraph.text]
    assert printed == [FORM_TITLE, "填写日期：2024年5月6日", *FORM_NOTES]


def test_the_grid_is_the_official_one(full: dict[str, str]) -> None:
    """Spans per row, and the photo's cell over the first five rows."""
    table = form(full).tables[0]
    spans = [[cell.grid_span for cell in row._tr.tc_lst] for row in table.rows]
    assert spans == [[cell.span for cell in row.cells] for row in ROWS]
    assert {sum(row) for row in spans} == {len(GRID_MM)}
    merges = [[cell.vMerge for cell in row._tr.tc_lst] for row in table.rows]
    assert [row[-1] for row in merges[:6]] == ["restart", "continue", "continue", "continue", "continue", None]
    assert sum(merge is not None for row in merges for merge in row) == 5


def test_an_empty_form_has_captions_and_blanks_only() -> None:
    rows = cells(form({}))
    captions = [cell.text for row in ROWS for cell in row.cells if cell.kind == "label"]
    said = [text for row in rows for text in row if text and text not in captions]
    assert said == ["一寸照片", "我单位 　　　　　 同志上述资料属实，同意推荐。\n（盖章）\n年　　　月　　　日"]


def test_cells_left_by_hand_stay_blank(full: dict[str, str]) -> None:
    rows = cells(form(full, by_hand={"id_number", "mobile"}))
    assert rows[4][3] == ""
    assert rows[8][1] == ""
    assert "13800138000" in rows[11], "the same number in another cell is another answer"


def test_the_photo_stands_in_its_cell_at_one_inch(full: dict[str, str], portrait: bytes) -> None:
    document = form(full, portrait)
    assert cells(document)[0][2] == ""
    (extent,) = document.tables[0]._tbl.iter(qn("wp:extent"))
    assert (int(extent.get("cx")) / 36000, int(extent.get("cy")) / 36000) == (25, 35)


def test_the_reference_is_kept_in_the_file_and_not_on_the_paper(full: dict[str, str]) -> None:
    document = form(full, reference="CQO-ABCD2345")
    assert document.core_properties.identifier == "CQO-ABCD2345"
    assert not any("CQO-" in text for row in cells(document) for text in row)


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_text_comes_out_literally_in_every_cell(text: str) -> None:
    document = form(dict.fromkeys(FORM_KEYS, text))
    shown = [cell for row, spec in zip(cells(document), ROWS, strict=True) for cell in _values(row, spec)]
    assert shown == [text] * len(FORM_KEYS)
    assert f"我单位 {text} 同志" in cells(document)[14][1]


def _values(row: list[str], spec: Any) -> list[str]:
    return [text for text, cell in zip(row, spec.cells, strict=True) if cell.kind == "value"]


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.sampled_from(FORM_KEYS), st.text(max_size=80), max_size=6))
def test_whatever_was_typed_is_read_back_as_it_was(values: dict[str, str]) -> None:
    """Short texts of any characters stand in their cells; only what no document can hold is left out."""
    made = registration_form({"enterprise_name": "某公司", **values}, None, TODAY)
    Document(io.BytesIO(made))
    back = (
        read_form(made) if any(printable(v).strip() for v in values.values()) or "enterprise_name" not in values else {}
    )
    for key in set(values) - {"birth_date", "quality_years"}:
        expected = "\n".join(line for line in printable(values[key]).strip().split("\n"))
        assert back.get(key, "") == expected.strip()


def test_a_long_resume_goes_on_an_addendum_and_its_cell_points_there(full: dict[str, str]) -> None:
    resume = "".join(f"{year}年在某公司做质量管理，主持改进。" for year in range(1000, 1110))
    document = form({**full, "resume": resume})
    cell = cells(document)[13][1]
    assert cell.endswith("……（见附页）")
    assert resume.startswith(cell.removesuffix("……（见附页）"))
    assert len(cell) > 200
    after = [p.text for p in document.paragraphs]
    assert after[-1] == resume
    assert f"{FORM_TITLE}　附页" in after


def test_a_form_without_long_values_has_no_addendum(full: dict[str, str]) -> None:
    assert not any("附页" in p.text for p in form(full).paragraphs if "可另附页" not in p.text)


def test_values_that_outgrow_any_cell_are_whole_on_the_addendum(full: dict[str, str]) -> None:
    made = registration_form({**full, **LONG}, None, TODAY)
    back = read_form(made)
    assert {key: back[key] for key in LONG} == LONG


def test_templates_are_what_the_script_lays_out() -> None:
    """Edit make_templates.py and run it; a template edited in Word alone would be lost at the next run."""
    for path, make in MAKERS.items():
        kept, made = Document(str(path)), make()
        assert kept.element.xml == made.element.xml, f"{Path(path).name}: run make_templates"
        assert kept.styles.element.xml == made.styles.element.xml


@pytest.mark.needs_libreoffice
@pytest.mark.parametrize(
    ("values", "expected"),
    [(FULL, 1), ({}, 1), (dict.fromkeys(FORM_KEYS, "<b>&{{7*7}}"), 1), ({**FULL, **LONG}, 3)],
    ids=["full", "empty", "awkward", "longest"],
)
def test_pages_on_paper(values: dict[str, str], expected: int, portrait: bytes) -> None:
    assert pages(registration_form(values, portrait, TODAY)) == expected


@pytest.mark.needs_libreoffice
def test_the_longest_values_leave_the_table_on_the_first_page(portrait: bytes, tmp_path: Path) -> None:
    paper = tmp_path / "form.pdf"
    paper.write_bytes(pdf(registration_form({**FULL, **LONG}, portrait, TODAY)))
    first = subprocess.run(
        ["pdftotext", "-f", "1", "-l", "1", "-layout", str(paper), "-"], capture_output=True, text=True, check=True
    ).stdout.replace(" ", "")
    assert "自行下载" in first, "the last note"
    assert first.count("见附页") >= 3, "主导产品, 通讯地址, 工作简历"


@pytest.mark.needs_libreoffice
def test_dates_and_telephones_are_not_broken_into_three_lines(tmp_path: Path) -> None:
    """LibreOffice leaves a gap between 年 and a figure, and ends lines after hyphens: what is counted must count both."""
    paper = tmp_path / "form.pdf"
    telephone = "0756-88801010-80212"
    values = {**FULL, "birth_date": "1985-12-31", "fax": telephone, "legal_head_phone": telephone}
    paper.write_bytes(pdf(registration_form(values, None, TODAY)))
    command = ["pdftotext", "-layout", str(paper), "-"]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.replace(" ", "").splitlines()
    assert any("1985年12月31日" in line for line in lines)
    assert sum("0756-88801010-" in line for line in lines) == 2
