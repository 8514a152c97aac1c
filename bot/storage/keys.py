"""The keys that encrypt what people tell us, and the digests by which encrypted values are found again."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

KEY_FILE = "keys"


class KeysUnusable(Exception):
    """The keys are malformed, or not those the stored data was written with. The message is one Chinese sentence."""


class Keyring:
    """Fernet keys, newest first: the first encrypts, every one decrypts. Rotate by prepending a key."""

    def __init__(self, keys: Sequence[str]) -> None:
        if not keys:
            raise KeysUnusable("没有密钥：CQO_KEYS 为空或密钥文件是空的。")
        try:
            self._fernet = MultiFernet([Fernet(key) for key in keys])
        except ValueError as error:
            raise KeysUnusable("密钥格式不对：每个密钥是 44 个字符的 Fernet 密钥，多个用英文逗号隔开。") from error
        self._keys = [key.encode() for key in keys]

    def encrypt(self, plain: bytes) -> bytes:
        return self._fernet.encrypt(plain)

    def decrypt(self, token: bytes) -> bytes:
        try:
            return self._fernet.decrypt(token)
        except InvalidToken as error:
            raise KeysUnusable("这份数据不是用现在的密钥写的：请找回原来的密钥文件或 CQO_KEYS。") from error

    def digest(self, purpose: str, value: str) -> str:
        """What stands in a lookup column for `value`, made with the newest key."""
        return self.digests(purpose, value)[0]

    def digests(self, purpose: str, value: str) -> list[str]:
        """`value` under every key, newest first: search by all, since old rows keep the digest of their time."""
        return [hmac.new(self._derived(key, purpose), value.encode(), hashlib.sha256).hexdigest() for key in self._keys]

    def secrets(self, purpose: str) -> list[bytes]:
        """One signing secret per key, oldest first, as itsdangerous wants them."""
        return [self._derived(key, purpose) for key in reversed(self._keys)]

    @staticmethod
    def _derived(key: bytes, purpose: str) -> bytes:
        return hmac.new(key, purpose.encode(), hashlib.sha256).digest()


def load_keys(data_dir: Path, given: str | None = None) -> Keyring:
    """Keys from `given` (comma-separated, newest first), else from the key file, which is made on the first start."""
    if given:
        return Keyring([key.strip() for key in given.split(",") if key.strip()])
    path = data_dir / KEY_FILE
    if not path.exists():
        _create(path)
    return Keyring(path.read_text(encoding="ascii").split())


def rotate(data_dir: Path) -> Keyring:
    """Prepend a new key to the key file; older rows stay readable until they are written again."""
    path = data_dir / KEY_FILE
    keys = [Fernet.generate_key().decode(), *path.read_text(encoding="ascii").split()]
    temporary = _private_file(path, "\n".join(keys) + "\n")
    os.replace(temporary, path)
    return Keyring(keys)


def _create(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    temporary = _private_file(path, Fernet.generate_key().decode() + "\n")
    try:
        # Edge and engine may start at the same moment: a link appears whole or not at all, and only once.
        os.link(temporary, path)
    except FileExistsError:
        pass
    finally:
        temporary.unlink()


def _private_file(beside: Path, text: str) -> Path:
    path = beside.with_name(f".{beside.name}.{secrets.token_hex(8)}")
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return path
