from __future__ import annotations

import pytest

from sendbot.review.states import State, reopens


@pytest.mark.parametrize(
    ("state", "count", "before", "opens"),
    [
        (State.WONT_ANSWER, 5, 3, False),
        (State.WONT_ANSWER, 6, 3, True),
        (State.WONT_ANSWER, 2, 0, True),
        (State.ANSWERED, 5, 3, False),
        (State.ANSWERED, 6, 3, True),
        (State.NEW, 100, 0, False),
        (State.DUPLICATE, 100, 0, False),
    ],
)
def test_when_a_closed_group_opens_again(state: State, count: int, before: int, opens: bool) -> None:
    assert reopens(state, count, before) is opens
