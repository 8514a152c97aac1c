"""A person's name as written, without the words around it: 「我叫张小明」「老板叫李某某」."""

from __future__ import annotations

import re
import unicodedata

from bot.core.fields.base import Accepted, FieldContext, FieldSpec, Outcome, Rejected
from bot.core.fields.common import HAN_CHARACTER, SIMPLIFY, is_question, none_outcome, says_none, tidy
from bot.core.fields.looks import OWNERSHIP

_POSTS = "总经理|副总经理|董事长|经理|厂长|主任|老板|总裁|总监|部长|主管|校长|院长|所长"
_LEAD = re.compile(
    r"^(?:嗯+|哦|那个|就是|应该是|[，,、\s])*(?:(?:我们?|咱们?|俺们?|公司|单位|企业|厂里|厂(?!长)|他|她)(?:的|们)?(?=.))?"
    rf"(?:申请人|首席质量官|单位质量负责人|质量负责人|单位负责人|负责人|法定代表人|法人代表|法人|领导|本人|{_POSTS})?的?(?:姓名|名字|大名)?"
    r"\s*(?:[:：]|是|叫做?|名叫|叫|为|\s)*"
)
_TAIL = re.compile(rf"(?:先生|女士|小姐|同志|老师|{_POSTS})$")
_ROUNDABOUT = re.compile(
    r"^(?:那(?:我|就)?叫|叫我|就?填我的?(?:名字|姓名)?[，,：:\s]*|就?是我[，,\s]+|就?写)(?=.{2})|(?:就行|就可以|就好)了?$"
)
_PARTICLE = re.compile(r"(?:吧|啊|呀|哦|的|啦)$")
_PERSON = re.compile(
    rf"[{HAN_CHARACTER}]{{2,6}}(?:·[{HAN_CHARACTER}]{{1,12}})*|[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ .'\-]{{1,58}}"
    rf"|[{HAN_CHARACTER}]{{1,4}}[A-Za-z]{{1,20}}[{HAN_CHARACTER}]{{0,4}}"
)
# Words nobody is called by; what merely contains a character of them (于是, 经纬) is a name.
_WORDS_LISTED = """
是的 好的 好吧 可以 谢谢 你好 您好 继续 同意 不同意 确认 提交 取消 暂停 返回 下一项 上一项
跳过 开始 登记 男的 女的 男性 女性 大专 本科 高中 中专 硕士 博士 小学 初中 老板 本人 自己
我的 知道 知道了 明白 明白了 收到 随便 忘了 不填 对的 没错 再见 早上好 晚上好 下午好 ok
yes no hello hi hey thanks male female
"""
_WORDS = frozenset(_WORDS_LISTED.split())
_SENTENCE = re.compile(
    r"^(?:做|搞|卖|开|生产|加工|从事|经营|销售)|的|了$|呢|吗|怎|什么|不知|不清楚|不想|不是|不要|不能|没有|公司|有限|企业|工厂|大学|学院|学校|职校|党校|手机|电话|邮箱|身份证|学历|填|登记|请问|问一下|想问|谢谢|你好|您好|股票|系统|一样|同上|还是|哪|谁|为啥|我们|"
    r"本人|^我|经理|总监|主任|厂长|主管|秘书|员工|质量|今天|明天|可以|为什么|老板|自己"
)
_ANSWERS_ELSEWHERE = re.compile(rf"[大中小微]型(?:企业)?|{OWNERSHIP.pattern}")  # to 企业规模 and 单位性质
_SURNAME_ONLY = re.compile(
    rf"(?:[老小阿].|.(?:总|董|工|哥|姐|叔|姨|姓)|.{{1,2}}(?:先生|女士|小姐|老师|师傅|总工|{_POSTS}))"
)


def person_name(text: str, spec: FieldSpec, context: FieldContext) -> Outcome:
    """A name as written: rare characters, ·, Latin names. Markup typed as a name is a name: papers print it as it is."""
    plain = tidy(text).strip(" ,，.。;；、!！~…“”\"'「」『』\n\t")
    if says_none(plain):
        return none_outcome(spec)
    plain = strip_name(plain, (spec.label, *spec.names))
    if re.search(r"[{}<>&$%=]", plain) and len(plain) <= 30 and not is_question(plain) and "//" not in plain:
        return Accepted(plain)
    if re.search(r"[0-9０-９]|https?:|www\.|@|＠", plain):
        return Rejected(f"{spec.label}里不该有数字或网址，请只写姓名，例如：张小明。")
    if _SURNAME_ONLY.fullmatch(SIMPLIFY(plain)):
        return Rejected(f"“{plain}”不是全名，{spec.label}请写和身份证一致的全名，例如：张小明。")
    known = SIMPLIFY(plain).lower()
    if (
        not _PERSON.fullmatch(plain)
        or known in _WORDS
        or _ANSWERS_ELSEWHERE.fullmatch(known)
        or _SENTENCE.search(known)
        or is_question(known)
    ):
        return Rejected(f"没看出姓名，{spec.label}请只写姓名，例如：张小明。")
    return Accepted(plain)


def strip_name(plain: str, names: tuple[str, ...] = ()) -> str:
    """The bare name; · in whatever form it was typed, no spaces between Han characters."""
    for name in sorted(names, key=len, reverse=True):
        if plain.startswith(name) and len(plain) > len(name):
            rest = plain[len(name) :].lstrip(" :：是叫为")
            plain = rest if len(rest) >= 2 and not re.match(r"姓名|名字|代表|人", rest) else plain
            break
    if re.search(r"[{}<>&$%=]", plain):
        return _LEAD.sub("", plain) or plain
    plain = _ROUNDABOUT.sub("", plain) or plain
    plain = re.sub(r"^姓(.{1,2})名(.{1,2})$", r"\1\2", plain)
    plain = _LEAD.sub("", plain) or plain
    plain = re.sub(r"\s*[（(，,；;。\n].*$", "", plain, flags=re.S).strip() or plain
    plain = re.sub(rf"(?<=[{HAN_CHARACTER}])\s*[•・‧∙．.·]\s*(?=[{HAN_CHARACTER}])", "·", plain)
    plain = re.sub(rf"(?<=[{HAN_CHARACTER}])\s+(?=[{HAN_CHARACTER}])", "", plain)
    plain = re.sub(r"[Ａ-Ｚａ-ｚ]", lambda c: unicodedata.normalize("NFKC", c[0]), plain)
    for ending in (_PARTICLE, _TAIL):
        cut = ending.sub("", plain)
        plain = cut if len(cut) >= 2 else plain
    return plain.strip(" “”\"'「」『』")
