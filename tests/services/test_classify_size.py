"""The size of an enterprise, told in people's own words."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.core.facts import Facts
from bot.core.reply import Reply
from bot.kb.load import load
from bot.services.classify_size import ClassifySize

KB = load(Path(__file__).parents[2] / "policies_kb")
SIZE = ClassifySize(KB)
TODAY = date(2026, 5, 1)


def converse(*texts: str) -> tuple[Reply, Facts, str | None]:
    """The conversation as the kernel runs it: listen, learn, decide, ask or tell."""
    facts, asked, reply = Facts(), None, Reply("")
    for text in texts:
        heard, declined = SIZE.listen(text, asked)
        facts.learn(heard)
        facts.declined |= declined
        verdict = SIZE.decide(facts, TODAY)
        still = [key for key in verdict.missing if not facts.settled(key)]
        asked = still[0] if still else None
        reply = SIZE.ask(asked, facts) if asked else SIZE.tell(verdict, facts)
    return reply, facts, asked


TOLD = [
    # 农、林、牧、渔业：只看营业收入
    ("养鸭场，一年收入46万，三个人", "微型", "农、林、牧、渔业"),
    ("我家种柑橘的果园去年卖了九十来万", "小型", "农、林、牧、渔业"),
    ("苗圃年收入六百八十万，工人70个", "中型", "农、林、牧、渔业"),
    ("生猪养殖企业，年营收3.6亿，一百号人", "大型", "农、林、牧、渔业"),
    ("渔船捕捞，一年两百多万", "小型", "农、林、牧、渔业"),
    # 工业
    ("电机厂，420人，营收2.3亿", "中型", "工业"),
    ("模具加工作坊，就夫妻俩，一年五六十万", "微型", "工业"),
    ("做连接器的，员工一千八百多，年产值12个亿", "大型", "工业"),
    ("饮料厂65人，主营业务收入一千九百万", "小型", "工业"),
    ("砖厂 从业人员：350 营业收入：1900", "小型", "工业"),
    ("注塑厂，19个工人，营收三千万", "微型", "工业"),
    ("自来水公司员工310人，收入2600万元", "中型", "工业"),
    ("我们是印刷厂，九十几号人，一年1千5百万", "小型", "工业"),
    ("線路板廠，員工１２００人，營收５億", "大型", "工业"),
    ("鋁材廠兩百八十人，營業額九千萬", "小型", "工业"),
    # 建筑业
    ("装修公司，营收450万，总资产280万", "微型", "建筑业"),
    ("路桥公司营收和资产总额分别是9亿和4亿", "中型", "建筑业"),
    ("幕墙工程公司，营收六千万，资产五千万", "中型", "建筑业"),
    ("建筑施工企业，营业收入12亿，资产总计10亿", "大型", "建筑业"),
    # 批发业、零售业
    ("建材批发，6个人，营收1200万", "小型", "批发业"),
    ("酒水批发部4个人，一年两千万", "微型", "批发业"),
    ("外贸公司35人，营收7000万", "中型", "批发业"),
    ("水果批发，230人，流水4.2亿", "大型", "批发业"),
    ("社区便利店，8个店员，营业额300万", "微型", "零售业"),
    ("连锁药店，员工60名，销售额1100万", "中型", "零售业"),
    ("开了家手机店，12个人，一年480万", "小型", "零售业"),
    ("淘宝店，15个人，销售额90万", "微型", "零售业"),
    ("加油站40人，营收3000万", "小型", "零售业"),
    # 交通运输业、仓储业、邮政业
    ("货运公司，车队司机加起来150人，营收1500万", "小型", "交通运输业"),
    ("出租车公司380人，收入3200万", "中型", "交通运输业"),
    ("装卸队18个人，一年260万", "微型", "交通运输业"),
    ("冷库，120人，营业收入1100万", "中型", "仓储业"),
    ("粮食仓储，25人，900万收入", "小型", "仓储业"),
    ("快递网点23个人，营业额一百八十万", "小型", "邮政业"),
    ("快递公司，营收4亿，员工1300人", "大型", "邮政业"),
    # 住宿业、餐饮业
    ("民宿，9个人，一年150万", "微型", "住宿业"),
    ("度假酒店员工130人，营收2200万", "中型", "住宿业"),
    ("火锅店 28人 营业额 460万", "小型", "餐饮业"),
    ("连锁奶茶店，三百二十人，营收1.1亿", "大型", "餐饮业"),
    ("小饭馆五个人，一年八十万", "微型", "餐饮业"),
    # 信息
    ("有线电视网络公司，260人，营收6500万", "中型", "信息传输业"),
    ("做小程序开发的，11个人，营收70万", "小型", "软件和信息技术服务业"),
    ("软件公司320人，营收一亿零五百万", "大型", "软件和信息技术服务业"),
    # 房地产、物业
    ("房地产开发商，营收22亿，资产9000万", "中型", "房地产开发经营"),
    ("楼盘开发，年收入800万，资产总额两千五百万", "小型", "房地产开发经营"),
    ("物业公司，保安保洁一共140人，营收620万", "小型", "物业管理"),
    ("小区物业99人，一年800万", "微型", "物业管理"),
    # 租赁和商务服务业：看人数和资产
    ("旅行社，15个人，资产总额三百万，营收两千万", "小型", "租赁和商务服务业"),
    ("代理记账公司7个人", "微型", "租赁和商务服务业"),
    ("人力资源公司，员工130人，总资产9000万", "中型", "租赁和商务服务业"),
    ("广告公司，20人，资产99万", "微型", "租赁和商务服务业"),
    # 其他未列明行业：只看人数
    ("美发店连锁，一百一十人，营收三千万", "中型", "其他未列明行业"),
    ("汽修厂9个师傅", "微型", "其他未列明行业"),
    ("设计院，350人", "大型", "其他未列明行业"),
    ("养老院雇了四十来个人", "小型", "其他未列明行业"),
    ("二手房中介，11个经纪人，员工11人", "小型", "其他未列明行业"),
    ("第三方检测机构，七十多号人，营业额几千万", "小型", "其他未列明行业"),
    ("网吧三个人看店，员工3人", "微型", "其他未列明行业"),
    # 元、约数、区间，都在一档以内
    ("五金厂，营业收入8500000元，36名职工", "小型", "工业"),
    ("家具厂，大概一百五十人，营收大概八千万", "小型", "工业"),
    ("纸箱厂 40到60人 营收500-800万", "小型", "工业"),
    ("服装厂七八十人，一年三四千万", "小型", "工业"),
    ("玩具厂不到两百人，营收超过五千万", "小型", "工业"),
    ("电缆厂1000人以上，营收4亿以上", "大型", "工业"),
    # 说法落在几行、结果都一样的，不必再问
    ("跨境电商，28个人，营收1800万", "小型", "零售业"),
]


@pytest.mark.parametrize(("text", "grade", "row"), TOLD)
def test_one_message_with_everything_in_it(text: str, grade: str, row: str) -> None:
    reply, _, asked = converse(text)
    assert asked is None
    assert (reply.custom["size"]["grade"], reply.custom["size"]["industry"]) == (grade, row)
    assert reply.text.startswith(f"**{grade}")
    assert reply.custom["size"]["missing"] == []


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("铁路货运公司，500人", "铁路运输业"),
        ("小额贷款公司20人", "金融业"),
        ("我们是民办幼儿园，35个老师，员工35人", "教育"),
        ("口腔诊所，8个人，收入200万", "卫生"),
        ("专门收租的，写字楼出租，一年300万", "自有房地产经营活动"),
    ],
)
def test_trades_outside_the_table_are_told_so(text: str, row: str) -> None:
    reply, _, _ = converse(text)
    assert (reply.custom["size"]["grade"], reply.custom["size"]["industry"]) == ("not_covered", row)
    assert "没有" in reply.text.split("。")[0]
    assert reply.custom["answer"]["citations"][0]["clause"] == "附件4/说明2"


ASKED = [
    ("五金，30个人，六千万", "size_row"),
    ("物流园，150人，营收1200万", "size_row"),
    ("60个人，营收三千万，算什么规模", "size_row"),
    ("塑料厂300来人，营收五千万", "employees_exact"),
    ("超市三四十个人，营业额500万左右", None),
    ("机械厂，320人，营收两千万左右", "revenue_wan_yuan_exact"),
    ("酒店，100人", "revenue_wan_yuan"),
    ("会展公司，12个人，三千万", "assets_wan_yuan"),
    ("建筑公司营收3亿", "assets_wan_yuan"),
    ("茶园，12个人", "revenue_wan_yuan"),
    ("理发店", "employees"),
    ("外贸公司，20人，营收100万美元", "revenue_wan_yuan"),
    ("食品厂，50人，一年净利润300万", "revenue_wan_yuan"),
    ("电子厂，30人，注册资本一千万", "revenue_wan_yuan"),
]


@pytest.mark.parametrize(("text", "asked"), ASKED)
def test_what_is_open_is_asked(text: str, asked: str | None) -> None:
    reply, _, got = converse(text)
    assert got == asked
    if asked:
        assert reply.custom["answer"]["kind"] == "clarify"
        assert reply.custom["size"]["grade"] == "undetermined"
        assert reply.text.count("？") == 1


DIALOGUES: list[tuple[list[str], str]] = [
    (["塑料厂300来人，营收五千万", "310"], "中型"),
    (["塑料厂300来人，营收五千万", "291人"], "小型"),
    (["物流园，150人，营收1200万", "仓储"], "中型"),
    (["物流园，150人，营收1200万", "交通运输业"], "小型"),
    (["会展公司，12个人，三千万", "是的"], "小型"),
    (["会展公司，12个人，三千万", "是营业收入", "资产九千万"], "小型"),
    (["我们算什么规模", "做齿轮的", "两百多人", "两千万出头"], "小型"),
    (["我们算什么规模", "制冷配件", "900", "50000"], "中型"),
    (["酒店，100人", "2000"], "中型"),
    (["理发店6个人", "说错了，是12个人"], "小型"),
    (["灯具厂320人，营收1800万", "营收我说错了，是2.8亿"], "中型"),
    (["灯具厂320人，三千万", "不对，是一千五百万"], "小型"),
    (["食品厂50人营收800万", "不对，我们是做食品批发的"], "微型"),
    (["五金，30个人，六千万", "生产的"], "小型"),
    (["五金，30个人，六千万", "批发"], "中型"),
    (["建筑公司营收3亿", "总资产4500万"], "小型"),
    (["机械厂，320人，营收两千万左右", "1990万"], "小型"),
    (["茶园", "一年600万"], "中型"),
    (["茶园", "不知道"], "undetermined"),
    (["塑料厂300来人，营收五千万", "就是三百来人"], "undetermined"),
    (["从业人员不是300人，是30人，注塑厂，营收1000万"], "小型"),
]


@pytest.mark.parametrize(("texts", "grade"), DIALOGUES, ids=["→".join(d[0]) for d in DIALOGUES])
def test_several_turns(texts: list[str], grade: str) -> None:
    reply, _, asked = converse(*texts)
    assert asked is None
    assert reply.custom["size"]["grade"] == grade


def test_buttons_of_a_word_that_fits_several_rows_settle_it() -> None:
    asked, _, _ = converse("电商")
    assert [b.title for b in asked.buttons] == ["自己在网上零售", "在网上做批发", "办电商平台"]
    for button in asked.buttons:
        heard, _ = SIZE.listen(button.say, "size_row")
        assert heard["size_row"] == button.say


def test_the_verdict_shows_each_indicator_against_its_lines_and_cites_its_row() -> None:
    reply, _, _ = converse("水泵厂，300人，营收2000万，总资产一个亿")
    assert "从业人员 300 人：中型（300≤X<1000）" in reply.text
    assert "营业收入 2000 万元：中型（2000≤Y<40000）" in reply.text
    assert "资产总额不是这一行的划型指标" in reply.text
    assert "工信部联企业〔2011〕300号" in reply.text
    clauses = [c["clause"] for c in reply.custom["answer"]["citations"]]
    assert clauses == ["附件4/工业", "附件4/说明1"]
    assert [i["band"] for i in reply.custom["size"]["indicators"]] == ["中型", "中型"]
    assert len(reply.text) < 900


def test_an_open_verdict_says_what_it_hinges_on() -> None:
    reply, _, _ = converse("化工厂，350人", "没统计")
    assert reply.custom["size"]["missing"] == ["营业收入"]
    for words in ("2000及以上 是中型", "300≤Y<2000 是小型", "Y<300 是微型"):
        assert words in reply.text


def test_a_what_if_says_so_and_leaves_the_facts_alone() -> None:
    _, facts, _ = converse("灯具厂280人，营收9000万")
    changed: dict[str, Any] = {"employees": [310, 310]}
    then = facts.with_changes(changed)
    reply = SIZE.tell(SIZE.decide(then, TODAY), then, changed)
    assert reply.text.startswith("按您假设的情况：**中型")
    assert facts.get("employees") == [280, 280]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("理发店看人数还是看钱", "只看从业人员"),
        ("果园按什么划分大小", "只看营业收入"),
        ("租车公司看不看营业额", "看从业人员和资产总额"),
        ("装修公司看哪些指标", "看营业收入和资产总额"),
    ],
)
def test_a_question_about_a_row_is_answered_with_its_indicators(text: str, words: str) -> None:
    reply = SIZE.explain(text)
    assert reply is not None
    assert words in reply.text.split("：")[0]
    assert reply.custom["answer"]["kind"] == "answer"
    assert reply.custom["answer"]["citations"][0]["clause"].startswith("附件4/")


def test_a_new_trade_does_not_keep_the_old_row() -> None:
    _, facts, asked = converse("注塑厂，40人，营收9000万", "不对，我们是做园林的")
    assert asked == "size_row_exact"
    assert SIZE.decide(facts, TODAY).outcome == "undetermined"


def test_every_row_and_every_choice_of_the_table_is_known() -> None:
    table = KB.tables["enterprise_size"]
    names = {row["name"] for row in (*table["rows"], *table["not_covered"])}
    for each in table["ask_back"]:
        assert set(each["choices"].values()) <= names
    for row in (*table["rows"], *table["not_covered"]):
        assert SIZE.explain_row(row["name"]).custom["answer"]["citations"]
        for word in row["words"]:
            assert SIZE.listen(str(word), "size_row")[0].get("size_row") == row["name"], word
