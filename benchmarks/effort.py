"""Effort of a cooperative user: characters typed and taps until the papers are ready, beside a plain page with 38 inputs.

    python -m benchmarks.effort            # in bursts, as people talk
    python -m benchmarks.effort --show     # with every message

Counted alike on both sides: every character typed is one, every tap is one. On the plain page each input is tapped once,
a list costs one more tap to choose, and sending is one. In the chat each message sent is one tap and each button pressed
is one; what a button says is not typed. Both end with the same 38 values; the 简历 is the one that follows from the others.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from pathlib import Path

from bot.kb.load import load
from bot.services.assistant import Assistant
from bot.storage import Storage, load_keys

ROOT = Path(__file__).resolve().parent.parent
MOST, MOST_MESSAGES = 0.6, 20
LISTS = ("gender", "education", "ownership", "enterprise_size")

# A made-up applicant of a made-up firm, who is also its head of quality, as in most small firms.
PERSONA = {
    "enterprise_name": "珠海某某电器有限公司", "region": "广东省珠海市金湾区", "industry": "电线、电缆制造（3831）",
    "ownership": "有限责任公司", "enterprise_size": "小型", "main_products": "电线、电缆、插头",
    "applicant_name": "陈试远", "gender": "男", "birth_date": "1985-03-12", "id_number": "440404198503120035",
    "education": "大专", "school": "某某职业技术学院", "major": "机电一体化", "quality_years": "8",
    "position": "质量部经理", "title": "无", "concurrent_post": "无", "phone": "0756-8880101", "mobile": "13800138000",
    "fax": "无", "email": "chenzy@example.com", "address": "珠海市金湾区某某路1号", "postcode": "519040",
    "legal_head_name": "何试明", "legal_head_mobile": "13900139000", "legal_head_phone": "0756-8880101",
    "legal_head_post": "总经理", "quality_head_name": "陈试远", "quality_head_mobile": "13800138000",
    "quality_head_phone": "0756-8880101", "quality_head_post": "质量部经理", "website": "无", "enterprise_email": "无",
    "resume": "毕业于某某职业技术学院机电一体化专业。从事质量管理工作8年，现任珠海某某电器有限公司质量部经理。",
    "training_certificate_no": "无", "certificate_issuer": "无", "appointed_date": "2023-09-01", "remark": "无",
}  # fmt: skip

# What the persona types when asked for a field, in its own words; a title in 【】 is pressed where it is offered.
SAYS = {
    "consent": "【同意】", "enterprise_name": "珠海某某电器有限公司，金湾，电线、电缆、插头",
    "industry": "【电线、电缆制造（3831）】", "ownership": "【对】", "enterprise_size": "【小型】",
    "applicant_name": "陈试远，440404198503120035，大专，某某职业技术学院，机电一体化", "gender": "【对】",
    "quality_years": "8，质量部经理，无，无", "mobile": "13800138000，chenzy@example.com，07568880101，无，珠海市金湾区某某路1号，519040",
    "legal_head_name": "何试明，总经理，13900139000，同上",
    "quality_head_name": "就是我", "appointed_date": "2023.9.1", "training_certificate_no": "【都没有】",
    "website": "【都没有】", "resume": "【就用这个】", "remark": "【没有】", "confirm": "【确认提交】",
}  # fmt: skip


def plain_page() -> int:
    """Characters and taps of the same values on a page with 38 inputs."""
    typed = sum(len(value) for key, value in PERSONA.items() if key not in LISTS)
    return typed + len(PERSONA) + len(LISTS) + 1


def chat(show: bool) -> tuple[int, int]:
    """Characters and taps until the papers, and the number of messages sent (presses are messages too)."""
    with tempfile.TemporaryDirectory() as folder:
        storage = Storage(f"sqlite:///{folder}/effort.db", load_keys(Path(folder), None))
        assistant = Assistant(storage, load(ROOT / "policies_kb"), operator="测试", retention_days=30)
        effort, messages, said, cost = 0, 0, "我要填登记表", 1  # a button of the first page
        while True:
            reply = assistant.handle(None, "effort", said).reply
            effort, messages = effort + cost, messages + 1
            field = reply.custom["form"]["field"]
            if show:
                print(f"{messages:>3} +{cost:<3} {said[:60]!r} → {field}")
            if reply.custom.get("documents"):
                break
            said, cost = _answer(field, [(b.title, b.say) for b in reply.buttons])
            if messages > 60:
                raise SystemExit(f"stuck at {field}: {reply.text}")
        filled = reply.custom["form"]["filled"]
        wrong = {key: (filled.get(key), value) for key, value in PERSONA.items() if filled.get(key) != value}
        if wrong:
            raise SystemExit(f"not what was meant: {wrong}")
        storage.close()
    return effort, messages


def _answer(field: str, buttons: list[tuple[str, str]]) -> tuple[str, int]:
    """What is sent next, and what it costs."""
    planned = SAYS.get(field) or PERSONA[field]
    pressed = re.fullmatch(r"【(.+)】", planned)
    offered = dict(buttons)
    if pressed and pressed[1] in offered:
        return offered[pressed[1]], 1
    text = pressed[1] if pressed else planned
    return text, len(text) + 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    page = plain_page()
    effort, messages = chat(options.show)
    print(f"plain page: {page} characters and taps")
    print(
        f"chat: {effort} in {messages} messages, {effort / page:.2f} × (at most {MOST} × and {MOST_MESSAGES} messages)"
    )
    return 0 if effort <= MOST * page and messages <= MOST_MESSAGES else 1


if __name__ == "__main__":
    sys.exit(main())
