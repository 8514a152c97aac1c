"""Copies handed in with the form (身份证, 学历, 职称, the stamped scan): known by their content, kept without extras."""

from __future__ import annotations

import io
import re
from typing import Literal

from PIL import Image, ImageOps

from bot.documents.package import PackageRejected, check_package
from bot.documents.photo import MAX_BYTES, PhotoRejected, on_white, open_picture

Kind = Literal["jpeg", "png", "pdf", "docx", "xlsx"]

MEDIA_TYPES: dict[Kind, str] = {
    "jpeg": "image/jpeg",
    "png": "image/png",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
LONGEST_SIDE = 3508  # A4 at 300 dpi: a copy needs no more
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .doc, .xls, and .docx with a password
_ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFile|RichMedia)(?![A-Za-z0-9])")


class AttachmentRejected(ValueError):
    """One Chinese sentence: what is wrong with the file and what is expected."""


def sniff(content: bytes) -> Kind:
    """The kind by the content's own marks, never by a name; raises AttachmentRejected for any other."""
    if not content:
        raise AttachmentRejected("收到的是空文件，请重新选择，例如身份证照片 JPG 或 PDF。")
    if len(content) > MAX_BYTES:
        raise AttachmentRejected("文件超过 10 MB，请压缩后再发，扫描件一般 1–3 MB。")
    if content.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content.startswith(b"%PDF-"):
        return "pdf"
    if content.startswith(b"PK\x03\x04"):
        try:
            return check_package(content)
        except PackageRejected as error:
            raise AttachmentRejected(str(error)) from error
    if content.startswith(_OLE):
        raise AttachmentRejected("这是旧格式（.doc、.xls）或带密码的文件，请另存为不带密码的 .docx 或 .xlsx 再发。")
    raise AttachmentRejected("认不出这个文件，请发 JPG、PNG 图片或 PDF，例如身份证的照片或扫描件。")


def read_upload(content: bytes) -> tuple[str, bytes]:
    """(media type, bytes to keep) of a copy: pictures decoded and encoded anew, PDFs without active content."""
    kind = sniff(content)
    if kind in {"jpeg", "png"}:
        return MEDIA_TYPES["jpeg"], clean_picture(content)
    if kind == "pdf":
        _refuse_active(content)
    return MEDIA_TYPES[kind], content


def clean_picture(content: bytes) -> bytes:
    """The picture alone, upright, as JPEG: no EXIF, no position, nothing appended to the file."""
    try:
        picture = open_picture(content)
    except PhotoRejected as error:
        raise AttachmentRejected(str(error)) from error
    upright = on_white(ImageOps.exif_transpose(picture))
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=88, optimize=True)
    return out.getvalue()


def _refuse_active(content: bytes) -> None:
    """Programs in the clear; a reviewer's viewer should still be opened without scripts."""
    if _ACTIVE.search(content):
        raise AttachmentRejected("这个 PDF 里带有脚本或附件，为安全不收，请用扫描件或“打印成 PDF”的文件再发。")
    if b"%%EOF" not in content[-2048:]:
        raise AttachmentRejected("这个 PDF 没有传完整，请重新选择再发。")
