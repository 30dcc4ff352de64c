"""`bot.py doctor --live`: what a partnership has not done yet before families use the bot."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sendbot.cli.wiring import digest_ways, open_store
from sendbot.errors import SendbotError
from sendbot.knowledge.entries import Knowledge
from sendbot.knowledge.freshness import overdue, own_of
from sendbot.knowledge.starting import ASKED, ROLES
from sendbot.settings import Settings
from sendbot.store.accounts import people
from sendbot.store.migration_state import CURRENT, table_state

_FRESH_COPY = timedelta(days=2)
"""A copy of the database is made once a day; a day more is left for a machine that was off."""
_PATIENCE = 15.0
"""Seconds that a person at a terminal waits for the database."""
_SOME = 5
"""Ids that a line names before it only counts."""


async def not_done(knowledge: Knowledge, settings: Settings, today: date, every: bool = False) -> list[str]:
    """Each thing that is not done yet, as a sentence with what to do; the most pressing first. With `every`
    each id is named, and not the first few alone."""
    most = None if every else _SOME
    return [
        *_danger(knowledge, most),
        *_checking(knowledge, today, most),
        *_people(knowledge),
        *_running(settings),
        *await _desk(settings),
    ]


def _danger(knowledge: Knowledge, most: int | None) -> Iterator[str]:
    area = knowledge.area
    if area.danger_signed is None:
        yield (
            "The words for danger are not signed off. When your safeguarding lead has read them, write "
            "danger_signed in area.yaml."
        )
    waiting = [name for name, entry in knowledge.safety_entries.items() if entry.checked is None]
    if waiting and area.danger_signed is None:
        many = _count(waiting, "card for danger", "cards for danger")
        own = "" if area.national else ", or checked at each in safety.yaml"
        yield (
            f"{many} not checked: {_named(waiting, most)}. Write danger_signed in area.yaml for all, as in "
            f"danger_signed: {{on: 2026-12-01, by: Safeguarding lead}}{own}."
        )
    here = [area.roles.get(role, role) for role in ASKED]
    missing = [role for role in here if role not in knowledge.contacts]
    if missing:
        yield f"Contacts that your area needs are missing: {', '.join(missing)}. Write them in contacts.yaml."
    others = [
        f"{role} ({what_for[:-1]})"
        for role, (_, what_for) in ROLES.items()
        if role not in ASKED and area.roles.get(role, role) not in knowledge.contacts
    ]
    if others and area.national:
        yield (
            f"Answers name people whom your area does not have, and leave them out: {', '.join(others)}. "
            "Write them in contacts.yaml under these ids."
        )


def _checking(knowledge: Knowledge, today: date, most: int | None) -> Iterator[str]:
    waiting = [entry.id for entry in knowledge.entries.values() if entry.checked is None]
    if waiting:
        yield (
            f"{_count(waiting, 'entry', 'entries')} not checked by anybody of the council: "
            f"{_named(waiting, most)}. "
            f"Check them and write checked in the entry; for national ones their id {_UNDER}"
        )
    due = [entry.id for entry in knowledge.entries.values() if overdue(entry, today)]
    if due:
        yield f"{_count(due, 'entry', 'entries')} past the day of review: {_named(due, most)}."
    people_waiting = [name for name, contact in knowledge.contacts.items() if contact.checked is None]
    if people_waiting:
        yield (
            f"{_count(people_waiting, 'contact', 'contacts')} not checked: {_named(people_waiting, most)}. "
            "When somebody has answered, write checked at your own in contacts.yaml, and for national ones "
            f"their id {_UNDER}"
        )
    languages = [language.name for language in knowledge.languages.values() if not language.checked]
    if languages:
        yield (
            f"{_count(languages, 'language', 'languages')} not checked by anybody who speaks the language: "
            f"{', '.join(languages)}. When one is, put its code into languages_checked in area.yaml."
        )
    tested = {test.expected[0] for test in knowledge.tests if test.expected}
    untested = [one.id for one in own_of(knowledge, knowledge.entries.values()) if one.id not in tested]
    if untested:
        yield (
            f"{_count(untested, 'entry', 'entries')} of your own without a test: {_named(untested, most)}. "
            "Write how families ask, in other words than in the entry, under tests in a file of questions/."
        )


_UNDER = (
    "under checked in area.yaml, as in {ehcp-what: {on: 2026-12-01, by: SEND team}}. The check then names "
    "the of to add."
)


def _people(knowledge: Knowledge) -> Iterator[str]:
    placeholders = [name for name, found in knowledge.workstreams.items() if found.placeholder]
    if placeholders:
        yield (
            f"{_count(placeholders, 'workstream', 'workstreams')} there with a placeholder's name: "
            f"{', '.join(placeholders)}. Put the real names in workstreams.yaml."
        )
    alone = [name for name, found in knowledge.workstreams.items() if not found.leads]
    if alone:
        yield (
            f"{_count(alone, 'workstream', 'workstreams')} without a lead: {', '.join(alone)}. "
            "Put who reviews its questions under leads in workstreams.yaml."
        )


def _running(settings: Settings) -> Iterator[str]:
    ways = digest_ways(settings)
    chat = settings.telegram_token is not None and settings.staff_chat is not None
    if ways.post is None and not chat:
        yield (
            "No digest goes out. Set SENDBOT_SMTP_URL and SENDBOT_MAIL_FROM for email, or "
            "SENDBOT_STAFF_CHAT for "
            "Telegram."
        )
    if "retention_days" not in settings.model_fields_set:
        yield (
            "Nobody has decided how long questions are kept. Agree it with your data protection officer "
            "and set "
            "SENDBOT_RETENTION_DAYS."
        )
    for name, address in (
        ("SENDBOT_DESK_URL", settings.desk_url),
        ("SENDBOT_TELEGRAM_WEBHOOK_URL", settings.telegram_webhook_url),
        ("SENDBOT_WEB_URL", settings.web_url if settings.web_email else None),
    ):
        if address is None and name == "SENDBOT_DESK_URL":
            yield f"The desk has no https address. Put it behind a proxy that ends TLS, and set {name}."
        elif address is not None and not address.startswith("https://"):
            yield f"{name} is not an https address. Put a proxy that ends TLS in front."
    yield from _copy(settings)


def _copy(settings: Settings) -> Iterator[str]:
    folder = settings.backup_dir
    if folder is None:
        yield (
            "There is no backup. Copy the database once a day (python bot.py backup) to another machine, "
            "and set "
            "SENDBOT_BACKUP_DIR to the "
            "folder with the copies."
        )
        return
    newest = _newest(folder)
    if newest is None:
        yield f"There is no copy of the database in {folder} (SENDBOT_BACKUP_DIR)."
    elif datetime.now(UTC) - newest > _FRESH_COPY:
        yield (
            f"The newest copy of the database in {folder} is of {newest:%Y-%m-%d}. See why none was "
            "made since."
        )


def _newest(folder: Path) -> datetime | None:
    """When the last copy was made; None where there is none with anything in it."""
    try:
        times = [path.stat().st_mtime for path in folder.iterdir() if path.is_file() and path.stat().st_size]
    except OSError:
        return None
    return datetime.fromtimestamp(max(times), UTC) if times else None


async def _desk(settings: Settings) -> list[str]:
    """Is there anybody who can sign in to the desk?"""
    nobody = ["Nobody has an account at the desk. To give one: python bot.py staff add"]
    if settings.oidc_issuer is not None:
        return []
    if settings.database_url is None and not (settings.data_dir / "sendbot.db").exists():
        return nobody
    try:
        async with asyncio.timeout(_PATIENCE):
            if await table_state(settings.database) != CURRENT:
                return nobody
            async with open_store(settings) as store:
                return [] if await people(store) else nobody
    except (SendbotError, TimeoutError):
        return [
            "The database cannot be read, so the desk's accounts are not known. See: python bot.py doctor"
        ]


def _count(found: list[str], one: str, more: str) -> str:
    return f"{len(found)} {one} is" if len(found) == 1 else f"{len(found)} {more} are"


def _named(found: list[str], most: int | None) -> str:
    rest = len(found) - len(found[:most])
    return ", ".join(found[:most]) + (f" and {rest} more" if rest > 0 else "")
