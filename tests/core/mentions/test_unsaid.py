"""What a person says they do not know or will not tell, named beside other facts."""

from __future__ import annotations

import pytest

from bot.core.mentions import enterprise_traits, unsaid

TITLE = {"vocational_level", "title_level", "title_field"}


@pytest.mark.parametrize(
    ("said", "open_facts"),
    [
        ("学历不方便讲，质量干了九年", {"education"}),
        ("本科，职称一时想不起来", TITLE),
        ("公司规模我真说不准", {"enterprise_size"}),
        ("民营，算不算规上没人知道，营收不清楚", {"revenue_wan_yuan"}),
        ("规模以上不规模以上我不清楚", {"above_scale"}),
        ("规上是什么意思我不懂", set()),  # asks for an explanation
        ("本科，六年，中级资格", set()),
    ],
)
def test_named_and_left_open(said: str, open_facts: set[str]) -> None:
    assert unsaid.hear(said) == open_facts


def test_a_part_nobody_knows_tells_nothing() -> None:
    assert enterprise_traits.hear("规上不规上我不清楚，是民营厂") == {"state_owned": False, "producer": True}
    assert unsaid.without_unsaid("是不是国企说不清，做阀门的") == "做阀门的"
