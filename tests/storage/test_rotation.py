"""A key can be replaced, and the old one taken away."""

from __future__ import annotations

from pathlib import Path

from bot.storage import Keyring, Storage
from bot.storage.keys import rotate
from bot.storage.rotation import encrypt_again
from tests.storage.test_privacy import NAME, fill


def test_after_a_rotation_the_new_key_alone_opens_everything(storage: Storage, tmp_path: Path) -> None:
    draft_id = fill(storage, "web:a")
    storage.close()
    url = f"sqlite:///{tmp_path}/data.db"
    both = Storage(url, rotate(tmp_path))
    assert encrypt_again(both) > 5
    both.close()

    newest = (tmp_path / "keys").read_text(encoding="ascii").split()[0]
    alone = Storage(url, Keyring([newest]))
    with alone.read() as work:
        draft = work.drafts.by_reference("CQO-m1")
        assert draft is not None
        assert (draft.id, draft.values["applicant_name"]) == (draft_id, NAME)
        [document] = work.documents.of(draft_id)
        assert work.documents.get(document.id).content == NAME.encode()  # type: ignore[union-attr]
        assert work.turns.history("web:a")[0].said
    alone.close()
