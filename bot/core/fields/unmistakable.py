"""Values that need no label: an ID number, a mobile, a mailbox, 男, 大专, 85年3月12日生, 我叫…, …有限公司."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bot.core.fields import parse_field
from bot.core.fields.base import Accepted, FieldContext, FieldSpec, Outcome, Rejected
from bot.core.fields.common import SIMPLIFY, fold
from bot.core.fields.dates import find_date
from bot.core.fields.email import find_address
from bot.core.fields.looks import DATE as _DATE
from bot.core.fields.looks import OWNERSHIP as _OWNERSHIP
from bot.core.fields.mobile import find_mobile
from bot.core.fields.phone import find_phone
from bot.core.mentions.place import hear_places

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
    "欧司诸上皇东慕"
)
_ID = re.compile(r"(?<![0-9A-Za-z])[0-9]{6}[ \-]?[0-9]{8}[ \-]?[0-9]{3}[0-9Xx](?![0-9A-Za-z])|(?<![0-9])[0-9]{17}[0-9Xx](?![0-9])")  # fmt: skip
_I_AM_CALLED = re.compile(
    r"(?:[我他她]叫|[我他她]的?(?:姓名|名字)(?:是|叫)?|本人(?:叫|姓名))\s*(\S{2,12}?)(?=[，,。\s;；、（(]|$)"
)
_I_AM = re.compile(rf"(?:^|[，,。\s])我是\s*([{_SURNAMES}]\S{{1,2}})(?=[，,。\s;；、]|$)")
_FIRM = re.compile(
    r"[\u3400-\u9fffA-Za-z0-9（）()]{4,40}?(?:有限责任公司|股份有限公司|有限公司)(?:[\u3400-\u9fff]{1,8}分公司)?(?=[，,。；;、的\s]|$)"
)
_BEFORE_FIRM = re.compile(r"^.*?(?:我们(?:公司|单位|厂)?|公司|单位|企业)?(?:名称)?(?:是|叫|在|就职于)(?=.{6})")
_STUDIED = re.compile(
    r"(?:毕业于|毕业院校是?|^在|，在)?([\u3400-\u9fff]{2,16}?(?:大学|学院|职校|党校|电大))(?P<of>的)?(?:(?P<major>[\u3400-\u9fff]{2,14})专业)?(?P<left>毕业|读的)?"
)
_POST = re.compile(
    r"(?:副?总(?:经理|裁|监|工)?|副?(?:董事长|厂长|经理|主任|部长|科长|校长|院长|所长|社长|店长)|.{0,8}(?:总监|经理|主管|部长|主任|厂长|总工|董事|书记|老板|董事长|总裁|组长))(?:兼.{2,10})?"
)
_EDUCATION = re.compile(
    r"(?:[我他她])?(?:是)?(?:学历)?(?:全日制|电大|自考|函授|成人|在职)?(?:小学|初中|高中|中专|技校|职高|大专|专科|本科|大学本科|硕士|硕士研究生|研究生|博士)(?:学历|毕业的?|文化|生)?"
)
_QUALITY_WORK = re.compile(r"质量|质检|品质|品控|检验|品管")
# 2010年进厂做检验员 begins a story; it does not say since when quality work was done without a break.
_FOR_YEARS = re.compile(r"^(?!.*(?:19|20)[0-9]{2}).*年|(?:19|20)[0-9]{2}年.*(?:开始|至今|到现在)")
_TITLE = re.compile(r"助工|高工|(?:助理|高级|中级|正高级)[\u3400-\u9fff]{0,6}工程师|[\u3400-\u9fff]{0,4}工程师")
_SCHOOL_OR_MAJOR = re.compile(
    r"(?P<school>[\u3400-\u9fff]{2,16}(?:大学|学院|技校|职校|党校|电大))|(?P<major>[\u3400-\u9fff]{2,14})专业"
)
_ADDRESS = re.compile(
    r"[\u3400-\u9fff]{2,}[省市区县镇][\u3400-\u9fff0-9]*(?:路|街|道|巷|村|园区?)[\u3400-\u9fff0-9\-]*[0-9]+(?:号|栋|座|楼|室).{0,30}"
)
_WORK = re.compile(r"毕业|什么|啥|知道|工作|上班|质量|[厂司部]$|^(?:我|没|不|现|在|是|干|做|男|女)")
_GLUED_CODE = re.compile(r"(.+[号室楼栋座幢层])\s*([0-9]{6})")
_BESIDE_BIRTH = {"applicant_name", "id_number", "gender"}
_PLACE = re.compile(r"(?:我们?|公司|单位|厂子?|工厂)?(?:就)?(?:在|位于)([\u3400-\u9fff]{2,14})")
_MAKES = re.compile(
    r"(?:我们?|公司|单位|厂里?)?(?:是)?(?:主要|主营|专门|专业)?(?:做|生产|加工|制造|经营|卖)(?:的是)?([^0-9了过什么啥]{2,20})的"
    r"|(?:我们?|公司|单位|厂里?)?(?:主要|主营|专门)(?:做|生产|加工|制造|经营|卖)(?:的是)?([^0-9了过什么啥]{2,20})"
)
_OFFICE = re.compile(r"质量|质检|品质|品控|检验|品管|管理|财务|会计|销售|行政|人事|文员|老板|工程师|工作|主管|经理")
_NO_OTHER_POST = re.compile(
    r"(?:也|都|就)?(?:没有?|不|没再)(?:再)?兼(?:任|职|着)?(?:什么|其[他它]|别的?|任何)?的?(?:职务|职位|职|岗位?)?"
)
_STUDIES = re.compile(r"学的?是([\u3400-\u9fff]{2,14}?)(?:专业)?的?")
_RANKED = re.compile(
    r"(?:[我他她](?:现在)?(?:是|有)?)?([\u3400-\u9fff]{0,6}?(?:工程师|技师|经济师|会计师))[\s，,、（(]*((?:初|中|副高|正高|高)级)(?:职称)?的?[）)]?(?=$|[\s，,。；;])"
)
_NOTHING = re.compile(r"(?:也|都)?(?:没有?|无)(?:固定|单位|公司)?(?P<what>[\u3400-\u9fffA-Za-z]{2,6}?)(?:号|机)?")


class Finder:
    """Takes what is unmistakable out of one stretch of text, for one person: the applicant, or a head of the firm."""

    def __init__(
        self,
        specs: Mapping[str, FieldSpec],
        context: FieldContext,
        group: str | None,
        taken: set[str],
        of_the_firm: bool = False,
    ) -> None:
        self.mailbox = "enterprise_email" if of_the_firm else "email"
        self.specs, self.context, self.group, self.taken = specs, context, group, taken
        self.values: dict[str, Outcome] = {}

    def find(self, text: str) -> dict[str, Outcome]:
        text = re.sub(r"(?:^|(?<=[，,。；;\s]))(?:不是|原来是|之前是)[^，,。；;\n]*", "", text)
        text = self._numbers(fold_keeping_lines(text))
        if self.group is None:
            if ranked := _RANKED.search(text):  # 「他是工程师 中级的」 is one title
                self._put("title", f"{ranked[1]}，{ranked[2]}")
                text = text.replace(ranked[0], "，")
            self._sentences(text)
        before = ""
        for piece in pieces(text):
            known = len(self.values)
            self._piece(piece)
            if len(self.values) == known:
                self._beside(before, piece)
            before = piece
        return self.values

    def _beside(self, before: str, piece: str) -> None:
        """What is nothing by itself, but something beside the piece before it: 「某某大学 机械工程」「…路1号 519040」."""
        school = self.values.get("school")
        read = isinstance(school, Accepted) and school.value in before
        if read and re.fullmatch(r"[\u3400-\u9fff]{2,10}", piece) and not _WORK.search(piece):
            self._put("major", piece)
        elif "address" in self.values and re.fullmatch(r"[0-9]{6}", piece):
            self._put("postcode", piece)

    def _put(self, key: str, said: str) -> bool:
        """Unlabelled words never replace what is known."""
        known = self.taken | set(self.values) | set(self.context.facts)
        if key not in self.specs or key in known:
            return False
        outcome = parse_field(said, self.specs[key], self.context)
        if isinstance(outcome, Rejected) and key not in ("id_number", "email"):
            return False
        self.values[key] = outcome
        return True

    def _numbers(self, text: str) -> str:
        """Numbers and mailboxes, cut out so that no part of one is read again."""
        if number := _ID.search(text):
            self._put("id_number", number[0])
            text = text.replace(number[0], "，")
        if mailbox := find_address(text):
            self._put(self.mailbox, mailbox)
            text = text.replace(mailbox, "，")
        of = f"{self.group}_" if self.group else ""
        for part in re.split(r"[，,。；;、\n]|(?<=[0-9])\s+(?=1[3-9][0-9]{9}|0[0-9]{2,3}-)", text):
            if mobile := find_mobile(part):
                self._put(f"{of}mobile", mobile)
            elif phone := find_phone(part):
                self._put(f"{of}phone", phone)
        return text

    def _sentences(self, text: str) -> None:
        if named := _I_AM_CALLED.search(text) or _I_AM.search(text):
            self._put("applicant_name", named[1])
        if firm := _FIRM.search(text):
            self._put("enterprise_name", _BEFORE_FIRM.sub("", firm[0]))
        for studied in _STUDIED.finditer(text):
            if studied["left"] or studied["major"] or studied[0].startswith(("毕业", "在", "，在")):
                self._put("school", studied[1])
                if studied["major"]:
                    self._put("major", studied["major"].removeprefix("的"))

    def _piece(self, piece: str) -> None:
        plain = re.sub(r"(?<=..)[吧啊呀哦呢啦哈]+$", "", SIMPLIFY(piece))
        if self.group and (post := re.fullmatch(rf"(?:职务)?(?:是)?({_POST.pattern})", plain)) and len(piece) <= 16:
            self._put(f"{self.group}_post", post[1])
        elif coded := re.fullmatch(r"邮编([0-9]{6})", plain):
            self._put("postcode", coded[1])
        elif _NO_OTHER_POST.fullmatch(plain):
            self._nothing("兼任职务")
        elif nothing := _NOTHING.fullmatch(plain):
            self._nothing(nothing["what"])
        elif re.fullmatch(r"(?:性别)?(?:男|女)(?:性|的|士|生)?", plain):
            self._put("gender", piece)
        elif _EDUCATION.fullmatch(plain):
            self._put("education", piece)
        elif re.search(r"(?:生|出生|生日|生的|生人)$", plain) and find_date(piece, self.context.today):
            self._put("birth_date", re.sub(r"(?:出生|生日|生)[的人]?$", "", piece))
        elif len(piece) <= 16 and _QUALITY_WORK.search(plain) and _FOR_YEARS.search(plain):
            self._put("quality_years", piece)
        elif post := re.fullmatch(rf"(?:现任|担任|目前是|现在是)?({_POST.pattern})", plain):
            self._put("position", post[1])
        elif (place := _PLACE.fullmatch(plain)) and self.context.gazetteer is not None:
            self._put("region", place[1])
        elif _TITLE.fullmatch(re.sub(r"^[我他她](?:现在)?(?:是|有)", "", plain)):
            self._put("title", re.sub(r"^[我他她](?:现在)?(?:是|有)", "", piece))
        elif self.group is None and _ADDRESS.fullmatch(plain):
            coded = _GLUED_CODE.fullmatch(piece)
            self._put("address", coded[1] if coded else piece)
            if coded:
                self._put("postcode", coded[2])
        elif found := _SCHOOL_OR_MAJOR.fullmatch(plain):
            self._put("school" if found["school"] else "major", piece)
        else:
            self._firm_or_date(piece, plain)

    def _firm_or_date(self, piece: str, plain: str) -> None:
        """What is said of the firm, the certificate and the appointment."""
        if re.search(r"(?:任职|任命|上任|聘任)的?$", plain) and find_date(piece, self.context.today):
            self._put("appointed_date", piece)
        elif _DATE.fullmatch(plain.rstrip("的")) and (self.taken | set(self.values)) & _BESIDE_BIRTH:
            self._put("birth_date", piece)
        elif issued := re.fullmatch(r"([\u3400-\u9fff]{3,20})(?:发|颁发)的", plain):
            self._put("certificate_issuer", issued[1])
        elif re.fullmatch(r"(?:我们?|公司|厂里?|企业|还?是|算|属于)*[大中小微]型(?:企业)?的?", plain):
            self._put("enterprise_size", piece)
        elif _OWNERSHIP.fullmatch(plain):
            self._put("ownership", piece)
        elif self.group is None:
            self._of_firm(piece, plain)

    def _of_firm(self, piece: str, plain: str) -> None:
        """「做插座的」「珠海金湾区」, and 「学的是食品工程」 of the applicant."""
        made, studied = _MAKES.fullmatch(plain), _STUDIES.fullmatch(plain)
        if made and not _OFFICE.search(plain):
            self._put("main_products", made[1] or made[2])
        elif studied:
            self._put("major", studied[1])
        elif self.context.gazetteer is not None and len(plain) <= 14:
            rest = plain
            for place in sorted(hear_places(plain, self.context.gazetteer), key=lambda m: -m.span[0]):
                rest = rest[: place.span[0]] + rest[place.span[1] :] if place.kind != "document" else rest
            if rest != plain and re.fullmatch(r"[省市区县镇]*", rest):
                self._put("region", piece)

    def _nothing(self, what: str) -> None:
        """「没有传真」「没职称」: 无 in a cell that may be empty."""
        for spec in self.specs.values():
            if not spec.required and what in (spec.label, *spec.names):
                known = self.taken | set(self.values) | set(self.context.facts)
                if spec.key not in known:
                    self.values[spec.key] = Accepted("无")


def fold_keeping_lines(text: str) -> str:
    return "\n".join(fold(line) for line in text.split("\n"))


def pieces(text: str) -> Iterator[str]:
    for piece in re.split(r"[，,。；;、\n]|\s+|[（(）)]", text):
        if piece.strip():
            yield piece.strip()


def is_unmistakable(token: str) -> bool:
    """A word that cannot be part of the name or title before it: 男, 大专, a number, 总经理."""
    plain = SIMPLIFY(token)
    return bool(
        re.search(r"[0-9@＠]", plain)
        or re.fullmatch(r"(?:性别)?(?:男|女)(?:性|的|士|生)?", plain)
        or _EDUCATION.fullmatch(plain)
        or _POST.fullmatch(plain)
        or re.fullmatch(r".{2,14}专业", plain)
    )
