from __future__ import annotations

import numpy as np
import pytest

from sendbot.encoding.encoder import load_encoder
from sendbot.encoding.token_space import LENGTH, WIDTH, Narrow
from sendbot.matching.evidence import FEATURES
from sendbot.matching.late_interaction import LateInteraction
from sendbot.matching.matcher import Matcher
from tests.matching.small_base import QUESTIONS


def token(direction: int) -> Narrow:
    row = np.zeros((1, WIDTH), dtype=np.int8)
    row[0, direction] = LENGTH
    return row


def said(*directions: int) -> Narrow:
    return np.concatenate([token(one) for one in directions])


# Entry 0 is asked in two questions, entry 1 in one and has an answer, entry 2 has nothing.
LATE = LateInteraction.of(
    [said(0, 1), said(2), said(3)], np.array([0, 0, 1]), [said(4)], np.array([1]), entries=3
)


def test_each_token_looks_for_the_nearest_of_everything_an_entry_says() -> None:
    assert LATE.covered(0, [said(0, 2)])[0] == pytest.approx(1)
    assert LATE.covered(0, [said(0, 3)])[0] == pytest.approx(0.5)
    assert LATE.covered(1, [said(3, 4)])[0] == pytest.approx(1)


def test_nothing_to_compare_is_nothing_found() -> None:
    assert LATE.covered(2, [said(0)])[0] == 0
    assert LATE.covered(0, [np.zeros((0, WIDTH), dtype=np.int8)])[0] == 0


def test_a_question_that_is_left_out_is_not_compared_with_itself() -> None:
    assert LATE.covered(0, [said(2)], [1])[0] == 0
    assert LATE.covered(0, [said(0)], [1])[0] == pytest.approx(1)
    assert LATE.covered(1, [said(4)], [2])[0] == pytest.approx(1)  # an answer is no question


def test_many_at_once_are_told_what_each_is_told_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    messages = [said(0, 2), said(0, 3), np.zeros((0, WIDTH), dtype=np.int8), said(2), said(0, 1, 2)]
    left_out = [None, 0, None, 1, 7]
    alone = [
        LATE.covered(0, [message], [without])[0] for message, without in zip(messages, left_out, strict=True)
    ]
    for at_once in (4000, 3, 1):
        monkeypatch.setattr("sendbot.matching.late_interaction._AT_ONCE", at_once)
        assert LATE.covered(0, messages, left_out).tolist() == alone
    assert alone == [1, 0, 0, 0, 1]


def test_the_entry_that_holds_more_of_a_message_passes_one_that_is_as_near() -> None:
    scores = np.array([[0.52, 0.5, 0.1, 0.2]], dtype=np.float32)
    found = LATE.reranked(scores, [said(3, 4)])
    assert found[0, :-1].argmax() == 1
    assert found[0, 1] == scores[0, 1]  # what holds most loses nothing
    assert found[0, -1] == scores[0, -1]  # "no entry" is no entry's business


def test_no_tokens_change_no_score() -> None:
    scores = np.array([[0.52, 0.5, 0.1, 0.2]], dtype=np.float32)
    assert np.array_equal(LATE.reranked(scores, []), scores)
    assert np.array_equal(LATE.reranked(scores, [np.zeros((0, WIDTH), dtype=np.int8)]), scores)


def test_entries_beyond_the_nearest_never_gain() -> None:
    many = LateInteraction.of([said(one) for one in range(20)], np.arange(20), [], np.zeros(0, np.int64), 20)
    scores = np.linspace(1, 0, 21, dtype=np.float32)[None]
    found = many.reranked(scores, [said(15)])
    assert (found <= scores).all()
    assert found[0].argmax() == 0


def test_little_text_is_not_worth_asking() -> None:
    assert not LATE.worth_asking
    plenty = LateInteraction.of([said(*range(100))] * 6, np.repeat([0, 1], 3), [], np.zeros(0, np.int64), 2)
    assert plenty.worth_asking


def test_a_matcher_compares_tokens_where_it_has_an_encoder_and_enough_text() -> None:
    encoder = load_encoder()
    wordy = {name: f"{' '.join(asked)} " * 20 for name, asked in QUESTIONS.items()}
    with_tokens = Matcher.fit(QUESTIONS, answers=wordy, encoder=encoder)
    message = next(iter(QUESTIONS.values()))[0]
    assert with_tokens.explain(message).features["covered"] > 0.9
    assert with_tokens.fitted.confidence.weight[FEATURES.index("covered")] >= 0
    for other in (Matcher.fit(QUESTIONS, answers=wordy), Matcher.fit(QUESTIONS, encoder=encoder)):
        assert other.fitted.evidence.late is None
        assert other.explain(message).features["covered"] == 0
