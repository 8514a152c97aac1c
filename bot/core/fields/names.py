"""Names of people, enterprises and titles; addresses and other free text."""

from __future__ import annotations

import re
import unicodedata

from bot.core.fields.base import Accepted, FieldContext, FieldSpec, Outcome, Rejected
from bot.core.fields.choices import SIMPLIFY
from bot.core.fields.common import fold, none_outcome, says_none, strip_around

_HAN = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_ROLES = r"(?:我们?的?|公司的?|单位的?|厂里的?)?(?:老板|法人代表?|法定代表人|负责人|总经理|董事长|厂长|经理|主管|领导|质量负责人|单位质量负责人|单位负责人|申请人|首席质量官|姓名|名字|本人)"
_NAME_LEAD = re.compile(rf"^(?:{_ROLES})?(?:的?(?:姓名|名字))?\s*(?:[:：]|是|叫做?|叫|为|姓)?\s*(?=[{_HAN}A-Za-z{{<])")
_I_AM = re.compile(r"^(?:我|他|她|咱|俺)?(?:的?(?:名字|姓名))?(?:叫做?|是|姓名是|名叫|姓名)[:：]?\s*")
_NAME_TAIL = re.compile(r"(?:先生|女士|小姐|同志|老师|总|老板|经理|工)?(?:[，,。（(].*)?$")
_PERSON = re.compile(
    rf"[{_HAN}]{{2,6}}(?:[·•・.][{_HAN}]{{1,12}})*|[A-Za-z][A-Za-z .'\-]{{1,38}}|[{_HAN}]{{1,4}}[A-Za-z]{{0,20}}[{_HAN}]{{0,4}}"
)
_NOT_NAMES = re.compile(
    r"怎么|什么|为什么|不知道|公司|有限|企业|手机|电话|可以|不想|不是|没有|填|登记|问|谢谢|你好|您好|在吗|股票|系统|老板$|本人$|自己$|一样|同上|还是|哪|吗"
)


def person_name(text: str, spec: FieldSpec, context: FieldContext) -> Outcome:
    """A name as written: rare characters, ·, Latin names. Markup typed as a name is a name: papers print it as it is."""
    plain = unicodedata.normalize("NFC", text).strip(" ,，.。;；、!！~\n\t")
    if says_none(plain):
        return none_outcome(spec)
    plain = strip_name(plain, spec.names)
    if re.search(r"[{}<>&$%]", plain) and len(plain) <= 30:
        return Accepted(plain)
    if re.search(r"\d|https?:|@", plain):
        return Rejected(f"{spec.label}里不该有数字或网址，请只写姓名，例如：张小明。")
    hit = _PERSON.fullmatch(plain)
    if not hit or _NOT_NAMES.search(SIMPLIFY(plain)):
        return Rejected(f"没看出姓名，{spec.label}请只写姓名，例如：张小明。")
    return Accepted(re.sub(r"[•・]", "·", plain))


def strip_name(plain: str, names: tuple[str, ...] = ()) -> str:
    for name in sorted(names, key=len, reverse=True):
        if plain.startswith(name) and len(plain) > len(name):
            plain = plain[len(name) :].lstrip(" :：是叫为")
            break
    plain = _I_AM.sub("", plain)
    shorter = _NAME_LEAD.sub("", plain)
    plain = shorter if shorter else plain
    plain = re.sub(r"[，,（(；;。].*$", "", plain, flags=re.S).strip()
    trimmed = re.sub(r"(?:先生|女士|小姐|同志|老师)$", "", plain)
    trimmed = re.sub(r"(?:吧|啊|呀|哦)$", "", trimmed) if len(trimmed) > 3 else trimmed
    return trimmed if len(trimmed) >= 2 else plain


_FIRM_LEAD = re.compile(
    r"^(?:嗯+|那个|就是)?(?:(?:我们?|我司|咱们?|俺们?|本)?(?:的)?(?:单位|公司|企业|厂子?|工厂)?(?:的)?(?:全称|名称|名字|全名)?(?:是|叫做?|叫|为|[:：]))\s*"
)
_FIRM = re.compile(
    r"[^，,。；;\s]{2,60}?(?:有限责任公司|股份有限公司|有限公司|分公司|集团|公司|工厂|厂|合作社|商行|经营部|店|中心|事务所|研究院|研究所|学校|医院|作坊|个体户|工作室|农场|企业|社|行|部)(?:[（(][^）)]{1,20}[）)])?"
)


