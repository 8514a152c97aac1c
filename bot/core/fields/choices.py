"""Fields with a few fixed answers: 性别, 单位性质, 企业规模, 学历. The words people use for each, longest first."""

from __future__ import annotations

import re

import opencc

from bot.core.fields.base import Accepted, CheckBack, Choice, FieldContext, FieldSpec, Outcome, Rejected
from bot.core.fields.common import fold, none_outcome, says_none

SIMPLIFY = opencc.OpenCC("t2s").convert

# ---- 学历 ----

EDUCATION_ORDER = ("小学", "初中", "高中", "技校", "中专", "大专", "本科", "硕士", "博士")
EDUCATION_WORDS = [
    ("博士", r"博士"),
    ("硕士", r"硕士|研究生|硕|mba|emba"),
    ("本科", r"专升本|本科|学士|大学(?!专科|专)|本硕|大本|全日制大学"),
    ("大专", r"大专|专科|高职|高专|电大|函授|夜大|成教|成人教育|大學專科|职业技术学院|大学专科"),
    ("中专", r"中专|职高|中职|职业高中|中等专业|中师|卫校"),
    ("技校", r"技校|技工|高技|技师学院"),
    ("高中", r"高中"),
    ("初中", r"初中|初级中学|九年义务"),
    ("小学", r"小学|没念过几年书|没文化|文盲"),
]
_UNFINISHED = re.compile(r"在读|没毕业|还没拿|未毕业|肄业|没拿到|正在读|没念完|没读完")


def find_education(text: str) -> str | None:
    """The degree a text names, the highest first; 「电大本科」 is 本科, 「本科在读」 is none."""
    plain = SIMPLIFY(fold(text)).lower()
    for value, words in EDUCATION_WORDS:
        hit = re.search(words, plain)
        if hit:
            after = plain[hit.end() : hit.end() + 8]
            before = plain[max(0, hit.start() - 5) : hit.start()]
            if _UNFINISHED.search(after) or re.search(r"没(?:有|上|读|念)过?$|不是$|非$|考$|读$|未$", before):
                continue
            return value
    return None


def education(text: str, spec: FieldSpec, context: FieldContext) -> Outcome:
    found = find_education(text)
    if found:
        note = None
        if re.search(r"自考|电大|函授|夜大|成教|成人|网络教育|开放大学", text) and found in ("大专", "本科"):
            note = None
        return Accepted(found, note)
    plain = fold(text)
    if re.fullmatch(r"其[他它](?:学历)?", plain):
        return Accepted("其他")
    if _UNFINISHED.search(plain):
        return Rejected("还没毕业的学历不能填，请填已经拿到毕业证的最高学历，例如：大专。")
    if re.search(r"自考|函授|成人|同等学[历力]", plain):
        options = (Choice("大专", "大专"), Choice("本科", "本科"))
        return CheckBack("拿到的是大专还是本科毕业证？", options)
    return Rejected("没看出是哪一种学历，请填已取得毕业证的最高学历，例如：高中、中专、大专、本科、硕士。")


# ---- 性别 ----


def gender(text: str, spec: FieldSpec, context: FieldContext) -> Outcome:
    plain = SIMPLIFY(fold(text)).lower()
    if re.search(r"不男不女|男女|保密", plain):
        return Rejected("性别请填“男”或“女”，和身份证一致。")
    if re.search(r"女|小姐|太太|阿姨|female", plain):
        return Accepted("女")
    if re.search(r"男|先生|爷们|(?<!fe)male", plain):
        return Accepted("男")
    return Rejected("性别请填“男”或“女”，例如：男。")


# ---- 单位性质 ----

_OWNERSHIP = [
    ("国有企业", r"国有|国企|央企|全民所有|国资"),
    ("集体企业", r"集体(?:所有|企业|经济)?|村办|合作社"),
    ("外资企业", r"外资|外商独资|外商投资|[德美日台港英法韩意澳荷瑞]资|独资企业.{0,4}外|三资|港澳台(?:独资|投资)"),
    ("合资企业", r"合资|合营|中外合作"),
    ("股份有限公司", r"股份(?:有限)?(?:公司)?|股份制|上市公司"),
    ("私营企业", r"私营|私企|民营|民企|个体|个人独资|合伙|自己(?:开|办)的|私人|家族"),
    ("有限责任公司", r"有限责任|有限公司|责任有限|自然人(?:独资|投资)|法人独资|一人有限|^有限$|有限责任公司"),
    ("其他企业", r"其[他它](?:企业)?"),
]


def ownership(text: str, spec: FieldSpec, context: FieldContext) -> Outcome:
    """The eight of 登记表说明2; a 国有 company that is also a 有限公司 is what its owner calls it first."""
    plain = SIMPLIFY(fold(text))
    found = [(hit.start(), value) for value, words in _OWNERSHIP if (hit := re.search(words, plain))]
    if not found:
        return Rejected(f"单位性质要从八种里选一种：{'、'.join(spec.options)}。例如：有限责任公司。")
    strong = [v for _, v in found if v in ("国有企业", "集体企业", "外资企业", "合资企业")]
    if strong:
        return Accepted(strong[0])
    return Accepted(min(found)[1])


# ---- 企业规模 ----


def enterprise_size(text: str, spec: FieldSpec, context: FieldContext) -> Outcome:
    plain = SIMPLIFY(fold(text))
    hits = re.findall(r"(大|中|小|微)(?:型|企|微|等)", plain) or re.findall(r"^(大|中|小|微)(?:的|吧)?$", plain)
    kinds = list(dict.fromkeys(hits))
    if len(kinds) == 1 and "小微" not in plain:
        return Accepted(f"{kinds[0]}型")
    if kinds or "小微" in plain:
        wanted = kinds if len(kinds) > 1 else ["小", "微"]
        return CheckBack("是哪一种？", tuple(Choice(f"{k}型", f"{k}型") for k in wanted))
    if says_none(text):
        return none_outcome(spec)
    return Rejected(
        "企业规模请填大型、中型、小型或微型；不清楚就说行业、人数和年营业收入，例如：五金加工，60人，2000万。"
    )
