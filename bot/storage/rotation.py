"""After a new key was put first: write everything again with it, so that the old keys can be taken away.

First `keys.rotate(data_dir)`, then `encrypt_again(storage)`, while edge and engine are stopped: a process that started
with the old keys cannot read what the new one has written.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, update
from sqlalchemy.engine import Connection

from bot.storage import schema
from bot.storage.columns import Encrypted
from bot.storage.drafts import REFERENCE
from bot.storage.keys import Keyring
from bot.storage.storage import Storage


def encrypt_again(storage: Storage) -> int:
    """Every encrypted value under the newest key, and the lookups of 材料编号; the number of rows written.

    The audit trail's seals and the question log's digests are one-way and stay with the key of their time:
    keep the old keys in the file as long as those rows matter.
    """
    written = 0
    with storage.write() as work:
        for table in schema.metadata.sorted_tables:
            names = [column.name for column in table.c if isinstance(column.type, Encrypted)]
            if names:
                written += _table(work.connection, table, names, storage.keyring)
    return written


def _table(connection: Connection, table: Any, names: list[str], keyring: Keyring) -> int:
    key = next(iter(table.primary_key.columns))
    ids = list(connection.execute(select(key)).scalars())
    for row_id in ids:
        # One row at a time: photographs and papers of all drafts together do not fit into memory.
        row = connection.execute(select(*(table.c[name] for name in names)).where(key == row_id)).one()
        values = dict(row._mapping)
        if table is schema.draft and values["reference"]:
            values["reference_lookup"] = keyring.digest(REFERENCE, values["reference"])
        connection.execute(update(table).where(key == row_id).values(values))
    return len(ids)
