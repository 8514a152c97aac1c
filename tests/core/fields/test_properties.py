"""Whatever is typed gets a value, a question or a reason: nothing raises, nothing stored is empty or over its length."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.fields import parse_field
from bot.core.fields.base import Accepted, CheckBack, Rejected
from bot.core.fields.extract import extract, looks_like
from bot.core.fields.in_order import in_order
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


LONG_TEXTS = {
    "digits": "1" * 10_000, "dashes": "0756-" * 2_000, "words": "质量管理工作经验" * 1_250, "commas": "电线，" * 3_333,
    "years": "8年" * 5_000, "dates": "1985年3月" * 1_400, "mailboxes": "a@" * 5_000, "spaces": "1 " * 5_000,
    "brackets": "（" * 10_000, "labels": "姓名：手机：电话：地址：" * 800, "none": "没有" * 5_000, "lines": "\n" * 5_000 + "a" * 5_000,
    "story": "2010年3月进厂做检验员，手机壳电话机都检过；" * 450, "verbs": "我是是是" * 2_500, "numerals": "一二三四五六七八九十" * 1_000,
}  # fmt: skip


def seconds(act: Callable[[], object]) -> float:
    """The best of three, in processor time: others share the machine."""
    times = []
    for _ in range(3):
        begun = process_time()
        act()
        times.append(process_time() - begun)
    return min(times)


@pytest.mark.parametrize("name", LONG_TEXTS)
def test_ten_thousand_characters_choke_nothing(name: str) -> None:
    """Under 50 ms on an ordinary machine; more is allowed on a busy one."""
    text = LONG_TEXTS[name]
    for spec in specs().values():
        assert seconds(lambda spec=spec: parse_field(text, spec, context())) < 0.05, spec.key  # type: ignore[misc]
    for asked in (None, "resume", "applicant_name", "address"):
        assert seconds(lambda asked=asked: extract(text, specs(), context(), asked)) < 0.15, asked  # type: ignore[misc]
    assert seconds(lambda: looks_like(text)) < 0.05


@given(text=ANYTHING, keys=st.lists(KEYS, min_size=2, max_size=5, unique=True))
@settings(max_examples=200, deadline=None)
def test_values_in_order_never_raise(text: str, keys: list[str]) -> None:
    found = in_order(text, keys, specs(), context())
    assert set(found) <= set(keys)
