"""The weekly digests: written from the review desk's groups, and sent once a week, by email to leads and to
the staff chat.

done = await send_digests(store, knowledge, now, Ways(post, chat))

They are sent at least once: whoever dies between sending and writing that down sends again ten minutes later.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sendbot.errors import MailError, MailRefusedError, SendbotError, StoreError
from sendbot.knowledge.entries import Knowledge, Workstream
from sendbot.review.digest import Digest, digest
from sendbot.review.group_shapes import called
from sendbot.review.states import Role
from sendbot.store.accounts import Person, people
from sendbot.store.review.figures import left_unkept
from sendbot.store.review.queries import Filter, queue
from sendbot.store.sent_digests import Due, claim, gone_out, mark_sent, release
from sendbot.store.store import Store
from sendbot.upkeep.mail import Mailer, mailbox
from sendbot.words.days import LONDON

_OPENS = 8
"""O'clock in London on a Monday: when an office opens."""
_COVERED = timedelta(days=7)
"""A week."""
_CHAT_PATIENCE = 240.0
"""Seconds, well under the time that a claim lasts."""


@dataclass(frozen=True)
class Ways:
    """Where digests go: `post` sends email, `chat` a text to the staff chat (raises SendbotError). `address`
    is the desk's.

    `prepare` brings the groups up to date before anything is written.
    """

    post: Mailer | None = None
    chat: Callable[[str], Awaitable[None]] | None = None
    address: str = ""
    prepare: Callable[[Store, Knowledge, datetime], Awaitable[None]] | None = None


@dataclass
class Done:
    """Sentences: what went where, and what could not be sent. Both are empty when nothing was due."""

    said: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def week_of(now: datetime) -> str:
    """The ISO week in London, such as "2026-W48"."""
    week = now.astimezone(LONDON).isocalendar()
    return f"{week.year}-W{week.week:02}"


def is_time(now: datetime) -> bool:
    """From eight on Monday in London the week's digest may go out, and later in the week if it could not."""
    here = now.astimezone(LONDON)
    return here.isoweekday() > 1 or here.hour >= _OPENS


async def write_digests(store: Store, knowledge: Knowledge, now: datetime, address: str = "") -> list[Digest]:
    """Each workstream's digest of the last seven days, in the order of the workstreams."""
    groups, _ = await queue(store, Filter(state="all"), size=None)
    here = now.astimezone(LONDON)
    unkept = await left_unkept(store, now - _COVERED, now)
    return [
        digest(name, groups, knowledge, here - _COVERED, here.date(), address, unkept)
        for name in knowledge.workstreams
    ]


def as_one(digests: Sequence[Digest]) -> str:
    """Several digests as one text."""
    return "\n".join(item.text for item in digests)


def readers(workstream: str, staff: Sequence[Person]) -> list[Person]:
    """Who gets a workstream's digest by email: its active leads; without any, active admins."""
    active = [person for person in staff if person.active]
    leads = [person for person in active if person.role is Role.LEAD and workstream in person.workstreams]
    return leads or [person for person in active if person.role is Role.ADMIN]


async def send_digests(
    store: Store, knowledge: Knowledge, now: datetime, ways: Ways, again: bool = False
) -> Done:
    """Send what did not go out this week; `again` sends all of it. Raises StoreError when the database is
    away."""
    week, done = week_of(now), Done()
    staff = await people(store) if ways.post is not None else []
    letters = _letters(week, knowledge, staff)
    chat = [Due(week, name, "chat") for name in knowledge.workstreams] if ways.chat is not None else []
    gone = frozenset() if again else await gone_out(store, week)
    if not any(due not in gone for due in (*letters, *chat)):
        return _noted(done, knowledge, letters, ways)
    if ways.prepare is not None:
        await ways.prepare(store, knowledge, now)
    written = {item.workstream: item for item in await write_digests(store, knowledge, now, ways.address)}
    if ways.chat is not None:
        await _to_chat(_Sending(store, written, again, done), chat, ways.chat)
    if ways.post is not None:
        await _by_email(_Sending(store, written, again, done), letters, ways.post, knowledge.workstreams)
    return _noted(done, knowledge, letters, ways)


def _letters(week: str, knowledge: Knowledge, staff: Sequence[Person]) -> dict[Due, Person]:
    """Each letter of the week, with whom it is for."""
    return {
        Due(week, name, "email", person.id): person
        for name in knowledge.workstreams
        for person in readers(name, staff)
    }


@dataclass(frozen=True)
class _Sending:
    """What both ways need."""

    store: Store
    written: Mapping[str, Digest]
    again: bool
    done: Done

    @asynccontextmanager
    async def claimed(self, wanted: Sequence[Due]) -> AsyncIterator[list[Due]]:
        """Those that are ours to send now; given back when sending them fails, or is cut short by a stop."""
        now = datetime.now(UTC)
        mine = await claim(self.store, wanted, now, self.again)
        try:
            yield mine
        except BaseException:
            with suppress(StoreError):  # then the claim runs out by itself
                await release(self.store, mine, now)
            raise
        await mark_sent(self.store, mine, datetime.now(UTC))


async def _to_chat(sending: _Sending, wanted: Sequence[Due], tell: Callable[[str], Awaitable[None]]) -> None:
    try:
        async with sending.claimed(wanted) as mine:
            if mine:
                names = {due.workstream for due in mine}
                async with asyncio.timeout(_CHAT_PATIENCE):
                    await tell(as_one([item for name, item in sending.written.items() if name in names]))
                sending.done.said.append(
                    f"The staff chat got the digest of {_number(len(names), 'workstream')}."
                )
    except StoreError:
        raise
    except SendbotError as problem:
        sending.done.problems.append(f"The staff chat did not get the digest. {problem}")
    except TimeoutError:
        sending.done.problems.append("The staff chat did not get the digest: Telegram cannot be reached.")


async def _by_email(
    sending: _Sending, letters: Mapping[Due, Person], post: Mailer, names: Mapping[str, Workstream]
) -> None:
    """One email for each reader. One that is refused leaves the others theirs; a server that is away ends the
    round."""
    sent: dict[str, int] = {}
    for due, person in letters.items():
        try:
            async with sending.claimed([due]) as mine:
                if mine:
                    item = sending.written[due.workstream]
                    await post.send(mailbox(person.email, person.name), item.subject, item.text)
                    sent[due.workstream] = sent.get(due.workstream, 0) + 1
        except MailRefusedError as problem:
            sending.done.problems.append(
                f"One email with the digest of {called(names[due.workstream])} could not be sent. {problem}"
            )
        except MailError as problem:
            sending.done.problems.append(f"Digests could not be emailed. {problem}")
            break
    for name, count in sent.items():
        sending.done.said.append(
            f"The digest of {called(names[name])} went by email to {_number(count, 'reader')}."
        )


def _noted(done: Done, knowledge: Knowledge, letters: Mapping[Due, Person], ways: Ways) -> Done:
    """With the workstreams whose digest nobody gets by email, though it could be sent."""
    read = {due.workstream for due in letters}
    unread = [called(item) for name, item in knowledge.workstreams.items() if name not in read]
    if ways.post is not None and unread:
        done.said.append(
            f"Nobody gets the digest of {', '.join(unread)} by email: it has no lead, and there is no "
            "admin. Add one: bot.py staff add"
        )
    return done


def _number(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
