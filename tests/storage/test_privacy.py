"""What people told us is unreadable at rest, gone when they want it gone, and never in the log."""

from __future__ import annotations

import io
import logging
import os
import sqlite3
import stat
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy.exc import IntegrityError

from bot.core.reply import Reply
from bot.storage import Keyring, KeysUnusable, Storage, load_keys
from bot.storage.keys import rotate
from bot.storage.masking import RedactionFilter
from tests.storage.conftest import Clock, every_byte

NAME, ID_NUMBER, MOBILE = "测试姓名甲", "11010519491231002X", "13800000000"
CANARIES = [text.encode() for text in (NAME, ID_NUMBER, MOBILE, "测试有限公司")]


def fill(storage: Storage, conversation_id: str, message_id: str = "m1") -> str:
    """A conversation that has told us everything, in every table; returns the draft's id."""
    said = f"我叫{NAME}，身份证{ID_NUMBER}，手机{MOBILE}，在测试有限公司"
    with storage.write() as work:
        work.inbox.put(message_id, conversation_id, "web", said)
        work.rasa_states.put(conversation_id, {"form": "registration_form", "note": NAME})
        work.sessions.open(conversation_id, storage.keep.messages)
    with storage.turn(message_id, conversation_id) as unit:
        draft = unit.drafts.create(conversation_id, consent_version="1")
        draft.values = {"applicant_name": NAME, "id_number": ID_NUMBER, "mobile": MOBILE}
        draft.reference = f"CQO-{message_id}"
        unit.drafts.save(draft)
        unit.documents.add(draft.id, 1, f"登记表 {NAME}.docx", "application/x-test", NAME.encode())
        unit.attachments.put(draft.id, "photo", "image/jpeg", MOBILE.encode())
        unit.consents.give(conversation_id, "1", "identity", draft.id)
        unit.conversation.facts.learn({"applicant_name": NAME})
        unit.conversation.draft_id = draft.id
        unit.log_question(said, kind="answer")
        unit.commit(Reply(f"记下了：{NAME} {ID_NUMBER}", custom={"form": {"filled": {"mobile": MOBILE}}}))
    return draft.id


def test_no_byte_of_what_was_told_is_readable_in_the_files(storage: Storage, tmp_path: Path) -> None:
    fill(storage, "web:a")
    stored = every_byte(tmp_path)
    assert stored
    assert [canary for canary in CANARIES if canary in stored] == []


def test_forgetting_leaves_no_trace_of_the_conversation_in_the_files(storage: Storage, tmp_path: Path) -> None:
    fill(storage, "web:somebody-else", "m2")
    before = every_byte(tmp_path)
    draft_id = fill(storage, "web:to-be-forgotten")
    # Cipher text and ids must go too, not only what could be read.
    raw = sqlite3.connect(tmp_path / "data.db")
    tokens = [row[0] for row in raw.execute("SELECT state FROM conversation WHERE id = 'web:to-be-forgotten'")]
    tokens += [row[0] for row in raw.execute("SELECT content FROM document WHERE draft_id = ?", [draft_id])]
    raw.close()
    assert all(token in every_byte(tmp_path) for token in tokens)

    assert storage.forget("web:to-be-forgotten")

    after = every_byte(tmp_path)
    assert [token for token in [*tokens, b"web:to-be-forgotten", draft_id.encode()] if token in after] == []
    assert b"web:somebody-else" in before
    assert b"web:somebody-else" in after
    with storage.read() as work:
        assert work.drafts.of("web:to-be-forgotten") == []
        assert len(work.drafts.of("web:somebody-else")) == 1
        assert [row["action"] for row in work.audit.about("web:to-be-forgotten")] == ["forget"]


def test_forgetting_inside_a_turn_keeps_that_turns_reply_and_what_waits_behind_it(storage: Storage) -> None:
    fill(storage, "web:a")
    with storage.write() as work:
        work.inbox.mark(["m1"], "done")
        work.inbox.put("m2", "web:a", "web", f"删除我的资料，我是{NAME}")
        work.inbox.put("m3", "web:a", "web", "甘肃要学历吗")
    with storage.turn("m2", "web:a") as unit:
        unit.forget_everything()
        assert unit.conversation.facts.known == {}
        unit.commit(Reply("都删掉了。"))
    with storage.read() as work:
        assert work.drafts.of("web:a") == []
        assert [(one.said, one.reply and one.reply.text) for one in work.turns.history("web:a")] == [
            ("", "都删掉了。"),
            ("甘肃要学历吗", None),
        ]
    assert storage.reply_of("m2", "web:a") == Reply("都删掉了。")


def test_what_is_over_its_time_goes_and_the_rest_stays(storage: Storage, clock: Clock, tmp_path: Path) -> None:
    fill(storage, "web:old")
    clock.forward(days=29)
    assert storage.purge() == 0
    clock.forward(days=2)
    assert storage.purge() == 0
    with storage.read() as work:
        assert work.inbox.get("m1") is None
        assert work.turns.history("web:old") == []
        assert len(work.drafts.of("web:old")) == 1
    fill(storage, "web:new", "m2")
    clock.forward(days=150)
    assert storage.purge() == 1
    with storage.read() as work:
        assert work.drafts.of("web:old") == []
        assert work.conversations.get("web:old") is None
        assert len(work.drafts.of("web:new")) == 1
    assert b"web:old" not in every_byte(tmp_path)


