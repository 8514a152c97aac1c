"""YAML that remembers its lines, so that a complaint can say file:line, and that keeps no, on and dates as written."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, ClassVar

import yaml

from bot.kb.model import KnowledgeBaseError

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Lined(dict[str, Any]):
    """A mapping that knows the line it starts on and the line of each of its values; the top one also its file."""

    file: str = ""
    line: int = 0
    lines: dict[str, int]

    def line_of(self, key: str) -> int:
        return self.lines.get(key, self.line)


class _Loader(_Base):
    # YAML 1.1 reads no, on, yes as booleans and 2023-10-23 as a date: only true and false are booleans here.
    yaml_implicit_resolvers: ClassVar[dict[str, list[Any]]] = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag.rsplit(":", 1)[1] not in {"bool", "timestamp"}]
        for first, resolvers in _Base.yaml_implicit_resolvers.items()
    }


def _mapping(loader: Any, node: Any) -> Lined:
    loader.flatten_mapping(node)
    made = Lined()
    made.line = node.start_mark.line + 1
    made.lines = {}
    for key_node, value_node in node.value:
        key = str(loader.construct_object(key_node, deep=True))
        if key in made:
            raise yaml.MarkedYAMLError(problem=f"键 {key} 写了两次", problem_mark=key_node.start_mark)
        made[key] = loader.construct_object(value_node, deep=True)
        made.lines[key] = value_node.start_mark.line + 1
    return made


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


def parse(text: str, name: str) -> Any:
    """The document in a text; a syntax error is told as `name:line`."""
    loader = _Loader(text)
    try:
        return loader.get_single_data()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise KnowledgeBaseError(f"{name}:{line}: YAML 写错了：{error.problem}") from error
    except yaml.YAMLError as error:
        raise KnowledgeBaseError(f"{name}:1: YAML 写错了：{error}") from error
    finally:
        loader.dispose()


def read(path: Path) -> Any:
    document = parse(path.read_text(encoding="utf-8"), str(path))
    if isinstance(document, Lined):
        document.file = str(path)
    return document
