"""An enterprise in its owner's words → whether it needs a CQO, and how that is told."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from bot.core.facts import Facts
from bot.core.reply import Reply
from bot.kb.load import load
from bot.services.check_eligibility import CheckEligibility
from bot.services.decide_need import DecideNeed
from bot.services.worklist import MakeWorklist

TODAY = date(2026, 11, 21)
KB = load(Path("policies_kb"))
NEED = DecideNeed(KB)
NOT_THE_SAME = "不是一回事"


def hear(place: str | None, *said: str, city: str | None = None) -> Facts:
    facts = Facts({**({"place": place} if place else {}), **({"city": city} if city else {})})
    for text in said:
        heard, declined = NEED.listen(text, None)
        facts.learn(heard)
        facts.declined |= declined
    return facts


def told(place: str, *said: str, city: str | None = None) -> Reply:
    facts = hear(place, *said, city=city)
    return NEED.tell(NEED.decide(facts, TODAY), facts)


IN_THEIR_WORDS: list[tuple[str, str, str, str | None]] = [
    ("gansu", "民营，规模以上生产企业，没得过质量奖", "required", "2025-12-31"),
    ("gansu", "私营的机械厂，统计上是规上，没拿过奖", "required", "2025-12-31"),
    ("gansu", "我们是国企，中型企业，没得过奖", "required", "2025-12-31"),
    ("gansu", "大型国有企业，质量奖没得过", "required", "2025-12-31"),
    ("gansu", "央企下属大型企业，没有奖", "required", "2025-12-31"),
    ("gansu", "得过省政府质量奖", "required", "2021-12-31"),
    ("gansu", "前年拿过市政府质量奖", "required", "2021-12-31"),
    ("gansu", "我们获得中国质量奖提名奖", "required", "2021-12-31"),
    ("gansu", "評上過省長質量獎的民營企業", "required", "2021-12-31"),
    ("gansu", "小型国企，没得过奖", "conditional", "2025-12-31"),
    ("gansu", "国有的，微型企业，没有奖", "conditional", "2025-12-31"),
    ("gansu", "民营小微企业，没上规模，没得奖", "optional", None),
    ("gansu", "私人小作坊，不是规上，没奖", "optional", None),
    ("gansu", "个体户开餐饮的，没得过奖", "optional", None),
    ("gansu", "民营商贸公司，大型企业，没得过质量奖", "optional", None),
    ("gansu", "外资物流公司，规上，没得过奖", "optional", None),
    ("gansu", "民营软件公司，没获奖", "optional", None),
    ("gansu", "规模以下的民营加工厂，没有得过奖", "optional", None),
    ("gansu", "民营加工厂，没得过奖", "undetermined", None),
    ("gansu", "我们是国企", "undetermined", None),
    ("gansu", "民营规上生产企业", "required", "2025-12-31"),
    ("gansu", "规上企业", "undetermined", None),
    ("gansu", "什么是规上，我们民营加工厂没得奖", "undetermined", None),
    ("gansu", "我们想申报省政府质量奖", "undetermined", None),
    ("anhui", "规上企业", "required", "2021-01-31"),
    ("anhui", "我们厂去年入规了", "required", "2021-01-31"),
    ("anhui", "国企，规模以上", "required", "2021-01-31"),
    ("anhui", "没上规模的小厂", "conditional", "2021-12-31"),
    ("anhui", "還沒到規上", "conditional", "2021-12-31"),
    ("anhui", "五十人的加工厂，不是规上", "conditional", "2021-12-31"),
    ("anhui", "民营，规模以下，做服装的", "conditional", "2021-12-31"),
    ("anhui", "小厂一个", "undetermined", None),
    ("anhui", "国企", "undetermined", None),
    ("guangdong", "规上生产企业", "optional", None),
    ("guangdong", "大型国企，得过省政府质量奖", "optional", None),
    ("guangdong", "小作坊", "optional", None),
    ("guangdong", "开餐馆的", "optional", None),
    ("standard", "大型国企", "not_required", None),
    ("standard", "小厂", "not_required", None),
    ("other", "规上生产企业", "undetermined", None),
    ("other", "国企", "undetermined", None),
]


@pytest.mark.parametrize(
    ("place", "said", "outcome", "deadline"), IN_THEIR_WORDS, ids=[f"{p}-{s}" for p, s, *_ in IN_THEIR_WORDS]
)
def test_an_enterprise_in_its_owners_words(place: str, said: str, outcome: str, deadline: str | None) -> None:
    verdict = NEED.decide(hear(place, said), TODAY)
    assert (verdict.outcome, verdict.data["deadline"]) == (outcome, deadline)
    reply = told(place, said)
    assert reply.custom["need_cqo"]["outcome"] == outcome
    assert len(reply.text) <= 600
    says = reply.custom["answer"].get("verdict")
    if says == "no":
        assert re.search("不|没|无", reply.text.split("\n")[0])
    elif says == "yes":
        assert not re.match("不|没|无|未|否|非", reply.text.strip("*"))


@pytest.mark.parametrize(
    ("place", "said"), [("gansu", "民营餐馆，没得奖"), ("guangdong", "小厂"), ("standard", "国企")]
)
def test_an_optional_one_is_told_that_other_officers_are_something_else(place: str, said: str) -> None:
    assert NOT_THE_SAME in told(place, said).text


def test_a_deadline_that_has_passed_is_said_to_have_passed() -> None:
    text = told("gansu", "民营，规模以上生产企业，没得过质量奖").text
    assert text.startswith("**要设。**")
    assert "2025年12月31日，已过" in text
    assert "书面报告" in text


def test_a_small_state_owned_firm_is_shown_both_passages() -> None:
    quotes = [c["quote"] for c in told("gansu", "小型国企，没得过奖").custom["answer"]["citations"]]
    assert any("所有国有企业" in q for q in quotes)
    assert any("酌情设立" in q for q in quotes)


def test_a_large_private_service_firm_is_told_that_awards_ask_for_one() -> None:
    reply = told("gansu", "民营商贸公司，大型企业，没得过质量奖")
    assert any("必要条件" in c["quote"] for c in reply.custom["answer"]["citations"])
    assert "必要条件" in reply.text


def test_another_city_is_told_whose_notice_it_is() -> None:
    assert "中山市的做法可能不同" in told("guangdong", "小厂", city="中山市").text
    assert "可能不同" in told("anhui", "规上", city="合肥市").text


def test_a_place_without_a_notice_says_so_and_what_the_others_say() -> None:
    reply = told("other", "国企", city="长沙市")
    assert "没有长沙市的文件" in reply.text
    assert "甘肃" in reply.text
    assert reply.custom["need_cqo"]["jurisdiction"] is None


def play(place: str | None, *turns: str) -> tuple[str, list[str]]:
    facts, asked = hear(place, turns[0]), []
    for answer in turns[1:]:
        verdict = NEED.decide(facts, TODAY)
        asked.append(verdict.missing[0])
        assert NEED.ask(asked[-1], facts).text
        heard, declined = NEED.listen(answer, asked[-1])
        facts.learn({**heard, **({"place": "gansu"} if asked[-1] == "place" else {})})
        facts.declined |= declined
    return NEED.decide(facts, TODAY).outcome, asked


def test_gansu_asked_one_at_a_time() -> None:
    outcome, asked = play("gansu", "要不要设", "不是", "生产企业", "是规上企业", "没有")
    assert (outcome, asked) == ("required", ["state_owned", "producer", "above_scale", "award"])


def test_a_service_firm_is_not_asked_about_its_scale() -> None:
    outcome, asked = play("gansu", "要不要设", "民营企业", "服务或贸易企业", "没得过质量奖")
    assert (outcome, asked) == ("optional", ["state_owned", "producer", "award"])


def test_the_place_is_asked_first() -> None:
    assert play(None, "要不要设", "甘肃", "国有企业", "大型", "没得过质量奖") == (
        "required",
        ["place", "state_owned", "enterprise_size", "award"],
    )


def test_a_scale_nobody_knows_stays_unknown_and_the_definition_is_offered() -> None:
    facts = hear("gansu", "民营加工厂，没得过奖")
    heard, declined = NEED.listen("不知道", "above_scale")
    facts.learn(heard)
    facts.declined |= declined
    verdict = NEED.decide(facts, TODAY)
    assert (verdict.outcome, verdict.missing) == ("undetermined", ())
    text = NEED.tell(verdict, facts).text
    assert text.startswith("**现在还不能定。**")
    assert "2000万元" in text


def test_an_amount_is_never_taken_for_the_scale() -> None:
    assert "above_scale" not in NEED.listen("年营业收入八千万", None)[0]


def test_a_what_if_tells_what_changes() -> None:
    facts = hear("gansu", "民营加工厂，没得过奖，没上规模")
    changed = {"above_scale": True}
    reply = NEED.tell(NEED.decide(facts.with_changes(changed), TODAY), facts, changed)
    assert reply.text.startswith("假如是规上企业，结论由“不是必须”变成“要设”。")
    assert reply.custom["need_cqo"]["what_if"] == changed


# ---- 办事清单 --------------------------------------------------------------------------------------------------------


def test_the_page_to_pass_on_has_duty_gaps_papers_and_contact() -> None:
    make = MakeWorklist(KB, NEED, CheckEligibility(KB, clock=lambda: TODAY), {"gansu": "某科室 0930-0000000"})
    facts = hear("gansu", "民营，规模以上生产企业，没得过质量奖")
    facts.learn({"education": "本科", "quality_years": 4})
    page = make.make(facts, TODAY)
    assert page is not None
    text = page.as_text()
    for part in ("要设", "2025年12月31日，已过", "还差 1 年", "书面报告", "0930-0000000", "2026年11月21日"):
        assert part in text
    assert [s["title"] for s in page.as_dict()["sections"]][:2] == ["企业情况", "要不要设"]


def test_no_page_without_a_place() -> None:
    make = MakeWorklist(KB, NEED, CheckEligibility(KB))
    assert make.make(Facts(), TODAY) is None
    assert make.make(Facts({"place": "other"}), TODAY) is None
