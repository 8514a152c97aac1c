"""Finding the FAQ topic a question asks for: several weak readings of likeness, added up per topic and place.

Characters rather than words: questions are short, full of slips and of words no dictionary has. What each design
scored is in bot/decisions/retrieval.md.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import opencc
from pypinyin import lazy_pinyin
from scipy import sparse

from bot.kb.model import KnowledgeBase

SIMPLIFY = opencc.OpenCC("t2s").convert

_NAMES = re.compile(
    r"企业首席质量(?:官|管|关)(?:\(cqo\))?|首席质量(?:官|管|关)|首质官|首席官|chiefqualityofficer|(?<![a-z])cqo(?![a-z])|质量官|首席(?!信息|技术|财务|执行|运营|品牌|产品|数据|安全)|啥官|这个官|那个官|这官"
)
_FILLER = re.compile(
    r"请问一?下?|想问一?下?|问一下|问下|我想知道|想知道|麻烦|您好|你好|老师|同志|领导好|帮我?看看|帮忙|谢谢|唔该|请教|咨询一?下?|打听一?下?|跟我?说说|给我?讲讲|说一下|讲一下|到底|究竟|具体|的话|一下"
)


@dataclass(frozen=True)
class Match:
    """One topic for one place with how alike it is, 0 to about 1.2; `coverage`: share of the question's weight it knows."""

    topic: str
    place: str
    score: float
    coverage: float


class Normaliser:
    """A text as it is compared: simplified, half-width, lower case, names of the office and fillers gone, synonyms folded."""

    def __init__(self, synonyms: Iterable[Sequence[str]] = ()) -> None:
        pairs = [(variant, group[0]) for group in synonyms for variant in group[1:]]
        self._folds = dict(pairs)
        variants = sorted(self._folds, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, variants))) if variants else None
        self._syllables: dict[str, str] = {}

    def learn_pinyin(self, words: Iterable[str]) -> None:
        """Let Latin stretches such as `renqi` stand for the words they spell."""
        for word in words:
            self._syllables.setdefault("".join(lazy_pinyin(word)), word)

    def __call__(self, text: str) -> str:
        plain = SIMPLIFY(unicodedata.normalize("NFKC", text)).lower()
        plain = re.sub(r"[a-z]{4,}(?:\s+[a-z]{2,})*", self._spelt, plain)
        plain = re.sub(r"\s+", "", plain)
        plain = _NAMES.sub("", plain)
        plain = _FILLER.sub("", plain)
        if self._pattern:
            plain = self._pattern.sub(lambda hit: self._folds[hit[0]], plain)
        return re.sub(r"[^\w%≥≤＜<>.]+", "", plain)

    def _spelt(self, hit: re.Match[str]) -> str:
        joined = hit[0].replace(" ", "")
        return self._syllables.get(joined) or self._segment(joined) or hit[0]

    def _segment(self, letters: str) -> str | None:
        """`shouxizhiliangguan` as known words end to end, longest first."""
        if not letters:
            return ""
        for end in range(len(letters), 2, -1):
            word = self._syllables.get(letters[:end])
            if word is not None:
                rest = self._segment(letters[end:])
                if rest is not None:
                    return word + rest
        return None


@lru_cache(maxsize=20_000)
def grams(text: str) -> tuple[str, ...]:
    """Characters, pairs and threes; the ends are marked, figures stay whole."""
    units = re.findall(r"\d+(?:\.\d+)*|[a-z]+|.", text)
    marked = ["^", *units, "$"]
    pairs = [a + b for a, b in zip(marked, marked[1:], strict=False)]
    threes = [a + b + c for a, b, c in zip(units, units[1:], units[2:], strict=False)]
    return (*units, *pairs, *threes)


