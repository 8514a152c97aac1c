"""classify_size over every line of 附件4 (tests/cases/size.yml), and what holds for any figures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.core.rules.enterprise_size import FACT_OF, GRADES, SizeRow, classify_size, row_of_code

ROOT = Path(__file__).parents[3]
TABLE = yaml.safe_load((ROOT / "policies_kb/tables/enterprise_size.yml").read_text(encoding="utf8"))
ROWS = {row["name"]: SizeRow.from_table(row) for row in TABLE["rows"]}
SECTIONS = [SizeRow.from_table({"clause": "", **row}) for row in (*TABLE["rows"], *TABLE["not_covered"])]
CASES = [
    (each["row"], case)
    for each in yaml.safe_load((ROOT / "tests/cases/size.yml").read_text(encoding="utf8"))
    for case in each["cases"]
]


def figures_of(case: dict[str, Any]) -> dict[str, Any]:
    told = {FACT_OF[name]: value for name, value in case.items() if name in FACT_OF}
    return {fact: tuple(v) if isinstance(v, list) else (v, v) for fact, v in told.items()}


@pytest.mark.parametrize(("row", "case"), CASES, ids=[f"{r}-{list(c.items())}" for r, c in CASES])
def test_every_line_of_the_table(row: str, case: dict[str, Any]) -> None:
    verdict = classify_size(figures_of(case), ROWS[row])
    assert (GRADES[verdict.grade] if verdict.grade is not None else "未定") == case["规模"]
    assert [i.name for i in verdict.missing] == case.get("还缺", [])


def test_all_sixteen_rows_have_cases() -> None:
    assert len(ROWS) == 16
    assert {row for row, _ in CASES} == set(ROWS)


def test_figures_the_row_does_not_list_change_nothing() -> None:
    barber = ROWS["其他未列明行业"]
    alone = classify_size({"employees": (12, 12)}, barber)
    assert alone == classify_size(
        {"employees": (12, 12), "revenue_wan_yuan": (9e5, 9e5), "assets_wan_yuan": (1, 1)}, barber
    )


def test_the_lines_are_told_as_the_table_prints_them() -> None:
    employees = ROWS["工业"].indicators[0]
    assert [employees.lines(band) for band in range(4)] == ["X<20", "20≤X<300", "300≤X<1000", "X≥1000"]


rows = st.sampled_from(sorted(ROWS))
values = st.one_of(
    st.none(),
    st.integers(0, 250_000).map(lambda n: (n, n)),
    st.tuples(st.integers(0, 250_000), st.integers(0, 250_000)).map(lambda t: (min(t), max(t))),
)
all_figures = st.fixed_dictionaries(dict.fromkeys(FACT_OF.values(), values))


@given(rows, all_figures, st.sampled_from(sorted(FACT_OF.values())), st.integers(0, 100_000))
def test_raising_an_indicator_never_lowers_the_size(row: str, figures: Any, raised: str, by: int) -> None:
    before = classify_size(figures, ROWS[row])
    value = figures[raised]
    after = classify_size({**figures, raised: value and (value[0] + by, value[1] + by)}, ROWS[row])
    assert after.possible[0] >= before.possible[0]
    assert after.possible[1] >= before.possible[1]


@given(rows, all_figures, st.fixed_dictionaries({fact: st.integers(0, 250_000) for fact in FACT_OF.values()}))
def test_a_settled_size_holds_whatever_the_unknown_turns_out_to_be(row: str, figures: Any, truth: Any) -> None:
    told = classify_size(figures, ROWS[row])
    true = {f: (v, v) for f, v in truth.items()}
    for fact, known in figures.items():
        if known is not None:
            point = min(max(truth[fact], known[0]), known[1])
            true[fact] = (point, point)
    outcome = classify_size(true, ROWS[row])
    assert outcome.grade is not None
    assert told.possible[0] <= outcome.grade <= told.possible[1]
    assert bool(told.missing) == (told.grade is None)


@pytest.mark.parametrize(
    ("code", "row"),
    [
        ("0313", "农、林、牧、渔业"),
        ("0512", "农、林、牧、渔业"),
        ("0610", "工业"),
        ("3831", "工业"),
        ("4390", "工业"),
        ("4620", "工业"),
        ("4710", "建筑业"),
        ("5090", "建筑业"),
        ("5165", "批发业"),
        ("5292", "零售业"),
        ("5310", "铁路运输业"),
        ("5339", "铁路运输业"),
        ("5431", "交通运输业"),
        ("5829", "交通运输业"),
        ("5910", "交通运输业"),
        ("5920", "仓储业"),
        ("5990", "仓储业"),
        ("6020", "邮政业"),
        ("6130", "住宿业"),
        ("6291", "餐饮业"),
        ("6311", "信息传输业"),
        ("6432", "信息传输业"),
        ("6513", "软件和信息技术服务业"),
        ("6621", "金融业"),
        ("6999", "金融业"),
        ("7010", "房地产开发经营"),
        ("7020", "物业管理"),
        ("7030", "其他未列明行业"),
        ("7040", "自有房地产经营活动"),
        ("7090", "其他未列明行业"),
        ("7111", "租赁和商务服务业"),
        ("7299", "租赁和商务服务业"),
        ("7320", "其他未列明行业"),
        ("7990", "其他未列明行业"),
        ("8040", "其他未列明行业"),
        ("8310", "教育"),
        ("8425", "卫生"),
        ("8514", "其他未列明行业"),
        ("9013", "其他未列明行业"),
        ("9610", "公共管理、社会保障和社会组织"),
        ("9700", "国际组织"),
    ],
)
def test_a_classification_code_belongs_to_its_row(code: str, row: str) -> None:
    assert row_of_code(code, [(s.name, s.codes) for s in SECTIONS]) == row


def test_every_class_of_the_classification_has_a_row_or_is_named_as_not_covered() -> None:
    classes = yaml.load((ROOT / "policies_kb/tables/industries.yml").read_text(encoding="utf8"), yaml.CSafeLoader)[
        "classes"
    ]
    assert [c["code"] for c in classes if row_of_code(c["code"], [(s.name, s.codes) for s in SECTIONS]) is None] == []
