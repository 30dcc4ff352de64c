"""`bot.py doctor`: everything that the bot needs, looked at one by one, each with what to do when it is not
well."""

from __future__ import annotations

import asyncio
import shutil
import stat
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Literal

from sendbot.channels.serving.quiet_logs import quieten
from sendbot.channels.serving.sealed_chat_ids import Seal, new_key
from sendbot.cli.folders import folder_problems, knowledge_folder
from sendbot.cli.wiring import open_mailer, open_store
from sendbot.encoding.encoder import load_encoder
from sendbot.errors import EncoderError, SendbotError
from sendbot.kept_times import kept_table
from sendbot.knowledge.reading import read
from sendbot.settings import Settings
from sendbot.store.file import database_file
from sendbot.store.link_emails import all_sealed
from sendbot.store.migration_state import CURRENT, NEW, OLDER, table_state
from sendbot.store.upkeep_runs import last_run
from sendbot.upkeep.mail import Mailer
from sendbot.upkeep.retention import NAME as RETENTION

_SKEW = 30.0
"""Seconds: messages are counted by Telegram's minutes."""
_ROOM = 500_000_000
"""Bytes: a year of a county's questions and four saved indexes."""
_PATIENCE = 15.0
"""Seconds that a person at a terminal waits for one line."""
_RETENTION_LATE = timedelta(days=2)
"""Once a day is the promise; a day more is left for a machine that was off."""


@dataclass(frozen=True)
class Finding:
    """What was found: well, worth a look, or in the way of working."""

    state: Literal["well", "look", "ill"]
    about: str
    said: str

    def __str__(self) -> str:
        return f"{self.state:<5} {self.about}: {self.said}"


async def examine(settings: Settings) -> AsyncIterator[Finding]:
    """Every finding, as soon as it is made."""
    for found in _knowledge(settings):
        yield found
    yield _encoder(settings)
    yield await _database(settings)
    for found in await _retention(settings):
        yield found
    yield _disk(settings)
    yield _privacy(settings)
    yield _unwritten(settings)
    yield await _token(settings)
    yield await _clock(settings)
    yield _seal(settings)
    yield await _web_email(settings)
    post = open_mailer(settings)
    if post is not None:
        yield await _mail(post)


def _knowledge(settings: Settings) -> Iterator[Finding]:

    folder = knowledge_folder(settings)
    if not folder.is_dir():
        yield Finding(
            "ill",
            "knowledge",
            f"there is no folder {folder}. Set SENDBOT_KNOWLEDGE_DIR to the folder of the answers.",
        )
        return
    reading = read(folder)
    problems = folder_problems(settings, folder)
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = sum(problem.severity == "warning" for problem in problems)
    entries = f"{len(reading.knowledge.entries)} entries"
    if errors:
        yield Finding("ill", "knowledge", f"{entries}, {errors} errors. To see them: python bot.py check")
    elif warnings:
        yield Finding(
            "look",
            "knowledge",
            f"{entries}, {warnings} warnings, without the look at what is taken for one another. To see "
            "all of them: python bot.py check",
        )
    else:
        yield Finding("well", "knowledge", f"{entries}, no errors.")
    if not reading.knowledge.staff:
        yield Finding(
            "look",
            "staff",
            "nobody may use /review and /digest. Put Telegram numbers under `staff` in workstreams.yaml.",
        )


def _encoder(settings: Settings) -> Finding:

    if settings.encoder == "none":
        return Finding(
            "look",
            "encoder",
            "switched off; answers are found by words alone. Unset SENDBOT_ENCODER for the usual one.",
        )
    try:
        default = settings.encoder == "default"
        encoder = load_encoder(settings.data_dir) if default else load_encoder(onnx=Path(settings.encoder))
        encoder.vectors(["ready"])
    except EncoderError as problem:
        return Finding("look", "encoder", f"{problem} Until then answers are found by words alone.")
    return Finding("well", "encoder", f"{encoder.name} is ready.")


