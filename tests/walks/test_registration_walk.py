"""However somebody wanders through the form, the papers hold exactly what was last confirmed.

CQO_WALKS=500 walks longer; the ordinary test run takes 50.
"""

from __future__ import annotations

import os
import re
from typing import Any

from hypothesis import HealthCheck, Phase, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from bot.core.registration import NONE
from bot.kb.load import load_form
from tests.services.talk import ROOT, Talk
from tests.walks.people import ANSWERS, NOISE, QUESTIONS, WRONG

SPECS, _ = load_form(ROOT / "policies_kb")
WALKS = int(os.environ.get("CQO_WALKS", "50"))
KEYS = sorted(ANSWERS)
CORRECTIONS = (
    "{label}改成{said}", "{label}填错了，应该是{said}", "{label}不对，改为{said}", "{label}：{said}", "刚才{label}说错了，是{said}",
    "{label}不是{old}，是{said}", "把{label}改成{said}", "我要改{label}",
)  # fmt: skip
# Said together, with their labels.
PLAIN = [
    k
    for k in KEYS
    if k not in ("resume", "remark", "main_products", "address", "industry", "id_number", "birth_date", "gender")
]
# After a head of the firm was named, 手机 and 职务 alone are that person's.
LABELS = {
    "applicant_name": "申请人姓名",
    "phone": "我的联系电话",
    "mobile": "我的手机",
    "position": "我的现任职务",
    "fax": "我的传真",
}


