"""What Telegram needs of the database. Everything here blocks: it is called in threads."""

from __future__ import annotations

import json

from bot.core.conversation import Message
from bot.core.reply import Button, Reply
from bot.edge.incoming import effect_id
from bot.edge.telegram_updates import key_of
from bot.storage import Document, MessageIdTaken, PaperLinks, Storage
from bot.storage.links import PREFIX, LinkRefused

SERVICE = "telegram"


class TelegramStore:
    def __init__(self, storage: Storage, links: PaperLinks) -> None:
        self._storage, self._links = storage, links

    # ---- updates ----

    def keep(self, updates: list[tuple[int, str]]) -> list[tuple[int, str, str]]:
        """Store updates; those that were not here before, each with its key."""
        keyed = [(number, key_of(number), content) for number, content in updates]
        if not keyed:
            return []
        with self._storage.write() as work:
            return [one for one in keyed if work.updates.put(one[1], SERVICE, one[2])]

    def keep_papers(self, message: Message) -> tuple[str, str] | None:
        """Note that a chat is owed the papers its page has made; None when it is not, or was told before."""
        chat = int(message.conversation_id.partition(":")[2])
        reply = self.reply(chat, message.id)
        listed = reply.custom.get("documents") if reply else None
        if not listed:
            return None
        key = f"papers:{self._document_id(listed[0]['url'])}"
        content = json.dumps({"push": message.id, "chat": chat})
        with self._storage.write() as work:
            return (key, content) if work.updates.put(key, SERVICE, content) else None

    def unfinished(self) -> list[tuple[str, str]]:
        with self._storage.read() as work:
            return work.updates.unfinished(SERVICE)

    def finish(self, key: str) -> None:
        with self._storage.write() as work:
            work.updates.finish([key])

    # ---- turns ----

    def reply(self, chat: int, turn: str) -> Reply | None:
        with self._storage.read() as work:
            return work.turns.reply(turn, f"{SERVICE}:{chat}")

    def commit(self, chat: int, turn: str, reply: Reply) -> Reply:
        """A turn the edge makes by itself; the one that is there already stands."""
        with self._storage.turn(turn, f"{SERVICE}:{chat}", SERVICE) as unit:
            return unit.replied or unit.commit(reply)

    def button(self, chat: int, turn: str, index: int) -> Button | None:
        """A button of the conversation's last reply, or of one that was pressed already."""
        conversation = f"{SERVICE}:{chat}"
        with self._storage.read() as work:
            try:
                reply = work.turns.reply(turn, conversation)
            except MessageIdTaken:
                return None
            if reply is None or index >= len(reply.buttons):
                return None
            pressed = work.inbox.get(effect_id(conversation, f"press:{turn}")) is not None
            answered = [one.message_id for one in work.turns.history(conversation, limit=1) if one.reply is not None]
        return reply.buttons[index] if pressed or answered[-1:] == [turn] else None

    def draft_of(self, chat: int) -> str | None:
        with self._storage.read() as work:
            conversation = work.conversations.get(f"{SERVICE}:{chat}")
            return conversation.draft_id if conversation else None

    # ---- papers ----

    def documents(self, reply: Reply) -> list[Document]:
        """The papers a reply lists, with their content; those deleted meanwhile are left out."""
        ids = [self._document_id(one["url"]) for one in reply.custom.get("documents") or []]
        with self._storage.read() as work:
            found = [work.documents.get(one) for one in ids if one is not None]
        return [document for document in found if document is not None]

    def _document_id(self, url: str) -> str | None:
        token, _, _ = self._links.renew(url, None).removeprefix(PREFIX).partition("/")
        try:
            return self._links.open(token, None)
        except LinkRefused:
            return None
