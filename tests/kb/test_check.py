"""Each house rule fails on a knowledge base broken in one place, and the real one passes them all."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.kb.check import check, main, uncited_clauses
from bot.kb.house_rules import RULES
from bot.kb.load import load

FAQ = "faq/conditions.yml"
NORTH = "notices/north-1.yml"

# what is broken: file, words before, words after, what the complaint says
BROKEN = [
    (FAQ, "quote: 应有本科学历", "quote: 应有硕士学历", "没有这句话"),
    (FAQ, "clause: north-1/一\n", "clause: north-1/九\n", "没有条款"),
    (FAQ, "      clause: north-1/一\n      quote: 应有本科学历\n", "", "没有写 clause"),
    (FAQ, "clause: north-1/一\n", "clause: south-1/一\n", "引了别处的条款"),
    (FAQ, "{{north.years}}", "{{south.years}}", "用了别处的值"),
    (FAQ, "{{north.years}}", "{{north.age}}", "没有这个值"),
    (FAQ, "{{north.years}}", "6年", "「6」不在引文里"),
    (FAQ, "{{north.years}}", "六年", "「6」不在引文里"),
    (FAQ, "{{north.years}}", "到2025年12月底", "「2025」不在引文里"),
    (FAQ, "say: 要本科", "say: 要硕士", "「硕士」不在引文里"),
    (FAQ, "say: 要本科", "say: " + "要本科" * 60, "最多 160"),
    (FAQ, "ask: [泄密了能当吗]", "ask: [要 什么學歷？]", "同样的问法"),
    (FAQ, "ask: [泄密了能当吗]", "ask: []", "没有一种问法"),
    (FAQ, "related: [spy]", "related: [nothing]", "没有相关主题"),
    (FAQ, "records: [gap]", "records: [none]", "records.yml 里没有"),
    (FAQ, "say: 不能。泄密的不得担任。", "say: 会被退回。泄密的不得担任。", "第一句要有"),
    (FAQ, "verdict: no", "verdict: yes", "肯定的回答不能"),
    (FAQ, "    south: {", "    east: {", "没有 east 的文件"),
    (FAQ, "verdict: no", "verdikt: no", "不认识的键：verdikt"),
    (FAQ, "verdict: no", "verdict: maybe", "只能是"),
    (FAQ, "  about: 泄密\n", "", "缺少：about"),
    (FAQ, "  about: 泄密\n", "  about: 泄密\n  about: 泄密\n", "写了两次"),
    (FAQ, "ask: [泄密了能当吗]", "ask: [泄密了能当吗", "YAML 写错了"),
    (FAQ, "- id: spy", "- id: education", "已在"),
    (NORTH, "place: north", "place: west", "要以地方 west 开头"),
    (NORTH, "id: north-1", "id: north-2", "和文件名不一致"),
    (NORTH, "values:\n  years: {text: 5年", "values:\n  years: {text: 7年", "不在它的引文里"),
    (NORTH, "quote: 工作 5 年以上}", "quote: 工作五年以上}", "没有这句话"),
    (NORTH, "rules: {}", "rules: {need: [{clause: 一, quote: 工作 9 年}]}", "没有这句话"),
    (NORTH, "rules: {}", "rules: {need: [{clause: 一, records: [none]}]}", "records.yml 里没有 none"),
    (NORTH, "status: issued", "status: new", "只能是"),
    ("records.yml", "north-1/一", "north-1/九", "没有条款"),
    ("records.yml", "clauses: [north-1/一]", "clauses: []", "要写 source"),
]


@pytest.mark.parametrize(("file", "before", "after", "complaint"), BROKEN, ids=[row[3] for row in BROKEN])
def test_what_is_broken_is_told_with_its_file(small: Path, file: str, before: str, after: str, complaint: str) -> None:
    path = small / file
    sound = path.read_text(encoding="utf-8")
    assert before in sound
    path.write_text(sound.replace(before, after, 1), encoding="utf-8")
    told = [str(problem) for problem in check(small)]
    assert any(complaint in line and line.startswith(f"{path}:") for line in told), told


def test_a_sound_knowledge_base_passes(small: Path) -> None:
    assert check(small) == []


def test_the_real_knowledge_base_passes() -> None:
    assert [str(problem) for problem in check(Path("policies_kb"))] == []


def test_the_line_is_that_of_the_answer(small: Path) -> None:
    path = small / FAQ
    path.write_text(path.read_text(encoding="utf-8").replace("quote: 应有本科学历", "quote: 别的"), encoding="utf-8")
    assert [problem.at for problem in check(small) if "没有这句话" in problem.message] == [f"{path}:7"]


def test_a_degree_that_is_turned_down_need_not_stand_in_the_quote(small: Path) -> None:
    path = small / FAQ
    said = path.read_text(encoding="utf-8").replace("say: 要本科", "say: 不行。要本科，大专不符合")
    path.write_text(said, encoding="utf-8")
    assert check(small) == []


def test_a_topic_about_all_places_may_cite_any(small: Path) -> None:
    path = small / FAQ
    said = path.read_text(encoding="utf-8").replace("  about: 学历", "  about: 学历\n  about_all: true")
    path.write_text(said.replace("{{north.years}}", "{{south.years}}"), encoding="utf-8")
    assert check(small) == []


def test_the_form_asks_every_field_once(small: Path) -> None:
    spec = "{key: KEY, kind: text, label: 名, cell: 名, ask: 名？, why: 要, means: 名, example: 甲, required: true}"
    fields = [spec.replace("KEY", key) for key in ("name", "phone")]
    (small / "fields.yml").write_text("".join(f"- {field}\n" for field in fields), encoding="utf-8")
    form = small / "tasks/registration.yml"
    form.write_text("groups:\n- {title: 人, fields: [name, age]}\n- {title: 再, fields: [name]}\n", encoding="utf-8")
    assert {p.message for p in check(small)} == {"name 问了 2 次", "fields.yml 里没有 age", "没有问 phone"}
    assert {p.at for p in check(small)} == {f"{form}:2"}


def test_a_file_in_the_wrong_place_is_told(small: Path) -> None:
    (small / "fields.yaml.yml").write_text("[]", encoding="utf-8")
    assert "不认识的文件" in str(check(small)[0])


def test_the_command_prints_and_fails(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(small), "--coverage"]) == 0
    assert "south-1/一 没有主题引用" in capsys.readouterr().out
    (small / "records.yml").write_text("- {id: gap}\n", encoding="utf-8")
    assert main([str(small)]) == 1
    assert "records.yml:1: 0: 缺少：" in capsys.readouterr().out


def test_an_item_of_a_list_covers_its_clause(small: Path) -> None:
    assert not [warning for warning in uncited_clauses(load(small)) if "north-1/二" in warning.message]


def test_every_rule_says_itself_in_its_docstring() -> None:
    assert all((rule.__doc__ or "").strip().endswith(".") for rule in RULES)
