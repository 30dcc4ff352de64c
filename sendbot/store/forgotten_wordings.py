"""A family's words in answers that are being written: they go when the question goes, whoever deletes it."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from sendbot.store.tables import logged_questions, review_drafts, review_members

_WORDINGS = ("questions", "tests")
"""The fields of the form that hold ways of asking, one a line."""
_ALIKE = 0.75
"""The share of a line's words that a question holds: a curator may have put a slip right, or shortened it."""
_LONG_TITLE = 40
"""Characters: the form cuts a longer wording to make a title of it."""


async def forget_wordings(
    connection: AsyncConnection, going: sa.ColumnElement[bool], hidden: str = ""
) -> None:
    """Before questions are deleted (those of `logged_questions` that `going` finds): their wordings leave the
    answers that are being written, with the last preview. An answer whose group has no question left goes
    whole: no page leads to it any more.

    With `hidden` these words are taken out of the questions, which stay.
    """
    table = review_members.c
    query = (
        sa.select(logged_questions.c.text, table.group_id, table.came_from)
        .select_from(logged_questions)
        .outerjoin(review_members, table.question_id == logged_questions.c.id)
        .where(going)
    )
    gone = (await connection.execute(query)).all()
    if not gone:
        return
    keys = {_key(row.text) for row in gone}
    for draft in (await connection.execute(sa.select(review_drafts))).all():
        own = [row.text for row in gone if draft.group_id in {row.group_id, row.came_from}]
        fields: dict[str, str] = json.loads(draft.fields)
        if not own and keys.isdisjoint(_wordings_in(fields)):
            continue
        left = await _left(connection, draft.group_id, going)
        where = review_drafts.c.group_id == draft.group_id
        if not hidden and not left and any(row.group_id == draft.group_id for row in gone):
            await connection.execute(sa.delete(review_drafts).where(where))
            continue
        kept = _kept(draft.fields, fields, _Leaving(keys, own, left, hidden if own else ""))
        await connection.execute(sa.update(review_drafts).where(where).values(fields=kept, preview=""))


def _kept(written: str, fields: Mapping[str, str], leaving: _Leaving) -> str:
    """The fields of an answer without what leaves it; as they are written, where nothing does."""
    cut = _without(fields, leaving)
    return written if cut == fields else json.dumps(cut, ensure_ascii=False)


async def _left(connection: AsyncConnection, group: str, going: sa.ColumnElement[bool]) -> set[str]:
    """What the questions of a group say that stay."""
    query = (
        sa.select(logged_questions.c.text)
        .join(review_members, review_members.c.question_id == logged_questions.c.id)
        .where(review_members.c.group_id == group, sa.not_(going))
    )
    return {_key(text) for text in (await connection.execute(query)).scalars()}


@dataclass(frozen=True)
class _Leaving:
    """What leaves an answer: questions by their words, whole (`keys`, of any group) or nearly (`own`, of this
    one), and the words that are taken out of one. What is `left` stays: another family asked just that."""

    keys: Collection[str]
    own: Sequence[str]
    left: Collection[str]
    hidden: str

    def line(self, text: str) -> bool:
        """Does this way of asking go?"""
        key = _key(text)
        if not key or key in self.left:
            return False
        return key in self.keys or self._holds_hidden(text) or any(_alike(key, asked) for asked in self.own)

    def title(self, text: str) -> bool:
        """Does this title go? The form makes one of a question, and cuts it when it is long."""
        key = _key(text)
        long = len(text) >= _LONG_TITLE

        def made_of(asked: Collection[str]) -> bool:
            return key in asked or (long and any(one.startswith(key) for one in asked))

        if not key or made_of(self.left):
            return False
        return self._holds_hidden(text) or made_of(self.keys)

    def _holds_hidden(self, text: str) -> bool:
        return bool(self.hidden) and _plain(self.hidden) in _plain(text)


def _without(fields: Mapping[str, str], leaving: _Leaving) -> dict[str, str]:
    cut = dict(fields)
    for name in _WORDINGS:
        lines = cut.get(name, "").split("\n")
        kept = [line for line in lines if not leaving.line(line)]
        cut |= {name: "\n".join(kept)} if len(kept) < len(lines) else {}
    if leaving.title(cut.get("title", "")):
        cut["title"] = ""
    return cut


def _wordings_in(fields: Mapping[str, str]) -> Iterator[str]:
    for name in (*_WORDINGS, "title"):
        yield from map(_key, fields.get(name, "").split("\n"))


def _alike(key: str, asked: str) -> bool:
    own, other = set(key.split()), set(_key(asked).split())
    return len(own & other) >= _ALIKE * len(own)


def _key(text: str) -> str:
    """The same for wordings that differ in letters' case, spaces or marks only."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
