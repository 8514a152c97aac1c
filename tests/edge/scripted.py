"""An engine whose replies a test writes beforehand."""

from __future__ import annotations

from bot.core.conversation import Message
from bot.core.reply import Reply
from bot.storage import Storage
from tests.edge.conftest import StubEngine


class Scripted(StubEngine):
    """Answers some texts with replies given beforehand; the others with an echo."""

    def __init__(self, storage: Storage) -> None:
        super().__init__(storage)
        self.script: dict[str, Reply] = {}
        self.channels: list[str] = []

    def _commit(self, message: Message) -> None:
        reply = self.script.get(message.text)
        self.channels.append(message.channel)
        if reply is None:
            super()._commit(message)
            return
        with self.storage.turn(message.id, message.conversation_id, message.channel) as unit:
            if unit.replied is None:
                self.order.append(message.text)
                unit.commit(reply)
