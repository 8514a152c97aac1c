"""The shape of each kind of file, held by policies_kb/schema/*.json; a complaint names file and line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator, ValidationError

from bot.kb.yaml_lines import Lined

SCHEMAS = Path(__file__).resolve().parents[2] / "policies_kb" / "schema"
_KINDS = {"notices": "notice", "faq": "faq", "tasks": "task", "tables": "table"}
_SINGLE = {"fields.yml": "fields", "records.yml": "record"}


@dataclass(frozen=True)
class Problem:
    """Something wrong in the knowledge base, told as `file:line: message`."""

    at: str  # file:line
    message: str

    def __str__(self) -> str:
        return f"{self.at}: {self.message}"


def kind_of(path: Path, root: Path) -> str | None:
    """Which schema a file answers to, from where it lies; None for a file that has no business there."""
    parts = path.relative_to(root).parts
    if len(parts) == 1:
        return _SINGLE.get(parts[0])
    return _KINDS.get(parts[0]) if len(parts) == 2 else None


def shape_problems(document: Any, path: Path, root: Path) -> Iterator[Problem]:
    """Keys, types and allowed words are those of the schema; nothing unknown, nothing missing."""
    kind = kind_of(path, root)
    if kind is None:
        yield Problem(f"{path}:1", "不认识的文件：只读 notices/、faq/、tasks/、tables/ 里的和 fields.yml、records.yml")
        return
    for error in sorted(_validator(kind).iter_errors(document), key=lambda e: [str(p) for p in e.absolute_path]):
        yield Problem(f"{path}:{_line(document, error.absolute_path)}", _say(error))


@lru_cache
def _validator(kind: str) -> Draft7Validator:
    return Draft7Validator(json.loads((SCHEMAS / f"{kind}.json").read_text(encoding="utf-8")))


def _line(document: Any, steps: Iterable[str | int]) -> int:
    """The line of the place a path leads to, or of the nearest mapping above it."""
    line, here = 1, document
    for step in steps:
        if isinstance(here, Lined):
            line = here.line_of(str(step))
        here = here[step]
        if isinstance(here, Lined):
            line = here.line
    return line


def _say(error: ValidationError) -> str:
    where = "/".join(str(step) for step in error.absolute_path)
    known: dict[str, str] = {
        "additionalProperties": f"不认识的键：{_unknown(error)}",
        "required": f"缺少：{_missing(error)}",
        "enum": f"{error.instance!r} 不对，只能是 {error.validator_value}",
        "type": f"{error.instance!r} 的类型不对，应是 {error.validator_value}",
        "maxLength": f"太长：{len(str(error.instance))} 个字，最多 {error.validator_value}",
        "dependencies": "写了 quote 就要写 clause",
    }
    said = known.get(
        str(error.validator), f"不合格式（{error.validator}: {error.validator_value}）：{error.instance!r}"
    )
    return f"{where}: {said}" if where else said


def _unknown(error: ValidationError) -> str:
    allowed = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
    return "、".join(key for key in error.instance if key not in allowed) if isinstance(error.instance, dict) else ""


def _missing(error: ValidationError) -> str:
    if not isinstance(error.instance, dict) or not isinstance(error.validator_value, list):
        return ""
    return "、".join(key for key in error.validator_value if key not in error.instance)
