"""From rows of the review tables to the shapes of `review`, and the sums that are kept with a group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from sendbot.review.group_shapes import GroupRow, Happened, Member, Note
from sendbot.review.ranking import Asked, heat
from sendbot.review.states import State
from sendbot.review.wordings import most_typical
from sendbot.store.tables import (
    consents,
    logged_questions,
    private_links,
    review_groups,
    review_members,
    staff,
)

Row = dict[str, Any]


def group_columns() -> sa.Select[Any]:
    """Groups with their owner's name, their most typical wording, and how many families wait to be told:
    in a chat, or by a private link of the web page, which stays when it has led to an answer."""
    in_chats = _waiting(consents, consents.c.resolved_at.is_(None))
    by_links = _waiting(private_links, review_members.c.resolved_by.is_(None))
    return (
        sa.select(
            review_groups,
            staff.c.name.label("owner_name"),
            logged_questions.c.text.label("sample_text"),
            (in_chats + by_links).label("waiting"),
        )
        .outerjoin(staff, staff.c.id == review_groups.c.owner)
        .outerjoin(logged_questions, logged_questions.c.id == review_groups.c.sample)
    )


def _waiting(wishes: sa.Table, unanswered: sa.ColumnElement[bool]) -> sa.ScalarSelect[int]:
    """How many families wait in a group by one kind of wish."""
    return (
        sa.select(sa.func.count())
        .select_from(wishes)
        .join(review_members, review_members.c.question_id == wishes.c.question_id)
        .where(review_members.c.group_id == review_groups.c.id, unanswered)
        .scalar_subquery()
    )


def read_group(row: sa.Row[Any]) -> GroupRow:
    """One group."""
    return GroupRow(
        id=row.id,
        workstream=row.workstream,
        state=State(row.state),
        owner=row.owner_name,
        owner_id=row.owner,
        reason=row.reason,
        duplicate_of=row.duplicate_of,
        entry=row.entry,
        nearest=row.nearest,
        asked=row.asked,
        unanswered=row.unanswered,
        asked_when_closed=row.asked_when_closed,
        heat=row.heat,
        made_at=row.made_at,
        first_at=row.first_at,
        last_at=row.last_at,
        answered_at=row.answered_at,
        languages=tuple(row.languages.split()),
        version=row.version,
        sample=row.sample_text or "",
        named=row.name,
        looks_junk=row.looks_junk,
        merged_at=row.merged_at,
        waiting=row.waiting,
    )


def read_member(row: sa.Row[Any], scored: Sequence[tuple[str, float]]) -> Member:
    """One question of a group."""
    return Member(
        id=row.id,
        at=row.at,
        text=row.text,
        outcome=row.outcome,
        reason=row.reason,
        language=row.language,
        chosen=row.chosen,
        none_chosen=row.none_chosen,
        candidates=tuple(scored),
        like=row.like,
        similarity=row.similarity,
        by_hand=row.by_hand,
        came_from=row.came_from,
    )


def read_note(row: sa.Row[Any]) -> Note:
    """One note."""
    return Note(row.at, row.author, row.text)


def read_happened(row: sa.Row[Any]) -> Happened:
    """One line of the audit log."""
    return Happened(
        at=row.at,
        who=row.who,
        action=row.action,
        about=row.about,
        detail=row.detail,
        account=row.account,
    )


def sums(members: Sequence[sa.Row[Any]], unhelped: Mapping[str, float]) -> Row:
    """What a group keeps about its questions, given oldest first; `unhelped` is the share of "no" by
    entry."""
    near: Counter[str] = Counter(member.nearest for member in members if member.nearest)
    nearest = min(near, key=lambda entry: (-near[entry], entry)) if near else None
    asked = [
        Asked(member.at, member.text, member.outcome, member.chosen, member.none_chosen) for member in members
    ]
    spoken = Counter(member.language for member in members)
    return {
        "nearest": nearest,
        "asked": len(members),
        "unanswered": sum(question.unanswered for question in asked),
        "heat": heat(asked, unhelped.get(nearest or "", 0.0)),
        "languages": " ".join(sorted(spoken, key=lambda code: (-spoken[code], code)))[:200],
        "sample": members[most_typical([member.text for member in members])].id if members else None,
        **({"first_at": members[0].at, "last_at": members[-1].at} if members else {}),
    }
