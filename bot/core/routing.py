"""Which of the things a person can ask for a message asks for. Pure; Rasa's intent is one witness among several."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from bot.core import turn as reading
from bot.core.conversation import Hint
from bot.core.mentions.unsaid import without_unsaid
from bot.core.own_result import states_a_rule

PERSON_FACTS = {
    "education",
    "quality_years",
    "title",
    "title_level",
    "vocational_level",
    "training",
    "certificate",
    "disqualifiers",
    "continuing_education",
    "senior_manager",
    "main_person",
    "self_declared",
    "education_below",
    "quality_years_below",
    "title_level_below",
    "title_field",
    "technical_experience",
}
# What one condition of the notices looks at: facts of the same row are one thing told, not two.
ONE_CONDITION = (
    {"education", "education_below"},
    {"quality_years", "quality_years_below"},
    {"title", "title_level", "title_field", "title_level_below", "vocational_level"},
    {"training", "certificate", "continuing_education"},
    {"disqualifiers"},
)
ROLE = {"senior_manager", "main_person"}
FIGURES = {"employees", "revenue_wan_yuan", "assets_wan_yuan", "amount_wan_yuan"}
ENTERPRISE_FACTS = {"state_owned", "above_scale", "producer", "award", "enterprise_size", "enterprise_size_below"}

_REGISTER = re.compile(
    r"(?:我|我们|咱|想|要|来|帮|给|办|申请|开始|现在|能不能|可以).{0,8}(?:登记|填表|填.{0,14}表|报名|报备|备案登记|填报|注册(?:首席|质量官))|^(?:登记(?!表[^，。]{2})|填表|报名|开始登记|开始填|填写登记表|填登记表|我要登记|重新登记)|"
    r"(?:报|登记|申报|备案)(?:一?个|一下)?(?:企业)?(?:首席质量官|质量官|cqo)(?:的?登记|备案)?(?:[，,。!！]|$)|填.{0,10}登记表|登记表.{0,6}(?:帮我|给我)(?:填|开始)"
)
_ABOUT_THE_FORM = re.compile(
    r"请教|请问|问一?下|咨询|什么|啥|怎么|咋|如何|点[写填样算搞]|可以吧|可要|要[^，。]{0,8}(?:报备|备案|登记)(?:嘛|不)[？?]?$|单位性质|系咪|係咪|定系|啱唔啱|窗口|多久|哪|多少|几|谁|为什么|吗|是不是|要不要|用不用|需不需要|必须|可以.{0,6}不|未$|登记注册|认定机构|认定主体|院校|一栏|一格|哪栏|贴|附|盖章|格式|照片|相片|下载|原文|标准|还是|是吧|对吧|也要|手写|打印|原件|复印|繁体"
)
_MAY = re.compile(
    r"(?:能|可以|够(?!了)|有资格|符合|合格|合规|达标|过关|过得[了去]|行|中|成|得|合适|胜任|满足|有戏|影响|妨碍|耽误|碍事|通融|放宽|破例|当得了?|当得上|报|聘|轮得[到上])(?:[^，。]{0,12})?(?:不|吗|么|没|嘛|否|吧|[?？]|$)|能不能|可不可以|行不行|够不够|符不符合|有没有资格|算不算|几[aA]|当得|想(?:报|当|做|任|申报)|(?:看看?|审|判断|评估|把关|掂量|参谋|瞧瞧?)(?:一?下|看)?"
)
_PERSON = re.compile(
    r"我(?!们|司|公司|厂|单位|省|市|县|区)|本人|他|她|老板|厂长|董事长|人选|这位|那位|有位|有个|老[\u4e00-\u9fff](?=[，,他她的]|是|有|干|做)|徒弟|亲戚|儿子|女儿|侄|老师傅|师傅|员工|同事|候选|经理|主任|老板娘|这个人|有个人|我们?厂长|副总|总监"
)
# 「大专三年，能不能报首席质量官」 asks whether one may, not for the form.
_MAY_APPLY = re.compile(r"(?:能不能|可不可以|能否|可否|够不够格?|够格|有没有资格|够条件)(?:去|来)?报(?!名|备|到)", re.I)
_NEED = re.compile(
    r"强制(?:的|性)?(?:吗|么|不|设|要求|吧|$|[？?])|必须(?:的)?(?:吗|么|不是|[？?])|(?:要不要|用不用|需不需要|需要|是否|须|必须|非得|得|要|用|该|应该|强制|硬性)[^，。？?]{0,10}(?:设|聘|配|搞|弄|有|任命|请|安排|找|建|整|落实|推行)[^，。？?]{0,10}|(?:设|聘|配|搞|弄|整)(?:不|个)?[^，。]{0,8}(?:不|吗|嘛|(?<![什怎这那])么)"
)
# 「聘他做…」 asks about the person, 「这制度该不该质量官来建」 about a duty.
_SOMEBODY = re.compile(
    r"(?:聘|让|找|请|安排|任命)(?:他|她|我|这人|这个人|那人|老[\u4e00-\u9fff]|[\u4e00-\u9fff]{1,4}(?:来|做|当|任|担任))|(?:质量官|cqo|CQO|首席)(?:来|去|牵头|负责)[^，。]{0,3}(?:建|弄|搞|管|做|定)|(?:要不要|用不用|得不得|该不该)(?:首席)?(?:质量官|cqo)(?:来|去|亲自|自己|也)*(?:归纳|总结|管|做|写|参加|参与|负责|签|盖|提|组织|主持|跟|盯|审|查|看|带|教|培|测|定|拿|推|配合)|召回|图书室|制度该|谁|汇报|一半|[一二三四五六七八九两几]成(?!立)|百分之|[%％]|分批"
)
# 「首席质量官是强制的吗」「质量官非得有么」: the duty is asked for without a verb of appointing.
_BOUND = re.compile(
    r"(?:质量官|cqo|CQO|这个岗位?|这个职位)[^，。？?]{0,12}(?:强制|硬性|必须|必需|非得|一定要|自愿|规定)|(?:质量官|cqo|CQO)[^，。？?]{0,12}要不要(?:有|设|配|聘|搞|弄|[，。？?]|$)|(?:强制|硬性|必须|必需|非得|一定要|要不要|得不得|自愿)[^，。？?]{0,14}(?:质量官|cqo|CQO)|(?:质量官|cqo|CQO)(?:(?!培训|备案|考试|报告|登记|证)[^，。？?]){0,8}(?:哪天|什么时候|啥时候?|几时|何时|几月|多会儿?|最[晚迟]|截止|到什么时间|期限|时限)(?![^，。？?]{0,4}(?:培训|备案|报|考))|强制不强制|必不必须|(?:强制|必须|自愿)(?:的)?(?:还是)"
)
_OFFICE = re.compile(r"质量官|cqo|首席", re.I)
# What may happen to an officer, and whether it must be this person, are questions of the rule.
_OF_THE_RULE = re.compile(r"责任|追责|担责|问责|背锅|坐牢|处罚|撇清|脱身|干系|万一|应急")
_OFFICE_TO_HOLD = re.compile(r"(?:当|做|任|聘)[^，。]{0,6}(?:质量官|cqo)|资格|条件|符合", re.I)
_MUST_IT_BE = re.compile(r"非得|非要|必须|只能|一定(?:要|得)")
_FIRM = re.compile(r"我们|我司|我厂|咱|俺们|公司|工厂|厂子|企业|作坊|合作社|店|单位|厂|[民国央外私]企")
_ASKS_SIZE = re.compile(
    r"(?:什么|啥|哪|多大|几)[^，。]{0,4}(?:规模|[型档类]|企)|规模(?:是|算|属|怎么|咋|多)|划型|划分|(?:算|属于?|是)[^，。]{0,8}[大中小微](?:型|企)[^，。]{0,4}(?:吗|不|么|嘛|还是|[?？])"
)
_SIZE = re.compile(r"规模|[大中小微]型|划型|多大|大中小微|[大中小微]企(?:业)?|什么型|哪一?[型档]")
_FIGURE_UNKNOWN = re.compile(
    r"(?:营收|收入|人数|资产|销售额)[^，。]{0,6}(?:没|未|不(?:清楚|知道|好说))|(?:没|不)(?:算|统计|清楚|知道)[^，。]{0,4}(?:营收|收入|人数|资产)"
)
_ONLY_FIGURES = re.compile(
    r"(?:我们?|公司|厂里?|单位)?(?:有|是)?(?:从业人员|员工|职工|人数|营业?收入?|年?营业额|年?销售额|资产总?额?|总资产)[^几认定质官？?吗]{1,16}"
)
_FIRM_FIGURES = re.compile(
    r"[0-9一二两三四五六七八九十百千][多来几]?(?:个|号|名)?人(?![民均])|[0-9一二两三四五六七八九十百千][多来几]?[万亿w]"
)
# Figures beside these are of something else than the firm's size.
_OF_THE_OFFICE = re.compile(r"培训|备案|报告|考核|申报|质量奖|年限|学历|职称|经验")
# Who asks what their own firm or points come to puts a case, though nothing of it is told yet.
_OWN_SIZE = re.compile(
    r"^(?!.*(?:标准|依据|多少|指标|怎么划|文件|规定)).*(?:我们?|咱们?|俺们?|我司|本公司|我厂)[^，,。；;]{0,14}(?:算|属于?|是|填|够)[^，,。；;]{0,6}(?:什么|啥|哪|几|多大)[^，,。；;]{0,4}(?:规模|型|档)|(?:帮|给)我[^，,。；;]{0,6}(?:算|看|判|划|定|测)[^，,。；;]{0,12}(?:规模|型)"
)
# 「想知道算什么规模的企业」, with the firm spoken of before.
_SIZE_ALONE = re.compile(
    r"(?:请问|想知道|想问一?下?|问一?下|看一?下?|看看|帮|给|那|这|我们?|咱们?|到底|究竟|该|应该|就|企业|公司|规模|，|,|[\s])*(?:算|是|属于?|填|选|够)?(?:什么|啥|哪)(?:个|种|一)*(?:规模|[型档]|类型?)(?:的)?(?:企业|公司)?[呢啊呀的]*[？?。]*"
)
_OWN_LEVEL = re.compile(
    r"^(?!.*(?:标准|依据|要求|条件|规定|年|证)).*(?:(?:帮|给)我?[^，,。；;]{0,8}(?:算|看|测|评|打分)[^，,。；;]{0,10}(?:等级|级别|几个?[aA]|哪一?级|分数?)|我[^，,。；;]{0,14}(?:自评|自测|打分|自己评|自个评)|(?:来|做|开始|搞)[^，,。；;]{0,14}(?:自评|自测|打分|自我(?:评估|评价|测评|测试))|(?:分数|得分|各项分)[^，,。；;]{0,8}(?:发|报|说|告诉)(?:给)?你|我[^，,。；;]{0,6}评(?:上|到|得)?几个?[aA])"
)
_GRADE = re.compile(
    r"过线|单项线|最低线|过(?:不过)?得[了去]|自评|打分|算.{0,6}(?:分|等级|级|[aA])|几个?[aA]|[345三四五]\s*[aA]|等级|总分|得分|评分"
)
_ABOUT_LEVELS = re.compile(
    r"(?:几|[345三四五])\s*个?\s*[aA](?![a-zA-Z])|(?<![a-zA-Z])[aA]级|[aA]{3,5}(?![a-zA-Z])|能力(?:水平)?认定|评上?个?[aA](?![a-zA-Z])|认定(?:通过|下来|的(?:证|人))|认定(?:主体|证书|等级|程序|流程|材料|方式|过程|结果|指标|分值|对象|机构|申请|有效期|原则)|(?:申请|参加|做|搞|报|过|通过|办)(?:个|了)?认定|再认定|申报认定|(?:报|评|申报)认定"
)
# 「能力打了95分，单项线过了没」: whether one indicator reaches its own line, whatever the others have.
_OWN_LINE = re.compile(
    r"^(?!.*(?:其他|其它|别的|其余|总分|[345三四五几]\s*个?[aA]|等级|哪一?级)).*(?:单项|最低线|最低分|过线|够不够|够不|够吗|达标)"
)
_WHICH_ROW = re.compile(
    r"(?:归|属于?|算|填|选|划|按|在)(?:到|在|入|成)?(?:哪|什么|啥)(?:一|个|种)?(?:行|类|档行业)|看(?:人数?|人头|员工|营收|钱|资产)[^，。]{0,6}还是|哪(?:一|个)行(?:业)?(?:划|填|算|归)"
)


@dataclass(frozen=True)
class Wish:
    """`service`: register, eligibility, need_cqo, size, grade or policy. `sure`: more than a guess from the intent."""

    service: str
    sure: bool


def wish(text: str, hint: Hint, heard: Mapping[str, Any]) -> Wish:
    """What a message asks for. `heard`: facts the decisions' ears found in it."""
    keys = {key for key, value in heard.items() if value is not None}
    if asks_to_register(text, hint):
        return Wish("register", True)
    scores = heard.get("scores") or {}
    told = len(scores) > 1 or (scores and (_GRADE.search(text) or not reading.is_question(text)))
    own_line = len(scores) == 1 and "total" not in scores and _OWN_LINE.search(text)
    if told and not states_a_rule(text, scores) and not own_line:
        return Wish("grade", True)
    if _OWN_LEVEL.search(text) and not keys - {"scores"} and not reading.is_what_if(text):
        return Wish("grade", True)
    if (_OWN_SIZE.search(text) or _SIZE_ALONE.fullmatch(text.strip())) and not keys - {
        "industry",
        "size_row",
        "producer",
    }:
        return Wish("size", True)
    person = keys & PERSON_FACTS
    figures = keys & FIGURES
    if "size_row" in keys and _SIZE.search(text) and _FIGURE_UNKNOWN.search(text):
        return Wish("size", True)
    if figures and not keys - FIGURES and _ONLY_FIGURES.fullmatch(text.strip()):
        return Wish("size", True)  # 「员工 88 人」 and nothing else
    if len(figures) > 1 and not keys - FIGURES and not reading.is_question(text) and not speaks_of_rules(text):
        return Wish("size", True)  # 「X=25，Y=310」
    if figures and _is_size(text, keys, person, hint):
        return Wish("size", True)
    if person and (_MAY.search(text) or hint.intent == "check_eligibility") and _states_facts(text, heard, person):
        return Wish("eligibility", True)
    firm = keys & (ENTERPRISE_FACTS | FIGURES) or (keys & {"industry", "size_row"} and _OFFICE.search(text))
    of_firm = _FIRM.search(text) or _OFFICE.search(text) or keys & ENTERPRISE_FACTS - {"producer"}
    if asks_for_duty(text) and not _SOMEBODY.search(text) and of_firm:
        if not (firm or own_firm(text)):
            return Wish("policy", False)
        return Wish("need_cqo", True)
    if len(keys & ENTERPRISE_FACTS) > 2 and _OFFICE.search(text) and not person - ROLE:
        return Wish("need_cqo", True)
    if asks_of_oneself(text):
        return Wish("eligibility", True)
    if not reading.is_question(without_unsaid(text)):  # a case told without a question
        if sum(bool(person & row) for row in ONE_CONDITION[:-1]) > 1:
            return Wish("eligibility", True)
        if len(keys & ENTERPRISE_FACTS) > 1 and not figures:
            return Wish("need_cqo", True)
    named = {
        "check_eligibility": "eligibility",
        "decide_need": "need_cqo",
        "classify_size": "size",
        "assess_level": "grade",
    }
    if hint.intent in named and hint.confidence > 0.5:
        return Wish(named[hint.intent], False)
    return Wish("policy", False)


