"""Hears a person's title (职称) and quality-profession qualification (质量专业职业资格) in free text."""

from __future__ import annotations

import re
from typing import Any

from bot.core.mentions.quantities import plain

ASKED = ("title", "title_level", "title_field", "vocational_level")
_QUALITY_WORD = r"质量(?:专业|管理)?(?:技术)?(?:人员)?"
# 质量工程师 is also the name of a job: it counts as the qualification with a level, 证 or 有 beside it, or when asked.
_VOCATIONAL = re.compile(
    rf"(?P<l1>初级|中级|高级|助理)(?:的)?(?:{_QUALITY_WORD})(?:工程师|职业资格|资格|执业资格|证)"
    rf"|质量(?:专业|管理专业|类)(?:技术)?(?:人员)?(?:的)?(?P<l2>初级|中级|高级)(?!工程师|职称|技术职称)(?:的)?(?:职业|执业|技术)?(?:资格|证)?"
    r"|质量(?:类|方面)?(?P<l4>初级|中级|高级)(?:的)?(?:专业)?(?:技术)?(?:人员)?(?:职业|执业|技术)?(?:资格|证)"
    rf"|质量工程师(?:职业)?(?:资格)?[（(]?(?P<l3>初级|中级|高级)"
    rf"|(?P<bare>(?:有|持|考了|考过|考出|拿了|拿到|取得|考的)(?:了|过|个|一个)?(?:质量工程师|质量专业(?:职业)?资格)|质量工程师(?:职业)?(?:资格)?证?(?:资格|证))"
)
_NO_VOCATIONAL = re.compile(
    r"(?:没|无|未)(?:有)?(?:考过?|取得|拿到?)?(?:什么|任何)?(?:质量专业|质量工程师|职业资格|质量(?:专业)?(?:职业)?资格|资格证)|(?:职业资格|质量工程师|资格证|质量专业资格)(?:证)?(?:也|都|还|(?:一|半)[个张本])*(?:没有?|冇|无)"
)
_LEVELS: tuple[tuple[str, str, str], ...] = (
    (
        "正高",
        r"正高级?(?:工程师|经济师|会计师|职称)?|正高工|教授级高(?:级)?工(?:程师)?|教高|研究员(?!级)|(?<!副)教授(?!级)",
        "正高级职称",
    ),
    (
        "副高",
        r"副高(?:级)?(?:职称)?|高工|高级(?:技术|专业技术)?职称|高级(?:[\u4e00-\u9fff]{0,6}?)(?:工程师|经济师|会计师|统计师|审计师|政工师|农艺师|兽医师|实验师|讲师|工艺师|计量师)|副教授|副研究员",
        "高级职称",
    ),
    (
        "初级",
        r"助(?:理)?工(?:程师)?|助理[\u4e00-\u9fff]{0,4}(?:师|员)|初级(?:技术|专业技术)?职称|初级(?:工程师|会计师?|经济师)|技术员职称|初级会计|员级",
        "初级职称",
    ),
    (
        "中级",
        r"中级(?:技术|专业技术)?职称|中级(?:[\u4e00-\u9fff]{0,4}?)(?:工程师|会计师?|经济师|统计师|审计师|政工师|农艺师|实验师|讲师)|中级(?=的?$|[，,。；;、+/])|(?<![助理级高])(?:[\u4e00-\u9fff]{0,4}?)工程师(?=职称)|(?:会计|经济|统计|审计|政工|农艺|实验)师(?!事务)",
        "中级职称",
    ),
)
# 「工程师（中级）」 is 「中级工程师」.
_LEVEL_BEHIND = re.compile(
    r"([\u4e00-\u9fff]{0,3}?(?:工程师|经济师|会计师|统计师))[（(](初级|中级|高级|副高级|正高级)(?:职称)?[)）]"
)
# 「职称只到初级」
_LEVEL_REACHED = re.compile(r"职称(?:还|就|只|才|是|到|评|评到|有)+(初级|中级|副高级?|高级)(?:职称)?")
_NORMAL = {
    "助工": "助理工程师",
    "高工": "高级工程师",
    "正高工": "正高级工程师",
    "教高": "正高级工程师",
    "教授级高工": "正高级工程师",
}
_NO_TITLE = re.compile(
    r"(?:没|无|未|冇)(?:有)?(?:评过?|考过?|拿过?|取得)?(?:什么|任何|啥)?(?:技术)?职称|职称(?:也|都|还|是)?(?:没有?(?!问题)|无|冇)|(?:什么|啥)职称(?:都|也)没|没评职称|没评上职称"
)
_NOT = re.compile(
    r"(?:没|没有|不是|未|还没|并非|冇|没评上|没考上|没拿到?|没过)(?:评上?|取得|拿到?|考上?|过|到|有|什么)*$"
)
_HAVE_ENGINEER = re.compile(
    r"(?:有|评了|评上|评的|取得|拿了|拿到|考了|职称[是为：:]?)(?:了|过|个|一个)?(?P<t>[\u4e00-\u9fff]{0,4}?工程师)"
)
# 「工程师、本科、有证」: an item of a list of what one has; 质量工程师 may be a job.
_LISTED_ENGINEER = re.compile(
    r"(?:^|[、，,；;：:+/\s])(?:我是|是|有)?(?P<t>(?!质量|品质|助理|高级|初级)[\u4e00-\u9fff]{0,2}工程师)(?=[、，,；;。+/\s]|$)"
)
_RELATED_NO = re.compile(
    r"(?:专业)?(?:不(?:太)?(?:相关|对口|搭界|沾边)|无关|没(?:有|什么)?关系|不搭|不是(?:质量|相关)专业)"
)
_RELATED = re.compile(r"相关专业|(?<!不)对口|(?<![不没无])相关(?!工作|经验)|沾边|有关")
_UNRELATED_WORDS = re.compile(r"会计|审计|政工|医|护士|律师|教师|讲师|艺术|档案|图书|翻译|人力|新闻|播音|农艺|兽医")
_QUALITY_TITLE = re.compile(
    r"(?:质量|计量|标准化|检验|检测|质检)[\u4e00-\u9fff]{0,4}(?:工程师|职称|专业)|质量专业|质量工程(?!师)|专业(?:是|为|:|：)?[\u4e00-\u9fff]{0,6}(?:质量|计量|标准化|检测|检验)"
)


