"""Short messages that go on from what was just said, after an answer and after a verdict."""

from __future__ import annotations

import pytest

from bot.core import follow_up
from tests.services.talk import Talk

SOFTWARE_FIRM = "软件公司，60人，年营收900万，资产3000万，算什么型"  # 附件4 looks at 从业人员 and 营业收入 alone


def cited(talk: Talk) -> set[str]:
    return {each["place"] for each in talk.reply.custom["answer"]["citations"]}


@pytest.mark.parametrize(
    "rest",
    [
        "呢",
        "那份里头呢",
        "里怎么规定的",
        "方面咋说",
        "是啥说法",
        "里写没写",
        "为什么没有",
        "也一样吗",
        "那看看的",
        "里有这条没",
    ],
)
def test_beside_a_place_nothing_is_left_to_ask(rest: str) -> None:
    assert follow_up.asks_nothing_more(rest)


@pytest.mark.parametrize("rest", ["学历呢", "登记表呢", "里谁来评", "要几年", "怎么报名", "里头" * 40])
def test_a_question_of_its_own_is_left_beside_a_place(rest: str) -> None:
    assert not follow_up.asks_nothing_more(rest)


def test_the_same_topic_is_told_for_the_document_named_next() -> None:
    talk = Talk()
    talk.say("珠海首席质量官有没有一票否决权")
    assert "一票否决" in talk.say("甘肃那份里头怎么写")
    assert cited(talk) == {"gansu"}
    assert "一票否决" in talk.say("那个团标上呢")
    assert cited(talk) == {"standard"}


def test_a_place_whose_document_is_silent_on_the_topic_says_so() -> None:
    talk = Talk()
    talk.say("甘肃首席质量官任期几年")
    said = talk.say("安徽为什么没写")
    assert "没有写" in said
    assert cited(talk) <= {"anhui"}


@pytest.mark.parametrize("asks", ["把条文贴出来看看", "原话怎么写的", "哪条规定的", "文件里到底怎么说的", "哪里写的"])
def test_the_words_of_the_answer_just_given_are_shown(asks: str) -> None:
    talk = Talk()
    talk.say("甘肃首席质量官一届干几年")
    assert "首席质量官任期一般为3年" in talk.say(asks)


def test_a_paper_asked_for_is_named() -> None:
    talk = Talk()
    talk.say("甘肃首席质量官一届干几年")
    assert "甘质发组〔2021〕1号" in talk.say("这是哪个文件里的")


def test_the_words_of_another_place_told_before_are_found_again() -> None:
    talk = Talk()
    talk.says("珠海首席质量官由谁授权", "甘肃呢")
    assert "法定代表人" in talk.say("那刚才珠海的原文给我看下")
    assert cited(talk) == {"guangdong"}


@pytest.mark.parametrize(("asks", "told"), [("为啥", "没有另写原因"), ("真的吗", "以文件为准")])
def test_a_reason_asked_for_is_the_clause_and_none_is_made_up(asks: str, told: str) -> None:
    talk = Talk()
    talk.say("安徽那个县，科长能当首席质量官吗")
    said = talk.say(asks)
    assert told in said
    assert "高层管理人员" in said


def test_a_verdict_asked_for_again_with_its_clause_is_told_again() -> None:
    talk = Talk()
    talk.say("我在白银，本科，质量工作8年，质量专业中级资格，培训都有，受过刑事处分，能当首席质量官吗")
    said = talk.say("所以究竟行不行，文件上怎么讲的？")
    assert said.startswith("**不行。**")
    assert "刑事处分" in said
    assert talk.say("你确定吗").startswith("**不行。**")


def test_a_figure_a_row_does_not_look_at_is_named_as_such() -> None:
    talk = Talk()
    talk.say(SOFTWARE_FIRM)
    assert talk.say("资产那么多也不看？").startswith("**不看资产总额。**“软件和信息技术服务业”看从业人员和营业收入。")
    assert talk.reply.custom["size"]["grade"] == "小型"
    assert talk.say("那人数呢").startswith("**看从业人员。**")


def test_another_class_of_firm_is_decided_beside_the_standing_case() -> None:
    talk = Talk()
    talk.say("安徽县里规上企业哪天之前要聘好首席质量官")
    said = talk.say("那中小企业呢")
    assert "2021年12月底" in said
    assert "需要聘任" in said
    assert "what_if" in talk.reply.custom["need_cqo"]
    assert "2021年1月底" in talk.say("规上的呢")


