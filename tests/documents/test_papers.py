"""信息表, certificate, worklist, checklist, PDF: what stands on them."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from bot.core.verdict import Citation
from bot.documents import pdf as pdf_module
from bot.documents.appointment_letter import appointment_letter
from bot.documents.checklist import as_text, checklist
from bot.documents.pdf import PdfUnavailable, pdf, picture
from bot.documents.talent_pool import COLUMNS, NOTES, talent_pool_sheet
from bot.documents.worklist import Item, Section, worklist_docx
from bot.kb.load import load
from tests.documents.conftest import AWKWARD

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def cite() -> Callable[[str, str | None], Citation]:
    return load(ROOT / "policies_kb").cite


def lines(paper: bytes) -> list[str]:
    return [p.text for p in Document(io.BytesIO(paper)).paragraphs]


class TestTalentPoolSheet:
    def test_seventeen_columns_a_row_a_registration_and_the_notes(self, full: dict[str, str]) -> None:
        sheet = load_workbook(io.BytesIO(talent_pool_sheet([full, {**full, "applicant_name": "另一人"}]))).active
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        assert rows[1] == [caption for caption, _, _ in COLUMNS]
        assert len(rows[1]) == 17
        assert rows[2] == [
            "1", "珠海某某电器制造有限公司", "电线、电缆制造（3831）", "中型", "广东省珠海市金湾区", "陈测试",
            "110101198503120016", "男", "大专", "8", "副总经理", "广东省珠海市金湾区某某路100号某某园3栋", "13800138000",
            "csy@example.com", "2023年9月1日", "无", "无",
        ]  # fmt: skip
        assert (rows[3][0], rows[3][5]) == ("2", "另一人")
        assert [row[0] for row in rows[5:]] == list(NOTES)

    @pytest.mark.parametrize("text", AWKWARD)
    def test_nothing_typed_becomes_a_formula(self, text: str) -> None:
        keys = [key for _, key, _ in COLUMNS if key]
        sheet = load_workbook(io.BytesIO(talent_pool_sheet([dict.fromkeys(keys, text)]))).active
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert {cell.data_type for cell in cells} == {"s"}
        assert {cell.value for cell in sheet[3][1:]} == {text}


class TestAppointmentLetter:
    def test_guangdong_names_who_authorises_and_sets_no_term(self, full: dict[str, str]) -> None:
        said = "\n".join(lines(appointment_letter(full, "guangdong")))
        assert "兹聘任 陈测试 同志（现任质量总监）为 珠海某某电器制造有限公司 首席质量官。" in said
        assert "法定代表人或主要负责人（签字）" in said
        assert "自2023年9月1日起任职。" in said
        assert "任期" not in said
        assert full["id_number"] not in said

    def test_gansu_is_appointed_by_the_highest_manager_for_a_term(self, full: dict[str, str]) -> None:
        said = "\n".join(lines(appointment_letter(full, "gansu", term_years=3)))
        assert "企业最高管理者（签字）" in said
        assert "任期3年，自2023年9月1日起" in said
        assert "法定代表人" not in said

    def test_what_is_unknown_is_a_blank_and_signature_stamp_and_date_always_are(self) -> None:
        said = lines(appointment_letter({}, "gansu"))
        assert any("兹聘任 ________ 同志为 ________ 首席质量官。" in line for line in said)
        assert any(line.endswith("（盖章）") for line in said)
        assert said[-1] == "年　　　月　　　日"

    @pytest.mark.parametrize("text", AWKWARD)
    def test_names_come_out_literally(self, text: str) -> None:
        said = lines(appointment_letter({"applicant_name": text, "enterprise_name": text}, "guangdong"))
        assert any(f"兹聘任 {text} 同志为 {text} 首席质量官。" in line for line in said)


class TestWorklist:
    def test_items_with_boxes_remarks_without_and_quotes_with_their_source(self, cite: Callable[..., Citation]) -> None:
        quoted = cite("gansu-2021-1/三（一）/3", None)
        page = lines(
            worklist_docx("办事清单", [Section("一", (Item("做<b>{{7*7}}", quoted), Item("知道", todo=False)))])
        )
        said = [line for line in page if line]
        assert said == [
            "办事清单", "一", "□ 做<b>{{7*7}}", "依据 甘质发组〔2021〕1号 三（一）/3：“首席质量官任期一般为3年。”", "· 知道",
        ]  # fmt: skip

    def test_an_empty_section_leaves_no_heading(self) -> None:
        assert "空" not in lines(worklist_docx("办事清单", [Section("空", ())]))


class TestChecklist:
    def test_guangdong_has_both_routes_and_says_that_they_differ(self, cite: Callable[..., Citation]) -> None:
        said = as_text(checklist("guangdong", cite, by_hand=["身份证号"], attached=["学历证书"]))
        for expected in (
            "二维码",
            "盖章后的扫描件",
            "word 可编辑版",
            "复印件各 1 份",
            "小 1 寸相片 3 张",
            "手写补上空着的格：身份证号",
        ):
            assert expected in said
        assert "没写纸质的交到哪里" in said
        assert "还没有交到任何部门" in said

    def test_a_form_that_is_full_is_not_told_to_be_completed(self, cite: Callable[..., Citation]) -> None:
        assert "补完" in as_text(checklist("guangdong", cite, by_hand=["身份证号"]))
        assert "补完" not in as_text(checklist("guangdong", cite))

    @pytest.mark.parametrize(
        ("place", "wanted"),
        [("gansu", "书面报告"), ("anhui", "备案"), ("standard", "能力水平认定"), (None, "不在知识库里")],
    )
    def test_elsewhere_hears_first_that_the_form_is_guangdongs(
        self, place: str | None, wanted: str, cite: Callable[..., Citation]
    ) -> None:
        sections = checklist(place, cite)
        assert sections[0].items[0].text.startswith("这张登记表是广东的")
        said = as_text(sections)
        assert wanted in said
        assert "二维码" not in said, "Guangdong's routes are not another place's duty"

    def test_every_citation_is_of_the_place_asked_about(self, cite: Callable[..., Citation]) -> None:
        for place in ("guangdong", "gansu", "anhui"):
            cited = [i.citation for s in checklist(place, cite) for i in s.items if i.citation]
            assert cited
            assert {citation.place for citation in cited} == {place}


class TestPdf:
    def test_without_libreoffice_one_sentence_says_so(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("bot.documents.pdf.shutil.which", lambda _name: None)
        with pytest.raises(PdfUnavailable, match=r"Word 版（\.docx）"):
            pdf(b"")
        assert not pdf_module.available()

    def test_a_run_that_hangs_is_ended(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        hanging = tmp_path / "soffice"
        hanging.write_text("#!/bin/sh\nsleep 600\n")
        hanging.chmod(0o755)
        monkeypatch.setattr("bot.documents.pdf.shutil.which", lambda _name: str(hanging))
        with pytest.raises(PdfUnavailable, match="太久"):
            pdf(b"", timeout_seconds=0.2)

    def test_a_run_that_makes_nothing_is_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("bot.documents.pdf.shutil.which", lambda _name: "/bin/true")
        with pytest.raises(PdfUnavailable, match="没有做成"):
            pdf(b"")

    @pytest.mark.needs_libreoffice
    def test_the_certificate_takes_one_page_with_fonts_embedded(self, full: dict[str, str]) -> None:
        made = pdf(appointment_letter(full, "guangdong"))
        assert len(picture(made, 20)) == 1
        fonts = set(re.findall(rb"/FontName/[A-Z]{6}\+([A-Za-z]+)", made))
        assert any(font.startswith(b"NotoSerifCJK") for font in fonts)
        assert not any(b"DejaVu" in font for font in fonts), "a font without Chinese stood in"
