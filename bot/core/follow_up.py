"""Short messages that go on from what was just said: 「珠海那份里头呢」, 「原话怎么写的」, 「真的吗」. Pure reading of the text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_AROUND = r"[\s，。,.、：:；;？?！!~～…]"
_LONGEST = 24  # a follow-up is short; whatever is longer has a question of its own


def _bare(text: str) -> str:
    return re.sub(_AROUND, "", unicodedata.normalize("NFKC", text))


# ---- the same, elsewhere --------------------------------------------------------------------------------------------

_SAYS = r"(?:写|说|讲|提|规定|要求|定|算|弄)"
# What may stand beside a place's name without making a question of its own.
_NOTHING_LEFT = re.compile(
    r"(?:我们?|咱们?|俺们?|公司|企业|厂|厂子|那|那么|在|是|的|呢|要是|换成?|换到|换作|如果|吗|嘛|啊|呀|吧|和|人|省|市|县|还有|至于|按|照|看看?|瞧瞧?|再|"
    r"也|发?给?我?(?:看看|瞧瞧|说说|讲讲)|(?:这|那)?(?:边|里|儿|头|份|个|本)|里[面边头]?|上[面边]?|中|方面|文件|通知|规定|的话|"
    rf"又?(?:是)?(?:怎么|咋|如何|怎样){_SAYS}的?(?:这|这个|它|这点)?|(?:是)?(?:什么|啥|怎么个?)(?:说法|规定|讲究)|怎么样|咋样|"
    rf"有?没有?{_SAYS}(?:这|这个|这点|到)?|{_SAYS}(?:没|不){_SAYS}(?:这|这个|这点)?|{_SAYS}了?(?:没有?|吗)|"
    r"有(?:没有)?(?:这|那)(?:一?条|个|种|么个?)?(?:规定|说法|要求|讲究|话)?(?:没有?|吗|么|不)?|"
    r"为(?:什么|啥|何)(?:没有?|不一样|没写)|也?(?:是)?(?:一样|这样)(?:的)?|(?:到|去)?(?:行不行|可不可以|成不成|要不要|用不用|能不能(?:当|做|设)?)|(?:行|可以|成)(?:吗|不|么)|也(?:要|行|可以|是|能|得|有|算)|"
    rf"{_AROUND})*"
)


def asks_nothing_more(rest: str) -> bool:
    """Of a message nothing is left but a place: 「那珠海呢」「我在兰州」「甘肃里头怎么规定」. `rest`: the text without the place."""
    return len(rest) <= _LONGEST and bool(_NOTHING_LEFT.fullmatch(rest))


# ---- the words of what was just told --------------------------------------------------------------------------------

_WORDS = r"(?:原文|原话|原句|全文|条文|整条|出处|依据)"
_BESIDE = (
    r"(?:那|把|将|给|我|我们|你|您|要|想|请|麻烦|帮|能不能|能|可以|可不可以|看|看看|发|贴|找|念|晒|亮|列|摘|拿|出来|出|上来|一?下|一遍|瞧瞧|听听|来|过来|"
    r"它|的|这|这个|那个|这条|那条|刚才|刚刚|上面|前面|具体|完整|条款|文件|通知|里|里面|上|中|是|在|有|呢|吗|吧|呗|啊|呀|嘛|说|写|哪|哪里|哪条|哪一条|什么|啥|"
    r"(?:怎么|咋|如何)(?:写|说|讲|规定)的?)"
)
_ORIGINAL = re.compile(rf"{_BESIDE}*{_WORDS}{_BESIDE}*")
_WHICH = r"(?:第)?(?:哪|几|什么|啥)(?:一|个|份)?(?:条|款|文件|通知|标准|地方|章|节)(?:款)?(?:里|里面|上|中)?(?:的|写|说|规定|讲|要求)*"
_WHERE = re.compile(
    r"(?:这|那|这话|刚才|是|都|你|您|的|在)*(?:哪里|哪儿|何处|哪)(?:写|说|规定|讲)(?:的|过|了|着|呢|啊)*"
    rf"|(?:这|那|这个|这话|刚才|说|是|在|写|出自|来自|根据|依据|按|按照|的|你|您)*{_WHICH}(?:的|啊|呀|呢|吗|来着|里)*"
    r"|(?:那|这|是)*(?:文件|通知|规定|条文)(?:里|里面|上|中)?(?:是|到底|究竟|具体|原来)*(?:怎么|咋|如何)(?:写|说|讲|规定)的?(?:呢|啊|呀|吗)?"
)


def asks_original(text: str) -> bool:
    """「看原文」「原话怎么写的」「把条文贴出来看看」「哪条写的」: the words of what was just told, and nothing else."""
    plain = _bare(text)
    return len(plain) <= _LONGEST and bool(_ORIGINAL.fullmatch(plain) or _WHERE.fullmatch(plain))


def asks_which_paper(text: str) -> bool:
    """「这是哪个文件里的」: which paper it stands in."""
    return bool(re.search(r"(?:哪|什么|啥)(?:一|个|份)*(?:文件|通知|标准)", text)) and asks_original(text)


# ---- why, and is it so ----------------------------------------------------------------------------------------------

_SMALL = r"(?:那|那么|这|这个|是|又|就|到底|究竟|啊|呀|呢|吗|么|的|了|嘛|哦|噢|你|您|说)*"
_WHY = re.compile(
    rf"{_SMALL}(?:为什么|为啥|为何|凭什么|凭啥|(?:啥|什么)(?:道理|原因|缘故)|怎么会|咋会){_SMALL}(?:这样|这么(?:规定|写|定))?{_SMALL}"
)
_REALLY = re.compile(
    rf"{_SMALL}(?:真的(?:假的)?|真假|当真|确定|肯定|靠谱|没(?:搞|说|弄|看|记)?错吧?|不会吧|不是吧|有依据|谁(?:说|规定|定)的){_SMALL}"
)


def asks_why(text: str) -> bool:
    """「为什么」「凭啥」, alone."""
    plain = _bare(text)
    return len(plain) <= _LONGEST and bool(_WHY.fullmatch(plain))


def doubts(text: str) -> bool:
    """「真的吗」「你确定」「谁规定的」, alone."""
    plain = _bare(text)
    return len(plain) <= _LONGEST and bool(_REALLY.fullmatch(plain))


# ---- another one of a kind ------------------------------------------------------------------------------------------

_KINDS = (
    re.compile(r"[345三四五]\s*个?[aA](?![a-zA-Z])|(?<![a-zA-Z])[aA]{3,5}(?![a-zA-Z])"),
    re.compile(
        r"质量意识|社会责任意识|策划能力|实施能力|学习能力|整合能力|工作绩效|学术成就|创新成果|社会贡献|获得荣誉|意识|诚信|知识|能力|业绩|荣誉|绩效|创新"
    ),
)


def put_in_place(ways: Sequence[str], core: str) -> str | None:
    """「4A要几年」 followed by 「5A」 is 「5A要几年」: a way of asking the topic before with the other one of its kind, if both name one."""
    for kind in _KINDS:
        before = next((way for way in ways if kind.search(way)), None)
        if before and kind.fullmatch(core.strip()):
            return kind.sub(core.strip(), before, count=1)
    return None


# ---- the indicators of a size ---------------------------------------------------------------------------------------

_INDICATORS = {
    "employees": r"从业人员|人数|员工数?|职工数?|人头|人手",
    "revenue_wan_yuan": r"营业?收入?|收入|销售额|营业额|流水|产值",
    "assets_wan_yuan": r"固定资产|总资产|资产(?:总额|总计)?|家底",
}
_OF_AN_INDICATOR = re.compile(
    r"那么?|我们?|咱们?|俺们?|的|也|都|不|看|算|用|管|参与|影响|考虑|计|进去|吗|呢|么|就|难道|为什么|为啥|高|低|多|少|大|小|这么|这样|很|没|有|关系|作数|[大中小微]型|型|是|吧|了|啊|呀|只"
    rf"|{_AROUND}"
)


def indicator_asked(text: str) -> str | None:
    """「营收那么高也不看吗」「那资产呢」: the fact of the one indicator a message is about, no figure being told."""
    plain = unicodedata.normalize("NFKC", text)
    named = [fact for fact, words in _INDICATORS.items() if re.search(words, plain)]
    if len(named) != 1 or re.search(r"多少|\d", plain):
        return None
    rest = re.sub(_INDICATORS[named[0]], "", plain)
    return None if _OF_AN_INDICATOR.sub("", rest) else named[0]


# ---- another class of firm ------------------------------------------------------------------------------------------

_CLASS_ALONE = re.compile(
    r"(?:那么?|要是|如果|换成?|换作|假如|还有|至于|对于|而|如果是|的|是|对)*(?![^呢]*(?:我|咱|俺|本公司|本厂))"
    r"(?P<firm>[^，。,？?]{1,9}?(?:企业|公司|单位|厂子?)*)的*"
    r"(?:呢|又?(?:怎么|咋)(?:办|说|规定|要求|样|弄)|(?:又?(?:要|用|得)(?:设|聘|配)?(?:吗|不|么))|(?:要|得)?(?:到)?(?:什么时候|啥时候?|几时|哪天|哪年)(?:前|之前|底)?|[？?\s])+"
)


def class_named(text: str) -> str | None:
    """「那中小企业呢」「国企要到什么时候」: another class of firm than the one just decided on, and nobody's own."""
    named = _CLASS_ALONE.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return named["firm"] if named else None


def of_own_case(text: str) -> bool:
    """「那我这种情况要是在大企业呢」: back to the person or firm judged before, whatever was asked in between."""
    return bool(re.search(r"(?:我|我们|咱|俺|他|她)(?:这|那)(?:种|个|样)?(?:情况|条件)|像我这样|我的情况", text))
