"""What one message means, apart from its content: a command, a question, a correction, a what-if, noise.

Pure reading of the text. What the message does to a task is decided by the task's service, with these readings, the
parsers of the field being asked and Rasa's hint as its inputs.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

LONGEST_TEXT = 10_000

_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]")
_ENDINGS = "吧啊呀哦噢喔嘛呢啦了哈呗的"


def clean(text: str) -> str:
    """The text as every reader gets it: NFC, without control and invisible characters, lone surrogates, outer space."""
    text = unicodedata.normalize("NFC", text.encode("utf-8", "ignore").decode("utf-8"))
    text = "".join(c if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs", "Co") else " " for c in text)
    return _INVISIBLE.sub("", text).strip()


def bare(text: str) -> str:
    """For matching commands: half-width, lower case, without space, punctuation and final particles."""
    plain = re.sub(r"[\s，。！!,.~～、；;：:…\"'“”‘’()（）\[\]【】]+", "", unicodedata.normalize("NFKC", text)).lower()
    return plain.rstrip(_ENDINGS) or plain


# ---- commands -------------------------------------------------------------------------------------------------------

_COMMANDS: list[tuple[str, str]] = [
    # Deleting comes before cancelling, pausing before continuing: 「先别填了，晚点接着填」 is a pause.
    (
        "delete",
        r"^(?:全部?|都|统统)(?:给我)?(?:删除|删掉|删|清空)$|(?:删除|删掉|删了|清除|清空|注销|抹掉|销毁).{0,12}(?:资料|数据|信息|记录|草稿|所有|全部|东西|内容|填的|登记)"
        r"|(?:资料|数据|信息|记录|填的|内容|草稿).{0,10}(?:删除|删掉|删了|清除|清空|全删|都删|删干净|删)",
    ),
    ("withdraw", r"(?:撤回|撤销|收回).{0,4}(?:同意|授权)|不(?:再)?同意.{0,6}(?:收集|处理|使用)"),
    (
        "pause",
        r"(?:晚点|待会|等会|回头|改天|明天|下午|晚上|下次|过会|一会|以后|有空|等下|稍后|迟点|听日|得闲).{0,10}(?:接着|继续|再|填|弄|搞|来|说|回)"
        r"|^(?:改天|下次|明天|回头|晚点|待会儿?|一会儿?|过会儿?)(?:再|吧|见)*$|(?:先|就)(?:填|弄|写|搞|到)(?:到)?(?:这|这儿|这里|此|呢度)|暂停|先(?:停|放|存|保存|歇|不填|别填|唔填)|(?:我)?(?:先)?(?:要)?去?(?:开会|吃饭|忙)(?:了)?(?:先)?$|存一下",
    ),
    ("restart", r"重新(?:开始|填|来|登记|录)|从头(?:再|开始|填|来)|全部重(?:填|来)|推倒重来|重头(?:来|填)"),
    (
        "cancel",
        r"^(?:算了)?(?:我)?(?:取消|退出|放弃|作废|终止|算了?$|不填|不弄|不搞|不登记|不办|唔填)(?:了|吧|登记|填表|这个|这次|申请|先|它|表|算)*$"
        r"|(?:取消|放弃|退出|终止)(?:这次|这个|本次)?(?:登记|填表|申请|填写|表|操作)|(?:登记|填表|表|填写)(?:先)?(?:取消|不(?:填|弄|办|要)了?$)"
        r"|不(?:想|要|打算)(?:再)?(?:填|登记|弄|办)(?:了|表|这个)*$",
    ),
    (
        "show",
        r"(?:看|查|显示|列|念|核对|检查|睇).{0,6}(?:我)?(?:已经?)?(?:填|录|写|登记)(?:了|的|过|好|啲)|我(?:都)?(?:填|说|录)(?:了|过|咗)(?:些|点)?(?:什么|啥|哪些|咩)"
        r"|(?:看看|查看|显示|预览)(?:一下)?(?:草稿|已填|内容|表|汇总|摘要|进度和内容)|已填(?:的)?(?:内容|项|情况)",
    ),
    (
        "progress",
        r"(?:还(?:有|差|剩|要填?)|剩下).{0,4}(?:多少|几|哪些|什么|啥).{0,4}(?:项|个|没填|要填|问题|内容|格|步)?$|进度|填(?:到(?:哪|第几|边度)|(?:哪|第几|边度)(?:了|一?[项步个]))|到第几[项步个]|^(?:我|现在|我们)*到(?:哪|边度)(?:了|一?[项步个])|还没完|还要填(?:多少|多久|几)"
        r"|还有多(?:少|久)",
    ),
    (
        "papers",
        r"(?:再|重新)?(?:发|给|下载|导出|打印|要|生成|拿|传).{0,8}(?:登记表|表格|文件|材料|docx|word|pdf|xlsx|excel|表)(?:给我|一下|一次|一份|一遍|发)*$"
        r"|(?:登记表|材料|文件|表).{0,4}(?:在哪|发我|给我|下载|再发)",
    ),
    (
        "back",
        r"^(?:返回|回退|退回|回到|上+一?(?:步|项|个(?!月|星期|礼拜|周|季)|题|格|条)|前一(?:项|个|题|格|条)|后退|倒回去?|往回)(?:上一(?:步|项|个|题))?|^(?:回|退)(?:上一|前一)",
    ),
    (
        "continue",
        r"^(?:我)?(?:要|想|可以|来)?(?:咱|我们)?(?:继续|接着|接住)(?:填|弄|来|登记|办|写|录|走|做|说|搞|表|吧|下去|刚才的)*(?:表|登记|登记表)?$|(?:继续|接着)(?:填|登记|办|录|弄|写)"
        r"|(?:开完会|回来|忙完|吃完|到家).{0,6}(?:继续|接着|填|再来|开始|来)|恢复(?:填|登记|上次)",
    ),
    (
        "why",
        r"为(?:什么|啥|何|咩)(?:要|得|需要)?.{0,6}(?:问|填|知道|收集|提供|要|这个|写)|(?:干|要)(?:嘛|吗|啥).{0,3}(?:问|填|要)|问(?:这|这个|呢个)(?:干|做|有|来).{0,3}(?:什么|啥|嘛|用|咩)"
        r"|填(?:这|这个|它)(?:干|做|有)(?:什么|啥|嘛|用)|(?:拿|要).{0,8}(?:干嘛|做什么|干什么|干啥|做咩)",
    ),
    (
        "means",
        r"(?:这|这个|这一?项|那个|呢个)?(?:是)?(?:什么|啥|咩)(?:意思|来的|东西)|(?:怎么|咋|如何|点样?)(?:填|写)(?:这|这个|啊|呢)?$|(?:不|没|唔)(?:太)?(?:懂|明白|清楚|理解)(?:这|这个|什么)?(?:意思|怎么填|是什么)?$"
        r"|举个例|给个例|解释(?:一)?下|指(?:的)?(?:是)?(?:什么|啥|哪)",
    ),
    (
        "refuse",
        r"(?:不|唔)(?:想|愿意?|方便|能|太想|肯|可以)(?:说|讲|给|提供|透露|填|告诉|写)|(?:这|这个|那个|身份证|手机|号码)?.{0,4}(?:保密|不告诉你|不给|隐私)|手写|我自己(?:写|填)上?去|打印(?:出来|后)(?:再|自己)?(?:填|写)"
        r"|(?:先)?(?:空着|留空|空白)|(?:以后|后面|最后|回头|之后|待会)(?:再)?(?:补|填这|给)",
    ),
    (
        "skip",
        r"^(?:我)?(?:这|这个|这项|这一项|此项|这里|这格|先)?(?:先)?(?:跳过|略过|略|跳|下一(?:个|项|题|步)|过|skip|pass|next)(?:这|这个|这一?项|它|吧|去|先)*$|^没有?跳过$|没有(?:，)?跳过|^(?:先)?不填(?:这个|这项|了)?$",
    ),
    (
        "unknown",
        r"^(?:我)?(?:也)?(?:不|唔|不太|不大)(?:知道|清楚|晓得|记得|了解|确定|懂|知|识|记得了)(?:啊|这个)?$|^(?:忘|忘记)了?$|^说不(?:清|准|好)|^没(?:注意|算过|统计|印象)|记不(?:清|得|起)",
    ),
]
_COMPILED = [(name, re.compile(pattern)) for name, pattern in _COMMANDS]


def commands(text: str) -> list[str]:
    """Commands a text may be, most urgent first. Long texts are not commands: people tell stories in them."""
    plain = bare(text)
    if not plain or len(plain) > 40:
        return []
    return [name for name, pattern in _COMPILED if pattern.search(plain)]


# ---- yes and no -----------------------------------------------------------------------------------------------------

_YES = re.compile(
    r"^(?:嗯+|恩|好|好的|好滴|行|可以|成|中|得|系|係|啱|冇问题|对|对的|没错|是|是的|正确|同意|我同意|ok|okay|yes|y|确认|确定|提交|没问题|没毛病|无误|就这样|就这么填|就按|按这个|这样填|用这个|要|需要|当然|没意见|继续|开始|来吧|"
    r"都对|全对|可|妥|准确|核对无误|符合)"
    r"(?:对|是|的|可以|好|同意|确认|提交|就这样|没问题|开始|填|吧|办|来|了|无误|用|按|这个|你说的|身份证|上的|填吧)*$"
)
_NO = re.compile(
    r"^(?:不|不是|不对|不行|不用|不要|不同意|不可以|不好|不了|唔系|唔好|唔要|别|没有|没|错|错了|有误|否|no|n|先不|算了|拒绝|不需要|不提交|别提交)(?:的|了|同意|用|要|对|是|吧|提交|谢谢)*$"
)


def is_yes(text: str) -> bool:
    return bool(_YES.match(bare(text)))


def is_no(text: str) -> bool:
    return bool(_NO.match(bare(text)))


_KEEPS = re.compile(
    r"(?:那|那就|还是|就|先|都)?(?:不(?:用|要|需要|必)?(?:改|变|动|换)|不用|不需要|不必|算了?|就?这样|就?按现在的?|(?:保持|照)(?:原样|不变|旧))(?:了|吧|啦|算了)*"
)


def keeps(text: str) -> bool:
    """「不改了」「算了」「就按现在的」, when asked what a value is to be changed to."""
    return bool(_KEEPS.fullmatch(bare(text)))


_SUBMIT = re.compile(
    r"(?:确认|可以|那就|就|请)?(?:提交|交吧|交了吧|交表)|^(?:都)?(?:没问题|没错|无误|对的?|确认|确定|正确|可以|行|好的?|ok|没毛病|核对(?:完|过|无误).{0,4})(?:了)?(?:没问题|无误|确认|提交|可以|交|吧|生成)*$|(?:这回|这下|现在|全)(?:都)?(?:对|没错|没问题|行)了?$|生成(?:登记表|文件|材料|表)"
)


def is_submit(text: str) -> bool:
    """「没问题，确认提交」「行，提交」: the summary is confirmed. 「先别提交」「提交之前」 are not."""
    plain = bare(text)
    if len(plain) > 24 or re.search(
        r"(?:不|别|没|先|勿|怎么|怎样|如何|哪|几|什么|谁|啥|改|错|吗$|么$|前|后)",
        plain.replace("没问题", "").replace("没错", "").replace("没毛病", "").replace("这回", ""),
    ):
        return False
    return bool(_SUBMIT.search(plain))


# ---- questions ------------------------------------------------------------------------------------------------------

_ASKS = re.compile(
    r"[?？]|([\u4e00-\u9fff])不\1|吗|什么|啥|咋|怎么|怎样|如何|哪|多少|几(?!乎|十|百|千|万|个人|家|位)|是否|是不是|能不能|可不可以|要不要|有没有|行不行|用不用|需不需要|为何|为啥|谁|多久|多长|多大|算不算|会不会|该不该|"
    r"得不得|对不对|好不好|是咩|點|点样|边度|邊|几时|乜|咩|唔該問|请问|想问|问一下|问下|想知道|求解|讲讲|说说|介绍"
)
# 「别的没有」「处分也没有」 deny, they do not ask.
_ASKS_AT_END = re.compile(
    r"(?:不|没(?!有)|(?<![都也的么])没有|(?<![什怎这那])么|嘛|呢|否|冇|未|啵|不行|能不|行不|要不|吧\?)[啊呀嘞喽哈哩]?[。.!！~～]*$"
)


def is_question(text: str) -> bool:
    """Whether a text has the shape of a question: 「要附哪些复印件」「能当不」「涨了没」."""
    plain = unicodedata.normalize("NFKC", text).strip()
    return bool(_ASKS.search(plain)) or bool(len(plain) > 2 and _ASKS_AT_END.search(plain))


_YES_NO = re.compile(
    r"吗|是不是|是否|系咪|係咪|啱唔啱|得唔得|能不能|可不可以|要不要|有没有|行不行|用不用|需不需要|算不算|会不会|该不该|成不成|得不得|对不对|好不好|必须不|"
    r"(?:能|行|要|用|成|可以|中|算|有|会|得|是|该|够|需要|必须|可)[^，。,;；]{0,14}(?:不|没|没有|么|嘛|否|冇)[啊呀呢]?[？?。!！]*(?=$|[，,\s])|(?:不|没|么)[？?]?$|吧[？?。!！]*(?=$|[，,\s])|[?？]$"
)
_WH = re.compile(r"什么|啥|怎么|怎样|如何|哪|多少|几(?!乎)|谁|多久|多长|多大|为何|为什么|咋|咩|乜|边度|点样")


def is_yes_no_question(text: str) -> bool:
    plain = unicodedata.normalize("NFKC", text).strip()
    return bool(_YES_NO.search(plain)) and not _WH.search(plain)


_SECOND_QUESTION = re.compile(
    r"[?？；;。\n]+|[，,、]?(?:还有|另外|还想问|再问一?下?|再问问|顺便问一?下?|顺便问|以及|同时|然后呢?|对了)[，,]?"
)
_PIECE = re.compile(r"[，,、+＋/\s]+")


def split_questions(text: str) -> list[str]:
    """「甘肃要什么学历，还有任期几年」 → two questions; a single one comes back whole."""
    for mark in (_SECOND_QUESTION, _PIECE):
        parts = [p.strip(" ，,、") for p in mark.split(text)]
        asking = [p for p in parts if len(p) >= 3]
        if 1 < len(asking) <= 3 and all(is_question(p) and (mark is _SECOND_QUESTION or _WH.search(p)) for p in asking):
            return asking
    return [text]


# ---- what-ifs and corrections ---------------------------------------------------------------------------------------

_WHAT_IF = re.compile(
    r"(?:要是|如果|假如|假设|倘若|万一|若是|如|若)[^，。]{1,30}(?:呢|会|就|行|可以|能|怎|算|[?？]|$)|再(?:多|少)?(?:熬|等|攒|待|学|读|过|招|雇|请|聘|添|裁|走|干|做|拿|得|加|涨|补|考|减|扣|长|增)[^，。]{1,20}(?:呢|会|行|能|怎|算|几|[?？])|^(?:那|那么)?(?:换|改)(?:成|到|为|作|去)?.{1,14}(?:呢|会|行|怎|[?？]|$)|"
    r"(?:明年|后年|再过|过(?:了)?[一两三四五六七八九十\d]+年|等(?:我|他|到|以后)?|以后|将来|毕业了|考(?:到|下|过|出|了)|拿到|读(?:完|个)|学完|培训(?:完|后|了)|满).{0,24}(?:呢|就(?:都)?(?:可以|行|能|够|满足|符合)|可以(?:了)?[吗不]|行(?:了)?[吗不]|能.{0,4}[吗不]|[吗么?？])"
)


def is_what_if(text: str) -> bool:
    return bool(_WHAT_IF.search(unicodedata.normalize("NFKC", text)))


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
        rf"{_LEAD}(?P<label>.{{0,24}}?)(?:应该是|应为|其实是|更正[:：]?|实际是|才是|还是|[，,]?现在[是叫]|升为|升到|变成)(?P<new>.+)$(?P<old>)",
        re.S,
    ),
]


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
                    hit["new"].strip(" ，,：:"),
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


# ---- noise ----------------------------------------------------------------------------------------------------------

_ABUSE = re.compile(
    r"妈的|他妈|你妈|尼玛|操你|我操|卧槽|我靠|傻[逼比bB叉]|煞笔|垃圾(?:系统|机器人|玩意|东西|软件)|(?:真是|真|太|这么|什么)垃圾(?!处理|分类|清运|焚烧|发电|桶|袋|车|箱)|狗屁|放屁|滚(?:蛋|开|犊)|去死|废物|脑残|智障|白痴|破(?:系统|玩意|机器|软件|东西)|烦死|有病|神经病|扑街|丢你|屌|cnm|tmd|wtf|fuck|shit|蠢货|王八|混蛋|坑爹"
)
_WORDS = re.compile(r"[0-9A-Za-z\u3400-\u9fff\U00020000-\U0003ffff]")


def is_abuse(text: str) -> bool:
    return bool(_ABUSE.search(unicodedata.normalize("NFKC", text).lower()))


def is_noise(text: str) -> bool:
    """Nothing to read: empty, emoji or punctuation alone."""
    return not _WORDS.search(text)
