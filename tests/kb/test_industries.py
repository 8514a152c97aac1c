"""Search over GB/T 4754-2017 with the words people use for their trade."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
import yaml

from bot.kb.industries import Industries

TABLE = yaml.load(
    (Path(__file__).parents[2] / "policies_kb/tables/industries.yml").read_text(encoding="utf8"), yaml.CSafeLoader
)
INDUSTRIES = Industries(TABLE)


def test_the_table_has_every_class_once() -> None:
    codes = [row["code"] for row in TABLE["classes"]]
    assert len(codes) == len(set(codes)) == 1381
    assert all(re.fullmatch(r"\d{4}", code) for code in codes)
    assert len({code[:2] for code in codes}) == 97
    assert "GB/T 4754-2017" in TABLE["source"]


def test_no_name_lost_its_end() -> None:
    cut = re.compile(
        r"(?:饮料制|服装制|器材制|工具制|设备制|加工专用|生产专|工程建|经营租|基$|腌制加|性$|辅助$|农药$|标牌$|仪表$)"
    )
    names = [row["name"] for row in TABLE["classes"]]
    assert [
        n for n in names if cut.search(n) and not n.endswith(("制造", "制造业", "加工", "建筑", "施工", "租赁"))
    ] == []
    assert not [n for n in names if re.search(r"[()\s]", n) or n.count("（") != n.count("）")]


TRADES = """电线电缆 3831|五金加工 3351|注塑 2929|模具厂 3525|糕点 1411|酱油 1462|LED灯 3872|水泵 3441|养猪场 0313|火锅店 6210|跨境电商 5292
理发店 8040|幼儿园 8310|汽修 8111|锂电池 3841|无人机 3963|光伏组件 3825|医疗器械 3584|家装 5012|塑料袋 2926|瓷砖 3071|服装厂 1819|包装印刷 2319
连接器 3989|芯片设计 6520|茶叶种植 0164|卖手机 5274|数控机床 3421|桶装水 1522|螺丝 3482|電線電纜 3831|化妆品 2682|软件开发 6513|民宿 6130|家具厂 2110
污水处理 4620|冷库 5930|图书批发 5143|钢结构 3311|月饼 1411|豆腐 1392|轮胎 2911|玩具 2452|水泥 3011|商品混凝土 3021|饲料 1329|面粉 1312|白酒 1512|啤酒 1513
矿泉水 1522|茶饮料 1529|口罩 2770|中成药 2740|农药 2631|复合肥 2624|油漆 2641|洗衣液 2681|印刷厂 2319|纸箱 2231|眼镜 3587|手表 4030|变压器 3821|配电柜 3823
电梯 3435|叉车 3433|工业机器人 3491|挖掘机 3514|收割机 3572|摩托车 3751|电动自行车 3770|造船 3731|煤矿 0610|采石场 1012|自来水 4610|供电 4420|快递 6020|货代 5821
物业 7020|律师事务所 7231|旅行社 7291|保安公司 7271|广告公司 7259|检测公司 7452|设计院 7484|健身房 8930|网吧 9013|养老院 8514|影视制作 8730|药店 5251|超市 5212|加油站 5265"""


@pytest.mark.parametrize("trade", TRADES.replace("\n", "|").split("|"))
def test_the_words_of_a_trade_find_its_class_first(trade: str) -> None:
    words, code = trade.split()
    for said in (words, f"我们是做{words}的", f"{words}公司"):
        assert INDUSTRIES.search(said)[0].value.endswith(f"（{code}）"), said


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("水泵批发", "51"),
        ("不锈钢杯子", "33"),
        ("种哈密瓜", "01"),
        ("挖掘机租赁", "71"),
        ("冰箱维修", "81"),
        ("轴承批发", "51"),
        ("卖地板", "52"),
    ],
)
def test_what_no_list_holds_is_ranked_by_what_is_done(said: str, code: str) -> None:
    assert any(i.code.startswith(code) for i, _ in INDUSTRIES.ranked(said)), INDUSTRIES.search(said)


def test_a_code_finds_its_class_and_choices_carry_the_code() -> None:
    (choice,) = INDUSTRIES.search("3831")
    assert (choice.label, choice.value) == ("电线、电缆制造（3831）", "电线、电缆制造（3831）")
    assert INDUSTRIES.named("3831") is not None


def test_nonsense_finds_nothing() -> None:
    assert INDUSTRIES.search("xyzzy") == []
    assert INDUSTRIES.search("") == []


def test_a_search_takes_less_than_five_milliseconds() -> None:
    said = ["我们主要做汽车零部件和精密五金冲压件", "跨境电商", "新能源锂电池正极材料研发生产", "水泵批发"]
    started = time.perf_counter()
    for words in said * 5:
        INDUSTRIES.search(words)
    assert (time.perf_counter() - started) / 20 < 0.005