class PolicySearch:
    """An index over every way of asking. Built in about a second for 10,000 ways; immutable, so it can be swapped whole."""

    def __init__(self, kb: KnowledgeBase) -> None:
        synonyms = (
            kb.tables.get("synonyms", {}).get("groups", []) if isinstance(kb.tables.get("synonyms"), dict) else []
        )
        self.normalise = Normaliser(synonyms)
        self.normalise.learn_pinyin(_spoken_words(kb))
        self._topics = list(kb.topics)
        self._topic_number = {topic: i for i, topic in enumerate(self._topics)}
        texts: list[str] = []
        owners: list[int] = []
        places: list[str] = []
        support: dict[tuple[str, str], str] = {}
        for topic in kb.topics.values():
            for text in (*topic.ask, topic.about):
                self._add(texts, owners, places, text, topic.id, "")
            for place, answer in topic.answers.items():
                for text in answer.ask:
                    self._add(texts, owners, places, text, topic.id, place)
                quoted = "".join(q.quote or "" for q in answer.quoted[:2])
                support[topic.id, place] = self.normalise(kb.render(answer.say) + quoted)
        self.places_of = {t.id: set(t.answers) for t in kb.topics.values()}
        self._build(texts, owners, places)
        self._build_support(support)

    def _add(self, texts: list[str], owners: list[int], places: list[str], text: str, topic: str, place: str) -> None:
        plain = self.normalise(text)
        if plain:
            texts.append(plain)
            owners.append(self._topic_number[topic])
            places.append(place)

    # -- building ---------------------------------------------------------------------------------------------------

    def _build(self, texts: list[str], owners: list[int], places: list[str]) -> None:
        self._vocabulary: dict[str, int] = {}
        rows, columns, counts = [], [], []
        for row, text in enumerate(texts):
            seen: dict[int, int] = defaultdict(int)
            for gram in grams(text):
                seen[self._vocabulary.setdefault(gram, len(self._vocabulary))] += 1
            rows += [row] * len(seen)
            columns += list(seen)
            counts += list(seen.values())
        shape = (len(texts), max(1, len(self._vocabulary)))
        matrix = sparse.csr_matrix((np.asarray(counts, dtype=np.float32), (rows, columns)), shape=shape)
        self._owners = np.asarray(owners, dtype=np.int32)
        self._place_of_text = np.asarray(places, dtype=str)
        self._foreign_weights: dict[frozenset[str], Any] = {}
        # How many *topics* use a gram says more than how many sentences do: ways of asking repeat each other.
        by_topic = sparse.csr_matrix(
            (np.ones(len(owners), dtype=np.float32), (owners, range(len(owners)))),
            shape=(len(self._topics), len(owners)),
        )
        spread = np.asarray((by_topic @ (matrix > 0) > 0).sum(axis=0)).ravel()
        self._idf = np.log((1 + len(self._topics)) / (1 + spread)).astype(np.float32) + 0.3
        matrix.data = 1 + np.log(matrix.data)
        self._by_gram = _unit_rows(matrix.multiply(self._idf).tocsr()).T.tocsr()
        self._by_topic = by_topic
        self._fit_classes(by_topic @ matrix)

    def _fit_classes(self, counts: sparse.csr_matrix) -> None:
        """Complement naive Bayes over topics: what a gram says against all the others."""
        total = np.asarray(counts.sum(axis=0)).ravel()
        smooth = 0.3
        other = total[None, :] - counts.toarray() + smooth
        weights = np.log(other / other.sum(axis=1, keepdims=True))
        weights = weights / np.abs(weights).sum(axis=1, keepdims=True) * 1000
        self._class_weights = np.ascontiguousarray((-weights).astype(np.float32).T)

    def _build_support(self, support: dict[tuple[str, str], str]) -> None:
        self._pairs = list(support)
        self._pair_topic = np.asarray([self._topic_number[t] for t, _ in self._pairs], dtype=np.int32)
        self._pair_place = np.asarray([p for _, p in self._pairs], dtype=str)
        rows, columns = [], []
        for row, text in enumerate(support.values()):
            known = {self._vocabulary[g] for g in grams(text) if g in self._vocabulary}
            rows += [row] * len(known)
            columns += list(known)
        shape = (len(support), len(self._vocabulary))
        self._support = sparse.csr_matrix((np.ones(len(rows), dtype=np.float32), (rows, columns)), shape=shape)

    # -- finding ----------------------------------------------------------------------------------------------------

    def find(self, question: str, places: Iterable[str] | None = None, limit: int = 5) -> list[Match]:
        """The likeliest topics, best first. `places`: only topics one of these places has an answer (or silence) for."""
        plain = self.normalise(question)
        if not plain:
            return []
        vector, coverage_weights = self._vector(plain)
        if vector is None:
            return []
        wanted = frozenset(places) if places is not None else None
        near = (vector @ self._by_gram).toarray().ravel()
        if wanted is not None:  # a way of asking in another place's own words counts, but less
            near = near * self._foreign(wanted)
        best = np.zeros(len(self._topics), dtype=np.float32)
        np.maximum.at(best, self._owners, near)
        order = _largest(near, 60)
        crowd = np.zeros(len(self._topics), dtype=np.float32)
        seen: dict[int, int] = defaultdict(int)
        for i in order:
            owner = int(self._owners[i])
            if seen[owner] < 3:
                seen[owner] += 1
                crowd[owner] += near[i] / 3
        classes = vector.data @ self._class_weights[vector.indices]
        classes = (classes - classes.mean()) / (classes.std() + 1e-6)
        classes = np.clip(classes / 6, 0, 1)
        backing, covered = self._backing(coverage_weights)
        score = 0.55 * best + 0.25 * crowd + 0.2 * classes
        totals = score[self._pair_topic] + 0.2 * backing
        if wanted is not None:
            totals = np.where(np.isin(self._pair_place, list(wanted)), totals, -1.0)
        found = [
            Match(self._topics[self._pair_topic[i]], str(self._pair_place[i]), float(totals[i]), float(covered[i]))
            for i in _largest(totals, limit * 4)
            if totals[i] >= 0
        ]
        return _one_per_topic(found, limit)

    def _foreign(self, wanted: frozenset[str]) -> Any:
        """A way of asking in another place's own words counts, but less."""
        weights = self._foreign_weights.get(wanted)
        if weights is None:
            own = np.isin(self._place_of_text, ["", *wanted])
            weights = self._foreign_weights[wanted] = np.where(own, 1.0, 0.9).astype(np.float32)
        return weights

    def _vector(self, plain: str) -> tuple[sparse.csr_matrix | None, dict[int, float]]:
        counts: dict[int, float] = defaultdict(float)
        unknown = 0.0
        heaviest = float(self._idf.max()) if len(self._idf) else 1.0
        for gram in grams(plain):
            number = self._vocabulary.get(gram)
            if number is None:
                unknown += heaviest if len(gram) == 1 else heaviest * 0.15
            else:
                counts[number] += 1
        if not counts:
            return None, {}
        columns = list(counts)
        data = np.asarray([(1 + np.log(counts[c])) * self._idf[c] for c in columns], dtype=np.float32)
        length = float(np.sqrt((data**2).sum() + unknown**2 * 0.3))
        vector = sparse.csr_matrix((data / length, ([0] * len(columns), columns)), shape=(1, len(self._vocabulary)))
        return vector, {c: float(self._idf[c]) for c in columns}

    def _backing(self, weights: dict[int, float]) -> tuple[Any, Any]:
        """Share of the question's weight that stands in the answer and its quotes."""
        vector = np.zeros(len(self._vocabulary), dtype=np.float32)
        for column, weight in weights.items():
            vector[column] = weight
        total = float(vector.sum()) or 1.0
        covered = (self._support @ vector) / total
        return covered, covered


