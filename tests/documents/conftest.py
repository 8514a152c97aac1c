"""What the papers' tests share: the marker for those that need LibreOffice, a full registration, a picture."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from bot.documents import pdf

FULL = {
    "enterprise_name": "珠海某某电器制造有限公司", "region": "广东省珠海市金湾区", "industry": "电线、电缆制造（3831）",
    "ownership": "有限责任公司", "enterprise_size": "中型", "main_products": "电线、电缆、线束加工及销售",
    "applicant_name": "陈测试", "id_number": "110101198503120016", "gender": "男", "birth_date": "1985-03-12",
    "education": "大专", "school": "珠海某某职业技术学院", "major": "机电一体化", "quality_years": "8",
    "position": "质量总监", "title": "助理工程师", "concurrent_post": "副总经理", "phone": "0756-8880101-802",
    "mobile": "13800138000", "fax": "无", "email": "csy@example.com", "address": "广东省珠海市金湾区某某路100号某某园3栋",
    "postcode": "519040", "legal_head_name": "李测试", "legal_head_mobile": "13900139000",
    "legal_head_phone": "0756-8880100", "legal_head_post": "总经理", "quality_head_name": "陈测试",
    "quality_head_mobile": "13800138000", "quality_head_phone": "0756-8880101-802", "quality_head_post": "质量总监",
    "website": "www.example.com", "enterprise_email": "office@example.com",
    "resume": "2007年7月—2012年5月 某某电子厂 质检员\n2012年6月至今 某某公司 质量经理\n获奖：2020年区质量标兵",
    "training_certificate_no": "无", "certificate_issuer": "无", "appointed_date": "2023-09-01", "remark": "无",
}  # fmt: skip

# Texts that a template engine, XML, a spreadsheet or a font could take for something else.
AWKWARD = (
    "{{7*7}}", "{% raw %}", "{#x#}", "{_{7*7}_}", "{_%x%_}", "<b>&", "&amp;", "&#65;", "<script>alert(1)</script>",
    "=1+1", "@SUM(A1)", "+1", "-1", "]]>", "<!--", "𠮷", "𠮷田&𡈽", "“引号”", "%s{0}${x}", "\\n\\1", "a  b", "阿·买买提",
)  # fmt: skip


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "needs_libreoffice: renders papers to PDF (libreoffice-writer-nogui, poppler-utils)"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if pdf.available() and pdf._program("pdftoppm"):
        return
    missing = pytest.mark.skip(
        reason="needs LibreOffice: apt-get install libreoffice-writer-nogui fonts-noto-cjk poppler-utils"
    )
    for item in items:
        if item.get_closest_marker("needs_libreoffice"):
            item.add_marker(missing)


@pytest.fixture
def full() -> dict[str, str]:
    return dict(FULL)


@pytest.fixture(scope="session")
def portrait() -> bytes:
    return picture_of(295, 413)


def picture_of(width: int, height: int, kind: str = "JPEG", **options: object) -> bytes:
    image = Image.new("RGB", (width, height), (90, 140, 200))
    out = io.BytesIO()
    image.save(out, kind, **options)  # type: ignore[arg-type]
    return out.getvalue()
