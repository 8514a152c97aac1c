"""What several kinds of fields share: folding a text, saying "none", cutting off the words around a value."""

from __future__ import annotations

import re
import unicodedata

from bot.core.fields.base import Accepted, FieldSpec, Outcome, Rejected

NONE = "无"
_NONE = re.compile(
    r"^(?:没啥|没什么|没有|没|冇|暂无|暂时没有?|暂时无|目前没有?|还没有?|尚无|无|未有|空|跳过|略|不填|免填|不适用|/|／|—+|-+|n/?a|none|nil)"
    r"(?:要|需要)?(?:备注|说明|补充|兼任?|兼职|兼别的职务|其[他它]职务?|别的职务|职务|传真|网站|网址|官网|邮箱|职称|证书?|证书编号|考|拿到?|办|发|参加|培训|填|的|了|啦|过|呢|吧|跳过|填无|机|号|哦|啊|任何|评|单位|公司|企业|个人|固定|电话|座机|什么|啥)*$"
)


def fold(text: str) -> str:
    """Half-width, single spaces, no outer punctuation. Traditional characters stay as written: names are names."""
    plain = unicodedata.normalize("NFKC", text).replace("\u3000", " ").strip()
    plain = re.sub(r"[ \t]+", " ", plain)
    return re.sub(r"^[\s,.。;、!~～“”\"'「」]+|[\s,.。;、!~～“”\"'「」]+$", "", plain)


def says_none(text: str) -> bool:
    """「没有」「没网站」「没啥要备注的」「还没考」「没有兼别的职务」."""
    plain = re.sub(r"[\s,，.。!！;；、]+", "", fold(text)).lower()
    plain = re.sub(r"^(?:我|我们|公司|单位|厂里|这个|真的|确实|本人|也|都)+", "", plain)
    plain = re.sub(r"(?:啊|呀|哦|呢|吧|的|了)+$", "", plain) or plain
    return bool(_NONE.match(plain))


def none_outcome(spec: FieldSpec) -> Outcome:
    """「没有」 for this field: 无 where the cell may be empty, else why it is needed."""
    if not spec.required:
        return Accepted(NONE)
    return Rejected(f"{spec.label}是必填的：{spec.why}例如：{spec.example}。")


_LEAD = r"^(?:嗯+|哦|噢|啊|那个|就是|是|叫做?|叫|为|填|写|:|：|，|,|\s)+"


def strip_around(text: str, names: tuple[str, ...] = ()) -> str:
    """The value without the words people put around it: 「我们公司叫……的」「职务是……吧」."""
    plain = fold(text)
    for name in sorted(names, key=len, reverse=True):
        hit = re.match(
            rf"^(?:我(?:们)?的?|本人的?|他的?|她的?|单位的?|公司的?)?{re.escape(name)}(?:号码?)?\s*(?:[:：,，]|是|为|叫|填|写|\s)\s*(?:[:：])?",
            plain,
        )
        if hit and hit.end() < len(plain):
            plain = plain[hit.end() :]
            break
    plain = re.sub(_LEAD, "", plain)
    plain = re.sub(r"(?:啊|呀|哦|吧|啦|哈|咯|喔|呗|嘛)+$", "", plain)
    return plain.strip(" ,，.。;；、:：")
