"""Cases told in other shapes than one question: several places, bare facts, amounts of change, letters, totals."""

from __future__ import annotations

from typing import Any

import pytest

from tests.services.talk import Talk


def say(*turns: str) -> Talk:
    talk = Talk()
    talk.says(*turns)
    return talk


def custom(talk: Talk) -> dict[str, Any]:
    return talk.reply.custom


# ---- several places ----


def test_a_firm_in_two_places_is_decided_under_both() -> None:
    """Not the rules compared: the firm judged, the open fact asked, the answer taken for both."""
    talk = say("我们是民营的规上制造企业，没得过质量奖，天水和珠海都有厂，要不要设首席质量官")
    assert custom(talk)["answer"]["kind"] == "compare"
    by_place = custom(talk)["need_cqo_by_place"]
    assert (by_place["gansu"]["outcome"], by_place["guangdong"]["outcome"]) == ("required", "optional")
    assert custom(talk)["need_cqo"] == by_place["guangdong"]


def test_what_is_open_under_one_place_is_asked_and_both_are_told_again() -> None:
    talk = say("我们是国企，甘肃和广东各有一家公司，都得设首席质量官吗", "大型企业")
    assert custom(talk)["need_cqo_by_place"]["gansu"]["outcome"] == "required"
    assert custom(talk)["answer"]["kind"] == "compare"
    talk.say("甘肃那边为什么要设")
    assert custom(talk)["need_cqo"]["jurisdiction"] == "gansu"
    assert "need_cqo_by_place" not in custom(talk)


def test_rules_of_two_places_are_still_compared_as_rules() -> None:
    talk = say("甘肃和广东的规上企业都要设首席质量官吗")
    assert custom(talk)["answer"]["kind"] == "compare"
    assert "need_cqo" not in custom(talk)


# ---- a state firm by its figures ----

STATE_FIRMS = [
    ("甘肃国有煤矿，两千五百人，没得过质量奖，要设首席质量官吗", "required"),  # 中型 by headcount in any trade
    ("甘肃国有纺织厂，45人，没得过质量奖，要设首席质量官吗", "conditional"),  # under 中型 whatever the revenue
    ("甘肃国企，80人，没得过质量奖，要设首席质量官吗", "undetermined"),  # the trade decides
]


@pytest.mark.parametrize(("said", "outcome"), STATE_FIRMS)
def test_figures_say_what_the_size_was_not_named_for(said: str, outcome: str) -> None:
    assert custom(say(said))["need_cqo"]["outcome"] == outcome


def test_an_award_still_open_leaves_only_the_day_open() -> None:
    talk = say("甘肃国有水泥厂，1200人，一年5个亿，要不要设首席质量官")
    assert (custom(talk)["need_cqo"]["outcome"], custom(talk)["need_cqo"]["deadline"]) == ("required", "2025-12-31")
    assert "2021年12月31日" in talk.reply.text
    talk.say("拿过省政府质量奖")
    assert custom(talk)["need_cqo"]["deadline"] == "2021-12-31"


# ---- bare facts, and figures while something else is asked ----


@pytest.mark.parametrize("said", ["干质量两年半", "我是本科毕业", "我们是民营企业"])
def test_a_bare_fact_is_noted_and_decisions_are_offered(said: str) -> None:
    talk = say(said)
    assert custom(talk)["answer"]["kind"] == "clarify"
    assert talk.reply.text.startswith("记下了")
    assert {"能不能当", "要不要设"} & set(talk.titles)


def test_an_offered_decision_takes_up_the_fact() -> None:
    talk = say("我干质检一年半")
    talk.press("能不能当")
    talk.say("白银")
    assert custom(talk)["eligibility"]["outcome"] == "ineligible"  # five years are asked there


def test_figures_told_while_another_fact_is_asked_belong_to_the_case() -> None:
    talk = say("甘肃，我们要不要设首席质量官", "开面粉厂的，380人，一年营收6000万")
    assert "need_cqo" in custom(talk)
    assert "国有企业吗" in talk.reply.text
    talk.says("民营", "统计上是规上")
    assert custom(talk)["need_cqo"]["outcome"] == "required"


