"""A matcher over the small library, fitted once."""

from __future__ import annotations

import pytest

from sendbot.encoding.encoder import Encoder, load_encoder
from sendbot.matching.matcher import Matcher, OtherLanguage
from tests.matching.small_base import OUTSIDE, QUESTIONS, TERMS

POLISH = {
    "pl": OtherLanguage(
        {"hours": ["o której otwieracie"]}, {"otwier*": "open", "książk*": "book", "druk*": "print"}
    )
}


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder()


@pytest.fixture(scope="module")
def matcher(encoder: Encoder) -> Matcher:
    return Matcher.fit(QUESTIONS, terms=TERMS, out_of_scope=OUTSIDE, encoder=encoder, other_languages=POLISH)


@pytest.fixture(scope="module")
def words_only() -> Matcher:
    return Matcher.fit(QUESTIONS, terms=TERMS, out_of_scope=OUTSIDE)
