"""Hears what kind of enterprise it is: 国有, 规上, 生产, 质量奖, 规模; and whether the person is of its management."""

from __future__ import annotations

import re
from typing import Any

from bot.core.mentions.quantities import plain
from bot.core.mentions.unsaid import without_unsaid

_NOT = r"(?:不是|不算|非|并非|没有?|未|不够|达不到|够不上|还不到|没到|没达到|未达到?|不属于|不在|唔系)(?:什么|进|上|纳入|进入|评上|到|达到)?"
_STATE = re.compile(r"国企|国有(?!资产|土地|参股)|央企|国资|中央企业|[省市县州]属企业|地方国营|国营")
_PRIVATE = re.compile(
    r"民营|私营|私企|民企|个体|外资|合资|(?<!国有)独资|台资|港资|家族企业|自己(?:开|办)的(?!还是|证|吗)|私人|个人(?:开|办)的|集体企业|股份合作|老板自己"
)
_ABOVE = re.compile(
    r"规上|规模以上|规模上企业|限上|限额以上|四上企业|上规(?:模)?(?:企业|了|的)|上了规模?|达到规模|入规|入统"
)
_BELOW = re.compile(
    rf"(?:掉|退|移|跌|剔除?)(?:出|下)(?:了)?(?:规上|规模以上)|(?:规上|规模以上)[^，,。；;]{{0,4}}(?:掉|退|移|跌)(?:出|下|了)|{_NOT}(?:规上|规模以上|上规模?|限上|入规|入统|纳规|纳统|规模)|没上规模?|上不了规模?|规下|规模以下|限下|小规模企业|没入统"
)
_ASKS_SCALE = re.compile(
    r"(?:什么|啥|咋|怎么|哪些)(?:是|叫|算|样)?(?:才)?(?:是|算)?(?:规上|规模以上|规)|(?:规上|规模以上)(?:企业)?(?:是|指)?(?:什么|啥|怎么|多少)|(?:是不是|算不算)[^，,。]{0,4}规"
)
_PRODUCER = re.compile(
    r"生产(?:性|型|类|制造)?(?:企业|单位|厂|商|公司)|(?:搞|做|干|是|从事|属于|主要|专门|我们|自己)(?:的)?(?:是)?(?:生产|制造|加工)(?!管理|主管|经理|部)|生产[\u4e00-\u9fff]{1,10}的|制造(?:业|企业|厂|公司|商)|加工(?:厂|企业|业|作坊|的)|[\u4e00-\u9fff]{1,4}厂(?!长|家|商|房|里的)|(?:我们|咱们?|本|俺们?)厂|工厂|车间(?!主任)|作坊"
)
_SERVICE = re.compile(
    r"服务(?:业|企业|型|类|公司|行业|或贸易)|贸易|商贸|批发|零售|餐饮|饭店|酒店|宾馆|物流|运输公司|快递|软件|咨询|超市|商场|物业|培训机构|旅行社|旅游公司|广告|中介|保洁|保安公司|做服务|搞服务|外贸|电商|网店|医院|学校|银行|保险公司|信息技术公司|互联网"
    r"|(?:^|[，,。；;、\s]|我们?|户|是|专门|一家)(?:卖|经销|代销|倒卖)(?=[\u4e00-\u9fff])"
)
_NOT_PRODUCER = re.compile(rf"{_NOT}(?:生产|制造|加工)|不(?:搞|做|从事)?(?:生产|制造)(?!过)")
_AWARDS = (
    ("中国质量奖", r"中国质量奖|全国质量奖|国家质量奖"),
    ("省政府质量奖", r"省(?:人民)?(?:政府|长)?质量奖|省级(?:政府)?质量奖|省奖"),
    ("市州政府质量奖", r"(?:[市州](?:人民)?(?:政府|长)?|市州(?:政府)?|[市州]级(?:政府)?)质量奖"),
)
_AWARD_LEVELS = (
    ("中国质量奖", r"中国|国家|全国"),
    ("省政府质量奖", r"(?<![\u4e00-\u9fff])省|省(?:里|级|长|政府)"),
    ("市州政府质量奖", r"(?<![\u4e00-\u9fff])[市州]|[市州](?:里|级|长|政府)"),
)
_NO_AWARD = re.compile(
    r"(?:没|未|无|冇)(?:有)?(?:得|获|拿|评|申报|申请|参评|报|获得)?(?:过|到|上)?(?:什么|任何|啥|政府|这些)*(?:质量)?奖|(?:质量)?奖[^，,。；;]{0,5}(?:没|未|冇|无(?!锡))|没获奖|没得奖"
)
_WANTS_AWARD = re.compile(
    r"(?:想|准备|打算|要|计划|正在|申请|申报|报|争取|冲|评)(?:去|再)?(?:申报|申请|报|评|争|拿|冲)?[^，,。；;]{0,6}$"
)
_GOT = re.compile(r"(?:得|获|拿|评上|有|荣获|是|中)(?:过|了|得|到)?")
_SIZES = (("大型", r"大型"), ("中型", r"中型|中等规模"), ("微型", r"微型|(?<!小)微企"), ("小型", r"小型|小微"))
_LOOSE = (("大型", r"大公司|大企业|大厂|大集团"), ("小型", r"小公司|小厂|小企业|小作坊|小单位|小店"))
_SENIOR = re.compile(
    r"高管|高层|老板|总经理|副总|总裁|董事长|法人代表|法定代表人|厂长|一把手|管理层|合伙人|总监|总工(?!会)|主要负责人"
)
_JUNIOR = re.compile(
    r"(?:不是|不算|算不上|不属于|非)(?:公司|企业)?(?:高管|高层|管理层|领导)|普通(?:员工|职工|工人)|(?:班组长|组长|科员|车间主任|科长|主管|检验员|质检员|部门经理|质量经理|部长)(?:一个|而已)?"
)
_MAIN = re.compile(r"老板|总经理(?!助理)|董事长(?!助理|秘书)|法人(?!治理)|法定代表人|一把手|主要负责人|厂长(?!助理)")
# Whose post is told: 「我是…」 「他在当…」 「董事长自己兼」 「普通质检员」; 「老板想让我当」 tells nobody's.
_OF_A_PERSON = re.compile(
    r"(?:我|他|她|候选人|人选)(?:自己|本人)?(?:现在|目前|就|只|一直)*(?:是|当|在|任|做)|本人|普通(?:的)?(?:员工|职工|工人|质检|检验|技术)"
    r"|(?:老板|总经理|副总经理|副总|董事长|法人代表?|厂长|车间主任|科长|班组长|质检员|检验员|质量经理|部门经理|部长|主管)(?:自己|本人|亲自|直接|来|就|能不能|可不可以|能否|能|可以|想)*(?:兼|当|任|担任|做|上)"
)
# A yes or no that stands by itself answers what was asked, whatever follows; 「没得过奖」 answers only for itself.
_PLAINLY = re.compile(r"^(?:是的?|对的?|嗯|不是的?|没有?|否|有)(?:[，,。；;\s]|$)")
_OTHER_MATTER = re.compile(r"违法|违规|违纪|处分|泄密|泄露|培训|继续教育|职称")
_CONCERNS = re.compile(r"(?:让|叫|找|由|请)(?:我们)?$")


