"""A reply on its way to a chat: page by page, in HTML or, when Telegram refuses that, in plain text."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from telegram import InlineKeyboardMarkup, InputFile, LinkPreviewOptions, ReplyParameters
from telegram.constants import ChatAction, ParseMode

from sendbot.channels.telegram.incoming import Incoming
from sendbot.channels.telegram.markup import bare, keyboard, pages, text_pages
from sendbot.channels.telegram.transport.bot_api import BotApi, log
from sendbot.conversation.buttons import Button
from sendbot.conversation.replies import Attachment, Reply
from sendbot.errors import ChatGoneError, ChatMovedError, TelegramRefusedError

_SLOW = 0.7
"""Seconds: a reply that takes longer is announced by "typing"."""
_TYPING_LASTS = 4.5
"""Seconds: Telegram shows "typing" for five."""
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclass
class Address:
    """Where a reply goes. In a group it hangs on the message that it replies to."""

    chat: int
    thread: int | None = None
    message: int | None = None

    @classmethod
    def of(cls, incoming: Incoming) -> Address:
        """The address of whoever wrote."""
        return cls(incoming.chat, incoming.thread, incoming.message if incoming.group else None)


class Sender:
    """Sends replies. Raises ChatGoneError when nobody is there any more."""

    def __init__(self, bot_api: BotApi) -> None:
        self._bot_api = bot_api

    async def reply(self, to: Address, reply: Reply, buttons: Sequence[Button] = ()) -> None:
        """Send a reply; `buttons` go under its last page."""
        await self._pages(to, pages(reply), keyboard(buttons))
        if reply.attachment is not None:
            await self._document(to, reply.attachment)

    async def text(self, to: Address, text: str) -> bool:
        """Send text that holds no marks, such as a list for staff. False when Telegram refused a part of
        it."""
        return await self._pages(to, text_pages(text), None)

    async def answer_press(self, query: str, text: str | None = None) -> None:
        """Stop the little clock on a pressed button. One that is too old cannot be answered, which harms
        nobody."""
        try:
            await self._bot_api.call(
                lambda: self._bot_api.bot.answer_callback_query(query, text=text), tries=4
            )
        except (TelegramRefusedError, ChatGoneError):
            log.info("A pressed button was too old to be acknowledged.")

    @asynccontextmanager
    async def typing(self, to: Address) -> AsyncIterator[None]:
        """Show "typing" while a reply takes longer than a moment."""
        task = asyncio.create_task(self._type(to))
        try:
            yield
        finally:
            task.cancel()

    async def _type(self, to: Address) -> None:
        bot = self._bot_api.bot
        await asyncio.sleep(_SLOW)
        while True:
            try:
                await self._bot_api.call(
                    lambda: bot.send_chat_action(to.chat, ChatAction.TYPING, message_thread_id=to.thread),
                    tries=1,
                )
            except (TelegramRefusedError, ChatGoneError, ChatMovedError):
                return
            await asyncio.sleep(_TYPING_LASTS)

    async def _pages(self, to: Address, texts: Sequence[str], under: InlineKeyboardMarkup | None) -> bool:
        arrived = True
        for number, text in enumerate(texts, 1):
            arrived &= await self._page(to, text, under if number == len(texts) else None)
            to.message = None
        return arrived

    async def _page(self, to: Address, text: str, under: InlineKeyboardMarkup | None) -> bool:
        """As it is; else without HTML; else without buttons too: the words matter most. False when none of
        these is taken."""
        for words, mode, buttons in (
            (text, ParseMode.HTML, under),
            (bare(text), None, under),
            (bare(text), None, None),
        ):
            try:
                await self._send(to, words, mode, buttons)
            except TelegramRefusedError:
                log.warning("Telegram refused a message in its %s form.", "HTML" if mode else "plain")
            else:
                return True
        return False

    async def _send(
        self, to: Address, text: str, mode: str | None, under: InlineKeyboardMarkup | None
    ) -> None:
        bot = self._bot_api.bot

        async def once() -> Any:
            answered = (
                ReplyParameters(to.message, allow_sending_without_reply=True)
                if to.message is not None
                else None
            )
            try:
                return await bot.send_message(
                    to.chat,
                    text,
                    parse_mode=mode,
                    reply_markup=under,
                    link_preview_options=_NO_PREVIEW,
                    reply_parameters=answered,
                    message_thread_id=to.thread,
                )
            except (
                KeyError,
                TypeError,
            ):  # it was taken; a server other than Telegram's may give a shorter receipt
                return None

        try:
            await self._bot_api.call(once)
        except ChatMovedError as moved:
            to.chat, to.message, to.thread = moved.chat, None, None
            await self._bot_api.call(once)

    async def _document(self, to: Address, file: Attachment) -> None:
        bot = self._bot_api.bot
        content = file.text.encode()
        try:
            await self._bot_api.call(
                lambda: bot.send_document(
                    to.chat, InputFile(content, filename=file.name), message_thread_id=to.thread
                ),
                tries=6,
            )
        except (TelegramRefusedError, ChatMovedError):
            log.warning("A file could not be sent; its text stands in the message before it.")