def _largest(values: Any, count: int) -> Any:
    """Indices of the largest values, largest first."""
    count = min(count, len(values))
    some = np.argpartition(values, -count)[-count:] if count else np.asarray([], dtype=int)
    return some[np.argsort(values[some])[::-1]]


def _unit_rows(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return sparse.diags(1 / np.maximum(lengths, 1e-9)) @ matrix


def _one_per_topic(found: Sequence[Match], limit: int) -> list[Match]:
    seen: set[str] = set()
    kept = []
    for match in found:
        if match.topic not in seen:
            seen.add(match.topic)
            kept.append(match)
            if len(kept) == limit:
                break
    return kept


def _spoken_words(kb: KnowledgeBase) -> set[str]:
    """Short Chinese words of the knowledge base, for spelling them in pinyin: names of topics and of fields."""
    words = {topic.about for topic in kb.topics.values()}
    words |= {spec.label for spec in kb.fields.values()}
    words |= set(
        [
            "首席质量官",
            "质量官",
            "首席",
            "任期",
            "几年",
            "学历",
            "要求",
            "人才库",
            "登记表",
            "备案",
            "培训",
            "学时",
            "职责",
            "权力",
            "条件",
            "任职",
            "聘任",
            "考核",
            "照片",
            "盖章",
            "扫描件",
            "罚款",
            "规模",
            "大型",
            "中型",
            "小型",
            "微型",
            "企业",
            "甘肃",
            "广东",
            "珠海",
            "安徽",
            "标准",
            "认定",
            "等级",
            "多少",
            "分",
            "什么",
            "怎么",
            "办",
            "年限",
            "职称",
            "证书",
            "邮箱",
            "手机",
            "复印件",
            "身份证",
            "联盟",
            "召回",
            "本科",
            "大专",
            "工作",
            "经验",
            "报告",
            "否决权",
            "一票否决",
        ]
    )
    return {w for w in words if re.fullmatch(r"[\u4e00-\u9fff]{2,6}", w)}
