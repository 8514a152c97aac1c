"""Everything that lasts: encrypted, committed once, deleted for good. Start at `Storage`."""

from bot.storage.drafts import Draft, DraftChanged, DraftStatus
from bot.storage.keys import Keyring, KeysUnusable, load_keys
from bot.storage.links import PaperLinks
from bot.storage.messages import Exchange, Incoming, MessageIdTaken
from bot.storage.papers import Attachment, Document
from bot.storage.retention import Retention
from bot.storage.storage import AlreadyReplied, Storage, Unit, Work

__all__ = [
    "AlreadyReplied",
    "Attachment",
    "Document",
    "Draft",
    "DraftChanged",
    "DraftStatus",
    "Exchange",
    "Incoming",
    "Keyring",
    "KeysUnusable",
    "MessageIdTaken",
    "PaperLinks",
    "Retention",
    "Storage",
    "Unit",
    "Work",
    "load_keys",
]
