"""The words of kept questions, by which the queue is searched. They go with their question."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from sendbot.review.searching import keys, meant
from sendbot.store.tables import logged_questions, review_groups, review_members, review_words

_AT_ONCE = 500
"""Questions whose words are written together."""
_MOST_MEANT = 200
"""Words that one word of a search may mean: databases bound how many values a statement may hold."""


async def write_words(connection: AsyncConnection, texts: Mapping[str, str]) -> None:
    """Keep the words of questions (question -> text), in place of those that were kept before."""
    names = list(texts)
    for start in range(0, len(names), _AT_ONCE):
        part = names[start : start + _AT_ONCE]
        await connection.execute(sa.delete(review_words).where(review_words.c.question_id.in_(part)))
        rows = [{"word": word, "question_id": name} for name in part for word in keys(texts[name])]
        if rows:
            await connection.execute(sa.insert(review_words), rows)


async def write_missing(connection: AsyncConnection) -> int:
    """Keep the words of questions that were grouped before there was a search by words; how many there
    were."""
    query = (
        sa.select(logged_questions.c.id, logged_questions.c.text)
        .join(review_members, review_members.c.question_id == logged_questions.c.id)
        .outerjoin(review_words, review_words.c.question_id == logged_questions.c.id)
        .where(review_words.c.question_id.is_(None))
    )
    texts = {row.id: row.text for row in (await connection.execute(query)).all()}
    await write_words(connection, {name: text for name, text in texts.items() if keys(text)})
    return len(texts)


async def holding(connection: AsyncConnection, text: str) -> list[sa.ColumnElement[bool]]:
    """Conditions on a group's id: a question in it holds each word of the search, or one that it may mean."""
    known = (await connection.execute(sa.select(review_words.c.word).distinct())).scalars().all()
    found = list[sa.ColumnElement[bool]]()
    for key in keys(text[:100])[:8]:
        wanted = meant(key, known)[:_MOST_MEANT]
        asked = (
            sa.select(review_members.c.group_id)
            .join(review_words, review_words.c.question_id == review_members.c.question_id)
            .where(review_words.c.word.in_(wanted))
        )
        found.append(review_groups.c.id.in_(asked))
    return found
