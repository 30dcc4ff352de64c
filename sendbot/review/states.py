"""The states of a group, who may change what, and when a closed group opens again."""

from __future__ import annotations

from enum import StrEnum

from sendbot.errors import ReviewError


class State(StrEnum):
    """Where a group stands, in words that staff read."""

    NEW = "new"
    ASSIGNED = "assigned"
    DRAFTED = "drafted"
    ANSWERED = "answered"
    WONT_ANSWER = "won't answer"
    DUPLICATE = "duplicate"
    JUNK = "junk"


OPEN = (State.NEW, State.ASSIGNED, State.DRAFTED)
"""States in which somebody still has something to do."""


class Role(StrEnum):
    """What a member of staff does. An admin may do everything; a curator may not close groups or move
    them."""

    LEAD = "lead"
    CURATOR = "curator"
    ADMIN = "admin"


REOPENS_AFTER_ANSWER = 3
"""So many families asking again, unanswered, show that the answer is not found."""


def reopens(state: State, asked: int, asked_when_closed: int) -> bool:
    """Has a closed group been asked so often since that somebody should look again?"""
    if state is State.WONT_ANSWER:
        return asked >= 2 * max(1, asked_when_closed)
    return state is State.ANSWERED and asked - asked_when_closed >= REOPENS_AFTER_ANSWER


def may_close(role: Role) -> bool:
    """May this role decide that a group will not be answered, or give it to another workstream?"""
    return role in {Role.LEAD, Role.ADMIN}


def sees(role: Role, workstreams: tuple[str, ...], workstream: str | None) -> bool:
    """May somebody see a group? Groups that belong to no workstream are for all, so that none is lost."""
    return role is Role.ADMIN or workstream is None or workstream in workstreams


def checked_change(before: State, after: State, reason: str) -> None:
    """Raises ReviewError when a group cannot go from one state to another by hand."""
    if after is State.DUPLICATE:
        raise ReviewError("A group becomes a duplicate by being merged into another. Use Merge.")
    if before is State.DUPLICATE:
        raise ReviewError("This group was merged into another one. Change that one.")
    if after is State.ANSWERED:
        raise ReviewError(
            "A group is answered when an entry that names it is in the knowledge folder. Add the group's "
            "id to the entry's answers."
        )
    if before is State.ANSWERED and after is State.JUNK:
        raise ReviewError("This group was answered, so it is no junk.")
    if after is State.WONT_ANSWER and not reason.strip():
        raise ReviewError("Say why this will not be answered. The reason stays with the group.")
