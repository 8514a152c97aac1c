"""Free text: kept as written but for the words around it; nothing said where nothing is needed; industry by its search."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.fields import PARSERS, parse_field
from bot.core.fields.base import Accepted, CheckBack, Choice, Outcome
from tests.core.fields.reading import context, offered, reason, specs, value


@pytest.mark.parametrize(
    ("key", "text", "stored"),
    [
        ("school", "广东工业大学", "广东工业大学"),
        ("school", "毕业于广东工业大学", "广东工业大学"),
        ("school", "我毕业于广东工业大学", "广东工业大学"),
        ("school", "广东工业大学毕业的", "广东工业大学"),
        ("school", "毕业院校：广东工业大学", "广东工业大学"),
        ("school", "毕业院校广东工业大学", "广东工业大学"),
        ("school", "在广东工业大学读的", "广东工业大学"),
        ("school", "学校是广东工业大学", "广东工业大学"),
        ("school", "某某广播电视大学", "某某广播电视大学"),
        ("school", "华南理工", "华南理工"),
        ("school", "XX职业技术学院（现某某大学）", "XX职业技术学院（现某某大学）"),
        ("major", "机电一体化", "机电一体化"),
        ("major", "机电一体化专业", "机电一体化"),
        ("major", "专业是机电一体化", "机电一体化"),
        ("major", "学的机电一体化", "机电一体化"),
        ("major", "我学机电一体化的", "机电一体化"),
        ("major", "我是学机电的", "机电"),
        ("major", "学机械设计制造及其自动化的", "机械设计制造及其自动化"),
        ("major", "专业：食品科学与工程", "食品科学与工程"),
        ("major", "专业会计", "会计"),
        ("position", "质量部经理", "质量部经理"),
        ("position", "任质量部经理", "质量部经理"),
        ("position", "我是质量部经理", "质量部经理"),
        ("position", "现任质量部经理", "质量部经理"),
        ("position", "职务是质量部经理", "质量部经理"),
        ("position", "担任质量部经理一职", "质量部经理"),
        ("position", "品管部的主管", "品管部的主管"),
        ("position", "厂长兼质量负责人", "厂长兼质量负责人"),
        ("position", "干质检的", "质检"),
        ("position", "做品控的", "品控"),
        ("position", "总经理吧", "总经理"),
        ("legal_head_post", "总经理", "总经理"),
        ("legal_head_post", "他是董事长兼总经理", "董事长兼总经理"),
        ("legal_head_post", "职务：总经理", "总经理"),
        ("concurrent_post", "副总经理", "副总经理"),
        ("concurrent_post", "兼任副总经理", "副总经理"),
        ("concurrent_post", "还兼着副总", "副总"),
        ("concurrent_post", "没有兼别的职务", "无"),
        ("concurrent_post", "没有兼任", "无"),
        ("concurrent_post", "没兼职", "无"),
        ("concurrent_post", "不兼", "无"),
        ("concurrent_post", "没有别的职务", "无"),
        ("concurrent_post", "无", "无"),
        ("concurrent_post", "就这一个", "无"),
        ("concurrent_post", "没有兼别的", "无"),
        ("concurrent_post", "没挂别的职务", "无"),
        ("concurrent_post", "没有其他的", "无"),
        ("main_products", "电线、电缆、线束加工", "电线、电缆、线束加工"),
        ("main_products", "电线，电缆，线束加工", "电线，电缆，线束加工"),
        ("main_products", "主要生产电线电缆", "电线电缆"),
        ("main_products", "我们做电线电缆和连接器的", "电线电缆和连接器"),
        ("main_products", "主导产品是电线电缆", "电线电缆"),
        ("main_products", "主要产品：电线、电缆", "电线、电缆"),
        ("address", "珠海市金湾区某某路1号", "珠海市金湾区某某路1号"),
        ("address", "地址：珠海市金湾区某某路1号", "珠海市金湾区某某路1号"),
        ("address", "通讯地址是珠海市金湾区某某路1号3栋，二楼", "珠海市金湾区某某路1号3栋，二楼"),
        ("address", "在珠海市金湾区某某路1号", "珠海市金湾区某某路1号"),
        ("address", "珠海市金湾区某某路１号Ａ座", "珠海市金湾区某某路1号A座"),
        ("address", "澳门某某大马路123号", "澳门某某大马路123号"),
        ("training_certificate_no", "粤质培字2023第001号", "粤质培字2023第001号"),
        ("training_certificate_no", "证书号：CQO-2023-0001", "CQO-2023-0001"),
        ("training_certificate_no", "证书编号是CQO20230001", "CQO20230001"),
        ("training_certificate_no", "没有", "无"),
        ("training_certificate_no", "还没考", "无"),
        ("training_certificate_no", "还没培训", "无"),
        ("training_certificate_no", "没参加过培训", "无"),
        ("training_certificate_no", "证还没发", "无"),
        ("training_certificate_no", "证书还没下来", "无"),
        ("training_certificate_no", "暂无", "无"),
        ("certificate_issuer", "广东省市场监督管理局", "广东省市场监督管理局"),
        ("certificate_issuer", "广东省市场监督管理局发的", "广东省市场监督管理局"),
        ("certificate_issuer", "发证机构是省质量协会", "省质量协会"),
        ("certificate_issuer", "没证", "无"),
        ("certificate_issuer", "没有证书", "无"),
        ("remark", "没啥要备注的", "无"),
        ("remark", "没有要备注的", "无"),
        ("remark", "没什么了", "无"),
        ("remark", "没了", "无"),
        ("remark", "没有了", "无"),
        ("remark", "不用了", "无"),
        ("remark", "不需要", "无"),
        ("remark", "无", "无"),
        ("remark", "/", "无"),
        ("remark", "曾获区质量标兵", "曾获区质量标兵"),
        ("remark", "没有职称的，按技能人才申报", "没有职称的，按技能人才申报"),
        ("remark", "=1+1", "=1+1"),
        ("remark", "{{7*7}} <b>&", "{{7*7}} <b>&"),
    ],
)
def test_text_without_the_words_around_it(key: str, text: str, stored: str) -> None:
    assert value(key, text) == stored


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("school", "没有"),
        ("school", "机电专业"),
        ("school", "2008年"),
        ("major", "没有"),
        ("major", "广东工业大学"),
        ("major", "8年"),
        ("position", "没有"),
        ("position", "8年"),
        ("main_products", "没有"),
        ("main_products", "60"),
        ("main_products", "私企"),
        ("position", "男"),
        ("major", "13800138000"),
        ("address", "没有"),
        ("address", "珠海"),
        ("address", "519000"),
        ("address", "chenzy@example.com"),
        ("resume", "没有"),
        ("resume", "质检"),
        ("training_certificate_no", "……"),
        ("certificate_issuer", "？"),
    ],
)
def test_what_does_not_fit_the_cell_gets_an_example(key: str, text: str) -> None:
    assert "例如" in reason(key, text)


def test_who_left_school_without_a_major_has_none() -> None:
    facts = replace(context(), facts={"education": "高中"})
    assert parse_field("没专业", specs()["major"], facts) == Accepted("无")
    assert "必填" in reason("major", "没专业")
    assert "必填" in reason("school", "没上过学")


def test_a_long_resume_is_kept_word_for_word() -> None:
    paragraph = "2010年3月进厂做检验员，负责来料检验；2016年任质量部经理，推行六西格玛，手机壳不良率由 3% 降到 0.5%。"
    story = "\n".join([paragraph] * 40)
    assert value("resume", story) == story
    assert value("resume", f"工作简历：{story}") == story


def test_a_resume_over_its_length_is_refused_with_the_figures() -> None:
    assert "10000" in reason("resume", "做检验。" * 2501)


@pytest.mark.parametrize(
    "text",
    ["没有", "无", "暂无", "没", "没有的", "暂时没有", "目前没有", "跳过", "不填", "/", "N/A", "没有啊", "冇", "無", "沒有", "空着", "空", "略", "没有哦", "都没有", "-"],
)  # fmt: skip
def test_nothing_is_an_answer_where_the_cell_may_be_empty(text: str) -> None:
    for key, spec in specs().items():
        if not spec.required:
            assert value(key, text) == "无", key


@pytest.mark.parametrize("text", ["没有", "无", "跳过", "不填"])
def test_nothing_is_no_answer_where_the_form_needs_one(text: str) -> None:
    for key, spec in specs().items():
        if spec.required:
            said = reason(key, text)
            assert "必填" in said, key


CABLES = Choice("电线、电缆制造（3831）", "电线、电缆制造（3831）")
FIBRE = Choice("光纤制造（3832）", "光纤制造（3832）")
OPTICAL = Choice("光缆制造（3833）", "光缆制造（3833）")
INSULATION = Choice("绝缘制品制造（3834）", "绝缘制品制造（3834）")


def _industry(text: str, *found: Choice) -> tuple[Outcome, list[str]]:
    asked: list[str] = []

    def search(words: str) -> list[Choice]:
        asked.append(words)
        return list(found)

    return parse_field(text, specs()["industry"], replace(context(), search_industry=search)), asked


@pytest.mark.parametrize(
    "text",
    ["电线、电缆制造", "电线电缆制造", "电线电缆", "3831", "我们是做电线电缆的", "行业：电线、电缆制造", "电线、电缆制造（3831）", "电线电缆生产", "電線電纜製造"],
)  # fmt: skip
def test_one_clear_hit_is_the_industry_with_its_code(text: str) -> None:
    outcome, _ = _industry(text, CABLES, FIBRE, OPTICAL)
    assert outcome == Accepted(CABLES.value)


@pytest.mark.parametrize("text", ["做线束的", "我们厂做线束", "搞线束加工的厂子", "线束行业", "主要是做线束的吧"])
def test_several_hits_are_asked_back_with_the_own_words_as_a_way_out(text: str) -> None:
    outcome, asked = _industry(text, CABLES, FIBRE, OPTICAL, INSULATION)
    assert isinstance(outcome, CheckBack)
    assert [choice.value for choice in outcome.choices[:3]] == [CABLES.value, FIBRE.value, OPTICAL.value]
    assert outcome.choices[3].label == "就按我说的填"
    assert "线束" in asked[0]
    assert "我们" not in asked[0]


def test_words_no_class_fits_are_kept() -> None:
    outcome, _ = _industry("元宇宙策展")
    assert isinstance(outcome, Accepted)
    assert outcome.value == "元宇宙策展"
    assert value("industry", "电线电缆") == "电线电缆"


def test_every_kind_of_the_catalogue_has_a_parser() -> None:
    assert {spec.kind for spec in specs().values()} <= set(PARSERS)


def test_every_example_is_accepted_by_its_own_field() -> None:
    """But for the examples that are a figure of speech, or a number the kernel copies (跟我手机一样)."""
    for key, spec in specs().items():
        if key not in ("id_number", "quality_head_name", "quality_head_mobile"):
            assert value(key, spec.example), key


def test_offered_is_only_for_questions_back() -> None:
    with pytest.raises(AssertionError):
        offered("remark", "无")