# 「要搞几年质量的人」 asks what the person must be, whoever it is that has to appoint one.
_OF_WHOM = re.compile(
    r"(?:要|得|须|需要|用)(?:个|有|是|搞|做|干|找|请)*(?:几年|多少年|几级|什么(?:人|学历|职称|证|样)|啥(?:人|学历|职称|证|样)|哪(?:种|样)人)"
)


def asks_for_duty(text: str) -> bool:
    """「要不要设」「首席质量官是强制的吗」."""
    return bool(_NEED.search(_OF_WHOM.sub("", text)) or _BOUND.search(text))


_OF_ONESELF = re.compile(
    r"(?:请问|您?好|老师|麻烦|请教|咨询|打听|帮|想|要|问|看|查|一?下|下子|我|自己|本人|到底|现在|究竟|[，,。！!])*(?:能不能|可不可以|能否|可否|够不够格|够格|能|可以|有没有资格|够不够条件)(?:来)?(?:当|做|任|担任|聘为|成为)?(?:上)?(?:个|这个|那个)?(?:企业)?(?:首席质量官|cqo|质量官)(?:吗|不|么|呢|啊|嘛|没|的条件)*[？?。]*"
)


_CHECK_ME = re.compile(
    r"(?:请|麻烦|你|您|能不能|可以|想)*(?:帮|给|替)我?(?:看|判断|评估|审|查|把把关|掂量)(?:一?下|看)*(?:我|自己)?(?:的|任职|当首席质量官的|担任首席质量官的)*(?:条件|资格)(?:够不够|行不行|符不符合|合不合适|够吗|行吗|吧|呗)*[？?。]*"
)


