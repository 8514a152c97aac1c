"""首席质量官聘任授权证书 as .docx, which Gansu and Guangdong both ask the firm to issue.

Source: gansu-2021-1 二（一）, 二（三）; guangdong-zhuhai-2023 附件1/一, 附件1/四. Certificate number, signature, stamp and date
are left blank; the 身份证号 is left out, since neither document asks for it on the certificate.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bot.core.verdict import Citation
from bot.documents.registration_form import chinese_date
from bot.documents.runs import literal
from bot.documents.template import fill, to_bytes
from bot.documents.templates.make_templates import LETTER
from bot.documents.worklist import source

Place = Literal["gansu", "guangdong"]
BLANK = "________"
BLANK_DATE = "____年____月____日"


@dataclass(frozen=True)
class Wording:
    signer: str
    charge: str


WORDINGS: dict[Place, Wording] = {
    "gansu": Wording(
        "企业最高管理者",
        "授权其对本企业质量安全和质量发展工作全面负责，作为企业质量领域的第一责任人，参与企业高层与质量有关的经营决策，"
        "对质量安全拥有“一票否决”权。",
    ),
    "guangdong": Wording(
        "法定代表人或主要负责人",
        "授权其对本企业质量安全和质量发展工作全面负责，参与企业经营管理战略决策，行使质量安全“一票否决”权，"
        "直接向本企业法定代表人或主要负责人报告工作。",
    ),
}


def appointment_letter(
    values: Mapping[str, str], place: Place, *, term_years: int | None = None, basis: Citation | None = None
) -> bytes:
    """The certificate from the facts known; what is not known is a blank to fill in by hand.

    `term_years` only where the place's notice sets a term (Gansu); Guangdong's names none and none is printed.
    `basis` is the clause that asks for it, quoted at the foot.
    """
    wording = WORDINGS[place]
    enterprise = values.get("enterprise_name", "").strip()
    context = {
        "appointed": literal(_appointed(values)),
        "charge": literal(wording.charge),
        "term": literal(_term(values.get("appointed_date", ""), place, term_years)),
        "basis": literal(f"依据：{source(basis)}：“{basis.quote}”" if basis else ""),
        "enterprise": literal(enterprise or BLANK),
        "signer": wording.signer,
    }
    return to_bytes(fill(LETTER, lambda _template: context))


def _appointed(values: Mapping[str, str]) -> str:
    name = values.get("applicant_name", "").strip() or BLANK
    post = values.get("position", "").strip()
    enterprise = values.get("enterprise_name", "").strip() or BLANK
    now = f"（现任{post}）" if post and post != "无" else ""
    return f"兹聘任 {name} 同志{now}为 {enterprise} 首席质量官。"


def _term(appointed_on: str, place: Place, term_years: int | None) -> str:
    since = chinese_date(appointed_on) if appointed_on and appointed_on != "无" else BLANK_DATE
    if place == "guangdong":
        return f"自{since}起任职。"
    return f"任期{term_years or '____'}年，自{since}起至{BLANK_DATE}止。"
