"""Finding the FAQ topic a question asks for: several weak readings of likeness, weighed per topic and place.

Characters rather than words: questions are short, full of slips and of words no dictionary has. What each design
scored, and where the weights come from, is in bot/decisions/retrieval.md.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from rapidfuzz import fuzz, process
from scipy import sparse

from bot.kb.model import KnowledgeBase
from bot.kb.reading import Normaliser, grams

# Weight of each feature in a topic's score; what they were fitted on is in bot/decisions/retrieval.md.
FEATURES = ("best", "crowd", "backing", "known", "silent")
WEIGHTS = np.asarray([0.10, 0.70, 0.90, 0.90, -0.20], dtype=np.float32)


def weigh(features: Any) -> Any:
    """A topic's score; a question asked nearly word for word as a way of asking has found its topic."""
    word_for_word = np.clip((features[:, 0] - 0.75) / 0.25, 0, 1)
    return features @ WEIGHTS + 0.8 * word_for_word


@dataclass(frozen=True)
class Match:
    """One topic for one place with how alike it is, 0 to about 2.5; the nearest way of asking, 0 to 1."""

    topic: str
    place: str
    score: float
    nearest: float = 0.0


class PolicySearch:
    """An index over every way of asking. Built in about a second for 10,000 ways; immutable, so it can be swapped whole."""

    def __init__(self, kb: KnowledgeBase) -> None:
        words = kb.tables.get("synonyms", {})
        groups = tuple(tuple(group) for group in words.get("groups", ()))
        self.normalise = _normaliser(groups, frozenset(_spelt_words(kb, words.get("spelt", ()))))
        way = self.normalise.way
        self._topics = list(kb.topics)
        number = {topic: i for i, topic in enumerate(self._topics)}
        ways: list[tuple[str, int, str]] = []  # text, topic, place ("" for all)
        answers: dict[tuple[str, str], str] = {}
        self._ways_of: dict[str, tuple[str, ...]] = {}
        for topic in kb.topics.values():
            self._ways_of[topic.id] = topic.ask
            self._ways_of |= {f"{topic.id}/{place}": answer.ask for place, answer in topic.answers.items()}
            ways += [(way(text), number[topic.id], "") for text in (*topic.ask, topic.about)]
            for place, answer in topic.answers.items():
                ways += [(way(text), number[topic.id], place) for text in answer.ask]
                quoted = "".join(q.quote or "" for q in answer.quoted[:2])
                answers[topic.id, place] = way(kb.render(answer.say) + quoted)
        outside = kb.tables.get("smalltalk", {}).get("out_of_scope", {}).get("ask", ())
        self._outside = len(self._topics)  # what people ask beside the matter: near it, but never an answer
        ways += [(way(text), self._outside, "") for text in outside]
        self.places_of = {t.id: set(t.answers) for t in kb.topics.values()}
        self._build([w for w in ways if w[0]])
        self._build_answers(answers, number)
        told = [kb.topics[topic].answers[place] for topic, place in answers]
        self._silent = np.asarray([answer.silent for answer in told], dtype=np.float32)

    # ---- building ----

    def _build(self, ways: Sequence[tuple[str, int, str]]) -> None:
        numbers: defaultdict[str, int] = defaultdict()
        numbers.default_factory = numbers.__len__  # a gram not met before gets the next number
        columns: list[int] = []
        ends = [0]
        for text, _, _ in ways:
            columns.extend(map(numbers.__getitem__, grams(text)))
            ends.append(len(columns))
        self._vocabulary: dict[str, int] = dict(numbers)
        shape = (len(ways), max(1, len(self._vocabulary)))
        ones = np.ones(len(columns), dtype=np.float32)
        matrix = sparse.csr_matrix(
            (ones, np.asarray(columns, dtype=np.int32), np.asarray(ends, dtype=np.int32)), shape=shape
        )
        matrix.sum_duplicates()  # a gram twice in a way counts two
        self._owners = np.asarray([owner for _, owner, _ in ways], dtype=np.int32)
        self._place_of_way = np.asarray([place for _, _, place in ways], dtype=str)
        self._foreign_weights: dict[frozenset[str], Any] = {}
        of_topic = sparse.csr_matrix(
            (np.ones(len(ways), dtype=np.float32), (self._owners, range(len(ways)))),
            shape=(len(self._topics) + 1, len(ways)),
        )
        matrix.data = 1 + np.log(matrix.data)
        totals = (of_topic @ matrix).tocsr()
        # How many *topics* use a gram says more than how many sentences do: ways of asking repeat each other.
        spread = np.bincount(totals.indices, minlength=shape[1])
        self._idf = (np.log((1 + len(self._topics)) / (1 + spread)) + 0.3).astype(np.float32)
        self._ways_by_gram = _unit_rows(matrix.multiply(self._idf).tocsr()).T.tocsr()
        self._topics_by_gram = (totals > 0).astype(np.float32).T.tocsr()

    def _build_answers(self, answers: Mapping[tuple[str, str], str], number: Mapping[str, int]) -> None:
        self._pair_topic = np.asarray([number[t] for t, _ in answers], dtype=np.int32)
        self._pair_place = np.asarray([p for _, p in answers], dtype=str)
        rows, columns = [], []
        for row, text in enumerate(answers.values()):
            known = {self._vocabulary[g] for g in grams(text) if g in self._vocabulary}
            rows += [row] * len(known)
            columns += list(known)
        shape = (len(answers), len(self._vocabulary))
        ones = np.ones(len(rows), dtype=np.float32)
        self._answers_by_gram = sparse.csr_matrix((ones, (rows, columns)), shape=shape).T.tocsr()

    # ---- finding ----

    def find(self, question: str, places: Iterable[str] | None = None, limit: int = 5) -> list[Match]:
        """The likeliest topics, best first. `places`: only topics one of these places has an answer (or silence) for."""
        wanted = frozenset(places) if places is not None else None
        features = self.features(question, wanted)
        if features is None:
            return []
        totals = weigh(features)
        if wanted is not None:
            totals = np.where(np.isin(self._pair_place, list(wanted)), totals, -9.0)
        found = [
            Match(*self.topic_of_row(i), float(totals[i]), float(features[i, 0]))
            for i in _largest(totals, limit * 4)
            if totals[i] > -9
        ]
        return _one_per_topic(found, limit)

    def nearest_way(self, topic: str, place: str, question: str) -> str:
        """The topic's way of asking most like a question, as written."""
        ways = (*self._ways_of[topic], *self._ways_of.get(f"{topic}/{place}", ()))
        found = process.extractOne(question, ways, processor=self.normalise.way, scorer=fuzz.ratio)
        return found[0] if found else ""

    def beside_the_matter(self, question: str) -> float:
        """How near a question is to what people ask beside the matter, 0 to 1."""
        vector, _ = self._vector(self.normalise(question))
        if vector is None:
            return 0.0
        near = (vector @ self._ways_by_gram).toarray().ravel()
        return float(near[self._owners == self._outside].max(initial=0.0))

    def features(self, question: str, wanted: frozenset[str] | None) -> Any:
        """One row per (topic, place), one column per FEATURES; None where nothing of the question is known."""
        plain = self.normalise(question)
        vector, weights = self._vector(plain)
        if vector is None:
            return None
        near = (vector @ self._ways_by_gram).toarray().ravel()
        if wanted is not None:
            near = near * self._foreign(wanted)
        best, crowd = self._best_and_crowd(near)
        total = float(weights.data.sum()) + self._unknown(plain)
        known = (weights @ self._topics_by_gram).toarray().ravel() / total
        backing = (weights @ self._answers_by_gram).toarray().ravel() / total
        of_topic = self._pair_topic
        columns = (best[of_topic], crowd[of_topic], backing, known[of_topic], self._silent)
        return np.stack(columns, axis=1).astype(np.float32)

    def topic_of_row(self, row: int) -> tuple[str, str]:
        return self._topics[self._pair_topic[row]], str(self._pair_place[row])

    def _best_and_crowd(self, near: Any) -> tuple[Any, Any]:
        """Per topic: its nearest way of asking, and the mean of its nearest three among the sixty nearest of all."""
        order = _largest(near, 60)
        best = np.zeros(len(self._topics) + 1, dtype=np.float32)
        crowd = np.zeros(len(self._topics) + 1, dtype=np.float32)
        seen: dict[int, int] = defaultdict(int)
        for way in order:
            owner = int(self._owners[way])
            best[owner] = max(best[owner], near[way])
            if seen[owner] < 3:
                seen[owner] += 1
                crowd[owner] += near[way] / 3
        return best, crowd

    def _foreign(self, wanted: frozenset[str]) -> Any:
        """A way of asking in another place's own words counts, but less."""
        weights = self._foreign_weights.get(wanted)
        if weights is None:
            own = np.isin(self._place_of_way, ["", *wanted])
            weights = self._foreign_weights[wanted] = np.where(own, 1.0, 0.9).astype(np.float32)
        return weights

    def _unknown(self, plain: str) -> float:
        """Weight of the characters nobody has ever asked with."""
        heaviest = float(self._idf.max()) if len(self._idf) else 1.0
        return sum(heaviest if len(g) == 1 else heaviest * 0.15 for g in grams(plain) if g not in self._vocabulary)

    def _vector(self, plain: str) -> tuple[Any, Any]:
        """(unit TF-IDF row, row of plain weights) of a question, or (None, None)."""
        counts: dict[int, float] = defaultdict(float)
        for gram in grams(plain):
            number = self._vocabulary.get(gram)
            if number is not None:
                counts[number] += 1
        if not counts:
            return None, None
        columns = list(counts)
        idf = self._idf[columns]
        data = (1 + np.log(np.fromiter(counts.values(), dtype=np.float32))) * idf
        length = float(np.sqrt((data**2).sum() + self._unknown(plain) ** 2 * 0.3))
        shape = (1, len(self._vocabulary))
        index = np.asarray([0, len(columns)]), np.asarray(columns)
        return (
            sparse.csr_matrix((data / length, index[1], index[0]), shape=shape),
            sparse.csr_matrix((idf, index[1], index[0]), shape=shape),
        )


