"""Commands within the form: skip, back, pause, show, why, what does this mean, cancel, delete."""

from __future__ import annotations

import re

from bot.core import corrections
from bot.core import turn as reading
from bot.core.registration import NONE
from bot.core.reply import Button, Reply
from bot.services.register_form import FormTurn

_BY_HAND = "打印后手写"
_ASKS_VALUE = re.compile(
    r"(?:填|写|录|报)(?:的|了|过|成)(?:是)?(?:什么|啥|多少|哪个|几|谁|咩)|(?:现在|刚才|我)?(?:填|写)(?:的|了)?没有?$|(?:填|写)对了?[没吗]|(?:是)?(?:多少|什么|啥|哪个)来着$"
)


_ASKS_FIRST = re.compile(r"先问|问(?:一|个|下|你|您)|请教|咨询|想知道")
_LEAVES = {"unknown", "refuse", "skip"}
_NOT_NOW = re.compile(
    r"(?:就|我|现在)*(?:先|暂时|暂)(?:不|别|唔)(?:填|写|说|给|管|弄)(?:了|吧|它)*|(?:先|暂时)(?:放|空|搁)(?:着|一下|一放)*(?:吧)?"
)
_THIS_NOT_NOW = re.compile(
    r"(?:这|这个|这项|这一?[项格]|它)(?:就|我|现在)*(?:先|暂时|暂)(?:不|别|唔)(?:填|写|说|给|管)(?:了|吧|它)*|先(?:不|别)(?:填|写)(?:这|这个|这项|这一?[项格])(?:了|吧)*"
)
_OF_A_HEAD = re.compile(
    r"(?:单位|公司|质量)?(?:老板|老总|负责人|法人|领导)(?:他|她|本人)?的?(?:全部|所有)?(?:信息|资料|情况|那几[项格]|这几[项格]|部分|个人信息)"
)


class FormCommands(FormTurn):
    def _commands(self, text: str, intent: str | None) -> Reply | None:
        field = self.draft.next_field(self.order)
        told = self._tell_value(text)
        if told is not None:
            return told
        if (left := self._leave_named(text)) is not None:
            return left
        if field and reading.is_submit(text) and "交" in text:
            return self._hand_in_as_it_is() or self._go_on(
                "还没填完，登记表要等您确认后才做。" + self.texts.progress(self.draft)
            )
        for name in reading.commands(text):
            handler = getattr(self, f"_do_{name}", None)
            reply: Reply | None = handler(field, text) if handler else None
            if reply is not None:
                return reply
        return None

    def _hand_in_as_it_is(self) -> Reply | None:
        """「提交」 while only what was left is asked once more: no more asking, the summary says what is empty."""
        draft = self.draft
        if draft.pending or draft.revisit or any(k not in (*draft.values, *draft.later) for k in self.order):
            return None
        draft.refused += [k for k in draft.later if k not in draft.refused]
        return self._go_on("好，其余的就空着。")

    def _leave_named(self, text: str) -> Reply | None:
        """「邮编不知道」「专业忘了」「身份证号先不填」「老板信息我没权限给」: the cells named are left, whatever is asked."""
        if reading.is_question(text) or len(text) > 24:
            return None
        if (head := _OF_A_HEAD.search(text)) and _LEAVES & set(reading.commands(text)):
            return self._leave_head("quality_head" if "质量" in head[0] else "legal_head")
        key, said = self._begins_with(text) or (self.draft.next_field(self.order), "")
        leaves = _NOT_NOW.fullmatch(reading.bare(said)) or bool(_LEAVES & set(reading.commands(said)))
        if key is None or key in self.draft.values or not (leaves or _THIS_NOT_NOW.fullmatch(reading.bare(text))):
            return None
        return self._leave(key, text)

    def _leave_head(self, group: str) -> Reply | None:
        """Whoever fills it in may not know of the head: all his cells are left."""
        keys = [k for k in self.order if k.startswith(group) and k not in self.draft.values]
        for key in keys:
            if self.specs[key].required:
                self.draft.leave_for_later(key)
            else:
                self.draft.fill(key, NONE)
        labels = "、".join(self.specs[k].label for k in keys if self.specs[k].required)
        return self._go_on(f"好，{labels}先空着，最后再问您一次，也可以{_BY_HAND}。") if keys else None

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
        if reading.is_question(text) and _ASKS_FIRST.search(text):
            return None  # 「等下填，先问：培训证书没有能当吗」
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
        steps, said = corrections.steps_back(text) or (1, "")
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

    def _do_privacy(self, field: str | None, text: str) -> Reply | None:
        if not reading.is_question(text):
            return None
        return self._ask_again(str(self.consent["notice"]).strip(), kind="answer")

    def _do_may_skip(self, field: str | None, text: str) -> Reply | None:
        key = self._labelled(text) or field
        if not key:
            return None
        spec = self.specs[key]
        if not spec.required:
            return self._ask_again(f"{spec.label}可以不填，没有就说“没有”。", kind="answer")
        told = f"{spec.label}是必填的：{spec.why}现在可以先空着，说“{spec.label}先空着”，最后再问您一次，也可以{_BY_HAND}。"
        return self._ask_again(told, kind="answer")

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
        if self._values_in(text):
            return None  # 「他叫林某某 男 身份证他没给我」
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
