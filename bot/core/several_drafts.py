"""What a clerk says who fills in the form for several people: another one, back to the last, which ones are there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.core.turn import bare, is_question

Wanted = Literal["new", "list", "previous", "switch"]

_SHEET = r"(?:登记表|草稿|表|资料|登记)"
_NEW = re.compile(
    rf"(?:再|另外?|又|还(?:要|得|想)|接着|然后|现在|也)(?:要|想)?(?:给|帮|替|为)?.{{0,6}}(?:另外?(?:一?[个位家名]|的?人)|别[的人家]|其他(?:人|同事)|下一?[个位家]|第二[个位家]|同事|别的公司).{{0,8}}(?:登记|填|报|办|做|弄|$)"
    rf"|(?:再|另外?|重新?)(?:开|起|建|填|来|做|弄|登记|报|办)一?(?:份|张|个|位|家)(?:新的?)?{_SHEET}?$|(?:给|帮|替|为)(?:另外?一?[个位家]|别人|下一?[个位家]|其他人|第二[个位]).{{0,8}}(?:登记|填|报|办)"
    rf"|换一?[个位家](?:人|公司|企业)?(?:登记|填|报)|(?<!重)(?:新开|新建|新填)一?(?:[份张个]{_SHEET}?|{_SHEET})"
)
_LIST = re.compile(
    rf"我?(?:都|现在|一共|总共)?(?:有|填了|建了|开了)(?:哪些|几|多少|什么)(?:份|张|个)?{_SHEET}|(?:哪些|几份|几张){_SHEET}.{{0,4}}(?:在填|没填完|没交|填了|有)"
    rf"|(?:看看?|列(?:一下|出)?|显示|查看?)(?:一下)?(?:我的?)?(?:所有|全部|哪些|有哪些)的?{_SHEET}|(?:登记表|草稿)(?:列表|清单)|换(?:一?份|别的?){_SHEET}$|列(?:一下|出)(?:我的?)?{_SHEET}"
)
_PREVIOUS = re.compile(
    rf"(?:换|切换?|转|回|退|返)回?(?:到)?(?:去)?(?:填)?(?:上|前|刚才|之前|原来|原先|头)(?:面|先)?的?(?:那)?一?(?:份|张|个|位|家)?的?(?:人|公司|{_SHEET})?$|^换回(?:来|去)$"
)
_SWITCH = re.compile(
    rf"(?:换|切换?|转|回|打开|继续填?|接着填?|填)(?:到|回|成|去)*(?P<who>第[一二三四五六七八九\d]+|.{{2,20}}?)(?:的|那)*(?:份|张|个|家)?(?:{_SHEET})?$"
)
_OTHER_PERSON = re.compile(
    r"(?:给|帮|替|为)(?!我(?!们))(?:我们?|咱们?|俺们?)?(?:公司|单位|厂里?)?的?(?:老板|领导|经理|厂长|同事|朋友|别人|他|她|员工|主管|部长|主任|总监|总|[\u4e00-\u9fff]{0,3}(?:总|经理|主任|工|部长|总监|厂长)|另外?一?[个位]|一?[个位](?:同事|朋友|员工|人))"
)


@dataclass(frozen=True)
class Sheet:
    """One of the drafts, as it is told apart."""

    id: str
    person: str
    firm: str
    state: str  # 已填 12/38 项, 已完成 …

    @property
    def name(self) -> str:
        return "·".join(part for part in (self.person or "还没写姓名", self.firm) if part)


def wanted(text: str) -> Wanted | None:
    """What is asked about the drafts, if anything. 「换回张小明那份」 is `switch` only where `find` knows the name."""
    plain = bare(text)
    if not plain or len(plain) > 30:
        return None
    if _LIST.search(plain):
        return "list"
    if is_question(text):
        return None
    if _PREVIOUS.search(plain):
        return "previous"
    if _NEW.search(plain):
        return "new"
    return "switch" if _SWITCH.match(plain) else None


def find(text: str, sheets: Sequence[Sheet]) -> Sheet | None:
    """The draft a text names, by number in the list, person or firm; None where none or several fit."""
    hit = _SWITCH.match(bare(text))
    if hit is None:
        return None
    who = hit["who"]
    number = re.fullmatch(r"第([一二三四五六七八九\d]+)", who)
    if number:
        at = int(number[1]) if number[1].isdecimal() else "一二三四五六七八九".find(number[1]) + 1
        return sheets[at - 1] if 1 <= at <= len(sheets) else None
    fits = [
        s
        for s in sheets
        if (s.person and s.person in who) or (s.firm and (s.firm in who or (len(who) > 2 and who in s.firm)))
    ]
    return fits[0] if len(fits) == 1 else None


def for_somebody_else(text: str) -> bool:
    """「帮我们经理登记」: the one who types is not the applicant."""
    return bool(_OTHER_PERSON.search(bare(text)))
