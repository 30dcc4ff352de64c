from __future__ import annotations

from sendbot.matching.decision import Candidate, Clarify, Thresholds, decide
from sendbot.number_of_buttons import BUTTON_LIMIT, CHOICES_OFFERED


def test_no_more_entries_are_offered_than_this_and_one_button_is_left_for_none_of_these() -> None:
    close = [Candidate(f"entry-{place}", 0.4 - place / 100) for place in range(6)]
    decision = decide(close, Thresholds(answer=0.6, clarify=0.2))
    assert isinstance(decision, Clarify)
    assert len(decision.entries) == CHOICES_OFFERED < BUTTON_LIMIT
