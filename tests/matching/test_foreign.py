"""What is kept for other languages: words read as English, and which language a message is in."""

from __future__ import annotations

from pathlib import Path

import pytest

from sendbot.encoding.encoder import Encoder, load_encoder
from sendbot.matching.matcher import OtherLanguage, WordForWord
from sendbot.matching.matcher import Matcher

QUESTIONS = {
    "hours": ["When are you open?", "opening hours"],
    "borrow": ["How do I borrow a book?", "take a book home"],
    "print": ["Can I print something?", "printer"],
    "join": ["How do I join the library?", "get a library card"],
}
WORDS = {"könyv*": "book", "kölcsön*": "borrow", "nyit*": "open", "tag*": "join", "nem": "not"}
HUNGARIAN = {
    "hu": OtherLanguage({"hours": ["mikor vannak nyitva"], "borrow": ["könyvet vinnék haza"]}, WORDS)
}


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder()


def test_words_are_read_as_english_whatever_their_accents_and_endings() -> None:
    assert WordForWord(WORDS).english("Konyvet kölcsönöznék, nem ma") == "book borrow not"


def test_acronyms_and_numbers_stay_and_unknown_words_are_left_out() -> None:
    assert WordForWord(WORDS).english("EHCP 16 valami") == "ehcp 16"


def test_the_longest_start_of_a_word_wins() -> None:
    assert WordForWord({"sz*": "x", "szám*": "number"}).english("számok") == "number"


def test_a_word_list_finds_entries_that_have_no_question_in_the_language() -> None:
    with_words = Matcher.fit(QUESTIONS, other_languages=HUNGARIAN)
    assert with_words.rank("tag szeretnék lenni könyvtárban nem könyv")[0].entry in {"join", "borrow"}
    assert with_words.rank("kölcsönözhetek könyvet?")[0].entry == "borrow"


def test_a_language_without_words_leans_on_its_questions(encoder: Encoder) -> None:
    matcher = Matcher.fit(
        QUESTIONS, other_languages={"es": OtherLanguage({"hours": ["a qué hora abren"]})}, encoder=encoder
    )
    assert matcher.rank("¿a qué hora abren mañana?")[0].entry == "hours"


def test_a_message_in_words_that_curators_wrote_is_in_that_language_even_with_english_among_them() -> None:
    matcher = Matcher.fit(QUESTIONS, other_languages=HUNGARIAN)
    assert matcher.language("mikor vannak nyitva library") == "hu"
    assert matcher.language("when is the library open") == "en"


def test_a_cached_index_answers_as_the_new_one_did(tmp_path: Path, encoder: Encoder) -> None:
    new = Matcher.fit(QUESTIONS, other_languages=HUNGARIAN, encoder=encoder, cache_dir=tmp_path)
    kept = Matcher.fit(QUESTIONS, other_languages=HUNGARIAN, encoder=encoder, cache_dir=tmp_path)
    for message in ("kölcsönözhetek könyvet?", "mikor nyitnak", "opening hours"):
        assert list(new.rank(message)) == list(kept.rank(message))
