"""What the registration says: questions, the summary, confirmations. Decides nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.core.fields.base import FieldSpec
from bot.core.registration import NONE, Registration
from bot.core.reply import Button

FINISH = "确认提交"
LEAVE = "先空着，以后补"


class RegistrationTexts:
    def __init__(self, specs: Mapping[str, FieldSpec], groups: Sequence[Mapping[str, Any]]) -> None:
        self.specs = specs
        self.groups = groups
        self.order: list[str] = [key for group in groups for key in group["fields"]]

    # -- questions ----------------------------------------------------------------------------------------------------

    def number(self, key: str) -> int:
        return self.order.index(key) + 1

    def heading(self, key: str) -> str:
        return f"**{self.number(key)}/{len(self.order)} {self.specs[key].label}**"

    def question(self, key: str, draft: Registration) -> tuple[str, list[Button]]:
        """The question for one field, with what belongs to it in one breath, and what is already guessed."""
        spec = self.specs[key]
        if draft.pending and draft.pending.key == key:
            return f"{self.heading(key)}：{draft.pending.question}", [
                Button.of(label) for label in draft.pending.choices
            ]
        if key in draft.values:  # being revisited
            return f"{self.heading(key)}：现在填的是“{draft.values[key]}”，改成什么？", [Button("不改", "就按现在的")]
        guess = draft.guesses.get(key)
        if guess:
            more = [k for k in self._companions(key) if k in draft.guesses and k not in draft.values]
            shown = "，".join(f"{self.specs[k].label} {draft.guesses[k]}" for k in [key, *more])
            return f"{self.heading(key)}：按前面说的，{shown}，对吗？", [Button.of("对"), Button.of("不对")]
        buttons = [Button.of(option) for option in spec.options[:8]]
        if not spec.required:
            buttons.append(Button.of("没有"))
        text = f"{self.heading(key)}：{spec.ask}"
        more = [
            k
            for k in self._companions(key)
            if k not in draft.values and k not in draft.guesses and self.specs[k].required
        ]
        if more and not spec.options:
            text += f"（{'、'.join(self.specs[k].label for k in more)}也可以一起说）"
        return text, buttons

    def _companions(self, key: str) -> list[str]:
        """Fields of the same group that come after this one."""
        for group in self.groups:
            if key in group["fields"]:
                fields = list(group["fields"])
                return fields[fields.index(key) + 1 :][:3]
        return []

    # -- confirmations ------------------------------------------------------------------------------------------------

    def noted(self, values: Mapping[str, str]) -> str:
        """「记下了：姓名 陈志远，性别 男。」; one value is acknowledged without repeating sensitive ones."""
        if not values:
            return ""
        if len(values) == 1:
            key, value = next(iter(values.items()))
            return f"记下了，{self.specs[key].label}：{self.shown(key, value)}。"
        return "记下了：" + "，".join(f"{self.specs[k].label} {self.shown(k, v)}" for k, v in values.items()) + "。"

    def changed(self, changes: Mapping[str, tuple[str, str]]) -> str:
        """「好，学历改成 **本科**（原来是大专）。」"""
        parts = [f"{self.specs[k].label}改成 **{new}**（原来是{old}）" for k, (old, new) in changes.items()]
        return "好，" + "，".join(parts) + "。"

    def shown(self, key: str, value: str) -> str:
        """A value as it is repeated in the chat: long ones cut, the ID number by its last four."""
        if key == "id_number" and len(value) > 8:
            number, _, note = value.partition("（")
            return f"尾号 {number[-4:]}" + (f"（{note}" if note else "")
        return self._cut(value)

    def _cut(self, value: str) -> str:
        return value if len(value) <= 60 else f"{value[:40]}……（共 {len(value)} 字）"

    # -- the summary --------------------------------------------------------------------------------------------------

    def filled_list(self, draft: Registration) -> str:
        lines = []
        for group in self.groups:
            known = [k for k in group["fields"] if k in draft.values]
            if known:
                lines.append(f"**{group['title']}**")
                lines += [f"- {self.specs[k].label}：{self._cut(draft.values[k])}" for k in known]
        return "\n".join(lines)

    def summary(self, draft: Registration) -> tuple[str, list[Button]]:
        missing = draft.missing(self.order)
        text = "都问完了，请核对：\n\n" + self.filled_list(draft)
        if missing:
            names = "、".join(self.specs[k].label for k in missing)
            text += f"\n\n还空着：{names}。可以现在补，也可以打印后手写；空着的表是**未填全**的。"
        text += "\n\n哪里不对直接说，比如“手机改成 138……”。没问题就提交，我来做登记表。"
        return text, [Button("确认提交", FINISH), Button("我要改", "我要改一项")]

    def progress(self, draft: Registration) -> str:
        done = len(draft.values)
        missing = [self.specs[k].label for k in draft.missing(self.order)]
        if not missing:
            return f"{len(self.order)} 项都填好了，就差您确认提交。"
        head = "、".join(missing[:6]) + ("等" if len(missing) > 6 else "")
        return f"已填 {done}/{len(self.order)} 项，还差 {len(missing)} 项：{head}。"

    def incomplete(self, draft: Registration) -> list[str]:
        """Labels of required cells left blank: to be written by hand."""
        return [self.specs[k].label for k in draft.missing(self.order) if self.specs[k].required]

    def is_none(self, key: str, draft: Registration) -> bool:
        return draft.values.get(key) == NONE
