"""A reply as each side shows it: sanitised HTML for the page, Rasa's REST shape for programs."""

from __future__ import annotations

from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from bot.core.reply import Reply
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


def to_html(text: str) -> str:
    """Markdown to HTML that holds nothing a person could have smuggled in."""
    return nh3.clean(
        _MARKDOWN.render(text),
        tags=_TAGS | _TABLE,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https"},
        link_rel="noopener noreferrer",
    )


def for_page(reply: Reply, links: PaperLinks, owner: str) -> dict[str, Any]:
    """What the page's script needs; every text in it is either sanitised HTML or shown as text."""
    custom = with_fresh_links(reply.custom, links, owner)
    form = custom.get("form") or {}
    return {
        "html": to_html(reply.text),
        "buttons": [{"title": button.title, "say": button.say} for button in reply.buttons],
        "documents": custom.get("documents", []),
        "progress": form.get("progress"),
        "error": custom.get("error"),
    }


def for_rest(reply: Reply, sender: str, links: PaperLinks) -> dict[str, Any]:
    """One message of Rasa's REST channel, with buttons and `custom` where there are any."""
    message: dict[str, Any] = {"recipient_id": sender, "text": reply.text}
    if reply.buttons:
        message["buttons"] = reply.as_dict()["buttons"]
    if reply.custom:
        message["custom"] = with_fresh_links(reply.custom, links, None)
    return message


def with_fresh_links(custom: dict[str, Any], links: PaperLinks, owner: str | None) -> dict[str, Any]:
    """`custom` with its papers' addresses signed anew for whoever it is shown to."""
    if not custom.get("documents"):
        return custom
    documents = [{**document, "url": links.renew(document["url"], owner)} for document in custom["documents"]]
    return {**custom, "documents": documents}
