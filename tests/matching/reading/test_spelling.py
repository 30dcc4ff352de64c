from __future__ import annotations

import pytest

from sendbot.matching.reading.spelling import TEXT_SPEAK, Spelling, is_english, spelled_out

WORDS = {
    "school": 50,
    "transport": 20,
    "autism": 30,
    "assessment": 40,
    "appeal": 20,
    "refused": 10,
    "speech": 8,
    "behaviour": 5,
    "plan": 60,
}


@pytest.fixture
def spelling() -> Spelling:
    return Spelling(WORDS, protected={"ehcp", "senco"})


@pytest.mark.parametrize(("typed", "meant"),
    [("schol", "school"), ("asessment", "assessment"), ("autsim", "autism"), ("refussed", "refused"),
                                              ("behavoiur", "behaviour"), ("transprt", "transport"),
                                              ("apeal", "appeal")])  # fmt: skip
def test_slips_are_mended(spelling: Spelling, typed: str, meant: str) -> None:
    assert spelling.correct([typed]) == ([meant], [(typed, meant)])


@pytest.mark.parametrize(
    "word",
    [
        "ehcp",
        "senco",
        "appear",
        "planet",
        "organise",
        "colour",
        "jayden",
        "kieran",
        "dla",
        "sold",
        "peach",
        "2024",
    ],
)
def test_right_words_names_and_acronyms_are_left_alone(spelling: Spelling, word: str) -> None:
    assert spelling.correct([word]) == ([word], [])


def test_text_speak_is_written_out(spelling: Spelling) -> None:
    assert spelling.correct(["cos", "u", "sed"])[0] == ["because", "you", "said"]


def test_nothing_is_mended_towards_a_curators_own_slip() -> None:
    assert Spelling({"skooll": 5, "school": 1}).correct(["skoool"])[0] != ["skooll"]


def test_british_spellings_and_inflections_are_english() -> None:
    assert all(
        is_english(word)
        for word in ("organise", "organised", "colour", "paediatric", "counselling", "behaviours", "anxious")
    )
    assert not is_english("asessment")


def test_text_speak_never_maps_a_word_to_itself() -> None:
    assert all(short != full for short, full in TEXT_SPEAK.items())


def test_words_of_hurried_thumbs_are_spelled_out_and_the_rest_stays() -> None:
    assert spelled_out("n how much is it, N?") == "and how much is it, and?"
    assert spelled_out("Ann and Nan's plan") == "Ann and Nan's plan"
