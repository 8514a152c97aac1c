"""Signed, short-lived addresses of papers, made where a reply is written or released, checked where it is opened."""

from __future__ import annotations

import hashlib
from urllib.parse import quote, urlsplit

from itsdangerous import BadData, URLSafeTimedSerializer

from bot.storage.keys import Keyring

LIFETIME_SECONDS = 30 * 60
PREFIX = "/papers/"


class LinkRefused(Exception):
    """Forged, over, or somebody else's. People see one and the same 404."""


class PaperLinks:
    """`owner` is a conversation id: then only that conversation's session may open the link."""

    def __init__(self, keyring: Keyring) -> None:
        self._serializer = URLSafeTimedSerializer(
            keyring.secrets("papers"), salt="paper", signer_kwargs={"digest_method": hashlib.sha256}
        )

    def sign(self, document_id: str, owner: str | None = None, name: str = "paper") -> str:
        token = self._serializer.dumps([document_id, _digest(owner)])
        return f"{PREFIX}{token}/{quote(name, safe='')}"

    def open(self, token: str, visitor: str | None) -> str:
        """The document id behind a token, for a visitor with this conversation."""
        try:
            document_id, owner = self._serializer.loads(token, max_age=LIFETIME_SECONDS)
        except (BadData, ValueError, TypeError) as error:
            raise LinkRefused from error
        if owner is not None and owner != _digest(visitor):
            raise LinkRefused
        return str(document_id)

    def renew(self, url: str, owner: str | None) -> str:
        """The same paper's address, fresh and for `owner`; an address that is not one of ours stays as it is.

        A stored reply keeps the address it was written with, which is long over when the history shows it again.
        """
        path = urlsplit(url).path
        token, _, name = path.removeprefix(PREFIX).partition("/")
        try:
            # No max_age: the signature tells that it was ours, the age does not matter here.
            document_id, _owner = self._serializer.loads(token)
        except (BadData, ValueError, TypeError):
            return url
        fresh = self._serializer.dumps([document_id, _digest(owner)])
        return f"{PREFIX}{fresh}/{name}"


def _digest(owner: str | None) -> str | None:
    # The token is readable: a Telegram chat id must not stand in an address.
    return None if owner is None else hashlib.sha256(owner.encode()).hexdigest()[:32]
