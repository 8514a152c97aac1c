"""A part of a value is put right, and everything else of it stays."""

from __future__ import annotations

import pytest

from bot.core.fields.amend import amended, speaks_of_part


@pytest.mark.parametrize(
    ("kind", "value", "said", "becomes"),
    [
        ("mobile", "13800138000", "手机最后一位是1", "13800138001"),
        ("mobile", "13800138000", "尾号改9", "13800138009"),
        ("mobile", "13800138000", "后四位打错了，是8001", "13800138001"),
        ("mobile", "13800138000", "最后一位不是0是6", "13800138006"),
        ("mobile", "13800138000", "末尾两位是十二", None),  # 十二 is no two digits read one by one
        ("mobile", "13800138000", "末尾两位是一二", "13800138012"),
        ("mobile", "13800138000", "第三位是9", "13900138000"),
        ("mobile", "13800138000", "前三位改成139", "13900138000"),
        ("mobile", "13800138000", "中间四位是1234", "13812348000"),
        ("mobile", "13800138000", "倒数第二位是７", "13800138070"),
        ("mobile", "13800138000", "后四位是801", None),  # four places, three digits
        ("phone", "0756-8880101-802", "电话末位是5", "0756-8880105-802"),
        ("id_number", "440404198503120038", "最后一位是X", "44040419850312003X"),
        ("postcode", "519040", "最后一位是1", "519041"),
        ("birth_date", "1988-08-12", "月份是9", "1988-09-12"),
        ("birth_date", "1988-08-12", "年份是1989", "1989-08-12"),
        ("birth_date", "1988-08-12", "是13号", "1988-08-13"),
        ("birth_date", "1988-08-12", "1989年3月1日", None),  # all of it was said
        ("date", "2024-09-01", "十月", "2024-10-01"),
        ("address", "珠海市金湾区某某路1号3栋", "门牌号是11号", "珠海市金湾区某某路11号3栋"),
        ("birth_date", "1988-08-12", "门牌号是11号", None),
        ("mobile", "13800138000", "换个号码", None),
    ],
)  # fmt: skip
def test_a_part_by_its_place(kind: str, value: str, said: str, becomes: str | None) -> None:
    assert amended(kind, value, said) == becomes


@pytest.mark.parametrize(
    ("kind", "value", "old", "new", "becomes"),
    [
        ("text", "某样大学", "某样", "某例", "某例大学"),
        ("text", "某样大学", "学校名字里某样", "某例", "某例大学"),
        ("text", "某样大学", "某样", "某例大学", None),  # all of it was said
        ("person_name", "陈试辨", "辨", "辩", "陈试辩"),
        ("person_name", "陈试辨", "试辨", "陈试辩", None),
        ("text", "总经理", "经理", "董事长", None),  # no 总董事长
        ("enterprise_name", "珠海样例有限公司", "公司", "珠海试验有限公司", None),  # the label, no part of the name
        ("email", "sun@example.com", "sun", "sun01", "sun01@example.com"),
        ("birth_date", "1988-08-12", "8月", "9月", "1988-09-12"),
    ],
)  # fmt: skip
def test_a_part_by_its_old_words(kind: str, value: str, old: str, new: str, becomes: str | None) -> None:
    assert amended(kind, value, new, old, new) == becomes


@pytest.mark.parametrize("text", ["手机最后一位是1", "尾号改9", "第三位错了，是8", "生日的年份是1989", "门牌是11号"])
def test_a_part_is_spoken_of(text: str) -> None:
    assert speaks_of_part(text)


@pytest.mark.parametrize(
    "text", ["13800138000", "第6项改一下", "后天给你", "前年任命的", "第一个", "珠海市金湾区某某路1号", "最后一位是谁"]
)
def test_no_part_is_spoken_of(text: str) -> None:
    assert not speaks_of_part(text)
