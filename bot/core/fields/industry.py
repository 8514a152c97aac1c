"""所属行业: a 小类 of GB/T 4754-2017 found from what people say they do; never refused, their own words can stand.

Source: guangdong-zhuhai-2023, 附件2 说明3 (行业分类按照《国民经济行业分类》，精确到小类).
"""

from __future__ import annotations

import re

from bot.core.fields.base import Accepted, CheckBack, Choice, FieldContext, FieldSpec, Outcome, Rejected
from bot.core.fields.common import SIMPLIFY, fold, none_outcome, says_none, strip_around
from bot.core.fields.looks import is_figures

OWN_WORDS = "就按我说的填"
_AROUND = re.compile(
    r"^(?:我们?(?:公司|厂|单位|家|是|这边|主要)*|咱们?|俺们?|公司|厂里?|单位|主要|主营|目前|一直)*(?:是|在)?(?:做|搞|干|弄|从事|生产|加工|经营|卖|属于|开)?(?:的是)?"
)
_TAIL = re.compile(r"(?:的(?:厂子?|公司|企业|工厂|小厂|生意)?|这一?行(?:业)?|行业|方面的?|之类的?|吧|啊|呢)+$")


_OF_A_PERSON = re.compile(r"^(?:我|他|她|本人)(?:叫|姓|的?名字)|身份证|毕业|不知道")
_CODE = re.compile(r"[A-Z]?\d{4}")
_MARKS = re.compile(r"[、,，和与及\s]|[（(]?\d{4}[)）]?")
_MAKING = r"(?:制造|加工|生产)(?:业)?$"


def trade_words(text: str, names: tuple[str, ...] = ()) -> str:
    """「我们是做电线电缆的」 → 电线电缆."""
    plain = strip_around(text, names)
    shorter = _TAIL.sub("", _AROUND.sub("", plain)).strip(" ，,。、")
    return shorter if len(shorter) >= 2 else plain


def _names(words: str, label: str) -> bool:
    """The words are this 小类's name, its name without 制造, or its code."""
    code = re.search(r"（(\d{4})）$", label)
    if code and re.search(rf"(?<![0-9]){code[1]}(?![0-9])", words):
        return True
    name, said = (_MARKS.sub("", SIMPLIFY(s)) for s in (label, words))
    return re.sub(_MAKING, "", said) == re.sub(_MAKING, "", name) and bool(said)


def industry(text: str, spec: FieldSpec, context: FieldContext) -> Outcome:
    plain = fold(text)
    if says_none(plain):
        return none_outcome(spec)
    words = trade_words(plain, spec.names)
    if (
        is_figures(plain)
        or _OF_A_PERSON.search(plain)
        or len(words) < 2
        or len(words) > 60
        or not (re.search(r"[^\d\W_]", words) or _CODE.fullmatch(words))
    ):
        return Rejected(f"没看出做什么行业，直接说做什么就行，例如：{spec.example}。")
    if (
        not re.search(r"[\u3400-\u9fff]", words) and len(words) > 12
    ):  # LED and PCB are trades, an English sentence is none
        return Rejected(f"没看出做什么行业，请用中文说做什么，例如：{spec.example}。")
    found = list(context.search_industry(words)) if context.search_industry else []
    clear = next((choice for choice in found if _names(words, choice.label)), None)
    if clear:
        return Accepted(clear.value)
    if not found:
        return Accepted(words)
    choices = (*found[:3], Choice(OWN_WORDS, words))
    return CheckBack(f"“{words}”按国民经济行业分类是哪一个？", choices)