async def _database(settings: Settings) -> Finding:

    url = settings.database
    if (
        url.startswith("sqlite")
        and settings.database_url is None
        and not (settings.data_dir / "sendbot.db").exists()
    ):
        return Finding(
            "well", "database", f"none yet; the first start makes {settings.data_dir / 'sendbot.db'}."
        )
    try:
        async with asyncio.timeout(_PATIENCE):
            state = await table_state(url)
    except SendbotError as problem:
        return Finding("ill", "database", str(problem))
    except TimeoutError:
        return Finding(
            "ill",
            "database",
            "it does not answer in time. Check that it is running and that SENDBOT_DATABASE_URL is right.",
        )
    said = {
        CURRENT: "open, and its tables are up to date.",
        NEW: "open and empty; the first start makes its tables.",
    }
    if state in said:
        return Finding("well", "database", said[state])
    if state == OLDER:
        return Finding(
            "look",
            "database",
            "open; its tables are of an older version. The next start brings them up to date: keep a copy "
            "first.",
        )
    return Finding(
        "ill",
        "database",
        "it was made by a newer version of sendbot. Update sendbot, or use another database.",
    )


async def _retention(settings: Settings) -> list[Finding]:
    """The table of what is kept, and when it was last kept to."""
    rows = [
        Finding("well", "kept", f"{row.what}: {row.words} ({row.reason}).")
        for row in kept_table(settings.retention_days)
    ]
    try:
        if await table_state(settings.database) != CURRENT:
            return rows
        async with asyncio.timeout(_PATIENCE), open_store(settings) as store:
            last = await last_run(store, RETENTION)
    except (SendbotError, TimeoutError):
        return rows
    if last is None:
        said = "never yet; the bot and the desk do it when they start, and once a day."
        return [*rows, Finding("look", "deleting", said)]
    removed = ", ".join(f"{number} {kind}" for kind, number in last.removed.items() if number) or "nothing"
    late = datetime.now(UTC) - last.at > _RETENTION_LATE
    said = f"last done {last.at:%Y-%m-%d %H:%M} UTC; removed: {removed}."
    return [
        *rows,
        Finding(
            "look" if late else "well",
            "deleting",
            said + (" Start the bot or the desk, or run: python bot.py purge" if late else ""),
        ),
    ]


def _disk(settings: Settings) -> Finding:
    place = next(
        folder
        for folder in (settings.data_dir.resolve(), *settings.data_dir.resolve().parents)
        if folder.exists()
    )
    free = shutil.disk_usage(place).free
    try:
        probe = place / ".sendbot-doctor"
        probe.write_bytes(b"x")
        probe.unlink()
    except OSError as problem:
        return Finding(
            "ill",
            "disk",
            f"nothing can be written to {place} ({problem.strerror}). Check SENDBOT_DATA_DIR and its "
            "permissions.",
        )
    if free < _ROOM:
        return Finding("look", "disk", f"only {free // 1_000_000} MB are free in {place}. Make room.")
    return Finding("well", "disk", f"{free // 1_000_000} MB are free.")


def _privacy(settings: Settings) -> Finding:
    """May anybody but the account that runs it read what is kept?"""
    if sys.platform == "win32":
        return Finding("look", "privacy", "the rights of files are not looked at on this system.")
    file = database_file(settings.database)
    kept = [settings.data_dir, settings.data_dir / "unwritten", settings.data_dir / "last-good"]
    kept += [file.with_name(f"{file.name}{end}") for end in ("", "-wal", "-shm")] if file else []
    open_to_others = [path for path in kept if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077]
    if not open_to_others:
        return Finding("well", "privacy", "only the account that runs this may read the data folder.")
    named = " ".join(str(path) for path in open_to_others)
    return Finding(
        "look",
        "privacy",
        f"other accounts of this machine may look into {named}. Run: chmod go= {named}",
    )


def _unwritten(settings: Settings) -> Finding:
    """Records that no process has brought into the database yet."""
    waiting = sum(
        path.stat().st_size > 0 and path.open("rb").read(1) != b"\0"
        for path in (settings.data_dir / "unwritten").glob("*.records")
    )
    if not waiting:
        return Finding("well", "records", "none waits for the database.")
    return Finding(
        "look", "records", "some wait in the data folder. The bot writes them when the database is back."
    )


