"""The form in another order than ours: the heads of the firm before the applicant they may be."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.kb.load import load
from bot.services.assistant import Assistant
from bot.storage import Storage, load_keys
from tests.services.form_talk import BASE, begun, fill
from tests.services.talk import ROOT, TODAY, Talk

KB = load(ROOT / "policies_kb")


def shuffled(seed: int) -> list[dict[str, Any]]:
    chance = random.Random(seed)
    groups = [
        {**group, "fields": chance.sample(group["fields"], len(group["fields"]))} for group in KB.registration["groups"]
    ]
    return chance.sample(groups, len(groups))


def heads_first() -> list[dict[str, Any]]:
    groups: list[dict[str, Any]] = KB.registration["groups"]
    return sorted(groups, key=lambda group: group["id"] not in ("legal_head", "quality_head"))


def talk_in(groups: list[dict[str, Any]], folder: Path) -> Talk:
    form = {**KB.registration, "groups": groups}
    kb = replace(KB, tasks={**KB.tasks, "registration": form})
    talk = Talk()
    storage = Storage(f"sqlite:///{folder}/order.db", load_keys(folder, None))
    talk.assistant = Assistant(storage, kb, operator="测试", retention_days=30, today=lambda: TODAY)
    return begun(talk)


@pytest.fixture
def talk(tmp_path: Path) -> Iterator[Talk]:
    opened = talk_in(heads_first(), tmp_path)
    yield opened
    opened.storage.close()


@pytest.mark.parametrize("said", ["就是我本人", "我自己", "跟申请人一样", "就是我本人，网址没有"])
def test_the_head_of_quality_is_the_applicant_who_is_not_known_yet(talk: Talk, said: str) -> None:
    fill(talk, until="quality_head_name")
    assert "一起带过来" in talk.say(said)
    assert not any(key.startswith("quality_head") for key in talk.filled)
    fill(talk)
    same = {"name": "applicant_name", "mobile": "mobile", "phone": "phone", "post": "position"}
    for part, own in same.items():
        assert talk.filled[f"quality_head_{part}"] == BASE[own][1]
    assert talk.filled["legal_head_mobile"] == BASE["legal_head_mobile"][1]


def test_a_mobile_like_the_applicants_is_never_the_other_heads(talk: Talk) -> None:
    fill(talk, until="quality_head_mobile")
    talk.say("跟我手机一样")
    assert "quality_head_mobile" not in talk.filled
    fill(talk)
    assert talk.filled["quality_head_mobile"] == BASE["mobile"][1]


def test_what_was_to_be_the_same_is_asked_when_the_other_stays_empty(talk: Talk) -> None:
    fill(talk, until="quality_head_mobile")
    talk.say("跟我手机一样")
    fill(talk, until="mobile")
    talk.say("不想说")
    fill(talk, until="mobile")
    talk.say("不想说")
    fill(talk, until="quality_head_mobile")
    talk.say("13600136000")
    fill(talk)
    assert talk.filled["quality_head_mobile"] == "13600136000"
    assert "mobile" not in talk.filled


@pytest.mark.parametrize("nothing", ["无", "没有", "跳过"])
def test_no_remark_and_then_something_else(nothing: str, tmp_path: Path) -> None:
    """Also where a long text is asked next, which takes in whatever is said."""
    last: list[dict[str, Any]] = [{"id": "more", "title": "其他", "fields": ["remark", "resume"]}]
    talk = talk_in([*(group for group in KB.registration["groups"] if group["id"] != "more"), *last], tmp_path)
    fill(talk, until="remark")
    talk.say(f"{nothing}，专业食品工程，我的手机13700137000")
    assert talk.field == "resume"
    assert talk.filled["remark"] == "无"
    assert talk.filled["major"] == "食品工程"
    assert talk.filled["mobile"] == "13700137000"


@pytest.mark.parametrize("seed", range(6))
def test_in_any_order_the_form_holds_what_was_said(seed: int, tmp_path: Path) -> None:
    talk = talk_in(shuffled(seed), tmp_path)
    for _ in range(60):
        key = talk.field
        if key in (None, "confirm"):
            break
        if "以哪个为准" not in talk.reply.text:
            talk.say(BASE[str(key)][0])
    talk.storage.close()
    assert talk.filled == {key: stored for key, (_, stored) in BASE.items()}
