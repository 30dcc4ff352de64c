"""Putting the house together from settings: knowledge, encoder, mind, store, assistant. Heavy rooms are entered only when asked."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sendbot.errors import EncoderError, KnowledgeError
from sendbot.settings import Settings

if TYPE_CHECKING:
    from sendbot.assistant import Assistant
    from sendbot.conversation.mind import Mind
    from sendbot.knowledge.entries import Knowledge
    from sendbot.matching.encoders import Encoder
    from sendbot.store.store import Store


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
    from sendbot.matching.encoders import load_encoder

    if settings.encoder == "none":
        return None
    try:
        return load_encoder(None if settings.encoder == "default" else Path(settings.encoder))
    except EncoderError as problem:
        complain(f"{problem} Until then answers are found by words alone, and more questions will be declined.")
        return None


def open_mind(settings: Settings) -> Mind:
    """Everything a turn thinks with."""
    from sendbot.conversation.mind import build_mind

    return build_mind(open_knowledge(settings), open_encoder(settings), settings.data_dir / "cache")


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
