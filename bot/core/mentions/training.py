"""Hears about a person's training: the CQO's 任职培训, the yearly 继续教育 and the 培训合格证书."""

from __future__ import annotations

import re
from typing import Any

from bot.core.mentions.conduct import KEEPS_QUIET
from bot.core.mentions.quantities import plain

_PART = re.compile(r"[，,。；;！!\n]|但是|不过|可是|就是")
_ASKING = re.compile(
    r"怎么|哪里|哪儿|在哪|多少|要不要|用不用|需不需要|需要|必须|什么时候|几[个天学]|多久|几年|有效|不发|颁发|谁组织|费用|要培训|得培训|先培训|能不能|内容|学时"
)
_COURSE = re.compile(r"(?<!继续)(?:培训|培过训|参训|受训)")
_COURSE_NO = re.compile(
    r"(?:没|未|冇)(?:有)?(?:去|来得及|机会)?(?:参加|经过|接受|上|报名?|做|搞|受|进行)?(?:过|什么|首席质量官|cqo|任职|的|任何|官方)*(?:培训|培过)|培训(?:(?!证)[^，,。；;]){0,4}(?:没|未|还没|尚未|冇)(?!发|拿|领|下来|问题|落)|(?:没|未)培训"
)
_COURSE_YES = re.compile(
    r"(?:参加|经过|接受|上|通过|有|做|完成|考过|受)(?:了|过|完)?(?:首席质量官|cqo|任职|的|岗前|省里|市里|官方|组织)*培训|培训(?:都|也|已经?|早就?|全|是|课程?|考试?)*(?:过|了|完|合格|通过|结业|参加|有|做|考|拿|齐|上)|培过训|培训[^没未冇，,。；;]{0,6}(?:参加|通过|合格|完成|结业)"
)
_YEARLY = re.compile(r"继续教育|继教|年度轮训")
_YEARLY_NO = re.compile(
    r"(?:没|未|冇)(?:有)?(?:参加|接受|做|上|学|搞)?(?:过|什么|年度)*(?:继续教育|继教)|(?:继续教育|继教)[^，,。；;]{0,6}(?:没|未|冇|落下|缺)"
)
_CERTIFICATE = re.compile(
    r"(?:首席质量官|cqo|培训|合格|结业|上岗)[^，,。；;]{0,8}证|(?:首席质量官|cqo)证|合格证|(?<!资格)证书"
)
_CERTIFICATE_NO = re.compile(
    r"(?:没|未|冇)(?:有|拿到?|取得|考到?|发|下来?)?[^，,。；;]{0,12}证|证(?:书)?(?:也|都|还|尚)?(?:没|未|冇)"
)
_CERTIFICATE_LISTED = re.compile(
    r"(?:^|[、，,；;+/])(?:首席质量官|cqo)(?:任职)?(?:培训)?(?:合格)?证书?(?=$|[、，,；;。+/])"
    r"|(?:^|[、，,；;+/])(?:我)?(?:有|持|拿了|拿到了?)证书?(?=$|[、，,；;。+/])"
)
_OWN = re.compile(r"首席质量官|cqo|培训")
_OTHER_CERTIFICATE = re.compile(r"工程师|职称|资格|毕业|学历|学位|内审|黑带|iso|体系|注册")
_FAILED = re.compile(r"(?:没|未|不)(?:有)?(?:考过|合格|通过|及格|考上)|挂了")
_BOTH = re.compile(
    r"培训(?:和|跟|与|、|及|以及|加|还有)?(?:年度|每年|年年|后面|后来|之后)*的?(?:继续教育|继教)|(?:继续教育|继教)(?:和|跟|与|、|及)?(?:任职)?培训"
)
_EVERY_YEAR = re.compile(r"(?:年年|每年|逐年)(?:都|也|还|全)*(?:参加|有|上|学|做|去|没落|不落)")
_SHY = re.compile(
    rf"(?:不|没|唔)(?:太|大|是很|怎么)?(?:知道|清楚|了解|记得|想说|想讲|想谈|想答|想提|方便|便说|愿意?|肯|好说|确定|记)|先不(?:说|讲|谈|提)|{KEEPS_QUIET}|不(?:说|讲|谈|提)(?:了|吧|$)|跳过|略过|忘了|记不[清得]"
)
_OTHER_MATTER = re.compile(r"处分|违法|违规|违纪|泄密|泄露|犯|职称|学历|质量奖|规上|不正当")
_YES = re.compile(
    r"^(?:[二两](?:样|个|项)|全部?|统统)?(?:有|是|参加|都|每年|培训过|合格|考过|过了|通过|嗯|对|拿|做过|学过|完成|当然|去年|今年|前年|\d+年)"
)
_NO = re.compile(r"^(?:都|还|暂时|目前|从来?|一直|也|二样|全)*(?:没|无|未|不曾|冇|否|不是)")


