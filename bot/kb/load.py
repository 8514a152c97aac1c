"""Reads policies_kb/ into a KnowledgeBase. What is absent is empty; what cannot be read is told as file:line."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import fields as dataclass_fields
from pathlib import Path
from typing import Any, TypeVar

from bot.core.fields.base import FieldSpec
from bot.kb.model import Answer, Clause, KnowledgeBase, KnowledgeBaseError, Notice, Quoted, Record, Topic, Value
from bot.kb.yaml_lines import Lined, read

T = TypeVar("T")
_FIELD_KEYS = {f.name for f in dataclass_fields(FieldSpec)}
_TUPLES = {"options", "names"}
_MADE = {"clauses", "values", "rules", "at"}  # parts of a Notice that are not taken as written


def files(root: Path) -> list[Path]:
    """Every file of the knowledge base, in a fixed order."""
    return sorted(root.rglob("*.yml"))


def version_of(root: Path) -> str:
    """A hash of all files: the same knowledge has the same version on every machine."""
    digest = hashlib.sha256()
    for path in files(root):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def load(root: Path) -> KnowledgeBase:
    """The whole knowledge base under a folder."""
    if not root.is_dir():
        raise KnowledgeBaseError(f"没有这个文件夹：{root}")
    notices = {n.id: n for n in _records(root.glob("notices/*.yml"), _notice)}
    topics = [topic for path in sorted(root.glob("faq/*.yml")) for topic in _topics(path)]
    return KnowledgeBase(
        notices=notices,
        topics=_by_id(topics),
        records=_by_id(list(_records(root.glob("records.yml"), _record))),
        fields={spec.key: spec for spec in _records(root.glob("fields.yml"), _field)},
        tasks={path.stem: read(path) for path in sorted(root.glob("tasks/*.yml"))},
        tables={path.stem: read(path) for path in sorted(root.glob("tables/*.yml"))},
        version=version_of(root),
    )


_known_topics: dict[Path, tuple[bytes, list[Topic]]] = {}


def _topics(path: Path) -> list[Topic]:
    """The topics of one file, read again only if it changed: an approved answer is live within a second."""
    content = path.read_bytes()
    known = _known_topics.get(path)
    if known is None or known[0] != content:
        known = _known_topics[path] = (content, list(_records(iter([path]), _topic)))
    return known[1]


def _records(paths: Iterator[Path], make: Callable[[Lined, str], T]) -> Iterator[T]:
    for path in sorted(paths):
        read_as = read(path)
        rows = read_as if isinstance(read_as, list) else [read_as] if read_as else []
        for row in rows:
            if not isinstance(row, Lined):
                raise KnowledgeBaseError(f"{path}:1: 这里应是一条记录（键: 值），却是 {row!r}")
            try:
                yield make(row, str(path))
            except KeyError as missing:
                raise KnowledgeBaseError(f"{path}:{row.line}: 缺少 {missing.args[0]}") from missing
            except (AttributeError, TypeError) as error:
                raise KnowledgeBaseError(f"{path}:{row.line}: 写法不对：{error}") from error


def _by_id(records: list[Any]) -> dict[str, Any]:
    known: dict[str, Any] = {}
    for record in records:
        if record.id in known:
            raise KnowledgeBaseError(f"{record.at}: 编号 {record.id} 已在 {known[record.id].at} 用过")
        known[record.id] = record
    return known


def _notice(row: Lined, file: str) -> Notice:
    clauses = [_clause(each, row["id"], file) for each in row["clauses"]]
    values = row.get("values") or Lined()
    plain = {f.name: row[f.name] for f in dataclass_fields(Notice) if f.name in row and f.name not in _MADE}
    return Notice(
        **plain,
        clauses=_by_id(clauses),
        values={key: _value(f"{row['place']}.{key}", value, row["id"], file) for key, value in values.items()},
        rules=row.get("rules") or {},
        at=f"{file}:{row.line}",
    )


def _clause(row: Lined, notice: str, file: str) -> Clause:
    heading = tuple(row.get("heading", ()))
    return Clause(row["id"], notice, heading, row["text"], row.get("restored", False), f"{file}:{row.line}")


def _value(name: str, row: Lined, notice: str, file: str) -> Value:
    return Value(name, row["text"], f"{notice}/{row['clause']}", row["quote"], f"{file}:{row.line}")


def _record(row: Lined, file: str) -> Record:
    clauses = tuple(row.get("clauses", ()))
    return Record(row["id"], row["about"], row["kind"], clauses, row["say"], row.get("source"), f"{file}:{row.line}")


def _topic(row: Lined, file: str) -> Topic:
    return Topic(
        id=row["id"],
        about=row["about"],
        ask=tuple(row["ask"]),
        answers={place: _answer(place, answer, file) for place, answer in row["answers"].items()},
        related=tuple(row.get("related", ())),
        about_all=row.get("about_all", False),
        at=f"{file}:{row.line}",
    )


def _answer(place: str, row: Lined, file: str) -> Answer:
    passages = [row] if "clause" in row else []
    passages += row.get("more", [])
    return Answer(
        place=place,
        say=row["say"],
        quoted=tuple(Quoted(each["clause"], each.get("quote")) for each in passages),
        silent=row.get("silent", False),
        verdict=row.get("verdict"),
        records=tuple(row.get("records", ())),
        ask=tuple(row.get("ask", ())),
        at=f"{file}:{row.line}",
    )


def _field(row: Lined, file: str) -> FieldSpec:
    known: dict[str, Any] = {
        key: tuple(value) if key in _TUPLES else value for key, value in row.items() if key in _FIELD_KEYS
    }
    missing = {"key", "kind", "label", "cell", "ask", "why", "means", "example", "required"} - set(known)
    if missing:
        raise KnowledgeBaseError(f"{file}:{row.line}: 缺少 {'、'.join(sorted(missing))}")
    return FieldSpec(**known)


def load_form(root: Path) -> tuple[dict[str, FieldSpec], Any]:
    """The form alone, its cells and their order: in milliseconds, where the whole takes a second."""
    fields = {spec.key: spec for spec in _records(root.glob("fields.yml"), _field)}
    return fields, read(root / "tasks" / "registration.yml")
