"""Every table. A change here needs a migration of its own in migrations/versions/.

`seq` columns count up with every row; SQLite does that for an integer primary key alone, so it is the key and the
message id is unique beside it.
"""

from __future__ import annotations

from sqlalchemy import Column, Float, Integer, MetaData, String, Table, Text

from bot.storage.columns import Encrypted, EncryptedBytes, EncryptedJson, UtcTime

metadata = MetaData()

inbox = Table(
    "inbox",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("message_id", String(128), nullable=False, unique=True),
    Column("conversation_id", String(255), nullable=False, index=True),
    Column("channel", String(16), nullable=False),
    Column("text", Encrypted, nullable=False),
    Column("field", String(64)),  # the cell whose new value the text is, where it was edited in place
    Column("status", String(16), nullable=False, index=True),  # waiting, late (answered, not yet shown), done
    Column("received_at", UtcTime, nullable=False),
    sqlite_autoincrement=True,
)

turn = Table(
    "turn",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("message_id", String(128), nullable=False, unique=True),
    Column("conversation_id", String(255), nullable=False, index=True),
    Column("reply", EncryptedJson, nullable=False),
    Column("committed_at", UtcTime, nullable=False),
    sqlite_autoincrement=True,
)

conversation = Table(
    "conversation",
    metadata,
    Column("id", String(255), primary_key=True),
    Column("state", EncryptedJson, nullable=False),
    Column("updated_at", UtcTime, nullable=False),
)

draft = Table(
    "draft",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("conversation_id", String(255), nullable=False, index=True),
    Column("reference", Encrypted),
    Column("reference_lookup", String(64), index=True),
    Column("version", Integer, nullable=False),  # of the papers, as people see it
    Column("revision", Integer, nullable=False),  # of the row, to notice that somebody else saved in between
    Column("status", String(16), nullable=False),
    Column("values", EncryptedJson, nullable=False),
    Column("notes", EncryptedJson, nullable=False),
    Column("consent_version", String(64)),
    Column("created_at", UtcTime, nullable=False),
    Column("updated_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False, index=True),
)

document = Table(
    "document",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("draft_id", String(32), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("name", Encrypted, nullable=False),  # may hold the applicant's name
    Column("media_type", String(128), nullable=False),
    Column("content", EncryptedBytes, nullable=False),
    Column("created_at", UtcTime, nullable=False),
)

attachment = Table(
    "attachment",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("draft_id", String(32), nullable=False, index=True),
    Column("kind", String(32), nullable=False),
    Column("media_type", String(128), nullable=False),
    Column("content", EncryptedBytes, nullable=False),
    Column("created_at", UtcTime, nullable=False),
)

consent = Table(
    "consent",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("conversation_id", String(255), nullable=False, index=True),
    Column("draft_id", String(32), index=True),
    Column("version", String(64), nullable=False),
    Column("purpose", String(64), nullable=False),
    Column("given_at", UtcTime, nullable=False),
    Column("withdrawn_at", UtcTime),
)

question = Table(
    "question",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("conversation", String(64), nullable=False, index=True),  # HMAC
    Column("message", String(64), nullable=False, index=True),  # HMAC of the message id, to take feedback later
    Column("text", Text, nullable=False),  # masked before it is written
    Column("place", String(32)),
    Column("topic", String(64)),
    Column("kind", String(32), nullable=False, index=True),
    Column("score", Float),
    Column("at", UtcTime, nullable=False),
    Column("feedback", String(8)),
    Column("group", String(64)),
)

rasa_state = Table(
    "rasa_state",
    metadata,
    Column("sender_id", String(255), primary_key=True),
    Column("state", EncryptedJson, nullable=False),
    Column("updated_at", UtcTime, nullable=False),
)

web_session = Table(
    "web_session",
    metadata,
    Column("token", String(64), primary_key=True),  # SHA-256
    Column("conversation_id", String(255), nullable=False, index=True),
    Column("expires_at", UtcTime, nullable=False),
)

handoff = Table(
    "handoff",
    metadata,
    Column("token", String(64), primary_key=True),  # SHA-256
    Column("draft_id", String(32)),
    Column("conversation_id", String(255), nullable=False, index=True),
    Column("expires_at", UtcTime, nullable=False),
    Column("used_at", UtcTime),
)

kb_version = Table(
    "kb_version",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("version", String(64), nullable=False),
)

key_check = Table(
    "key_check",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("proof", Encrypted, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("at", UtcTime, nullable=False),
    Column("actor", String(64), nullable=False),
    Column("action", String(64), nullable=False),
    Column("subject", String(64), nullable=False),  # HMAC
    Column("detail", Text, nullable=False),  # JSON of ids and kinds, never a value
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    sqlite_autoincrement=True,
)
