"""Inline mode: typing the bot's name and a few words in any chat offers answers to share there."""

from __future__ import annotations

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram.constants import ParseMode

from sendbot.channels.telegram.incoming import Incoming
from sendbot.channels.telegram.markup import length, pages
from sendbot.channels.telegram.transport.bot_api import BotApi, log
from sendbot.conversation.answers import answer_reply
from sendbot.conversation.buttons import View
from sendbot.errors import ChatGoneError, TelegramRefusedError
from sendbot.knowledge.wording import say
from sendbot.mind.mind import Mind
from sendbot.words.marks import without_marks

_OFFERED = 5
"""Results: what fits above a phone's keyboard."""
_AS_NEAR = 0.75
"""Of what is enough for buttons: whoever types sees at once whether an offer fits, and goes on typing."""
_CACHED = 300
"""Seconds that Telegram may keep results: answers change seldom, and a mistake must not stay for long."""
_DESCRIBED = 120
"""Characters: what Telegram shows of a result before it cuts."""
_BUTTON = 64
"""Characters: Telegram's limit for the start parameter of its button."""


def offers(text: str, mind: Mind, bot_name: str) -> list[InlineQueryResultArticle]:
    """Entries that a few words may mean, the likeliest first."""
    near = mind.thresholds.clarify * _AS_NEAR
    found = mind.rank(text) if text.strip() else []
    fitting = [mind.nearest(candidate.entry, text) for candidate in found if candidate.score >= near]
    entries = [mind.knowledge.entry(name) for name in fitting]
    return [_offer(entry.id, mind, bot_name) for entry in entries[:_OFFERED] if entry]


async def answer_inline(
    incoming: Incoming, found: list[InlineQueryResultArticle], mind: Mind, bot_api: BotApi
) -> None:
    """Show the offers. A query that was typed on meanwhile cannot be answered any more, which harms
    nobody."""
    asked = incoming.text.strip()
    none = (
        InlineQueryResultsButton(
            say(mind.knowledge.wording, "inline-none")[:_BUTTON], start_parameter="start"
        )
        if asked and not found
        else None
    )
    try:
        await bot_api.call(
            lambda: bot_api.bot.answer_inline_query(incoming.query, found, cache_time=_CACHED, button=none),
            tries=3,
        )
    except (TelegramRefusedError, ChatGoneError):
        log.info("An inline query was too old to be answered.")


def _offer(entry_id: str, mind: Mind, bot_name: str) -> InlineQueryResultArticle:
    entry = mind.knowledge.entries[entry_id]
    page = pages(answer_reply(entry, mind.knowledge, View()))[0]
    described = " ".join(without_marks(entry.answer).split())
    shown = described if length(described) <= _DESCRIBED else described[:_DESCRIBED].rsplit(" ", 1)[0] + " …"
    link = (
        InlineKeyboardMarkup(
            [
                [
                    InlineKeyboardButton(
                        entry.short_title or entry.title, url=f"https://t.me/{bot_name}?start={entry.id}"
                    )
                ]
            ]
        )
        if bot_name
        else None
    )
    content = InputTextMessageContent(
        page, parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)
    )
    return InlineQueryResultArticle(entry.id, entry.title, content, reply_markup=link, description=shown)
