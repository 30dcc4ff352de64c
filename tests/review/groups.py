"""Groups as the store gives them, for tests of what is made of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sendbot.review.group_shapes import GroupRow
from sendbot.review.states import State

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
_PLAIN = GroupRow(
    id="g-00000001", workstream="voice", state=State.NEW, owner=None, owner_id=None, reason="",
    duplicate_of=None, entry=None, nearest=None, asked=1,
    unanswered=1, asked_when_closed=0, heat=0.0, made_at=NOON, first_at=NOON, last_at=NOON, answered_at=None,
    languages=("en",), version=1,
    sample="a family's own words",
)  # fmt: skip


def group(name: str, **more: Any) -> GroupRow:
    """A new group, asked once, unless told otherwise."""
    return replace(_PLAIN, id=name, **more)
