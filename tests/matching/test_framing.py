"""What is said around a question does not decide: neither which entry it is, nor how sure to be."""

from __future__ import annotations

import numpy as np
import pytest

from sendbot.encoding.encoder import Encoder
from sendbot.matching.framing import Framing
from sendbot.matching.matcher import Matcher
from sendbot.matching.reading.word_lists import framing_pieces, story_sentences
from tests.matching.small_base import OUTSIDE, QUESTIONS

AROUND = (
    "hello, hope you are well, {}",
    "my niece is 9 and {}",
    "our lad has dyspraxia, he is in year 3, {}",
    "I am a widower with four kids, {}",
    "Sorry for such a ramble. I am worn out. {}",
    "the council are hopeless, {}",
    "{} any pointers welcome",
)
"""None stands in the file that is learned from."""
ASKED = ("how much are late fines", "how do I borrow a book", "can i renew my books online")


@pytest.fixture(scope="module")
def framing(matcher: Matcher) -> Framing:
    assert matcher.fitted.framing is not None
    return matcher.fitted.framing


def test_the_examples_are_not_those_that_are_judged() -> None:
    known = " ".join((*framing_pieces(), *story_sentences())).casefold()
    for around in AROUND:
        assert around.replace("{}", "").strip(" ,.").casefold() not in known


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("asked", ASKED)
def test_what_is_asked_is_left(
    framing: Framing, matcher: Matcher, encoder: Encoder, around: str, asked: str
) -> None:
    core = framing.without(around.format(asked), encoder, matcher.fitted.centre)
    assert core is not None
    assert asked in core
    assert len(core) < len(around.format(asked))


@pytest.mark.parametrize("asked", ASKED)
def test_a_framed_question_is_as_sure_as_the_plain_one(matcher: Matcher, asked: str) -> None:
    plain = matcher.rank(asked)[0]
    for around in AROUND:
        framed = matcher.rank(around.format(asked))[0]
        assert framed.entry == plain.entry, around
        assert framed.score > plain.score - 0.02, around


def test_the_test_above_sees_a_reader_without_it(matcher: Matcher, encoder: Encoder) -> None:
    blind = Matcher(
        matcher.fitted.__class__(**{**vars(matcher.fitted), "framing": None}), matcher._reader, encoder
    )
    asked = ASKED[2]
    plain = matcher.rank(asked)[0].score
    lost = [around for around in AROUND if blind.rank(around.format(asked))[0].score <= plain - 0.02]
    assert (
        len(lost) > len(AROUND) / 2
    )  # what is long is weighed as such, so that some no longer hide the question


@pytest.mark.parametrize(
    "message", ["hello", "my son is 8", "my son has autism, what now", "hello, thank you", "late fines", ""]
)
def test_nothing_is_left_out_where_too_little_would_be_left(
    framing: Framing, matcher: Matcher, encoder: Encoder, message: str
) -> None:
    assert framing.without(message, encoder, matcher.fitted.centre) is None


def test_a_message_that_nothing_answers_is_not_answered_for_its_framing(matcher: Matcher) -> None:
    answer = matcher.thresholds.answer
    for around in AROUND:
        for asked in OUTSIDE[:5]:
            assert matcher.rank(around.format(asked))[0].score < max(
                answer, matcher.rank(asked)[0].score + 0.1
            )


def test_fitting_twice_gives_the_same(matcher: Matcher, encoder: Encoder) -> None:
    questions = encoder.vectors([text for asked in QUESTIONS.values() for text in asked])
    first, second = (Framing.fit(encoder, matcher.fitted.centre, questions) for _ in range(2))
    assert np.array_equal(first.weights, second.weights)


def test_without_an_encoder_there_is_none(words_only: Matcher) -> None:
    assert words_only.fitted.framing is None
    assert words_only.rank("hello there, how much are late fines")[0].entry == "fines"
