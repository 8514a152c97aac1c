"""Words for a trade → the row of 附件4."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.core.mentions.industry import IndustryWords

TABLES = Path(__file__).parents[3] / "policies_kb/tables"
WORDS = IndustryWords(
    *(
        yaml.load((TABLES / name).read_text(encoding="utf8"), yaml.CSafeLoader)
        for name in ("enterprise_size.yml", "industries.yml")
    )
)


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("我们是养兔场", "农、林、牧、渔业"),
        ("家里种荔枝的果园", "农、林、牧、渔业"),
        ("電線電纜廠", "工业"),
        ("做轴承的", "工业"),
        ("塑料粒子厂", "工业"),
        ("我们给超市供货，是豆制品厂", "工业"),
        ("我厂做食品的", "工业"),
        ("我厂做汽车内饰件", "工业"),
        ("轴承批发", "批发业"),
        ("批发轴承", "批发业"),
        ("轴承店", "零售业"),
        ("不是批发，是零售", "零售业"),
        ("办公室装修", "建筑业"),
        ("医院保洁公司", "其他未列明行业"),
        ("挖机租赁", "租赁和商务服务业"),
        ("写字楼物业", "物业管理"),
        ("铁路货运", "铁路运输业"),
        ("村镇银行", "金融业"),
        ("驾校", "教育"),
        ("牙科诊所", "卫生"),
        ("城市商业银行", "金融业"),
        ("当铺", "金融业"),
        ("少儿编程培训", "教育"),
        ("整形医院", "卫生"),
        ("养螃蟹的", "农、林、牧、渔业"),
        ("种莲藕", "农、林、牧、渔业"),
        ("贴片加工", "工业"),
        ("全屋定制工厂", "工业"),
        ("总包单位", "建筑业"),
        ("卖电脑的", "零售业"),
        ("面包房", "零售业"),
        ("托运部", "交通运输业"),
        ("冻库", "仓储业"),
        ("顺丰网点", "邮政业"),
        ("羊肉馆", "餐饮业"),
        ("黄焖鸡", "餐饮业"),
        ("算力中心", "信息传输业"),
        ("房开公司", "房地产开发经营"),
        ("押运公司", "租赁和商务服务业"),
        ("采耳店", "其他未列明行业"),
        ("足球俱乐部", "其他未列明行业"),
        ("物业剥离了，现在主业是快餐", "餐饮业"),
        ("5910", "交通运输业"),
        ("3831", "工业"),
    ],
)
def test_words_find_their_row(text: str, row: str) -> None:
    assert WORDS.hear(text, "size_row")["size_row"] == row


@pytest.mark.parametrize("text", ["跨境电商", "物流中心", "做建材的", "环保公司", "科技公司", "直播", "合作社"])
def test_words_that_fit_several_rows_are_asked_back(text: str) -> None:
    heard = WORDS.hear(text)
    assert "size_row" not in heard
    back = WORDS.ask_back(heard["industry"])
    assert back is not None
    assert len(set(back.choices.values())) > 1


@pytest.mark.parametrize(
    "text",
    [
        "首席质量官要什么学历",
        "我在职教育拿的本科",
        "参加过任职培训",
        "从业人员120人",
        "银行贷款三千万",
        "我干质检八年了",
        "中国质量奖",
    ],
)
def test_words_about_something_else_are_no_trade(text: str) -> None:
    assert WORDS.hear(text) == {}
