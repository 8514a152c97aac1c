"""How citations are put together."""

from __future__ import annotations

from bot.kb.load import load
from bot.services import wording
from tests.services.talk import ROOT

KB = load(ROOT / "policies_kb")
CLAUSE = "guangdong-zhuhai-2023/附件1/二"


def test_a_passage_within_another_of_the_same_clause_is_not_quoted_twice() -> None:
    short = KB.cite(CLAUSE, "具有大专及以上学历或相当学历")
    long = KB.cite(CLAUSE, "具有大专及以上学历或相当学历，从事质量管理工作 3 年以上")
    other = KB.cite(CLAUSE, "坚持原则、秉公办事")
    assert wording.merge([short, other], [long]) == [long, other]
    assert wording.merge([long], [other, short]) == [long, other]
