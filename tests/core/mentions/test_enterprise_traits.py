"""What people say of their enterprise, heard as facts: one sentence a line."""

from __future__ import annotations

from typing import Any

import pytest

from bot.core.mentions import enterprise_traits

T, F = True, False


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("民营，规模以上生产企业", {"state_owned": F, "above_scale": T, "producer": T}),
        ("我们是国企", {"state_owned": T}),
        ("省属企业", {"state_owned": T}),
        ("不是国企", {"state_owned": F}),
        ("非国有", {"state_owned": F}),
        ("國有控股的", {"state_owned": T}),
        ("私人老板自己开的", {"state_owned": F}),
        ("中外合资", {"state_owned": F}),
        ("没上规模", {"above_scale": F}),
        ("还没到规上", {"above_scale": F}),
        ("不是规上企业", {"above_scale": F}),
        ("规下的", {"above_scale": F}),
        ("统计局说我们是规上", {"above_scale": T}),
        ("去年入规了", {"above_scale": T}),
        ("今年上规了", {"above_scale": T}),
        ("没有纳统", {"above_scale": F}),
        ("不知道是不是规上", {}),
        ("什么是规上", {}),
        ("规模以上是什么意思", {}),
        ("没得过质量奖", {"award": "无"}),
        ("什么奖也没得过", {"award": "无"}),
        ("质量奖没拿过", {"award": "无"}),
        ("从没申请过奖", {"award": "无"}),
        ("拿过省政府质量奖提名", {"award": "省政府质量奖"}),
        ("拿过市政府质量奖提名", {}),  # 含提名奖 does not stand beside 市州,
        ("得过省政府质量奖", {"award": "省政府质量奖"}),
        ("中国质量奖提名", {"award": "中国质量奖"}),
        ("我们想申报省政府质量奖", {}),
        ("准备报市长质量奖", {}),
        ("做五金加工的", {"producer": T}),
        ("开餐饮的", {"producer": F}),
        ("商贸公司", {"producer": F}),
        ("我们不搞生产，只做贸易", {"producer": F}),
        ("大型企业", {"enterprise_size": "大型"}),
        ("中型国企", {"enterprise_size": "中型", "state_owned": T}),
        ("小微企业", {"enterprise_size": "小型"}),
        ("微型企业", {"enterprise_size": "微型"}),
        ("要是小公司呢", {"enterprise_size": "小型"}),
        ("小公司，9个人", {}),
        ("中小企业", {"enterprise_size_below": "大型"}),
        ("大型设备", {}),
        ("我是公司副总", {"senior_manager": T, "main_person": F}),
        ("我是老板", {"senior_manager": T, "main_person": T}),
        ("我是车间主任", {"senior_manager": F, "main_person": F}),
    ],
)
def test_traits(said: str, heard: dict[str, Any]) -> None:
    assert enterprise_traits.hear(said) == heard


@pytest.mark.parametrize(
    ("said", "asked", "heard"),
    [
        ("是的", "state_owned", {"state_owned": T}),
        ("不是", "above_scale", {"above_scale": F}),
        ("不知道", "above_scale", {}),
        ("得过市里的", "award", {"award": "市州政府质量奖"}),
        ("应该是吧", "above_scale", {"above_scale": T}),
        ("服务", "producer", {"producer": F}),
        ("没有", "award", {"award": "无"}),
        ("省里的，省政府质量奖", "award", {"award": "省政府质量奖"}),
        ("小型的", "enterprise_size", {"enterprise_size": "小型"}),
        ("中", "enterprise_size", {"enterprise_size": "中型"}),
        ("服务或贸易企业", "producer", {"producer": F}),
        ("是高层", "senior_manager", {"senior_manager": T}),
        ("不是高层", "senior_manager", {"senior_manager": F}),
    ],
)
def test_short_answers(said: str, asked: str, heard: dict[str, Any]) -> None:
    got = enterprise_traits.hear(said, asked)
    assert {key: got.get(key) for key in heard} == heard
    assert asked in heard or asked not in got