async def _token(settings: Settings) -> Finding:
    from sendbot.channels.telegram.transport.bot_api import (  # heavy: python-telegram-bot
        BotApi,
        make_bot,
    )

    if settings.telegram_token is None:
        return Finding(
            "look",
            "telegram",
            "SENDBOT_TELEGRAM_TOKEN is not set, so the bot only chats in the terminal. @BotFather gives "
            "tokens.",
        )
    quieten()
    wire = BotApi(make_bot(settings.telegram_token.get_secret_value(), settings.telegram_api_url, 0))
    try:
        async with asyncio.timeout(_PATIENCE):
            me = await wire.open()
    except SendbotError as problem:
        return Finding("ill", "telegram", str(problem))
    except TimeoutError:
        return Finding(
            "ill",
            "telegram",
            "it cannot be reached. Check the network, a proxy or firewall, and SENDBOT_TELEGRAM_API_URL.",
        )
    finally:
        await wire.close()
    how = "delivers to the webhook" if settings.telegram_webhook_url else "is polled"
    return Finding("well", "telegram", f"the token belongs to @{me.name}; Telegram {how}.")


async def _clock(settings: Settings) -> Finding:
    """Telegram's own clock is the comparison: messages are counted by its times."""
    import httpx2  # heavy: only doctor compares clocks

    quieten()
    try:
        async with httpx2.AsyncClient(timeout=_PATIENCE) as client:
            said = (await client.head(settings.telegram_api_url or "https://api.telegram.org")).headers[
                "date"
            ]
        skew = abs((datetime.now(UTC) - parsedate_to_datetime(said)).total_seconds())
    except (httpx2.HTTPError, KeyError, ValueError):
        return Finding("look", "clock", "could not be compared with Telegram's.")
    if skew > _SKEW:
        return Finding(
            "look",
            "clock",
            f"it is {skew:.0f} seconds away from Telegram's. Switch on time synchronisation (NTP).",
        )
    return Finding("well", "clock", "it agrees with Telegram's.")


def _seal(settings: Settings) -> Finding:

    if settings.seal_key is None:
        return Finding(
            "look",
            "tell me",
            "families cannot ask to be told later. To offer it, keep this new key secret: "
            f'SENDBOT_SEAL_KEY="{new_key()}"',
        )
    try:
        Seal(settings.seal_key.get_secret_value())
    except SendbotError:
        return Finding(
            "ill",
            "tell me",
            f'SENDBOT_SEAL_KEY cannot be used. Here is a new key: SENDBOT_SEAL_KEY="{new_key()}"',
        )
    return Finding("well", "tell me", "families can ask to be told when there is an answer.")


async def _web_email(settings: Settings) -> Finding:
    """Whether families on the chat page can ask for an email, and whether theirs can still be opened."""
    if not settings.web_email or settings.seal_key is None:
        return Finding("well", "email to families", "switched off. To offer it, set SENDBOT_WEB_EMAIL=1.")
    try:
        seal = Seal(settings.seal_key.get_secret_value())
        async with asyncio.timeout(_PATIENCE):
            known = await table_state(settings.database) == CURRENT
            if known:
                async with open_store(settings) as store:
                    shut = sum(seal.open_text(sealed) is None for sealed in await all_sealed(store))
    except (SendbotError, TimeoutError):
        known = False  # the lines about the database and the key say why
    if known and shut:
        return Finding(
            "look",
            "email to families",
            f"SENDBOT_SEAL_KEY does not open {shut} of the addresses that are kept. Put the key of before "
            "behind the new one, with a comma between.",
        )
    return Finding("well", "email to families", "those with a private link can ask for one.")


async def _mail(post: Mailer) -> Finding:
    """All but sending: reach the server, encrypt, sign in."""
    host = post.server.host
    try:
        async with asyncio.timeout(_PATIENCE):
            await post.knock()
    except SendbotError as problem:
        return Finding("ill", "email", str(problem))
    except TimeoutError:
        return Finding(
            "ill",
            "email",
            f"the mail server {host} does not answer in time. Check the network and SENDBOT_SMTP_URL.",
        )
    return Finding("well", "email", f"the mail server {host} lets sendbot in.")
