"""Registration: the 38 cells by chat. One message in, one reply out; the draft is the only thing that changes.

An order of readings decides what a message does to the form: command, consent, question back, correction, values,
something else entirely (answered aside, then the same field again), and only then a failed answer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.core import turn as reading
from bot.core.fields.base import Accepted, CheckBack, Outcome, Rejected
from bot.core.fields.common import none_outcome, says_none
from bot.core.registration import NONE, copied_from
from bot.core.reply import Button, Reply
from bot.services.register_commands import FormCommands
from bot.services.register_corrections import FormCorrections
from bot.services.register_texts import FINISH, LEAVE

# Kinds whose parser accepts almost any words: for these a question is a question, not an answer.
FREE_TEXT = {
    "text",
    "person_name",
    "enterprise_name",
    "address",
    "title",
    "industry",
    "region",
    "certificate",
    "certificate_no",
    "website",
}
LONG_TEXT = {"resume", "remark", "main_products", "address"}
_STRONG_QUESTION = re.compile(
    r"什么|啥|怎么|咋|如何|哪|多少|是否|能不能|可不可以|要不要|有没有|行不行|用不用|为何|吗|么[？?]?$|谁|多久|没[？?]?$|不[？?]?$|[？?].*[？?]"
)


class Register(FormCommands, FormCorrections):
    """The form for one turn of one conversation: what its message does."""

    def open(self, place: str | None, heard: Mapping[str, str]) -> Reply:
        """The first turn: whose form it is, consent, and what was already heard kept as guesses to be offered."""
        self._keep_as_guesses(heard)
        parts = []
        if place in ("gansu", "anhui", "other"):
            parts.append(self.consent["elsewhere"].format(place_hint=self.consent["places"][place]))
        parts.append(self.consent["notice"].strip())
        parts.append(self.consent["question"])
        return self._reply("\n\n".join(parts), [Button.of("同意"), Button.of("不同意")])

    def resume(self) -> Reply:
        """Back after a pause."""
        self.draft.paused = False
        if self.draft.phase == "consent":
            return self._reply(
                self.consent["notice"].strip() + "\n\n" + self.consent["question"],
                [Button.of("同意"), Button.of("不同意")],
            )
        return self._go_on(self.texts.progress(self.draft))

    def form_state(self) -> dict[str, Any]:
        """The form's part of `custom`, for a reply to something else."""
        return self._custom()

    # ---- one message ----

    def turn(self, text: str, intent: str | None = None) -> Reply:
        draft = self.draft
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
        if reading.is_no(text) or re.search(r"不同意|不想同意|不授权|唔同意", text):
            self.ports.forget()
            draft.phase, draft.paused = "finished", True
            return Reply(
                self.consent["declined"],
                [Button.of("任职条件有哪些"), Button.of("我们要不要设")],
                self._custom(ended=True),
            )
        if reading.is_yes(text) or (
            re.search(r"同意|授权|可以.{0,4}(?:收集|用)|知道了|了解了|明白", text) and not reading.is_question(text)
        ):
            draft.phase, draft.consent_version = "filling", str(self.consent["version"])
            self.ports.consent_given(draft.consent_version)
            said = self._values_in(re.sub(r"^(?:我)?同意[，,。！!\s]*", "", text)) if len(text) > 6 else {}
            noted, problem = self._store(said)
            return self._go_on((noted + problem).strip() or "好，我们开始。")
        aside = (
            self.ports.aside(text)
            if reading.is_question(text) or intent not in (None, "inform", "affirm", "register")
            else None
        )
        asked = "先要您一句“同意”，我才能往下记个人信息。"
        if aside:
            return self._after(aside, asked, [Button.of("同意"), Button.of("不同意")])
        self._keep_as_guesses({k: v.value for k, v in self._values_in(text).items() if isinstance(v, Accepted)})
        return self._reply(asked, [Button.of("同意"), Button.of("不同意")])

    # ---- the summary ----

    def _confirm(self, text: str, intent: str | None) -> Reply | None:
        if text == FINISH or reading.is_submit(text) or (reading.is_yes(text) and not reading.is_correction(text)):
            return self.ports.submit(self.draft)
        if re.fullmatch(r"(?:我)?(?:要|想)?(?:修?改)(?:一?项|一下|点东西|资料)?", reading.bare(text)):
            return self._reply("改哪一项？直接说，比如“手机改成 13800000000”“学历是本科”。")
        return None

    # ---- values ----

    def _take(self, text: str, intent: str | None) -> Reply | None:
        """The text as one or several values, unless it is rather a question."""
        field = self.draft.next_field(self.order)
        if field:
            source = copied_from(field, text, self.draft.values, self.specs, self.order)
            if source:
                return self._copy(field, source)
        if field and says_none(text):
            outcome = self._parse(field, text)
            if not isinstance(outcome, Accepted):
                return self._leave(field, text)
            noted, _ = self._store({field: outcome})
            return self._go_on(noted)
        if self._is_question_for(field, text):
            return None
        if reading.is_abuse(text) and len(text) < 60:
            return None
        values = self._values_in(text, field)
        others = {k: v for k, v in values.items() if k != field and isinstance(v, Accepted | CheckBack)}
        asked = values.get(field) if field else None
        if field and asked is None and not others:
            asked = self._parse(field, text)
        if field and isinstance(asked, Accepted) and not others and self._is_small_talk(intent, text, field):
            return None
        if field and asked is not None and (others or not isinstance(asked, Rejected)):
            values[field] = asked
        elif not others:
            return None
        if isinstance(asked, Rejected):
            values.pop(field or "", None)
        noted, problem = self._store({k: v for k, v in values.items() if not isinstance(v, Rejected)})
        if (
            isinstance(asked, Rejected)
            and self.draft.next_field(self.order) == field
            and not self._mentions_only_others(text, field, others)
        ):
            problem = asked.reason
        return self._go_on(f"{noted}{problem}")

    def _mentions_only_others(self, text: str, field: str | None, others: Mapping[str, Outcome]) -> bool:
        """「学历本科，手机138…」 while the name is asked: nothing was said about the name, so nothing was wrong with it."""
        first = re.split(r"[，,；;。\n]", text.strip())[0]
        return self._labelled(first) not in (None, field) or len(others) > 1

    def _is_question_for(self, field: str | None, text: str) -> bool:
        if not reading.is_question(text):
            return False
        if field is None:
            return True
        spec = self.specs[field]
        if spec.key in LONG_TEXT and len(text) > 60:
            return bool(re.search(r"[？?吗][。！!]*$", text)) or len(text) > 5000
        if spec.kind in FREE_TEXT or spec.key in LONG_TEXT:
            return True
        outcome = self._parse(field, text)
        return not isinstance(outcome, Accepted) or (bool(_STRONG_QUESTION.search(text)) and outcome.value != NONE)

    def _is_small_talk(self, intent: str | None, text: str, field: str) -> bool:
        """「谢谢」「在吗」 are no names. Only where the parser would take any words."""
        if self.specs[field].kind not in FREE_TEXT and field not in LONG_TEXT:
            return False
        if reading.bare(text) in ("无", "没有", "暂无"):
            return False
        return bool(
            re.fullmatch(
                r"(?:谢谢|多谢|感谢|辛苦|你好|您好|在吗|在么|喂|hi|hello|哈喽|早上好|下午好|晚上好|哈+|呵+|嗯+|好的?|收到|知道了|再见|拜拜|ok)(?:了|你|您|啦|哈)*",
                reading.bare(text),
            )
        )

    def _copy(self, field: str, source: str) -> Reply:
        outcome = self._parse(field, self.draft.values[source])
        if not isinstance(outcome, Accepted):
            return self._ask_again(f"{self.specs[source].label}填的是“{self.draft.values[source]}”，这里用不上。")
        self._accept(field, outcome)
        if field == "quality_head_name" and source == "applicant_name":
            for own, same in (
                ("quality_head_mobile", "mobile"),
                ("quality_head_phone", "phone"),
                ("quality_head_post", "position"),
            ):
                if own not in self.draft.values and self.draft.values.get(same, NONE) != NONE:
                    self.draft.guesses[own] = self.draft.values[same]
        return self._go_on(self.texts.noted({field: outcome.value}))

    def edit(self, key: str, text: str) -> Reply:
        """One cell's new value, whatever is being asked; refused with its reason, the old value kept."""
        outcome = none_outcome(self.specs[key]) if says_none(text) else self._parse(key, text)
        if isinstance(outcome, Rejected):
            return self._ask_again(f"{outcome.reason}")
        noted, _ = self._store({key: outcome})
        return self._go_on(noted)

    # ---- something else, and failures ----

    def _aside(self, text: str, intent: str | None) -> Reply | None:
        reply = self.ports.aside(text)
        if reply is None:
            return None
        if self._at_summary():
            return self._after(reply, "登记表还等您确认：没问题就说“提交”。", [Button("确认提交", FINISH)])
        field = self.draft.next_field(self.order)
        question, buttons = self.texts.question(field, self.draft) if field else ("", [])
        return self._after(reply, f"我们接着填。{question}", buttons)

    def _after(self, reply: Reply, question: str, buttons: list[Button]) -> Reply:
        """An answer to something else, then the form where it was."""
        return Reply(f"{reply.text}\n\n{question}", buttons or reply.buttons, {**reply.custom, **self._custom()})

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
        if self.draft.failed(field) >= 3:
            help_out = f"照这个样子就行：{spec.example}。" if spec.example else ""
            way_on = f"实在不行说“{LEAVE}”。" if spec.required else "没有就说“没有”。"
            _, buttons = self.texts.question(field, self.draft)
            return self._reply(
                f"{reason}\n\n{help_out}{way_on}", [*buttons, Button.of(LEAVE)] if spec.required else buttons
            )
        _, buttons = self.texts.question(field, self.draft)
        return self._reply(f"{reason}\n\n{self.texts.heading(field)}", buttons)
