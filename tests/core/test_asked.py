"""Details a question wants, the way round it asks, and a figure in it against the one the answer sets."""

from __future__ import annotations

import pytest

from bot.core.asked import (
    answer_plainly,
    asks_always,
    asks_leave_for_less,
    details_missing,
    is_turned_round,
    right_statement,
    settle_figure,
    turn_round,
    wrong_statement,
)


@pytest.mark.parametrize(
    ("question", "told", "missing"),
    [
        ("培训一个人收多少钱", "任职培训不少于21学时。", ["收费"]),
        ("培训一个人收多少钱", "培训不收费。", []),
        ("评审组得有几个专家", "认定方式为面试答辩。", ["人数"]),
        ("评审组得有几个专家", "评审组由5名专家组成。", []),
        ("面试答辩一人几分钟", "认定方式为面试答辩。", ["时长"]),
        ("平台的网址是什么", "学员在线上平台学习；网址没有写。", ["网址"]),
        ("平台的网址是什么", "见 www.example.cn 。", []),
        ("几天之内要备案", "应及时备案。", []),  # 及时 speaks to the matter, without a number
        ("最多能连着干几届", "任期3年；连任几届没有写。", ["届数"]),
        ("登记表上联系电话那栏填谁的", "填申请人的。", []),
        ("考试没及格还能进名单吗", "经培训考试合格，纳入名单。", []),  # whether one passed, not the line
        ("考多少分算及格", "经培训考试合格，纳入名单。", ["及格线"]),
        ("有哪些不要钱的活动", "参加学习交流活动。", []),
        ("培训突出哪几块内容", "突出质量战略、品牌建设等内容。", []),
        ("规上企业要设吗", "要设。", []),
        ("证书有效期几年", "有效期内每年不少于10学时。", ["有效期"]),
        ("证书有效期几年", "有效期3年。", []),
        ("有效期那几年里学多少学时", "每年不少于10学时。", []),
        ("原来那位退休了，位子空着行不行", "不行。应及时选聘新的。", []),
        ("退休的人能当吗", "应为高层管理人员。", ["年龄"]),
    ],
)
def test_a_detail_asked_for_is_missing_where_nothing_tells_it(question: str, told: str, missing: list[str]) -> None:
    assert [d.name for d in details_missing(question, told, [])] == missing


@pytest.mark.parametrize(
    "question",
    [
        "是不是不用备案",
        "培训过就不用再学了吧",
        "可以不设吗",
        "能不能不盖章",
        "不交照片行不行",
        "係咪唔使培訓",
        "无需书面报告对吗",
        "出了事他跑得脱责任吗",
        "没盖公章这能算数吗",
        "没建制度还能报奖不",
        "统计的事质量官管不着，是不是",
        "只是登记，不算审核吧",
        "政府来检查，可不可以甩手",
        "安徽没有退出机制，对吧",
        "测满意度是销售的活，跟质量官没关系，这话对吗",
    ],
)
def test_questions_turned_round(question: str) -> None:
    assert is_turned_round(question)


@pytest.mark.parametrize(
    "question",
    ["要备案吗", "能不能当", "大专行不行", "要不要盖章", "够不够格", "需不需要培训", "可不可以兼任", "算不算"],
)
def test_questions_asked_straight(question: str) -> None:
    assert not is_turned_round(question)


def test_an_answer_turned_round_has_the_other_verdict() -> None:
    assert turn_round("是不是不用备案", "要。聘任后及时备案。", "yes") == ("不是这样，要。聘任后及时备案。", "no")
    assert turn_round("是不是不用本科", "不用。大专就可以。", "no") == ("对，不用。大专就可以。", "yes")
    assert turn_round("可以不设吗", "要设。", "yes")[0].startswith("不行，")


@pytest.mark.parametrize(
    ("question", "said", "verdict"),
    [
        ("只学了9学时，达标没", "每年不少于10学时。", "no"),
        ("学了十个学时够不够", "每年不少于10学时。", "yes"),
        ("学了十二个小时行不行", "每年不少于10学时。", "yes"),
        ("聘上九成就够了吧", "要。聘任率达100%。", "no"),
        ("百分之百聘了算完成吧", "要。聘任率达到100%。", "yes"),
        ("业绩78分，最低线够不够", "业绩最低80分（≥80）；满分是400。", "no"),
        ("质量干了七年，年限够了是吧", "要求从事质量管理工作5年以上。", "yes"),
        ("不到21学时算合格吗", "任职培训不少于21学时。", "no"),
        ("能力85分，单项线过没过", "不行。要求能力≥90，不到90分的不予判定。", "no"),
        ("能力95分，单项线过没过", "不行。要求能力≥90，不到90分的不予判定。", "yes"),
        ("意识刚好40够不够", "意识最低40分（≥40）；满分是150。", "yes"),
        ("意识两小项合起来才38，过线么", "意识满分150分，单项要≥40。", "no"),
    ],
)
def test_a_figure_is_held_against_the_only_lower_bound(question: str, said: str, verdict: str) -> None:
    settled = settle_figure(question, said)
    assert settled is not None
    assert settled[1] == verdict
    assert settled[0].startswith("不够" if verdict == "no" else "够")


