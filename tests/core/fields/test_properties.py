"""Whatever is typed gets a value, a question or a reason: nothing raises, nothing stored is empty or over its length."""

from __future__ import annotations

from time import perf_counter

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.fields import parse_field
from bot.core.fields.base import Accepted, CheckBack, Rejected
from bot.core.fields.extract import extract, looks_like
from tests.core.fields.reading import context, specs

BITS = st.sampled_from(
    ["138 0013 8000", "0756-", "年", "月", "日", "19850312", "@", "qq.com", "手机", "：", "，", "是", "姓名", "单位负责人", "没有", "（", ")", "X",
     "大专", "十", "半", "公司", "\n", "?", "的", "+86", "A123456", "珠海", "不", "{{", "𠮷", "😀", "\x00", "\u200b", "٣", "½", "²", "Ⅷ"]
)  # fmt: skip
ANYTHING = st.one_of(st.text(max_size=300), st.lists(BITS, max_size=30).map("".join))
KEYS = st.sampled_from(sorted(specs()))


@given(key=KEYS, text=ANYTHING)
@settings(max_examples=400, deadline=None)
def test_any_text_gets_an_outcome(key: str, text: str) -> None:
    outcome = parse_field(text, specs()[key], context())
    if isinstance(outcome, Accepted):
        assert outcome.value.strip()
        assert len(outcome.value) <= specs()[key].max_length + 10  # a region noted after a number
    elif isinstance(outcome, CheckBack):
        assert outcome.question
        assert 1 <= len(outcome.choices) <= 6
        assert all(choice.value for choice in outcome.choices)
    else:
        assert isinstance(outcome, Rejected)
        assert outcome.reason


@given(key=KEYS, text=ANYTHING)
@settings(max_examples=300, deadline=None)
def test_what_was_stored_reads_back_as_itself(key: str, text: str) -> None:
    spec = specs()[key]
    outcome = parse_field(text, spec, context())
    if isinstance(outcome, Accepted) and spec.kind in {
        "id_number", "birth_date", "date", "years", "mobile", "phone", "fax", "postcode", "gender", "education", "ownership", "enterprise_size", "email",
    }:  # fmt: skip
        again = parse_field(outcome.value, spec, context())
        assert isinstance(again, Accepted)
        assert again.value == outcome.value


@given(text=ANYTHING, asked=st.one_of(st.none(), KEYS))
@settings(max_examples=300, deadline=None)
def test_extraction_never_raises(text: str, asked: str | None) -> None:
    found = extract(text, specs(), context(), asked)
    assert set(found.values) <= set(specs())
    looks_like(text)


def test_a_field_is_read_in_under_a_millisecond_and_a_story_without_choking() -> None:
    texts = {
        "mobile": "138 0013 8000",
        "appointed_date": "去年九月",
        "region": "珠海金湾",
        "email": "chenzy@example.com",
    }
    for key, text in texts.items():
        parse_field(text, specs()[key], context())
        begun = perf_counter()
        for _ in range(50):
            parse_field(text, specs()[key], context())
        assert (perf_counter() - begun) / 50 < 0.005, key  # 1 ms when the machine is quiet
    story = "2010年3月进厂做检验员，手机壳电话机都检过；" * 450
    begun = perf_counter()
    extract(story, specs(), context(), "resume")
    assert perf_counter() - begun < 1
