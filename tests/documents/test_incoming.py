"""Files from outside: photos, copies, old forms. Known by content, bounded, and read without being believed."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import pytest
from docx import Document
from openpyxl import Workbook
from PIL import Image

from bot.documents import attachments, photo
from bot.documents.attachments import AttachmentRejected, sniff
from bot.documents.package import PackageRejected, check_package
from bot.documents.photo import PhotoRejected, fit_photo
from bot.documents.read_form import FormUnreadable, read_form, read_rows
from bot.documents.registration_form import registration_form
from bot.documents.talent_pool import COLUMNS, talent_pool_sheet
from tests.documents.conftest import FULL, picture_of

TODAY = date(2024, 5, 6)


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def quadrants(width: int, height: int, orientation: int = 1) -> bytes:
    """A picture whose corners have four colours: red, green / blue, white."""
    image = Image.new("RGB", (width, height), "white")
    for box, colour in (((0, 0), "red"), ((width // 2, 0), "green"), ((0, height // 2), "blue")):
        image.paste(Image.new("RGB", (width // 2, height // 2), colour), box)
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "camera of a person"
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif, quality=95)
    return out.getvalue()


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def with_part(package: bytes, name: str, content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(package)) as source:
        parts = {entry: source.read(entry) for entry in source.namelist()}
    return zipped({**parts, name: content})


class TestPhoto:
    @pytest.mark.parametrize(("width", "height"), [(295, 413), (3000, 4000), (4000, 3000), (500, 2000), (600, 600)])
    def test_any_shape_becomes_one_inch_at_print_quality(self, width: int, height: int) -> None:
        made = opened(fit_photo(picture_of(width, height)))
        assert (made.format, made.size, made.info["dpi"]) == ("JPEG", (295, 413), (300, 300))

    def test_a_wide_picture_keeps_its_middle_and_a_tall_one_its_top(self) -> None:
        wide = opened(fit_photo(quadrants(2000, 826)))
        assert wide.getpixel((20, 20))[0] > 200  # type: ignore[index]
        assert wide.getpixel((275, 20))[1] > 100  # type: ignore[index]
        tall = opened(fit_photo(quadrants(600, 1680)))
        assert tall.getpixel((20, 400))[0] > 200, "still red at the bottom: the lower half is cut off"  # type: ignore[index]

    def test_orientation_is_applied_and_all_metadata_gone(self) -> None:
        made = fit_photo(quadrants(826, 590, orientation=6))  # to be turned clockwise: blue comes to the upper left
        turned = opened(made)
        assert turned.getpixel((30, 30))[2] > 200  # type: ignore[index]
        assert not turned.getexif()
        assert b"camera" not in made

    def test_what_is_transparent_becomes_white(self) -> None:
        out = io.BytesIO()
        Image.new("RGBA", (295, 413), (0, 0, 0, 0)).save(out, "PNG")
        assert min(opened(fit_photo(out.getvalue())).getpixel((100, 100))) > 250  # type: ignore[type-var, arg-type]

    @pytest.mark.parametrize(
        ("content", "says"),
        [
            (b"", "不是能打开的图片"),
            (b"<svg onload=alert(1)>", "不是能打开的图片"),
            (picture_of(295, 413)[:300], "不是能打开的图片"),
            (picture_of(400, 400, "GIF"), "不是能打开的图片"),
            (picture_of(100, 140), "照片太小"),
            (picture_of(8000, 8000, "PNG"), "像素太大"),
            (b"\xff\xd8\xff" + b"0" * photo.MAX_BYTES, "超过 10 MB"),
        ],
        ids=["empty", "svg", "cut off", "gif", "small", "pixels", "bytes"],
    )
    def test_refusals_say_what_is_wrong_and_what_to_send(self, content: bytes, says: str) -> None:
        with pytest.raises(PhotoRejected, match=says):
            fit_photo(content)


class TestAttachments:
    def test_the_kind_is_known_by_content(self) -> None:
        book = io.BytesIO()
        Workbook().save(book)
        made = [
            picture_of(50, 50), picture_of(50, 50, "PNG"), b"%PDF-1.7\n%%EOF", registration_form({}, None, TODAY), book.getvalue(),
        ]  # fmt: skip
        assert [sniff(content) for content in made] == ["jpeg", "png", "pdf", "docx", "xlsx"]

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"MZ\x90\x00",
            b"<html>",
            b"GIF89a",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1x",
            zipped({"a.txt": b"x"}),
            b"PK\x03\x04",
        ],
    )
    def test_anything_else_is_refused_in_one_sentence(self, content: bytes) -> None:
        with pytest.raises(AttachmentRejected) as caught:
            sniff(content)
        assert "。" in str(caught.value)

    def test_pictures_are_kept_without_position_and_without_what_was_appended(self) -> None:
        media_type, kept = attachments.read_upload(quadrants(600, 400, orientation=6) + b"PK\x03\x04 hidden")
        assert media_type == "image/jpeg"
        assert b"hidden" not in kept
        assert b"camera" not in kept
        assert opened(kept).size == (400, 600)

    @pytest.mark.parametrize("bad", [b"/JavaScript (x)", b"/Launch <<>>", b"/EmbeddedFile "])
    def test_a_pdf_with_programs_in_it_is_refused(self, bad: bytes) -> None:
        with pytest.raises(AttachmentRejected, match="脚本或附件"):
            attachments.read_upload(b"%PDF-1.7\n" + bad + b"\n%%EOF")

    def test_a_pdf_that_ends_early_is_refused(self) -> None:
        with pytest.raises(AttachmentRejected, match="没有传完整"):
            attachments.read_upload(b"%PDF-1.7\nhalf")


class TestPackage:
    def test_a_bomb_is_refused_while_it_unpacks(self) -> None:
        with pytest.raises(PackageRejected, match="大得不正常"):
            check_package(zipped({"word/document.xml": b"0" * 40_000_000}))

    @pytest.mark.parametrize(
        ("name", "content", "says"),
        [
            ("word/vbaProject.bin", b"x", "宏"),
            ("word/embeddings/oleObject1.bin", b"x", "宏"),
            (
                "[Content_Types].xml",
                b'<Types ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>',
                "宏",
            ),
            ("word/extra.xml", b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>', "声明"),
            ("word/extra.xml", "<!DOCTYPE x>".encode("utf-16"), "声明"),
        ],
    )
    def test_what_a_form_never_holds_is_refused(self, name: str, content: bytes, says: str) -> None:
        form = with_part(registration_form(FULL, None, TODAY), name, content)
        with pytest.raises(PackageRejected, match=says):
            check_package(form)
        with pytest.raises(FormUnreadable, match=says):
            read_form(form)


class TestReadForm:
    def test_our_own_form_is_read_back(self) -> None:
        back = read_form(registration_form(FULL, picture_of(295, 413), TODAY))
        only_on_the_sheet = {"concurrent_post", "training_certificate_no", "certificate_issuer", "appointed_date"}
        expected = {key: value for key, value in FULL.items() if key not in only_on_the_sheet}
        assert back == {**expected, "birth_date": "1985年3月12日", "quality_years": "8年"}

    def test_a_form_typed_by_somebody_else(self) -> None:
        """Other captions' spacing, cells merged otherwise, a value behind a colon, another table in front."""
        document = Document()
        document.add_table(1, 2).rows[0].cells[0].text = "收件"
        table = document.add_table(6, 8)
        rows = [
            ["单 位 名 称", "某某厂", "", "", "", "", "照片", ""],
            ["主导产品及经营项目", "手机", "", "", "", "", "", ""],
            ["申请人姓名：陈测试", "身份证号", "", "性 别", "女", "E-mail", "x@example.com", ""],
            ["单位负责人", "李测试", "手 机", "13900139000", "电话/传真", "0756-1", "职务", "厂长"],
            ["单位质量\n负责人", "陈测试", "手机", "13800138000", "电话\n传真", "", "职务", "经理"],
            ["申请人工作简历(注明质量管理经验、获奖情况)", "一\n二", "", "", "", "", "", ""],
        ]
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
        table.cell(0, 1).merge(table.cell(0, 5))
        table.cell(5, 1).merge(table.cell(5, 7))
        out = io.BytesIO()
        document.save(out)
        assert read_form(out.getvalue()) == {
            "enterprise_name": "某某厂", "main_products": "手机", "applicant_name": "陈测试", "gender": "女",
            "email": "x@example.com", "legal_head_name": "李测试", "legal_head_mobile": "13900139000",
            "legal_head_phone": "0756-1", "legal_head_post": "厂长", "quality_head_name": "陈测试",
            "quality_head_mobile": "13800138000", "quality_head_post": "经理", "resume": "一\n二",
        }  # fmt: skip

    def test_our_own_sheet_is_read_back(self) -> None:
        keys = [key for _, key, _ in COLUMNS if key]
        assert read_form(talent_pool_sheet([FULL])) == {
            **{key: FULL[key] for key in keys},
            "appointed_date": "2023年9月1日",
        }

    def test_a_sheet_with_numbers_dates_and_a_rounded_id(self) -> None:
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.append([None, "某表"])
        sheet.append([caption for caption, _, _ in COLUMNS])
        row: list[object] = [""] * 17
        row[1], row[5], row[6], row[9] = "某某厂", "陈测试", 110101198503120016, 8
        row[12], row[14] = 13800138000, datetime(2023, 9, 1)  # noqa: DTZ001 - Excel knows no time zones
        sheet.append(row)
        out = io.BytesIO()
        book.save(out)
        assert read_form(out.getvalue()) == {
            "enterprise_name": "某某厂", "applicant_name": "陈测试", "quality_years": "8", "mobile": "13800138000",
            "appointed_date": "2023-09-01", "id_number": "1.10101E+17",
        }  # fmt: skip

    def test_several_people_are_never_chosen_among(self) -> None:
        sheet = talent_pool_sheet([FULL, {**FULL, "applicant_name": "另一人"}])
        assert [row["applicant_name"] for row in read_rows(sheet)] == ["陈测试", "另一人"]
        with pytest.raises(FormUnreadable, match="2 个人"):
            read_form(sheet)

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"PK\x03\x04",
            b"\xd0\xcf\x11\xe0",
            b"%PDF-1.7",
            zipped({"word/document.xml": b"<x/>"}),
            zipped({"xl/workbook.xml": b"<"}),
        ],
    )
    def test_what_cannot_be_read_is_refused_in_one_sentence(self, content: bytes) -> None:
        with pytest.raises(FormUnreadable):
            read_form(content)

    def test_another_table_is_not_taken_for_the_form(self) -> None:
        document = Document()
        document.add_table(1, 2).rows[0].cells[0].text = "性别"
        out = io.BytesIO()
        document.save(out)
        with pytest.raises(FormUnreadable, match="没找到登记表的格子"):
            read_form(out.getvalue())
