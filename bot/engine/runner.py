"""Runs the model's graph node after node.

Rasa gives every run to dask, which plans it anew, with a queue, a future and a lock per node: more than the nodes
themselves cost, three times a turn. Here the order is found once per target and kept; nodes, inputs and results are
Rasa's own. Training keeps dask.
"""

from __future__ import annotations

from typing import Any

from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import GraphNode
from rasa.engine.runner.dask import DaskGraphRunner

Step = tuple[str, GraphNode, tuple[str, ...]]


class StraightRunner(DaskGraphRunner):  # type: ignore[misc]
    """Rasa's runner without dask."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._steps: dict[tuple[str, ...], list[Step]] = {}

    def run(self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
        wanted = tuple(targets or self._graph_schema.target_names)
        if wanted not in self._steps:
            self._steps[wanted] = self._in_order(wanted)
        # A node takes and gives (name, value); one that nobody has made is named alone, and the node says so.
        made: dict[str, Any] = {name: (name, value) for name, value in (inputs or {}).items()}
        try:
            for name, node, needs in self._steps[wanted]:
                made[name] = node(*(made.get(need, need) for need in needs))
        except RuntimeError as error:
            raise GraphRunError("Error running runner.") from error
        return dict(made[name] for name in wanted)

    def _in_order(self, wanted: tuple[str, ...]) -> list[Step]:
        """Every node the targets need, each after those it needs itself."""
        schema = self._graph_schema.minimal_graph_schema(list(wanted))
        order: dict[str, Step] = {}

        def visit(name: str) -> None:
            if name in order or name not in schema.nodes:  # an input is no node
                return
            needs = tuple(schema.nodes[name].needs.values())
            for need in needs:
                visit(need)
            order[name] = (name, self._instantiated_nodes[name], needs)

        for name in schema.nodes:
            visit(name)
        return list(order.values())
