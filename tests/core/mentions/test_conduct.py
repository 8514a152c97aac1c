"""What bars a person, and what does not, heard in free text with the signs the notices carry."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.core.mentions import conduct

_NOTICE = yaml.safe_load(Path("policies_kb/notices/gansu-2021-1.yml").read_text(encoding="utf8"))
SIGNS = {d["id"]: d["signs"] for d in _NOTICE["rules"]["eligibility"]["disqualifiers"]}


@pytest.mark.parametrize(
    ("said", "applies"),
    [
        ("以前吃过回扣被判了", {"violation_or_criminal", "abuse_of_position"}),
        ("早些年坐过牢", {"violation_or_criminal"}),
        ("受过刑事处分", {"violation_or_criminal"}),
        ("出过一次重大质量事故，是我的责任", {"violation_or_criminal"}),
        ("醉驾被判过缓刑", {"violation_or_criminal"}),
        ("收过供应商的好处费", {"violation_or_criminal", "abuse_of_position"}),
        ("把客户名单发给外人", {"leak_secret"}),
        ("把配方透露给了竞争对手", {"leak_secret"}),
        ("卖过公司的图纸", {"leak_secret"}),
        ("把報價洩露給別家", {"leak_secret"}),
        ("把工艺带到新公司，害得老东家亏了钱", {"leak_secret", "harm_partner"}),
        ("坑过合作的客户", {"harm_partner"}),
        ("滥用职权被通报过", {"interfere_operations"}),
        ("插手过采购业务", {"interfere_operations"}),
        ("没违法违规，就是把图纸给了别人", {"leak_secret"}),
    ],
)
def test_what_bars_is_heard(said: str, applies: set[str]) -> None:
    assert set(conduct.hear(said, None, SIGNS)["disqualifiers"]) == applies


@pytest.mark.parametrize(
    "said",
    [
        "没违法违规",
        "没违规泄密",
        "清清白白",
        "没受过处分",
        "没有犯罪记录，也没泄过密",
        "从没吃过回扣，没坐过牢，没违法",
        "不存在这些情形",
        "违法违规、泄密、谋私这几样从来没有",
        "有人举报我收回扣，调查下来不属实",
    ],
)
def test_a_clean_record_is_heard_as_none(said: str) -> None:
    assert conduct.hear(said, None, SIGNS) == {"disqualifiers": []}


@pytest.mark.parametrize(
    "said",
    ["都没有", "没有", "以上都没有", "交通违章罚过款", "离过婚打过官司", "被前单位辞退过", "一条都没有", "都没得"],
)
def test_short_answers_to_the_question(said: str) -> None:
    assert conduct.hear(said, "disqualifiers", SIGNS) == {"disqualifiers": []}


@pytest.mark.parametrize(
    "said",
    [
        "交通违章罚过款",
        "泄密了会怎么样",
        "大专，十年",
        "同事吃回扣被判了",
        "离婚时法院判了孩子归她",
        "哪些情形不得担任",
        "没有职称",
    ],
)
def test_nothing_is_heard_where_nothing_is_said_of_the_person(said: str) -> None:
    assert conduct.hear(said, None, SIGNS) == {}


@pytest.mark.parametrize("said", ["不想说", "这个不方便讲", "先不谈这个", "不记得了"])
def test_declining(said: str) -> None:
    assert conduct.declines(said)