def hear(text: str, asked: str | None = None) -> dict[str, Any]:
    """`state_owned`, `above_scale`, `producer`, `award`, `enterprise_size`, `senior_manager`, `main_person`.

    「规上」 is taken only as said, never worked out from an amount. 「小公司」 is no size of the table, so it counts as
    小型 only where no figures are told with it.
    """
    words = plain(text).strip()
    told = without_unsaid(words)
    heard = {
        **_flag("state_owned", told, _STATE, _PRIVATE),
        **_scale(told, asked),
        **_producer(told),
        **_award(told, asked),
        **_size(told, asked),
        **_person(told, asked),
    }
    if not asked or asked in heard or (heard and not _PLAINLY.match(words)) or _OTHER_MATTER.search(words):
        return heard
    return {**_bare(words, asked), **heard}


def _flag(key: str, words: str, yes: re.Pattern[str], no: re.Pattern[str]) -> dict[str, Any]:
    """The kind named last counts, a denied one turns it round where there are only two: 「不是国企」."""
    if re.search(rf"(?:{_NOT}|没有)(?:{yes.pattern})", words):
        return {key: False}
    last_yes = max((m.start() for m in yes.finditer(words)), default=-1)
    last_no = max((m.start() for m in no.finditer(words) if not re.search(rf"{_NOT}$", words[: m.start()])), default=-1)
    if last_yes < 0 and last_no < 0:
        return {}
    if last_yes >= 0 and re.search(r"是不是$|算不算$", words[:last_yes]):
        return {}
    return {key: last_yes > last_no}


