"""Words spoken without a pause, as voice input writes them: commas where a new cell clearly begins or one clearly ends."""

from __future__ import annotations

import re

LONGEST = 600  # characters: what is longer is a story
_LONG_BREATH = re.compile(r"[^，,。；;、\n\s：:]{20,}")  # so much without a mark is no single value
_WHOSE = r"(?:(?:单位)?质量负责人的?|单位负责人的?|负责人的?|老板的?|法人的?|我的?|他的?|她的?|本人|个人|公司|单位|电子|固定|联系|通讯|办公)?"
_NUMBER_LABELS = r"(?:手机号?码?|电话号?码?|座机|固话|传真|邮箱|电子邮件|邮编|身份证号?码?|网址|网站)"
_SAYS = r"(?:号码?)?(?:就?是|就?填|为|没有|没得|没|无|[0-9A-Za-z零〇幺一二三四五六七八九])"
_POSTS = r"副?总|董事长|厂长|经理|主管|部长|主任|总监|质量|品质|品控"
_DEGREES = r"(?:全日制)?(?:小学|初中|高中|中专|技校|大专|本科|硕士|博士|研究生)"
_HAN = r"[\u3400-\u9fff]"
_YEAR = r"(?:(?:19|20)[0-9]{2}|[5-9][0-9])年"
_NONE_OF_TWO = re.compile(rf"(?<=没有|也没)(?={_WHOSE}{_NUMBER_LABELS}(?:号码?)?(?:也|都|就)?(?:是|没|无|[0-9]))")
# A comma before each of these …
_BEGINS = re.compile(
    "|".join(
        (
            r"(?:[我他她]|老板|法人|单位负责人|(?:单位)?质量负责人)(?:名字)?(?:叫|就?是(?:我|他|她|本人|自己))",
            r"(?:我们?)?(?:公司|单位)(?:名称|全称)?叫",
            rf"{_WHOSE}{_NUMBER_LABELS}(?={_SAYS})",
            rf"{_WHOSE}(?:通讯)?地址(?:是|在|填)?(?={_HAN}{{2,}}[省市区县镇路街])",
            rf"(?:最高)?学历(?:是)?(?={_DEGREES})|职称(?:是)?(?=助|工程师|高|中级|初级|没|无)|(?:现任)?职务(?:是)?(?={_POSTS})|专业是",
            rf"(?<!是)(?:男|女)(?=的|{_YEAR}|身份证|{_DEGREES}|汉族)",
            rf"(?<![0-9年是在于]){_YEAR}(?=[0-9]{{1,2}}月)",
            rf"(?<!历)(?<!历是)(?<!制){_DEGREES}(?=学历|毕业|文化|生|做|干|从|{_NUMBER_LABELS})",
            rf"(?:主要|专门)?(?:做|生产|加工)(?={_HAN}{{1,12}}的)",
            r"(?:就)?在(?=[\u3400-\u9fff]{2,8}[区市县镇])",
            r"(?:厂里?|公司|我们?)?(?:一?共|现在|大概)?(?:有)?[0-9]+(?:来|多)?(?:号|个)?(?:人|员工)",
            r"(?:去年|今年|一年|每年|年)(?=[做卖营产销收][\u3400-\u9fff]{0,4}[0-9])",
            r"(?:民营|私营|国有|合资|外资|集体)企业|毕业于|(?:没有?|不)兼|干(?=质|品|检)|(?:现在|目前)(?:是|任|当)|学的?是",
        )
    )
)  # fmt: skip
# … and after each of these.
_ENDS = re.compile(
    "|".join(
        (
            r"(?<![0-9])1[3-9][0-9]{9}(?![0-9])|(?<![0-9])[0-9]{17}[0-9Xx]|0[0-9]{2,3}-?[0-9]{7,8}(?![0-9])",
            r"[零〇幺一二三四五六七八九]{11}|[A-Za-z0-9._+\-]+@[A-Za-z0-9.\-]+(?=[\u3400-\u9fff])",
            r"(?:[0-9]月[0-9]{1,2}[日号])(?:出?生)?(?:的)?|(?:学历|文化程度|文化|毕业)",
            r"(?:做|生产|加工)[\u3400-\u9fff]{1,12}的(?=在|厂|公司|我|有)|在[\u3400-\u9fff]{2,8}?[区县镇](?=[^\u4e0a\u7684])",
            r"[0-9](?:来|多)?万|[0-9](?:来|多)?(?:号|个)?人|(?:民营|私营|国有|合资|外资|集体)企业|[0-9]年(?=我|质|品|现|职|手)",
        )
    )
)


def punctuated(text: str) -> str:
    """A long breath cut where cells meet; any other text as it is."""
    if len(text) <= LONGEST:
        text = _NONE_OF_TWO.sub("，", text)
    return _LONG_BREATH.sub(lambda breath: _cut(breath[0]), text) if len(text) <= LONGEST else text


def _cut(breath: str) -> str:
    places = {hit.start() for hit in _BEGINS.finditer(breath)} | {hit.end() for hit in _ENDS.finditer(breath)}
    pieces, before = [], 0
    for place in sorted(places - {0, len(breath)}):
        pieces.append(breath[before:place])
        before = place
    return "，".join([*pieces, breath[before:]])
