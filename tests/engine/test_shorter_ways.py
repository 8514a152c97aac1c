"""Our shorter ways through Rasa's graph and classifier give what Rasa's own give."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.engine import loader
from rasa.engine.constants import PLACEHOLDER_MESSAGE, PLACEHOLDER_TRACKER
from rasa.engine.exceptions import GraphRunError
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier
from rasa.nlu.featurizers.sparse_featurizer.count_vectors_featurizer import CountVectorsFeaturizer
from rasa.shared.core.trackers import DialogueStateTracker

from bot.engine.classifier import LessRegularised, SentenceCounts
from bot.engine.runner import StraightRunner
from bot.engine.training import model_path, train

SAID = (
    "甘肃要什么学历",
    "我要登记",
    "不对，是本科",
    "👍",
    "。",
    "𠮷",
    "ABC 123",
    "我大专毕业，干质检四年，在珠海能当吗",
)


class Model:
    """The project's model behind one of the runners."""

    def __init__(self, runner: type[DaskGraphRunner], folder: Path) -> None:
        path = model_path() if model_path().exists() else train()
        self.metadata, self.runner = loader.load_predict_graph_runner(folder, path, LocalModelStorage, runner)

    def parse(self, text: str) -> dict[str, Any]:
        tracker = DialogueStateTracker.from_events("somebody", [])
        inputs = {PLACEHOLDER_MESSAGE: [UserMessage(text)], PLACEHOLDER_TRACKER: tracker}
        [message] = self.runner.run(inputs, [self.metadata.nlu_target])[self.metadata.nlu_target]
        return dict(message.as_dict(only_output_properties=True))


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Model:
    return Model(StraightRunner, tmp_path_factory.mktemp("ours"))


def test_the_graph_gives_what_dask_gives(ours: Model, tmp_path: Path) -> None:
    stock = Model(DaskGraphRunner, tmp_path)
    for text in SAID:
        assert ours.parse(text) == stock.parse(text)


def test_a_missing_input_is_told_as_rasa_tells_it(ours: Model) -> None:
    with pytest.raises(GraphRunError, match="Missing input"):
        ours.runner.run({}, [ours.metadata.nlu_target])


@pytest.mark.parametrize(
    ("shorter", "stock", "method"),
    [
        (LessRegularised, LogisticRegressionClassifier, "process"),
        (SentenceCounts, CountVectorsFeaturizer, "_create_features"),
    ],
)
def test_intents_and_confidences_are_those_of_rasas_own_classes(
    ours: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shorter: type, stock: type, method: str
) -> None:
    rankings = [ours.parse(text)["intent_ranking"] for text in SAID]
    monkeypatch.setattr(shorter, method, getattr(stock, method))
    theirs = Model(StraightRunner, tmp_path)
    for text, short in zip(SAID, rankings, strict=True):
        long = theirs.parse(text)["intent_ranking"]
        assert [one["name"] for one in short] == [one["name"] for one in long]
        assert [one["confidence"] for one in short] == pytest.approx([one["confidence"] for one in long])
