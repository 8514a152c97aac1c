"""Registration: the 38 cells by chat. One message in, one reply out; the draft is the only thing that changes.

An order of readings decides what a message does to the form: command, consent, question back, correction, values,
something else entirely (answered aside, then the same field again), and only then a failed answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from rapidfuzz import fuzz

from bot.core import turn as reading
from bot.core.fields import parse_field
from bot.core.fields.base import Accepted, CheckBack, FieldContext, Outcome, Rejected
from bot.core.fields.common import none_outcome, says_none
from bot.core.fields.extract import extract, looks_like
from bot.core.mentions.place import Gazetteer
from bot.core.registration import NONE, Pending, Registration, contradictions, copied_from
from bot.core.reply import Button, Reply
from bot.kb.model import KnowledgeBase
from bot.services.register_texts import FINISH, LEAVE, RegistrationTexts

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
_BY_HAND = "打印后手写"


@dataclass(frozen=True)
class RegisterPorts:
    """What the form needs from outside: an answer to a question in between, and the papers."""

    aside: Callable[[str], Reply | None]
    submit: Callable[[Registration], Reply]
    forget: Callable[[], None]
    consent_given: Callable[[str], None]


class Register:
    """The form for one turn of one conversation."""

    def __init__(
        self,
        kb: KnowledgeBase,
        draft: Registration,
        today: date,
        ports: RegisterPorts,
        search_industry: Callable[[str], Any] | None = None,
        gazetteer: Gazetteer | None = None,
        consent: Mapping[str, Any] | None = None,
    ) -> None:
        self.kb, self.draft, self.today, self.ports = kb, draft, today, ports
        self.specs = kb.fields
        self.texts = RegistrationTexts(kb.fields, kb.registration["groups"])
        self.order = self.texts.order
        self.context = FieldContext(today, draft.values, search_industry, gazetteer)
        self.consent = consent or {}

    # ---- opening ----

    def open(self, place: str | None, heard: Mapping[str, str]) -> Reply:
        """The first turn: whose form it is, consent, and what was already heard kept as guesses to be offered."""
        self._keep_as_guesses(heard)
        parts = []
        if place in ("gansu", "anhui", "other"):
            parts.append(self.consent["elsewhere"].format(place_hint=self.consent["places"][place]))
        parts.append(self.consent["notice"].strip())
        parts.append(self.consent["question"])
        return self._reply("\n\n".join(parts), [Button.of("同意"), Button.of("不同意")])

    def _keep_as_guesses(self, heard: Mapping[str, str]) -> None:
        for key, value in heard.items():
            if key in self.specs and key not in self.draft.values:
                outcome = parse_field(str(value), self.specs[key], self.context)
                if isinstance(outcome, Accepted) and outcome.value != NONE:
                    self.draft.guesses[key] = outcome.value

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
        if reading.is_noise(text):
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

    def _at_summary(self) -> bool:
        return self.draft.phase in ("filling", "confirm") and self.draft.next_field(self.order) is None

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
        if (
            reading.is_yes(text)
            or re.search(r"同意|授权|可以.{0,4}(?:收集|用)|知道了|了解了|明白", text)
            and not reading.is_question(text)
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

    # ---- commands ----

    def _commands(self, text: str, intent: str | None) -> Reply | None:
        field = self.draft.next_field(self.order)
        for name in reading.commands(text):
            handler = getattr(self, f"_do_{name}", None)
            reply: Reply | None = handler(field, text) if handler else None
            if reply is not None:
                return reply
        return None

    def _do_delete(self, field: str | None, text: str) -> Reply | None:
        return None if re.search(r"怎么|如何|咋|能不能|可以.{0,6}吗|多久", text) else self._end_without_data()

    _do_withdraw = _do_delete

    def _end_without_data(self) -> Reply:
        self.ports.forget()
        self.draft.values.clear()
        return Reply(
            "已全部删除：填过的内容、同意记录、对话文字和做好的材料都没有了。想再登记，随时说“登记”。",
            [Button.of("重新登记"), Button.of("问政策")],
            self._custom(ended=True),
        )

    def _do_pause(self, field: str | None, text: str) -> Reply | None:
        self.draft.paused = True
        where = f"第 {self.texts.number(field)} 项“{self.specs[field].label}”" if field else "最后的核对"
        return self._reply(f"已存好，停在{where}。随时回来说“继续填表”。", [Button.of("继续填表")])

    def _do_cancel(self, field: str | None, text: str) -> Reply | None:
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
        if not self.draft.last_filled:
            return self._ask_again("前面还没有填过的项。")
        self.draft.pending = None
        self.draft.revisit = self.draft.last_filled[-1]
        return self._go_on("好，回到上一项。")

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

    def _labelled(self, text: str) -> str | None:
        """The field a text names, by its longest name."""
        named = [
            (len(n), k)
            for k in self.order
            for n in (self.specs[k].label, *self.specs[k].names)
            if len(n) > 1 and n in text
        ]
        return max(named)[1] if named else None

    # ---- a question back ----

    def _check_back(self, text: str, intent: str | None) -> Reply | None:
        pending = self.draft.pending
        if pending is None:
            return self._guess(text)
        choice = self._chosen(text, pending)
        if choice is not None:
            key = pending.key
            self.draft.settled += [
                c.id for c in contradictions({**self.draft.values, key: choice}, self.today) if c.key == key
            ]
            self.draft.fill(key, choice)
            return self._go_on(self.texts.noted({key: choice}))
        return None

    def _chosen(self, text: str, pending: Pending) -> str | None:
        plain = reading.bare(text)
        labels = list(pending.choices)
        number = re.fullmatch(r"(?:第|选|就)?([1-9一二三四五])(?:个|项|条)?", plain)
        if number:
            index = "123456789".find(number[1]) if number[1].isdigit() else "一二三四五".find(number[1])
            if 0 <= index < len(labels):
                return pending.choices[labels[index]] or pending.said
        for label, value in pending.choices.items():
            shown, stored = reading.bare(label), reading.bare(value)
            if plain in (shown, stored) or (len(plain) >= 2 and shown.split("（")[0].startswith(plain)):
                return value or pending.said
        if (
            re.search(r"就按我说的|都不是|都不对|没有合适|不在里面|随便|就这么写|照我说的", plain)
            and "" in pending.choices.values()
        ):
            return pending.said
        if re.search(r"身份证", plain) and pending.key in ("birth_date", "gender"):
            return pending.choices[labels[0]]
        if len(labels) == 1 and reading.is_yes(text):
            return pending.choices[labels[0]]
        best = max(labels, key=lambda label: fuzz.partial_ratio(plain, reading.bare(label)), default=None)
        if (
            best
            and 3 <= len(plain) <= 30
            and pending.choices[best]
            and fuzz.partial_ratio(plain, reading.bare(best)) >= 90
        ):
            return pending.choices[best]
        return None

    def _guess(self, text: str) -> Reply | None:
        """「按身份证号：男，1985-03-12，对吗？」 answered with yes or no; anything else is an ordinary answer."""
        draft = self.draft
        field = draft.next_field(self.order)
        if not field:
            return None
        if draft.revisit == field and (
            reading.bare(text) in ("不改", "就按现在", "就按现在的", "不用改") or reading.is_no(text)
        ):
            draft.revisit = None
            return self._go_on("好，不改。")
        if field not in draft.guesses or field in draft.values:
            return None
        group = [field, *(k for k in self.texts._companions(field) if k in draft.guesses and k not in draft.values)]
        if reading.is_yes(text):
            taken = {k: draft.guesses[k] for k in group}
            for key, value in taken.items():
                draft.fill(key, value)
            return self._go_on(self.texts.noted(taken))
        if reading.is_no(text):
            for key in group:
                draft.guesses.pop(key, None)
            return self._go_on("好，那您说。")
        return None

    # ---- the summary ----

    def _confirm(self, text: str, intent: str | None) -> Reply | None:
        if text == FINISH or reading.is_submit(text) or (reading.is_yes(text) and not reading.is_correction(text)):
            return self.ports.submit(self.draft)
        if re.fullmatch(r"(?:我)?(?:要|想)?(?:修?改)(?:一?项|一下|点东西|资料)?", reading.bare(text)):
            return self._reply("改哪一项？直接说，比如“手机改成 13800000000”“学历是本科”。")
        return None

    def _summary(self, before: str = "") -> Reply:
        self.draft.phase = "confirm"
        text, buttons = self.texts.summary(self.draft)
        return self._reply(f"{before}\n\n{text}".strip(), buttons)

    # ---- corrections ----

    def _correct(self, text: str, intent: str | None) -> Reply | None:
        if not reading.is_correction(text) or len(text) > 400:
            return None
        parts = [p for p in re.split(r"[，,；;。\n]+", text) if p.strip()]
        several = [p for p in parts if reading.is_correction(p) and self._target(p)]
        changes: dict[str, tuple[str, str]] = {}
        problem: Reply | None = None
        for part in several if len(several) > 1 else [text]:
            done = self._one_correction(part)
            if isinstance(done, Reply):
                problem = done
            elif done:
                changes.update(done)
        if changes:
            return self._go_on(self.texts.changed(changes))
        if problem:
            return problem
        key = self._labelled(text)
        if key and key in self.draft.values and len(text) <= 24:
            self.draft.revisit = key
            return self._go_on("好。")
        return None

    def _target(self, text: str) -> str | None:
        return next((key for c in reading.read_corrections(text) if (key := self._field_of(c))), None)

    def _field_of(self, correction: reading.Correction) -> str | None:
        """Which field a correction is about: its label, its old value, else the kind of its new value."""
        for words in (correction.label, correction.old):
            if words and (key := self._labelled(words)):
                return key
        if correction.old:
            old = re.sub(r"\s", "", correction.old)
            for key in reversed(self.draft.last_filled):
                value = re.sub(r"\s", "", self.draft.values.get(key, ""))
                if value and (old == value or (len(old) > 1 and (old in value or value in old))):
                    return key
        kinds = looks_like(correction.new)
        for key in reversed(self.draft.last_filled):
            if self.specs[key].kind in kinds or key in kinds:
                return key
        return None

    def _one_correction(self, text: str) -> dict[str, tuple[str, str]] | Reply | None:
        for correction in reading.read_corrections(text):
            key = self._field_of(correction)
            if key is None:
                continue
            outcome = self._parse(key, correction.new)
            if isinstance(outcome, Accepted):
                old = self.draft.values.get(key)
                self._accept(key, outcome)
                if key not in self.draft.values:  # a contradiction is being asked about
                    return self._go_on("")
                if old is None or old == outcome.value:
                    return self._go_on(self.texts.noted({key: outcome.value}))
                return {key: (old, outcome.value)}
            if isinstance(outcome, CheckBack):
                self._ask_back(key, outcome, correction.new)
                return self._go_on("")
            if key in self.draft.values:
                self.draft.revisit = key
                return self._reply(f"{outcome.reason}（现在填的还是“{self.draft.values[key]}”）")
        return None

    # ---- values ----

    def _values_in(self, text: str, asked: str | None = None) -> dict[str, Outcome]:
        return dict(extract(text, self.specs, self.context, asked).values)

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
        return not isinstance(outcome, Accepted) or bool(_STRONG_QUESTION.search(text)) and outcome.value != NONE

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

    def _parse(self, key: str, text: str) -> Outcome:
        return parse_field(text, self.specs[key], replace(self.context, facts=self.draft.values))

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

    def _store(self, values: Mapping[str, Outcome]) -> tuple[str, str]:
        """Store what was accepted; returns what to say about it, and what to say about the rest."""
        new: dict[str, str] = {}
        changes: dict[str, tuple[str, str]] = {}
        notes, problem = [], ""
        for key, outcome in values.items():
            if isinstance(outcome, Accepted):
                old = self.draft.values.get(key)
                self._accept(key, outcome)
                if key not in self.draft.values:
                    continue
                if old is not None and old != outcome.value:
                    changes[key] = (old, outcome.value)
                else:
                    new[key] = outcome.value
                if outcome.note:
                    notes.append(outcome.note)
            elif isinstance(outcome, CheckBack) and not self.draft.pending:
                said = extract_words(outcome, key, values)
                self._ask_back(key, outcome, said)
            elif isinstance(outcome, Rejected) and not problem:
                problem = outcome.reason
        text = (self.texts.changed(changes) if changes else "") + self.texts.noted(new) + "".join(notes)
        return text, problem

    def _accept(self, key: str, outcome: Accepted) -> None:
        """Store one value unless it contradicts another: then ask which is right."""
        self.draft.fill(key, outcome.value)
        for other, implied in outcome.implies.items():
            if other not in self.draft.values:
                self.draft.guesses[other] = implied
        for clash in contradictions(self.draft.values, self.today):
            if clash.id not in self.draft.settled:
                self.draft.pending = Pending(clash.key, clash.question, {c.label: c.value for c in clash.choices})
                self.draft.values.pop(clash.key, None)
                self.draft.guesses.pop(clash.key, None)
                break

    def _ask_back(self, key: str, outcome: CheckBack, said: str) -> None:
        """Ask with choices, twice at most; then the person's own words stand."""
        count = self.draft.asked_back[key] = self.draft.asked_back.get(key, 0) + 1
        own_words = next((c.value for c in outcome.choices if c.label.startswith("就按我说的")), said)
        if count > 1 and self.specs[key].kind == "industry":
            self.draft.fill(key, own_words or said)
            return
        self.draft.pending = Pending(
            key, outcome.question, {c.label: c.value for c in outcome.choices}, own_words or said
        )

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
            question, buttons = self.texts.question(field, self.draft)
            return self._reply(
                f"{reason}\n\n{help_out}{way_on}", [*buttons, Button.of(LEAVE)] if spec.required else buttons
            )
        _, buttons = self.texts.question(field, self.draft)
        return self._reply(f"{reason}\n\n{self.texts.heading(field)}", buttons)

    # ---- replies ----

    def _go_on(self, said: str) -> Reply:
        """What was just done, then the next question or the summary."""
        field = self.draft.next_field(self.order)
        if field is None:
            return self._summary(said)
        if self.draft.phase == "confirm":
            self.draft.phase = "filling"
        question, buttons = self.texts.question(field, self.draft)
        return self._reply(f"{said}\n\n{question}".strip(), buttons)

    def _ask_again(self, said: str, kind: str | None = None) -> Reply:
        reply = self._go_on(said)
        if kind:
            reply.custom["answer"] = {"kind": kind, "citations": []}
        return reply

    def _reply(self, text: str, buttons: list[Button] | None = None) -> Reply:
        return Reply(text, buttons or [], self._custom())

    def _custom(self, ended: bool = False) -> dict[str, Any]:
        if ended:
            form: dict[str, Any] = {"form": "registration", "field": None, "filled": {}, "missing": []}
        else:
            form = {
                "form": "registration",
                "field": self.draft.field_now(self.order),
                "filled": dict(self.draft.values),
                "missing": self.draft.missing(self.order),
            }
        form["progress"] = {"done": len(form["filled"] or {}), "total": len(self.order)}
        return {"form": form}


def extract_words(outcome: CheckBack, key: str, values: Mapping[str, Outcome]) -> str:
    """The person's own words a question back was about: the choice that keeps them carries them."""
    return next((c.value for c in outcome.choices if c.label.startswith("就按我说的")), "")
