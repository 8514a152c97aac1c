"""The papers of a confirmed registration: made, stored under its version, and told with what is still to do."""

from __future__ import annotations

import re
import secrets
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from bot.core.facts import Facts
from bot.core.registration import Registration
from bot.core.reply import Button, Reply
from bot.documents.appointment_letter import appointment_letter
from bot.documents.checklist import as_text, checklist
from bot.documents.registration_form import registration_form
from bot.documents.talent_pool import talent_pool_sheet
from bot.documents.worklist import Item, Section, worklist_docx
from bot.kb.model import KnowledgeBase
from bot.services.worklist import MakeWorklist
from bot.storage import Document, Draft, PaperLinks, Unit

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ATTACHED = {"photo": "照片", "id_card": "身份证", "education": "学历证书", "title": "职称证书"}
_CERTIFICATE, _CERTIFICATE_QUOTE = "guangdong-zhuhai-2023/附件1/一", "颁发聘任授权证书"
# Without I, O, 0 and 1: read out over the telephone, they are mistaken for each other.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def new_reference() -> str:
    return "CQO-" + "".join(secrets.choice(ALPHABET) for _ in range(8))


def make_papers(
    unit: Unit, kb: KnowledgeBase, stored: Draft, draft: Registration, today: date
) -> tuple[str, list[Document]]:
    """登记表 and 人才库信息表 of this version; the 材料编号 stays the same over versions."""
    stored.reference = stored.reference or new_reference()
    photo = unit.attachments.get(stored.id, "photo")
    by_hand = {key for key in kb.fields if key not in draft.values}
    name = re.sub(r'[\\/:*?"<>|\s]+', "", draft.values.get("applicant_name", "")) or "登记"  # part of a file's name
    form = registration_form(draft.values, photo.content if photo else None, today, by_hand=by_hand)
    sheet = talent_pool_sheet([draft.values])
    stem = f"广东省企业首席质量官基本信息登记表-{name}"
    letter = appointment_letter(draft.values, "guangdong", basis=kb.cite(_CERTIFICATE, _CERTIFICATE_QUOTE))
    documents = [
        unit.documents.add(stored.id, stored.version, f"{stem}.docx", DOCX, form),
        unit.documents.add(stored.id, stored.version, f"首席质量官聘任授权证书-{name}.docx", DOCX, letter),
        unit.documents.add(stored.id, stored.version, f"企业首席质量官人才库信息表-{name}.xlsx", XLSX, sheet),
    ]
    return stored.reference, documents


def papers_reply(
    kb: KnowledgeBase,
    draft: Registration,
    reference: str,
    documents: Sequence[Document],
    order: Sequence[str],
    links: PaperLinks,
    again: bool = False,
    attached: Collection[str] = (),
    version: int | None = None,
) -> Reply:
    """「做好了，还没交」: the papers, the number, and what is left to do by hand. `version`: an earlier one asked for."""
    blank = [kb.fields[key].label for key in draft.missing(order) if kb.fields[key].required]
    shown = version or draft.version
    head = "这是同一份材料：" if again else "登记表做好了，**还没有交**。"
    parts = [f"{head}材料编号 **{reference}**（第 {shown} 版，凭它可以再取，不是回执）。"]
    if shown < draft.version:
        parts.append(f"这是旧的一版，最新的是第 {draft.version} 版。")
    elif shown > 1 and not again:
        parts.append(f"这一版取代第 {shown - 1} 版；旧版也留着，要就说“第 {shown - 1} 版发我”。")
    if blank:
        parts.append(f"这张表**未填全**：{'、'.join(blank)}空着，打印后手写，或者现在告诉我再做一版。")
    parts.append(as_text(checklist("guangdong", kb.cite, blank, [ATTACHED[k] for k in ATTACHED if k in attached])))
    listed = [{"name": d.name, "media_type": d.media_type, "url": links.sign(d.id, None, d.name)} for d in documents]
    form: dict[str, Any] = {
        "form": "registration",
        "field": None,
        "filled": dict(draft.values),
        "missing": draft.missing(order),
        "progress": {"done": len(draft.values), "total": len(order)},
    }
    buttons = [Button("再发一次材料", "把登记表再发给我"), Button("改一项", "我要改一项")]
    return Reply("\n\n".join(parts), buttons, {"form": form, "documents": listed})


def worklist_reply(unit: Unit, make: MakeWorklist, links: PaperLinks, facts: Facts, today: date) -> Reply | None:
    """办事清单 for one firm as text and .docx; a question back where the place is not known."""
    page = make.make(facts, today)
    if page is None:
        return None
    sections = [Section(part.title, tuple(Item(line) for line in part.lines)) for part in page.sections]
    owner = unit.drafts.create(unit.conversation.id)  # papers hang on a draft; this one holds no personal data
    owner.status = "finished"
    unit.drafts.save(owner)
    paper = unit.documents.add(owner.id, 1, f"{page.title}.docx", DOCX, worklist_docx(page.title, sections))
    listed = {"name": paper.name, "media_type": paper.media_type, "url": links.sign(paper.id, None, paper.name)}
    answer = {"kind": "answer", "citations": []}
    return Reply(page.as_text(), [], {"answer": answer, "documents": [listed]})
