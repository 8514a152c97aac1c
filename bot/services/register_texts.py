"""What the registration says: questions, offers, the summary, confirmations. Decides nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.core.fields.base import FieldSpec
from bot.core.registration import Registration
from bot.core.reply import Button

FINISH = "确认提交"
LEAVE = "先空着，以后补"
ALL_NONE = "都没有"
LONG_OFFER = 4  # more values than this are offered as a list


class RegistrationTexts:
    """`together`: fields asked in one breath, as in policies_kb/tasks/registration.yml."""

    def __init__(
        self,
        specs: Mapping[str, FieldSpec],
        groups: Sequence[Mapping[str, Any]],
        together: Sequence[Sequence[str]] = (),
    ) -> None:
        self.specs, self.groups = specs, groups
        self.order: list[str] = [key for group in groups for key in group["fields"]]
        self._sets = {key: [k for k in self.order if k in keys] for keys in together for key in keys}

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
            shown = self.cut(draft.values[key])
            return f"{self.heading(key)}：现在填的是“{shown}”，改成什么？", [Button("不改", "就按现在的")]
        if key in draft.guesses:
            return self._offer(key, draft)
        buttons = [Button.of(option) for option in spec.options[:8]]
        more = self.together(key, draft)
        if not spec.required:
            buttons.append(Button.of("没有"))
            if more and not self.specs[more[0]].required:
                buttons.append(Button.of(ALL_NONE))
        return f"{self.heading(key)}：{spec.ask}{self._in_one_breath(key, more)}", buttons

    def _in_one_breath(self, key: str, more: Sequence[str]) -> str:
        if not more:
            return ""
        labels = "、".join(self.specs[k].label for k in more)
        said = "，".join(self.specs[k].example for k in (key, *more))
        return f"\n{labels}也可以一起说，按这个顺序用逗号隔开，比如“{said}”。"

    def together(self, key: str, draft: Registration) -> list[str]:
        """The open fields asked in one breath with this one, after it."""
        return [
            k
            for k in self._sets.get(key, ())
            if k != key
            and k not in draft.values
            and k not in draft.guesses
            and k not in draft.later
            and not draft.waits(k)
        ]

    def row(self, key: str) -> list[str]:
        """All fields asked in one breath with this one, in order."""
        return self._sets.get(key, [])

    def beside(self, key: str) -> Sequence[str]:
        """The fields of this one's part of the form."""
        return next((group["fields"] for group in self.groups if key in group["fields"]), (key,))

    def offered(self, key: str, draft: Registration) -> list[str]:
        """The guesses offered when this field is asked: its group's, its own first."""
        more = [k for k in self.beside(key) if k in draft.guesses and k not in draft.values and k not in draft.later]
        return [key, *(k for k in more if k != key)]

    def _offer(self, key: str, draft: Registration) -> tuple[str, list[Button]]:
        keys = self.offered(key, draft)
        yes, no = Button.of("对"), Button.of("不对")
        if keys == ["resume"]:
            text = (
                f"简历可以先写成：“{draft.guesses[key]}”用这个吗？也可以直接发您自己的：几年几月在哪做什么、获奖情况。"
            )
            return f"{self.heading(key)}：{text}", [Button("就用这个", "用这个"), Button("我自己写", "不用这个")]
        if len(keys) > LONG_OFFER:
            lines = "\n".join(f"- {self.specs[k].label}：{self.cut(draft.guesses[k])}" for k in keys)
            return f"{self.heading(key)}等 {len(keys)} 项，按前面给的是：\n{lines}\n\n都对吗？哪项不对直接说。", [
                yes,
                no,
            ]
        shown = "，".join(f"{self.specs[k].label} {self.cut(draft.guesses[k])}" for k in keys)
        options = self.specs[key].options[:8] if len(keys) == 1 else ()
        return f"{self.heading(key)}：按前面给的，{shown}，对吗？", [
            yes,
            *([Button.of(o) for o in options if o != draft.guesses[key]] or [no]),
        ]

    # -- confirmations ------------------------------------------------------------------------------------------------

    def noted(self, values: Mapping[str, str]) -> str:
        """「记下了：姓名 陈试远，性别 男。」; one value is acknowledged without repeating sensitive ones."""
        if not values:
            return ""
        if len(values) == 1:
            key, value = next(iter(values.items()))
            return f"记下了，{self.specs[key].label}：{self.shown(key, value)}。"
        return "记下了：" + "，".join(f"{self.specs[k].label} {self.shown(k, v)}" for k, v in values.items()) + "。"

    def changed(self, changes: Mapping[str, tuple[str, str]]) -> str:
        """「好，学历改成 **本科**（原来是大专）。」"""
        parts = [
            f"{self.specs[k].label}改成 **{self.shown(k, new)}**（原来是{self.shown(k, old)}）"
            for k, (old, new) in changes.items()
        ]
        return "好，" + "，".join(parts) + "。"

    def shown(self, key: str, value: str) -> str:
        """A value as it is repeated in the chat: long ones cut, the ID number by its last four."""
        if key == "id_number" and len(value) > 8:
            number, _, note = value.partition("（")
            return f"尾号 {number[-4:]}" + (f"（{note}" if note else "")
        return self.cut(value)

    def cut(self, value: str) -> str:
        return value if len(value) <= 60 else f"{value[:40]}……（共 {len(value)} 字）"

    # -- the summary --------------------------------------------------------------------------------------------------

    def filled_list(self, draft: Registration) -> str:
        lines = []
        for group in self.groups:
            known = [k for k in group["fields"] if k in draft.values]
            if known:
                lines.append(f"**{group['title']}**")
                lines += [f"- {self.specs[k].label}：{self.cut(draft.values[k])}" for k in known]
        return "\n".join(lines)

    def summary(self, draft: Registration) -> tuple[str, list[Button]]:
        missing = draft.missing(self.order)
        text = "都问完了，请核对：\n\n" + self.filled_list(draft)
        if missing:
            names = "、".join(self.specs[k].label for k in missing)
            text += f"\n\n还空着：{names}。可以现在补，也可以打印后手写；空着的表是**未填全**的。"
        if draft.version:
            text += f"\n\n提交后是第 {draft.version + 1} 版，取代第 {draft.version} 版；旧版也留着。"
        text += "\n\n哪里不对直接说，比如“手机改成 138……”。没问题就提交，我来做登记表。"
        return text, [Button("确认提交", FINISH), Button("我要改", "我要改一项")]

    def progress(self, draft: Registration) -> str:
        done = len(draft.values)
        missing = [self.specs[k].label for k in draft.missing(self.order)]
        if not missing:
            return f"{len(self.order)} 项都填好了，就差您确认提交。"
        head = "、".join(missing[:6]) + ("等" if len(missing) > 6 else "")
        return f"已填 {done}/{len(self.order)} 项，还差 {len(missing)} 项：{head}。"
