"""A message as values of the form: one or several, said in order, copied, worked out, or none at all."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.core import turn as reading
from bot.core.fields.base import Accepted, CheckBack, FieldContext, Outcome, Rejected
from bot.core.fields.extract import extract, laid_out
from bot.core.fields.in_order import in_order
from bot.core.fields.labels import find_labels, flatten
from bot.core.registration import NONE, Pending, copied_from
from bot.core.reply import Reply
from bot.services.register_copies import FormCopies
from bot.services.register_form import FREE_TEXT, LONG_TEXT
from bot.services.register_other_cells import FormOtherCells
from bot.services.register_size import note_figures, size_reply

_STRONG_QUESTION = re.compile(
    r"什么|啥|怎么|咋|如何|哪|多少|是否|能不能|可不可以|要不要|有没有|行不行|用不用|为何|吗|么[？?]?$|谁|多久|没[？?]?$|不[？?]?$|[？?].*[？?]"
)
_NOT_KNOWN = re.compile(
    r"[^，,。；;\s]{0,6}(?:什么|啥|多少|哪|谁|几|怎么)[^，,。；;？?\s]{0,6}?(?:不|没)(?:知道|清楚|晓得|记得|问)[^，,。；;？?\s]{0,2}"
)
_WHERE = re.compile(
    r"[，,。\s]*(?:这个?|那个?|那|这项|它)?(?:要|该|应该|得|是)?(?:填|写|算|放|归)(?:在|到|进|于)?(?:哪|什么)(?:里|儿|一?[项格栏个]|地方|位置)?(?:啊|呀|呢|的)?[？?。！!]*\s*$"
)
_WAIT = re.compile(
    r"(?:你?(?:稍|等)(?:等|一下|下|会儿?)|等我|(?:我|让我|容我)(?:先|去|要)?(?:看|想|查|问|找|喝|接|翻)).{0,8}"
)
_TALK = re.compile(
    r"(?:谢谢|多谢|感谢|辛苦|你好|您好|在吗|在么|喂|hi|hello|哈喽|早上好|下午好|晚上好|哈+|呵+|嗯+|哦+|噢+|好的?|收到|知道了|再见|拜拜|ok)(?:了|你|您|啦|哈)*"
)
_ENGLISH = re.compile(
    r"\b(?:i|you|he|the|is|are|am|was|do|does|don't|can|can't|what|how|why|please|not|my|your|this|to)\b", re.I
)
_OTHER_SCRIPT = re.compile(r"[\u0400-\u04ff\u0600-\u06ff\u0e00-\u0e7f\u3040-\u30fa\uac00-\ud7af]")
# Words that stand for a value, agree or send off: no value themselves.
_NO_VALUE = re.compile(
    r"(?:就|还)?(?:用|按|填|选)?(?:这个|那个|这样|上面的?|前面的?|刚才的?)|是的?|对的?|行|可以|确认|确定|提交|交吧|改|不改|[我你他她它的了]|随便|都行|都可以|看着办"
    r"|(?:你|您)(?:看着)?(?:帮我)?(?:填|写|定|办|弄)(?:吧|一下)?"
)


class FormValues(FormCopies, FormOtherCells):
    def _take(self, text: str, intent: str | None) -> Reply | None:
        """The text as one or several values, unless it is rather a question."""
        field = self.draft.next_field(self.order)
        for reply in (self._copied(field, text), self._nothing(field, text), self._not_now(text)):
            if reply is not None:
                return reply
        where = _WHERE.search(text)
        if where and (told := self._values_in(text[: where.start()])):
            noted, problem = self._store(told)  # 「他是工程师 中级的 这个填哪」: the acknowledgement names the cell
            return self._go_on(noted + problem)
        if self._is_question_for(field, text):
            self._tell_beside(text)
            return None
        if self._is_no_answer(field, text, intent):
            return None
        size = size_reply(self, field, text)
        if size is not None:
            return size
        note_figures(self, laid_out(text, field))
        values, asked = self._read(field, text)
        others = {k: v for k, v in values.items() if k != field and isinstance(v, Accepted | CheckBack)}
        if field and asked is not None and (others or not isinstance(asked, Rejected)):
            values[field] = asked
        elif not others:
            reason = next((v.reason for k, v in values.items() if k != field and isinstance(v, Rejected)), None)
            return self._go_on(reason) if reason else self._meant_for_another(field, text)
        if isinstance(asked, Rejected):
            values.pop(field or "", None)
        noted, _ = self._store({k: v for k, v in values.items() if not isinstance(v, Rejected)})
        self.draft.same |= {k: mine for k, mine in self._as_applicants.items() if k not in self.draft.values}
        wrong = (v.reason for k, v in values.items() if isinstance(v, Rejected) and k not in self.draft.values)
        problem = "" if self.draft.pending else next(wrong, "")
        if (
            isinstance(asked, Rejected)
            and self.draft.next_field(self.order) == field
            and not self._mentions_only_others(text, field, others)
        ):
            problem = asked.reason
        self._said_differently(text)
        return self._go_on(f"{noted}{problem}")

    def _tell_beside(self, text: str) -> None:
        """What is told beside a question, with its label, is taken; the rest is offered when its cell is asked."""
        pieces = [p for p in re.split(r"[，,。；;？?！!\n]+|\s{1,}", text) if p.strip()]
        told = [p for p in pieces if not reading.is_question(p)]
        if len(told) == len(pieces) or not told or len(text) > 200:
            return
        said = {k: v for k, v in self._values_in("，".join(told)).items() if isinstance(v, Accepted)}
        named = {label.key for label in find_labels("，".join(told), self.specs, self.context, None)}
        self.aside_noted, _ = self._store({k: v for k, v in said.items() if k in named})
        for key, outcome in said.items():
            self.draft.offer(key, outcome.value)

    def _said_differently(self, text: str) -> None:
        """「身份证号…，我是 6 月 15 号生的」 beside another birth date told before: which one is right is asked."""
        if self.draft.pending:
            return
        fresh = extract(text, self.specs, FieldContext(self.today, {}), None).values
        for key in ("birth_date", "gender", "id_number"):
            outcome, old = fresh.get(key), self.draft.values.get(key)
            if isinstance(outcome, Accepted) and old and outcome.value != old:
                question = (
                    f"前面填的{self.specs[key].label}是 {self.texts.shown(key, old)}，和刚才说的不一致。以哪个为准？"
                )
                choices = {self.texts.shown(key, value): value for value in (old, outcome.value)}
                self.draft.pending = Pending(key, question, choices)
                return

    def _read(self, field: str | None, text: str) -> tuple[dict[str, Outcome], Outcome | None]:
        """All values in a text, and what it is for the field being asked."""
        if field and field not in self.draft.values and not self.draft.pending:
            placed = self._in_order(field, text)
            if placed:
                return placed, placed.get(field)
        values = self._values_in(text, field)
        asked = values.get(field) if field else None
        if field and asked is None and not values:
            asked = self._option(field, text) or self._parse(field, text)
        return values, asked

    def _in_order(self, field: str, text: str) -> dict[str, Outcome]:
        """What was asked in one breath, answered in one."""
        keys = [field, *self.texts.together(field, self.draft)]
        labelled = {label.key for label in find_labels(flatten(text), self.specs, self.context, field)}
        return in_order(text, keys, self.specs, self.context, self._same) if labelled <= {field} else {}

    def _same(self, key: str, said: str) -> str | None:
        """「同上」 as one of several values."""
        source = copied_from(key, said, self.draft.values, self.specs, self.order)
        return self.draft.values[source] if source else None

    def _option(self, field: str, text: str) -> Outcome | None:
        """「2」 where buttons are shown is the second."""
        options = () if field in self.draft.guesses else self.specs[field].options
        number = reading.bare(text)
        picks = number.isdecimal() and len(number) == 1 and 1 <= int(number) <= len(options)
        return Accepted(options[int(number) - 1]) if picks else None

    # ---- no answer at all ----

    def _not_now(self, text: str) -> Reply | None:
        if _WAIT.fullmatch(reading.bare(text)) and len(text) <= 16:
            return self._ask_again("好，不急。")
        return None

    def _is_question_for(self, field: str | None, text: str) -> bool:
        text = _NOT_KNOWN.sub("", text).strip(" ，,") or text  # 「大专，学什么我不知道」 asks nothing
        if not reading.is_question(text) or re.fullmatch(r"[\d\s\-+.xX]+[？?]*", text):
            return False
        if field is None:
            return True
        if not _STRONG_QUESTION.search(re.sub(r"没有?[。.]?$", "", text)) and self._tells_labelled(text, field):
            return False  # 「发证机构：没有」 ends like 「涨了没有」
        spec = self.specs[field]
        if spec.key in LONG_TEXT and len(text) > 60:
            return bool(re.search(r"[？?吗][。！!]*$", text)) or len(text) > 5000
        if spec.kind in FREE_TEXT or spec.key in LONG_TEXT:
            return True
        outcome = self._parse(field, text)
        return not isinstance(outcome, Accepted) or (bool(_STRONG_QUESTION.search(text)) and outcome.value != NONE)

    def _tells_labelled(self, text: str, field: str) -> bool:
        return any(True for _ in find_labels(laid_out(text, field), self.specs, self.context, field))

    def _is_no_answer(self, field: str | None, text: str, intent: str | None) -> bool:
        """Abuse, thanks, a remark on policy, another language: where the parser would take any words."""
        if reading.is_abuse(text):
            return True
        if field is None or (self.specs[field].kind not in FREE_TEXT and field not in LONG_TEXT):
            return False
        plain = reading.bare(text)
        if plain in ("无", "没有", "暂无") or field == "resume":
            return False
        if len(text) > self.specs[field].max_length + 200 and not self._tells_labelled(text, field):
            return True  # a rant: its first words are no value
        if _TALK.fullmatch(plain) or _NO_VALUE.fullmatch(plain) or _is_foreign(text):
            return True
        return self.specs[field].kind != "region" and len(text) <= 20 and self.ports.answerable(text)

    def _mentions_only_others(self, text: str, field: str | None, others: Mapping[str, Outcome]) -> bool:
        """「学历本科，手机138…」 while the name is asked: nothing was said about the name, so nothing was wrong with it."""
        first = re.split(r"[，,；;。\n]", text.strip())[0]
        return self._labelled(first) not in (None, field) or len(others) > 1


def _is_foreign(text: str) -> bool:
    """A sentence in another language. Latin names of firms, schools and people are none."""
    if _OTHER_SCRIPT.search(text):
        return True
    return not re.search(r"[\u3400-\u9fff]", text) and len(_ENGLISH.findall(text)) >= 2
