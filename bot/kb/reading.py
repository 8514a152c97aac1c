"""How a question is read before it is compared: folded, cut into grams, told what kind of question it is."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

import opencc
from pypinyin import lazy_pinyin

from bot.core.numbers import to_number

SIMPLIFY = opencc.OpenCC("t2s").convert

_NAMES = re.compile(
    r"[收手守]席质量(?:官|管)|企业首席质量(?:官|管|关)(?:\(cqo\))?|首席质量(?:官|管|关)|首质官|首席官|chiefqualityofficer|(?<![a-z])cqo(?![a-z])|质量官|首席(?!信息|技术|财务|执行|运营|品牌|产品|数据|安全)|啥官|这个官|那个官|这官"
)
_FILLER = re.compile(
    r"请问一?下?|想问一?下?|问一下|问下|我想知道|想知道|麻烦|您好|你好|老师|同志|领导好|帮我?看看|帮忙|谢谢|唔该|请教|咨询一?下?|打听一?下?|跟我?说说|给我?讲讲|说一下|讲一下|到底|究竟|具体|的话|一下"
)


# A count in Chinese script before its unit: 五年, 两次, 三A. 一 alone is more often a word (一票, 一般).
_COUNTED = re.compile(
    r"[一二两三四五六七八九十百千万]+(?=年|分|次|张|份|学时|课时|小时|个月|人|天|[aA]|级|寸|项|条|岁|门|期|周|号|万|亿|成)"
)


def _in_figures(hit: re.Match[str]) -> str:
    number = to_number(hit[0])
    return f"{number:f}" if number is not None else hit[0]


class Normaliser:
    """A text as it is compared: simplified, half-width, lower case, names of the office and fillers gone, synonyms folded."""

    def __init__(self, synonyms: Iterable[Sequence[str]] = ()) -> None:
        pairs = [(variant, group[0]) for group in synonyms for variant in group[1:]]
        self._folds = dict(pairs)
        variants = sorted(self._folds, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, variants))) if variants else None
        self._syllables: dict[str, str] = {}
        self._known: dict[str, str] = {}  # ways of asking, kept over reloads of the knowledge base

    def way(self, text: str) -> str:
        """The same as calling it, remembered."""
        plain = self._known.get(text)
        if plain is None:
            plain = self._known[text] = self(text)
        return plain

    def learn_pinyin(self, words: Iterable[str]) -> None:
        """Let Latin stretches such as `renqi` stand for the words they spell."""
        for word in words:
            self._syllables.setdefault("".join(lazy_pinyin(word)), word)

    def __call__(self, text: str) -> str:
        plain = SIMPLIFY(unicodedata.normalize("NFKC", text)).lower()
        plain = re.sub(r"(?<![a-z])(a{3,5})(?![a-z])", lambda hit: f"{len(hit[1])}a", plain)
        plain = re.sub(r"[a-z]{4,}(?:\s+[a-z]{2,})*", self._spelt, plain)
        plain = re.sub(r"\s+", "", plain)
        plain = _NAMES.sub("", plain)
        plain = _FILLER.sub("", plain)
        if self._pattern:
            plain = self._pattern.sub(lambda hit: self._folds[hit[0]], plain)
        plain = _COUNTED.sub(_in_figures, plain)
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


@lru_cache(maxsize=100_000)  # all ways of asking and more: a cache they overflow remembers none over a reload
def grams(text: str) -> tuple[str, ...]:
    """Characters and pairs; the ends are marked, figures stay whole. Threes brought nothing and doubled the index."""
    units = re.findall(r"\d+(?:\.\d+)*|[a-z]+|.", text)
    marked = ["^", *units, "$"]
    pairs = [a + b for a, b in pairwise(marked)]
    return tuple(map(sys.intern, (*units, *pairs)))  # the same few over and over: one copy of each
