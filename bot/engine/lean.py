"""Rasa 3.6 without TensorFlow: a third of the start, half of the memory, 1.8 GB less to install.

Rasa imports TensorFlow for eight of its modules only, and with our pipeline nothing in them is ever called. In an
environment without TensorFlow a finder gives Rasa placeholders for these eight; a model or a configuration that really
needs one is refused in one sentence. Where TensorFlow is installed nothing is replaced.

`install()` is cheap and imports nothing of Rasa: set-up puts it into the environment as a `.pth` file, so that
`rasa train`, `rasa shell` and `python -m rasa` work as Rasa's own documentation says.
"""

from __future__ import annotations

import json
import os
import sys
import tarfile
from collections.abc import Callable, Iterator, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType
from typing import Any

# What Rasa imports from modules that import TensorFlow.
PLACEHOLDERS: dict[str, tuple[str, ...]] = {
    "rasa.utils.tensorflow.callback": ("RasaTrainingLogger", "RasaModelCheckpoint"),
    "rasa.utils.tensorflow.data_generator": ("RasaBatchDataGenerator",),
    "rasa.nlu.classifiers.diet_classifier": ("DIETClassifier",),
    "rasa.nlu.selectors.response_selector": ("ResponseSelector",),
    "rasa.nlu.featurizers.dense_featurizer.convert_featurizer": ("ConveRTFeaturizer",),
    "rasa.nlu.featurizers.dense_featurizer.lm_featurizer": ("LanguageModelFeaturizer",),
    "rasa.core.policies.ted_policy": ("TEDPolicy",),
    "rasa.core.policies.unexpected_intent_policy": ("UnexpecTEDIntentPolicy",),
}
NEED_TENSORFLOW = frozenset(
    name for module, names in PLACEHOLDERS.items() if ".tensorflow." not in module for name in names
)
# Rasa configures TensorFlow's threads from these at start, and would import it to do so.
TENSORFLOW_SETTINGS = ("TF_INTER_OP_PARALLELISM_THREADS", "TF_INTRA_OP_PARALLELISM_THREADS", "TF_GPU_MEMORY_ALLOC")


class ModelRefused(Exception):
    """A model that cannot be loaded here; the message is one sentence for whoever starts the engine."""


def refusal(names: Sequence[str]) -> str:
    return (
        f"这个模型用到 {'、'.join(names)}，要有 TensorFlow 才能运行，而本环境特意不装它；"
        f"请改用 config.yml 里的管线重新训练（rasa train），或在装有 TensorFlow 的环境里运行。"
    )


class _LeanFinder(MetaPathFinder):
    """Sees Rasa being imported: placeholders for the modules named above, patches for two more."""

    lean = False

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        if name == "rasa":
            self._prepare()
        elif self.lean and name in PLACEHOLDERS:
            return ModuleSpec(name, _PlaceholderLoader())
        elif name in PATCHED:
            return _patched(name, path)
        return None

    def _prepare(self) -> None:
        """Just before Rasa is imported for the first time."""
        os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
        self.lean = PathFinder.find_spec("tensorflow") is None
        if self.lean:
            for setting in TENSORFLOW_SETTINGS:
                os.environ.pop(setting, None)
        # skops looks 765 numpy functions up in all of sys.modules: 3 s now, 10 s once Rasa has filled it.
        import skops.io  # noqa: F401


class _PlaceholderLoader(Loader):
    """Makes a module whose classes exist, may be registered and compared, and refuse to be used."""

    def create_module(self, spec: ModuleSpec) -> None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        component = ".tensorflow." not in module.__name__
        for name in PLACEHOLDERS[module.__name__]:
            setattr(module, name, _component(name, module.__name__) if component else type(name, (), {}))


def _component(name: str, module: str) -> type:
    from rasa.engine.graph import GraphComponent
    from rasa.engine.recipes.default_recipe import DefaultV1Recipe
    from rasa.shared.exceptions import RasaException

    class Refusing(type(GraphComponent)):  # type: ignore[misc]
        """Rasa's validator looks `train` and its kin up on the class: the first look ends in the refusal."""

        def __getattr__(cls, attribute: str) -> Any:
            if attribute.startswith("_"):
                raise AttributeError(attribute)
            raise RasaException(refusal([name]))

    def refuse(cls: type, *args: Any, **kwargs: Any) -> None:
        raise RasaException(refusal([name]))

    members = {"__module__": module, "create": classmethod(refuse), "load": classmethod(refuse)}
    made = Refusing(name, (GraphComponent,), members)
    # Registered, so that a configuration naming it meets the refusal and not "Can't load class".
    kinds = DefaultV1Recipe.ComponentType
    kind = kinds.POLICY_WITHOUT_END_TO_END_SUPPORT if ".policies." in module else kinds.INTENT_CLASSIFIER
    if ".featurizers." in module:
        kind = kinds.MESSAGE_FEATURIZER
    return DefaultV1Recipe.register(kind, is_trainable=True)(made)  # type: ignore[no-any-return]


def _cheaper_actions(module: ModuleType) -> None:
    from bot.engine.action_calls import replace_remote_action

    replace_remote_action(module)


def _cheaper_runs(module: ModuleType) -> None:
    from bot.engine.runner import StraightRunner

    module.DaskGraphRunner = StraightRunner  # type: ignore[attr-defined]


# Rasa's own modules in which we replace something once they are loaded.
PATCHED: dict[str, Callable[[ModuleType], None]] = {
    "rasa.core.actions.action": _cheaper_actions,
    "rasa.core.processor": _cheaper_runs,
}


def _patched(name: str, path: Any) -> ModuleSpec | None:
    """Rasa's own module, patched once it is loaded."""
    spec = PathFinder.find_spec(name, path)
    if spec is None or spec.loader is None:
        return None
    execute = spec.loader.exec_module

    def execute_and_patch(module: ModuleType) -> None:
        execute(module)
        PATCHED[name](module)

    spec.loader.exec_module = execute_and_patch  # type: ignore[method-assign]
    return spec


def install() -> None:
    """Make every later `import rasa` of this process a lean one. Calling it twice does nothing more."""
    if not any(isinstance(finder, _LeanFinder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _LeanFinder())


def check_model(model: Path) -> None:
    """Raise ModelRefused unless this environment can load the model. Rasa would log the error and serve nothing."""
    if PathFinder.find_spec("tensorflow") is not None:
        return
    needed = sorted(set(_components_of(model)) & NEED_TENSORFLOW)
    if needed:
        raise ModelRefused(refusal(needed))


def _components_of(model: Path) -> Iterator[str]:
    """Class names of all components a model archive names in its metadata."""
    try:
        with tarfile.open(model) as archive:
            member = archive.extractfile("metadata.json")
            metadata = json.load(member) if member else {}
    except (OSError, KeyError, tarfile.TarError, ValueError) as error:
        raise ModelRefused(f"模型文件 {model} 打不开或已损坏，请删掉它重新训练（make train）。") from error
    for schema in ("train_schema", "predict_schema"):
        for node in metadata.get(schema, {}).get("nodes", {}).values():
            yield str(node.get("uses", "")).rsplit(".", 1)[-1]
