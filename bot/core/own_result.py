"""Questions about a size or a level just worked out: 「总分多少，几A？」「那算大型不」「总分这么高怎么会评不上」. Pure reading of the text.

A question about the rule (「4A要多少分」「诚信满分多少」) is none of these, even right after a verdict.
"""

from __future__ import annotations

import re

from bot.core.mentions.quantities import plain

_ABOUT = {
    "size": re.compile(
        r"(?:什么|啥|哪|几|咩|乜)(?:一|个|种)?(?:[型档类]|规模|企业)|规模|[大中小微]型|小微|中小企业|[大中]企业|划型|"
        r"多大|卡在?哪|哪(?:一?个|一项|里).{0,6}(?:拖|卡|不够|没到)|差(?:在)?(?:哪|多少)|(?:结果|结论)"
    ),
    "grade": re.compile(
        r"总分|总共多少|一共多少|加起来|(?:几|多少)\s*个?\s*a(?![a-z])|[345三四五]\s*个?a(?![a-z])|(?<![a-z])a{3,5}(?![a-z])|等级|(?:哪|什么|啥|几)(?:个|一)?[级档]|"
        r"差.{0,6}分|分.{0,4}差|[评判定](?:不)?[上了给]|够不够|够格|达标|及格|过线|过关|没戏|有戏|一分|算好|算完|(?:结果|结论)|卡(?:在)?哪|哪(?:一?[项类]|里).{0,6}(?:不够|没过|不行|差|拖|卡|补|短)|申报|能报|报哪"
    ),
}
_OF_THE_RULE = {
    "size": re.compile(
        r"标准|要求|门槛|指标|依据|文件|哪个表|怎么划|多少(?:人|万|钱)|(?:看|按)(?:什么|啥|哪)|以上|以下|包括|填哪|哪一?(?:栏|格|行)"
    ),
    "grade": re.compile(
        r"(?:要|需要?|得|至少|最低|最少|起码|达到)[^，,。？?]{0,6}(?:多少|几)(?:分|年)|(?:多少|几)分(?:起|以上|算|才)|满分|最高多?分?|分值|权重|占比|[几多]成|标准(?!化)|要求|条件|材料|流程|程序|有效|复审|年限|证书|学历|职称|区别|"
        r"怎么(?:办|申|报|评|打|算|认)|哪(?:里|儿|个?部门|个?单位)(?:申|报|评|认|办)|谁(?:来)?[评认打]|几[级个]等级|分几|包括|哪些|多久"
    ),
}


def asks_again(name: str, text: str) -> bool:
    """Whether a text asks about the result of the decision `name` (size or grade) that stands."""
    words = plain(text)
    return name in _ABOUT and bool(_ABOUT[name].search(words)) and not _OF_THE_RULE[name].search(words)


_SCORE_RULE = re.compile(
    r"满分|最高|最多|上限|封顶|最低|至少|起码|下限|底线|不低于|(?:多少|几)分|[几多]成|占|权重|比例|对不对|对吗|对吧|是不是|有没有错|分值"
)


def states_a_rule(text: str, scores: dict[str, object]) -> bool:
    """「能力项总分两百八对不对」: one figure in a question about the table is no score of anybody's."""
    return (
        len(scores) <= 1 and bool(_SCORE_RULE.search(text)) and not re.search(r"我|自评|得了|打了|考了|拿了|评了", text)
    )
