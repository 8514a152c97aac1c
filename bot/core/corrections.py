"""What a correction says: which cell, what was wrong, what replaces it, how many items back. Pure reading of the text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_MISSING = (
    r"(?:少|漏|多)(?:打|写|说|填|输)?了?(?:[一1两2几]?[个位](?:字|数字?)?|字)(?:[0-9零〇一二三四五六七八九](?![0-9]))?"
)
_WRONG = rf"(?:{_MISSING}|(?:填|说|写|弄|搞|输|打|记|报|讲|数|算|看|点)?(?:得|的)?(?:有)?(?:错|误|不对|反)(?:了|字了?|啦|咗)?)"
_CORRECTS = re.compile(
    rf"{_WRONG}|改(?:成|为|一下|下|到|回|作|(?=\d))|更正|修改|换成|应该是|应为|其实是|不是.{{1,40}}(?:是|，|,)|是[^，,]{{1,40}}[，,\s]?(?:而)?不是[^，,吗么？?]{{1,40}}$|更新(?:为|成)|订正|改一?改|纠正|重填|要改|想改|把.{{1,20}}(?:改|换)"
)


def is_correction(text: str) -> bool:
    """「刚才学历填错了，是本科」「手机改成…」「不是大专是本科」."""
    return bool(_CORRECTS.search(unicodedata.normalize("NFKC", text)))


@dataclass(frozen=True)
class Correction:
    """`label`: words before the verb of correction; `old`: the value said to be wrong; `new`: what replaces it."""

    label: str
    old: str
    new: str


_LEAD = r"^(?:等等|等一下|等下|哎呀?|诶|欸|不好意思|对不起|抱歉|啊|哦|那个|刚才|刚刚|前面|上面|之前|我|你|帮我|麻烦|请|的|，|,|\s|把|那|话说|对了)*"
_FORMS = [
    re.compile(
        rf"{_LEAD}(?P<label>.{{0,24}}?)(?:不是|并非|非)(?P<old>[^，,。；]{{1,60}}?)[，,。；\s]*(?:而是|应该是|是|改成|应为)(?P<new>.+)$",
        re.S,
    ),
    re.compile(
        rf"{_LEAD}(?P<label>[^，,。；]{{0,24}}?)(?:是|叫)(?P<new>[^，,]{{1,60}}?)[，,\s]*(?:而)?不是(?P<old>[^，,。]{{1,60}})$",
        re.S,
    ),
    re.compile(
        rf"{_LEAD}(?P<label>[^，,。；]{{0,24}}?)(?:原来|之前|刚才)?(?:是|写的|填的|说的)?(?P<old>[^，,。；]{{0,60}}?)(?:改成|改为|换成|更正为|更新为|更新成|修改为|修改成|改到|改作|改回|改(?=\d))[:：是]?(?P<new>.+)$",
        re.S,
    ),
    re.compile(
        rf"{_LEAD}(?P<label>.{{0,30}}?){_WRONG}[，,。；!！\s]*(?:应该|应当|其实|实际|正确)?(?:的)?(?:是|应为|为|改成|改为)?[:：]?(?P<new>.+)$(?P<old>)",
        re.S,
    ),
    re.compile(
        rf"{_LEAD}(?P<label>[^，,。；]{{1,24}}?)(?:也|还|都)?(?:得|要|想|需要)?(?:改|更正|修改|换)(?:一下|一改|下|一个)"
        r"[，,。；\s]*(?:应该|其实)?(?:换成|改成|改为|是|为|成|叫|到)[:：]?(?P<new>.+)$(?P<old>)",
        re.S,
    ),
    re.compile(
        rf"{_LEAD}(?P<label>.{{0,24}}?)(?:应该是|应为|其实是|更正[:：]?|实际是|才是|还是|[，,]?现在[是叫]|升为|升到|变成)(?P<new>.+)$(?P<old>)",
        re.S,
    ),
]


# What goes with a new value and is none of it: 「我现在是……，帮我改过来」.
_BEFORE_NEW = re.compile(
    r"^(?:(?:帮我|麻烦|请|给我|你)+(?:改成|改为|换成)|(?:我|他|她|本人)?(?:现在|目前|如今|应该|其实)(?:的)?(?:是|叫|为)|(?:我|他|她)(?:是|叫))[:：]?"
)
_AFTER_NEW = re.compile(
    r"[，,。；;\s]+(?:(?:帮我?|帮忙|麻烦|请|给我|劳驾|你|您|就|把它)*(?:改|更正|换|调|纠正)(?:一下|过来|一改|下|掉|正|了)*|谢谢|多谢|辛苦|拜托)(?:吧|哈|啊|呀|了|你|您|谢谢|，)*$"
)


def _bare(new: str) -> str:
    plain = _BEFORE_NEW.sub("", _AFTER_NEW.sub("", new.strip(" ，,：:"))).strip(" ，,：:")
    return plain or new.strip(" ，,：:")


def read_corrections(text: str) -> list[Correction]:
    """Every reading of a text as a correction, likeliest first; the task tries them against its fields."""
    plain = text.strip().rstrip("。.!！")
    found = []
    for form in _FORMS:
        hit = form.match(plain)
        if hit and hit["new"].strip():
            found.append(
                Correction(
                    (hit["label"] or "").strip(" ，,的把"),
                    (hit["old"] or "").strip(" ，,"),
                    _bare(hit["new"]),
                )
            )
    return found


_ONLY_WRONG = re.compile(
    r"(?:不对|哎呀?|哦|啊|刚才|刚刚|前面|上面|我|那个|又|[，,\s])*(?:少|漏|多|写|打|填|说|输|记)(?:[打写说填输])?(?:了?[一1]?[个位]?字|错(?:了|字了?|别字了?)?)[，,\s。]*(?:是.{1,4}的.{1,2})?[。!！]*"
)
_STEPS = re.compile(
    r"^(?:把|我|那|刚才的?|哦|噢|不对|等下|返回|回到?|退回|[，,\s])*(?P<back>上+|前)面?(?P<n>[一1二2两三3])?"
    r"(?:项|个(?!月|星期|礼拜|周|季)|题|条|格|空|步)(?:里面?|的)?(?P<rest>.*)$",
    re.S,
)
_TO_VALUE = re.compile(
    rf"^[，,。\s]*(?:{_WRONG})?[，,。\s]*(?:应该|其实)?(?:改成|改为|换成|改作|改到|改回|改一下|改|是|为|填)?[:：，,\s]*"
)


def says_only_wrong(text: str) -> bool:
    """「写错字了」「打错了 是辩论的辩」: something is wrong, and neither what nor what instead can be read."""
    return bool(_ONLY_WRONG.fullmatch(text.strip()))


def steps_back(text: str) -> tuple[int, str] | None:
    """「上一项 改成本科」 → 1, 本科; 「上上项」 → 2, nothing. None where no earlier item is meant."""
    hit = _STEPS.match(text.strip().rstrip("。.!！"))
    if hit is None:
        return None
    said = "一二三".find((hit["n"] or "一").translate(str.maketrans("123两", "一二三二"))) + 1
    return max(said, len(hit["back"])), _TO_VALUE.sub("", hit["rest"]).strip()