def enterprise_name(text: str, spec: FieldSpec, context: FieldContext) -> Outcome:
    """The name on the licence, without the words around it."""
    plain = unicodedata.normalize("NFC", text).strip(' ,，.。;；、!！~\n\t“”"')
    plain = strip_around(plain, spec.names) if any(n in plain for n in spec.names) else plain
    plain = _FIRM_LEAD.sub("", plain).strip('“”"《》 ')
    plain = (
        re.sub(r"(?:[，,].*)$", "", plain, flags=re.S) if re.search(r"[，,]", plain) and _FIRM.match(plain) else plain
    )
    plain = re.sub(r"(?<=[司厂店社部心所])(?:吧|啊|呀|哦|的)$", "", plain)
    if says_none(plain):
        return none_outcome(spec)
    if not 2 <= len(plain) <= spec.max_length or re.fullmatch(r"[\d\W_]+", plain):
        return Rejected(f"没看出单位名称，请写营业执照上的全称，例如：{spec.example}。")
    if re.search(r"统一社会信用代码|^[0-9A-HJ-NPQRTUWXY]{18}$", plain):
        return Rejected(f"这是统一社会信用代码，这一格要单位全称，例如：{spec.example}。")
    if _FIRM.search(plain) or re.search(r"[{}<>&$]", plain):
        return Accepted(plain)
    if len(plain) > 30 or re.search(r"[？?，,。]|什么|怎么|为什么|不知道|我叫", plain) or len(plain) < 4:
        return Rejected(f"这不像单位全称，请写营业执照上的全称，例如：{spec.example}。")
    return Accepted(plain)


_TITLES = [
    (r"正高级?(?:工程师|工)?|教授级高工", "正高级工程师"),
    (r"助工|助理工程师|助理工", "助理工程师"),
    (r"高工(?![程])", "高级工程师"),
    (r"技术员职称", "技术员"),
]


def title(text: str, spec: FieldSpec, context: FieldContext) -> Outcome:
    """A title in words; 助工 → 助理工程师, 「食品工程师，中级的」 → 食品工程师（中级）."""
    plain = strip_around(text, spec.names)
    plain = re.sub(r"^(?:我)?(?:有|是|评了|拿了|拿的是|考了)?(?:个|一个)?", "", plain)
    if says_none(plain) or re.search(r"^(?:还)?没(?:有|评|考).{0,6}$", plain):
        return none_outcome(spec)
    level = re.search(r"[，,、（( ]\s*(初级|中级|副高级?|高级|正高级?)(?:职称)?的?[)）]?$", plain)
    base = plain[: level.start()] if level else plain
    for pattern, full in _TITLES:
        if re.fullmatch(rf"(?:{pattern})(?:职称)?的?", base):
            base = full
    base = re.sub(r"(?:职称|的)+$", "", base).strip()
    if re.search(r"工程师", base) or len(base) <= 30:
        value = f"{base}（{level[1]}）" if level and level[1] not in base else base
        if value and not re.fullmatch(r"[\d\W_]+", value):
            return Accepted(value)
    return Rejected(f"没看出职称，例如：{spec.example}，没有就说没有。")


_TEXT_LEAD = re.compile(
    r"^(?:我(?:是|在)?|我们(?:公司|厂)?(?:是)?|主要(?:是)?|目前(?:是)?|现在(?:是)?|就是|他(?:是)?|她(?:是)?)?(?:毕业于|毕业院校是|读的(?:是)?|学的(?:是)?|念的(?:是)?|做的(?:是)?|生产(?:的是)?|担任|任|当(?:的是)?|做|专业是|职务是|地址是|住在|在)?\s*"
)


def text(said: str, spec: FieldSpec, context: FieldContext) -> Outcome:
    """Free text, kept as written but for the words around it; too long or nothing but marks is refused."""
    plain = _value(said, spec)
    if says_none(plain):
        return none_outcome(spec)
    if not plain or re.fullmatch(r"[\W_]+", plain):
        return Rejected(f"{spec.label}没看到内容，例如：{spec.example}。")
    unlikely = _UNLIKELY.get(spec.key)
    if unlikely and unlikely.search(plain):
        return Rejected(f"“{plain[:20]}”不像{spec.label}，例如：{spec.example}。")
    if len(plain) > spec.max_length:
        return Rejected(
            f"{spec.label}最多 {spec.max_length} 字，这里有 {len(plain)} 字，请缩短，例如：{spec.example}。"
        )
    return Accepted(plain)