def test_a_trade_told_first_and_figures_later_make_a_size() -> None:
    talk = say("我们家是开宾馆的", "95个人，一年1900万")
    assert custom(talk)["size"]["grade"] == "小型"
    talk.say("中型的门槛是多少")
    assert "100≤X<300" in talk.reply.text


def test_letters_of_the_table_are_its_indicators() -> None:
    talk = say("零售业，X=320，Y=21000，是哪一型")
    assert custom(talk)["size"]["grade"] == "大型"


def test_a_market_that_lets_stalls_is_no_wholesaler() -> None:
    assert custom(say("钢材市场，60人，算什么规模"))["size"]["grade"] == "undetermined"
    assert custom(say("市场里出租摊位的，60人，资产200万，算什么规模"))["size"]["industry"] == "租赁和商务服务业"


# ---- what-ifs ----


def test_a_what_if_by_how_much_keeps_the_standing_verdict() -> None:
    talk = say("印刷厂，290人，营收3000万，什么规模", "再招15个人呢")
    assert custom(talk)["size"]["grade"] == "中型"
    talk.say("所以现在算什么规模")
    assert custom(talk)["size"]["grade"] == "小型"


def test_a_what_if_of_the_case_is_understood_after_a_question_in_between() -> None:
    talk = say("我在珠海，大专，干质检4年，能当首席质量官吗", "任期是几年", "要是换到兰州去呢")
    assert custom(talk)["eligibility"]["jurisdiction"] == "gansu"
    assert custom(talk)["eligibility"]["what_if"] == {"place": "gansu", "city": "兰州市"}


def test_a_what_if_of_levels_is_a_case_though_it_is_the_first_thing_said() -> None:
    talk = say("假设我明年培训合格、证书也拿到了，能申报几A")
    assert custom(talk)["eligibility"]["jurisdiction"] == "standard"
    assert next(c["status"] for c in custom(talk)["eligibility"]["conditions"] if c["id"] == "certificate") == "met"


# ---- scores ----


def test_a_total_with_some_categories_is_decided() -> None:
    talk = say("总分720，知识55，业绩260，能评几A")
    assert custom(talk)["grade"]["grade"] == "AAAA"
    assert "没说的几类" in talk.reply.text


def test_the_last_category_follows_from_the_total() -> None:
    talk = say("总分640，意识90，诚信60，知识50，能力180，几A")
    assert custom(talk)["grade"]["categories"]["8.5"] == 260


def test_a_maximum_repeated_is_no_score() -> None:
    talk = say("意识110，诚信95，知识60，能力210，业绩240，几A", "诚信满分是80啊，那改成66")
    assert custom(talk)["grade"]["categories"]["8.2"] == 66
    assert custom(talk)["grade"]["total"] == 686


def test_a_total_of_known_parts_falls_with_them() -> None:
    talk = say("意识110，诚信66，知识60，能力210，业绩240，几A", "686离5A差多少", "业绩再加14分呢")
    assert custom(talk)["grade"]["total"] == 700
    assert "对不上" not in talk.reply.text


# ---- why a fact is asked, and what is asked beside the verdict ----


def test_why_the_size_is_asked_is_told() -> None:
    talk = say("珠海，高中，管质量两年，能当首席质量官吗", "公司规模保密，直接说行不行")
    assert custom(talk)["eligibility"]["outcome"] == "undetermined"
    assert "中型、小型、微型企业可以适当放宽" in talk.reply.text


def test_a_penalty_asked_after_a_verdict_is_no_repetition_of_it() -> None:
    talk = say("甘肃民营小作坊，没上规，没得奖，要设首席质量官吗", "那不设罚不罚")
    assert "罚" in talk.reply.text
    assert "need_cqo" not in custom(talk)