_OF_THE_PERSON = re.compile(
    r"(?:我(?!们)|本人|他|她|这人)[^，。？?]{0,6}(?:能|可以|够格|行)[^，。？?]{0,6}(?:当|做|任|聘)|(?:能|可以|行)(?:不能)?[^，。？?]{0,3}(?:当|做|任)[^，。？?]{0,4}(?:质量官|cqo)"
    r"|^[^，。？?]{0,6}(?:能|可以|够格)(?:不能)?(?:当|做|任)(?:上)?(?:吗|不|么|没|呢|得了)*[？?]?$",
    re.I,
)


_DUTY_ALONE = re.compile(
    r"(?:[\u4e00-\u9fff]{2,6}(?:的|这边|这里)?[，,]?)?(?:那|我们?|咱们?|俺们?|这样|到底|究竟|也|就)*(?:要不要|用不用|需不需要|该不该|必须|一定|非|得|要|用)(?:得|要)?(?:设|聘|配|搞|弄|有)(?:立|一?个)?(?:企业)?(?:首席质量官|质量官|cqo)?(?:吗|不|么|呢|啊|不可)*[？?]?",
    re.I,
)


_WHICH_LEVEL = re.compile(
    r"(?:能|可以|够|最高|最多|到底)[^，,。？?]{0,6}(?:报|评|定|申请|够|拿)[^，,。？?]{0,4}(?:几|什么|哪一?|啥)(?:个)?(?:[aA](?![a-z])|级|等级)|(?:能|可以|够(?:得上|不够)?)[^，,。？?]{0,6}(?:报|评|申请)[^，,。？?]{0,3}[345三四五]\s*[aA](?![a-z])"
)