def hear(text: str, asked: str | None = None) -> dict[str, Any]:
    """`training`, `continuing_education` and `certificate` as in core/facts.py. A certificate says the training is done."""
    words = plain(text).strip()
    heard: dict[str, Any] = {}
    parts = [p for p in _PART.split(words) if p.strip()]
    for part in parts:
        if _SHY.search(part) or (_ASKING.search(part) and not re.search("要是|如果|假如|等", part)):
            continue
        heard |= _part(part)
    if heard.get("training") and _EVERY_YEAR.search(words):
        heard.setdefault("continuing_education", True)
    if "certificate" not in heard and _CERTIFICATE_LISTED.search(words):
        heard |= {"certificate": True, "training": True}
    if not heard and parts and not _SHY.search(words):
        heard = _bare(words, asked)
    elif asked == "training" and "training" in heard and "continuing_education" not in heard:
        heard |= _whole_question(words, bool(heard["training"]))
    return heard


def declined(text: str, asked: str | None = None) -> set[str]:
    """「培训的事不方便说」 turns the training down, whatever else the message tells."""
    keys: set[str] = set()
    for part in _PART.split(plain(text)):
        if not _SHY.search(part):
            continue
        if _CERTIFICATE.search(part):
            keys.add("certificate")
        elif _COURSE.search(part):
            keys |= {"training", "continuing_education"}
        elif _YEARLY.search(part):
            keys.add("continuing_education")
    return keys


def _part(part: str) -> dict[str, Any]:
    heard: dict[str, Any] = {}
    if _BOTH.search(part):
        done = not re.search(r"没|未|冇", part)
        return {"training": done, "continuing_education": done}
    if _COURSE.search(part):
        if _COURSE_NO.search(part) or _FAILED.search(part):
            heard["training"] = False
        elif _COURSE_YES.search(part):
            heard["training"] = True
    if _YEARLY.search(part):
        if _YEARLY_NO.search(part):
            heard["continuing_education"] = False
        elif re.search(r"有|参加|接受|做|学|完成|上|每年|都|合格", _YEARLY.sub("", part)):
            heard["continuing_education"] = True
    if _CERTIFICATE.search(part) and (_OWN.search(part) or not _OTHER_CERTIFICATE.search(part)):
        has = not _CERTIFICATE_NO.search(part)
        if has and re.search(r"有|拿|取得|持|考|发|证书?(?:在手|齐|到手)|合格证书?$", part):
            heard |= {"certificate": True, "training": True}
        elif not has:
            heard["certificate"] = False
            if heard.get("training") is False and not _COURSE_NO.search(part.replace("证", "")):
                heard.pop("training")
    return heard


def _whole_question(words: str, done: bool) -> dict[str, Any]:
    """The question asks for training and continuing education together; 「只…」 sets the second one apart."""
    if not done:
        return {"continuing_education": False}
    return {"continuing_education": not re.search(r"只|就|仅|光", words)}


def _bare(words: str, asked: str | None) -> dict[str, Any]:
    keys = {
        "training": ("training", "continuing_education"),
        "continuing_education": ("continuing_education",),
        "certificate": ("certificate",),
    }.get(asked or "", ())
    if not keys or _OTHER_MATTER.search(words):
        return {}
    if _NO.search(words) or re.search(r"(?:没|未|冇)(?!问题|落下|缺|断|得说)", words):
        return dict.fromkeys(keys, False)
    return dict.fromkeys(keys, True) if _YES.search(words) else {}
