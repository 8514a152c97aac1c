"""`python -m bot.kb.check [path]`: prints `file:line: message` for everything wrong in the knowledge base.

The rules are in bot/kb/house_rules.py. `--coverage` also lists clauses that no topic cites (a warning).
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bot.kb.house_rules import RULES, answers, quote_problems
from bot.kb.load import files, load
from bot.kb.model import KnowledgeBase, KnowledgeBaseError
from bot.kb.schema import Problem, shape_problems
from bot.kb.yaml_lines import Lined, read


def check(root: Path) -> list[Problem]:
    """Everything wrong under a folder: first the shape of the files, then, if that holds, what they say."""
    problems = list(_shapes(root))
    if problems:
        return problems
    try:
        kb = load(root)
    except KnowledgeBaseError as error:
        return [_from_error(error)]
    problems = [problem for rule in RULES for problem in rule(kb)]
    problems += _rules_stand_on_their_clauses(kb, root)
    return sorted(set(problems), key=lambda p: (_file(p.at), _line(p.at)))


def _shapes(root: Path) -> Iterator[Problem]:
    for path in files(root):
        try:
            yield from shape_problems(read(path), path, root)
        except KnowledgeBaseError as error:
            yield _from_error(error)


def _rules_stand_on_their_clauses(kb: KnowledgeBase, root: Path) -> Iterator[Problem]:
    """Wherever a notice's rules or a table name a clause or records, they exist, and the quote beside stands in it."""
    for path in files(root):
        document = read(path)
        if isinstance(document, Lined) and "clauses" in document:
            document = document.get("rules")
        own = path.stem if path.parent.name == "notices" else None
        if path.parent.name in ("notices", "tables"):
            for row in _mappings(document):
                yield from _witness_problems(kb, row, f"{path}:{row.line}", own)


def _witness_problems(kb: KnowledgeBase, row: Lined, at: str, own: str | None) -> Iterator[Problem]:
    ref = row.get("clause")
    if isinstance(ref, str):
        known = ref.partition("/")[0] in kb.notices
        yield from quote_problems(kb, at, ref if known or own is None else f"{own}/{ref}", row.get("quote"))
    named = row.get("records", ())
    for record in named if isinstance(named, list) else ():
        if record not in kb.records:
            yield Problem(at, f"records.yml 里没有 {record}")


def _mappings(value: Any) -> Iterator[Lined]:
    if isinstance(value, Lined):
        yield value
    children = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    for child in children:
        yield from _mappings(child)


def uncited_clauses(kb: KnowledgeBase) -> list[Problem]:
    """Every clause of every notice is cited by a topic (a warning: a heading or a salutation may go without)."""
    cited = {quoted.clause for _, answer in answers(kb) for quoted in answer.quoted}
    return [
        Problem(clause.at, f"{clause.ref} 没有主题引用")
        for notice in kb.notices.values()
        for clause in notice.clauses.values()
        if not cited & {clause.ref, *(item.ref for item in clause.items())}
    ]


def _file(at: str) -> str:
    return at.rpartition(":")[0]


def _line(at: str) -> int:
    return int(at.rpartition(":")[2] or 0)


def _from_error(error: KnowledgeBaseError) -> Problem:
    found = re.match(r"(.+?:\d+): (.*)", str(error), re.S)
    return Problem(found[1], found[2]) if found else Problem("policies_kb:0", str(error))


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bot.kb.check", description="检查知识库")
    parser.add_argument("path", nargs="?", type=Path, default=Path("policies_kb"))
    parser.add_argument("--coverage", action="store_true", help="另外列出没有主题引用的条款（只提醒）")
    options = parser.parse_args(arguments)
    problems = check(options.path)
    for problem in problems:
        print(problem)
    if options.coverage and not problems:
        for warning in uncited_clauses(load(options.path)):
            print(f"提醒 {warning}")
    print(f"知识库检查：{len(problems)} 个问题", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
