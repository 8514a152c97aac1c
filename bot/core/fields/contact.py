"""手机, 电话, 传真, 邮箱, 邮编, 网址."""

from __future__ import annotations

import re

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from bot.core.fields.base import Accepted, FieldContext, FieldSpec, Outcome, Rejected
from bot.core.fields.common import NONE, fold, none_outcome, says_none, strip_around

_LETTERS_FOR_DIGITS = re.compile(r"[oOlIiSsBbZz]")
_MOBILE = re.compile(r"(?<!\d)(?:\+?0{0,2}86[- ]?)?(1[3-9](?:[ \-.]?\d){9})(?!\d)")
_HK_MOBILE = re.compile(r"(?:\+|00)(852|853|886)[- ]?((?:\d[ -]?){7,9}\d)")
_EXTENSION = re.compile(r"(?:转分机|分机号?|转接?|ext\.?|x|#|轉)\s*[:：]?\s*(\d{1,6})\s*$", re.I)
_LANDLINE = re.compile(
    r"(?<!\d)(?:\+?0{0,2}86[- ]?)?\(?(0?\d{2,3})\)?[ \-—–]*(\d{3,4}[ \-]?\d{4})(?:[ \-—–]+(\d{1,6}))?(?!\d)"
)
_SERVICE = re.compile(r"(?<!\d)([48]00)[ -]?(\d{3})[ -]?(\d{4})(?!\d)")
_ADDRESS = re.compile(r"[A-Za-z0-9._%+\-\u4e00-\u9fff]+@[A-Za-z0-9.\-]+")
_ROLE = re.compile(
    r"^(?:info|office|admin|sales|hr|service|contact|support|hello|mail|marketing|market|quality|qa|qc|qm|pinzhi|zhiliang|zjb|zlb|bgs|company|"
    r"gongsi|xingzheng|zonghe|caiwu|renshi|webmaster|postmaster|enquiry|purchase|export|kefu|finance|test|noreply|dept|department|team|group)"
    r"(?:[-_.]?(?:dept|department|bu|office|team|group|center|zhongxin|\d{0,3}))?$|(?:^|[-_.])(?:dept|department)(?:$|[-_.])",
    re.I,
)
_TYPOS = {
    "qq.con": "qq.com",
    "qq.cm": "qq.com",
    "163.con": "163.com",
    "126.con": "126.com",
    "gmail.con": "gmail.com",
    "gmial.com": "gmail.com",
    "outlook.con": "outlook.com",
    "163.cm": "163.com",
    "qq.comm": "qq.com",
    "qq": "qq.com",
    "163": "163.com",
}


def find_mobile(text: str) -> str | None:
    hit = _MOBILE.search(fold(text))
    return re.sub(r"\D", "", hit[1]) if hit else None


def mobile(text: str, spec: FieldSpec, context: FieldContext) -> Outcome:
    """11 digits of a mainland mobile; Hong Kong, Macao and Taiwan numbers with their country code."""
    plain = fold(text)
    found = find_mobile(plain)
    if found:
        return Accepted(found)
    abroad = _HK_MOBILE.search(plain)
    if abroad:
        return Accepted(f"+{abroad[1]} {re.sub(r'[^0-9]', '', abroad[2])}", "（记的是境外号码，请留意能否接到通知）")
    if says_none(plain):
        return none_outcome(spec)
    digits = re.sub(r"\D", "", plain)
    lettered = re.sub(r"[^0-9A-Za-z]", "", plain)
    if re.fullmatch(r"1[0-9A-Za-z]{10}", lettered) and _LETTERS_FOR_DIGITS.search(lettered):
        return Rejected("手机号里混了字母（比如把 0 打成了 O），请改成 11 位数字，例如：13800000000。")
    if len(digits) >= 7 and digits.startswith("0"):
        return Rejected("这像固定电话，手机号是 1 开头的 11 位数字，例如：13800000000。")
    if len(digits) >= 7:
        wrong = f"这里是 {len(digits)} 位" if len(digits) != 11 else "开头不对（应是 13 到 19 开头）"
        return Rejected(f"手机号应是 11 位，{wrong}，请核对后再发一次，例如：13800000000。")
    return Rejected("没看到手机号，请发 11 位数字，例如：13800000000。")


def find_phone(text: str) -> str | None:
    """`0756-8880101`, `0756-8880101-802`, `400-123-4567`, or None."""
    plain = fold(text).replace("（", "(").replace("）", ")")
    extension = _EXTENSION.search(plain)
    if extension:
        plain = plain[: extension.start()].rstrip(" ,，-")
    service = _SERVICE.search(plain)
    if service:
        return "-".join(service.groups())
    hit = _LANDLINE.search(plain)
    if not hit or find_mobile(hit[0]):
        return None
    area = hit[1] if hit[1].startswith("0") else f"0{hit[1]}"
    local = re.sub(r"\D", "", hit[2])
    number = phonenumbers.PhoneNumber(country_code=86, national_number=int(area[1:] + local))
    if not phonenumbers.is_possible_number(number) or not 7 <= len(local) <= 8:
        return None
    if area in ("010", "020", "021", "022", "023", "024", "025", "027", "028", "029") and len(local) != 8:
        return None
    tail = extension[1] if extension else hit[3]
    return f"{area}-{local}" + (f"-{tail}" if tail else "")


