"""The trade in a person's words → the row of 附件4: 「我们是养猪场」「开了家火锅店」「做五金批发的」."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.core.mentions.quantities import plain
from bot.core.rules.enterprise_size import SizeRow, row_of_code

# Which word of one phrase decides: its own word, then the sign of the trade (店, 厂), then the goods, then what leaves it open.
_OWN, _SUFFIX, _GOODS, _OURS, _OPEN = range(5)
_NOT_OURS = re.compile(
    r"(?:不是|不做|不搞|没有|不算|并非|别当|给|供应?给?|卖给|服务于|向|跟|和|漏算|漏了|少算|没算|算上|加上|连上?|包括|招了?|请了?|雇了?)(?:开|做|搞|的)?$"
)
# 「物业那块剥离了，现在主业是餐饮」: the trade of today counts, the one given up does not.
_LEFT_IT = re.compile(r"毕业|毕了业|学历|文凭|肄业|出身|读书|读的|念的")  # 「技校毕业」 is a person's schooling
_TODAY = re.compile(
    r"(?:现在|如今|目前|眼下)(?:的?(?:主业|主营|业务))?(?:是|做|搞|改|转|就|只|主要)+|主业(?:是|改成|变成)|(?:改|转)(?:行)?(?:做|成|为|去)"
)
_GIVEN_UP = re.compile(r"^[^，,。；;]{0,8}(?:剥离|关了|关掉|停了|不做了|不干了|卖掉|转让|转出去|注销|分出去)")
_SAME_PHRASE = re.compile(r"[^，。,.;；！？!?、和\s]{0,3}")
_BEFORE_NAME = re.compile(r"^.*(?:我们?|咱们?|是|有|在|的|开了?|办了?|一?家|一?个|搞|做|当|了)")


@dataclass(frozen=True)
class AskBack:
    """A word that may mean several rows: the question and its choices, label → row."""

    question: str
    choices: Mapping[str, str]


@dataclass(frozen=True)
class _Found:
    start: int
    end: int
    word: str
    rank: int
    row: str | None  # None: `_OPEN`, see ask_back


class IndustryWords:
    """Built once from policies_kb/tables: enterprise_size.yml, and the search words of industries.yml."""

    def __init__(self, size_table: Mapping[str, Any], industries: Mapping[str, Any] | None = None) -> None:
        self._entries: dict[str, tuple[int, str | None]] = {}
        self._ask_back: dict[str, AskBack] = {}
        self._ignored: set[str] = {plain(w) for w in size_table.get("ignore", ())}
        sections = [*size_table["rows"], *size_table["not_covered"]]
        self.rows = tuple(row["name"] for row in sections)
        self._ranges = [(row["name"], SizeRow.from_table({"clause": "", **row}).codes) for row in sections]
        for row in (industries or {}).get("classes", ()):
            self._add_class(row)
        for each in size_table["ask_back"]:
            asked = AskBack(each["question"], dict(each["choices"]))
            for word in map(plain, each["words"]):
                self._entries[word] = (_OPEN, None)
                self._ask_back[word] = asked
        for row in sections:
            for word in row.get("suffixes", ()):
                self._entries[plain(word)] = (_SUFFIX, row["name"])
            for word in (row["name"], *row["words"]):
                self._entries[plain(word)] = (_OWN, row["name"])
        self._by_first: dict[str, list[str]] = defaultdict(list)
        for word in {*self._entries, *self._ignored}:
            self._by_first[word[0]].append(word)
        for words in self._by_first.values():
            words.sort(key=len, reverse=True)

    def _add_class(self, row: Mapping[str, Any]) -> None:
        place = self.row_of(str(row["code"]))
        for word in map(plain, (row["name"], *map(str, row.get("words", ())))):
            if len(word) > 1 and not re.fullmatch(r"[a-z0-9]{1,2}", word):
                rank = _GOODS if "06" <= str(row["code"])[:2] <= "46" else _OWN
                self._entries.setdefault(word, (rank, place))

    def row_of(self, code: str) -> str | None:
        """The row a GB/T 4754 code belongs to."""
        return row_of_code(code, self._ranges)

    def ask_back(self, words: str) -> AskBack | None:
        """What to ask when the words leave the row open."""
        return self._ask_back.get(plain(words))

    def hear(self, text: str, asked: str | None = None) -> dict[str, Any]:
        """`industry` (the word heard) and `size_row`; `industry` alone where the word leaves the row open."""
        words = plain(text)
        found = [each for each in self._found(words) if not _GIVEN_UP.match(words[each.end :])]
        today = max((hit.end() for hit in _TODAY.finditer(words)), default=0)
        chosen = self._chosen(self._phrases(words, [each for each in found if each.start >= today] or found))
        if chosen is None:
            code = re.search(r"(?<![\d.])(\d{4})(?![\d.])", words) if asked == "size_row" else None
            row = self.row_of(code[1]) if code else None
            return {"industry": code[1], "size_row": row} if code and row else {}
        said = _whole_name(words, chosen) if chosen.rank in (_SUFFIX, _OURS) else chosen.word
        return {"industry": said, **({"size_row": chosen.row} if chosen.row else {})}

    def _found(self, text: str) -> list[_Found]:
        """Words of the table in a text, longest first at each place; ignored words swallow what they contain."""
        found, at = [], 0
        while at < len(text):
            word = next((w for w in self._by_first.get(text[at], ()) if text.startswith(w, at)), None)
            if word is None:
                at += 1
                continue
            school = _LEFT_IT.match(text[at + len(word) :])
            if word not in self._ignored and not school and not _NOT_OURS.search(text[max(0, at - 4) : at]):
                rank, row = self._entries[word]
                if rank == _SUFFIX and re.search(r"(?:[我本咱俺贵]|我们|咱们|俺们)$", text[:at]):
                    rank = _OURS  # 我厂 says little: 「我厂做汽车内饰」 is told by 汽车内饰
                found.append(_Found(at, at + len(word), word, rank, row))
            at += len(word)
        return found

    def _phrases(self, text: str, found: list[_Found]) -> list[list[_Found]]:
        """Words standing close together name one trade: 五金 · 批发, 电缆 · 厂."""
        phrases: list[list[_Found]] = []
        for each in found:
            if phrases and _SAME_PHRASE.fullmatch(text[phrases[-1][-1].end : each.start]):
                phrases[-1].append(each)
            else:
                phrases.append([each])
        return phrases

    def _chosen(self, phrases: list[list[_Found]]) -> _Found | None:
        """The first phrase decides; inside it the strongest kind of word, the last of those."""
        if not phrases:
            return None
        best = [min(phrase, key=lambda each: (each.rank, -each.start)) for phrase in phrases]
        strong = [each for each in best if each.rank in (_OWN, _GOODS)]
        return (strong or best)[0]


def _whole_name(text: str, suffix: _Found) -> str:
    """「塑料粒子厂」, not 「厂」."""
    before = re.search(r"[\u4e00-\u9fff]{0,6}$", re.sub("的$", "", text[: suffix.start]))
    name = _BEFORE_NAME.sub("", before[0] if before else "") + suffix.word
    return {"厂": "工厂", "店": "店铺"}.get(name, name)
