"""Retrieval designs side by side on the project's own questions, and the weights of the re-ranking.

    python -m benchmarks.retrieval_designs          # the table for bot/decisions/retrieval.md
    python -m benchmarks.retrieval_designs --fit    # fits the weights of bot/kb/search.py, scored on questions left out

A topic is right for a question when its answer, told for the place asked about, would content the person who asked
(benchmarks/questions.judge). Only questions with a place and an answer count; routing and abstaining are apart.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import bm25s
import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import ComplementNB
from sklearn.svm import LinearSVC

from benchmarks.questions import judge, load_questions
from bot.core.mentions.place import hear_places
from bot.kb import search as search_module
from bot.kb.load import load
from bot.kb.places import gazetteer
from bot.kb.search import FEATURES, PolicySearch
from bot.services.answer_question import AnswerQuestion
from bot.services.find_topic import hear

ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2026, 11, 21)
Scores = Callable[[str, frozenset[str]], Any]  # question, places → one score per (topic, place)


class Bench:
    def __init__(self, part: str) -> None:
        self.kb = load(ROOT / "policies_kb")
        self.search = PolicySearch(self.kb)
        self.answers = AnswerQuestion(self.kb, self.search, TODAY)
        names = gazetteer(self.kb.tables["places"])
        self.items = []
        for item in load_questions(None if part == "all" else part):
            if item["expects"] != "answer" or item.get("kind") == "smalltalk":
                continue
            heard = hear(item["q"], hear_places(item["q"], names))
            named = [p for p in heard.places if p in self.kb.places]
            place = item["jurisdiction"] if item["jurisdiction"] in self.kb.places else None
            if len(set(named)) == 1:
                self.items.append((item, heard, frozenset(named)))
            elif place is None and not named:
                self.items.append((item, heard, frozenset(("guangdong",))))
        self._judged: dict[tuple[str, int], bool] = {}

    def right(self, item: dict[str, Any], heard: Any, row: int) -> bool:
        key = (item["id"], row)
        if key not in self._judged:
            topic, place = self.search.topic_of_row(row)
            reply = self.answers.telling.tell(self.kb.topics[topic], place, item["q"], heard)
            self._judged[key] = not judge(item, reply.text, reply.custom)
        return self._judged[key]

    def run(self, scores: Scores) -> tuple[float, float, float]:
        """(first right, right among three, ms a question)."""
        first = three = 0
        started = time.perf_counter()
        rankings = []
        places = self.search._pair_place
        for _, heard, wanted in self.items:
            total = np.where(np.isin(places, list(wanted)), scores(heard.rest, wanted), -9.0)
            rankings.append(np.argsort(total)[::-1][:3])
        spent = (time.perf_counter() - started) * 1000 / len(self.items)
        for (item, heard, _), rows in zip(self.items, rankings, strict=True):
            marks = [self.right(item, heard, int(row)) for row in rows]
            first += marks[0]
            three += any(marks)
        return first / len(self.items), three / len(self.items), spent


def designs(bench: Bench) -> dict[str, Scores]:
    """Every design tried, over the same ways of asking."""
    search = bench.search
    ways, owners = [], []
    for number, topic in enumerate(bench.kb.topics.values()):
        for text in (*topic.ask, topic.about, *(a for answer in topic.answers.values() for a in answer.ask)):
            plain = search.normalise(text)
            if plain:
                ways.append(plain)
                owners.append(number)
    owner = np.asarray(owners)
    count = len(bench.kb.topics)

    def units(text: str) -> list[str]:
        return [*text, *(a + b for a, b in pairwise(text))]

    bm25 = bm25s.BM25()
    bm25.index([units(w) for w in ways], show_progress=False)

    def by_bm25(question: str, _: frozenset[str]) -> Any:
        scores = bm25.get_scores(units(search.normalise(question)))
        best = np.zeros(count)
        np.maximum.at(best, owner, scores)
        return best[search._pair_topic]

    vectors = TfidfVectorizer(analyzer="char", ngram_range=(1, 3), sublinear_tf=True)
    matrix = vectors.fit_transform(ways)
    svm = LinearSVC(C=0.5).fit(matrix, owner)

    def by_svm(question: str, _: frozenset[str]) -> Any:
        scores = np.full(count, -9.0)
        scores[svm.classes_] = svm.decision_function(vectors.transform([search.normalise(question)]))[0]
        return scores[search._pair_topic]

    bayes = ComplementNB(alpha=0.3).fit(matrix, owner)

    def by_bayes(question: str, _: frozenset[str]) -> Any:
        scores = np.full(count, -99.0)
        scores[bayes.classes_] = bayes.predict_log_proba(vectors.transform([search.normalise(question)]))[0]
        return scores[search._pair_topic]

    def by_weights(weights: Any) -> Scores:
        def score(question: str, wanted: frozenset[str]) -> Any:
            features = search.features(question, wanted)
            return np.zeros(len(search._pair_topic)) if features is None else features @ weights

        return score

    def only(*names: str) -> Any:
        return np.asarray([1.0 if f in names else 0.0 for f in FEATURES], dtype=np.float32)

    def combined(question: str, wanted: frozenset[str]) -> Any:
        features = search.features(question, wanted)
        return np.zeros(len(search._pair_topic)) if features is None else search_module.weigh(features)

    def with_svm(question: str, wanted: frozenset[str]) -> Any:
        return combined(question, wanted) + 0.25 * np.clip(by_svm(question, wanted), -1, 1)

    return {
        "BM25 over characters and pairs of the ways of asking": by_bm25,
        "linear classifier (LinearSVC) over character n-grams": by_svm,
        "nearest way of asking (TF-IDF cosine)": by_weights(only("best")),
        "complement naive Bayes over topics": by_bayes,
        "all features, weighed (bot/kb/search.py)": combined,
        "the same with the linear classifier added": with_svm,
    }


def fit(bench: Bench) -> None:
    """Weights by logistic regression on right against wrong among the first twelve, scored by five-fold cross-validation."""
    rows, labels, groups = [], [], []
    places = bench.search._pair_place
    for number, (item, heard, wanted) in enumerate(bench.items):
        features = bench.search.features(heard.rest, wanted)
        if features is None:
            continue
        total = np.where(np.isin(places, list(wanted)), features @ search_module.WEIGHTS, -9.0)
        for row in np.argsort(total)[::-1][:12]:
            rows.append(features[row])
            labels.append(bench.right(item, heard, int(row)))
            groups.append(number)
    x, y, g = np.asarray(rows), np.asarray(labels), np.asarray(groups)
    folds = np.asarray([hash_of(bench.items[n][0]["id"]) % 5 for n in g])
    for c in (0.3, 1.0, 3.0, 10.0):
        good = 0
        for fold in range(5):
            model = LogisticRegression(C=c, class_weight="balanced", max_iter=2000).fit(
                x[folds != fold], y[folds != fold]
            )
            score = x[folds == fold] @ model.coef_[0]
            for number in np.unique(g[folds == fold]):
                mine = g[folds == fold] == number
                good += bool(y[folds == fold][mine][np.argmax(score[mine])])
        model = LogisticRegression(C=c, class_weight="balanced", max_iter=2000).fit(x, y)
        weights = model.coef_[0] / model.coef_[0][:2].sum() * 0.8
        print(
            f"C={c}: first right on questions left out {good / len(bench.items):.1%}; weights",
            np.round(weights, 3).tolist(),
        )


def hash_of(text: str) -> int:
    return int(re.sub(r"\D", "", text) or 0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=["dev", "held", "all"], default="dev")
    parser.add_argument("--fit", action="store_true")
    options = parser.parse_args()
    bench = Bench(options.part)
    print(f"{len(bench.items)} questions, {len(bench.kb.topics)} topics")
    if options.fit:
        fit(bench)
        return
    print("| design | first right | right among three | ms a question |\n|---|---|---|---|")
    for name, scores in designs(bench).items():
        first, three, spent = bench.run(scores)
        print(f"| {name} | {first:.1%} | {three:.1%} | {spent:.1f} |")


if __name__ == "__main__":
    main()
