"""Telegram: questions, decisions and papers in the chat; personal data on our own page.

An update is stored before it is acknowledged and stays open until its reply was sent, so that a kill loses nothing.
A message is one turn, however often its update arrives.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections import OrderedDict
from collections.abc import Coroutine
from functools import partial
from typing import Any, TypeVar

from starlette.routing import Route
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import TelegramError

from bot.bootstrap import Settings
from bot.core.conversation import Message
from bot.core.reply import Button, Reply
from bot.edge.delivery import Delivery
from bot.edge.handoff import Handoff
from bot.edge.incoming import effect_id
from bot.edge.telegram_line import Line, RawBot, make_bot
from bot.edge.telegram_outbox import Outbox, Series, keyboard
from bot.edge.telegram_store import TelegramStore
from bot.edge.telegram_text import pieces
from bot.edge.telegram_updates import Heard, InOrder, read
from bot.storage import PaperLinks, Storage

log = logging.getLogger(__name__)
T = TypeVar("T")

CHANNEL = "telegram"
REMEMBERED = 10_000
SAY_AGAIN_SECONDS = 10.0  # that somebody has to wait: once for a burst
OLD_BUTTON = "这组按钮是前面的，请用最新的，或直接打字。"
NO_FILES = "照片、旧登记表和别的文件里有个人信息，在这里不收，我没有下载。请到网页上传，旧表会读出来请您确认。"
SAID: dict[str, str] = {
    "voice": "语音我听不了，请打字发给我。",
    "unreadable": "这条我看不懂，请打字发给我。",
    "group": "群里不谈个人的事：请点我的头像，私聊我。",
}


def conversation_of(chat: int) -> str:
    return f"{CHANNEL}:{chat}"


class Chat:
    """What comes in is taken up in order, what goes out is sent in order; the two do not wait for each other."""

    def __init__(self) -> None:
        self.incoming, self.outgoing = Series(), Series()
        self.told_at = float("-inf")  # to wait

    @property
    def idle(self) -> bool:
        return self.incoming.idle and self.outgoing.idle


class TelegramChannel:
    def __init__(
        self,
        bot: RawBot,
        store: TelegramStore,
        delivery: Delivery,
        handoff: Handoff,
        outbox: Outbox,
        secret: str | None = None,
        site: str | None = None,
    ) -> None:
        """`site`: the address of our own page where Telegram can reach it; with `secret` it sends updates there."""
        self._bot, self._store, self._delivery, self._handoff, self._outbox = bot, store, delivery, handoff, outbox
        self._line = Line(bot, self._keep, secret, site)
        self._order = InOrder(self._arrived)
        self._chats: dict[int, Chat] = {}
        self._sent: OrderedDict[str, None] = OrderedDict()
        self._owed: dict[str, str] = {}  # turn → update of somebody who was told to wait
        self._background: set[asyncio.Task[Any]] = set()
        delivery.push[CHANNEL] = self._push
        delivery.finished.append(self._answered_elsewhere)

    def routes(self) -> list[Route]:
        return self._line.routes()

    async def start(self) -> None:
        for key, content in await asyncio.to_thread(self._store.unfinished):
            self._arrived((key, content))
        self._in_background(self._line.run())

    async def stop(self) -> None:
        for task in list(self._background):
            task.cancel()
        await asyncio.gather(*self._background, return_exceptions=True)
        for chat in list(self._chats.values()):
            await chat.incoming.stop()
            await chat.outgoing.stop()
        await self._bot.shutdown()

    # ---- in ----

    async def _keep(self, updates: list[tuple[int, str]]) -> None:
        for number, key, content in await asyncio.to_thread(self._store.keep, updates):
            self._order.add(number, (key, content))

    def _arrived(self, update: tuple[str, str]) -> None:
        key, content = update
        raw = json.loads(content)
        if "push" in raw:
            self._chat(raw["chat"]).outgoing.add(partial(self._send_papers, key, raw["chat"], raw["push"]))
            return
        try:
            heard = read(raw)
        except Exception as error:  # noqa: BLE001 - a shape we do not know must not stop the others
            log.warning("telegram: update not read, %s", type(error).__name__)
            heard = None
        if heard is None:
            self._in_background(self._finish(key))
        else:
            self._chat(heard.chat).incoming.add(partial(self._take_up, heard))

    async def _take_up(self, heard: Heard) -> None:
        """Begin a message's turn and see to its reply; the next one need not wait for either."""
        if heard.kind == "text":
            self._deliver(heard, heard.key, heard.text)
        elif heard.kind == "press":
            await self._pressed(heard)
        elif heard.kind == "edit":
            turn = effect_id(conversation_of(heard.chat), heard.key)
            reply = await asyncio.to_thread(self._store.commit, heard.chat, turn, _ask_about(heard.text))
            self._reply(heard.chat, heard.key, turn, reply)
        elif heard.kind == "file":
            handoff = {"draft": await asyncio.to_thread(self._store.draft_of, heard.chat)}
            self._reply(heard.chat, heard.key, None, Reply(NO_FILES, custom={"handoff": handoff}), not heard.text)
            if heard.text:
                self._deliver(heard, heard.key, heard.text)
        else:
            self._reply(heard.chat, heard.key, None, Reply(SAID[heard.kind]))

    def _deliver(self, heard: Heard, message_id: str, text: str) -> None:
        conversation = conversation_of(heard.chat)
        turn = effect_id(conversation, message_id)
        answer = self._in_background(self._delivery.deliver(conversation, message_id, text, CHANNEL))
        self._chat(heard.chat).outgoing.add(partial(self._answer, heard, turn, answer))

    async def _pressed(self, heard: Heard) -> None:
        """A button of the last reply is its text, said once however often it is pressed."""
        pressed = await asyncio.to_thread(self._store.button, heard.chat, *heard.press)
        self._in_background(self._show_pressed(heard, pressed))
        if pressed is None:
            await self._finish(heard.key)
        else:
            self._deliver(heard, _press_id(heard.press[0]), pressed.say)

    async def _show_pressed(self, heard: Heard, pressed: Button | None) -> None:
        try:
            await self._bot.answer_callback_query(heard.callback, None if pressed else OLD_BUTTON)
            if pressed is not None:
                chosen = InlineKeyboardMarkup([[InlineKeyboardButton(f"✓ {pressed.title}", callback_data="chosen")]])
                await self._bot.edit_message_reply_markup(heard.chat, heard.message, reply_markup=chosen)
        except TelegramError as error:
            log.info("telegram: press not shown, %s", type(error).__name__)  # too old, or pressed twice

    # ---- out ----

    async def _answer(self, heard: Heard, turn: str, answer: asyncio.Task[Reply]) -> None:
        reply = await answer
        chat = self._chat(heard.chat)
        if (reply.custom.get("error") or {}).get("code") == "engine_unavailable":
            # The update stays open until the reply itself is sent: it comes by `_push`, or after the next start.
            self._owed[turn] = heard.key
            now = asyncio.get_running_loop().time()
            if now - chat.told_at >= SAY_AGAIN_SECONDS:
                chat.told_at = now
                await self._send(heard.chat, None, reply)
            return
        await self._send_once(heard.chat, heard.key, turn, reply)

    def _reply(self, chat: int, key: str, turn: str | None, reply: Reply, last: bool = True) -> None:
        """A reply that is there already. `last`: the update is done with it."""
        self._chat(chat).outgoing.add(partial(self._send_once, chat, key if last else None, turn, reply))

    async def _send_once(self, chat: int, key: str | None, turn: str | None, reply: Reply) -> None:
        self._chat(chat).told_at = float("-inf")
        if "together" not in reply.custom and (turn is None or self._first(turn)):
            await self._send(chat, turn, reply)
        if key is not None:
            await self._finish(key)

    async def _send(self, chat: int, turn: str | None, reply: Reply) -> None:
        """A reply as messages and files, in order."""
        handoff = reply.custom.get("handoff")
        link = None
        text, buttons = reply.text, reply.buttons if turn is not None else []
        if handoff is not None:
            link = await asyncio.to_thread(self._handoff.offer, conversation_of(chat), handoff["draft"])
            text = f"{text}\n\n👉 {link}"
        documents = await asyncio.to_thread(self._store.documents, reply)
        *parts, last = pieces(text, self._handoff.base_url)
        for part in parts:
            await self._outbox.text(chat, part)
        secure = link if link is not None and link.startswith("https://") else None
        await self._outbox.text(chat, last, keyboard(buttons, turn or "", secure))
        for document in documents:
            await self._outbox.document(chat, document)

    async def _push(self, message: Message, reply: Reply) -> bool:
        """The reply to somebody who was told to wait."""
        chat = int(message.conversation_id.partition(":")[2])
        self._chat(chat).outgoing.add(partial(self._send_owed, chat, message.id, reply))
        return True

    async def _send_owed(self, chat: int, turn: str, reply: Reply) -> None:
        await self._send_once(chat, self._owed.pop(turn, None), turn, reply)

    def _answered_elsewhere(self, message: Message) -> None:
        """The page made papers for a form that was begun here."""
        if message.channel != CHANNEL and message.conversation_id.startswith(f"{CHANNEL}:"):
            self._in_background(self._push_papers(message))

    async def _push_papers(self, message: Message) -> None:
        new = await asyncio.to_thread(self._store.keep_papers, message)
        if new is not None:
            self._arrived(new)

    async def _send_papers(self, key: str, chat: int, turn: str) -> None:
        reply = await asyncio.to_thread(self._store.reply, chat, turn)
        if reply is not None:
            await self._send(chat, turn, Reply(f"网页上填好了。{reply.text}", reply.buttons, reply.custom))
        await self._finish(key)

    # ---- the rest ----

    def _first(self, turn: str) -> bool:
        """Whether this turn's reply has not been sent yet, as far as this process knows."""
        if turn in self._sent:
            return False
        self._sent[turn] = None
        if len(self._sent) > REMEMBERED:
            self._sent.popitem(last=False)
        return True

    async def _finish(self, key: str) -> None:
        await asyncio.to_thread(self._store.finish, key)

    def _chat(self, number: int) -> Chat:
        if number not in self._chats and len(self._chats) >= REMEMBERED:
            self._chats = {one: chat for one, chat in self._chats.items() if not chat.idle}
        return self._chats.setdefault(number, Chat())

    def _in_background(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        task = asyncio.create_task(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)
        return task


def build(
    settings: Settings, storage: Storage, delivery: Delivery, handoff: Handoff, links: PaperLinks
) -> TelegramChannel:
    """The channel as the settings say: a webhook where there is a secret and an address, otherwise polling."""
    assert settings.telegram_token is not None
    bot = make_bot(settings.telegram_token, settings.telegram_api)
    store = TelegramStore(storage, links)
    return TelegramChannel(bot, store, delivery, handoff, Outbox(bot), settings.telegram_secret, settings.base_url)


def _press_id(turn: str) -> str:
    return f"press:{turn}"


def _ask_about(edited: str) -> Reply:
    """An edit changes nothing by itself: what was answered was answered."""
    return Reply(
        "您改了前面那句，我没有重新算。要更正吗？",
        [Button("按改过的再发一次", edited)],
        {"answer": {"kind": "clarify", "citations": []}},
    )
