"""Putting the house together from settings: knowledge, encoder, mind, store, assistant. Heavy rooms are entered only when asked."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from sendbot.errors import EncoderError, KnowledgeError, TelegramError
from sendbot.settings import Settings

if TYPE_CHECKING:
    from sendbot.assistant import Assistant
    from sendbot.channels.telegram.station import Options
    from sendbot.conversation.mind import Mind
    from sendbot.digesting import Ways
    from sendbot.knowledge.entries import Knowledge
    from sendbot.mailing import Post
    from sendbot.matching.encoders import Encoder
    from sendbot.store.store import Store

_REACH_TELEGRAM = 20.0


def complain(sentence: str) -> None:
    """One line for the person at the terminal, away from what other programs read."""
    print(sentence, file=sys.stderr)


def knowledge_folder(settings: Settings, folder: Path | None = None) -> Path:
    """The folder asked for, the one of the settings, or the one beside the package when it is run from elsewhere."""
    if folder is not None:
        return folder
    beside = Path(__file__).resolve().parent.parent / "knowledge"
    return beside if not settings.knowledge_dir.is_absolute() and not settings.knowledge_dir.exists() else settings.knowledge_dir


def open_knowledge(settings: Settings) -> Knowledge:
    """The knowledge, read; raises KnowledgeError with the first problems and how to see all of them."""
    from sendbot.knowledge.reading import load

    folder = knowledge_folder(settings)
    if not folder.is_dir():
        raise KnowledgeError(f"There is no folder {folder}. Set SENDBOT_KNOWLEDGE_DIR to the folder of the answers.")
    return load(folder)


def open_encoder(settings: Settings) -> Encoder | None:
    """The encoder of the settings; None, with one plain sentence, when it cannot be used."""
    if settings.encoder == "none":
        return None
    try:
        return _encoder(settings.encoder)
    except EncoderError as problem:
        complain(f"{problem} Until then answers are found by words alone, and more questions will be declined.")
        return None


@cache
def _encoder(name: str) -> Encoder:
    """Loaded once in a process: two hundred megabytes, and the same for everybody."""
    from sendbot.matching.encoders import load_encoder

    return load_encoder(None if name == "default" else Path(name))


def open_mind(settings: Settings) -> Mind:
    """Everything a turn thinks with."""
    from sendbot.conversation.mind import build_mind

    return build_mind(open_knowledge(settings), open_encoder(settings), settings.data_dir / "cache")


def remake_mind(settings: Settings) -> Mind:
    """A mind from a folder that has changed. The long fitting is done by another process, so that this one goes on answering."""
    from multiprocessing import get_context

    open_knowledge(settings)
    other = get_context("spawn").Process(target=fit, args=(settings,), daemon=True)  # a daemon: it never keeps this process from ending
    other.start()
    other.join()
    return open_mind(settings)


def fit(settings: Settings) -> None:
    """Fit the matcher and leave the result in the cache."""
    open_mind(settings)


@asynccontextmanager
async def open_store(settings: Settings) -> AsyncIterator[Store]:
    """The database of the settings, migrated."""
    from sendbot.store.store import Store

    async with Store.open(settings.database) as store:
        yield store


@asynccontextmanager
async def open_assistant(settings: Settings, record: bool) -> AsyncIterator[Assistant]:
    """An assistant; without `record` it keeps nothing and needs no database."""
    from sendbot.assistant import Assistant

    mind = open_mind(settings)
    if not record:
        yield Assistant(mind)
        return
    async with open_store(settings) as store:
        yield Assistant(mind, store)


def public_words(settings: Settings) -> tuple[str, ...]:
    """What redaction leaves alone: the names, numbers and addresses that the knowledge publishes."""
    from sendbot.conversation.published import published

    return published(open_knowledge(settings))


def telegram_options(settings: Settings) -> Options:
    """What the Telegram channel needs to know."""
    from sendbot.channels.telegram.reloading import Folder, fingerprint
    from sendbot.channels.telegram.sealing import Seal
    from sendbot.channels.telegram.station import Options
    from sendbot.errors import SettingsError

    if settings.telegram_token is None:
        raise SettingsError("SENDBOT_TELEGRAM_TOKEN is not set. Put in the token that @BotFather gave for your bot.")
    folder = knowledge_folder(settings)
    return Options(
        token=settings.telegram_token.get_secret_value(),
        open_store=lambda: open_store(settings),
        now=lambda: datetime.now().astimezone(),
        api_url=settings.telegram_api_url,
        rate=settings.telegram_rate,
        webhook_url=settings.telegram_webhook_url,
        webhook_secret=settings.telegram_webhook_secret.get_secret_value() if settings.telegram_webhook_secret else None,
        listen=settings.telegram_listen,
        folder=Folder(folder, fingerprint(folder), lambda: remake_mind(settings)),
        staff_chat=settings.staff_chat,
        ways=digest_ways(settings),
        seal=Seal(settings.seal_key.get_secret_value()) if settings.seal_key else None,
    )


async def bot_name(settings: Settings) -> str:
    """The bot's name on Telegram, asked with its token."""
    from sendbot.channels.telegram.wire import Wire, make_bot, quieten

    options = telegram_options(settings)
    quieten()
    wire = Wire(make_bot(options.token, options.api_url, 0))
    try:
        return (await wire.open()).name
    finally:
        await wire.close()


def open_post(settings: Settings) -> Post | None:
    """What sends email; None when it is not set up."""
    from sendbot.mailing import Post, read_sender, read_server

    if settings.smtp_url is None or settings.mail_from is None:
        return None
    return Post(read_server(settings.smtp_url.get_secret_value()), read_sender(settings.mail_from))


def digest_ways(settings: Settings) -> Ways:
    """Where digests go by the settings; the chat of staff is the caller's to add."""
    from sendbot.digesting import Ways

    return Ways(post=open_post(settings), address=settings.desk_url or "", prepare=partial(group_questions, settings))


async def group_questions(settings: Settings, store: Store, knowledge: Knowledge, now: datetime) -> None:
    """Bring the review desk's groups up to date. The encoder is only loaded when a question waits for its group."""
    from sendbot.review.clusters import Grouping
    from sendbot.review.groups import workstreams_in
    from sendbot.review.wordings import Rarity
    from sendbot.store.grouping import Grouper, any_ungrouped

    waiting = await any_ungrouped(store)
    encoder = await asyncio.to_thread(open_encoder, settings) if waiting else None
    questions = [question for entry in knowledge.entries.values() for question in entry.questions]
    grouper = Grouper(store, lambda: Grouping(encoder, Rarity.of(questions)), workstreams_in(knowledge))
    if waiting:
        await grouper.catch_up(now)
    await grouper.refresh(now)


async def tell_staff(settings: Settings, text: str) -> None:
    """A text for the chat of staff, sent by a process that does nothing else. Raises TelegramError."""
    from sendbot.channels.telegram.sender import Sender
    from sendbot.channels.telegram.staff import tell_staff_chat
    from sendbot.channels.telegram.wire import Wire, make_bot, quieten

    options = telegram_options(settings)
    quieten()
    wire = Wire(make_bot(options.token, options.api_url, 0))
    try:
        async with asyncio.timeout(_REACH_TELEGRAM):
            await wire.open()
        await tell_staff_chat(Sender(wire), options.staff_chat or 0, text)
    except TimeoutError:
        raise TelegramError("Telegram cannot be reached. Check the network, a proxy or firewall, and SENDBOT_TELEGRAM_API_URL.") from None
    finally:
        await wire.close()