class Walk(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.talk = self.meet()
        self.expected: dict[str, str] = {}
        self.labels = {k: LABELS.get(k, s.label) for k, s in SPECS.items()}
        self.paused = self.finished = self.lost = False

    def meet(self) -> Any:
        """Whom this walk talks to."""
        return Talk()

    # ---- saying, and what must hold after it ----

    def say(self, text: str, **told: str) -> None:
        note(f"{self.talk.field}: {text[:60]!r}")
        self.talk.say(text)
        self.expected.update(told)
        self.lost = True  # until the comparison holds
        self._settle()
        self.lost = False

    def _settle(self) -> None:
        """Answer questions back about what was just said, then compare."""
        for _ in range(4):
            key = self.talk.field
            if key in ANSWERS and "以哪个为准" in self.talk.reply.text:
                title = self.talk.titles[0]
                note(f"  {key}: {title!r}")
                self.talk.press(title)
                self.expected[key] = title
            elif key in ANSWERS and self.talk.titles[:1] and self.talk.titles[0].startswith("就是"):
                value = re.search(r"就是 (\S+)", self.talk.titles[0])
                assert value
                self.talk.press(self.talk.titles[0])
                self.expected[key] = value[1]
            else:
                break
        if not self.finished and not self.paused:
            differs = set(self.talk.filled.items()) ^ set(self.expected.items())
            assert not differs, f"{differs}\n{self.talk.reply.text}"

    @initialize()
    def begin(self) -> None:
        self.talk.says("我要登记首席质量官", "同意")
        assert self.talk.field == "enterprise_name"

    filling = precondition(lambda self: not self.paused and not self.finished)
    asked = precondition(lambda self: not self.paused and not self.finished and self.talk.field in ANSWERS)

    # ---- answers ----

    @asked
    @rule(pick=st.integers(0, 3))
    def answer(self, pick: int) -> None:
        key = self.talk.field
        if key is None:
            return
        said, stored = ANSWERS[key][pick % len(ANSWERS[key])]
        self.say(said, **{key: stored})

    @asked
    @rule()
    def accept_what_is_offered(self) -> None:
        if self.talk.titles[:1] != ["对"]:
            return
        before = dict(self.expected)
        self.talk.press("对")
        new = {k: v for k, v in self.talk.filled.items() if k not in before}
        assert new, self.talk.reply.text
        self.expected.update(new)
        self._settle()

    @filling
    @rule(keys=st.lists(st.sampled_from(PLAIN), min_size=2, max_size=4, unique=True), pick=st.integers(0, 3))
    def several_with_labels(self, keys: list[str], pick: int) -> None:
        told = {key: ANSWERS[key][pick % len(ANSWERS[key])] for key in keys}
        text = "，".join(f"{self.labels[key]}：{said}" for key, (said, _) in told.items())
        self.say(text, **{key: stored for key, (_, stored) in told.items()})

    @asked
    @rule()
    def wrong_answer(self) -> None:
        key = self.talk.field
        for text in WRONG.get(key or "", ())[:1]:
            self.say(text)
            assert self.talk.field == key

    @asked
    @rule(say=st.sampled_from(["先跳过", "先空着", "不想说"]))
    def leave_it(self, say: str) -> None:
        key = self.talk.field
        assert key
        spec = SPECS[key]
        stays = spec.required or (say == "先跳过" and key in self.expected)  # asked what to change it to
        self.say(say, **({} if stays else {key: NONE}))

    # ---- corrections ----

    @filling
    @rule(key=st.sampled_from(KEYS), pick=st.integers(0, 3), how=st.sampled_from(CORRECTIONS))
    def correct(self, key: str, pick: int, how: str) -> None:
        if key not in self.expected or key in ("resume", "remark"):
            return
        said, stored = ANSWERS[key][pick % len(ANSWERS[key])]
        if stored == NONE and "{said}" in how:
            said = "无"
        old = self.expected[key]
        if how == "我要改{label}":
            self.say(how.format(label=self.labels[key]))
            assert self.talk.field == key, self.talk.reply.text
        if "{old}" in how and len(old) > 20:
            return
        text = said if how == "我要改{label}" else how.format(label=self.labels[key], said=said, old=old)
        self.say(text, **{key: stored})

    # ---- what changes nothing ----

    @filling
    @rule(text=st.sampled_from(QUESTIONS))
    def ask(self, text: str) -> None:
        before = self.talk.field
        self.say(text)
        assert self.talk.field == before

    @filling
    @rule(text=st.sampled_from(NOISE))
    def noise(self, text: str) -> None:
        before = self.talk.field
        self.say(text)
        assert self.talk.field == before

    @filling
    @rule()
    def back_and_forth(self) -> None:
        if not self.expected:
            return
        self.say("返回上一项")
        self.say("不改")

    @rule()
    def reopen(self) -> None:
        note("reopen")
        self.talk.reopen()

    @filling
    @rule()
    def pause(self) -> None:
        self.paused = True
        self.say("先填到这，晚点接着填")
        assert self.talk.field is None

    @precondition(lambda self: self.paused)
    @rule(question=st.booleans())
    def go_on(self, question: bool) -> None:
        if question:
            self.say("甘肃要什么学历")
        self.paused = False
        self.say("继续填表")
        assert self.talk.field is not None

    # ---- the end ----

    @precondition(lambda self: not self.paused and not self.finished and self.talk.field == "confirm")
    @rule()
    def submit(self) -> None:
        self._submit()

    def _submit(self) -> None:
        self.finished = True
        self.say("没问题，提交")
        self._compare_papers()

    @precondition(lambda self: self.finished)
    @rule(key=st.sampled_from(["mobile", "education", "position", "address"]), pick=st.integers(0, 3))
    def change_afterwards(self, key: str, pick: int) -> None:
        said, stored = ANSWERS[key][pick % len(ANSWERS[key])]
        if self.expected.get(key) == stored:
            return
        self.finished = False
        self.say(f"{self.labels[key]}改成{said}", **{key: stored})

    def _compare_papers(self) -> None:
        text = re.sub(r"\s", "", self.talk.paper_text())
        assert self.talk.filled == self.expected
        for key, value in self.expected.items():
            if key in ("concurrent_post", "training_certificate_no", "certificate_issuer", "appointed_date"):
                continue  # on the 人才库信息表 alone
            assert re.sub(r"\s", "", _printed(key, value)) in text, (key, value)

    def teardown(self) -> None:
        """Whoever wandered this far finishes the form."""
        if self.lost or not self.talk.reply.text:
            return
        if self.paused:
            self.go_on(False)
        for _ in range(90):
            if self.finished or self.talk.field == "confirm":
                break
            if self.talk.titles[:1] == ["对"]:
                self.accept_what_is_offered()
            else:
                self.answer(0)
        if not self.finished:
            assert self.talk.field == "confirm", (self.talk.field, self.talk.reply.text)
            self._submit()
        self.talk.say("把登记表再发给我")
        self._compare_papers()


def _printed(key: str, value: str) -> str:
    if key == "birth_date":
        year, month, day = value.split("-")
        return f"{year}年{int(month)}月{int(day)}日"
    return f"{value}年" if key == "quality_years" else value


TestWalk = Walk.TestCase
TestWalk.settings = settings(
    max_examples=WALKS,
    stateful_step_count=25,
    deadline=None,
    derandomize="CQO_WALKS" not in os.environ,  # the ordinary run is the same everywhere; a long one explores
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink),
    print_blob=False,
)
