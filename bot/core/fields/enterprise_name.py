"""单位名称: the name on the licence, without the words around it."""

from __future__ import annotations

import re

from stdnum.cn import uscc

from bot.core.fields.base import Accepted, CheckBack, Choice, FieldContext, FieldSpec, Outcome, Rejected
from bot.core.fields.common import HAN_CHARACTER, is_question, none_outcome, says_none, strip_label, tidy

_OURS = r"(?:我们?|我司|咱们?|俺们?|本)?的?(?:单位|公司|企业|厂子?|工厂)?的?"
_LEAD = re.compile(
    r"^(?:嗯+|那个|(?:就|应该)是)?(?:(?:麻烦|请)?帮(?:我们?|忙)?(?:登记|填|报)(?:一下)?(?=.{6})"
    r"|(?:营业)?执照上?(?:的|写的|叫)?(?:名称|全称)?\s*(?:是|叫|为|[:：])?"
    rf"|{_OURS}(?:全称|名称|名字|全名)?\s*(?:是|叫做?|叫|为|[:：])|(?:我司|公司|单位)?全称)?\s*"
)
_KINDS = (
    "有限责任公司|股份有限公司|有限公司|分公司|子公司|公司|集团|工厂|厂|合作社|商行|经营部|门市部|店|中心|事务所|研究院|研究所|学校|大学|学院|医院|作坊|个体户|工作室|农场|企业|"
    "社|行|部|馆|站|坊|园|场|铺|所|院"
)
_FIRM = re.compile(
    rf"(?P<core>[^，,。；;\n]{{1,60}}?)(?P<kind>{_KINDS})(?:（[^）]{{1,20}}）)?(?=[，,。；;\n\s]|$)",
)
_LATIN = re.compile(r"\b(?:Co\b|Ltd|Inc|Limited|LLC|Corp|GmbH|Company)", re.I)
_CODE = re.compile(r"(?<![0-9A-Za-z])[0-9A-Za-z]{18}(?![0-9A-Za-z])")
_NOBODY = re.compile(r"^(?:我们?|本|贵|这家?|那家?|一家|咱们?|你们?|某)?(?:有限|股份)?$")


def credit_code(text: str) -> str | None:
    """A 统一社会信用代码 standing in a text, right or not, or None: people send it for the name."""
    hit = _CODE.search(text)
    if hit is None or not re.match(r"(?:9|5|1)[1-9][0-9]{6}", hit[0]):
        return None
    return str(uscc.compact(hit[0]))


def enterprise_name(text: str, spec: FieldSpec, context: FieldContext) -> Outcome:
    if says_none(text):
        return none_outcome(spec)
    plain = _bare(text, (spec.label, *spec.names))
    if credit_code(plain) or "信用代码" in plain:
        return Rejected(f"这是统一社会信用代码，这一格要营业执照上的全称，例如：{spec.example}。")
    refused = Rejected(f"这不像单位全称，请写营业执照上的全称，例如：{spec.example}。")
    if not 3 <= len(plain) <= spec.max_length or is_question(plain) or re.search(r"@|^[\d\W_]+$|不知道|^我", plain):
        return refused
    firm = _FIRM.match(plain)
    if firm:
        return refused if _NOBODY.match(firm["core"]) else Accepted(firm[0].strip())
    if _LATIN.search(plain) or re.search(r"[{}<>&$]", plain):
        return Accepted(plain)
    if re.fullmatch(rf"[{HAN_CHARACTER}A-Za-z0-9（）()·]{{4,30}}", plain) and not re.search(
        r"的|了|叫|好|是|^\d", plain
    ):
        return CheckBack("这一格要营业执照上的全称。全称就是这几个字吗？不是的话请发全称。", (Choice(f"就是“{plain}”", plain),))  # fmt: skip
    return refused


def _bare(text: str, names: tuple[str, ...]) -> str:
    plain = tidy(text).strip(" ,，。;；、!！~“”\"'「」『』《》\n\t")
    plain = _LEAD.sub("", strip_label(plain, names)).strip("“”\"'「」『』《》 ")
    plain = re.sub(r"^(?:我们是|我们|我司|公司|单位)(?=.{3,}(?:公司|厂|店|社))", "", plain)
    if re.search(rf"[{HAN_CHARACTER}]", plain):
        plain = plain.replace("(", "（").replace(")", "）")
        plain = re.sub(rf"(?<=[{HAN_CHARACTER}）])\s+(?=[{HAN_CHARACTER}（])", "", plain)
    plain = re.sub(r"（以下简称.*$", "", plain)
    return re.sub(r"(?<=[司厂店社部心所团院行）])(?:吧|啊|呀|哦|的|啦|哈)+$", "", plain)
