"""Whether another piece is coming, judged on messages in pieces that nothing was fitted to."""

from __future__ import annotations

import pytest

from sendbot.channels.telegram.delivery import still_coming as module
from sendbot.channels.telegram.delivery.still_coming import still_coming
from tests.training.pieces.examples import Example, questions, typed, whole

LIKELY = 0.6
"""As in `incoming_to_message`."""


def share(examples: list[Example], coming: bool) -> float:
    """How many of those with (or without) another piece are taken to have one."""
    chosen = [pieces for pieces, more in examples if more is coming]
    return sum(still_coming(pieces) >= LIKELY for pieces in chosen) / len(chosen)


def test_most_pieces_are_seen_coming_and_few_whole_messages_wait() -> None:
    judged = typed("judge")
    assert share(judged, coming=True) >= 0.85
    assert share(judged, coming=False) <= 0.2
    learned = set(whole())
    unseen = [text for text in questions()[1::15] if text not in learned]
    assert share([((text,), False) for text in unseen], coming=False) <= 0.05


def test_the_measure_sees_weights_that_know_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WEIGHTS", {})
    assert share(typed("judge"), coming=True) == 0


@pytest.mark.parametrize(
    ("pieces", "coming"),
    [
        (["hi"], True),
        (["my son"], True),
        (["she has adhd and"], True),
        (["how do I borrow a book?"], False),
        (["my son", "is 8", "can they send him home every day?"], False),
        (["what is mediation"], False),
        ([""], False),
    ],
)
def test_what_is_open_waits_and_what_asks_does_not(pieces: list[str], coming: bool) -> None:
    assert (still_coming(pieces) >= LIKELY) is coming
