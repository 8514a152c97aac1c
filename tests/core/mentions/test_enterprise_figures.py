"""Figures of an enterprise as people say them."""

from __future__ import annotations

import time
from typing import Any

import pytest

from bot.core.mentions import scores
from bot.core.mentions.enterprise_figures import declines, hear
from bot.core.mentions.quantities import UNBOUNDED, find_quantities, plain, tidy

QUANTITIES = [
    ("350", 350, 350),
    ("三百五", 350, 350),
    ("两千零八", 2008, 2008),
    ("壹佰", 100, 100),
    ("１２０", 120, 120),
    ("1.05亿", 105_000_000, 105_000_000),
    ("两点五亿", 250_000_000, 250_000_000),
    ("1亿2千万", 120_000_000, 120_000_000),
    ("3千5百万", 35_000_000, 35_000_000),
    ("一亿二", 120_000_000, 120_000_000),
    ("半个亿", 50_000_000, 50_000_000),
    ("两个半亿", 250_000_000, 250_000_000),
    ("500w", 5_000_000, 5_000_000),
    ("五〇〇万", 5_000_000, 5_000_000),
    ("两百多", 200, 299),
    ("一千多", 1000, 1990),
    ("1个多亿", 100_000_000, 199_000_000),
    ("三十来", 27, 33),
    ("百来", 90, 110),
    ("三四十", 30, 40),
    ("七八百万", 7_000_000, 8_000_000),
    ("5、6百万", 5_000_000, 6_000_000),
    ("十几", 11, 19),
    ("几十", 20, 99),
    ("几百万", 2_000_000, 9_990_000),
    ("300到500", 300, 500),
    ("2000-3000万", 20_000_000, 30_000_000),
    ("两到三千万", 20_000_000, 30_000_000),
    ("800万到1亿", 8_000_000, 100_000_000),
    ("不到300", 150, 299),
    ("将近200", 180, 199),
    ("大概200", 190, 210),
    ("200左右", 190, 210),
    ("超过300", 301, UNBOUNDED),
    ("300以上", 300, UNBOUNDED),
    ("300以内", 0, 300),
    ("上百", 100, UNBOUNDED),
]


@pytest.mark.parametrize(("words", "low", "high"), QUANTITIES)
def test_a_quantity_is_an_interval(words: str, low: float, high: float) -> None:
    (quantity,) = find_quantities(plain(words))
    assert (tidy(quantity.low), tidy(quantity.high)) == (low, high)


FIGURES: list[tuple[str, dict[str, Any]]] = [
    ("员工45人", {"employees": [45, 45]}),
    ("我们有八十来号人", {"employees": [72, 88]}),
    ("雇了12个", {"employees": [12, 12]}),
    ("从业人员期末人数：266", {"employees": [266, 266]}),
    ("就夫妻俩", {"employees": [2, 2]}),
    ("就我一个人", {"employees": [1, 1]}),
    ("不是60人，是90人", {"employees": [90, 90]}),
    ("从60人增加到90人", {"employees": [90, 90]}),
    ("人民币60万", {"amount_wan_yuan": [60, 60]}),
    ("人均产值60万", {"revenue_wan_yuan": [60, 60]}),
    ("营收1.2亿", {"revenue_wan_yuan": [12000, 12000]}),
    ("一年营业额八千万", {"revenue_wan_yuan": [8000, 8000]}),
    ("年收入650000元", {"revenue_wan_yuan": [65, 65]}),
    ("产值两千来万", {"revenue_wan_yuan": [1800, 2200]}),
    ("营业收入：2600", {"revenue_wan_yuan": [2600, 2600]}),
    ("8000万的销售额", {"revenue_wan_yuan": [8000, 8000]}),
    ("总资产4.5亿", {"assets_wan_yuan": [45000, 45000]}),
    ("资产总额和营业收入分别是7000万和9000万", {"assets_wan_yuan": [7000, 7000], "revenue_wan_yuan": [9000, 9000]}),
    ("营收和资产都是6亿", {"assets_wan_yuan": [60000, 60000], "revenue_wan_yuan": [60000, 60000]}),
    ("营收6000万资产5000万", {"assets_wan_yuan": [5000, 5000], "revenue_wan_yuan": [6000, 6000]}),
    ("80人，两千万", {"employees": [80, 80], "amount_wan_yuan": [2000, 2000]}),
    ("营收我说错了，是1.05亿", {"revenue_wan_yuan": [10500, 10500]}),
    ("营收不是3000万，是4000万", {"revenue_wan_yuan": [4000, 4000]}),
    ("营业收入4.9亿 员工 999", {"employees": [999, 999], "revenue_wan_yuan": [49000, 49000]}),
    ("营业收入 2000 员工 300", {"employees": [300, 300], "revenue_wan_yuan": [2000, 2000]}),
    ("从业人员320 营业收入1.99亿", {"employees": [320, 320], "revenue_wan_yuan": [19900, 19900]}),
    ("收入5000万人员80", {"employees": [80, 80], "revenue_wan_yuan": [5000, 5000]}),
    ("注册资本500万", {}),
    ("净利润三百万", {}),
    ("固定资产两千万", {}),
    ("贷款800万", {}),
    ("一年500万美元", {}),
    ("罚款2万元", {}),
    ("养了3万只鸡", {}),
    ("年产5万吨", {}),
    ("厂房2万平方米", {}),
    ("成立于2015年", {}),
    ("干了8年质检", {}),
    ("我30岁", {}),
    ("手机号13800138000", {}),
]


