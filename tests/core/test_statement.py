"""A statement put up for confirmation, held against what the clause says."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.core.statement import asks_to_confirm, borne_out, contradicted, contrasts, has_figure, is_limited, repeated
from bot.kb.load import load

GROUPS = contrasts(load(Path(__file__).parents[2] / "policies_kb").tables["contrasts"]["groups"])


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("年报隔年交一次，对吧", "每年书面报告落实情况。"),
        ("两年才报一次就行吧", "每年书面报告落实情况。"),
        ("备案去街道办弄就行吧", "要及时到县市场监管局备案。"),
        ("现场管理归在第一类吧", "列在任职培训内容的第二类里。"),
        ("收集知识这条算整合能力，是不是", "学习能力里有一条：收集和传递知识。"),
        ("投诉数据归财务统计，质量官不用管，对吗", "首席质量官负责统计投诉数据。"),
        ("只要交扫描件，不用交word了吧", "上传盖章扫描件及word可编辑版。"),
        ("2021年底前报就成，对不", "到2021年1月底。"),
        ("受理时要做实质审查的吧", "认定主体进行形式审查。"),
    ],
)
def test_a_statement_with_another_value_is_contradicted(question: str, said: str) -> None:
    assert contradicted(question, said, GROUPS)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("每年报一次，对吧", "每年书面报告落实情况。"),
        ("备案到县局办就行吧", "要及时到县市场监管局备案。"),
        ("投诉数据归质量官统计，对吗", "首席质量官负责统计投诉数据。"),
        ("要不要去省局备案", "要及时到县市场监管局备案。"),  # what may be asked is no claim
        ("扫描件和word都要交，是吧", "上传盖章扫描件及word可编辑版。"),
        ("照片要三张，对吧", "附相片3张。"),
        ("11月前报，对吧", "到2021年12月底。"),  # 11月 is not 1月
        ("是不是归质量官牵头", "首席质量官负责。"),
    ],
)
def test_a_statement_that_agrees_or_speaks_of_something_else_is_not(question: str, said: str) -> None:
    assert not contradicted(question, said, GROUPS)


def test_the_one_value_claimed_and_told_bears_a_statement_out() -> None:
    assert (
        borne_out("聘不聘是企业自己定的，是不是", "不强制。企业根据自身情况自主聘任。", GROUPS) is False
    )  # both are told
    assert borne_out("聘不聘是企业自己定的，是不是", "企业根据自身情况自主聘任。", GROUPS)
    assert not borne_out("直接报省局就行吧", "企业报市州市场监管部门，再由它报省局。", GROUPS)


def test_a_matter_of_more_or_less_is_none_of_words() -> None:
    assert has_figure("干满三年够了吧")
    assert not has_figure("要标明地区，对吧")


def test_what_a_clause_says_word_for_word_is_recognised() -> None:
    clause = "首席质量官由企业最高管理者聘任授权，并颁发聘任授权证书"
    assert repeated("由最高管理者聘任，对吧", clause) == 1.0
    assert repeated("由职工大会投票选举产生，对吧", clause) < 0.5
    assert repeated("对吧", clause) == 0.0  # nothing is stated


def test_endings_that_ask_and_limits_that_deny() -> None:
    assert all(asks_to_confirm(q) for q in ("要三年，对吧", "归他管，是不是", "每年报，没错吧", "要避嫌，啱唔啱"))
    assert not any(asks_to_confirm(q) for q in ("要几年", "归谁管"))
    assert is_limited("不问主管部门，行不行")
    assert is_limited("光交一份，够吗")
    assert not is_limited("及时报告就行吧")
    assert not is_limited("主动回避，得唔得")
