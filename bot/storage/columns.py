"""Column types: encrypted text, JSON and bytes, and times that are always UTC."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from typing import Any

from sqlalchemy import DateTime, LargeBinary
from sqlalchemy.types import TypeDecorator

from bot.storage.keys import Keyring


class Encrypted(TypeDecorator):
    """Text, encrypted at rest. The keyring hangs on the engine's dialect, so two databases can have two keyrings."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> bytes | None:
        return None if value is None else _keyring(dialect).encrypt(self.to_bytes(value))

    def process_result_value(self, value: Any, dialect: Any) -> Any:
        return None if value is None else self.from_bytes(_keyring(dialect).decrypt(bytes(value)))

    def to_bytes(self, value: Any) -> bytes:
        return str(value).encode()

    def from_bytes(self, plain: bytes) -> Any:
        return plain.decode()


class EncryptedJson(Encrypted):
    cache_ok = True

    def to_bytes(self, value: Any) -> bytes:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

    def from_bytes(self, plain: bytes) -> Any:
        return json.loads(plain)


class EncryptedBytes(Encrypted):
    cache_ok = True

    def to_bytes(self, value: Any) -> bytes:
        return bytes(value)

    def from_bytes(self, plain: bytes) -> Any:
        return plain


class UtcTime(TypeDecorator):
    """An aware datetime in, an aware UTC datetime out; SQLite would drop the zone."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        return None if value is None else value.astimezone(timezone.utc).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        return None if value is None else value.replace(tzinfo=timezone.utc)


def _keyring(dialect: Any) -> Keyring:
    keyring: Keyring = dialect.keyring
    return keyring
