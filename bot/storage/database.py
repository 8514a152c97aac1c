"""The engine: one set of rules for SQLite (embedded) and PostgreSQL, migrations, and what both need of SQL."""

from __future__ import annotations

import hashlib
import sqlite3
import time
from functools import lru_cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, event, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.pool import QueuePool

from bot.storage import schema
from bot.storage.keys import Keyring

MIGRATIONS = Path(__file__).parent / "migrations"
MIGRATION_LOCK = 20210101
DIALECTS: dict[str, Any] = {"sqlite": sqlite, "postgresql": postgresql}


def connect(url: str, keyring: Keyring, busy_seconds: float = 5.0) -> Engine:
    """An engine for `url`. Errors never show parameters: they would carry what people typed."""
    if url.startswith("sqlite"):
        engine = create_engine(
            url,
            future=True,
            hide_parameters=True,
            poolclass=QueuePool,
            pool_size=5,
            max_overflow=20,
            pool_timeout=busy_seconds,
            connect_args={"timeout": busy_seconds, "check_same_thread": False},
        )
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        engine = create_engine(
            url,
            future=True,
            hide_parameters=True,
            pool_pre_ping=True,
            pool_size=5,
            max_overflow=20,
            pool_timeout=busy_seconds,
            connect_args={"connect_timeout": 5, "options": f"-c lock_timeout={int(busy_seconds * 1000)}"},
        )
    engine.dialect.keyring = keyring
    return engine


def reading(engine: Engine) -> Engine:
    """The same engine for reads alone: SQLite then takes no write lock."""
    return engine.execution_options(reading=True)


def upgrade(engine: Engine) -> None:
    """Bring the tables to the newest migration. Safe when several processes start at once."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        _prove_keys(connection)


def lock_conversation(connection: Connection, conversation_id: str) -> None:
    """One turn at a time per conversation. SQLite's BEGIN IMMEDIATE has seen to it already."""
    if connection.dialect.name == "postgresql":
        key = int.from_bytes(hashlib.sha256(conversation_id.encode()).digest()[:8], "big", signed=True)
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})


def insert_once(connection: Connection, table: Any, values: dict[str, Any]) -> bool:
    """Insert unless a row with the same key is there; True when it was inserted."""
    return bool(connection.execute(_insert_once(connection.dialect.name, table), values).rowcount)


def upsert(connection: Connection, table: Any, key: str, values: dict[str, Any]) -> None:
    connection.execute(_upsert(connection.dialect.name, table, key, tuple(values)), values)


# Built once: SQLAlchemy spends more time on composing such a statement than the database on running it.


@lru_cache
def _insert_once(dialect: str, table: Any) -> Any:
    return DIALECTS[dialect].insert(table).on_conflict_do_nothing()


@lru_cache
def _upsert(dialect: str, table: Any, key: str, names: tuple[str, ...]) -> Any:
    statement = DIALECTS[dialect].insert(table)
    changed = {name: statement.excluded[name] for name in names if name != key}
    return statement.on_conflict_do_update(index_elements=[key], set_=changed)


def scrub(engine: Engine, tries: int = 20) -> bool:
    """Carry deletions from SQLite's write-ahead log into the file and empty the log, so that no old bytes are left.

    False when another connection kept a page in use the whole time; the daily purge tries again.
    PostgreSQL's vacuum does this by itself, and what it has not swept yet is encrypted.
    """
    if engine.dialect.name != "sqlite":
        return True
    for _ in range(tries):
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            if connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").first()[0] == 0:
                return True
        time.sleep(0.05)
    return False


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    # Transactions are begun by _begin_sqlite; the driver would begin them late and deferred.
    connection.isolation_level = None
    connection.execute("PRAGMA secure_delete=ON")
    connection.execute("PRAGMA foreign_keys=ON")
    # A power cut must not lose what was acknowledged.
    # In WAL mode NORMAL loses nothing when a process is killed; a power cut may take the last second. FULL costs three
    # fsyncs a message, 4 ms each on a plain disk; who needs it for power cuts runs PostgreSQL.
    connection.execute("PRAGMA synchronous=NORMAL")
    _use_wal(connection)


def _use_wal(connection: sqlite3.Connection) -> None:
    for attempt in range(50):
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError:
            # SQLite does not wait its busy timeout when two processes switch a new file at the same moment.
            if attempt == 49:
                raise
            time.sleep(0.05)


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("isolation_level") != "AUTOCOMMIT":
        connection.exec_driver_sql("BEGIN" if options.get("reading") else "BEGIN IMMEDIATE")


def _prove_keys(connection: Connection) -> None:
    """Decrypting a known row at start tells a lost or wrong key before anything is written with another one."""
    insert_once(connection, schema.key_check, {"id": 1, "proof": "readable"})
    connection.execute(select(schema.key_check.c.proof)).scalar_one()
