"""Search over the 1381 小类 of GB/T 4754-2017: words people use for their trade → 小类 with their codes, best first."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.core.fields.base import Choice
from bot.core.mentions.quantities import plain

_BEFORE = re.compile(
    r"^(?:我们?|咱们?|本|公司|企业|厂里|单位|主要|主营|专门|专业|就是|是|属于|应该|(?:开了?|有|办了?)一?家|一[家个]|搞|做|干|从事|经营|开|行业|所属|[:：,，、。\s])"
)
_AFTER = re.compile(
    r"(?:有限责任公司|股份有限公司|有限公司|公司|企业|行业|领域|这一?块|方面|一类|之类|什么的|等等|生意|业务|[的吧呢啊了,，。、\s])$"
)
WEAKEST = 3.0  # a single rare character in common scores 1 to 2
# What is done with a thing: the same goods are made, sold wholesale, retailed or repaired.
_ACTS = {
    "批发": ("批发", "经销", "贸易", "代理"),
    "零售": ("零售", "店", "专卖", "销售", "卖"),
    "制造": ("制造", "生产", "厂", "加工"),
    "修理": ("修理", "维修", "修"),
    "租赁": ("租赁", "出租", "租"),
    "运输": ("运输", "货运", "客运"),
    "种植": ("种植", "种"),
    "饲养": ("饲养", "养殖", "养"),
}


@dataclass(frozen=True)
class Industry:
    code: str
    name: str
    words: tuple[str, ...]

    @property
    def label(self) -> str:
        return f"{self.name}（{self.code}）"


class Industries:
    """Ranks by a word told exactly, then by shared characters and pairs of characters, weighted by their rarity."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.all = tuple(
            Industry(str(row["code"]), row["name"], tuple(plain(str(w)) for w in row.get("words", ())))
            for row in table["classes"]
        )
        self._by_code = {industry.code: industry for industry in self.all}
        self._by_word: dict[str, list[int]] = defaultdict(list)
        grams: dict[str, dict[int, float]] = defaultdict(dict)
        for place, industry in enumerate(self.all):
            for word in (plain(industry.name), *industry.words):
                self._by_word[word].append(place)
            for text, weight in ((plain(industry.name), 1.0), *((w, 0.8) for w in industry.words)):
                for gram in _grams(text):
                    grams[gram][place] = max(grams[gram].get(place, 0.0), weight)
        count = len(self.all)
        self._postings = {
            gram: [
                (place, weight * math.log(1 + count / len(found)) * (len(gram) ** 2)) for place, weight in found.items()
            ]
            for gram, found in grams.items()
        }
        # Longer names share more characters by chance.
        self._norm = [math.sqrt(4 + len(i.name) + 0.3 * sum(map(len, i.words))) for i in self.all]

    def named(self, code: str) -> Industry | None:
        return self._by_code.get(code)

    def search(self, words: str, limit: int = 3) -> list[Choice]:
        """The likeliest 小类 for some words or a code, best first; [] when nothing is shared."""
        return [Choice(industry.label, industry.label) for industry, _ in self.ranked(words, limit)]

    def ranked(self, words: str, limit: int = 3) -> list[tuple[Industry, float]]:
        said = self._trade(words)
        code = re.search(r"(?<!\d)\d{4}(?!\d)", said)
        if code and code[0] in self._by_code:
            return [(self._by_code[code[0]], 100.0)]
        scores: dict[int, float] = defaultdict(float)
        for gram in _grams(said):
            for place, weight in self._postings.get(gram, ()):
                scores[place] += weight
        for place in scores:
            scores[place] /= self._norm[place]
        self._add_exact(said, scores)
        self._add_acts(said, scores)
        best = sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:limit]
        return [(self.all[place], score) for place, score in best if score >= WEAKEST]

    def _trade(self, words: str) -> str:
        """The trade itself: 「我们是做电线电缆的」 → 电线电缆. Stops at a known word: 干洗店 and 网吧 stay whole."""
        said = plain(words).strip()
        for around in (_BEFORE, _AFTER):
            while said not in self._by_word:
                shorter = around.sub("", said)
                if not shorter or shorter == said:
                    break
                said = shorter
        return said

    def _add_exact(self, said: str, scores: dict[int, float]) -> None:
        """A search word told whole counts most; one inside what was told counts by how much of it it is."""
        bare = re.sub(r"(?:厂|场|加工厂|制造厂|制造|加工|生产|的)$", "", said)
        for form, bonus in ((said, 60.0), (bare, 45.0)):
            for place in self._by_word.get(form, ()):
                scores[place] += bonus
        for start in range(len(said)):
            for end in range(start + 2, min(len(said), start + 12) + 1):
                piece = said[start:end]
                if len(piece) < len(said):
                    for place in self._by_word.get(piece, ()):
                        scores[place] += 24.0 * len(piece) / len(said) + (2.0 if end == len(said) else 0.0)

    def _add_acts(self, said: str, scores: dict[int, float]) -> None:
        """「水泵批发」 is wholesale, 「水泵厂」 is manufacture."""
        acts = {act for act, signs in _ACTS.items() if any(sign in said for sign in signs)}
        for place in scores:
            division = int(self.all[place].code[:2])
            act = _act_of(division)
            if act in acts:
                scores[place] += 9.0
            elif acts & {"批发", "零售", "修理", "租赁"} and act == "制造":
                scores[place] *= 0.5


def _act_of(division: int) -> str | None:
    for act, first, last in (
        ("种植", 1, 2),
        ("饲养", 3, 4),
        ("制造", 13, 42),
        ("批发", 51, 51),
        ("零售", 52, 52),
        ("运输", 54, 57),
        ("租赁", 71, 71),
        ("修理", 81, 81),
    ):
        if first <= division <= last:
            return act
    return None


def _grams(text: str) -> set[str]:
    return {c for c in text if not c.isspace() and c not in "、，。（）的"} | {
        text[i : i + 2] for i in range(len(text) - 1)
    }
