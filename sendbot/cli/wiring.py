"""From settings to objects, one plain list: knowledge, encoder, mind, store, assistant, channel, mail. It
does nothing else."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from functools import cache, partial
from pathlib import Path

from sendbot.assistant import Assistant
from sendbot.care.learned_names import learned_names
from sendbot.care.redaction import Redaction, redact
from sendbot.channels.telegram.options import TelegramOptions
from sendbot.channels.telegram.sealing import Seal
from sendbot.encoding.encoder import Encoder, load_encoder
from sendbot.encoding.once import OnceEncoder
from sendbot.errors import EncoderError, KnowledgeError, SettingsError
from sendbot.kept_times import kept_table, times_in_words
from sendbot.knowledge.entries import Knowledge, Problem
from sendbot.knowledge.reading import load, national_safety, read
from sendbot.mind.mind import Mind, build_mind
from sendbot.mind.published_details import no_names, published
from sendbot.mind.safety_proof import safety_problems, with_safety_of
from sendbot.settings import Settings
from sendbot.store.store import Store
from sendbot.upkeep.digests import Ways
from sendbot.upkeep.groups import bring_up_to_date
from sendbot.upkeep.mail import Mailer, read_sender, read_server
from sendbot.upkeep.reload import Folder, fingerprint, fitted_aside
from sendbot.upkeep.retention import RetentionPlan
from sendbot.words.days import LONDON


def complain(sentence: str) -> None:
    """One line for the person at the terminal, away from what other programs read."""
    print(sentence, file=sys.stderr)


_PACKAGED = Path(__file__).resolve().parents[2] / "knowledge"
"""The folder beside the package, when the program runs where it was written."""


def knowledge_folder(settings: Settings, folder: Path | None = None) -> Path:
    """The folder asked for, the one of the settings, or the one beside the package when it is run from
    elsewhere."""
    if folder is not None:
        return folder
    return (
        _PACKAGED
        if not settings.knowledge_dir.is_absolute() and not settings.knowledge_dir.exists()
        else settings.knowledge_dir
    )


def open_knowledge(settings: Settings) -> Knowledge:
    """The knowledge, read; raises KnowledgeError with the first problems and how to see all of them."""
    folder = knowledge_folder(settings)
    if not folder.is_dir():
        raise KnowledgeError(
            f"There is no folder {folder}. Set SENDBOT_KNOWLEDGE_DIR to the folder of the answers."
        )
    return load(folder, times_in_words(kept_table(settings.retention_days)))


def open_encoder(settings: Settings) -> Encoder | None:
    """The encoder of the settings; None, with one plain sentence, when it cannot be used."""
    if settings.encoder == "none":
        return None
    try:
        return _encoder(settings.encoder, settings.data_dir)
    except EncoderError as problem:
        complain(
            f"{problem} Until then answers are found by words alone, and more questions will be declined."
        )
        return None


@cache
def _encoder(name: str, data: Path) -> Encoder:
    """Loaded once in a process: two hundred megabytes, and the same for everybody."""
    return OnceEncoder(load_encoder(data) if name == "default" else load_encoder(onnx=Path(name)))


def open_mind(settings: Settings) -> Mind:
    """Everything a turn thinks with. Where the folder's safety does not pass, that of the package stands in,
    and a sentence says so."""
    return _mind(settings, _knowledge_with_safety(settings))


def reopen_mind(settings: Settings) -> Mind:
    """The same after a change: raises KnowledgeError when the safety does not pass, so that the last good
    mind stays."""
    return _mind(settings, proven_knowledge(settings))


def proven_knowledge(settings: Settings) -> Knowledge:
    """The knowledge as it stands now, its safety proven. Raises KnowledgeError with what is wrong."""
    knowledge = open_knowledge(settings)
    problems = safety_problems(knowledge)
    if problems:
        raise KnowledgeError(f"The safety rules do not pass. {problems[0]}", problems)
    return knowledge


def _knowledge_with_safety(settings: Settings) -> Knowledge:
    """The knowledge, its safety proven or lent by the package. Raises KnowledgeError where neither can be
    used."""
    folder = knowledge_folder(settings)
    found = read(folder, times_in_words(kept_table(settings.retention_days))) if folder.is_dir() else None
    if found is None or any(not _about_safety(problem) for problem in found.problems):
        return open_knowledge(settings)  # which says what is wrong
    problems = found.problems or safety_problems(found.knowledge)
    if not problems:
        return found.knowledge
    complain(
        f"The safety rules of {folder} do not pass, so those of the package are in service. {problems[0]}"
    )
    return with_safety_of(found.knowledge, national_safety(found.knowledge))


def _about_safety(problem: Problem) -> bool:
    """Does a problem stand in a file of rules or examples of danger?"""
    parts = Path(problem.place.path).parts
    return parts[-1] == "safety.yaml" or "safety" in parts[1:-1]


def _mind(settings: Settings, knowledge: Knowledge) -> Mind:
    return build_mind(
        knowledge,
        open_encoder(settings),
        settings.data_dir / "cache",
    )


def retention_plan(settings: Settings) -> RetentionPlan:
    """What is deleted when."""
    return RetentionPlan(kept_table(settings.retention_days), settings.data_dir / "cache")


def watched_folder(settings: Settings) -> Folder:
    """The folder of the answers as it is now, and how to make a mind from it once it has changed."""
    path = knowledge_folder(settings)
    return Folder(
        path,
        fingerprint(path),
        partial(fitted_aside, partial(proven_knowledge, settings), partial(reopen_mind, settings)),
    )


@asynccontextmanager
async def open_store(settings: Settings) -> AsyncIterator[Store]:
    """The database of the settings, migrated."""
    async with Store.open(settings.database) as store:
        yield store


@asynccontextmanager
async def open_assistant(settings: Settings, record: bool) -> AsyncIterator[Assistant]:
    """An assistant; without `record` it keeps nothing and needs no database."""
    mind = open_mind(settings)
    if not record:
        yield Assistant(mind)
        return
    async with open_store(settings) as store:
        yield Assistant(mind, store)


def redaction(settings: Settings) -> Callable[[str], Redaction]:
    """What makes a text fit to be kept, as in a turn: what the knowledge publishes stays."""
    knowledge = open_knowledge(settings)
    local = no_names(knowledge.area)
    finder = learned_names(open_encoder(settings), local=local)
    return partial(redact, keep=published(knowledge), finder=finder, local=local)


def telegram_options(settings: Settings) -> TelegramOptions:
    """What the Telegram channel needs to know."""
    if settings.telegram_token is None:
        raise SettingsError(
            "SENDBOT_TELEGRAM_TOKEN is not set. Put in the token that @BotFather gave for your bot."
        )
    return TelegramOptions(
        token=settings.telegram_token.get_secret_value(),
        open_store=lambda: open_store(settings),
        now=lambda: datetime.now(LONDON),
        api_url=settings.telegram_api_url,
        rate=settings.telegram_rate,
        webhook_url=settings.telegram_webhook_url,
        webhook_secret=settings.telegram_webhook_secret.get_secret_value()
        if settings.telegram_webhook_secret
        else None,
        listen=settings.telegram_listen,
        folder=watched_folder(settings),
        staff_chat=settings.staff_chat,
        retention=retention_plan(settings),
        ways=digest_ways(settings),
        seal=Seal(settings.seal_key.get_secret_value()) if settings.seal_key else None,
    )


def open_mailer(settings: Settings) -> Mailer | None:
    """What sends email; None when it is not set up."""
    if settings.smtp_url is None or settings.mail_from is None:
        return None
    return Mailer(read_server(settings.smtp_url.get_secret_value()), read_sender(settings.mail_from))


def digest_ways(settings: Settings) -> Ways:
    """Where digests go by the settings; the chat of staff is the caller's to add."""
    return Ways(
        post=open_mailer(settings),
        address=settings.desk_url or "",
        prepare=partial(bring_up_to_date, partial(open_encoder, settings)),
    )
