"""A person in their own words → the verdict, and how it is told."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.core.facts import Facts
from bot.core.reply import Reply
from bot.core.verdict import Verdict
from bot.kb.load import load
from bot.services.check_eligibility import CheckEligibility

TODAY = date(2026, 11, 21)
KB = load(Path("policies_kb"))
ELIGIBILITY = CheckEligibility(KB, clock=lambda: TODAY)
CLEAN = "，没违法违规"


def hear(place: str, *said: str, city: str | None = None) -> Facts:
    facts = Facts({"place": place, **({"city": city} if city else {})})
    for text in said:
        heard, declined = ELIGIBILITY.listen(text, None)
        facts.learn(heard)
        facts.declined |= declined
    return facts


def decided(place: str, *said: str) -> Verdict:
    return ELIGIBILITY.decide(hear(place, *said), TODAY)


def told(place: str, *said: str, city: str | None = None) -> Reply:
    facts = hear(place, *said, city=city)
    return ELIGIBILITY.tell(ELIGIBILITY.decide(facts, TODAY), facts)


IN_THEIR_WORDS: list[tuple[str, str, str]] = [
    # ---- Gansu: 本科, 5 年, 中级质量资格 or 相关高级职称, 培训
    ("gansu", "我电大专科，干质检四年，有助工", "ineligible"),
    ("gansu", "大专行不行", "ineligible"),
    ("gansu", "没上过大学能干不", "ineligible"),
    ("gansu", "我初中毕业，干了二十年质检", "ineligible"),
    ("gansu", "本科在读，质量干了六年", "ineligible"),
    ("gansu", "自考本科还没毕业", "ineligible"),
    ("gansu", "本科，质量管理三年", "ineligible"),
    ("gansu", "本科，干品控快五年了", "ineligible"),
    ("gansu", "本科，质量工作六年，没有职称，也没有质量专业资格", "ineligible"),
    ("gansu", "硕士，干质量八年，高级会计师", "ineligible"),
    ("gansu", "本科，搞质量十年，中级职称，专业不对口", "ineligible"),
    ("gansu", "博士，质量管理二十年，坐过牢", "ineligible"),
    ("gansu", "本科，把客户名单卖给了同行", "ineligible"),
    ("gansu", "本科，质检十来年，收过回扣", "ineligible"),
    ("gansu", "本科", "undetermined"),
    ("gansu", "本科，质量管理正好五年", "undetermined"),
    ("gansu", "本科，干质量七年，中级质量工程师", "undetermined"),
    ("gansu", "本科，干质量七年，高级工程师", "undetermined"),
    ("gansu", "本科，质量八年，中级质量工程师，培训的事不想说" + CLEAN, "undetermined"),
    ("gansu", "本科，质量八年，中级质量工程师，培训和继续教育都有", "undetermined"),
    ("gansu", "本科，质量八年，中级质量工程师，还没参加培训" + CLEAN, "conditional"),
    ("gansu", "研究生，品质管理６年，相关专业高级职称，培训没去过" + CLEAN, "conditional"),
    ("gansu", "本科，质量八年，中级质量工程师，培训过，继续教育没参加" + CLEAN, "conditional"),
    ("gansu", "本科，质量八年，中级质量工程师，培训和继续教育都有" + CLEAN, "eligible"),
    ("gansu", "本科，质量管理五年，质量专业中级职业资格，培训和继续教育都有，清清白白", "eligible"),
    ("gansu", "碩士，品質管理十二年，正高級工程師，質量專業，培訓和繼續教育都有，沒受過處分", "eligible"),
    ("gansu", "专升本毕业，2015年开始做质检，考了质量工程师，培训和继续教育都有，没犯过事", "eligible"),
    # ---- Guangdong (Zhuhai): 大专, 3 年, relaxed for 中小微
    ("guangdong", "大专，品管3年", "eligible"),
    ("guangdong", "电大大专，质检干了四年半", "eligible"),
    ("guangdong", "本科，质量十年，没参加过培训", "eligible"),
    ("guangdong", "大专，2023年开始搞质量", "eligible"),
    ("guangdong", "大专，质量五年，公司很小", "eligible"),
    ("guangdong", "大专，质量五年，泄过密", "eligible"),
    ("guangdong", "小型企业，中专，做质量十年", "conditional"),
    ("guangdong", "微型企业，大专，品控一年", "conditional"),
    ("guangdong", "中型企业，高中毕业，质检两年", "conditional"),
    ("guangdong", "我们是小公司，我没上过大学，搞质量三年", "conditional"),
    ("guangdong", "小厂，技校毕业，质检一年半", "conditional"),
    ("guangdong", "五金加工厂，9个人，一年两百万营收，中专，质量一年", "conditional"),
    ("guangdong", "我们是中小企业，中专，做质量十年", "conditional"),
    ("guangdong", "大型企业，中专，做质量十年", "ineligible"),
    ("guangdong", "大型国企，大专，品管两年", "ineligible"),
    ("guangdong", "五金加工厂，1500人，年营收8亿，中专，质量十年", "ineligible"),
    ("guangdong", "中专，质量十年", "undetermined"),
    ("guangdong", "大专，质量不到三年", "undetermined"),
    ("guangdong", "大专", "undetermined"),
    ("guangdong", "公司成立10年，我大专", "undetermined"),
    # ---- Anhui county: 高层管理人员
    ("anhui", "我是老板，小学文化", "eligible"),
    ("anhui", "我是副总，大专，没职称", "eligible"),
    ("anhui", "我是车间主任，本科", "ineligible"),
    ("anhui", "大专，质量三年", "undetermined"),
    # ---- the standard: 3A, 4A, 5A
    ("standard", "大专，中级工程师，有首席质量官培训合格证书，质量工作2年" + CLEAN, "eligible"),
    ("standard", "本科，高工，有首席质量官证书，质量工作九年" + CLEAN, "eligible"),
    ("standard", "本科，中级职称，有首席质量官证书，质量工作四年" + CLEAN, "eligible"),
    ("standard", "本科，中级职称，有首席质量官证书，质量工作一年半" + CLEAN, "ineligible"),
    ("standard", "本科，中级职称，没拿到首席质量官证书，质量工作十年" + CLEAN, "ineligible"),
    ("standard", "本科，没职称，有首席质量官证书，质量工作十年" + CLEAN, "conditional"),
    ("standard", "高中，中级职称，有首席质量官证书，质量工作十年" + CLEAN, "conditional"),
    ("standard", "本科，中级职称，有首席质量官证书，质量工作十年，受过刑事处分", "ineligible"),
    ("standard", "本科，中级职称，质量工作十年" + CLEAN, "undetermined"),
    ("standard", "有首席质量官证书，质量工作十年", "undetermined"),
    # ---- elsewhere
    ("other", "本科，质量十年", "undetermined"),
]


@pytest.mark.parametrize(("place", "said", "outcome"), IN_THEIR_WORDS, ids=[f"{p}-{s}" for p, s, _ in IN_THEIR_WORDS])
def test_a_person_in_their_own_words(place: str, said: str, outcome: str) -> None:
    assert decided(place, said).outcome == outcome


@pytest.mark.parametrize(("place", "said", "outcome"), IN_THEIR_WORDS, ids=[f"{p}-{s}" for p, s, _ in IN_THEIR_WORDS])
def test_text_and_custom_say_the_same(place: str, said: str, outcome: str) -> None:
    reply = told(place, said)
    assert reply.custom["eligibility"]["outcome"] == outcome
    assert len(reply.text) <= 620
    opening = re.split("[。：\n]", reply.text.strip("* "))[0]
    says = reply.custom["answer"].get("verdict")
    if says == "no":
        assert re.search("不|没|无", reply.text.split("\n")[0])
    elif says == "yes":
        assert not re.match("不|没|无|未|否|非", opening)
    for citation in reply.custom["answer"]["citations"] if place != "other" else []:
        assert citation["place"] == place


def test_a_refusal_begins_with_no_and_cites_the_clause_that_decides() -> None:
    reply = told("gansu", "大专，质量管理十年")
    assert reply.text.startswith("**不行。**甘肃要求大学本科以上学历；您是大专，不符合。")
    assert "✗ 学历 不符合" in reply.text
    assert reply.custom["answer"]["citations"][0]["quote"] == "具有大学本科以上学历"
    assert "“具有大学本科以上学历”" in reply.text


def test_a_hard_condition_not_met_decides_beside_a_training_nobody_tells() -> None:
    facts = hear("gansu", "大专，质量管理十年，质量专业中级职业资格，培训的事不方便说" + CLEAN)
    verdict = ELIGIBILITY.decide(facts, TODAY)
    assert (verdict.outcome, verdict.missing) == ("ineligible", ())
    found = {c.id: c.status for c in verdict.conditions}
    assert (found["education"], found["qualification"], found["training"]) == ("not_met", "met", "unknown")


def test_only_the_training_missing_says_what_to_do() -> None:
    text = told("gansu", "本科，质量八年，中级质量工程师，还没参加培训" + CLEAN).text
    assert text.startswith("**有条件可以。**甘肃只差培训：参加首席质量官任职培训合格")


def test_a_disqualifier_is_told_with_its_words() -> None:
    reply = told("gansu", "本科，质量八年，把工艺参数发给外人，害得公司亏了钱")
    assert reply.custom["eligibility"]["disqualifiers"] == ["leak_secret", "harm_partner"]
    assert "泄露企业秘密" in reply.text.split("\n")[0]
    assert "不得担任" in reply.text.split("\n")[0]


def test_what_an_open_verdict_hinges_on_is_said() -> None:
    text = told("gansu", "本科，质量八年，中级质量工程师，培训的事不想说" + CLEAN).text
    assert text.startswith("**现在还不能定。**")
    assert "培训" in text.split("\n")[0]


def test_each_level_is_named_with_its_mark() -> None:
    text = told("standard", "本科，中级职称，有首席质量官证书，质量工作五年" + CLEAN).text
    assert text.startswith("**可以申报 4A。**")
    assert "✓ 申报 3A 符合" in text
    assert "✓ 申报 4A 符合" in text
    assert re.search("✗ 申报 5A 不符合.*8 年", text)


def test_another_city_of_the_province_is_told_whose_notice_it_is() -> None:
    assert "佛山市的做法可能不同" in told("guangdong", "大专，质量三年", city="佛山市").text
    assert "可能不同" not in told("guangdong", "大专，质量三年", city="珠海市").text


def test_a_size_worked_out_from_figures_is_carried_along() -> None:
    reply = told("guangdong", "五金加工厂，9个人，一年两百万营收，中专，质量一年")
    assert reply.custom["size"]["grade"] == "微型"


# ---- asking ---------------------------------------------------------------------------------------------------------


def play(place: str, *turns: str) -> tuple[Facts, Verdict, list[str]]:
    """Answer each question as it comes; returns what was asked, too."""
    facts, asked = hear(place, turns[0]), []
    for answer in turns[1:]:
        verdict = ELIGIBILITY.decide(facts, TODAY)
        asked.append(verdict.missing[0])
        assert ELIGIBILITY.ask(asked[-1], facts).text
        heard, declined = ELIGIBILITY.listen(answer, asked[-1])
        facts.learn(heard)
        facts.declined |= declined
    return facts, ELIGIBILITY.decide(facts, TODAY), asked


def test_gansu_asked_one_at_a_time_hard_conditions_before_conduct() -> None:
    _, verdict, asked = play("gansu", "我想当首席质量官", "本科", "6年", "中级质量专业资格", "都参加了，合格", "都没有")
    assert asked == ["education", "quality_years", "title_level", "training", "disqualifiers"]
    assert verdict.outcome == "eligible"


def test_a_title_with_an_open_field_is_asked_about() -> None:
    _, verdict, asked = play("gansu", "本科，质量六年", "高级职称", "相关", "都有", "没有")
    assert asked == ["title_level", "title_field", "training", "disqualifiers"]
    assert verdict.outcome == "eligible"


def test_neither_title_nor_qualification_is_one_answer() -> None:
    _, verdict, asked = play("gansu", "本科，质量六年", "都没有")
    assert (asked, verdict.outcome) == (["title_level"], "ineligible")


@pytest.mark.parametrize("shy", ["不想说", "不知道", "这个不方便讲"])
def test_what_is_not_told_stays_unknown_and_is_not_asked_again(shy: str) -> None:
    _, verdict, asked = play("gansu", "本科，质量六年，中级质量工程师", shy, "都没有")
    assert asked == ["training", "disqualifiers"]
    assert (verdict.outcome, verdict.missing) == ("undetermined", ())


def test_guangdong_asks_the_size_only_where_it_matters() -> None:
    _, verdict, asked = play("guangdong", "中专，质量五年", "小型企业")
    assert (asked, verdict.outcome) == (["enterprise_size"], "conditional")


def test_the_question_on_conduct_lists_what_the_place_lists() -> None:
    asked = ELIGIBILITY.ask("disqualifiers", Facts({"place": "standard"}))
    assert "商业秘密" in asked.text
    assert "滥用职权" not in asked.text
    assert [b.title for b in asked.buttons] == ["都没有", "不知道", "不想说"]


def test_the_place_is_asked_first() -> None:
    verdict = ELIGIBILITY.decide(Facts({"education": "大专"}), TODAY)
    assert verdict.missing == ("place",)
    assert "甘肃" in [b.title for b in ELIGIBILITY.ask("place", Facts()).buttons]


# ---- corrections, what-ifs, two places ------------------------------------------------------------------------------


def test_a_degree_still_being_read_for_takes_back_the_one_heard_before() -> None:
    assert decided("gansu", "本科", "说错了，本科还没毕业").outcome == "ineligible"
    assert decided("gansu", "本科在读", "刚拿到证，本科毕业了").outcome == "undetermined"


def what_if(place: str, said: str, supposed: str) -> Reply:
    facts = hear(place, said)
    heard, _ = ELIGIBILITY.listen(supposed, None)
    changed: dict[str, Any] = dict(heard)
    return ELIGIBILITY.tell(ELIGIBILITY.decide(facts.with_changes(changed), TODAY), facts, changed)


def test_a_what_if_says_what_changed_and_whether_it_matters() -> None:
    reply = what_if("guangdong", "大型企业，中专，质量五年", "要是小公司呢")
    assert reply.text.startswith("假如企业规模：小型，结论由“不行”变成“有条件可以”。")
    assert reply.custom["eligibility"]["what_if"] == {"enterprise_size": "小型"}
    assert "原来的结论不变" in reply.text


def test_a_what_if_that_changes_nothing_says_so() -> None:
    reply = what_if("gansu", "大专，质量四年", "明年满五年呢")
    assert "结论还是“不行”" in reply.text
    assert reply.custom["answer"]["verdict"] == "no"


def test_the_same_person_under_two_places() -> None:
    reply = ELIGIBILITY.compare(Facts({"education": "大专", "quality_years": 4}), ["gansu", "guangdong"], TODAY)
    both = reply.custom["eligibility_by_place"]
    assert {place: data["outcome"] for place, data in both.items()} == {"gansu": "ineligible", "guangdong": "eligible"}
    assert reply.custom["eligibility"] == both["guangdong"]
    assert reply.custom["answer"]["kind"] == "compare"
    assert "甘肃：不行" in reply.text


def test_a_place_without_a_notice_gets_no_verdict_but_what_is_known() -> None:
    reply = told("other", "本科，质量十年", city="长沙市")
    assert "没有长沙市的文件" in reply.text
    assert reply.custom["eligibility"]["jurisdiction"] is None
