"""How Chinese text reaches the classifier: single characters, with the words that vary replaced by their kind.

「我在珠海干了五年」 becomes 我 在 __place__ 干 了 __years__: what is asked does not depend on which place or how many
years, so examples with one teach all. Traditional characters are read as simplified ones. Why characters and not words:
bot/decisions/intent-pipeline.md.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import opencc
import spacy
import yaml
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from bot.core.numbers import NUMBER

LEXICON = Path(__file__).with_name("lexicon.yml")
PLACES = Path(__file__).parents[2] / "policies_kb" / "tables" / "places.yml"
SPANS = "cqo_spans"  # where the tokenizer leaves what it found for the entity extractor
MASKED = frozenset({"place", "education", "years", "people", "money", "level", "date", "id", "number"})
ENTITY_KINDS = frozenset({"place", "education", "document"})

# Kinds that are written with figures, the more specific first.
FIGURES = (
    ("id", re.compile(r"[0-9]{6}(?:18|19|20)[0-9]{9}[0-9xX]|1[3-9][0-9]{9}|[0-9]{3,4}-[0-9]{7,8}")),
    (
        "date",
        re.compile(
            r"(?:19|20)[0-9]{2}(?:年(?:[0-9]{1,2}月(?:[0-9]{1,2}[日号])?)?|[-/.][0-9]{1,2}(?:[-/.][0-9]{1,2})?)"
        ),
    ),
    ("level", re.compile(r"[3-5]\s?[aA](?![a-zA-Z])|[aA]{3,5}(?![a-zA-Z])")),
    ("years", re.compile(rf"{NUMBER}[多几来]?个?(?:半)?(?:年半|年|个月|载)")),
    ("people", re.compile(rf"{NUMBER}[多几来]?(?:个人|号人|口人|个员工|个工人|名员工|员工|人|名)")),
    ("money", re.compile(rf"{NUMBER}[多几来]?(?:万元|亿元|元|块钱|块|个亿|亿|万)")),
    ("number", re.compile(r"[0-9]+(?:\.[0-9]+)?%?")),
)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class CharTokenizer(Tokenizer):  # type: ignore[misc]
    """One token per character; a masked word is one token whose lemma is its kind. Featurizers read lemmas."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"intent_tokenization_flag": False, "intent_split_symbol": "_", "token_pattern": None, "mask": True}

    @staticmethod
    def required_packages() -> list[str]:
        return ["spacy", "opencc"]

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        doc, spans = read(message.get(attribute))
        if attribute == TEXT:
            message.set(SPANS, [(span.label_, span.start_char, span.end_char) for span in spans])
        masked = {span.start: span for span in spans if self._config["mask"] and span.label_ in MASKED}
        return list(_tokens(doc, masked, message.get(attribute)))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class LexiconEntities(GraphComponent, EntityExtractorMixin):  # type: ignore[misc]
    """Places, degrees and documents the lexicon knows, as Rasa's entities."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LexiconEntities:
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            found = [_entity(message.get(TEXT), *span) for span in message.get(SPANS, ()) if span[0] in ENTITY_KINDS]
            message.set(ENTITIES, message.get(ENTITIES, []) + self.add_extractor_name(found), add_to_output=True)
        return messages


def read(text: str) -> tuple[Doc, list[Span]]:
    """The text as spaCy's characters, and the longest words and figures of a known kind in it."""
    nlp, matcher = _reader()
    doc = nlp.make_doc(plain(text))
    found = [Span(doc, start, end, label=label) for label, start, end in matcher(doc)]
    figures = [
        span
        for kind, pattern in FIGURES
        for match in pattern.finditer(doc.text)
        if (span := doc.char_span(*match.span(), label=kind)) is not None
    ]
    return doc, filter_spans(figures + found)


@cache
def _simple(character: str) -> str:
    """A character half-width, lower-case and simplified; itself where that would change the length."""
    folded = unicodedata.normalize("NFKC", character).lower()
    simplified = _to_simplified().convert(folded)
    return simplified if len(simplified) == 1 else character


@cache
def _to_simplified() -> Any:
    return opencc.OpenCC("t2s")


def plain(text: str) -> str:
    """The text in simplified, half-width characters, position by position."""
    return "".join(map(_simple, text))


@cache
def _reader() -> tuple[Any, Any]:
    nlp = spacy.blank("zh")  # its default segmenter cuts characters, and needs no dictionary
    matcher = PhraseMatcher(nlp.vocab)
    for kind, words in lexicon().items():
        matcher.add(kind, [nlp.make_doc(plain(word)) for word in sorted(words)])
    return nlp, matcher


def lexicon() -> dict[str, set[str]]:
    """Words by kind: our own list and the knowledge base's places."""
    words = {kind: set(listed) for kind, listed in yaml.safe_load(LEXICON.read_text("utf-8")).items()}
    if PLACES.exists():
        table = yaml.safe_load(PLACES.read_text("utf-8"))
        named = set(_han_words([table.get("provinces"), table.get("cities")]))
        short = {name[:-1] for name in named if re.fullmatch(r".{2,}[省市县区]", name)}
        words["place"] |= named | short - set(table.get("ordinary", ()))  # 合作 and 和平 are words of their own
    return words


def _han_words(rows: Any) -> Iterator[str]:
    """Every text of two or more Chinese characters in a table, whatever its shape."""
    if isinstance(rows, dict):
        rows = list(rows.values())
    if isinstance(rows, list):
        for row in rows:
            yield from _han_words(row)
    elif isinstance(rows, str) and re.fullmatch(r"[\u4e00-\u9fff]{2,}", rows):
        yield rows


def _tokens(doc: Doc, masked: dict[int, Span], original: str) -> Iterator[Token]:
    pieces = list(_pieces(doc, masked))
    for place, (piece, lemma) in enumerate(pieces):
        # Where a text begins and ends tells 「取消」 from a sentence that merely holds it: the featurizer splits a
        # lemma at spaces, so the marks ride on the first and the last token.
        if place == 0:
            lemma = f"__starts__ {lemma}"
        if place == len(pieces) - 1:
            lemma = f"{lemma} __ends__"
        yield Token(original[piece.start_char : piece.end_char], piece.start_char, lemma=lemma)


def _pieces(doc: Doc, masked: dict[int, Span]) -> Iterator[tuple[Span, str]]:
    """Characters and masked words in order, each with what the classifier sees of it."""
    position = 0
    while position < len(doc):
        span = masked.get(position)
        piece = span or doc[position : position + 1]
        if piece.text.strip():
            yield piece, f"__{span.label_}__" if span else _lemma(piece.text)
        position = piece.end


def _lemma(character: str) -> str:
    # The featurizer drops punctuation; a question mark says something about intent.
    return "__asks__" if character == "?" else character


def _entity(text: str, kind: str, start: int, end: int) -> dict[str, Any]:
    return {"entity": kind, "start": start, "end": end, "value": text[start:end], "confidence_entity": 1.0}
