"""One kind of field per module: text → value, a question back, or a reason why not."""

from __future__ import annotations

from bot.core.fields import (
    dates,
    education,
    email,
    enterprise_name,
    enterprise_size,
    gender,
    id_number,
    industry,
    mobile,
    ownership,
    person_name,
    phone,
    postcode,
    region,
    text,
    title,
    website,
    years,
)
from bot.core.fields.base import FieldContext, FieldSpec, Outcome, Parser, Rejected

PARSERS: dict[str, Parser] = {
    "enterprise_name": enterprise_name.enterprise_name,
    "region": region.region,
    "industry": industry.industry,
    "ownership": ownership.ownership,
    "enterprise_size": enterprise_size.enterprise_size,
    "text": text.text,
    "person_name": person_name.person_name,
    "id_number": id_number.id_number,
    "gender": gender.gender,
    "birth_date": dates.birth_date,
    "education": education.education,
    "years": years.years,
    "title": title.title,
    "mobile": mobile.mobile,
    "phone": phone.phone,
    "fax": phone.fax,
    "email": email.email,
    "enterprise_email": email.enterprise_email,
    "address": text.address,
    "postcode": postcode.postcode,
    "website": website.website,
    "certificate": text.certificate,
    "date": dates.date_field,
    "resume": text.resume,
}


def parse_field(said: str, spec: FieldSpec, context: FieldContext) -> Outcome:
    """Read a text as one field. Never raises: whatever is typed gets a value, a question or a reason."""
    if not said.strip():
        return Rejected(f"{spec.label}没看到内容，例如：{spec.example}。")
    if len(said) > spec.max_length + 200 and spec.kind != "resume":
        return Rejected(
            f"{spec.label}只要 {spec.max_length} 字以内，这里有 {len(said)} 字，请只说这一项，例如：{spec.example}。"
        )
    return PARSERS[spec.kind](said, spec, context)