def test_the_size_a_verdict_rests_on_is_said() -> None:
    talk = say("珠海的鞋厂，50人，营收800万，厂长中专毕业干质量两年，能当首席质量官吗")
    assert custom(talk)["eligibility"]["outcome"] == "conditional"
    assert "按您说的数算是小型" in talk.reply.text


# ---- the talk goes on ----


def test_a_what_if_left_open_is_gone_on_with() -> None:
    """The next fact is for what was supposed; the standing verdict is asked for by its question."""
    talk = say("珠海，我们厂要不要设首席质量官", "那换到张掖呢", "民营，规上，没得过质量奖")
    assert custom(talk)["need_cqo"]["outcome"] == "required"
    assert custom(talk)["need_cqo"]["what_if"] == {"place": "gansu", "city": "张掖市"}
    talk.say("所以我们现在到底要不要设")
    assert custom(talk)["need_cqo"]["outcome"] == "optional"


def test_the_person_asked_of_while_a_fact_is_open_is_judged_as_far_as_known() -> None:
    talk = say("李工，高中学历，干品质八年，在珠海一家灯饰厂", "那他能不能当首席质量官")
    assert custom(talk)["eligibility"]["outcome"] == "undetermined"
    talk.say("厂里120人，一年4000万")
    assert custom(talk)["eligibility"]["outcome"] == "conditional"


def test_the_level_is_asked_of_the_person_just_judged() -> None:
    talk = say("我在珠海，本科，质量9年，高级工程师，能当首席质量官吗", "那我能报几A")
    assert custom(talk)["eligibility"]["jurisdiction"] == "standard"
    assert "年限够申报 5A" in talk.reply.text


def test_whether_one_fits_opens_the_case() -> None:
    talk = say(
        "我想知道自己够不够首席质量官的条件", "金昌", "本科", "七年", "质量专业中级资格", "两样都参加过", "都没有"
    )
    assert custom(talk)["eligibility"]["outcome"] == "eligible"


def test_may_one_apply_is_no_wish_to_fill_in_the_form() -> None:
    talk = say("珠海，我大专，质检四年，能不能报首席质量官")
    assert custom(talk)["eligibility"]["outcome"] == "eligible"


def test_a_trade_the_word_list_does_not_know_is_looked_up_beside_figures() -> None:
    talk = say("我们做保温杯的，150人，营收2500万，算什么规模")
    assert (custom(talk)["size"]["industry"], custom(talk)["size"]["grade"]) == ("工业", "小型")


def test_a_firm_that_fell_below_the_line_is_no_longer_above_scale() -> None:
    talk = say("安徽某县，规上企业，要聘首席质量官吗", "要是掉出规上呢")
    assert custom(talk)["need_cqo"]["outcome"] == "conditional"


def test_a_nomination_counts_where_the_notice_says_so() -> None:
    """含提名奖 stands beside the nation's and the province's award, not beside 市州."""
    assert custom(say("甘肃民营规上酒厂，省政府质量奖提名，要设首席质量官吗"))["need_cqo"]["deadline"] == "2021-12-31"
    assert custom(say("甘肃民营规上酒厂，市州质量奖提名，要设首席质量官吗"))["need_cqo"]["deadline"] == "2025-12-31"


@pytest.mark.parametrize("asked", ["那珠海行不行", "珠海可以吗", "那到珠海能不能当呢"])
def test_what_was_decided_is_asked_of_another_place(asked: str) -> None:
    talk = say("我在兰州，大专，质检干了六年，能当首席质量官吗", asked)
    assert custom(talk)["eligibility"]["jurisdiction"] == "guangdong"
    assert custom(talk)["eligibility"]["outcome"] == "eligible"


def test_who_may_be_appointed_is_no_question_of_the_firm_s_duty() -> None:
    talk = say("安徽县里的豆腐坊，私营，没上规，首席质量官必须聘吗", "聘个班组长行不行，不是高层")
    assert "高层管理人员" in talk.reply.text
    assert "need_cqo" not in custom(talk)