def asks_of_known(text: str, facts: Mapping[str, Any]) -> str | None:
    """「那我能当首席质量官不」 「到底要不要设」 「能报几A」 where the facts were told before: the decision asked for."""
    known = {key for key, value in facts.items() if value is not None}
    if _WHICH_LEVEL.search(text) and known & PERSON_FACTS - ROLE:
        return "grade" if "scores" in known else "eligibility"
    if _OF_THE_PERSON.search(text) and known & PERSON_FACTS - ROLE:
        return "eligibility"
    if (
        asks_for_duty(text)
        and _OFFICE.search(text)
        and not _SOMEBODY.search(text)
        and len(known & ENTERPRISE_FACTS) > 1
    ):
        return "need_cqo"
    if _DUTY_ALONE.fullmatch(text.strip()) and known & ENTERPRISE_FACTS:
        return "need_cqo"
    return None


_FITS = re.compile(
    r"(?:我(?!们|司|厂|公司)|自己|本人)[^，,。？?]{0,8}(?:够不够|符不符合|够|符合|达到|满足|有没有)[^，,。？?]{0,3}(?:当|做|任|担任|聘为|报)?(?:企业)?(?:首席质量官|质量官|cqo)?的?(?:任职)?(?:条件|资格|格)(?:吗|不|么|呢|啊)*[？?。]*$",
    re.I,
)