def _scale(words: str, asked: str | None) -> dict[str, Any]:
    if _ASKS_SCALE.search(words):
        return {}
    if _BELOW.search(words):
        return {"above_scale": False}
    return {"above_scale": True} if _ABOVE.search(words) else {}


def _producer(words: str) -> dict[str, Any]:
    if _NOT_PRODUCER.search(words):
        return {"producer": False}
    if _PRODUCER.search(words):
        return {"producer": True}
    return {"producer": False} if _SERVICE.search(words) else {}


def _award(words: str, asked: str | None) -> dict[str, Any]:
    for award, pattern in _AWARDS:
        for match in re.finditer(pattern, words):
            before = words[: match.start()].split("，")[-1].split(",")[-1]
            if re.search(r"没|未|无|冇", before + words[match.end() : match.end() + 5].split("，")[0]):
                continue
            if _WANTS_AWARD.search(before) and not _GOT.search(before):
                continue
            if award == "市州政府质量奖" and re.match(r"[^，,。；;]{0,6}(?:提(?:名|过名)|入围)", words[match.end() :]):
                continue  # 「含提名奖」 stands beside the nation's and the province's alone
            if (
                asked == "award"
                or _GOT.search(before)
                or re.search(
                    r"^(?:获得者|得主|企业|得过|拿过|有)|^[^，,。；;没未]{0,8}(?:提名|入围)", words[match.end() :]
                )
            ):
                return {"award": award}
    return {"award": "无"} if _NO_AWARD.search(words) else {}


def _size(words: str, asked: str | None) -> dict[str, Any]:
    if re.search(r"中小(?:微)?(?:型)?企业|中小微", words):
        return {"enterprise_size_below": "大型"}  # three sizes at once: not which, but which not
    for size, pattern in _SIZES:
        for match in re.finditer(pattern, words):
            if re.search(r"不是$|不算$|非$|没到$", words[: match.start()]) or re.match(
                r"(?:设备|机械|机床|项目|活动|商场|超市)", words[match.end() :]
            ):
                continue
            return {"enterprise_size": size}
    for size, pattern in _LOOSE:
        if re.search(pattern, words) and not re.search(
            r"\d|[一二三四五六七八九十百千万]+[来多几]?(?:个|号|名)?人|万|亿", words
        ):
            return {"enterprise_size": size}
    return {}


def _person(words: str, asked: str | None) -> dict[str, Any]:
    if asked not in ("senior_manager", "main_person") and not _OF_A_PERSON.search(words):
        return {}
    if _JUNIOR.search(words):
        return {"senior_manager": False, "main_person": False}
    if not _SENIOR.search(words):
        return {}
    return {"senior_manager": True, "main_person": bool(_MAIN.search(words))}


def _bare(words: str, asked: str | None) -> dict[str, Any]:
    """A short answer to the question being asked."""
    if re.search(r"不知道|不清楚|不确定|不想|不方便|不晓得|说不准|没统计|不记得", words):
        return {}
    no = re.match(r"^(?:都|还|也|从来?|肯定|当然)*(?:不是|不算|没有?|否|非|不属于|无|没|唔系|冇)", words)
    yes = re.match(r"^(?:是|对|嗯|算|属于|有|系|当然|没错|正是|应该是|(?:统计局|统计部门|他们)?说是)", words)
    if asked == "producer" and re.match(r"^(?:服务|贸易|都有|两样|二样|既)", words):
        return {"producer": not re.match(r"^(?:服务|贸易)", words)}
    if asked in ("state_owned", "above_scale", "producer", "senior_manager", "main_person"):
        return {asked: not no} if no or yes else {}
    if asked == "award" and no:
        return {"award": "无"}
    if asked == "award":
        return next(({"award": award} for award, level in _AWARD_LEVELS if re.search(level, words)), {})
    if asked == "enterprise_size":
        short = re.match(r"^(?:是|算|属于|应该是|大概是)?(大|中|小|微)(?:型|的|吧|企业)*$", words)
        return {"enterprise_size": f"{short[1]}型"} if short else {}
    return {}
