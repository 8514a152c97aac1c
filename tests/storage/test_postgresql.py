"""The same guarantees on a real PostgreSQL."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pgserver
import pytest
from sqlalchemy.exc import DBAPIError

from bot.core.reply import Reply
from bot.storage import Keyring, MessageIdTaken, Storage, load_keys


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    # Not under pytest's own folder: as root the server runs as a user of its own, who may not enter there.
    folder = Path(tempfile.mkdtemp(prefix="cqo-pg-"))
    server = pgserver.get_server(folder, cleanup_mode="delete")  # type: ignore[attr-defined]
    yield server.get_uri()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def keyring(tmp_path_factory: pytest.TempPathFactory) -> Keyring:
    return load_keys(tmp_path_factory.mktemp("keys"))


@pytest.fixture
def storage(url: str, keyring: Keyring) -> Iterator[Storage]:
    opened = Storage(url, keyring)
    yield opened
    opened.forget("rest:a")
    opened.close()


def test_a_turn_is_whole_or_not_at_all(storage: Storage) -> None:
    with storage.turn("p1", "rest:a") as unit:
        draft = unit.drafts.create("rest:a")
        draft.values["applicant_name"] = "测试𠮷"
        draft.reference = "CQO-PG"
        unit.drafts.save(draft)
        unit.documents.add(draft.id, 1, "表.docx", "x", b"\x00\xff")
        unit.conversation.place = "gansu"
        unit.log_question("要学历吗", kind="answer", score=0.5)
        unit.commit(Reply("好"))
    with storage.turn("p2", "rest:a") as unit:
        unit.conversation.place = "anhui"
        unit.drafts.create("rest:a")
    with storage.turn("p1", "rest:a") as unit:
        assert unit.replied == Reply("好")
        assert unit.conversation.place == "gansu"
        [draft] = unit.drafts.of("rest:a")
        assert draft.values == {"applicant_name": "测试𠮷"}
        assert unit.drafts.by_reference("CQO-PG") == draft
    with pytest.raises(MessageIdTaken), storage.turn("p1", "rest:b"):
        pass


def test_the_inbox_takes_a_message_once_and_keeps_the_order(storage: Storage) -> None:
    with storage.write() as work:
        assert [work.inbox.put(name, "rest:a", "rest", name) for name in ("x", "y", "x")] == [True, True, False]
    with storage.read() as work:
        assert [one.text for one in work.inbox.waiting("rest:a")] == ["x", "y"]


def test_a_message_from_many_threads_has_one_effect(storage: Storage) -> None:
    def send() -> None:
        with storage.turn("t1", "rest:a") as unit:
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


DIES = """
import os, signal, sys
from pathlib import Path
from bot.core.reply import Reply
from bot.storage import Keyring, Storage
storage = Storage(sys.argv[1], Keyring([sys.argv[2]]))
with storage.turn("k1", "rest:a") as unit:
    unit.drafts.create("rest:a")
    unit.turns.add("k1", "rest:a", Reply("没有提交"))
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_process_killed_in_the_middle_leaves_nothing_and_holds_no_lock(
    storage: Storage, url: str, keyring: Keyring
) -> None:
    key = keyring._keys[0].decode()
    died = subprocess.run([sys.executable, "-c", DIES, url, key], cwd=os.getcwd(), timeout=60, check=False)
    assert died.returncode == -signal.SIGKILL
    with storage.turn("k1", "rest:a") as unit:
        assert (unit.replied, unit.drafts.of("rest:a")) == (None, [])
        unit.commit(Reply("这次提交了"))
    assert storage.reply_of("k1", "rest:a") == Reply("这次提交了")


def test_forgetting_and_the_audit_trail(storage: Storage) -> None:
    with storage.turn("f1", "rest:a") as unit:
        unit.drafts.create("rest:a")
        unit.commit(Reply("好"))
    assert storage.forget("rest:a")
    with storage.read() as work:
        assert work.drafts.of("rest:a") == []
        assert work.audit.about("rest:a")
        assert work.audit.first_broken() is None
    with pytest.raises(DBAPIError, match="append-only"), storage.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM audit")


def test_purging_and_the_shared_version(storage: Storage) -> None:
    storage.purge()
    with storage.write() as work:
        work.kb_version = "v1"
        work.kb_version = "v2"
    with storage.read() as work:
        assert work.kb_version == "v2"
