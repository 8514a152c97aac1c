"""A 材料编号 leads to the page that asks for the second factor, and is given as soon as there is one."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator

import pytest

from bot.bootstrap import build_knowledge_base, build_storage, read_settings
from bot.core.reply import Reply
from bot.services.assistant import Assistant
from bot.services.register_resume import reference_in

Say = Callable[[str, str], Reply]


@pytest.fixture(scope="module")
def say(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Say]:
    chosen = read_settings({"CQO_DATA_DIR": str(tmp_path_factory.mktemp("resume"))})
    storage = build_storage(chosen)
    assistant = Assistant(storage, build_knowledge_base(chosen), operator="测试单位", retention_days=180)
    numbers = itertools.count()
    yield lambda sender, text: assistant.handle(str(next(numbers)), sender, text, "web").reply
    storage.close()


@pytest.mark.parametrize("text", ["继续填表 CQO-ABCD2345", "继续填表cqo abcd2345", "接着填 ＣＱＯ－ＡＢＣＤ２３４５"])
def test_the_number_is_read_however_it_is_typed(text: str) -> None:
    assert reference_in(text) == "CQO-ABCD2345"


def test_a_number_from_elsewhere_leads_to_the_page(say: Say) -> None:
    assert "(/resume?number=CQO-ABCD2345)" in say("web:r1", "继续填表 CQO-ABCD2345").text


def test_pausing_gives_the_number_once_the_form_knows_a_second_factor(say: Say) -> None:
    say("web:r2", "我要填登记表")
    say("web:r2", "同意")
    assert "CQO-" not in say("web:r2", "先停一下，晚点接着填").text
    say("web:r2", "继续填表")
    say("web:r2", "手机号 13800138000")
    number = reference_in(say("web:r2", "先停一下，晚点接着填").text)
    assert number
    say("web:r2", "继续填表")
    assert number in say("web:r2", "先停一下，晚点接着填").text
    assert "resume" in say("web:r3", f"继续填表 {number}").text
    assert "13800138000" in say("web:r2", f"继续填表 {number}").custom["form"]["filled"].values()
