"""Word and Excel files from outside: zip packages, looked into before any library opens them."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Literal

MAX_ENTRIES = 500
MAX_UNPACKED = 60 * 1024 * 1024
MAX_PART = 30 * 1024 * 1024
MAX_RATIO = 200  # a table of text compresses to a tenth; a bomb to a thousandth
_CHUNK = 64 * 1024
_MAIN_PARTS: dict[str, Literal["docx", "xlsx"]] = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
_MACRO_PARTS = ("vbaproject.bin", "vbadata.xml", "activex/", "embeddings/oleobject")


class PackageRejected(ValueError):
    """One Chinese sentence: what is wrong with the file and what is expected."""


def check_package(content: bytes) -> Literal["docx", "xlsx"]:
    """docx or xlsx, if it is one and harmless: no macros, no bomb, no external entities, not encrypted."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return _check(package)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, OSError) as error:
        raise PackageRejected("这个文件打不开，可能没传完整，请在 Word 或 Excel 里另存一次再发。") from error


def _check(package: zipfile.ZipFile) -> Literal["docx", "xlsx"]:
    entries = package.infolist()
    names = {entry.filename for entry in entries}
    kind = next((kind for part, kind in _MAIN_PARTS.items() if part in names), None)
    if kind is None:
        raise PackageRejected("这不是 Word 或 Excel 文件，请发 .docx 的登记表或 .xlsx 的信息表。")
    if len(entries) > MAX_ENTRIES or len(names) != len(entries):
        raise PackageRejected("这个文件的内部结构不正常，请在 Word 或 Excel 里另存一次再发。")
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise PackageRejected("这个文件加了密码，请去掉密码、另存一次再发。")
    if any(macro in name.lower() for name in names for macro in _MACRO_PARTS):
        raise PackageRejected("这个文件带有宏或嵌入对象，为安全不能读，请另存为普通的 .docx 或 .xlsx 再发。")
    _measure(package, entries)
    return kind


def _measure(package: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    """Unpacks every part in small pieces: the sizes a bomb declares are its own invention."""
    total = 0
    for entry in entries:
        size, tail = 0, b""
        with package.open(entry) as part:
            while chunk := part.read(_CHUNK):
                size += len(chunk)
                total += len(chunk)
                too_dense = size > 1024 * 1024 and size > MAX_RATIO * max(entry.compress_size, 1)
                if size > MAX_PART or total > MAX_UNPACKED or too_dense:
                    raise PackageRejected("这个文件解开后大得不正常，为安全不读，请发原来的登记表或信息表。")
                _refuse_declarations(entry.filename, tail + chunk)
                tail = chunk[-32:]


def _refuse_declarations(name: str, piece: bytes) -> None:
    """XML of Word and Excel never declares entities; a UTF-16 part could hide them from this search."""
    if not name.lower().endswith((".xml", ".rels", ".vml")):
        return
    plain = piece.replace(b"\x00", b"").upper()
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise PackageRejected("这个文件里有不该有的声明，为安全不能读，请在 Word 或 Excel 里另存一次再发。")
    if b"MACROENABLED" in plain and name == "[Content_Types].xml":
        raise PackageRejected("这个文件带有宏，为安全不能读，请另存为普通的 .docx 或 .xlsx 再发。")