def hear(text: str, asked: str | None = None) -> dict[str, Any]:
    """`title`, `title_level`, `title_field` and `vocational_level` as in core/facts.py; `…_below` for 「没评上高工」.

    Which fields count as 相关 no notice lists, so 机械, 化工 … leave `title_field` open, to be asked.
    """
    words = _LEVEL_REACHED.sub(r"\1职称", _LEVEL_BEHIND.sub(r"\2\1", plain(text).strip()))
    heard: dict[str, Any] = _bare_level(words, asked) if asked in ASKED else {}
    if heard:
        return heard
    vocational, rest = _vocational(words, asked)
    heard |= vocational
    heard |= _title(rest, asked)
    heard |= _field(rest, heard, asked)
    if not heard and asked in ASKED:
        heard = _bare(words, asked)
    return heard


def _vocational(words: str, asked: str | None) -> tuple[dict[str, Any], str]:
    """The qualification, and the text without it, so that its level is not heard as a title's."""
    match = _VOCATIONAL.search(words)
    if match is None and asked in ASKED:
        match = re.search(
            r"(?P<l1>初级|中级|高级)的?[，,]质量专业(?:技术)?(?:人员)?(?:职业)?资格|(?P<bare>质量工程师)", words
        )
    if match and not _NOT.search(words[: match.start()]):
        groups = match.groupdict()
        level = groups.get("l1") or groups.get("l2") or groups.get("l3") or groups.get("l4") or "中级"
        return {"vocational_level": "初级" if level == "助理" else level}, words[: match.start()] + words[match.end() :]
    if match or _NO_VOCATIONAL.search(words):
        return {"vocational_level": "无"}, _NO_VOCATIONAL.sub("", words) if not match else words[: match.start()]
    return {}, words


