"""A Word paper as PDF, through LibreOffice, and a PDF as pictures. Both are the machine's own programs, run alone."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

TIMEOUT_SECONDS = 60.0
# What the papers name → what a machine without Microsoft's fonts has.
ALIASES = {
    "Noto Serif CJK SC": ("宋体", "SimSun", "新宋体", "NSimSun", "仿宋", "FangSong", "仿宋_GB2312", "楷体", "KaiTi",
                          "SimSun-ExtB", "宋体-ExtB"),
    "Noto Sans CJK SC": ("黑体", "SimHei", "微软雅黑", "Microsoft YaHei"),
}  # fmt: skip


class PdfUnavailable(RuntimeError):
    """No PDF can be made here; the message is one sentence for the user, who has the Word file."""


def available() -> bool:
    return _program("soffice", "libreoffice") is not None


def pdf(docx: bytes, timeout_seconds: float = TIMEOUT_SECONDS) -> bytes:
    """The paper as PDF. Every run has a profile of its own: with a shared one a second run makes nothing, silently."""
    program = _program("soffice", "libreoffice")
    if program is None:
        raise PdfUnavailable("这台机器没有装 LibreOffice，做不了 PDF，请先用 Word 版（.docx），内容是一样的。")
    with tempfile.TemporaryDirectory(prefix="cqo-pdf-") as name:
        folder = Path(name)
        source, made = folder / "paper.docx", folder / "paper.pdf"
        source.write_bytes(docx)
        options = ("--headless", "--norestore", "--nologo", "--nolockcheck", "--nodefault")
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [program, profile, *options, "--convert-to", "pdf:writer_pdf_Export", "--outdir", name, str(source)]
        _run(command, folder, timeout_seconds)
        if not made.is_file() or not made.read_bytes().startswith(b"%PDF-"):
            raise PdfUnavailable("PDF 没有做成，请先用 Word 版（.docx），内容是一样的。")
        return made.read_bytes()


def picture(paper: bytes, dots_per_inch: int = 80) -> list[bytes]:
    """The pages of a PDF as PNG."""
    program = _program("pdftoppm")
    if program is None:
        raise PdfUnavailable("这台机器没有装 pdftoppm，出不了图片，请直接打开 PDF。")
    with tempfile.TemporaryDirectory(prefix="cqo-png-") as name:
        folder = Path(name)
        (folder / "paper.pdf").write_bytes(paper)
        _run([program, "-r", str(dots_per_inch), "-png", "paper.pdf", "page"], folder, TIMEOUT_SECONDS)
        return [page.read_bytes() for page in sorted(folder.glob("page*.png"))]


def _program(*names: str) -> str | None:
    return next((found for found in map(shutil.which, names) if found), None)


def _run(command: Sequence[str], folder: Path, timeout_seconds: float) -> None:
    """In a session of its own, so that a hanging run is ended with all it started."""
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        "SAL_USE_VCLPLUGIN": "svp",
        "FONTCONFIG_FILE": str(_fonts_file(folder)),
    }
    process = subprocess.Popen(  # noqa: S603
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(timeout_seconds)
    except subprocess.TimeoutExpired as error:
        os.killpg(process.pid, signal.SIGKILL)  # soffice is a script: what it started is in the same session
        process.wait()
        raise PdfUnavailable("PDF 做得太久，先停下了，请先用 Word 版（.docx），稍后再要一次 PDF。") from error


def _fonts_file(folder: Path) -> Path:
    """The system's fonts, and the names of the papers' fonts led to those of them that have every character."""
    aliases = "".join(
        f'<match target="pattern"><test name="family"><string>{alias}</string></test>'
        f'<edit name="family" mode="assign" binding="strong"><string>{family}</string></edit></match>'
        for family, names in ALIASES.items()
        for alias in names
    )
    path = folder / "fonts.conf"
    path.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
        f"{aliases}<cachedir>{folder}/fontcache</cachedir></fontconfig>",
        encoding="utf-8",
    )
    return path
