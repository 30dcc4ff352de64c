"""From settings to objects, one plain list: mind, store, assistant, channel, mail. It does nothing else. What
looking at a folder needs stands in `folders`."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from sendbot.assistant import Assistant
from sendbot.care.learned_names import learned_names
from sendbot.care.redaction import Redaction, redact
from sendbot.channels.serving.sealed_chat_ids import Seal
from sendbot.channels.telegram.options import TelegramOptions
from sendbot.channels.web.keys import kept_key
from sendbot.channels.web.web_options import EmailWay, WebOptions
from sendbot.cli.folders import (
    complain,
    folder_problems,
    knowledge_folder,
    open_encoder,
    open_knowledge,
    read_folder,
    told_when_slow,
)
from sendbot.errors import KnowledgeError, SettingsError
from sendbot.kept_times import kept_table
from sendbot.knowledge.entries import Knowledge, Problem
from sendbot.knowledge.problems import errors_among, several
from sendbot.knowledge.reading import national_safety
from sendbot.mind.mind import Mind, build_mind
from sendbot.mind.published_details import no_names, published
from sendbot.mind.safety_proof import with_safety_of
from sendbot.settings import Settings
from sendbot.store.address import read_address
from sendbot.store.store import Store
from sendbot.upkeep.digests import Ways
from sendbot.upkeep.groups import bring_up_to_date
from sendbot.upkeep.last_good import LastGood
from sendbot.upkeep.mail import Mailer, read_sender, read_server
from sendbot.upkeep.reload import Folder, fingerprint, fitted_aside
from sendbot.upkeep.retention import RetentionPlan
from sendbot.words.days import LONDON

_BUSY = 3.0
"""Seconds that the bot waits for a busy file: less than it gives a batch of records, so that the reason is
said."""


def open_mind(settings: Settings) -> Mind:
    """Everything a turn thinks with. Where the folder's safety does not pass, that of the package stands in,
    and a sentence says so."""
    return _mind(settings, _knowledge_with_safety(settings))


def reopen_mind(settings: Settings) -> Mind:
    """The same after a change: raises KnowledgeError when the safety does not pass, so that the last good
    mind stays."""
    return _mind(settings, proven_knowledge(settings))


def mind_to_serve(settings: Settings) -> tuple[Mind, str]:
    """The mind for a long-lived process, and what staff have to know about it. Where the folder cannot be
    used, the answers that were last in service stand in; without any, KnowledgeError."""
    kept = LastGood(settings.data_dir / "last-good")
    kept.mend()
    try:
        mind = open_mind(settings)
    except KnowledgeError as problem:
        if not kept.there:
            raise
        # sound when it was kept: what only a later day finds wrong in it must not leave families with nobody
        older = settings.model_copy(update={"knowledge_dir": kept.folder.absolute()})
        return _mind(older, open_knowledge(older)), (
            f"The answers in {knowledge_folder(settings)} cannot be used. Those that were in service on "
            f"{kept.since:%d %B %Y} are, until the folder is put right. {problem}"
        )
    return mind, ""


def keep_last_good(settings: Settings) -> None:
    """What is in service now is what a later start falls back to."""
    kept = LastGood(settings.data_dir / "last-good")
    kept.keep(knowledge_folder(settings), partial(_prove, settings))


def _prove(settings: Settings, folder: Path) -> Knowledge:
    return proven_knowledge(settings.model_copy(update={"knowledge_dir": folder.absolute()}))


def _refit(settings: Settings) -> Mind:
    """The mind of a changed folder, fitted aside, and kept as the last good one."""
    mind = fitted_aside(partial(proven_knowledge, settings), partial(reopen_mind, settings))
    keep_last_good(settings)
    return mind


def proven_knowledge(settings: Settings) -> Knowledge:
    """The knowledge as it stands now, in which `check` finds no error. Raises KnowledgeError with file, line
    and advice."""
    folder = knowledge_folder(settings)
    knowledge = open_knowledge(settings)
    errors = errors_among(folder_problems(settings, folder))
    if errors:
        raise KnowledgeError(several(folder.name, errors), errors)
    return knowledge


def _knowledge_with_safety(settings: Settings) -> Knowledge:
    """The knowledge, its safety proven or lent by the package. Raises KnowledgeError where neither can be
    used."""
    folder = knowledge_folder(settings)
    problems = errors_among(folder_problems(settings, folder)) if folder.is_dir() else ()
    if not problems or not all(_about_safety(problem) for problem in problems):
        return proven_knowledge(settings)  # which says what is wrong
    complain(
        f"The safety rules of {folder} do not pass, so those of the package are in service. {problems[0]}"
    )
    found = read_folder(settings, folder)
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
    return Folder(path, fingerprint(path), partial(_refit, settings), partial(keep_last_good, settings))


@asynccontextmanager
async def open_store(settings: Settings, wait: float = 5.0) -> AsyncIterator[Store]:
    """The database of the settings, migrated; `wait` is how many seconds a busy file is waited for."""
    async with Store.open(settings.database, wait) as store:
        yield store


@asynccontextmanager
async def open_assistant(settings: Settings, record: bool) -> AsyncIterator[Assistant]:
    """An assistant; without `record` it keeps nothing and needs no database."""
    with told_when_slow():
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


_Options = TypeVar("_Options", TelegramOptions, WebOptions)


def standing_in(options: _Options, trouble: str) -> _Options:
    """The options of a channel that begins with other answers than the folder's, and says why."""
    folder = replace(options.folder, trouble=trouble) if options.folder is not None else None
    return replace(options, folder=folder)


def telegram_options(settings: Settings) -> TelegramOptions:
    """What the Telegram channel needs to know."""
    if settings.telegram_token is None:
        raise SettingsError(
            "SENDBOT_TELEGRAM_TOKEN is not set. Put in the token that @BotFather gave for your bot."
        )
    read_address(settings.database)  # a slip in it is said now, not tried again for ever
    return TelegramOptions(
        token=settings.telegram_token.get_secret_value(),
        open_store=lambda: open_store(settings, _BUSY),
        unwritten=settings.data_dir / "unwritten",
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


def web_options(settings: Settings, hosts: tuple[str, ...]) -> WebOptions:
    """What the chat page needs to know. `hosts` are names by which it is reached, besides its own address."""
    read_address(settings.database)  # a slip in it is said now, not tried again for ever
    return WebOptions(
        keys=settings.web_key.get_secret_value() if settings.web_key else kept_key(settings.data_dir),
        open_store=lambda: open_store(settings, _BUSY),
        now=lambda: datetime.now(LONDON),
        hosts=hosts,
        frames=tuple((settings.web_frames or "").split()),
        address=settings.web_url,
        neutral=settings.web_exit,
        unwritten=settings.data_dir / "unwritten",
        folder=watched_folder(settings),
        retention=retention_plan(settings),
        email=email_way(settings),
    )


def email_way(settings: Settings) -> EmailWay | None:
    """How families on the chat page are told by email; None when that is switched off."""
    post = open_mailer(settings)
    if not settings.web_email or post is None or settings.seal_key is None or settings.web_url is None:
        return None
    return EmailWay(post, Seal(settings.seal_key.get_secret_value()), settings.web_url)


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
        prepare=partial(
            bring_up_to_date,
            partial(open_encoder, settings),
            settings.data_dir / "cache",
            sorts_by_words=settings.encoder == "none",
        ),
    )