def phone(text: str, spec: FieldSpec, context: FieldContext) -> Outcome:
    """A landline with its area code; a mobile is taken where someone has no landline."""
    plain = strip_around(text, spec.names)
    found = find_phone(plain)
    if found:
        return Accepted(found)
    own_mobile = find_mobile(plain)
    if own_mobile:
        return Accepted(own_mobile)
    if says_none(plain):
        if spec.required:
            return Accepted(NONE, "（没有固定电话，这一格填“无”）")
        return none_outcome(spec)
    digits = re.sub(r"\D", "", plain)
    if 7 <= len(digits) <= 8:
        return Rejected(f"电话 {digits} 少了区号，请带区号再说一次，例如：0756-{digits[:8]}。")
    return Rejected(f"没看出电话号码，请带区号，有分机一起说，例如：{spec.example}。")


def fax(text: str, spec: FieldSpec, context: FieldContext) -> Outcome:
    return phone(text, spec, context)


def _mail(text: str) -> tuple[str | None, str | None]:
    """(address, reason why not)."""
    plain = fold(text).replace("＠", "@").replace(" @ ", "@").replace("。", ".").replace("，com", ".com")
    plain = re.sub(r"\s*@\s*", "@", plain)
    plain = re.sub(r"(?<=[A-Za-z0-9])\s*\.\s*(?=[A-Za-z]{2,4}\b)", ".", plain)
    plain = re.sub(r"(?<=\d)(?:at|艾特|圈a|小老鼠)(?=\w)", "@", plain, flags=re.I)
    hit = _ADDRESS.search(plain)
    if not hit:
        if re.search(r"[A-Za-z0-9]+(?:\.|点)?(?:qq|163|126|gmail|outlook|sina|foxmail|hotmail)", plain, re.I):
            return None, "邮箱里少了 @，请补上再发一次，例如：zhangsan@163.com。"
        return None, None
    found = re.sub(r"^[\u4e00-\u9fff]+", "", hit[0]).rstrip(".")
    local, _, domain = found.partition("@")
    if domain.lower() in _TYPOS:
        return None, f"邮箱后面的“{domain}”像是打错了，是 {local}@{_TYPOS[domain.lower()]} 吗？请再发一次完整的邮箱。"
    try:
        checked = validate_email(found, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return None, "这个邮箱格式不对，请核对后再发一次，例如：zhangsan@163.com。"
    return checked.normalized, None


def email(text: str, spec: FieldSpec, context: FieldContext) -> Outcome:
    """The applicant's own mailbox. Source: guangdong-zhuhai-2023, 附件2 说明5."""
    found, reason = _mail(text)
    if found:
        if _ROLE.search(found.split("@")[0]):
            return Rejected(
                f"{found} 像部门或企业邮箱；附件2说明5要求填本人邮箱，不得填写企业或者部门邮箱，请给您自己的邮箱，例如：zhangsan@163.com。"
            )
        return Accepted(found)
    if reason:
        return Rejected(reason)
    if says_none(text):
        return none_outcome(spec)
    return Rejected("没看到邮箱，请发您本人的邮箱，例如：zhangsan@163.com。")


def enterprise_email(text: str, spec: FieldSpec, context: FieldContext) -> Outcome:
    found, reason = _mail(text)
    if found:
        return Accepted(found)
    if says_none(text):
        return none_outcome(spec)
    return Rejected(reason or "没看到邮箱，请发单位邮箱，例如：office@example.com，没有就说没有。")


def postcode(text: str, spec: FieldSpec, context: FieldContext) -> Outcome:
    plain = fold(text)
    hit = re.search(r"(?<!\d)(\d(?:\s?\d){5})(?!\d)", plain)
    if hit:
        return Accepted(re.sub(r"\s", "", hit[1]))
    if says_none(plain):
        return none_outcome(spec)
    digits = re.sub(r"\D", "", plain)
    return Rejected(f"邮编应是 6 位数字{f'，这里是 {len(digits)} 位' if digits else ''}，例如：519000。")


_URL = re.compile(
    r"(?:https?://)?(?:[A-Za-z0-9\u4e00-\u9fff](?:[A-Za-z0-9\-\u4e00-\u9fff]*)\.)+[A-Za-z\u4e00-\u9fff]{2,}(?:[/?#][^\s，。；]*)?"
)


def website(text: str, spec: FieldSpec, context: FieldContext) -> Outcome:
    plain = re.sub(r"^(?:我们?(?:公司|单位)?的?)?(?:官网|网站|网址)(?:是|为|[:：])?\s*", "", fold(text))
    hit = _URL.search(plain)
    if hit and "@" not in plain:
        return Accepted(re.sub(r"^[\u4e00-\u9fff]+(?=www\.|http)", "", hit[0]))
    if says_none(plain) or re.search(r"没有?.{0,4}(?:官网|网站|网址)", plain):
        return none_outcome(spec)
    return Rejected("没看出网址，例如：www.example.com，没有就说没有。")
