"""What to attach and to whom: composed here, while every passage quoted comes from the knowledge base through `cite`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot.core.verdict import Citation
from bot.documents.worklist import Item, Section

Cite = Callable[[str, str | None], Citation]  # KnowledgeBase.cite

_FILING = "guangdong-zhuhai-2023/通知/一"
_COPIES = "guangdong-zhuhai-2023/附件3/说明5"


def checklist(
    place: str | None, cite: Cite, by_hand: Sequence[str] = (), attached: Sequence[str] = ()
) -> list[Section]:
    """The sections of the 办事清单 for a place; `by_hand` are captions of cells left empty, `attached` copies we hold.

    The form and the two ways of handing it in are Guangdong's: for any other place the list says so first, and what that
    place's notice wants instead; Guangdong's routes are not shown there.
    """
    if place == "guangdong":
        return [_finish(by_hand), _online(cite), _on_paper(cite, attached), _mind(cite)]
    elsewhere = _ELSEWHERE.get(place or "")
    first = elsewhere(cite) if elsewhere else (_UNKNOWN_PLACE,)
    return [Section("先看这里", (*first, _NOT_HANDED_IN)), _finish(by_hand)]


def as_text(sections: Sequence[Section]) -> str:
    """The same list for the chat: Markdown with one level."""
    return "\n\n".join(
        "\n".join([f"**{section.heading}**", *(f"- {item.text}" for item in section.items)]) for section in sections
    )


def _finish(by_hand: Sequence[str]) -> Section:
    items = [Item("核对登记表每一格，要改就回来说一声，会出新的一版。")]
    if by_hand:
        items.append(Item(f"手写补上空着的格：{'、'.join(by_hand)}。"))
    items.append(Item("单位在“单位推荐意见”一栏盖章，写上日期。"))
    return Section("一、先把登记表补完" if by_hand else "一、先核对、盖章", tuple(items))


def _online(cite: Cite) -> Section:
    filing = cite(_FILING, "请各企业扫码填报《企业首席质量官人才库信息表》")
    upload = cite(_FILING, "上传《广东省企业首席质量官基本信息登记表》（盖章扫描件及 word 可编辑版，附件3）")
    return Section(
        "二、网上报（通知一）",
        (
            Item("扫通知里的二维码，填报人才库信息表；做好的 .xlsx 里各列都有，可以照着填。", filing),
            Item("上传登记表两份文件：盖章后的扫描件、word 可编辑版（.docx）。", upload),
        ),
    )


def _on_paper(cite: Cite, attached: Sequence[str]) -> Section:
    note = cite(_COPIES, None)
    asked = re.sub(r"^\d+\.\s*", "", note.quote).rstrip("，。")  # the notice's own words, with its numbers
    items = [
        Item(f"{asked}。", note),
        Item("表里“一寸照片”格已放电子照片的，纸质相片也要备。", todo=False),
    ]
    if attached:
        items.append(Item(f"已经传给我的：{'、'.join(attached)}；纸质的仍要自己备。", todo=False))
    return Section("三、纸质材料（附件3 说明5）", tuple(items))


def _mind(cite: Cite) -> Section:
    return Section(
        "四、两处写法不一样，请留意",
        (
            Item(
                "通知写网上上传，说明又要附复印件和相片，没写纸质的交到哪里：两样都备好，交前问当地市场监管局。",
                todo=False,
            ),
            Item("表里写“一寸照片”，说明写“小 1 寸相片”：按说明备小 1 寸。", cite(_COPIES, None), todo=False),
            _NOT_HANDED_IN,
        ),
    )


def _gansu(cite: Cite) -> tuple[Item, ...]:
    return (
        Item("这张登记表是广东的。甘肃的文件没有要求填它，要的是下面两样。", todo=False),
        Item(
            "由企业最高管理者聘任，发聘任授权证书。",
            cite("gansu-2021-1/二（一）", "由企业最高管理者聘任授权，并颁发聘任授权证书"),
        ),
        Item(
            "每年向所在市（州）市场监管部门书面报告落实情况。",
            cite(
                "gansu-2021-1/三（二）/1", "企业将首席质量官落实情况每年要向所在地市（州）市场监督管理部门进行书面报告"
            ),
        ),
    )


def _anhui(cite: Cite) -> tuple[Item, ...]:
    return (
        Item(
            "这张登记表是广东的。安徽这份县里的通知没有要求填它，要的是备案；备案用什么表，请问县市场监管局。",
            todo=False,
        ),
        Item("聘任后及时到县市场监管局备案。", cite("anhui-county/三/1", "聘任人员要及时到县市场监管局备案")),
    )


def _standard(_cite: Cite) -> tuple[Item, ...]:
    return (Item("这张登记表是广东的，和团体标准草案的能力水平认定是两回事。", todo=False),)


_NOT_HANDED_IN = Item("这里只是帮您把材料做好，还没有交到任何部门；材料编号不是回执。", todo=False)
_UNKNOWN_PLACE = Item("这张登记表是广东的。您所在地的通知不在知识库里，要交什么请先问当地市场监管局。", todo=False)
_ELSEWHERE: dict[str, Callable[[Cite], tuple[Item, ...]]] = {"gansu": _gansu, "anhui": _anhui, "standard": _standard}