@lru_cache(maxsize=2)
def _normaliser(groups: tuple[tuple[str, ...], ...], spelt: frozenset[str]) -> Normaliser:
    """The same words make the same normaliser: after a reload only new ways of asking are read."""
    normaliser = Normaliser(groups)
    normaliser.learn_pinyin(spelt)
    return normaliser


def _largest(values: Any, count: int) -> Any:
    """Indices of the largest values, largest first."""
    count = min(count, len(values))
    some = np.argpartition(values, -count)[-count:] if count else np.asarray([], dtype=int)
    return some[np.argsort(values[some])[::-1]]


def _unit_rows(matrix: Any) -> Any:
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return sparse.diags(1 / np.maximum(lengths, 1e-9)) @ matrix


def _one_per_topic(found: Sequence[Match], limit: int) -> list[Match]:
    kept: dict[str, Match] = {}
    for match in found:
        kept.setdefault(match.topic, match)
    return list(kept.values())[:limit]


def _spelt_words(kb: KnowledgeBase, more: Iterable[str]) -> set[str]:
    """Short Chinese words of the knowledge base that people may spell in pinyin: names of topics and of fields."""
    words = {topic.about for topic in kb.topics.values()} | {spec.label for spec in kb.fields.values()} | set(more)
    return {w for w in words if re.fullmatch(r"[\u4e00-\u9fff]{1,6}", w)}