# Answers that belong to another cell.
_UNLIKELY = {
    "school": re.compile(r"专业$|^\d|年$|^[男女]$|@"),
    "major": re.compile(r"^[\d.]+\s*年|大学$|学院$|学校$|@|^\d+$"),
    "position": re.compile(r"^[\d.]+\s*年|^\d+$|@"),
    "main_products": re.compile(r"^\d+$|@"),
    "legal_head_post": re.compile(r"\d{5,}|@"),
    "quality_head_post": re.compile(r"\d{5,}|@"),
}


def _value(said: str, spec: FieldSpec) -> str:
    plain = strip_around(said, (spec.label, *spec.names))
    if spec.key in ("school", "major", "position", "concurrent_post", "legal_head_post", "quality_head_post"):
        plain = _TEXT_LEAD.sub("", plain)
        tail = (
            r"(?:毕业的?|毕的业|专业的?|的)$"
            if spec.key == "school"
            else r"(?:专业的?|的)$"
            if spec.key == "major"
            else r"的$"
        )
        plain = re.sub(tail, "", plain)
    elif spec.key == "main_products":
        plain = re.sub(
            r"^(?:我们(?:公司|厂)?)?(?:主要|主营|主打)?(?:是)?(?:生产|做|经营|卖|加工)(?:的)?(?:是)?(?=[^，,、]{2})",
            "",
            plain,
        )
    return plain.strip(" ,，.。;；、")


def resume(said: str, spec: FieldSpec, context: FieldContext) -> Outcome:
    """Long text, paragraphs kept."""
    plain = re.sub(r"[ \t]+", " ", unicodedata.normalize("NFC", said)).strip()
    for name in (spec.label, *spec.names):
        plain = re.sub(rf"^(?:我的)?{name}\s*(?:[:：]|是|如下|为)+\s*", "", plain)
    if says_none(plain):
        return none_outcome(spec)
    if len(re.sub(r"[\W_]", "", plain)) < 6:
        return Rejected(f"工作简历太短了，请写几年几月在哪做什么、质量管理经验和获奖情况，例如：{spec.example}。")
    if len(plain) > spec.max_length:
        return Rejected(f"工作简历最多 {spec.max_length} 字，这里有 {len(plain)} 字，请缩短。")
    return Accepted(plain)


def address(said: str, spec: FieldSpec, context: FieldContext) -> Outcome:
    plain = re.sub(r"^(?:我们?)?(?:的)?(?:通讯|通信|联系|单位|公司|邮寄)?地址\s*(?:[:：]|是|为|在)?\s*", "", fold(said))
    plain = re.sub(r"^(?:在|住在|就在|寄到)", "", plain).strip(" ,，.。")
    if says_none(plain):
        return none_outcome(spec)
    if len(plain) < 5 or not re.search(rf"[{_HAN}]", plain):
        return Rejected(f"地址不够详细，请写到路和门牌号，例如：{spec.example}。")
    if len(plain) > spec.max_length:
        return Rejected(f"地址最多 {spec.max_length} 字，请缩短，例如：{spec.example}。")
    return Accepted(plain)


def certificate(said: str, spec: FieldSpec, context: FieldContext) -> Outcome:
    """A certificate's number or issuer; both may be 无."""
    plain = strip_around(said, (spec.label, *spec.names))
    plain = re.sub(r"^(?:证书)?(?:编号|号码?)\s*(?:[:：]|是|为)?\s*", "", plain)
    plain = re.sub(r"(?:发|颁)(?:的|给我的)?证?(?:书)?的?$", "", plain).strip()
    if (
        says_none(plain)
        or re.search(r"^(?:还)?没(?:有|考|拿|办|参加|培训|发)", plain)
        or re.fullmatch(r"(?:还)?在(?:办|考|等)(?:着|呢)?", plain)
    ):
        return none_outcome(spec)
    if not plain or len(plain) > spec.max_length or re.fullmatch(r"[\W_]+", plain):
        return Rejected(f"没看出{spec.label}，例如：{spec.example}，没有就说没有。")
    return Accepted(plain)