def asks_of_oneself(text: str) -> bool:
    """「我想问下自己能不能当首席质量官」: a case without a single fact yet."""
    plain = text.strip().lower()
    if _FITS.search(plain):
        return True
    return bool(_CHECK_ME.fullmatch(plain) or (re.search(r"我|自己|本人", text) and _OF_ONESELF.fullmatch(plain)))


def asks_for_worklist(text: str) -> bool:
    """「给我一份办事清单」「我们要办哪些手续，列个清单」."""
    return bool(re.search(r"办事清单|(?:列|给|要|出|发|做|打).{0,6}清单|清单.{0,4}(?:给|发|列)", text))


_OF_RULES = re.compile(
    r"质量官|cqo|要求|规定|条件|标准|通知|文件|条款|办法|制度|政策|登记|备案|认定|申报|填表|培训(?:班|机构|内容|时间)",
    re.I,
)


def speaks_of_rules(text: str) -> bool:
    """The office or the notices are named: more than a fact of somebody's."""
    return bool(_OF_RULES.search(text))


def asks_which_row(text: str) -> bool:
    """「网吧归哪一行」「看人数还是看营收」."""
    return bool(_WHICH_ROW.search(text))


_LINES = re.compile(
    r"(?:门槛|那条线|[大中小微]型的?线|分界|下限|上限|界线)[^，。？?]{0,6}(?:多少|几|是|在哪|什么)|[大中小微]型[^，。？?]{0,6}(?:要|得|需要|至少)(?:多少|几个)"
)


