"""A small knowledge base of two made-up places, sound until a test breaks it."""

from __future__ import annotations

from pathlib import Path

import pytest

NOTICE = """\
id: {place}-1
place: {place}
title: {place}的通知
short_title: {place}通知
number: 测〔2020〕1号
issuer: 测试局
issued_on: '2020-02-03'
status: issued
checked_on: 2026-01-02
scope: {{level: city, name: 测试市}}
note: 仅供测试
clauses:
- id: 一
  heading: [一、条件]
  text: 应有本科学历，工作 {years} 年以上。
- id: 二
  heading: [二、情形]
  text: |-
    有下列情形的，不得担任：
    a) 泄密的；
    b) 造假的。
values:
  years: {{text: {years}年, clause: 一, quote: 工作 {years} 年以上}}
rules: {{}}
"""

TOPICS = """\
- id: education
  about: 学历
  ask:
  - 要什么学历
  answers:
    north:
      say: 要本科，干满{{north.years}}。
      clause: north-1/一
      quote: 应有本科学历
      records: [gap]
    south: {silent: true, say: 南边没有写学历。}
  related: [spy]
- id: spy
  about: 泄密
  ask: [泄密了能当吗]
  answers:
    north: {say: 不能。泄密的不得担任。, clause: north-1/二/a, quote: 泄密的, verdict: no}
"""

RECORDS = """\
- {id: gap, about: 空白, kind: gap, clauses: [north-1/一], say: 没有写怎么算。}
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    root = tmp_path / "policies_kb"
    for folder in ("notices", "faq", "tables", "tasks"):
        (root / folder).mkdir(parents=True)
    (root / "notices/north-1.yml").write_text(NOTICE.format(place="north", years=5), encoding="utf-8")
    (root / "notices/south-1.yml").write_text(NOTICE.format(place="south", years=3), encoding="utf-8")
    (root / "faq/conditions.yml").write_text(TOPICS, encoding="utf-8")
    (root / "records.yml").write_text(RECORDS, encoding="utf-8")
    return root
