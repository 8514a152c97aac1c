"""企业规模 inside the form: from the industry it holds, and headcount and revenue as people say them.

Source: guangdong-zhuhai-2023, 附件4, by bot/services/classify_size.py.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.core import turn as reading
from bot.core.facts import Facts
from bot.core.fields.base import Accepted
from bot.core.fields.looks import is_figures
from bot.core.reply import Reply

if TYPE_CHECKING:
    from bot.services.register_form import FormTurn

KEY = "enterprise_size"
FIGURES = ("employees", "revenue_wan_yuan", "assets_wan_yuan", "amount_wan_yuan")
GRADES = ("大型", "中型", "小型", "微型")
_NAMED = re.compile(r"[大中小微]型|^[大中小微](?:的|企业)?$")


def size_reply(form: FormTurn, field: str | None, text: str) -> Reply | None:
    """Size worked out, or the figure still needed asked for; None where the text is no figure."""
    decision = form.ports.size
    if decision is None or _NAMED.search(reading.bare(text)):
        return None
    draft = form.draft
    if field != KEY and not (KEY not in draft.values and field in form.texts.beside(KEY) and is_figures(text)):
        return None
    heard, declined = decision.listen(text, draft.size_asked)
    new = {k: v for k, v in heard.items() if v is not None}
    if not any(k in new for k in (*FIGURES, draft.size_asked)) and not declined:
        return None
    draft.figures.update(new)
    facts = Facts({**_of_industry(form), **draft.figures}, set(declined))
    verdict = decision.decide(facts, form.today)
    if verdict.outcome in GRADES:
        draft.size_asked = None
        reason = str(verdict.data.get("reason") or "").rstrip("。")
        row = verdict.data.get("industry") or ""
        noted, _ = form._store({KEY: Accepted(verdict.outcome)})
        return form._go_on(f"按附件4“{row}”：{reason}。{noted}")
    if field != KEY:
        return form._ask_again("人数和金额记下了，行业定了就按附件4算规模。")
    missing = [key for key in verdict.missing if not facts.settled(key)]
    if verdict.outcome == "undetermined" and missing:
        draft.size_asked = missing[0]
        asked = decision.ask(missing[0], facts)
        heading = form.texts.heading(KEY)
        return form._reply(f"{heading}：{asked.text}", asked.buttons)
    draft.size_asked = None
    return form._ask_again("按附件4算不出来，请直接选一种。")


def note_figures(form: FormTurn, text: str) -> None:
    """「60个人，一年2000万」 among other things: kept until the size is asked."""
    if form.ports.size is None or KEY in form.draft.values:
        return
    for piece in re.split(r"[，,。；;\n\s]+", text):
        if is_figures(piece):
            heard, _ = form.ports.size.listen(piece, None)
            form.draft.figures.update({k: v for k, v in heard.items() if k in FIGURES and v is not None})


def worked_out(form: FormTurn) -> str | None:
    """The size that figures told before the industry come to, now that it is known."""
    if form.ports.size is None or not form.draft.figures:
        return None
    outcome = form.ports.size.decide(Facts({**_of_industry(form), **form.draft.figures}, set()), form.today).outcome
    return outcome if outcome in GRADES else None


def _of_industry(form: FormTurn) -> dict[str, object]:
    """The row of 附件4 the form's own industry belongs to."""
    industry = form.draft.values.get("industry") or form.draft.values.get("main_products")
    if not industry or form.ports.size is None:
        return {}
    words = re.sub(r"（\d+）", "", industry)
    heard, _ = form.ports.size.listen(words, None)
    if "size_row" not in heard:
        heard, _ = form.ports.size.listen(words, "size_row")
    return {k: v for k, v in heard.items() if k in ("size_row", "industry") and v is not None}
