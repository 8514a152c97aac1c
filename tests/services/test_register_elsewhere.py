"""On a channel that may not carry personal data the form starts, hands over to our page, and comes back with the papers."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator

import pytest

from bot.bootstrap import build_knowledge_base, build_storage, read_settings
from bot.core.reply import Reply
from bot.services.assistant import Assistant
from bot.storage import Storage

CHAT = "telegram:7"
Say = Callable[..., Reply]


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Assistant, Storage]]:
    chosen = read_settings({"CQO_DATA_DIR": str(tmp_path_factory.mktemp("elsewhere"))})
    storage = build_storage(chosen)
    yield Assistant(storage, build_knowledge_base(chosen), operator="测试单位", retention_days=180), storage
    storage.close()


@pytest.fixture
def say(assistant: tuple[Assistant, Storage]) -> Say:
    numbers = itertools.count()
    assistant[1].forget(CHAT)

    def one(text: str, channel: str = "telegram", field: str | None = None) -> Reply:
        return assistant[0].handle(f"{next(numbers)}-{id(numbers)}", CHAT, text, channel, field=field).reply

    return one


def test_the_form_opens_with_the_way_to_the_page_and_asks_nothing(say: Say) -> None:
    reply = say("我要填登记表")
    assert "网页" in reply.text
    assert reply.custom["handoff"]["draft"]
    assert (reply.custom["form"]["field"], reply.custom["form"]["filled"]) == (None, {})


def test_the_page_takes_it_up_with_the_consent_notice_and_fills_the_same_draft(
    say: Say, assistant: tuple[Assistant, Storage]
) -> None:
    draft = say("我要填登记表").custom["handoff"]["draft"]
    assert "谁在收" in say("继续填表", "web").text
    say("同意", "web")
    filled = say("珠海市示例电器有限公司", "web").custom["form"]["filled"]
    assert filled["enterprise_name"] == "珠海市示例电器有限公司"
    with assistant[1].read() as work:
        (stored,) = work.drafts.of(CHAT)
    assert stored.id == draft
    assert stored.values == filled


@pytest.mark.parametrize(
    "text", ["继续填表", "看看我填了什么", "手机号 13800138000", "我叫张小明，男，身份证 11010519491231002X"]
)
def test_going_on_and_personal_values_lead_to_the_page_and_change_nothing(
    say: Say, assistant: tuple[Assistant, Storage], text: str
) -> None:
    say("我要填登记表")
    say("继续填表", "web")
    say("同意", "web")
    say("单位名称：珠海市示例电器有限公司，姓名：张小明", "web")
    reply = say(text)
    assert reply.custom["handoff"]
    assert "张小明" not in reply.text
    assert "示例" not in reply.text
    with assistant[1].read() as work:
        (stored,) = work.drafts.of(CHAT)
    assert "mobile" not in stored.values
    assert "id_number" not in stored.values


def test_questions_are_answered_beside_the_form(say: Say) -> None:
    say("我要填登记表")
    reply = say("甘肃要求什么学历？")
    assert reply.custom["answer"]["citations"]
    assert "handoff" not in reply.custom


def test_a_form_under_way_on_the_page_stays_where_it_is_when_a_question_is_asked_in_the_chat(say: Say) -> None:
    say("我要填登记表")
    say("继续填表", "web")
    before = say("同意", "web").custom["form"]["field"]
    assert say("甘肃要求什么学历？").custom["form"]["field"] == before
    assert say("珠海市示例电器有限公司", "web").custom["form"]["filled"]["enterprise_name"]


def test_deleting_works_in_the_chat(say: Say, assistant: tuple[Assistant, Storage]) -> None:
    say("我要填登记表")
    assert "删除" in say("删除我的资料").text
    with assistant[1].read() as work:
        assert work.drafts.of(CHAT) == []


def test_a_number_typed_before_any_form_is_not_taken(say: Say) -> None:
    assert "没有记" in say("我的身份证号 11010519491231002X").text


def test_a_cell_cannot_be_edited_from_the_chat(say: Say) -> None:
    say("我要填登记表")
    say("继续填表", "web")
    say("同意", "web")
    say("13800138000", field="mobile")
    assert "mobile" not in say("我的进度", "web").custom["form"]["filled"]


def test_finished_papers_come_back_to_the_chat_and_changes_lead_to_the_page(say: Say) -> None:
    say("我要填登记表")
    say("继续填表", "web")
    say("同意", "web")
    say("珠海市示例电器有限公司", "web")
    for _ in range(90):
        reply = say("先空着，以后补", "web")
        if reply.custom["form"]["field"] == "confirm":
            break
    assert say("确认提交", "web").custom["documents"]
    assert say("把登记表再发给我").custom["documents"]
    assert say("手机改成 13900139000").custom["handoff"]
