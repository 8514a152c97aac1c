"""A reply as each side shows it: sanitised HTML for the page, Rasa's REST shape for programs."""

from __future__ import annotations

import re
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from bot.core.reply import Reply
from bot.edge.preview import with_pdfs, with_prints
from bot.storage import PaperLinks


def _bold(state: StateInline, silent: bool) -> bool:
    """`**不行。**甘肃` is bold: CommonMark wants a space after the closing mark there, which Chinese does not have."""
    start, end = state.pos, state.src.find("**", state.pos + 2, state.posMax)
    inner = state.src[start + 2 : end]
    if not state.src.startswith("**", start) or end < 0 or not inner or inner != inner.strip(" *\n"):
        return False
    if not silent:
        state.push("strong_open", "strong", 1)
        rest, state.pos, state.posMax = state.posMax, start + 2, end
        state.md.inline.tokenize(state)
        state.posMax = rest
        state.push("strong_close", "strong", -1)
    state.pos = end + 2
    return True


_MARKDOWN = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table").disable("image")
_MARKDOWN.inline.ruler.before("emphasis", "bold", _bold)
_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "code", "a", "h3", "h4", "hr"}
_TABLE = {"table", "thead", "tbody", "tr", "th", "td"}

_BLOCK_LINE = re.compile(r"^(?:> ?|- |\d+\. )")
_LIST = re.compile(r"<ul>\n((?:<li>(?:(?!</?[uo]l>).)*?</li>\n)+)</ul>", re.S)
_QUOTE = re.compile(r"<blockquote>\n(.*?)</blockquote>", re.S)
_CLAUSE = re.compile(r"<p>依据 ((?:(?!</p>)[^“])+)：(“.*?”[^<“”]*)</p>", re.S)
_MARK = re.compile(r"<li>(?P<mark>[✓✗○?]) ")
_MARKS = {"✓": "met", "✗": "not-met", "○": "relaxable", "?": "unknown"}
SHOWN_ITEMS, FOLD_FROM = 8, 13


def to_html(text: str) -> str:
    """Markdown to HTML that holds nothing a person could have smuggled in."""
    cleaned = nh3.clean(
        _MARKDOWN.render(_with_blocks_closed(text)),
        tags=_TAGS | _TABLE,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https"},
        link_rel="noopener noreferrer",
    )
    return _arranged(cleaned)


def _with_blocks_closed(text: str) -> str:
    """A line after a quote or list that does not go on with it stands by itself: no lazy continuation."""
    lines: list[str] = []
    for line in text.split("\n"):
        before = lines[-1] if lines else ""
        if _BLOCK_LINE.match(before) and line.strip() and not line.startswith(" "):
            same_kind = _BLOCK_LINE.match(line)
            if same_kind is None or (before[0] == ">") != (line[0] == ">"):
                lines.append("")
        lines.append(line)
    return "\n".join(lines)


def _arranged(html: str) -> str:
    """Marks added to clean HTML: clauses apart from their source, wide tables that scroll, long lists that fold."""
    html = html.replace("<table>", '<div class="table" role="group" aria-label="表格" tabindex="0"><table>')
    html = html.replace("</table>", "</table></div>")
    html = _LIST.sub(_folded, _QUOTE.sub(_clauses, html))
    return _MARK.sub(lambda found: f'<li class="mark {_MARKS[found["mark"]]}"><b>{found["mark"]}</b>', html)


def _clauses(quote: re.Match[str]) -> str:
    inner, found = _CLAUSE.subn(r'<p>\2</p>\n<p class="source">依据 \1</p>', quote[1])
    return f'<blockquote class="clause">\n{inner}</blockquote>' if found else quote[0]


def _folded(found: re.Match[str]) -> str:
    items = found[1].splitlines(keepends=True)
    if len(items) < FOLD_FROM or not all(item.startswith("<li>") for item in items):
        return found[0]
    shown, rest = "".join(items[:SHOWN_ITEMS]), "".join(items[SHOWN_ITEMS:])
    return (
        f"<ul>\n{shown}</ul>\n<details><summary>看全部（共 {len(items)} 项）</summary>\n<ul>\n{rest}</ul>\n</details>"
    )


def for_page(reply: Reply, links: PaperLinks, owner: str) -> dict[str, Any]:
    """What the page's script needs; every text in it is either sanitised HTML or shown as text."""
    custom = with_fresh_links(reply.custom, links, owner)
    form = custom.get("form") or {}
    return {
        "html": to_html(reply.text),
        "buttons": [{"title": button.title, "say": button.say} for button in reply.buttons],
        "documents": with_prints(custom.get("documents", [])),
        "progress": form.get("progress"),
        "kind": (custom.get("answer") or {}).get("kind"),
        "error": custom.get("error"),
    }


def for_rest(reply: Reply, sender: str, links: PaperLinks) -> dict[str, Any]:
    """One message of Rasa's REST channel, with buttons and `custom` where there are any."""
    message: dict[str, Any] = {"recipient_id": sender, "text": reply.text}
    if reply.buttons:
        message["buttons"] = reply.as_dict()["buttons"]
    if reply.custom:
        custom = message["custom"] = with_fresh_links(reply.custom, links, None)
        if custom.get("documents"):
            message["custom"] = {**custom, "documents": with_pdfs(custom["documents"])}
    return message


def with_fresh_links(custom: dict[str, Any], links: PaperLinks, owner: str | None) -> dict[str, Any]:
    """`custom` with its papers' addresses signed anew for whoever it is shown to."""
    if not custom.get("documents"):
        return custom
    documents = [{**document, "url": links.renew(document["url"], owner)} for document in custom["documents"]]
    return {**custom, "documents": documents}
