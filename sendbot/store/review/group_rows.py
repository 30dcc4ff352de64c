"""From rows of the review tables to the shapes of `review`, and the sums that are kept with a group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from sendbot.review.group_shapes import GroupRow, Happened, Member, Note
from sendbot.review.ranking import Asked, heat
from sendbot.review.states import State
from sendbot.store.tables import logged_questions, review_groups, staff

Row = dict[str, Any]


def group_columns() -> sa.Select[Any]:
    """Groups with their owner's name and their newest wording."""
    return (
        sa.select(
            review_groups, staff.c.name.label("owner_name"), logged_questions.c.text.label("sample_text")
        )
        .outerjoin(staff, staff.c.id == review_groups.c.owner)
        .outerjoin(logged_questions, logged_questions.c.id == review_groups.c.sample)
    )


def read_group(row: Any) -> GroupRow:
    """One group."""
    return GroupRow(
        row.id,
        row.workstream,
        State(row.state),
        row.owner_name,
        row.owner,
        row.reason,
        row.duplicate_of,
        row.entry,
        row.nearest,
        row.asked,
        row.unanswered,
        row.asked_when_closed,
        row.heat,
        row.made_at,
        row.first_at,
        row.last_at,
        row.answered_at,
        tuple(row.languages.split()),
        row.version,
        row.sample_text or "",
    )


def read_member(row: Any, scored: Sequence[tuple[str, float]]) -> Member:
    """One question of a group."""
    return Member(
        row.id,
        row.at,
        row.text,
        row.outcome,
        row.reason,
        row.language,
        row.chosen,
        row.none_chosen,
        tuple(scored),
        row.like,
        row.similarity,
        row.by_hand,
    )


def read_note(row: Any) -> Note:
    """One note."""
    return Note(row.at, row.author, row.text)


def read_happened(row: Any) -> Happened:
    """One line of the audit log."""
    return Happened(row.at, row.who, row.action, row.about, row.detail)


def sums(members: Sequence[Any], unhelped: Mapping[str, float]) -> Row:
    """What a group keeps about its questions, given oldest first; `unhelped` is the share of "no" by entry."""
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
        "sample": members[-1].id if members else None,
        **({"first_at": members[0].at, "last_at": members[-1].at} if members else {}),
    }