def test_questions_are_masked_as_they_are_written(storage: Storage) -> None:
    fill(storage, "web:a")
    with storage.read() as work:
        [question] = work.questions.recent()
    assert not [canary for canary in CANARIES if canary.decode() in question.text]
    with storage.write() as work:
        assert work.questions.feedback("m1", "down")
        assert not work.questions.feedback("unknown", "up")
    with storage.read() as work:
        assert work.questions.recent()[0].feedback == "down"


def test_a_draft_is_found_by_its_reference_also_after_a_rotation(storage: Storage, tmp_path: Path) -> None:
    draft_id = fill(storage, "web:a")
    storage.close()
    rotated = Storage(f"sqlite:///{tmp_path}/data.db", rotate(tmp_path))
    with rotated.write() as work:
        draft = work.drafts.by_reference("CQO-m1")
        assert draft is not None
        assert (draft.id, draft.values["applicant_name"]) == (draft_id, NAME)
        again = work.drafts.revise(draft)
    with rotated.read() as work:
        newest = work.drafts.by_reference("CQO-m1")
        assert newest is not None
        assert (newest.id, newest.version, newest.status) == (again.id, 2, "open")
        assert [one.status for one in work.drafts.of("web:a")] == ["open", "superseded"]
    rotated.close()


def test_the_key_file_is_private_and_made_once(tmp_path: Path) -> None:
    first, second = load_keys(tmp_path), load_keys(tmp_path)
    assert second.decrypt(first.encrypt(b"x")) == b"x"
    assert stat.S_IMODE(os.stat(tmp_path / "keys").st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["keys"]


@pytest.mark.parametrize("given", ["nonsense", ",", "a,b"])
def test_unusable_keys_are_refused_in_one_sentence(tmp_path: Path, given: str) -> None:
    with pytest.raises(KeysUnusable, match="密钥"):
        load_keys(tmp_path, given)


def test_a_database_is_not_opened_with_somebody_elses_key(storage: Storage, tmp_path: Path) -> None:
    with pytest.raises(KeysUnusable, match="密钥"):
        Storage(f"sqlite:///{tmp_path}/data.db", Keyring([Fernet.generate_key().decode()]))


def test_the_audit_trail_refuses_changes_and_shows_those_made_behind_its_back(storage: Storage, tmp_path: Path) -> None:
    with storage.write() as work:
        for number in range(3):
            work.audit.add("clerk", "reveal", "draft-1", field="id_number", n=number)
        assert work.audit.first_broken() is None
    raw = sqlite3.connect(tmp_path / "data.db")
    for statement in ("UPDATE audit SET actor = 'x'", "DELETE FROM audit"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            raw.execute(statement)
    raw.executescript("DROP TRIGGER audit_no_update; UPDATE audit SET actor = 'x' WHERE seq = 2;")
    with storage.read() as work:
        assert work.audit.first_broken() == 2


def test_a_database_error_shows_no_values(storage: Storage) -> None:
    with storage.write() as work:
        work.turns.add("m1", f"web:{NAME}", Reply(NAME))
    with pytest.raises(IntegrityError) as caught, storage.write() as work:
        work.turns.add("m1", f"web:{NAME}", Reply(NAME))
    assert NAME not in str(caught.value)


def test_the_log_holds_neither_values_nor_the_words_of_an_exception() -> None:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.addFilter(RedactionFilter())
    logger = logging.getLogger("tests.redaction")
    logger.propagate = False
    logger.addHandler(handler)
    try:
        raise ValueError(f"bad value {NAME} {ID_NUMBER}")
    except ValueError:
        logger.exception("turn failed for %s %s a@b.cn", ID_NUMBER, MOBILE)
    logger.removeHandler(handler)
    line = written.getvalue()
    assert not [canary for canary in CANARIES if canary.decode() in line]
    assert "a@b.cn" not in line
    assert "ValueError" in line
    assert "turn failed for" in line


def test_a_one_time_link_opens_once_and_not_for_long(storage: Storage, clock: Clock) -> None:
    with storage.write() as work:
        token = work.handoffs.offer("telegram:1", "d1", storage.keep.messages)
        expired = work.handoffs.offer("telegram:1", "d1", storage.keep.messages)
        taken = work.handoffs.take(token)
        assert taken is not None
        assert (taken.conversation_id, taken.draft_id) == ("telegram:1", "d1")
        assert work.handoffs.take(token) is None
        assert work.handoffs.take("forged") is None
    clock.forward(days=31)
    with storage.write() as work:
        assert work.handoffs.take(expired) is None


def test_consent_counts_for_its_version_purpose_and_draft_until_it_is_withdrawn(storage: Storage) -> None:
    with storage.write() as work:
        work.consents.give("web:a", "1", "identity", "d1")
        assert work.consents.given("web:a", "1", "identity", "d1")
        for other in [
            ("web:b", "1", "identity", "d1"),
            ("web:a", "2", "identity", "d1"),
            ("web:a", "1", "photo", "d1"),
        ]:
            assert not work.consents.given(*other)
        work.consents.withdraw("web:a", "identity", "d1")
        assert not work.consents.given("web:a", "1", "identity", "d1")
