"""One kind of field per module: text → value, a question back, or a reason why not."""

from __future__ import annotations

from bot.core.fields import choices, contact, dates, id_number, industry, names, region, years
from bot.core.fields.base import FieldContext, FieldSpec, Outcome, Parser, Rejected

PARSERS: dict[str, Parser] = {
    "enterprise_name": names.enterprise_name,
    "region": region.region,
    "industry": industry.industry,
    "ownership": choices.ownership,
    "enterprise_size": choices.enterprise_size,
    "text": names.text,
    "person_name": names.person_name,
    "id_number": id_number.id_number,
    "gender": choices.gender,
    "birth_date": dates.birth_date,
    "education": choices.education,
    "years": years.years,
    "title": names.title,
    "mobile": contact.mobile,
    "phone": contact.phone,
    "fax": contact.fax,
    "email": contact.email,
    "enterprise_email": contact.enterprise_email,
    "address": names.address,
    "postcode": contact.postcode,
    "website": contact.website,
    "certificate": names.certificate,
    "date": dates.date_field,
    "resume": names.resume,
}


def parse_field(text: str, spec: FieldSpec, context: FieldContext) -> Outcome:
    """Read a text as one field. Never raises: whatever is typed gets a value, a question or a reason."""
    if not text.strip():
        return Rejected(f"{spec.label}没看到内容，例如：{spec.example}。")
    if len(text) > spec.max_length + 200 and spec.kind != "resume":
        return Rejected(
            f"{spec.label}只要 {spec.max_length} 字以内，这里有 {len(text)} 字，请只说这一项，例如：{spec.example}。"
        )
    return PARSERS[spec.kind](text, spec, context)
