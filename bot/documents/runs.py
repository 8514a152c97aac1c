"""Typed text → Word runs that show it literally, whatever it looks like to a template engine, XML or a font."""

from __future__ import annotations

import re
from html import escape

from markupsafe import Markup

# Characters XML 1.0 cannot hold; newlines are kept and become line breaks.
_UNPRINTABLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Ideographs beyond the basic plane: 宋体 has no glyph for them, 宋体-ExtB has; elsewhere the system falls back.
_BEYOND_BASIC_PLANE = re.compile(r"([\U00020000-\U0003ffff]+)")
# Whoever renders the result once more finds no tags in it: these leave as character references.
_TEMPLATE_CHARACTERS = str.maketrans({c: f"&#{ord(c)};" for c in "{}%_#"})


def printable(text: str) -> str:
    """The text without characters a document cannot hold; every line ending becomes one newline."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return _UNPRINTABLE.sub("", text)


def literal(text: str) -> Markup:
    """Text for a plain `{{ name }}` of a template, on one line."""
    escaped = escape(printable(text).replace("\n", " "), quote=False).translate(_TEMPLATE_CHARACTERS)
    return Markup(escaped)  # noqa: S704 - escaped in the line above


def runs(text: str, half_points: int) -> Markup:
    """Text for a `{{r name }}` of a template: runs of one size, rare characters in a font that has them."""
    parts = []
    for number, line in enumerate(printable(text).split("\n")):
        if number:
            parts.append("<w:r><w:br/></w:r>")
        for piece in _BEYOND_BASIC_PLANE.split(line):
            if piece:
                parts.append(_run(piece, half_points))
    return Markup("".join(parts))  # noqa: S704 - _run escapes


def _run(piece: str, half_points: int) -> str:
    rare = _BEYOND_BASIC_PLANE.match(piece) is not None
    font = '<w:rFonts w:ascii="SimSun-ExtB" w:hAnsi="SimSun-ExtB" w:eastAsia="SimSun-ExtB" w:hint="eastAsia"/>'
    fonts = font if rare else '<w:rFonts w:hint="eastAsia"/>'
    size = f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
    return f'<w:r><w:rPr>{fonts}{size}</w:rPr><w:t xml:space="preserve">{literal(piece)}</w:t></w:r>'
