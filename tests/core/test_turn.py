"""What a message is, apart from its content: a command, a yes, a question, a correction, noise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import corrections, turn


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("删除我的资料", "delete"), ("把我填的都删了", "delete"), ("我的信息全部删除", "delete"),
        ("先填到这儿，我要去开会", "pause"), ("晚点接着填", "pause"), ("改天", "pause"), ("暂停一下", "pause"), ("明天再弄", "pause"),
        ("继续填表", "continue"), ("接着填吧", "continue"), ("开完会了，继续填表吧", "continue"),
        ("重新开始", "restart"), ("从头再来", "restart"), ("取消", "cancel"), ("不填了", "cancel"), ("算了", "cancel"),
        ("看看我填了什么", "show"), ("我都填了些什么", "show"), ("还有多少项没填", "progress"), ("填到哪了", "progress"), ("进度", "progress"),
        ("把登记表再发给我", "papers"), ("下载登记表", "papers"), ("返回上一项", "back"), ("上一步", "back"),
        ("为什么要问这个", "why"), ("问这个干什么", "why"), ("这是什么意思", "means"), ("怎么填", "means"), ("举个例子", "means"),
        ("不想说", "refuse"), ("保密", "refuse"), ("先空着", "refuse"), ("跳过", "skip"), ("下一项", "skip"), ("没有，跳过", "skip"),
        ("不知道", "unknown"), ("忘了", "unknown"), ("记不清了", "unknown"), ("唔知", "unknown"),
    ],
)  # fmt: skip
def test_a_command(text: str, name: str) -> None:
    assert name in turn.commands(text)


@pytest.mark.parametrize(
    "text",
    [
        "陈试远", "珠海某某电器有限公司", "13800138000", "大专", "2010年进厂做检验员", "质量总监", "名单会放到哪里？", "珠海市金湾区某某路1号",
        "电线、电缆", "何试明，总经理", "8年", "助理工程师",
    ],
)  # fmt: skip
def test_an_answer_is_no_command(text: str) -> None:
    assert turn.commands(text) == []


@pytest.mark.parametrize("text", ["是", "对", "好的", "嗯", "没问题", "可以", "ok", "同意", "就按这个"])
def test_yes(text: str) -> None:
    assert turn.is_yes(text)
    assert not turn.is_no(text)


@pytest.mark.parametrize("text", ["不", "不对", "不是", "错了", "不同意", "别", "no"])
def test_no(text: str) -> None:
    assert turn.is_no(text)
    assert not turn.is_yes(text)


@pytest.mark.parametrize("text", ["没问题，确认提交", "行，提交", "提交吧", "都对，提交", "确认无误", "这回没错了"])
def test_the_summary_is_confirmed(text: str) -> None:
    assert turn.is_submit(text)


@pytest.mark.parametrize("text", ["先别提交", "提交之前改一下手机", "怎么提交？", "不提交", "提交给谁"])
def test_the_summary_is_not_confirmed(text: str) -> None:
    assert not turn.is_submit(text)


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("刚才学历填错了，是本科", "", "本科"), ("手机改成13912345678", "", "13912345678"), ("不是大专是本科", "大专", "本科"),
        ("是本科不是大专", "大专", "本科"), ("学历不是大专，应该是本科", "大专", "本科"), ("单位名称不对，应该是某某公司", "", "某某公司"),
        ("职务说错了，我现在是品控部部长，帮我改过来", "", "品控部部长"), ("年限也改一下，是12年", "", "12年"),
        ("电话改一下，换成0756-8880101，谢谢", "", "0756-8880101"),
    ],
)  # fmt: skip
def test_a_correction_is_read(text: str, old: str, new: str) -> None:
    assert corrections.is_correction(text)
    readings = [(c.old, c.new) for c in corrections.read_corrections(text)]
    assert any(new == n and (not old or old == o) for o, n in readings), readings


@pytest.mark.parametrize("text", ["陈试远", "珠海金湾", "大专", "13800138000", "我是质量总监", "2023年9月1日"])
def test_an_answer_is_no_correction(text: str) -> None:
    assert not corrections.is_correction(text)


@pytest.mark.parametrize("text", ["你们真是垃圾", "妈的什么破系统", "傻逼"])
def test_abuse(text: str) -> None:
    assert turn.is_abuse(text)


@pytest.mark.parametrize("text", ["垃圾处理", "垃圾焚烧发电", "生活垃圾清运", "操作工"])
def test_a_trade_is_no_abuse(text: str) -> None:
    assert not turn.is_abuse(text)


@given(st.text(max_size=400))
def test_any_text_is_read(text: str) -> None:
    plain = turn.clean(text)
    for read in (turn.commands, turn.is_yes, turn.is_no, turn.is_submit, turn.is_question, turn.is_what_if, corrections.is_correction, corrections.read_corrections, turn.split_questions, turn.is_abuse, turn.is_noise):  # fmt: skip
        read(plain)


def test_what_is_asked_of_each_of_two_is_two_questions() -> None:
    assert turn.split_questions("标准里策划能力和整合能力各占多少分") == ["标准里策划能力占多少分", "整合能力占多少分"]
    assert turn.split_questions("甘肃和珠海各要几年", of_each=False) == ["甘肃和珠海各要几年"]
    assert turn.split_questions("质量官和厂长各管各的吗") == ["质量官和厂长各管各的吗"]
