"""Registration: the 38 cells by chat. One message in, one reply out; the draft is the only thing that changes.

An order of readings decides what a message does to the form: command, consent, question back, correction, values,
something else entirely (answered aside, then the same field again), and only then a failed answer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.core import corrections
from bot.core import turn as reading
from bot.core.fields.base import Accepted, CheckBack, Rejected
from bot.core.fields.common import none_outcome, says_none
from bot.core.reply import Button, Reply
from bot.services.look_up_clause import SHOW
from bot.services.register_check_back import FormCheckBack
from bot.services.register_commands import FormCommands
from bot.services.register_corrections import FormCorrections
from bot.services.register_texts import FINISH, LEAVE
from bot.services.register_values import FormValues
from bot.services.tell_topic import WHERE_ARE_YOU

# 「他手机138… 我的是139…」: whoever fills in for somebody else is not on the form.
_CLERKS_OWN = re.compile(r"[，,。;；\s]+我(?:自己)?的(?:手机|电话|号码|邮箱)?号?(?:是|:|：)?\s*[0-9A-Za-z@.+\-]{7,40}")
_AGREE = (Button.of("同意"), Button.of("不同意"))


class Register(FormCommands, FormCheckBack, FormCorrections, FormValues):
    """The form for one turn of one conversation: what its message does."""

    def open(self, place: str | None, heard: Mapping[str, str]) -> Reply:
        """The first turn: whose form it is, consent, and what was already heard kept as guesses to be offered."""
        self._keep_as_guesses(heard)
        parts = []
        if place in ("gansu", "anhui", "other"):
            parts.append(self.consent["elsewhere"].format(place_hint=self.consent["places"][place]))
        if self.draft.for_other:
            parts.append(self.consent["for_other"])
        parts.append(self.consent["notice"].strip())
        parts.append(self.consent["question"])
        return self._reply("\n\n".join(parts), [*_AGREE])

    def resume(self) -> Reply:
        """Back after a pause."""
        self.draft.paused = False
        if self.draft.phase == "consent":
            return self.ask_consent()
        return self._go_on(self.texts.progress(self.draft))

    def ask_consent(self, before: str = "") -> Reply:
        text = f"{before}{self.consent['notice'].strip()}\n\n{self.consent['question']}"
        return self._reply(text, [*_AGREE])

    def form_state(self) -> dict[str, Any]:
        """The form's part of `custom`, for a reply to something else."""
        return self._custom()

    # ---- one message ----

    def turn(self, text: str, intent: str | None = None) -> Reply:
        draft = self.draft
        if draft.for_other:
            text = _CLERKS_OWN.sub("", text) or text
        if reading.is_noise(text) or text.startswith(("/", "／")):  # "/restart" is a command elsewhere, never a value
            return self._ask_again("没看到文字。" if not text else "这条我没看懂。")
        steps = (
            self._consent_phase if draft.phase == "consent" else None,
            self._commands,
            self._check_back,
            self._confirm if self._at_summary() else None,
            self._correct,
            self._take,
            self._aside,
        )
        for step in steps:
            reply = step(text, intent) if step else None
            if reply is not None:
                return reply
        return self._failed(text)

    # ---- consent ----

    def _consent_phase(self, text: str, intent: str | None) -> Reply | None:
        draft = self.draft
        names = reading.commands(text)
        if "delete" in names or "cancel" in names:
            return self._end_without_data()
        if "pause" in names:
            draft.paused = True
            return self._reply("好，还没开始填，什么也没存。随时回来说“继续填表”。")
        if "privacy" in names and reading.is_question(text):
            return self.ask_consent()
        if reading.is_no(text) or re.search(r"不同意|不想同意|不授权|唔同意", text):
            self.ports.forget()
            draft.phase, draft.paused = "finished", True
            return Reply(
                self.consent["declined"],
                [Button.of("谁能当首席质量官"), Button.of("我们要不要设")],
                self._custom(ended=True),
            )
        if reading.is_yes(text) or (
            re.search(r"同意|授权|可以.{0,4}(?:收集|用)|知道了|了解了|明白", text) and not reading.is_question(text)
        ):
            return self._agreed(text)
        return self._before_consent(text, intent)

    def _agreed(self, text: str) -> Reply:
        self.draft.phase, self.draft.consent_version = "filling", str(self.consent["version"])
        self.ports.consent_given(self.draft.consent_version)
        said = self._values_in(re.sub(r"^(?:我)?同意[，,。！!\s]*", "", text)) if len(text) > 6 else {}
        noted, problem = self._store(said)
        return self._go_on((noted + problem).strip() or "好，我们开始。")

    def _before_consent(self, text: str, intent: str | None) -> Reply:
        asked = "先要您一句“同意”，我才能往下记个人信息。"
        if reading.is_question(text) or intent not in (None, "inform", "affirm", "register"):
            aside = self.ports.aside(text)
            if aside:
                return self._after(aside, asked, [*_AGREE])
        self._keep_as_guesses({k: v.value for k, v in self._values_in(text).items() if isinstance(v, Accepted)})
        return self._reply(asked, [*_AGREE])

    # ---- the summary ----

    def _confirm(self, text: str, intent: str | None) -> Reply | None:
        if text == FINISH or reading.is_submit(text) or (reading.is_yes(text) and not corrections.is_correction(text)):
            return self.ports.submit(self.draft)
        if re.fullmatch(r"(?:我)?(?:要|想)?(?:修?改)(?:一?项|一下|点东西|资料)?", reading.bare(text)):
            return self._reply("改哪一项？直接说，比如“手机改成 13800000000”“学历是本科”。")
        return None

    def edit(self, key: str, text: str) -> Reply:
        """One cell's new value, whatever is being asked; refused with its reason, the old value kept."""
        outcome = none_outcome(self.specs[key]) if says_none(text) else self._parse(key, text)
        if isinstance(outcome, Rejected):
            return self._ask_again(f"{outcome.reason}")
        noted, _ = self._store({key: outcome})
        return self._go_on(noted)

    def take_form(self, cells: Mapping[str, str]) -> Reply:
        """The cells of an old form: offered for confirmation, group by group. What is filled in stays until it is asked."""
        read, unread, differs = 0, [], []
        for key in self.order:
            said = cells.get(key, "").strip()
            if not said:
                continue
            outcome = none_outcome(self.specs[key]) if says_none(said) else self._parse(key, said)
            if isinstance(outcome, Accepted) and outcome.value == self.draft.values.get(key):
                continue
            label = self.specs[key].label
            if isinstance(outcome, Rejected):
                unread.append(f"- {label}“{said[:30]}”：{outcome.reason}")
                continue
            read += 1
            if key in self.draft.values:
                differs.append(label)
            if isinstance(outcome, Accepted) and key not in self.draft.values:
                self.draft.guesses[key] = outcome.value
            else:
                self.draft.doubts[key] = outcome.value if isinstance(outcome, Accepted) else said
        text = f"读到了 {read} 格，下面一组一组请您确认，点“对”才算填上。" if read else "这份表里没有读到新的内容。"
        text += f"\n\n和已填的不一样、要您定的：{'、'.join(differs)}。" if differs else ""
        text += "\n\n没读懂、要再问您的：\n" + "\n".join(unread) if unread else ""
        return self._go_on(text)

    # ---- something else, and failures ----

    def _aside(self, text: str, intent: str | None) -> Reply | None:
        field = self.draft.next_field(self.order)
        if field and not self._is_aside(field, text, intent):
            return None
        reply = self.ports.aside(text)
        if reply is None:
            return None
        if field is None:
            return self._after(reply, "登记表还等您确认：没问题就说“提交”。", [Button("确认提交", FINISH)])
        self._work_out_guesses(field)
        question, buttons = self.texts.question(field, self.draft)
        return self._after(reply, f"我们接着填。{question}", buttons)

    def _is_aside(self, field: str, text: str, intent: str | None) -> bool:
        """A question, a remark that something else has an answer to; all else was an attempt at the field."""
        if re.fullmatch(r"[\W\d_A-Za-z]{1,24}", text) and re.search(r"\d", text):
            return False
        return self._is_question_for(field, text) or reading.is_abuse(text) or self.ports.answerable(text)

    def _after(self, reply: Reply, question: str, buttons: list[Button]) -> Reply:
        """An answer to something else, then the form where it was: its question is the only one, its buttons stand beside the source."""
        source = [b for b in reply.buttons if b == SHOW]
        told = f"{self.aside_noted}\n\n{reply.text.removesuffix(WHERE_ARE_YOU)}".strip()
        return Reply(f"{told}\n\n{question}", [*buttons, *source], {**reply.custom, **self._custom()})

    def _failed(self, text: str) -> Reply:
        field = self.draft.next_field(self.order)
        if field is None:
            return self._summary("这句我没听明白。")
        outcome = self._parse(field, text)
        spec = self.specs[field]
        if isinstance(outcome, CheckBack):
            self._ask_back(field, outcome, text)
            return self._go_on("")
        reason = outcome.reason if isinstance(outcome, Rejected) else f"这句不像{spec.label}。"
        _, buttons = self.texts.question(field, self.draft)
        if self.draft.failed(field) >= 3:
            help_out = f"照这个样子就行：{spec.example}。" if spec.example and spec.example not in reason else ""
            way_on = f"实在不行说“{LEAVE}”。" if spec.required else "没有就说“没有”。"
            return self._reply(
                f"{reason}\n\n{help_out}{way_on}", [*buttons, Button.of(LEAVE)] if spec.required else buttons
            )
        return self._reply(f"{reason}\n\n{self.texts.heading(field)}", buttons)
