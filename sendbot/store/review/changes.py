"""Changing groups by hand. Each change is written to the audit log with it, and fails when somebody else was
faster."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from sendbot.care.redaction import Redacted, redact
from sendbot.errors import ConflictError, ReviewError
from sendbot.review.group_shapes import GroupRow
from sendbot.review.grouping import MOST_EXEMPLARS
from sendbot.review.states import State, checked_change
from sendbot.store.audit import Actor, Who, written_down
from sendbot.store.forgotten_wordings import forget_wordings
from sendbot.store.review.group_keeper import Grouper
from sendbot.store.review.queries import group_on
from sendbot.store.review.words import write_words
from sendbot.store.store import Store
from sendbot.store.tables import (
    logged_questions,
    review_exemplars,
    review_groups,
    review_members,
    review_notes,
)

_NOT_THERE = "This question is not in the group any more. It was moved, or somebody took it back."

LONGEST_NOTE = 4000
"""Characters: two pages."""

LONGEST_NAME = 120
"""Characters: a long question."""

_TWICE = timedelta(minutes=1)
"""Nobody writes the same note again so soon."""

UNDONE_WITHIN = timedelta(days=7)
"""A merge can be undone for a week: by then the digest has gone round."""

_LONGEST_CHAIN = 20
"""Merges one after the other: a chain is short; this bounds it."""


def _by_patterns(text: str) -> Redacted:
    """Without knowledge and encoder: nothing is kept as ours, and names are found by patterns."""
    return redact(text).text


class Changes:
    """What one member of staff does at one moment."""

    def __init__(
        self,
        store: Store,
        grouper: Grouper,
        who: Who,
        at: datetime,
        clean: Callable[[str], Redacted] = _by_patterns,
    ) -> None:
        self._store = store
        self._grouper = grouper
        self._who = who if isinstance(who, Actor) else Actor(who)
        self._at = at
        self._redacted = clean

    async def assign(self, name: str, version: int, owner: int | None, owner_name: str) -> None:
        """Give a group to somebody, or to nobody. A new group becomes assigned, and the other way round."""
        async with self._store.changing() as connection:
            found = await _expected(connection, name, version)
            state = found.state
            if state in {State.NEW, State.ASSIGNED}:
                state = State.ASSIGNED if owner is not None else State.NEW
            await _update(connection, found, owner=owner, state=state.value)
            await self._log(connection, "assigned" if owner is not None else "let go", name, owner_name)

    async def route(self, name: str, version: int, workstream: str, keeps_owner: bool = True) -> None:
        """Give a group to another workstream; it stays there. An owner who cannot see it there loses it."""
        async with self._store.changing() as connection:
            found = await _expected(connection, name, version)
            left: dict[str, Any] = {}
            if not keeps_owner:
                left = {"owner": None}
                left |= {"state": State.NEW.value} if found.state is State.ASSIGNED else {}
            await _update(connection, found, workstream=workstream, routed_by_hand=True, **left)
            await self._log(
                connection, "moved", name, f"from {found.workstream or 'no workstream'} to {workstream}"
            )

    async def set_state(self, name: str, version: int, state: State, reason: str = "") -> None:
        """Put a group into another state. Raises ReviewError when that cannot be done by hand."""
        kept = self._clean(reason)
        async with self._store.changing() as connection:
            found = await _expected(connection, name, version)
            checked_change(found.state, state, kept)
            closing: dict[str, Any] = {}
            if state in {State.WONT_ANSWER, State.JUNK}:
                closing = {"asked_when_closed": found.asked}
            elif state is State.NEW:
                closing = {"owner": None, "looks_junk": False}  # nobody has taken what is new
            await _update(
                connection,
                found,
                state=state.value,
                reason=kept if state is State.WONT_ANSWER else "",
                **closing,
            )
            await self._log(connection, f"set to {state.value}", name, kept)

    async def rename(self, name: str, version: int, title: str) -> None:
        """Give a group a name of its own; "" goes back to its most typical wording."""
        kept = " ".join(self._clean(title).split())[:LONGEST_NAME]
        async with self._store.changing() as connection:
            found = await _expected(connection, name, version)
            await _update(connection, found, name=kept)
            await self._log(connection, "named", name)

    async def note(self, name: str, text: str) -> None:
        """Add a note. Personal details are taken out of it, as out of everything that is kept."""
        kept = self._clean(text)
        if not kept:
            raise ReviewError("Write the note first.")
        async with self._store.changing() as connection:
            values = {"group_id": name, "at": self._at, "author": self._who.name[:80], "text": kept}
            same = [review_notes.c[key] == values[key] for key in ("group_id", "author", "text")]
            just = sa.select(review_notes.c.id).where(*same, review_notes.c.at > self._at - _TWICE)
            if (await connection.execute(just)).first() is not None:
                return  # the button was pressed twice
            await connection.execute(sa.insert(review_notes).values(values))
            await self._log(connection, "noted", name)

    async def delete_question(self, name: str, question: str) -> None:
        """Delete one question of a group for good. The log says that it was done and never what it said."""
        async with self._store.changing() as connection:
            if question not in await _texts(connection, name, [question]):
                raise ReviewError(_NOT_THERE, "wordings")
            where = logged_questions.c.id == question
            await forget_wordings(connection, where)
            await connection.execute(sa.delete(logged_questions).where(where))
            await self._log(connection, "deleted a question", name, question)
        await self._after_deleting(name)

    async def redact_question(self, name: str, question: str, words: str) -> None:
        """Take words out of one question of a group, wherever they stand in it. They are in no log."""
        hidden = words.strip()
        async with self._store.changing() as connection:
            text = (await _texts(connection, name, [question])).get(question)
            if text is None:
                raise ReviewError(_NOT_THERE, "wordings")
            left = re.sub(re.escape(hidden), "[removed]", text, flags=re.IGNORECASE) if hidden else text
            if left == text:
                raise ReviewError(
                    "Type the words to take out just as they stand in the question.", "wordings"
                )
            kept = self._redacted(left)
            where = logged_questions.c.id == question
            await forget_wordings(connection, where, hidden)
            await connection.execute(sa.update(logged_questions).where(where).values(text=kept))
            own = review_exemplars.c.question_id == question
            await connection.execute(sa.delete(review_exemplars).where(own))
            await write_words(connection, {question: kept})
            await self._log(connection, "took words out of a question", name, question)
        await self._after_deleting(name)

    async def _after_deleting(self, name: str) -> None:
        """What is gone leaves the files, the sums of its group, and what the grouping remembers of it."""
        await self._store.forget_traces()
        await self._grouper.start_again()
        await self._grouper.refresh(self._at, [name])

    async def split(self, name: str, version: int, questions: Sequence[str]) -> str:
        """Move some questions of a group into a new one; returns its id."""
        async with self._store.reading() as connection:
            texts = dict(list((await _texts(connection, name, questions)).items())[:MOST_EXEMPLARS])
        vectors = await self._grouper.vectors(
            texts
        )  # before the transaction: it may wait for a grouping under way
        fresh = await self._split(name, version, questions, vectors)
        await self._grouper.place(texts, fresh)
        await self._grouper.refresh(self._at, [name, fresh])
        return fresh

    async def _split(
        self, name: str, version: int, questions: Sequence[str], vectors: dict[str, bytes]
    ) -> str:
        async with self._store.changing() as connection:
            found = await _expected(connection, name, version)
            texts = await _texts(connection, name, questions)
            if not texts or len(texts) != len(set(questions)):
                raise ReviewError("Choose at least one question of this group to move into a new one.")
            if len(texts) >= found.asked:
                raise ReviewError("Leave at least one question in this group, or merge it into another one.")
            fresh = await _free_name(connection, next(iter(texts)))
            await connection.execute(sa.insert(review_groups).values(_like(found, fresh, self._at)))
            await self._move(connection, texts, fresh, vectors)
            await _update(connection, found)
            await self._log(connection, "split", name, f"{len(texts)} into {fresh}")
            await self._log(connection, "made by a split", fresh, f"from {name}")
        return fresh

    async def merge(self, name: str, version: int, into: str) -> None:
        """Make a group a duplicate: its questions, and those like them from now on, go to another group."""
        async with self._store.changing() as connection:
            found = await _expected(connection, name, version)
            target = await group_on(connection, into)
            if target is None or into == name or target.state is State.DUPLICATE:
                raise ReviewError(
                    f'"{into}" is not a group that this one could be merged into. Give the id of another '
                    "group, such as g-7f3k2m9x."
                )
            if found.state is State.DUPLICATE:
                raise ReviewError("This group was merged already.")
            where = review_members.c.group_id == name
            # what came here by a merge still knows where it began: that merge can be undone too
            origin = sa.func.coalesce(review_members.c.came_from, name)
            await connection.execute(
                sa.update(review_members).where(where).values(group_id=into, came_from=origin)
            )
            merged = {"merged_at": self._at, "state_before": found.state.value}
            await _update(
                connection, found, state=State.DUPLICATE.value, duplicate_of=into, owner=None, **merged
            )
            await self._log(connection, "merged", name, f"into {into}")
            await self._log(connection, "took in", into, f"{found.asked} questions of {name}")
        await self._grouper.merge(name, into)
        await self._grouper.refresh(self._at, [name, into])

    async def unmerge(self, name: str, version: int) -> None:
        """Undo a merge within a week: the questions that came from this group go back to it, wherever later
        merges have taken them. Raises ReviewError when none of them is left."""
        async with self._store.changing() as connection:
            found = await _expected(connection, name, version)
            if found.state is not State.DUPLICATE or found.duplicate_of is None or found.merged_at is None:
                raise ReviewError("This group is not merged into another one.")
            if self._at - found.merged_at > UNDONE_WITHIN:
                raise ReviewError(
                    "A merge can be undone for a week. Take its questions out of the other group."
                )
            into = await _end_of_merges(connection, found.duplicate_of)
            back = sa.and_(
                review_members.c.group_id == into.id,
                review_members.c.came_from.in_(await _merged_into(connection, name)),
            )
            if into.entry is not None and into.entry != found.entry:  # that answer was to another question
                wrongly = sa.and_(back, review_members.c.resolved_by == into.entry)
                await connection.execute(
                    sa.update(review_members).where(wrongly).values(resolved_by=None, resolved_at=None)
                )
            still_merged = sa.func.nullif(review_members.c.came_from, name)
            done = await connection.execute(
                sa.update(review_members).where(back).values(group_id=name, came_from=still_merged)
            )
            if not done.rowcount:
                raise ReviewError(
                    "None of its questions can be taken back: they were deleted, or moved by hand. Move "
                    "questions out of the other group instead."
                )
            before = sa.select(review_groups.c.state_before).where(review_groups.c.id == name)
            state = (await connection.execute(before)).scalar_one()
            state = State.NEW.value if state in {"", State.ASSIGNED.value} else state
            await _update(connection, found, state=state, duplicate_of=None, merged_at=None)
            await self._log(connection, "merge undone", name, f"out of {into.id}")
            await self._log(connection, "gave back", into.id, f"{done.rowcount} questions of {name}")
        await self._grouper.start_again()
        await self._grouper.refresh(self._at, [name, into.id])

    async def move(self, name: str, version: int, questions: Sequence[str], into: str) -> None:
        """Move some questions of a group into another one."""
        async with self._store.reading() as connection:
            texts = dict(list((await _texts(connection, name, questions)).items())[:MOST_EXEMPLARS])
        vectors = await self._grouper.vectors(texts)
        async with self._store.changing() as connection:
            found = await _expected(connection, name, version)
            moved = await _texts(connection, name, questions)
            target = await group_on(connection, into)
            if target is None or into == name or target.state is State.DUPLICATE:
                raise ReviewError("Choose another group to move the questions to.", "to")
            if not moved or len(moved) != len(set(questions)):
                raise ReviewError("Tick at least one question of this group.", "wordings")
            await self._move(connection, moved, into, vectors)
            await _update(connection, found)
            await self._log(connection, "moved questions", name, f"{len(moved)} into {into}")
            await self._log(connection, "took in", into, f"{len(moved)} questions of {name}")
        await self._grouper.place(texts, into)
        await self._grouper.refresh(self._at, [name, into])

    async def _move(
        self, connection: AsyncConnection, texts: dict[str, str], group: str, vectors: dict[str, bytes]
    ) -> None:
        where = review_members.c.question_id.in_(list(texts))
        await connection.execute(
            sa.update(review_members)
            .where(where)
            .values(group_id=group, by_hand=True, like=None, similarity=1.0, came_from=None)
        )
        await connection.execute(
            sa.delete(review_exemplars).where(review_exemplars.c.question_id.in_(list(texts)))
        )
        telling = [
            {"question_id": name, "encoder": self._grouper.encoder_name, "vector": vector}
            for name, vector in vectors.items()
        ]
        await connection.execute(sa.insert(review_exemplars), telling)

    def _clean(self, text: str) -> str:
        return str(self._redacted(text.strip()[:LONGEST_NOTE].replace("\x00", "")))

    async def _log(self, connection: AsyncConnection, action: str, about: str, detail: str = "") -> None:
        await written_down(connection, self._at, self._who, action, about, detail)


async def _expected(connection: AsyncConnection, name: str, version: int) -> GroupRow:
    found = await group_on(connection, name)
    if found is None:
        raise ReviewError("This group is gone: every question in it was taken back.")
    if found.version != version:
        raise ConflictError(found)
    return found


async def _end_of_merges(connection: AsyncConnection, name: str) -> GroupRow:
    """Where the questions of a group are that was merged into this one."""
    for _ in range(_LONGEST_CHAIN):
        found = await group_on(connection, name)
        if found is None or found.state is not State.DUPLICATE or found.duplicate_of is None:
            break
        name = found.duplicate_of
    if found is None:
        raise ReviewError("The other group is gone.")
    return found


async def _merged_into(connection: AsyncConnection, name: str) -> list[str]:
    """The group itself, and those that were merged into it."""
    merged = review_groups.c.state == State.DUPLICATE.value
    found, fresh = [name], [name]
    for _ in range(_LONGEST_CHAIN):
        query = sa.select(review_groups.c.id).where(merged, review_groups.c.duplicate_of.in_(fresh))
        fresh = [one for one in (await connection.execute(query)).scalars() if one not in found]
        found += fresh
        if not fresh:
            break
    return found


async def _update(connection: AsyncConnection, found: GroupRow, **values: Any) -> None:
    change = {**values, "version": found.version + 1}
    done = await connection.execute(
        sa.update(review_groups)
        .where(review_groups.c.id == found.id, review_groups.c.version == found.version)
        .values(change)
    )
    if not done.rowcount:
        raise ConflictError(found)


async def _texts(connection: AsyncConnection, name: str, questions: Sequence[str]) -> dict[str, str]:
    query = (
        sa.select(logged_questions.c.id, logged_questions.c.text)
        .join(review_members, review_members.c.question_id == logged_questions.c.id)
        .where(review_members.c.group_id == name, logged_questions.c.id.in_(list(questions)))
        .order_by(logged_questions.c.at, logged_questions.c.id)
    )
    return {row.id: row.text for row in (await connection.execute(query)).all()}


async def _free_name(connection: AsyncConnection, question: str) -> str:
    base = f"g-{question.removeprefix('q-')}"
    taken = set(
        (
            await connection.execute(sa.select(review_groups.c.id).where(review_groups.c.id.startswith(base)))
        ).scalars()
    )
    return next(
        name for name in (base, *(f"{base}-{number}" for number in range(2, 1000))) if name not in taken
    )


def _like(found: GroupRow, name: str, at: datetime) -> dict[str, Any]:
    """A new group beside an old one."""
    return {
        "id": name,
        "workstream": found.workstream,
        "routed_by_hand": True,
        "state": State.NEW.value,
        "reason": "",
        "asked": 0,
        "unanswered": 0,
        "asked_when_closed": 0,
        "heat": -1000.0,
        "languages": "",
        "made_at": at,
        "first_at": at,
        "last_at": at,
        "version": 1,
    }