def _title(words: str, asked: str | None) -> dict[str, Any]:
    missed: list[str] = []
    for level, pattern, plain_title in _LEVELS:
        for match in re.finditer(pattern, words):
            if _NOT.search(words[: match.start()]) or re.match(r"(?:职称)?(?:都|也|还)?没", words[match.end() :]):
                missed.append(level)
                continue
            said = re.sub(r"^(?:有|是|评|拿|了|过|我|的|个|为)+", "", match[0].removesuffix("职称"))
            if said in ("中级", "高级", "初级", "副高", "副高级", "正高", "正高级", "员级"):
                said = plain_title
            return {"title": _NORMAL.get(said, said), "title_level": level}
    engineer = _HAVE_ENGINEER.search(words)
    if engineer and not _NOT.search(words[: engineer.start()]):
        return {"title": engineer["t"], "title_level": "中级"}
    listed = _LISTED_ENGINEER.search(words)
    if listed:
        return {"title": listed["t"], "title_level": "中级"}
    if _NO_TITLE.search(words):
        return {"title": "无", "title_level": "无"}
    return {"title_level_below": missed[0]} if missed else {}


def _field(words: str, heard: dict[str, Any], asked: str | None) -> dict[str, Any]:
    level = heard.get("title_level")
    if level in (None, "无") and asked != "title_field":
        return {}
    if _RELATED_NO.search(words):
        return {"title_field": "无关"}
    if _QUALITY_TITLE.search(words):
        return {"title_field": "质量"}
    if _RELATED.search(words):
        return {"title_field": "相关"}
    said = str(heard.get("title", "")) if level else words
    return {"title_field": "无关"} if _UNRELATED_WORDS.search(said) else {}


def _bare_level(words: str, asked: str | None) -> dict[str, Any]:
    """「中级」 alone is the level of what was asked about."""
    level = re.match(
        r"^(?:是|有|就|只有|应该是|算是|[，,、 ])*(初级|中级|高级|副高|正高|初|中|高)(?:的|级|吧)*$", words
    )
    if not level or asked == "title_field":
        return {}
    key = "vocational_level" if asked == "vocational_level" else "title_level"
    value = {"初": "初级", "中": "中级", "高": "高级"}.get(level[1], level[1])
    ladder = {"高级": "副高"} if key == "title_level" else {"副高": "高级", "正高": "高级"}
    return {key: ladder.get(value, value)}


def _bare(words: str, asked: str) -> dict[str, Any]:
    """A short answer to the question on the title or the qualification."""
    if re.match(
        r"^(?:都|什么都?|啥都?|一个都|二样都|全都|也)?(?:没有?|无|冇|没得|没考|没评)(?:过|上|的|啊|呢|了|呀|任何)*(?:$|[，,。；;])",
        words,
    ):
        if asked == "vocational_level":
            return {"vocational_level": "无"}
        return (
            {"title": "无", "title_level": "无", "vocational_level": "无"}
            if asked != "title_field"
            else {"title_field": "无关"}
        )
    if asked in ("title", "title_level") and re.fullmatch(r"(?:是|有|就是|[，,])*[\u4e00-\u9fff]{0,4}工程师", words):
        return {"title": re.sub(r"^(?:是|有|就是|[，,])+", "", words), "title_level": "中级"}
    if asked == "title_field":
        if re.match(r"^(?:是|相关|有关|算|对|对口|嗯)", words):
            return {"title_field": "相关"}
        if re.match(r"^(?:不|没|否|无)", words) and len(words) <= 8 and not re.search("知道|清楚|想|确定", words):
            return {"title_field": "无关"}
        if re.search("质量", words):
            return {"title_field": "质量"}
    return {}
