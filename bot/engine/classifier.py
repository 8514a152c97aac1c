"""Rasa's character counts and logistic regression, without what only other components need.

The intents and confidences are those of Rasa's own classes, to the last digits; only the way there is shorter.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier
from rasa.nlu.constants import DENSE_FEATURIZABLE_ATTRIBUTES
from rasa.nlu.featurizers.sparse_featurizer.count_vectors_featurizer import CountVectorsFeaturizer
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class SentenceCounts(CountVectorsFeaturizer):  # type: ignore[misc]
    """Rasa's CountVectorsFeaturizer for whole sentences alone: nobody here looks at a single token's features."""

    def _create_features(self, attribute: str, all_tokens: list[list[str]]) -> tuple[list[Any], list[Any]]:
        vectorizer = self.vectorizers.get(attribute) if attribute in DENSE_FEATURIZABLE_ATTRIBUTES else None
        counted = [vectorizer.transform([" ".join(t)]).tocoo() if vectorizer and t else None for t in all_tokens]
        return [None] * len(all_tokens), counted


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LessRegularised(LogisticRegressionClassifier):  # type: ignore[misc]
    """Rasa's logistic regression with its one missing setting, the inverse regularisation strength `C`."""

    def __init__(self, config: dict[str, Any], name: str, model_storage: ModelStorage, resource: Resource) -> None:
        super().__init__(config, name, model_storage, resource)
        self.clf.set_params(C=float(config.get("C", 1.0)))

    def process(self, messages: list[Message]) -> list[Message]:
        if self.config["solver"] == "liblinear" or len(self.clf.classes_) < 3:
            return super().process(messages)  # type: ignore[no-any-return]  # not one distribution over all intents
        for message in messages:
            shares = self._shares(message)
            ranked = [
                {"name": str(self.clf.classes_[at]), "confidence": float(shares[at])} for at in np.argsort(-shares)
            ]
            message.set(INTENT, ranked[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranked[: self.config["ranking_length"] or None], add_to_output=True)
        return messages

    def _shares(self, message: Message) -> Any:
        """Each intent's probability: the coefficients of the few n-grams that are there, and a softmax."""
        scores = self.clf.intercept_
        sentence = message.get_sparse_features(TEXT)[1]
        if sentence is not None:
            counts = sentence.features.tocoo()
            scores = scores + self.clf.coef_[:, counts.col] @ counts.data
        shares = np.exp(scores - scores.max())
        return shares / shares.sum()