def asks_for_lines(text: str) -> bool:
    """「中型门槛是多少」「大型要多少人」: the lines of a row."""
    return bool(_LINES.search(text))


def is_about_levels(text: str) -> bool:
    """3A, 4A, 5A and 认定 are the draft standard's words: no place needs to be asked."""
    return bool(_ABOUT_LEVELS.search(text))


def asks_to_register(text: str, hint: Hint) -> bool:
    """「我想登记首席质量官」「报首席质量官，填登记表」; 「登记表要附什么」 is a question."""
    if _MAY_APPLY.search(text):
        return False
    if hint.intent == "register" and hint.confidence > 0.6 and not _ABOUT_THE_FORM.search(text):
        return True
    if _FIRM_FIGURES.search(text) and not re.search(r"登记|报名|备案|质量官|cqo", text.lower()):
        return False  # 「老板让我填表，我们厂60人，一年三百万」 wants a cell's value
    return bool(_REGISTER.search(text.lower())) and not _ABOUT_THE_FORM.search(text)


def _is_size(text: str, keys: Collection[str], person: set[str], hint: Hint) -> bool:
    if re.search(r"质量官|cqo|CQO", text) and not _ASKS_SIZE.search(text):
        return False
    if _OF_THE_OFFICE.search(text) and not _SIZE.search(text):
        return False  # 「培训只教质检员几个人够不够」
    # 「一年3.2亿」 sounds like a year of experience: with a trade and figures it is none.
    if _SIZE.search(text) and not _MAY.search(re.sub(r"[大中小微]型", "", text)) and not (person and _MAY.search(text)):
        return not _NEED.search(text)
    if person - {"quality_years"} or _NEED.search(text) or re.search(r"首席|质量官|cqo|CQO", text):
        return False
    return "size_row" in keys or "industry" in keys or hint.intent == "classify_size"


def own_firm(text: str) -> bool:
    """The firm spoken of is the speaker's."""
    return bool(re.search(r"我们|我司|我厂|咱|俺|我公司|我单位|我店|我家|本公司|本厂|我这", text))


def _states_facts(text: str, heard: Mapping[str, Any], person: Collection[str]) -> bool:
    """A case rather than a rule: 「我大专，干了四年」, not 「大专可以吗」."""
    if _OF_THE_RULE.search(text) and not _OFFICE_TO_HOLD.search(text):
        return False
    if set(person) <= ROLE and _MUST_IT_BE.search(text):
        return False
    if set(person) <= ROLE:  # 「找个车间主任当行不行」 asks for the rule on posts
        return bool(re.search(r"我(?!们|司|公司|厂|单位)|他|她|本人", text))
    several = sum(bool(set(person) & row) for row in ONE_CONDITION) > 1
    return several or bool(_PERSON.search(text)) or "disqualifiers" in heard