def test_a_prize_winner_is_no_longer_meant_when_another_class_is() -> None:
    talk = Talk()
    talk.say("甘肃得过省政府质量奖的企业要不要设首席质量官")
    assert "2025年底" in talk.say("国企呢")
    assert "酌情" in talk.say("小微企业呢")


def test_a_class_in_general_is_told_its_own_rule_not_a_case_half_told() -> None:
    talk = Talk()
    talk.say("甘肃得过市政府质量奖的企业要不要设首席质量官")
    assert talk.say("国企呢").startswith("**要。**")
    assert cited(talk) == {"gansu"}


def test_the_own_case_is_taken_up_again_after_a_question_in_between() -> None:
    talk = Talk()
    talk.say("珠海的小企业，我中专，质量工作干了9年，能当首席质量官吗")
    talk.say("谁来定放不放宽")
    assert "不行" in talk.say("那我这种情况要是在大型企业呢")
    assert talk.reply.custom["eligibility"]["outcome"] == "ineligible"


def test_which_figure_counts_is_asked_of_the_firm_just_classed() -> None:
    talk = Talk()
    talk.say(SOFTWARE_FIRM)
    talk.say("人多但是营收低，到底看哪个？")
    assert talk.reply.custom["size"]["grade"] == "小型"


def test_another_place_of_which_the_answer_itself_speaks_is_answered_by_it() -> None:
    talk = Talk()
    talk.say("珠海信息表里持香港证件的怎么填")
    assert "备注好地区" in talk.say("澳门的呢")
    assert cited(talk) == {"guangdong"}
    assert talk.say("成都的呢").startswith("四川省成都")


def test_a_fine_asked_in_passing_is_told_to_stand_nowhere() -> None:
    talk = Talk()
    talk.say("甘肃的小微企业必须设首席质量官吗")
    assert "没有写罚款" in talk.say("那不弄会不会罚")


def test_a_province_misspelt_is_heard() -> None:
    talk = Talk()
    talk.say("安微首席质量官要去哪里备案")
    assert cited(talk) == {"anhui"}


def test_scores_told_with_a_question_are_taken() -> None:
    talk = Talk()
    talk.say("想来个能力自评，分数分几批告诉你")
    assert talk.reply.custom["answer"]["kind"] == "clarify"
    talk.say("意识100，诚信60，知识70")
    said = talk.say("能力190，业绩210，加起来多少，几个A？")
    assert "630" in said
    assert talk.reply.custom["grade"]["grade"] == "AAAA"


def test_what_the_points_come_to_so_far_is_told_when_asked() -> None:
    talk = Talk()
    talk.says("想测测自己能评几A", "质量意识85")
    said = talk.say("社会责任意识35，诚信66，这样一共多少分")
    assert "120" in said
    assert "知识（8.3）" in said


def test_another_indicator_is_asked_the_same_thing() -> None:
    talk = Talk()
    talk.say("团标里整合能力满分多少")
    assert "60" in talk.say("学习能力呢")
    talk.say("认定标准里知识最低要几分")
    assert "80" in talk.say("那业绩呢")


def test_while_a_fact_is_asked_the_words_of_the_rule_just_told_are_shown() -> None:
    talk = Talk()
    talk.say("庆阳的国企，小型的，要不要设首席质量官")
    said = talk.say("哪条写的")
    assert "所有国有企业" in said
    assert "回到刚才的问题" in said


def test_a_short_question_stays_with_the_clause_just_shown() -> None:
    talk = Talk()
    talk.say("甘肃的企业多长时间报告一次首席质量官落实情况")
    assert "市场监督管理部门" in talk.say("向谁报告")
    assert cited(talk) == {"gansu"}


def test_the_only_document_that_spoke_is_the_one_asked_further() -> None:
    """No place was named, but what was told is the draft's alone."""
    talk = Talk()
    talk.say("认定是笔试还是面试")
    assert "必要时" in talk.say("要去现场看吗")
    assert cited(talk) == {"standard"}


def test_a_clean_record_told_while_something_else_is_asked_is_heard() -> None:
    talk = Talk()
    talk.say("我在庆阳，本科，质量工作7年，能当首席质量官吗")
    talk.say("没有那些违法的事")
    talk.say("质量专业中级资格")
    assert "可以" in talk.say("参加过任职培训并合格，每年也继续教育")
    assert talk.reply.custom["eligibility"]["outcome"] in ("eligible", "conditional")