@pytest.mark.parametrize(
    ("question", "said", "answer"),
    [
        ("一届是五年，是这样吗", "任期一般为3年。", ("不对，是3年。任期一般为3年。", "no")),
        ("任期三年对不对", "任期一般为3年。", ("对。任期一般为3年。", "yes")),
        ("这一类满分两百八十分对吗", "满分280分。", ("对。满分280分。", "yes")),
        ("这类满分200吗", "满分280分。", ("不对，是280分。满分280分。", "no")),
        (
            "这类最高能拿300，对不",
            "这类满分280分。其中甲80分、乙200分。",
            ("不对，是280分。这类满分280分。其中甲80分、乙200分。", "no"),
        ),
    ],
)
def test_a_figure_put_up_for_confirmation(question: str, said: str, answer: tuple[str, str]) -> None:
    assert settle_figure(question, said) == answer


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("学20学时够吗", "任职培训不少于21学时，继续教育不少于14学时。"),  # two bounds: which one is not said
        ("每年不少于几学时", "每年不少于10学时。"),
        ("学了9学时，达标没", "要书面报告。"),
        ("第9次培训是什么内容", "每年不少于10学时。"),
    ],
)
def test_nothing_is_compared_where_it_is_not_plain_what_with(question: str, said: str) -> None:
    assert settle_figure(question, said) is None


def test_what_is_not_allowed_to_be_left_out_is_needed() -> None:
    """「要不要…」 is answered 「要」 by a text that forbids leaving it out."""
    assert answer_plainly("要不要单位的推荐意见", "不行。缺了不算材料齐全。", "no") == ("要。缺了不算材料齐全。", "yes")
    assert answer_plainly("是不是得先有合格证", "不行。要求获得合格证书。", "no") == ("要。要求获得合格证书。", "yes")
    assert answer_plainly("不交推荐意见行吗", "不行。缺了不算材料齐全。", "no") is None
    # At the end of a question it asks for leave.
    assert answer_plainly("不交推荐意见得不得", "不行。缺了不算材料齐全。", "no") is None


def test_of_the_level_asked_for_it_is_said_that_it_is_not_reached() -> None:
    said = "可以报4A，还不够5A。4A要4年以上，5A要8年以上。"
    assert answer_plainly("干了七年报5A行吗", said, "yes") == (f"不行，不够5A。{said}", "no")
    assert answer_plainly("干了七年报4A行吗", said, "yes") is None


def test_twice_turned_is_not_turned() -> None:
    """「没建制度会不会被卡」: yes means that it has to be there."""
    assert not is_turned_round("没建制度报奖会不会被卡")
    assert is_turned_round("只有大专会不会被卡")


def test_what_allows_already_is_not_refused_by_turning_it() -> None:
    said = "可以。有同等经历的也行。"
    assert turn_round("没有职称能申报吧", said, "yes") == (said, "yes")
    assert turn_round("中层不能兼吗", "中层还不行。要高层。", "no") == ("对，中层还不行。要高层。", "yes")
    assert turn_round("中层兼着可不可以不报", "中层还不行。要高层。", "no") == ("中层还不行。要高层。", "no")


def test_people_are_not_held_against_a_line_of_points() -> None:
    assert settle_figure("200人够大型吗", "大型：X≥1000，而且Y≥40000。") is None
    assert settle_figure("200人够不够", "意识≥40。") is None


def test_a_bound_is_no_figure_to_confirm() -> None:
    assert settle_figure("能超过40分吗", "这一项满分40分。") is None


def test_leave_for_less_than_is_owed() -> None:
    assert asks_leave_for_less("先瞒着行不行", "要。要及时报告。", "yes")
    assert not asks_leave_for_less("要不要报告", "要。要及时报告。", "yes")
    assert wrong_statement("先瞒着行不行", "要。要及时报告。") == ("不行，要及时报告。", "no")
    assert wrong_statement("两年一次，对吧", "每年一次。") == ("不对，每年一次。", "no")
    assert right_statement("不行。由最高管理者聘任。") == ("对。由最高管理者聘任。", "yes")


def test_who_asks_whether_it_has_to_be_hears_that_it_need_not() -> None:
    assert answer_plainly("非得老板自己兼吗", "可以。提倡由主要负责人担任。", "yes") == (
        "不是必须。提倡由主要负责人担任。",
        "no",
    )


def test_whether_a_notice_mentions_a_thing_is_yes_where_it_stands() -> None:
    assert answer_plainly("文件里有这说法吗", "不强制。写的是“鼓励”。", "no") == ("有。写的是“鼓励”。", "yes")
    assert answer_plainly("能往外说吗", "不能。要保密。", "no") is None


@pytest.mark.parametrize(
    "question", ["每回都要现场看吗", "是不是所有企业都得聘", "非本科不可吗", "过了就一定进人才库吗"]
)
def test_rules_without_exception(question: str) -> None:
    assert asks_always(question)


@pytest.mark.parametrize("question", ["要备案吗", "能当吗", "每年要报吗"])
def test_rules_asked_plainly(question: str) -> None:
    assert not asks_always(question)


def test_a_consequence_is_confirmed() -> None:
    assert turn_round("没设会不会被卡", "不能。没有就报不了。", "no") == ("会，不能。没有就报不了。", "yes")