@pytest.mark.parametrize(("text", "heard"), FIGURES)
def test_figures_in_free_text(text: str, heard: dict[str, Any]) -> None:
    assert hear(text) == heard


@pytest.mark.parametrize(
    ("text", "asked", "heard"),
    [
        ("120", "employees", {"employees": [120, 120]}),
        ("一百二", "employees", {"employees": [120, 120]}),
        ("差不多五十吧", "employees", {"employees": [48, 52]}),
        ("2300", "revenue_wan_yuan", {"revenue_wan_yuan": [2300, 2300]}),
        ("2300万", "assets_wan_yuan", {"assets_wan_yuan": [2300, 2300]}),
        ("23000000", "revenue_wan_yuan", {"revenue_wan_yuan": [2300, 2300]}),
        ("是的", "assets_wan_yuan", {"amount_means": "assets_wan_yuan"}),
        ("营业收入", "assets_wan_yuan", {"amount_means": "revenue_wan_yuan"}),
        ("营收三千万，60人", "employees", {"employees": [60, 60], "revenue_wan_yuan": [3000, 3000]}),
        ("一千万", "employees", {"amount_wan_yuan": [1000, 1000]}),
    ],
)
def test_a_bare_figure_answers_what_was_asked(text: str, asked: str, heard: dict[str, Any]) -> None:
    assert hear(text, asked) == heard


@pytest.mark.parametrize("text", ["不知道", "不方便说", "保密", "没统计过", "不太清楚", "说不准", "唔知道"])
def test_not_wanting_to_say_is_heard(text: str) -> None:
    assert declines(text)


@pytest.mark.parametrize("piece", ["1", "三", "一百", "来", "营收300万，", "3 ", "1.2", "意识60"])
def test_a_text_of_any_length_is_read_quickly(piece: str) -> None:
    text = (piece * 10_000)[:10_000]
    started = time.process_time()
    hear(text)
    scores.hear(text)
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    ("said", "employees"),
    [
        ("4个人一年流水300万", [4, 4]),
        ("30人，其中5个管理", [30, 30]),
        ("加4个阿姨，一共7个人", [7, 7]),
        ("营收破亿、人也到1200", [1200, 1200]),
    ],
)
def test_the_whole_is_the_headcount(said: str, employees: list[int]) -> None:
    assert hear(said)["employees"] == employees


def test_a_lack_of_people_is_no_headcount() -> None:
    assert "employees" not in hear("就差十个人？")


@pytest.mark.parametrize("said", ["X=80，Y=900", "Y:900 X:80", "x80 y900", "X是80人，Y是900万"])
def test_letters_of_the_table(said: str) -> None:
    assert hear(said) == {"employees": [80, 80], "revenue_wan_yuan": [900, 900]}


def test_a_letter_alone_without_a_sign_is_a_name() -> None:
    assert hear("做X20轴承的，30人") == {"employees": [30, 30]}
