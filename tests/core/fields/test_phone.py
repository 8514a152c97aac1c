"""电话 and 传真 as people type them. All made up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.fields.base import Accepted
from tests.core.fields.reading import offered, read, reason, value

M = "13800138000"
P = "0756-8880101"
DIGIT = st.sampled_from("0123456789")


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("0756-8880101", P),
        ("0756 8880101", P),
        ("07568880101", P),
        ("0756—8880101", P),
        ("0756－8880101", P),
        ("0756 888 0101", P),
        ("0756-888-0101", P),
        ("0756-888 0101", P),
        ("(0756)8880101", P),
        ("（0756）8880101", P),
        ("(0756) 888-0101", P),
        ("０７５６－８８８０１０１", P),
        ("+86 756 8880101", P),
        ("+86-756-8880101", P),
        ("86-0756-8880101", P),
        ("0086 756 8880101", P),
        ("区号0756，8880101", P),
        ("0756区号 8880101", P),
        ("电话：0756-8880101", P),
        ("座机0756-8880101", P),
        ("办公室电话是0756-8880101", P),
        ("0756-8880101转802", P + "-802"),
        ("0756-8880101 转 802", P + "-802"),
        ("0756-8880101-802", P + "-802"),
        ("0756-8880101轉802", P + "-802"),
        ("0756-8880101分机802", P + "-802"),
        ("0756-8880101，分机号802", P + "-802"),
        ("0756-8880101转分机802", P + "-802"),
        ("0756-8880101 ext 802", P + "-802"),
        ("0756-8880101 ext.802", P + "-802"),
        ("0756-8880101x802", P + "-802"),
        ("0756-8880101#802", P + "-802"),
        ("0756-8880101（802）", P + "-802"),
        ("0756-8880101(转802)", P + "-802"),
        ("0756 8880101 802", P + "-802"),
        ("020-88881234", "020-88881234"),
        ("02088881234", "020-88881234"),
        ("020 8888 1234", "020-88881234"),
        ("010-88881234", "010-88881234"),
        ("0755-88881234", "0755-88881234"),
        ("0931-8881234", "0931-8881234"),
        ("400-123-4567", "400-123-4567"),
        ("4001234567", "400-123-4567"),
        ("800 810 1234", "800-810-1234"),
        ("+853 2888 1234", "+853 28881234"),
        ("13800138000", M),
        ("没座机，打手机13800138000", M),
        ("没有", "无"),
        ("无", "无"),
        ("没有座机", "无"),
        ("没装固定电话", "无"),
    ],
)
def test_phones(text: str, stored: str) -> None:
    assert value("phone", text) == stored


def test_a_mobile_as_the_phone_is_pointed_out() -> None:
    outcome = read("phone", M)
    assert isinstance(outcome, Accepted)
    assert "手机" in (outcome.note or "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("8880101", "区号"),
        ("88881234", "区号"),
        ("0756-888010", "位数"),
        ("0756-888010123", "位数"),
        ("020-8888123", "位数"),
        ("0756", "区号"),
        ("1380013800", "10 位"),
        ("陈试远", "区号"),
        ("abc", "区号"),
        ("？", "区号"),
        ("802", "区号"),
    ],
)
def test_phones_that_need_another_try(text: str, said: str) -> None:
    assert said in reason("phone", text)


def test_two_phones_ask_which() -> None:
    assert offered("phone", "0756-8880101或0756-8880102") == [P, "0756-8880102"]


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("没有", "无"),
        ("没传真", "无"),
        ("没有传真机", "无"),
        ("早就不用传真了", "无"),
        ("无", "无"),
        ("跳过", "无"),
        ("传真0756-8880102", "0756-8880102"),
        ("传真：0756-8880102", "0756-8880102"),
        ("0756 8880102", "0756-8880102"),
    ],
)
def test_fax(text: str, stored: str) -> None:
    assert value("fax", text) == stored


@given(
    first=st.sampled_from("2345678"),
    rest=st.text(DIGIT, min_size=6, max_size=6),
    extension=st.text(DIGIT, min_size=0, max_size=4),
    mark=st.sampled_from(["-", "转", " 转 ", "分机", " ext "]),
)
def test_any_landline_reads_back(first: str, rest: str, extension: str, mark: str) -> None:
    number = f"0756-{first}{rest}"
    typed, stored = (f"{number}{mark}{extension}", f"{number}-{extension}") if extension else (number, number)
    assert value("phone", typed) == stored
    assert value("phone", stored) == stored
