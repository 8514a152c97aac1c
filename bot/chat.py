"""`make chat`: talk to the running assistant in the terminal, over its REST address."""

from __future__ import annotations

import sys
import uuid
from typing import Any

from bot.bootstrap import SettingWrong, settings
from bot.processes import ask


def main() -> None:
    try:
        address = f"http://127.0.0.1:{settings().port}/webhooks/rest/webhook"
    except SettingWrong as wrong:
        sys.exit(str(wrong))
    sender = f"terminal-{uuid.uuid4().hex}"
    if not ask(address, sender, "你好"):
        sys.exit("助手没有在运行：请先在另一个窗口 make run。")
    print("说吧（空行或 Ctrl-D 结束；有选项时可打序号）。")
    offered: list[str] = []
    while said := _read():
        if said.isdecimal() and 0 < int(said) <= len(offered):
            said = offered[int(said) - 1]
        messages = ask(address, sender, said)
        if not messages:
            print("没有得到回答：助手可能停了，请看 make run 的窗口。")
        offered = [button["payload"] for message in messages for button in message.get("buttons", [])]
        print(shown(messages))


def shown(messages: list[dict[str, Any]]) -> str:
    """Texts, numbered buttons, and where the papers are."""
    lines: list[str] = []
    for message in messages:
        if message.get("text"):
            lines.append(f"\n{message['text']}")
        lines += [f"  [{n}] {button['title']}" for n, button in enumerate(message.get("buttons", []), 1)]
        lines += [f"  {paper['name']}  {paper['url']}" for paper in message.get("custom", {}).get("documents", [])]
    return "\n".join(lines)


def _read() -> str:
    try:
        return input("\n> ").strip()
    except (EOFError, KeyboardInterrupt):
        print()
        return ""


if __name__ == "__main__":
    main()
