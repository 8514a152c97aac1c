"""Small talk is heard part by part, and nothing that asks or answers is taken for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.kb.load import load
from bot.services.small_talk import SmallTalk

TALK = SmallTalk(load(Path(__file__).parents[2] / "policies_kb").tables["smalltalk"])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("你好", "greet"),
        ("您好，请问有人吗", "greet"),
        ("好的，知道了，谢谢你", "thanks"),
        ("嗯 懂了 麻烦你啦", "thanks"),
        ("先问到这，再见", "goodbye"),
        ("行 知道了 先这样", "goodbye"),
    ],
)
def test_small_talk_in_parts(text: str, kind: str) -> None:
    assert TALK.kind(text) == kind


@pytest.mark.parametrize("text", ["好的", "行", "你好，甘肃要什么学历", "谢谢，那任期呢", "收到，身份证号是多少位", ""])
def test_what_asks_or_may_answer_is_no_small_talk(text: str) -> None:
    assert TALK.kind(text) is None
