"""Several drafts of one person at the keyboard: by firm and person, one of them open."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.registration import NONE, Registration
from bot.core.reply import Button, Reply
from bot.core.several_drafts import Sheet
from bot.storage import Draft

# What another applicant of the same firm has in common with this one.
OF_THE_FIRM = (
    "enterprise_name", "region", "industry", "main_products", "ownership", "enterprise_size", "address", "postcode",
    "legal_head_name", "legal_head_post", "legal_head_mobile", "legal_head_phone", "website", "enterprise_email",
)  # fmt: skip


def sheets_of(drafts: Sequence[Draft], total: int) -> list[Sheet]:
    """The registrations among the drafts of a conversation, oldest first."""
    return [_sheet(draft, total) for draft in sorted(drafts, key=lambda d: d.created_at) if "phase" in draft.notes]


def _sheet(draft: Draft, total: int) -> Sheet:
    finished = draft.notes.get("phase") == "finished"
    state = (
        f"已做好第 {draft.version} 版，材料编号 {draft.reference}"
        if finished
        else f"已填 {len(draft.values)}/{total} 项"
    )
    return Sheet(draft.id, draft.values.get("applicant_name", ""), draft.values.get("enterprise_name", ""), state)


def listed(sheets: Sequence[Sheet], open_id: str | None) -> Reply:
    lines = [
        f"{number}. {sheet.name}（{sheet.state}）{'← 现在这份' if sheet.id == open_id else ''}"
        for number, sheet in enumerate(sheets, 1)
    ]
    others = [
        Button(f"换到 {sheet.name}"[:20], f"换到第{number}份")
        for number, sheet in enumerate(sheets, 1)
        if sheet.id != open_id
    ]
    text = f"您有 {len(sheets)} 份登记表：\n" + "\n".join(lines)
    return Reply(text, [*others[:3], Button.of("再帮另一个人登记")])


def of_the_firm(draft: Registration) -> dict[str, str]:
    """Offered for the next applicant of the firm."""
    return {key: draft.values[key] for key in OF_THE_FIRM if draft.values.get(key, NONE) != NONE}
