"""Rasa without TensorFlow: what it loads, what it refuses, and that its own commands keep working."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from bot.engine import lean

ROOT = Path(__file__).parents[2]


def _python(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], cwd=cwd, capture_output=True, text=True, check=False)


def _model(folder: Path, *components: str) -> Path:
    """An archive whose metadata names the components, as Rasa writes it."""
    nodes = {f"run_{n}": {"uses": f"some.module.{name}"} for n, name in enumerate(components)}
    body = json.dumps({"train_schema": {"nodes": nodes}, "predict_schema": {"nodes": {}}}).encode()
    member = tarfile.TarInfo("metadata.json")
    member.size = len(body)
    path = folder / "model.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        archive.addfile(member, io.BytesIO(body))
    return path


def test_every_component_rasa_knows_can_be_imported() -> None:
    """The validator imports all of them when a model is loaded; none brings TensorFlow along."""
    script = (
        "from bot.engine import lean; lean.install()\n"
        "import rasa.engine.recipes.default_components as known, sys\n"
        "assert len(known.DEFAULT_COMPONENTS) > 30\n"
        "assert 'tensorflow' not in sys.modules\n"
        "print(sorted(set(c.__name__ for c in known.DEFAULT_COMPONENTS) & lean.NEED_TENSORFLOW))"
    )
    done = _python("-c", script)
    assert done.returncode == 0, done.stderr
    assert "DIETClassifier" in done.stdout


def test_a_model_with_diet_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(lean.ModelRefused, match=r"用到 DIETClassifier、TEDPolicy，要有 TensorFlow"):
        lean.check_model(_model(tmp_path, "RulePolicy", "TEDPolicy", "DIETClassifier"))


def test_our_own_components_are_not_refused(tmp_path: Path) -> None:
    lean.check_model(_model(tmp_path, "CharTokenizer", "LessRegularised", "RulePolicy"))


def test_a_broken_model_file_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "model.tar.gz"
    broken.write_bytes(b"not an archive")
    with pytest.raises(lean.ModelRefused, match="已损坏"):
        lean.check_model(broken)


def test_the_engine_does_not_start_with_a_model_it_cannot_load(tmp_path: Path) -> None:
    done = _python("-m", "bot.engine", "serve", "--model", str(_model(tmp_path, "DIETClassifier")))
    assert done.returncode == 3
    assert done.stderr.strip().splitlines()[-1].startswith("这个模型用到 DIETClassifier")


@pytest.mark.parametrize("component", ["DIETClassifier", "TEDPolicy"])
def test_rasa_train_refuses_a_configuration_that_needs_tensorflow(toy: Path, component: str) -> None:
    config = toy / "config.yml"
    replaced = "KeywordIntentClassifier" if component == "DIETClassifier" else "RulePolicy"
    changed = toy / f"{component}.yml"
    changed.write_text(config.read_text("utf-8").replace(replaced, component), "utf-8")
    done = _python("-m", "rasa", "train", "--config", changed.name, cwd=toy)
    assert done.returncode == 1
    assert f"用到 {component}，要有 TensorFlow" in done.stdout + done.stderr


def test_rasa_trains_and_tests_a_toy_bot_with_its_own_commands(toy: Path) -> None:
    trained = _python("-m", "rasa", "train", "--fixed-model-name", "toy", cwd=toy)
    assert trained.returncode == 0, trained.stderr[-2000:]
    script = (
        "from bot.engine import lean; lean.install()\n"
        "import asyncio\nfrom rasa.core.agent import load_agent\n"
        "agent = asyncio.run(load_agent('models/toy.tar.gz'))\n"
        "print(asyncio.run(agent.handle_text('你好'))[0]['text'])"
    )
    done = _python("-c", script, cwd=toy)
    assert done.stdout.strip().endswith("您好"), done.stderr[-2000:]


@pytest.fixture(scope="module")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bot of two intents, in a folder of its own."""
    folder = tmp_path_factory.mktemp("toy")
    (folder / "data").mkdir()
    (folder / "config.yml").write_text(
        "recipe: default.v1\nassistant_id: toy\nlanguage: en\npipeline:\n- name: WhitespaceTokenizer\n"
        "- name: CountVectorsFeaturizer\n- name: KeywordIntentClassifier\npolicies:\n- name: RulePolicy\n",
        "utf-8",
    )
    (folder / "domain.yml").write_text(
        'version: "3.1"\nintents: [greet, goodbye]\nresponses:\n  utter_greet:\n  - text: 您好\n'
        "  utter_bye:\n  - text: 再见\n",
        "utf-8",
    )
    (folder / "data" / "nlu.yml").write_text(
        'version: "3.1"\nnlu:\n- intent: greet\n  examples: |\n    - 你好\n    - 您好\n'
        "- intent: goodbye\n  examples: |\n    - 再见\n    - 拜拜\n"
        "rules:\n- rule: greet\n  steps:\n  - intent: greet\n  - action: utter_greet\n"
        "- rule: bye\n  steps:\n  - intent: goodbye\n  - action: utter_bye\n",
        "utf-8",
    )
    return folder
