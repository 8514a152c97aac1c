"""Hears whether anything that bars a person was told, and when a person says that nothing does."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from bot.core.mentions.quantities import plain

# 「保密」 declines; 「保密义务」 「保密几年」 ask about secrecy.
KEEPS_QUIET = r"保密(?!义务|要求|期|几|多|责任|条款|规定|制度|协议|工作)"

ASKED = "disqualifiers"
_PART = re.compile(r"[，,。；;！!？?\n]|但是|不过|可是|就是(?!说)|只是|除了")
_NOT_BEFORE = re.compile(r"(?:没|未|无|冇|不曾|绝不|不会|不存在|没有|从不|不是)[^，,。；;]{0,14}$")
_NOT_AFTER = re.compile(r"^[^，,。；;]{0,10}?(?:没有|没(?!收|办法)|从来没|都没|更没|也没|从未|不存在|冇)")
_TRAFFIC = re.compile(r"交通|违章|闯红灯|超速|停车|罚单|扣分|驾照|开车")
_CRIME = re.compile(r"刑|坐过?牢|拘役|入狱|服刑|犯罪|泄|回扣|受贿|贪污|好处费|造假|秘密|配方|图纸|名单|客户资料")
_JAILED = re.compile(r"判|刑|坐过?牢|拘役|醉驾|逃逸|入狱|服刑|犯罪")
# Divorces, debts and dismissals are no matter of the notices, unless a crime is told with them.
_PRIVATE_MATTER = re.compile(
    r"离婚|官司|仲裁|民事|欠债|债务|欠钱|借款|房贷|抚养|继承|邻居|辞退|开除|下岗|裁员|解雇|炒(?:了|过)?鱿鱼|劝退|被裁|信用卡|逾期"
)
_CLEARED = re.compile(
    r"(?:举报|诬告|冤枉|怀疑|谣传|造谣|调查)[^。；;]{0,20}(?:没有的事|没这回事|不属实|查无|还了?清白|子虚乌有|没查出|查清(?:了)?(?:没|不是)|是假的|不成立)"
)
_GENERAL = re.compile(
    r"会怎么?样|怎么处理|什么后果|哪些情形|哪些人|什么情况|有什么(?:影响|处罚)|不得担任(?:的)?(?:情形|情况|有)|算不算泄密|怎么算"
)
_OTHERS = re.compile(
    r"(?:别人|同事|他们|对方|供应商|竞争对手|客户)(?:被|把|偷|吃|受|泄)|(?:我?[爸妈哥弟姐妹舅叔]|父亲|母亲|爱人|老婆|老公|家属|亲戚|兄弟|儿子|女儿)[^，,。；;]{0,6}(?:判|坐过?牢|被|蹲|受|进去|犯)|被(?:人|别人|同事|客户)(?:坑|害|骗)"
)
_CLEAN = re.compile(
    r"(?:没|无|未|冇)(?:有)?(?:干过|做过|受过|犯过|发生|出过|任何|什么|这些|那些|过|啥|上面|以上)*(?:违法|违规|违纪|犯法|犯罪|犯事|处分|处罚|前科|案底|坏事|不良记录|不良|污点|泄密|泄露|这些|情形|问题|毛病|刑事|亏心事|失信|重大失误|失误)"
    r"|(?:没|未)(?:有)?犯过?(?:什么|啥)?(?:事|法|罪)|清清?白白|清白|守规矩|哪能呢|怎么可能有?[吧呢。！!]?$|遵纪守法|守法|干干净净|身家清白|历史清白|奉公守法|从没犯|(?:违法|违规|违纪|犯法|犯罪|处分|处罚|前科|泄密|泄露|秘密|刑事|失误|谋利|回扣|滥用|不正当|坏事|案底)[^，,。；;]{0,24}(?:都|全|一概|统统|通通|均|从来|一样|一条|一个|也)+(?:也)?(?:没有?|无|不沾|不存在|不涉及)|什么都没(?:犯|干)|一[条项样个]都没(?:有|沾|犯)|都不(?:沾|涉及|存在)|不存在(?:这些|上述|以上)"
)
# 「处分、泄密、谋私，这些一样没有」: what is listed first is denied as a whole.
_ALL_DENIED = re.compile(
    r"(?:这些|以上|上述|上面|那些|你说的|您说的)(?:事|情形|情况|毛病)?(?:我)?(?:一样|一条|一个|全|都|统统|通通|也)*(?:没有?|无|不沾|没沾|没干|没犯)"
)
_EXCEPT = re.compile(r"除了|不过|但|就是|只是|唯独")
_NONE = re.compile(
    r"^(?:都|全|全都|一个都?|一样都?|一条都?|统统|通通|肯定|绝对|当然|真的|这些|以上|上面|上述|我|从来|也)*(?:没有?|无|冇|没得|不存在|不沾|没沾|没犯)"
)
_SHY = re.compile(
    rf"(?:不|没|唔)(?:太|大|是很)?(?:知道|清楚|了解|记得|想说|想讲|想谈|想答|方便|愿意?|肯|好说|确定|想提|想回答|懂|晓得)|先不(?:说|讲|谈|提)|{KEEPS_QUIET}|不告诉|跳过|略过|下一个|忘了|说不(?:准|好|清|上来?|出来?)|无可奉告|记不(?:清|得|起|住|太清)|想不起|没印象|不好说|不便|问不到|(?:也|都|先|就|我)不(?:说|讲|提|透露)(?:了)?(?=$|[，,。；;！!])|查不到|没查|(?:得|要)(?:回去)?(?:翻|查|问)(?:一?下)?(?:证|档案|人事|才知道|看看)"
)


def hear(text: str, asked: str | None = None, signs: Mapping[str, Sequence[str]] | None = None) -> dict[str, Any]:
    """`disqualifiers`: the ids whose signs are told of the person, [] where they say that none applies.

    `signs` are the patterns the notices carry, by id. Denied («没泄过密»), traffic fines and what others did do not count.
    """
    words = plain(text).strip()
    if _GENERAL.search(words):
        return {}
    if _ALL_DENIED.search(words) and not _EXCEPT.search(words):
        return {ASKED: []}
    if _CLEARED.search(words):
        return {ASKED: []}
    found: list[str] = []
    for part in _PART.split(words):
        found += [i for i, patterns in (signs or {}).items() if i not in found and _told(part, tuple(patterns))]
    if found:
        return {ASKED: found}
    if _CLEAN.search(words):
        return {ASKED: []}
    if asked == ASKED and (_NONE.search(words) or _TRAFFIC.search(words) or _PRIVATE_MATTER.search(words)):
        return {ASKED: []}
    return {}


def declines(text: str) -> bool:
    """The person does not want to tell, or does not know."""
    return bool(_SHY.search(plain(text)))


def _told(part: str, patterns: tuple[str, ...]) -> bool:
    if _OTHERS.search(part) or (_TRAFFIC.search(part) and not _JAILED.search(part)):
        return False
    if _PRIVATE_MATTER.search(part) and not _CRIME.search(part):
        return False
    for pattern in _compiled(patterns):
        match = pattern.search(part)
        if match and not _NOT_BEFORE.search(part[: match.start()]) and not _NOT_AFTER.search(part[match.end() :]):
            return True
    return False


@lru_cache(maxsize=64)
def _compiled(patterns: tuple[str, ...]) -> list[re.Pattern[str]]:
    return [re.compile(pattern) for pattern in patterns]
