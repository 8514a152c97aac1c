"""What a question wants to be told: a detail such as an amount or a number of people, and which way round it asks.

Pure reading of text. Whether an answer holds the detail, and what its verdict is then, is read here too, so that the
service that answers only has to choose.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from bot.core.numbers import NUMBER, to_number

_MANY = r"(?:(?<![那这])几|多少|幾|几多)"


@dataclass(frozen=True)
class Detail:
    """A detail people ask for and notices often leave out: its name, how it is asked, and how a text that tells it reads."""

    name: str
    asked: re.Pattern[str]
    told: re.Pattern[str]


def _detail(name: str, asked: str, told: str) -> Detail:
    return Detail(name, re.compile(asked), re.compile(told))


DETAILS = (
    _detail(
        "收费",
        r"多少钱|收费|费用|[学认培报考审]\w{0,3}费(?:用)?[^，。]{0,4}(?:多少|几)|(?:多少|几)[^，。]{0,6}费(?!力|劲|心|时)|(?<!不)要钱|交钱|几钱|什么价|花多少|几(?:块钱|元|百块|千块|百元|千元)",
        r"费用|收费|钱|价格|经费",
    ),
    _detail("罚款", r"罚(?:多少|款|几|不罚|吗|我)|(?:会不会|要不要|会|要)(?:被|挨)?罚", r"罚"),
    _detail(
        "钱数",
        r"(?:补贴|补助|奖励).{0,4}(?:多少|几多|几万|多高)|(?:给|发|补|奖|拿)(?:多少|几)(?:钱|万|块|元)|奖金.{0,4}(?:多少|几|咋算|怎么算)|(?:多少|几).{0,3}奖金|(?:工资|年薪|月薪|津贴)(?![^，。？?]{0,6}否决)",
        r"奖金|工资|薪|补贴|津贴|待遇|奖励|\d万?元",
    ),
    _detail(
        "电话",
        r"电话(?:是|多少|号|几|发|给我|有没|呢|吗|[？?]|$)|(?:打|找)(?:哪个|什么|啥)电话|联系方式|微信(?:号|是|多少|发|给)|热线|座机号",
        r"电话|联系",
    ),
    _detail(
        "地址",
        r"在哪条路|哪条路上|哪个路|几号楼|办公地址|在哪(?:里|儿)?(?:上班|办公)|地址(?:在哪|是|多少)",
        r"地址|路|网址|网站",
    ),
    _detail(
        "网址",
        r"网址|哪个网站|什么网站|网站是|(?:链接|下载地址)(?:是|在|发|给|有)",
        r"网址|网站|链接|\.cn|http|扫码|二维码",
    ),
    _detail(
        "天数",
        rf"{_MANY}个?(?:天|工作日|日内|日之?内)|多久(?:才|能|可以|会|就)*(?:收到|拿到|出|下来|批|回复|通过|办好|办下)|(?:几|多少)个月(?!.{{0,3}}(?:学|培训))",
        r"天|日|月|时限|及时|期限|多久",
    ),
    _detail("时长", rf"{_MANY}个?(?:分钟|小时|钟头)", r"分钟|小时|学时"),
    _detail(
        "人数",
        rf"(?:(?:要|得|有|由|请|配|派|需|至少|最少|一共|总共|来){_MANY}|多少)(?:个|名|位)?(?:人|专家|评委|评审|考官|委员|老师|成员|质检员|检验员|员工|专员|帮手)(?!.{{0,6}}(?:型|规模|微|线))"
        rf"|{_MANY}(?:个|名|位)?(?:专家|评委|评审|考官|质检员|检验员)[^，。]{{0,3}}[？?]?$",
        r"\d\s*人|[一二两三四五六七八九十]人|\d\s*名|人员|人数|从业",
    ),
    _detail("届数", rf"{_MANY}(?:届|任(?!务|职)|个任期)", r"届|连任\d|\d次"),
    _detail(
        "年龄",
        r"几岁|多少岁|多大(?:岁数|年纪|年龄)|年龄|岁数|年纪|退休(?:的|了|人员|返聘|后|老)*[^，,。]{0,8}(?:能|可以|行|当|干|做)",
        r"岁|年龄|退休",
    ),
    _detail(
        "有效期",
        rf"有效期?.{{0,4}}(?:{_MANY}|多久|多长)|(?:{_MANY}年|多久|多长时间)(?:内)?(?:有效|到期|过期)",
        r"有效期限?(?:一般)?(?:为|是|：|:)?\s*[\d一二三五]|长期有效|一直有效|到期",
    ),
    _detail(
        "及格线",
        r"及格[线分]|合格线|分数线|(?:多少|几)分[^，。]{0,4}(?:及格|合格|算过)|(?:考|答)(?:到)?多少分",
        r"及格|合格线|\d\s*分",
    ),
)

_NOT_TOLD = re.compile(
    r"(?:[^。；，]*，)?[^。；，]*(?:没有写|没有另写|没写|未写|没有说|没有定|没有给|没有[^。；，]{1,4}一[列栏])[^。；]*[。；]?"
)


def details_missing(question: str, said: str, quotes: Iterable[str]) -> list[Detail]:
    """Details the question asks for and neither the answer nor its quotes tell; 「没有写几天」 tells nothing."""
    plain = unicodedata.normalize("NFKC", question)
    told = _NOT_TOLD.sub("", said) + "".join(quotes)
    return [d for d in DETAILS if d.asked.search(plain) and not d.told.search(told)]


# ---- which way round a yes-or-no question asks ----------------------------------------------------------------------

_NEEDED = r"(?:用|要|需要?|必(?:须|要)?|得|该|应该?|能|可以|准|许|算|会|限|规定|要求|强制|讲究|看)"
_NOT_NEEDED = rf"(?:不{_NEEDED}|唔(?:使|需要|可以|得)|用不着|无需|无须|不必|不消|没必要|没有?要求|没有?规定|没有?限制|免(?:了|去))"
# 「会不会被卡」「影响不影响」: yes means that the thing itself is refused.
_CONSEQUENCE = re.compile(
    r"(?:会不会|是不是(?:就|会)*|(?<!社)会|要)(?:不会)?(?:被|受|有)?(?:卡|影响|耽误|拒|刷|否掉|打回|退回|取消|出局|吃亏)|影响不影响|(?:有没有|有无|有)影响"
)
_CONFIRMED = (
    r"(?:吧|是吗|对吧|对吗|对不对?|是不是|是吧|系咪|係咪|啱唔啱|没错吧|这话对吗|这么说对吗|这说法对吗)[？?。!！]*$"
)
_LACKS = re.compile(r"没|未|冇|缺|无(?!论)|不(?!论|管)")
_TURNED = (
    re.compile(
        rf"(?:{_NOT_NEEDED}|管不着|管不了|不归|不属于?|不算|不管|不包括?|不进|不参加|不拿来)[^。？?]{{0,16}}{_CONFIRMED}"
    ),
    re.compile(r"(?:没有?|冇|未)[^，,。？?]{1,14}[，,\s]*(?:还|也|都)?能[^，,。？?]{1,6}(?:不|吗|么|嘛)[？?。]*$"),
    re.compile(r"(?:逃|跑|躲|溜|赖|脱|撇|推)得(?:了|掉|脱|开|过|清)|能(?:逃|跑|躲|赖|推|撇)(?:掉|脱|开|过|清|得)"),
    re.compile(r"(?:属于|算|是)[^，。]{0,4}(?:不许|不准|不得|不能|不让|不可以)[^，。]{0,14}(?:吗|么|不|嘛|[？?])"),
    re.compile(rf"(?:是不是|是否|系咪|係咪)(?:就|都|根本|也|可以|能)*{_NOT_NEEDED}"),
    re.compile(
        r"(?:可以|能|可不可以|能不能|准)(?:先)?不(?!能|行|可以|够|同|少|超|低)[^，。,？?]{1,16}(?:吗|不|么|吧|嘛|？|\?)"
    ),
    re.compile(r"(?:可不可以|能不能|能否|可否|得唔得)(?:先)?(?:不|唔)"),
    re.compile(r"(?:能|可以|可)(?:不能|不可以)?[^，。]{0,3}(?:甩手|撒手|袖手|不闻不问|撒开)"),
    # 「没有退出机制，对吧」; 「没有证不行吧」 denies twice.
    re.compile(
        rf"(?:没有|没|冇|无)(?![^。]*(?:不行|不能|不可|不够|不算|不了|没戏|白|才))[^。？?]{{2,14}}[，, ]{_CONFIRMED}"
    ),
    re.compile(rf"(?:没(?:有|啥|什么)?关系|无关|不相干|不搭界|不沾边)[^。？?]{{0,6}}{_CONFIRMED}"),
    re.compile(
        r"是不是(?:就|都|也)*(?:不够|不行|不算|没有?资格|当不(?:了|上)|报不(?:了|上)|评不(?:了|上)|算不(?:了|上))"
    ),
    re.compile(
        r"(?:没有?|冇|未)(?!关系|问题|事)[^，,。？?]{1,12}[，,\s]*(?:这|那|也|都|就|还)*(?:能|可以)?(?:算|行|成|作数|有效)(?:[^，。？?]{0,4})(?:吗|么|嘛|不|唔)[？?。]*$"
    ),
    re.compile(
        r"(?:^|[，,：: ])[^，,]{0,16}不[^，,]{1,14}(?:也|都)?(?:行|可以|成|中|没事|没关系|没问题|冇问题)(?:吗|吧|么|不|嘛|是不是|？|\?)"
    ),
)


def is_turned_round(question: str) -> bool:
    """「是不是不用备案」「不用盖章吧」「可以不设吗」: yes means that the thing itself is not so."""
    plain = unicodedata.normalize("NFKC", question).strip()
    refused = _CONSEQUENCE.search(plain)
    if refused:  # 「没设会不会被卡」 is turned twice: yes means that it has to be
        return not _LACKS.search(plain[: refused.start()])
    return any(pattern.search(plain) for pattern in _TURNED)


def asks_after_refusal(question: str) -> bool:
    """「没设会不会被卡」: yes means that something is refused."""
    return bool(_CONSEQUENCE.search(unicodedata.normalize("NFKC", question)))


# 「每回都要现场查验吗」 where it depends: not every time.
_ALWAYS = re.compile(
    r"每(?:一)?(?:回|次|个|家)[^，。]{0,6}(?:都|要|得)|个个|人人|家家|一律|统统|通通|全都|(?:是不是|所有|都)(?:就)?(?:得|要|必须|一定|非)|一定(?:要|会|得|是|能|被|进|有|给|可以)|必须(?!要?有什么)|非[^，。]{1,10}不可|非得|只能|是不是(?:所有|每|都)"
)


def asks_always(question: str) -> bool:
    """Whether a yes-or-no question asks for a rule without exception."""
    return bool(_ALWAYS.search(unicodedata.normalize("NFKC", question)))


# 「要不要推荐意见」 answered by 「不行。缺了不算齐全」 is 「要。缺了不算齐全」.
_COMPULSORY = re.compile(r"硬性|强制|(?:必须|非得|非要|一定(?:要|得))[^，。]{0,12}[吗么不]")
_NECESSITY = re.compile(
    r"要不要|用不用|需不需要|需要(?!不需要)[^，。]{0,12}[吗么不]|该不该|得不得(?![。？?！!\s]*$)|使唔使|是不是(?:就|都|也)?(?:得|要|必须|需要)"
)
_FORBIDS = re.compile(r"^(?:不行|不能|不可以|不可)[，。]")
_LEAVES = re.compile(r"^可以(?:不[^，。]{1,6})?[，。]")
# 「文件有这说法吗」: yes where the answer stands on a passage, whatever the passage decides.
_MENTIONED = re.compile(
    r"有(?:没有)?这(?:个|种|条|一条|么个)?(?:说法|规定|要求|回事|条)|(?:提|写)(?:到|过|了)?(?:没有?|没提|没写|吗|么)[^，。]{0,2}$"
)


_ONE_LEVEL = re.compile(r"(?<!\d)([345])\s*个?a(?!.*[345]\s*个?a)", re.I)


def answer_plainly(question: str, said: str, verdict: str | None) -> tuple[str, str] | None:
    """An answer whose verdict is on another footing than the question: needed for allowed, mentioned for compulsory."""
    plain = unicodedata.normalize("NFKC", question)
    if verdict == "no" and _NECESSITY.search(plain) and _FORBIDS.match(said):
        return "要。" + _FORBIDS.sub("", said), "yes"
    if verdict == "yes" and _COMPULSORY.search(plain) and _LEAVES.match(said) and not is_turned_round(plain):
        return "不是必须。" + _LEAVES.sub("", said), "no"
    if verdict == "no" and said.startswith("不是没") and not re.search(r"没|无|白", plain):
        return "有" + said.removeprefix("不是没"), "yes"
    level = _ONE_LEVEL.search(plain)
    if verdict == "yes" and level and re.search(rf"^[^。]*不够{level[1]}A", said, re.I):
        return f"不行，不够{level[1]}A。{said}", "no"
    if verdict != "yes" and _MENTIONED.search(plain):
        return "有。" + _BARE_VERDICT.sub("", said), "yes"
    return None


_PERMITTED = re.compile(
    r"(?<!不)能[^，,。？?]{1,8}(?:不|吗|么|嘛|吧)|可以|行|成|准|中不|没事|没关系(?=[吧吗么不]|$)|得唔得|能不能|能否|可否|得不得[。？?！!\s]*$"
)


_REFUSES = re.compile(r"^(?:[^，。]{0,8}不(?:行|能|可以|可|够|算|准)|不)")
_ALLOWS = re.compile(r"^(?:也|都)?(?:可以|能|行|够)")


def turn_round(question: str, said: str, verdict: str) -> tuple[str, str]:
    """An answer as one to the question turned round: 「要。……」 (yes) becomes 「不是这样，要。……」 (no)."""
    if _CONSEQUENCE.search(question):
        return ("不会，" if verdict == "yes" else "会，") + said, "no" if verdict == "yes" else "yes"
    asks_leave = bool(_PERMITTED.search(question))
    if asks_leave and (_REFUSES if verdict == "no" else _ALLOWS).match(said):
        return said, verdict  # 「不行。」 answers 「不传行吗」 as it is; 「不行，可以……」 would answer nothing
    if verdict == "yes":
        return ("不行，" if asks_leave else "不是这样，") + said, "no"
    return ("可以，" if asks_leave else "对，") + said, "yes"


_LEAVE_TAG = re.compile(
    r"(?:(?<![推施执履实进一本同])(?:行不行|行吗|行吧|行不|行么)|成不成?|成吗|得唔得|得不得|使得不|可以吗|可以吧|可以不|中不中?)[？?。!！]*$"
)


def denies(said: str) -> bool:
    """「不是硬性的。……」 「没有要求。……」; 「不少于21学时」 denies nothing."""
    return bool(re.match(r"(?:不(?!少于|低于|超过|得少)|没|无(?!论)|未)", said))


CONTRARY = "不对，"  # how an answer begins to people who put the contrary up for confirmation


def refuses(said: str) -> bool:
    """「不能。……」 「不行。……」."""
    return bool(_FORBIDS.match(said))


def wrong_statement(question: str, said: str) -> tuple[str, str]:
    """The answer to a statement that it contradicts."""
    rest = _BARE_VERDICT.sub("", said)
    return ("不行，" if _LEAVE_TAG.search(question.strip()) else "不对，") + rest, "no"


def right_statement(said: str) -> tuple[str, str]:
    """The answer to a statement that its clause bears out."""
    return "对。" + _BARE_VERDICT.sub("", said), "yes"


def asks_leave_for_less(question: str, said: str, verdict: str | None) -> bool:
    """「先捂着等年底再讲行不行」 where the answer begins with an obligation: leave is asked for something else."""
    return verdict == "yes" and said.startswith("要") and bool(_LEAVE_TAG.search(question.strip()))


# ---- a figure in the question against the one in the answer ---------------------------------------------------------

_UNITS = {"学时": "学时|课时|个?小时", "次": "次|回|场", "张": "张", "份": "份", "%": "[%％]|成(?!本|立|为|员|绩)"}
_LEAST_OF = {**_UNITS, "年": "年(?!底|初|月|内)", "分": "分(?!钟|之)"}
_ENOUGH = re.compile(
    r"够|达标|合格|过关|过得[去了]|算完成|完成任务|行不|行吗|行么|可以吗|可以不|成不|成吗|中不|得唔得|就行|就成|就可以|没问题|放不放|放行|卡不卡|过了没|过没过|过线"
)
_BARE_VERDICT = re.compile(
    r"^(?:还?不?够|可以|不可以|不行|行|不?能|不?要|不用|不?是|有|没有|不?算|必须|不必|不?会|不?需要|不强制|看情况|不一定)[，。,]"
)


def settle_figure(question: str, said: str) -> tuple[str, str] | None:
    """「只学了 8 学时，达标没」 against 「每年不少于 10 学时」: the answer with its verdict, or None where nothing is compared.

    Only where the answer sets one lower bound of a unit and the question has one figure of it.
    """
    plain = _FULL_MARKS.sub(r"\1分", unicodedata.normalize("NFKC", question))
    if _CONFIRM.search(plain) and not _ENOUGH_SAID.search(plain):
        return _confirm(plain, said)
    if not _ENOUGH.search(plain):
        return None
    for unit, written in _LEAST_OF.items():
        bounds = {
            Decimal(b) for b in re.findall(rf"(?:不少于|至少|最低|达到?|满|≥)\s*(\d+)\s*个?{re.escape(unit)}", said)
        }
        bounds |= {Decimal(b) for b in re.findall(rf"(\d+)\s*{re.escape(unit)}以上", said)}
        # 「意识≥40」 is points; 「X≥1000」 is people or money of the size table.
        bounds |= {Decimal(b) for b in re.findall(r"(?<![XYZ])≥\s*(\d+)", said) if unit == "分"}
        given = _figures(plain, written) or (_only_number(plain) if unit == "分" else set())
        if unit == "年" and not _YEARS_ALONE.search(plain):
            continue
        if len(bounds) == 1 and len(given) == 1:
            bound, figure = bounds.pop(), given.pop()
            rest = _BARE_VERDICT.sub("", said)
            if _SHORT_OF.search(plain) and figure <= bound:
                return f"不够，要{bound:f}{unit}。{rest}", "no"
            if figure < bound:
                return f"不够，{figure:f}{unit}不到{bound:f}{unit}。{rest}", "no"
            return f"够，{figure:f}{unit}达到{bound:f}{unit}。{rest}", "yes"
    return None


# 「不到21学时算合格吗」: the figure itself is not reached.
_SHORT_OF = re.compile(rf"(?:不到|不足|不满|没满|未满|没学满|没学够|少于|低于|没到|差一点到?)\s*(?:{NUMBER})")
# 「干了七年，年限够了是吧」 claims that it is enough, not that seven is asked.
_ENOUGH_SAID = re.compile(r"(?:够|达标|合格|过线|过关)了?(?:是吧|对吧|吧|是吗|对吗|对不对|是不是)")
# Years are one condition among others: only who asks about the years alone is answered by them.
_YEARS_ALONE = re.compile(
    r"(?:年限|经验|年头|工龄)[^。]{0,14}(?:够|达标|合格|过关|过得[去了]|满足)|[345三四五]\s*个?a", re.I
)
_CONFIRM = re.compile(
    r"对吗|对不对|对不[？?]?$|对吧|是吗|是吧|是这样|没错吧|是不是[^，。]{0,8}\d|说的?是真的"
    rf"|(?:{NUMBER})\s*(?:年|分|学时|张|次|个月)(?:吗|么|嘛)[？?]?$"
)
# 「创新满分50吗」: the unit need not be said.
_FULL_MARKS = re.compile(
    rf"((?:满分|总分|最高分?|最多|上限|顶格?)(?:能|可以?)?(?:就?是|为|才|只有|有|拿|得)?\s*(?:{NUMBER}))(?=\s*(?:吗|么|嘛|吧|对|是吗|是吧|[，,？?]|$))"
)
_SAID_UNITS = {**_LEAST_OF, "个月": "个月"}


# Bounds, which put no figure up.
_MORE_OR_LESS = re.compile(r"超过|多于|高于|大于|少于|低于|小于|不到|以上|以下|至少|最少|起码")


def _confirm(plain: str, said: str) -> tuple[str, str] | None:
    """「一届是五年，对吗」 against 「任期一般为3年」: right or wrong, where both name one figure of the same unit."""
    if _MORE_OR_LESS.search(plain):
        return None  # 「能超过40分吗」
    for unit, written in _SAID_UNITS.items():
        given = _figures(plain, written)
        told = _told(said, written)
        if len(told) > 1:  # 「能力满分280分。策划80、实施100……」: the first sentence says what it is about
            told = _told(said.split("。")[0], written)
        if len(given) == 1 and len(told) == 1:
            rest = _BARE_VERDICT.sub("", said)
            return ("对。" + rest, "yes") if given == told else (f"不对，是{told.pop():f}{unit}。{rest}", "no")
    return None


def _only_number(plain: str) -> set[Decimal]:
    """「意识刚好40够不够」: a number without a unit, the only one there is."""
    bare = re.findall(r"(?<![\dA-Za-z.])\d+(?:\.\d+)?(?![\dA-Za-z.年月日天次回个名人家张份学小亿万元块%])", plain)
    return {Decimal(bare[0])} if len(bare) == 1 else set()


def _told(said: str, written: str) -> set[Decimal]:
    return {n for n in _figures(said, written) if n < 1900}  # a calendar year is no length of time


def _figures(plain: str, unit: str) -> set[Decimal]:
    """Figures of a unit in a text; 成 is tenths."""
    found = set()
    for hit in re.finditer(rf"({NUMBER})\s*个?({unit})", plain):
        number = to_number(hit[1])
        if number is not None:
            found.add(number * 10 if hit[2] == "成" else number)
    if "[%％]" in unit:
        found |= {n for hit in re.finditer(rf"百分之({NUMBER})", plain) if (n := to_number(hit[1])) is not None}
        found |= {
            Decimal(figure) for word, figure in (("一半", 50), ("百分百", 100), ("百分之百", 100)) if word in plain
        }
    return found
