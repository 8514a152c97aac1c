"""A case put in a conversation: decided by the rules, said so while facts are asked, corrected and supposed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.services.talk import Talk


def say(*turns: str) -> Talk:
    talk = Talk()
    for turn in turns:
        talk.say(turn)
    return talk


def verdict(talk: Talk, name: str = "eligibility") -> dict[str, Any]:
    found: dict[str, Any] = talk.reply.custom[name]
    return found


def status(talk: Talk, condition: str) -> str:
    return next(c["status"] for c in verdict(talk)["conditions"] if c["id"] == condition)


# ---- one message, decided at once: (message, outcome, verdict) ----

DECIDED = [
    ("珠海一家大型企业想聘大专毕业、干了两年质量的人当首席质量官，达标吗", "ineligible", "no"),
    ("珠海的微型企业，师傅初中文化，首席质量官能不能通融他", "conditional", "depends"),
    ("那个认定标准的条件我过得了吗？一直做行政，没碰过生产，计量也不懂", "ineligible", "no"),
    ("甘肃酒泉，本科九年质量，质量中级资格，培训继续教育都齐，没违规，够条件吗", "eligible", "yes"),
    (
        "甘肃，被举报收过回扣，查下来没有的事，本科八年，质量高级资格，培训继续教育都有，能当首席质量官吗",
        "eligible",
        "yes",
    ),
    ("安徽某县，普通质检员，大专六年，能当首席质量官吗", "ineligible", "no"),
    ("安徽某县，董事长自己兼首席质量官行吗，他高中毕业", "eligible", "yes"),
]


@pytest.mark.parametrize(("said", "outcome", "says"), DECIDED)
def test_a_case_is_decided_not_told_as_a_rule(said: str, outcome: str, says: str) -> None:
    talk = say(said)
    assert verdict(talk)["outcome"] == outcome
    assert talk.reply.custom["answer"]["verdict"] == says


FIRMS = [
    (
        "甘肃一家连锁药店，民营，一千二百人，年销售八个亿，大型，没得过质量奖，首席质量官是强制的吗",
        "not_required",
        None,
    ),
    ("甘肃的民营轴承厂，规上，没得过奖，首席质量官最晚哪天到位", "required", "2025-12-31"),
    ("甘肃金昌的民营酒厂，省政府质量奖只是提名了没评上，要设首席质量官吗", "required", "2021-12-31"),
    ("甘肃国有独资的物流公司，大型，没得奖，要不要设首席质量官", "required", "2025-12-31"),
]


@pytest.mark.parametrize(("said", "outcome", "deadline"), FIRMS)
def test_a_firm_is_decided_whatever_words_ask_for_the_duty(said: str, outcome: str, deadline: str | None) -> None:
    found = verdict(say(said), "need_cqo")
    accepted = {"not_required", "optional"} if outcome == "not_required" else {outcome}
    assert found["outcome"] in accepted
    assert found["deadline"] == deadline


# ---- while facts are asked ----


def test_a_case_says_where_it_stands_before_the_question() -> None:
    talk = say("我在甘肃庆阳，本科，质量干了七年，能当首席质量官吗")
    assert talk.reply.text.startswith("**现在还不能定。**")
    assert verdict(talk)["outcome"] == "undetermined"
    assert status(talk, "education") == "met"
    assert "职称" in talk.reply.text.splitlines()[-1]


def test_every_question_carries_the_case_so_far() -> None:
    talk = say("我在甘肃庆阳，本科，质量干了七年，能当首席质量官吗", "质量专业中级资格")
    assert talk.reply.custom["answer"]["kind"] == "clarify"
    assert status(talk, "qualification") == "met"


def test_oneself_without_a_fact_is_asked_from_the_start() -> None:
    assert "在哪里" in say("想问下我自己能不能当首席质量官").reply.text


def test_several_answers_in_one_line_each_find_their_question() -> None:
    talk = say("甘肃，本科，质量十年，能当首席质量官吗", "高级的，质量专业资格；去年参加过，合格；年年都上", "都没有")
    assert verdict(talk)["outcome"] == "eligible"


def test_an_answer_about_conduct_is_none_about_training() -> None:
    """「没违规」 while the training is being asked leaves the training open."""
    talk = say("甘肃，本科，十年质量，质量高级资格，能当首席质量官吗", "没有任何违规")
    assert status(talk, "training") == "unknown"


def test_who_wants_the_verdict_now_gets_it_and_the_question_too() -> None:
    talk = say("甘肃，本科，质量八年，能当首席质量官吗", "职称想不起来，培训继续教育都有，没违规，先给个结论")
    assert verdict(talk)["outcome"] == "undetermined"
    assert status(talk, "qualification") == "unknown"
    assert status(talk, "training") == "met"


def test_a_what_if_in_the_middle_leaves_the_question_open() -> None:
    talk = say("认定标准：本科，高级工程师，有首席质量官证书，干了七年，能报5A吗", "要是再干两年，九年呢")
    assert talk.reply.custom["eligibility"]["what_if"]["quality_years"] == 9
    assert "回到刚才的问题" in talk.reply.text


# ---- afterwards ----


def test_time_that_has_passed_since_is_no_work_and_no_pardon() -> None:
    talk = say("甘肃，本科，质量十二年，收过供应商好处费，能当首席质量官吗", "都过去六年了，还影响吗")
    assert verdict(talk)["outcome"] == "ineligible"
    assert "利益" in talk.reply.text


def test_a_correction_after_a_question_in_between() -> None:
    talk = say("珠海中型企业，中专毕业，质检五年，能当首席质量官吗", "登记表要几张照片", "记错了，其实是大型企业")
    assert verdict(talk)["outcome"] == "ineligible"


def test_figures_told_inside_a_duty_stay_with_it() -> None:
    """A size named while the duty is decided is a fact of that case, not a question on the size."""
    talk = say("甘肃民营水泥厂，规上，没得奖，要设首席质量官吗", "说错了，不是规上，二十五个人的小厂")
    assert "need_cqo" in talk.reply.custom


def test_a_duty_takes_over_from_a_size() -> None:
    talk = say("零售业，四百人，营收三亿，算什么规模", "我们在甘肃，民营，不是规上，没得奖，要不要设首席质量官")
    assert "need_cqo" in talk.reply.custom


def test_a_question_on_posts_is_told_as_a_rule() -> None:
    talk = say("甘肃的规上民企，让车间主任来当行不行")
    assert "副总" in talk.reply.text


def test_not_knowing_when_nothing_is_asked_is_no_question() -> None:
    assert say("这个真不知道").reply.custom["answer"]["kind"] == "smalltalk"


def test_conditions_all_met_are_no_full_marks() -> None:
    talk = say("甘肃的，条件都满足，就是当年打架判过刑，能当首席质量官吗")
    assert verdict(talk)["disqualifiers"] == ["violation_or_criminal"]
    assert "grade" not in talk.reply.custom


def test_facts_told_before_are_used_when_the_question_comes() -> None:
    talk = say("我在珠海上班", "我大专毕业", "做质检四年了，我是大型企业的", "那我能当首席质量官不")
    assert verdict(talk)["outcome"] == "eligible"


def test_one_condition_alone_is_told_as_a_rule() -> None:
    talk = say("甘肃首席质量官的培训合格证几年有效")
    assert "eligibility" not in talk.reply.custom


def test_a_duty_asked_the_other_way_round_keeps_the_rules_yes_and_no() -> None:
    talk = say("珠海斗门，我们开个小厂，聘不聘首席质量官是自己说了算吧")
    assert talk.reply.custom["answer"]["verdict"] != "no"
    assert verdict(talk, "need_cqo")["outcome"] == "optional"


def test_a_relaxed_condition_is_shown_with_the_passage_that_relaxes_it() -> None:
    talk = say("珠海小型企业，高中毕业，质量干了六年，能当首席质量官吗")
    quotes = [c["quote"] for c in talk.reply.custom["answer"]["citations"]]
    assert "中小微企业可结合实际，适当放宽相应的条件" in quotes


def test_an_application_says_how_far_the_years_reach() -> None:
    talk = say("认定标准：有首席质量官证书，干了六年质量，最高能报几A")
    assert "年限够申报 4A（4 年）" in talk.reply.text
    assert "申报 5A 要 8 年" in talk.reply.text


# ---- while a fact is asked ----


def test_another_place_named_alone_moves_the_case_whatever_is_asked() -> None:
    talk = say("我干质检四年，珠海能当首席质量官吗", "那甘肃呢")
    assert verdict(talk)["jurisdiction"] == "gansu"
    assert verdict(talk)["outcome"] == "ineligible"  # four years of five


def test_a_question_with_its_place_behind_it_is_answered_beside_the_case() -> None:
    talk = say("我干质检四年，珠海能当首席质量官吗", "保密义务呢，甘肃")
    assert "秘密" in talk.reply.text
    assert "回到刚才的问题" in talk.reply.text


def test_years_told_with_a_correction_are_heard_while_the_degree_is_asked() -> None:
    talk = say("我干质检四年，珠海能当首席质量官吗", "我记错了，是本科，干了六年")
    assert "6 年" in talk.reply.text


def test_who_takes_leave_is_not_asked_again() -> None:
    talk = say("甘肃，民营的厂，要不要设首席质量官", "行 知道了 先这样")
    assert "吗？" not in talk.reply.text
    talk.say("不是规上企业，没得过奖")
    assert "need_cqo" in talk.reply.custom


# ---- a short question back on the verdict just told is answered with it ----


@pytest.mark.parametrize("back", ["就卡在学历上？", "他为啥不行", "还差什么", "哪几项没过", "也不行？"])
def test_a_question_back_on_a_verdict_is_answered_with_it(back: str) -> None:
    talk = say("甘肃，大专毕业，质量工作十年，质量中级资格，培训继续教育都有，没违规，能当首席质量官吗", back)
    assert verdict(talk)["outcome"] == "ineligible"
    assert "本科" in talk.reply.text


def test_a_rule_asked_after_a_verdict_is_no_question_back() -> None:
    talk = say("甘肃，大专毕业，质量工作十年，质量中级资格，培训继续教育都有，没违规，能当首席质量官吗", "任期几年")
    assert "eligibility" not in talk.reply.custom
    assert "3年" in talk.reply.text
