"""A reply's Markdown as Telegram shows it: HTML of few tags, tables as lines, in pieces that fit one message."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

LONGEST = 4096  # UTF-16 units after Telegram has read the tags
ROOM = LONGEST - 96

_ROW = re.compile(r"^\s*\|(.+)\|\s*$")
_RULE = re.compile(r"^\s*\|[\s:|-]+\|\s*$")
_SENTENCE = re.compile(r"(?<=[。！？；!?;])|(?<=[.,，、]) ?")
_BOLD = re.compile(r"\*\*(?=\S)(.+?)\*\*", re.S)
_BOLD_AFTER = re.compile(r"^((?:> )?)")
_LINK = re.compile(r"\[([^\]\n]+)\]\(([^()\s]+)\)")


def pieces(markdown: str, site: str) -> list[str]:
    """HTML messages, at least one. `site`: what a link without a host is on."""
    plain = _with_links(_with_lines(markdown), site)
    return [to_html(piece) for piece in split(plain)] or ["…"]


# ---- tables ----


def _with_lines(markdown: str) -> str:
    """Tables row by row: 「甘肃：本科」, with the heads of further columns where there are several."""
    lines: list[str] = []
    heads: list[str] | None = None
    source = markdown.split("\n")
    for number, line in enumerate(source):
        cells = _cells(line)
        if cells is None:
            heads = None
            lines.append(line)
        elif heads is None and number + 1 < len(source) and _RULE.match(source[number + 1]):
            heads = cells
        elif not _RULE.match(line):
            lines.append(_row(cells, heads or []))
    return "\n".join(lines)


def _cells(line: str) -> list[str] | None:
    found = _ROW.match(line)
    return [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", found[1])] if found else None


def _row(cells: list[str], heads: list[str]) -> str:
    first, rest = cells[0], cells[1:]
    if len(rest) > 1 and len(heads) == len(cells):
        said = "；".join(f"{head} {cell}" if head else cell for head, cell in zip(heads[1:], rest, strict=True) if cell)
    else:
        said = "；".join(cell for cell in rest if cell)
    return f"{first}：{said}" if first and said else first or said


# ---- links ----


def _with_links(text: str, site: str) -> str:
    """「名字：网址」: an address can be copied to another device, and one on this machine is no link for Telegram."""

    def written(found: re.Match[str]) -> str:
        title, target = found[1], found[2]
        address = site + target if target.startswith("/") else target
        return f"{title}（{address}）" if address.startswith(("http://", "https://")) else title

    return _LINK.sub(written, text)


# ---- pieces ----


def split(text: str) -> list[str]:
    """At paragraphs and lines where possible, else at sentences, and through a sentence only where one is too long."""
    done, current = [], ""
    for mark, part in _parts(text):
        if _units(current) + _units(part) > ROOM and current.strip():
            done.append(current)
            current = mark + part.lstrip("\n")
        else:
            current += part
    done.append(current)
    return _balanced([piece.strip("\n ") for piece in done if piece.strip()])


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """What may stand in a piece of its own, and what has to stand before it there: a torn quote is still a quote."""
    for line in text.splitlines(keepends=True):
        if _units(line) <= ROOM:
            yield "", line
            continue
        mark = ""
        for sentence in _SENTENCE.split(line):
            for chunk in _chunks(sentence or "", ROOM - 4):
                yield mark, chunk
                mark = "> " if line.startswith(">") else ""


def _chunks(text: str, room: int) -> Iterator[str]:
    start = 0
    while start < len(text):
        end, used = start, 0
        while end < len(text) and used < room:
            used += 2 if ord(text[end]) > 0xFFFF else 1
            end += 1
        if text[end - 1 : end + 1] == "**":  # never through a mark
            end -= 1
        yield text[start:end]
        start = end


def _balanced(parts: list[str]) -> list[str]:
    """A bold passage that goes on in the next piece is closed here and opened there."""
    bold = False
    whole = []
    for number, part in enumerate(parts):
        piece = _BOLD_AFTER.sub(r"\1**", part, count=1) if bold else part
        bold = piece.count("**") % 2 == 1 and number + 1 < len(parts)
        whole.append(piece + ("**" if bold else ""))
    return whole


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


# ---- HTML ----


def to_html(text: str) -> str:
    """Nothing a person typed becomes a tag."""
    out: list[str] = []
    quote: list[str] = []
    for line in [*text.split("\n"), None]:
        if line is not None and line.startswith(">"):
            quote.append(line.removeprefix(">").removeprefix(" "))
            continue
        if quote:
            out.append(f"<blockquote>{_inline(chr(10).join(quote).strip())}</blockquote>")
            quote = []
        if line is not None:
            out.append(_line(line))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(out)).strip("\n")


def _line(line: str) -> str:
    item = re.match(r"^(\s*)[-*] (.+)$", line)
    if item:
        return f"{item[1]}• {_inline(item[2])}"
    head = re.match(r"^#{1,6} (.+)$", line)
    return f"<b>{_inline(head[1])}</b>" if head else _inline(line)


def _inline(text: str) -> str:
    return _BOLD.sub(r"<b>\1</b>", escape(text, quote=False))
