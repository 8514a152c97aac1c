"""A message as values of the form: one or several, said in order, copied, worked out, or none at all."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.core import turn as reading
from bot.core.fields.base import Accepted, CheckBack, FieldContext, Outcome, Rejected
from bot.core.fields.common import none_outcome, says_none
from bot.core.fields.extract import extract
from bot.core.fields.in_order import in_order
from bot.core.fields.labels import find_labels, flatten
from bot.core.fields.looks import looks_like
from bot.core.registration import NONE, Pending, copied_from, own_cell
from bot.core.reply import Reply
from bot.services.register_form import FormTurn
from bot.services.register_size import size_reply

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
    "website",
}
LONG_TEXT = {"resume", "remark", "main_products", "address"}
_STRONG_QUESTION = re.compile(
    r"什么|啥|怎么|咋|如何|哪|多少|是否|能不能|可不可以|要不要|有没有|行不行|用不用|为何|吗|么[？?]?$|谁|多久|没[？?]?$|不[？?]?$|[？?].*[？?]"
)
_NOT_KNOWN = re.compile(
    r"[^，,。；;\s]{0,6}(?:什么|啥|多少|哪|谁|几|怎么)[^，,。；;？?\s]{0,6}?(?:不|没)(?:知道|清楚|晓得|记得|问)[^，,。；;？?\s]{0,2}"
)
_ALL_NONE = re.compile(
    r"(?:这|那)?(?:几|[两三四五2-5])?(?:个|项|样)?(?:其[他它余]|别的|剩下|余下|后面)?的?(?:都|全|全部|统统|一概)(?:是)?(?:没有?|无|不填|填无|空着)(?:填)?"
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
_HEADS = ("legal_head", "quality_head")
_OWN = {"post": "position", "mobile": "mobile", "phone": "phone"}


class FormValues(FormTurn):
    def _take(self, text: str, intent: str | None) -> Reply | None:
        """The text as one or several values, unless it is rather a question."""
        field = self.draft.next_field(self.order)
        for reply in (self._copied(field, text), self._nothing(field, text), self._not_now(text)):
            if reply is not None:
                return reply
        if self._is_question_for(field, text) or self._is_no_answer(field, text, intent):
            return None
        size = size_reply(self, field, text)
        if size is not None:
            return size
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

    # ---- copies ----

    def _copied(self, field: str | None, text: str) -> Reply | None:
        """「同上」, and 「就是我本人，学历大专」「无，专业食品工程」: a copy or nothing, then something else with its label."""
        if field is None:
            return None
        noted = self._copy(field, text)
        if noted is None and (named := self._same_for(text)):
            noted = self._copy(*named)
        if noted is not None:
            return self._go_on(noted)
        first, *more = re.split(r"[，,；;。\n]+", text, maxsplit=1)
        rest = more[0] if more else ""
        if not any(label.start == 0 for label in find_labels(flatten(rest), self.specs, self.context, None)):
            return None
        noted = self._copy(field, first)
        if noted is None and field in LONG_TEXT and says_none(first) and not self.specs[field].required:
            noted, _ = self._store({field: Accepted(NONE)})  # a long text would take in all that follows
        if noted is None:
            return None
        # With its own labels: the field that comes next, which may be a long text, has no part in it.
        more_noted, problem = self._store(self._values_in(rest))
        return self._go_on(f"{noted}{more_noted}{problem}")

    def _same_for(self, text: str) -> tuple[str, str] | None:
        """「座机跟老板一样」: the cell named first, and what it is said to equal."""
        names = [(name, key) for key, spec in self.specs.items() for name in (spec.label, *spec.names)]
        first = max(((n, k) for n, k in names if text.startswith(n)), key=lambda named: len(named[0]), default=None)
        said = text[len(first[0]) :].lstrip(" ：:，,也就是") if first else ""
        return (first[1], said) if first and re.match("[跟和同与]", said) else None

    def _copy(self, field: str, text: str) -> str | None:
        """Store what a field is said to equal, or remember it until that is known; what to say about it."""
        values, group = self.draft.values, field.removesuffix("_name")
        source, own = copied_from(field, text, values, self.specs, self.order), own_cell(field, text)
        if source is None and own is None:
            return None
        if source == "applicant_name":
            own = source
        outcome = self._parse(field, values[source]) if source else None
        if source and not isinstance(outcome, Accepted):
            return f"{self.specs[source].label}填的是“{values[source]}”，这里用不上。"
        copies: dict[str, Outcome] = {field: outcome} if outcome else {}
        if own and not source:
            self.draft.same[field] = own
        if group in _HEADS and (
            own or (source or "").endswith("_name")
        ):  # the same person: the same post and telephone
            theirs = "" if own else f"{(source or '').removesuffix('_name')}_"
            for part, mine in _OWN.items():
                key, cell = f"{group}_{part}", f"{theirs}{part}" if theirs else mine
                if cell in values and key not in values:
                    copies[key] = Accepted(values[cell])
                elif own and key not in values:
                    self.draft.same[key] = cell
        noted, _ = self._store(copies)
        return noted + ("和您本人一样的，填到那里一起带过来。" if own and not source else "")

    # ---- nothing to fill in ----

    def _nothing(self, field: str | None, text: str) -> Reply | None:
        if field is None:
            return None
        if _ALL_NONE.fullmatch(reading.bare(text)):
            asked = [field, *self.texts.together(field, self.draft)]
            optional = {k: Accepted(NONE) for k in asked if not self.specs[k].required and k not in self.draft.values}
            if optional:
                noted, _ = self._store(optional)
                return self._go_on(noted)
        if not says_none(text):
            return None
        outcome = none_outcome(self.specs[field])
        if not isinstance(outcome, Accepted):
            named = self._empty_cell(field, text)
            if named is None:
                return self._leave(field, text)
            field, outcome = named, Accepted(NONE)
        noted, _ = self._store({field: outcome})
        return self._go_on(noted)

    def _empty_cell(self, field: str, text: str) -> str | None:
        """「传真没有」 while something is asked that must be filled: the cell it names."""
        key, head = self._labelled(text), next((h for h in _HEADS if field.startswith(h)), None)
        if key in ("phone", "fax") and head:
            key = f"{head}_phone"
        return key if key and key != field and not self.specs[key].required else None

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
        return any(True for _ in find_labels(flatten(text), self.specs, self.context, field))

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
        if _TALK.fullmatch(plain) or _is_foreign(text):
            return True
        return self.specs[field].kind != "region" and len(text) <= 20 and self.ports.answerable(text)

    def _mentions_only_others(self, text: str, field: str | None, others: Mapping[str, Outcome]) -> bool:
        """「学历本科，手机138…」 while the name is asked: nothing was said about the name, so nothing was wrong with it."""
        first = re.split(r"[，,；;。\n]", text.strip())[0]
        return self._labelled(first) not in (None, field) or len(others) > 1

    # ---- a value that fits another field ----

    def _meant_for_another(self, field: str | None, text: str) -> Reply | None:
        """A number like one filled in already: is that one to be changed? Nothing changes unasked."""
        kinds = looks_like(text)
        if len(text) > 60 or not kinds or (field and (self.specs[field].kind in kinds or self.draft.pending)):
            return None
        filled = [k for k in self.draft.last_filled if self.specs[k].kind in kinds and k in self.draft.values]
        if len(filled) != 1:
            return None
        key = filled[0]
        outcome, old = self._parse(key, text), self.draft.values[key]
        label = self.specs[key].label
        if not isinstance(outcome, Accepted):
            return None
        if outcome.value == old:
            return self._ask_again(f"{label}已经是这个了。")
        new, before = self.texts.shown(key, outcome.value), self.texts.shown(key, old)
        question = f"{label}已经填了{before}，要改成{new}吗？"
        self.draft.pending = Pending(key, question, {"改": outcome.value, "不改": old})
        return self._go_on("")


def _is_foreign(text: str) -> bool:
    """A sentence in another language. Latin names of firms, schools and people are none."""
    if _OTHER_SCRIPT.search(text):
        return True
    return not re.search(r"[\u3400-\u9fff]", text) and len(_ENGLISH.findall(text)) >= 2
