"""Commands within the form: skip, back, pause, show, why, what does this mean, cancel, delete."""

from __future__ import annotations

import re

from bot.core import turn as reading
from bot.core.registration import NONE
from bot.core.reply import Button, Reply
from bot.services.register_form import FormTurn

_BY_HAND = "打印后手写"
_ASKS_VALUE = re.compile(
    r"(?:填|写|录|报)(?:的|了|过|成)(?:是)?(?:什么|啥|多少|哪个|几|谁|咩)|(?:现在|刚才|我)?(?:填|写)(?:的|了)?没有?$|(?:填|写)对了?[没吗]|(?:是)?(?:多少|什么|啥|哪个)来着$"
)


class FormCommands(FormTurn):
    def _commands(self, text: str, intent: str | None) -> Reply | None:
        field = self.draft.next_field(self.order)
        told = self._tell_value(text)
        if told is not None:
            return told
        for name in reading.commands(text):
            handler = getattr(self, f"_do_{name}", None)
            reply: Reply | None = handler(field, text) if handler else None
            if reply is not None:
                return reply
        return None

    def _tell_value(self, text: str) -> Reply | None:
        """「我手机填的是多少」「学历写的啥」."""
        key = self._labelled(text)
        if key is None or len(text) > 24 or not _ASKS_VALUE.search(reading.bare(text)):
            return None
        label = self.specs[key].label
        value = self.draft.values.get(key)
        return self._ask_again(f"{label}填的是“{value}”。" if value else f"{label}还没填。")

    def _do_delete(self, field: str | None, text: str) -> Reply | None:
        return None if re.search(r"怎么|如何|咋|能不能|可以.{0,6}吗|多久", text) else self._end_without_data()

    _do_withdraw = _do_delete

    def _end_without_data(self) -> Reply:
        self.ports.forget()
        self.draft.values.clear()
        return Reply(
            "已全部删除：填过的内容、同意记录、对话文字和做好的材料都没有了。想再登记，随时说“登记”。",
            [Button.of("重新登记"), Button.of("谁能当首席质量官")],
            self._custom(ended=True),
        )

    def _do_pause(self, field: str | None, text: str) -> Reply | None:
        self.draft.paused = True
        where = f"第 {self.texts.number(field)} 项“{self.specs[field].label}”" if field else "最后的核对"
        return self._reply(f"已存好，停在{where}。随时回来说“继续填表”。", [Button.of("继续填表")])

    def _do_cancel(self, field: str | None, text: str) -> Reply | None:
        if self.draft.revisit and reading.keeps(text):
            return None  # 「算了」: the value stays as it is
        if field and text.rstrip("。！!") == "不填" and not self.specs[field].required:
            return self._leave(field, text)
        if not self.draft.values:
            return self._end_without_data()
        self.draft.paused = True
        return self._reply(
            f"好，先停下。已填的 {len(self.draft.values)} 项还在：要全部删除，还是留着以后填？",
            [Button("全部删除", "删除我的资料"), Button("留着以后填", "继续填表")],
        )

    def _do_restart(self, field: str | None, text: str) -> Reply | None:
        if not self.draft.values:
            return None
        self.draft.clear()
        return self._go_on("好，前面填的都清掉了，从头来。")

    def _do_continue(self, field: str | None, text: str) -> Reply | None:
        self.draft.paused = False
        return self._go_on(self.texts.progress(self.draft))

    def _do_show(self, field: str | None, text: str) -> Reply | None:
        if self._at_summary():
            return self._summary()
        listed = self.texts.filled_list(self.draft) or "还没填。"
        return self._go_on(f"{self.texts.progress(self.draft)}\n\n{listed}\n")

    def _do_progress(self, field: str | None, text: str) -> Reply | None:
        return self._go_on(self.texts.progress(self.draft))

    def _do_papers(self, field: str | None, text: str) -> Reply | None:
        if self._at_summary():
            return self.ports.submit(self.draft) if not reading.is_question(text) else None
        return self._go_on("还没填完，登记表要等您确认后才做。" + self.texts.progress(self.draft)) if field else None

    def _do_back(self, field: str | None, text: str) -> Reply | None:
        filled = self.draft.last_filled
        if not filled:
            return self._ask_again("前面还没有填过的项。")
        steps, said = reading.steps_back(text) or (1, "")
        if reading.is_question(said):
            return None
        self.draft.pending = None
        if said:
            return self._earlier(steps, said)
        self.draft.revisit = filled[-min(steps, len(filled))]
        return self._go_on("好，回到上一项。" if steps == 1 else "好，往回。")

    def _do_why(self, field: str | None, text: str) -> Reply | None:
        key = self._labelled(text) or field
        if not key:
            return None
        spec = self.specs[key]
        kept = f"只用于{spec.purpose}，" if spec.purpose else ""
        protect = f"{kept}加密保存，可随时说“删除我的资料”。" if spec.sensitive else ""
        return self._ask_again(f"{spec.why}{protect}", kind="answer")

    def _do_means(self, field: str | None, text: str) -> Reply | None:
        key = self._labelled(text) or field
        if not key or (field and len(text) > 14 and not self._labelled(text)):
            return None
        spec = self.specs[key]
        example = f"例如：{spec.example}。" if spec.example else ""
        return self._ask_again(f"{spec.means}{example}", kind="answer")

    def _do_skip(self, field: str | None, text: str) -> Reply | None:
        if field and self.draft.revisit == field:
            self.draft.revisit = None
            return self._go_on("好，不改。")
        return self._leave(field, text) if field else None

    def _do_unknown(self, field: str | None, text: str) -> Reply | None:
        if field == "enterprise_size":
            return self._ask_again(
                "不知道规模没关系：把行业、人数和年营业收入告诉我（比如“五金加工，60 人，2000 万”），我按附件4帮您算。"
            )
        return self._leave(field, text) if field else None

    def _do_refuse(self, field: str | None, text: str) -> Reply | None:
        key = self._labelled(text) or field
        return self._leave(key, text) if key and (key == field or key not in self.draft.values) else None

    def _leave(self, key: str, text: str) -> Reply:
        """Optional: 无. Required: say what it is for and go on; it comes once more before the summary."""
        spec, draft = self.specs[key], self.draft
        if draft.pending and draft.pending.key == key:
            draft.pending = None
        if not spec.required:
            draft.fill(key, NONE)
            return self._go_on(f"{spec.label}填“无”。")
        if draft.revisit == key:
            draft.revisit = None
            return self._go_on("好，这项不动。")
        first = key not in draft.later
        draft.leave_for_later(key)
        purpose = f"{spec.label}是必填的：{spec.why}"
        secret = "会加密保存；" if spec.sensitive else ""
        if first:
            return self._go_on(f"{purpose}{secret}现在不给也行，先空着，最后再问您一次，也可以{_BY_HAND}。")
        return self._go_on(f"好，{spec.label}空着，{_BY_HAND}；这张表就还没填全。")
