"""The first tables, and an audit trail the database itself refuses to change."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TIME = sa.DateTime()
SECRET = sa.LargeBinary()


def upgrade() -> None:
    _messages()
    _papers()
    _people()
    _upkeep()
    _freeze_audit()


def _messages() -> None:
    op.create_table(
        "inbox",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("message_id", sa.String(128), nullable=False, unique=True),
        sa.Column("conversation_id", sa.String(255), nullable=False, index=True),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("text", SECRET, nullable=False),
        sa.Column("status", sa.String(16), nullable=False, index=True),
        sa.Column("received_at", TIME, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "turn",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("message_id", sa.String(128), nullable=False, unique=True),
        sa.Column("conversation_id", sa.String(255), nullable=False, index=True),
        sa.Column("reply", SECRET, nullable=False),
        sa.Column("committed_at", TIME, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "conversation",
        sa.Column("id", sa.String(255), primary_key=True),
        sa.Column("state", SECRET, nullable=False),
        sa.Column("updated_at", TIME, nullable=False),
    )
    op.create_table(
        "rasa_state",
        sa.Column("sender_id", sa.String(255), primary_key=True),
        sa.Column("state", SECRET, nullable=False),
        sa.Column("updated_at", TIME, nullable=False),
    )


def _papers() -> None:
    op.create_table(
        "draft",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("conversation_id", sa.String(255), nullable=False, index=True),
        sa.Column("reference", SECRET),
        sa.Column("reference_lookup", sa.String(64), index=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("values", SECRET, nullable=False),
        sa.Column("notes", SECRET, nullable=False),
        sa.Column("consent_version", sa.String(64)),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("updated_at", TIME, nullable=False),
        sa.Column("expires_at", TIME, nullable=False, index=True),
    )
    op.create_table(
        "document",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("draft_id", sa.String(32), nullable=False, index=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("name", SECRET, nullable=False),
        sa.Column("media_type", sa.String(128), nullable=False),
        sa.Column("content", SECRET, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
    )
    op.create_table(
        "attachment",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("draft_id", sa.String(32), nullable=False, index=True),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("media_type", sa.String(128), nullable=False),
        sa.Column("content", SECRET, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
    )


def _people() -> None:
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("conversation_id", sa.String(255), nullable=False, index=True),
        sa.Column("draft_id", sa.String(32), index=True),
        sa.Column("version", sa.String(64), nullable=False),
        sa.Column("purpose", sa.String(64), nullable=False),
        sa.Column("given_at", TIME, nullable=False),
        sa.Column("withdrawn_at", TIME),
    )
    op.create_table(
        "web_session",
        sa.Column("token", sa.String(64), primary_key=True),
        sa.Column("conversation_id", sa.String(255), nullable=False, index=True),
        sa.Column("expires_at", TIME, nullable=False),
    )
    op.create_table(
        "handoff",
        sa.Column("token", sa.String(64), primary_key=True),
        sa.Column("draft_id", sa.String(32)),
        sa.Column("conversation_id", sa.String(255), nullable=False, index=True),
        sa.Column("expires_at", TIME, nullable=False),
        sa.Column("used_at", TIME),
    )


def _upkeep() -> None:
    op.create_table(
        "question",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("conversation", sa.String(64), nullable=False, index=True),
        sa.Column("message", sa.String(64), nullable=False, index=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("place", sa.String(32)),
        sa.Column("topic", sa.String(64)),
        sa.Column("kind", sa.String(32), nullable=False, index=True),
        sa.Column("score", sa.Float),
        sa.Column("at", TIME, nullable=False),
        sa.Column("feedback", sa.String(8)),
        sa.Column("group", sa.String(64)),
    )
    op.create_table(
        "kb_version",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("version", sa.String(64), nullable=False),
    )
    op.create_table(
        "key_check",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("proof", SECRET, nullable=False),
    )
    op.create_table(
        "audit",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("at", TIME, nullable=False),
        sa.Column("actor", sa.String(64), nullable=False),
        sa.Column("action", sa.String(64), nullable=False),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sqlite_autoincrement=True,
    )


def _freeze_audit() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION audit_is_append_only() RETURNS trigger AS "
            "$$ BEGIN RAISE EXCEPTION 'audit is append-only'; END $$ LANGUAGE plpgsql"
        )
        op.execute(
            "CREATE TRIGGER audit_frozen BEFORE UPDATE OR DELETE ON audit "
            "FOR EACH ROW EXECUTE FUNCTION audit_is_append_only()"
        )
        return
    for what in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER audit_no_{what.lower()} BEFORE {what} ON audit "
            "BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END"
        )
