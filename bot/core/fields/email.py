"""电子邮箱: the applicant's own mailbox; 单位邮箱: any.

Source: guangdong-zhuhai-2023, 附件2 说明5 (电子邮箱为企业首席质量官本人邮箱，不得填写企业或者部门邮箱).
"""

from __future__ import annotations

import re

from email_validator import EmailNotValidError, validate_email

from bot.core.fields.base import Accepted, CheckBack, Choice, FieldContext, FieldSpec, Outcome, Rejected
from bot.core.fields.common import fold, none_outcome, says_none

_ADDRESS = re.compile(r"[A-Za-z0-9._%+\-]+@[A-Za-z0-9.\-]+")
_PROVIDERS = [
    "qq.com",
    "163.com",
    "126.com",
    "gmail.com",
    "outlook.com",
    "hotmail.com",
    "sina.com",
    "foxmail.com",
    "139.com",
    "yeah.net",
]
_NO_AT = re.compile(r"[A-Za-z0-9]+[.点]?(?:qq|163|126|gmail|outlook|hotmail|sina|foxmail|139)?\.(?:com|cn|net|org)|[A-Za-z]+(?:qq|163|126)$", re.I)  # fmt: skip
# Words that name a department or the firm; a mailbox made of nothing else belongs to no person.
_ROLES_LISTED = """
info office admin sales sale hr service services contact support hello mail email marketing market
quality qa qc qm qms pinzhi pinzhibu pinguan zhiliang zhiliangbu zhijian zhijianbu zjb zlb pzb pgb
bgs bgsh bangongshi company gongsi firm enterprise xingzheng xzb zonghe zhb caiwu renshi rsb rlzy
webmaster postmaster enquiry inquiry purchase purchasing export import kefu finance accounting test
noreply no reply dept department team group center centre zhongxin bu public factory production
shengchan boss general all staff cqo
"""
_ROLES = frozenset(_ROLES_LISTED.split())
_FIRMS_OWN = re.compile(
    r"(?:公司|单位|企业|部门|厂里?|办公室|集体|公用|公共)(?:的|公共|公用)*(?:邮箱|电子邮箱|email)", re.I
)
_NOT_FIRMS = re.compile(r"不是|没有|没|自己|本人|个人|我的")


def find_address(text: str) -> str | None:
    hit = _ADDRESS.search(_plain(text))
    return hit[0].strip(".-") if hit else None


def _plain(text: str) -> str:
    """「chenzy ＠ 某。com」 as it was meant."""
    plain = fold(text)
    plain = re.sub(r"\s*(?:@|艾特|圈a|\(at\)|小老鼠)\s*", "@", plain, flags=re.I)
    plain = re.sub(r"(?<=[A-Za-z0-9])#(?=[A-Za-z0-9\-]+[.。,])", "@", plain)
    plain = re.sub(r"(?<=[A-Za-z0-9])\s*[。,点]\s*(?=(?:com|cn|net|org)\b)", ".", plain)
    return re.sub(r"(?<=[A-Za-z0-9])\s*\.\s*(?=(?:com|cn|net|org)\b)", ".", plain)


def _meant(domain: str) -> str | None:
    """The provider a mistyped domain was meant to be: qq.con, gmial.com, 163."""
    for provider in _PROVIDERS:
        name = provider.split(".")[0]
        if domain == provider:
            return None
        if domain in (name, name + "com") or re.fullmatch(rf"{name}\.(?:con|cm|comm|ocm|co|vom|cpm|om|c)", domain):
            return provider
    return {"gmial.com": "gmail.com", "gamil.com": "gmail.com", "gmai.com": "gmail.com", "hotmial.com": "hotmail.com", "outlok.com": "outlook.com"}.get(domain)  # fmt: skip


def _read(text: str, example: str) -> Outcome | None:
    """A mailbox, a question about a slip, or what is wrong with it; None where there is none."""
    plain = _plain(text)
    found = find_address(text)
    if found is None:
        number = re.fullmatch(r"\D*([1-9][0-9]{4,10})\D*", plain)
        if number and re.search("qq", plain, re.I) and "@" not in plain and "." not in plain:
            right = f"{number[1]}@qq.com"
            return CheckBack(f"是 {right} 吗？", (Choice(right, right),))
        if "@" in plain:
            return Rejected(f"@ 前面是名字、后面是邮箱网站，这里缺了一半，请发完整的邮箱，例如：{example}。")
        if _NO_AT.search(plain):
            return Rejected(f"邮箱里少了 @，请补上再发一次，例如：{example}。")
        return None
    local, _, domain = found.partition("@")
    if "@@" in plain or (plain.count("@") > 1 and len(_ADDRESS.findall(plain)) == 1):
        return Rejected(f"邮箱里的 @ 多了，请核对后再发一次，例如：{example}。")
    meant = _meant(domain.lower())
    if meant:
        right = f"{local}@{meant}"
        return CheckBack(f"“{domain}”像是打错了，是 {right} 吗？", (Choice(right, right),))
    try:
        checked = validate_email(found, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return Rejected(f"这个邮箱格式不对，请核对后再发一次，例如：{example}。")
    return Accepted(f"{checked.local_part}@{checked.domain}")


def _is_role(local: str) -> bool:
    words = [word for word in re.split(r"[._\-]|[0-9]+", local.lower()) if word]
    return bool(words) and all(word in _ROLES for word in words)


def email(text: str, spec: FieldSpec, context: FieldContext) -> Outcome:
    """The applicant's own mailbox."""
    outcome = _read(text, "zhangsan@163.com")
    if outcome is None:
        return (
            none_outcome(spec)
            if says_none(text)
            else Rejected("没看到邮箱，请发您本人的邮箱，例如：zhangsan@163.com。")
        )
    if isinstance(outcome, Accepted):
        said_so = _FIRMS_OWN.search(text) and not _NOT_FIRMS.search(text)
        if said_so or _is_role(outcome.value.split("@")[0]) or outcome.value == context.facts.get("enterprise_email"):
            return Rejected(
                f"{outcome.value} 像部门或企业邮箱；附件2说明5要求填本人邮箱，不得填写企业或者部门邮箱，请给您自己的邮箱，例如：zhangsan@163.com。"
            )
    return outcome


def enterprise_email(text: str, spec: FieldSpec, context: FieldContext) -> Outcome:
    outcome = _read(text, "office@example.com")
    if outcome is not None:
        return outcome
    if says_none(text):
        return none_outcome(spec)
    return Rejected("没看到邮箱，请发单位邮箱，例如：office@example.com，没有就说没有。")
