"""A turn is written whole or not at all, and once per message."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
import threading
from pathlib import Path
from typing import Any

import pytest

from bot.core.conversation import OpenTask
from bot.core.reply import Button, Reply
from bot.storage import AlreadyReplied, DraftChanged, MessageIdTaken, Storage, load_keys

SPAWN = multiprocessing.get_context("spawn")


def test_a_committed_turn_is_there_with_all_it_changed(storage: Storage) -> None:
    with storage.turn("m1", "rest:a") as unit:
        assert unit.replied is None
        unit.conversation.place = "gansu"
        unit.conversation.facts.learn({"education": "大专"})
        unit.conversation.tasks.append(OpenTask("registration", asked="major", check_back={"甲": "乙"}))
        draft = unit.drafts.create("rest:a")
        draft.values["school"] = "某某大学"
        unit.drafts.save(draft)
        unit.conversation.draft_id = draft.id
        unit.commit(Reply("好。", [Button.of("继续")], {"form": {"field": "major"}}))

    with storage.turn("m2", "rest:a") as unit:
        assert unit.conversation.place == "gansu"
        assert unit.conversation.facts.get("education") == "大专"
        assert unit.conversation.task == OpenTask("registration", asked="major", check_back={"甲": "乙"})
        assert unit.conversation.draft_id is not None
        kept = unit.drafts.get(unit.conversation.draft_id)
        assert kept is not None
        assert kept.values == {"school": "某某大学"}


def test_the_same_message_again_gives_the_same_reply_and_changes_nothing(storage: Storage) -> None:
    with storage.turn("m1", "rest:a") as unit:
        unit.commit(Reply("第一次", [Button.of("是")], {"n": 1}))
    with storage.turn("m1", "rest:a") as unit:
        assert unit.replied == Reply("第一次", [Button.of("是")], {"n": 1})
        with pytest.raises(AlreadyReplied):
            unit.commit(Reply("第二次"))
    assert storage.reply_of("m1", "rest:a") == Reply("第一次", [Button.of("是")], {"n": 1})


def test_another_conversation_never_gets_the_reply_by_its_message_id(storage: Storage) -> None:
    with storage.turn("m1", "rest:a") as unit:
        unit.commit(Reply("只给 a"))
    with pytest.raises(MessageIdTaken), storage.turn("m1", "rest:b"):
        pass


def test_an_exception_leaves_nothing_of_the_turn(storage: Storage) -> None:
    def fails() -> None:
        with storage.turn("m1", "rest:a") as unit:
            unit.drafts.create("rest:a")
            unit.log_question("要学历吗", kind="answer")
            unit.conversation.place = "gansu"
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails()
    with storage.turn("m1", "rest:a") as unit:
        assert (unit.replied, unit.conversation.place, unit.drafts.of("rest:a")) == (None, None, [])
        assert unit.questions.recent() == []


def test_a_turn_left_without_commit_leaves_nothing(storage: Storage) -> None:
    with storage.turn("m1", "rest:a") as unit:
        unit.drafts.create("rest:a")
    with storage.read() as work:
        assert work.drafts.of("rest:a") == []


def test_a_draft_saved_elsewhere_in_between_is_noticed(storage: Storage) -> None:
    with storage.write() as work:
        mine = work.drafts.create("rest:a")
        theirs = work.drafts.get(mine.id)
        assert theirs is not None
        work.drafts.save(theirs)
        with pytest.raises(DraftChanged):
            work.drafts.save(mine)


def _count_up(database: str, keys: str, message_ids: list[str]) -> None:
    storage = Storage(database, load_keys(Path(keys)), busy_seconds=30)
    for message_id in message_ids:
        with storage.turn(message_id, "rest:a") as unit:
            if unit.replied is None:
                effects = unit.conversation.facts.known.get("effects", 0) + 1
                unit.conversation.facts.known["effects"] = effects
                unit.commit(Reply(str(effects)))


def test_a_message_sent_from_many_threads_has_one_effect(storage: Storage) -> None:
    def send() -> None:
        with storage.turn("m1", "rest:a") as unit:
            if unit.replied is None:
                unit.conversation.facts.known["effects"] = unit.conversation.facts.known.get("effects", 0) + 1
                unit.commit(Reply("一次"))

    threads = [threading.Thread(target=send) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with storage.read() as work:
        conversation = work.conversations.get("rest:a")
    assert conversation is not None
    assert conversation.facts.known == {"effects": 1}


def test_messages_sent_three_times_by_three_processes_have_one_effect_each(storage: Storage, tmp_path: Path) -> None:
    message_ids = [f"m{number}" for number in range(20)]
    arguments = (f"sqlite:///{tmp_path}/data.db", str(tmp_path), message_ids)
    processes: list[Any] = [SPAWN.Process(target=_count_up, args=arguments) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0, 0]
    with storage.read() as work:
        conversation = work.conversations.get("rest:a")
    assert conversation is not None
    assert conversation.facts.known == {"effects": 20}


def _die_in_the_middle(database: str, keys: str) -> None:
    storage = Storage(database, load_keys(Path(keys)))
    with storage.turn("m2", "rest:a") as unit:
        unit.conversation.place = "anhui"
        unit.drafts.create("rest:a")
        unit.turns.add("m2", "rest:a", Reply("没有提交"))
        os.kill(os.getpid(), signal.SIGKILL)


def test_a_process_killed_in_the_middle_loses_that_turn_alone(storage: Storage, tmp_path: Path) -> None:
    with storage.turn("m1", "rest:a") as unit:
        unit.conversation.place = "gansu"
        unit.commit(Reply("提交了"))
    process = SPAWN.Process(target=_die_in_the_middle, args=(f"sqlite:///{tmp_path}/data.db", str(tmp_path)))
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL
    with storage.turn("m2", "rest:a") as unit:
        assert (unit.replied, unit.conversation.place, unit.drafts.of("rest:a")) == (None, "gansu", [])
        unit.commit(Reply("这次提交了"))
    assert sqlite3.connect(tmp_path / "data.db").execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_two_processes_may_open_a_new_database_at_once(tmp_path: Path) -> None:
    arguments = (f"sqlite:///{tmp_path}/new.db", str(tmp_path), ["m1", "m2"])
    processes: list[Any] = [SPAWN.Process(target=_count_up, args=arguments) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0, 0]
