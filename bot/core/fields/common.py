"""What several kinds of fields share: folding a text, saying "none", cutting off the words around a value."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

import opencc

from bot.core.fields.base import Accepted, FieldSpec, Outcome, Rejected

SIMPLIFY = opencc.OpenCC("t2s").convert
NONE = "无"
HAN_CHARACTER = r"〇\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_EDGES = " \t\n,.。;、!?~…“”\"'「」『』"
_WIDE_EDGES = "，；：:！？"
_SPOKEN_DIGITS = str.maketrans("零〇幺一二三四五六七八九", "001123456789")


def tidy(text: str) -> str:
    """As typed, but without characters nobody sees."""
    return "".join(c for c in unicodedata.normalize("NFC", text) if c in "\n\t" or unicodedata.category(c)[0] != "C")


def narrow(text: str) -> str:
    """Full-width letters and digits made plain; Chinese commas and brackets stay as typed."""
    return re.sub(r"[０-９Ａ-Ｚａ-ｚ＠．－]", lambda wide: unicodedata.normalize("NFKC", wide[0]), text)


def fold(text: str) -> str:
    """Half-width, plain digits, single spaces, no outer punctuation. Traditional characters stay as written: names are names."""
    plain = unicodedata.normalize("NFKC", tidy(text))
    plain = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in plain)
    return re.sub(r"[ \t]+", " ", plain).strip(_EDGES)


def spoken_digits(text: str) -> str:
    """幺三八零零… → 13800…, where at least six such characters stand in a row; other numerals stay words."""
    return re.sub(r"[零〇幺一二三四五六七八九]{6,}", lambda run: run[0].translate(_SPOKEN_DIGITS), text)


_THINGS = (
    r"备注|说明|补充|兼任|兼职|其[他它]|别的?|职务|传真机?|网站|网址|官网|网页|邮箱|职称|证书?|编?号|固定|固话|电话|座机|单位|公司|企业|培训|发证机构|机构"
    r"|什么|啥|任何|要|需要|可|内容|东西|号码|资格|了|过|的|呢|吧|啦|个|自己|专门|任"
)
_DONE = r"考|拿到?|办|发|下来|参加|填|评上?|做|弄|搞|建|装|开通|申请|兼着?|有|领|用|到|写|说|加"
_NONE = re.compile(
    rf"(?:{_THINGS}|也|还|暂时|目前|现在|都|早就|一直|从来|确实|真的?|是|暂){{0,6}}"
    rf"(?:没有|没|冇|暂无|尚无|无|未有?)(?:{_THINGS}|{_DONE}){{0,8}}"
    rf"|(?:都|也|早就|已经|就|先)?(?:不填|不写|不用|不需要|不必|不要|不兼|不适用|免填|免)(?:{_THINGS}|{_DONE}){{0,5}}"
    r"|(?:填|写)(?:个)?无|空|空着|空白|跳过|略|略过|就这些|就这样|/+|\|+|—+|-+|n/?a|none|nil|null"
)


def says_none(text: str) -> bool:
    """「没有」「没网站」「没啥要备注的」「还没考」「没有兼别的职务」."""
    plain = re.sub(r"[\s,，.。!！;；、…]+", "", SIMPLIFY(fold(text))).lower()
    if not plain or len(plain) > 20:
        return False
    plain = re.sub(r"^(?:我们?|公司|单位|厂里|这个|本人|嗯|哦)+(?=.)", "", plain)
    plain = re.sub(r"(?<=.)(?:啊|呀|哦|呢|吧|的|了|嘛|哈|谢谢|谢了|提交|确认|继续|下一[个项步]|就这样)+$", "", plain)
    return bool(_NONE.fullmatch(plain))


def none_outcome(spec: FieldSpec) -> Outcome:
    """「没有」 for this field: 无 where the cell may be empty, else why it is needed."""
    if not spec.required:
        return Accepted(NONE)
    return Rejected(f"{spec.label}是必填的：{spec.why}例如：{spec.example}。")


_OWNERS = r"(?:我们?|本人|他|她|咱们?|单位|公司|企业|厂里?|申请人)?的?"
_LEAD = re.compile(r"^(?:嗯+|哦|噢|啊|那个|就是|应该是|是|叫做?|为|填|写|[:：,，\s])+(?=.)")


def strip_label(text: str, names: Iterable[str], glued: int = 4) -> str:
    """The text without a leading name of the field. A name of `glued` characters or more needs no 是 or colon after it."""
    for name in sorted(names, key=len, reverse=True):
        mark = r"\s*(?:[:：,，=]|是|为|叫|填|写|\s)+\s*"
        if len(name) >= glued:
            mark = f"(?:{mark})?"
        hit = re.match(rf"^{_OWNERS}{re.escape(name)}(?:号码?)?{mark}(?=.)", text, re.I)
        if hit and hit.end() < len(text):
            return text[hit.end() :]
    return text


def strip_around(text: str, names: Iterable[str] = (), glued: int = 4) -> str:
    """The value without the words people put around it: 「职务是……吧」."""
    plain = _LEAD.sub("", strip_label(narrow(tidy(text)).strip(_EDGES + _WIDE_EDGES), names, glued))
    plain = re.sub(r"(?<=..)(?:啊|呀|哦|吧|啦|哈|咯|喔|呗|嘛)+$", "", plain)
    return plain.strip(_EDGES + _WIDE_EDGES)


def is_question(text: str) -> bool:
    """Asked, not told: 「为什么要填」「填谁的？」. For kinds that take almost any words."""
    return bool(
        re.search(r"[?？]|吗|什么|怎么|为啥|咋|如何|哪[个里些儿]|谁的?|多少|是不是|能不能|要不要|可不可以", text)
    )
