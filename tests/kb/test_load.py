"""The knowledge base as it is read: clauses, citations, values, versions."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.kb.load import load
from bot.kb.model import ClauseNotFound, KnowledgeBase, KnowledgeBaseError, QuoteNotVerbatim, ValueNotFound
from bot.kb.yaml_lines import parse


@pytest.fixture(scope="module")
def real() -> KnowledgeBase:
    return load(Path("policies_kb"))


def test_the_four_notices_are_complete(real: KnowledgeBase) -> None:
    counts = {notice.id: len(notice.clauses) for notice in real.notices.values()}
    assert counts == {"gansu-2021-1": 27, "anhui-county": 25, "guangdong-zhuhai-2023": 50, "standard-draft": 111}


def test_a_quote_comes_back_as_the_clause_writes_it(real: KnowledgeBase) -> None:
    citation = real.cite("guangdong-zhuhai-2023/附件1/二", "从事质量管理工作3年以上")
    assert citation.quote == "从事质量管理工作 3 年以上"
    assert (citation.place, citation.clause, citation.status) == ("guangdong", "附件1/二", "issued")


def test_without_a_quote_the_whole_clause_is_cited(real: KnowledgeBase) -> None:
    assert real.cite("standard-draft/附录A/8.5.1").quote == "8.5.1工作绩效 150"


def test_a_sentence_cut_by_a_page_break_is_whole(real: KnowledgeBase) -> None:
    real.cite("gansu-2021-1/一", "甘肃省人民政府质量奖（含提名奖）及市州政府质量奖的企业")
    real.cite("gansu-2021-1/二（二）/不得担任", "泄露企业秘密或者合作伙伴信息")
    real.cite("standard-draft/9.4.1.2", "质量专业学习学时不少于10学时")


def test_an_item_of_a_list_can_be_cited_alone(real: KnowledgeBase) -> None:
    assert real.cite("standard-draft/5.1.5/b").quote == "b) 泄露企业的商业秘密；"


def test_a_row_of_the_size_table_is_one_line(real: KnowledgeBase) -> None:
    row = real.cite("guangdong-zhuhai-2023/附件4/工业").quote
    assert row.startswith("工业 * 从业人员(X) 人 X≥1000 300≤X<1000 20≤X<300 X<20 营业收入(Y) 万元 Y≥40000")


@pytest.mark.parametrize(
    ("notice", "number", "clauses"),
    [
        ("gansu-2021-1", "三（二）", ["三（二）/1", "三（二）/2", "三（二）/3", "三（二）/4"]),
        ("standard-draft", "8.4.2", ["8.4.2.1", "8.4.2.2", "8.4.2.3", "8.4.2.4"]),
        ("standard-draft", "1", ["1"]),
        ("guangdong-zhuhai-2023", "附件2/说明5", ["附件2/说明5"]),
        ("anhui-county", "二", ["二/1", "二/2", "二/3"]),
    ],
)
def test_a_number_finds_what_stands_under_it(notice: str, number: str, clauses: list[str], real: KnowledgeBase) -> None:
    assert [clause.id for clause in real.notices[notice].under(number)] == clauses


def test_numbers_restored_by_order_say_so(real: KnowledgeBase) -> None:
    notice = real.notices["standard-draft"]
    assert notice.clauses["10.1"].restored
    assert not notice.clauses["8.4.2.1"].restored
    assert notice.restored_headings["5.2"] == "申报条件"


def test_values_are_filled_in(real: KnowledgeBase) -> None:
    assert real.render("甘肃要求{{gansu.education}}。") == "甘肃要求大学本科以上学历。"
    with pytest.raises(ValueNotFound):
        real.render("{{gansu.salary}}")


def test_what_is_not_there_is_said(real: KnowledgeBase) -> None:
    with pytest.raises(ClauseNotFound):
        real.cite("gansu-2021-1/九")
    with pytest.raises(QuoteNotVerbatim):
        real.cite("gansu-2021-1/文号", "甘质发组〔2022〕1号")


def test_the_version_changes_with_any_file(small: Path) -> None:
    before = load(small).version
    assert load(small).version == before
    (small / "records.yml").write_text("[]", encoding="utf-8")
    assert load(small).version != before


def test_what_is_absent_is_empty(tmp_path: Path) -> None:
    kb = load(tmp_path)
    assert (dict(kb.notices), dict(kb.topics), kb.registration) == ({}, {}, {})


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeBaseError, match="没有这个文件夹"):
        load(tmp_path / "nowhere")


def test_a_missing_key_is_told_with_its_line(small: Path) -> None:
    (small / "records.yml").write_text("- {id: gap}\n", encoding="utf-8")
    with pytest.raises(KnowledgeBaseError, match=r"records\.yml:1: 缺少 about"):
        load(small)


def test_yaml_keeps_words_and_dates_as_written() -> None:
    assert parse("{verdict: no, on: yes, day: 2023-10-23, required: true}", "x") == {
        "verdict": "no",
        "on": "yes",
        "day": "2023-10-23",
        "required": True,
    }
