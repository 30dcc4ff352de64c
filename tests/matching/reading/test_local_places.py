from __future__ import annotations

import pytest

from sendbot.matching.decision import Reason
from sendbot.matching.fitting import make_reader
from sendbot.matching.message_signs import signs_of
from sendbot.matching.reading.local_places import NOWHERE, LocalPlaces
from sendbot.matching.reading.text import words
from sendbot.matching.reading.word_lists import out_of_scope_pool
from sendbot.matching.small_talk import plain_talk

MARLOW = LocalPlaces(("marlowshire", "marlow", "stockport"), ("otherham",), ("marlow", "great wick"), "marls")
READER = make_reader({"a": ["where do we live", "our council send team"]}, None, (), MARLOW)


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("curry in {town-1}", "curry in marlow"),
        ("{Town-2} school", "Great Wick school"),
        ("{town-3} again", "marlow again"),
        ("{Elsewhere-1} in {county}", "Otherham in marls"),
        ("{month} stays", "{month} stays"),
    ],
)
def test_signs_become_names_of_the_area(text: str, filled: str) -> None:
    assert MARLOW.filled(text) == filled


def test_without_an_area_the_words_themselves_stand() -> None:
    assert NOWHERE.filled("in {town-4}, {Elsewhere-1}, {county}") == "in town, Next County, county"


@pytest.mark.parametrize("places", [MARLOW, NOWHERE])
def test_no_sign_is_left_in_the_pool(places: LocalPlaces) -> None:
    assert [message for _, message in out_of_scope_pool() if "{" in places.filled(message)] == []


def reason(text: str, places: LocalPlaces) -> Reason | None:
    reading = READER.read(text)
    return signs_of(text, reading, READER.english_share(words(text)), places=places).reason


def test_each_area_has_its_own_elsewhere() -> None:
    assert reason("we live in otherham", MARLOW) is Reason.OTHER_PLACE
    assert reason("we live in otherham", NOWHERE) is None
    assert reason("we live in stockport", MARLOW) is None
    assert reason("we live in stockport", NOWHERE) is Reason.OTHER_PLACE
    assert reason("we live in leeds", MARLOW) is Reason.OTHER_PLACE


def test_small_talk_names_the_areas_own_towns() -> None:
    told = plain_talk("we live in great wick", MARLOW)
    assert told is not None
    assert told.kind == "fragment"
    assert plain_talk("we live in great wick") is None
