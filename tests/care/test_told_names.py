from __future__ import annotations

import pytest

from sendbot.care.told_names import rest_of_name, told_names


def told(text: str) -> list[str]:
    return [text[start:end] for start, end in told_names(text)]


def whole(text: str, beginning: str) -> str:
    start = text.index(beginning)
    return text[start : rest_of_name(text, start + len(beginning))]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("my surname is Green", "Green"),
        ("full name Ottoline Birtwhistle please", "Ottoline Birtwhistle"),
        ("everyone calls him Biscuit", "Biscuit"),
        ("the Birtwhistle family have one", "Birtwhistle"),
        ("nazywam się Bogumiła Kos", "Bogumiła Kos"),
        ("mă numesc Doina", "Doina"),
        ("мене звати Ярина", "Ярина"),
        ("me llamo Remedios Prado", "Remedios Prado"),
        ("chamo-me Graça", "Graça"),
        ("اسمي سميرة", "سميرة"),
        ("我叫王小梅，", "王小梅"),
        ("jaydens taxi", "jayden"),
    ],
)
def test_a_name_is_taken_that_is_told_outright(text: str, name: str) -> None:
    assert told(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "whats the maiden name rule",
        "put the full name of the form",
        "first name terms with the head",
        "they call him names",
        "the Muslim family next door",
        "emails and james",
    ],
)
def test_words_behind_the_same_cues_stay(text: str) -> None:
    assert not told(text)


@pytest.mark.parametrize(
    ("text", "beginning", "name"),
    [
        ("Mrs Ada Birtwhistle 07700 900123", "Mrs Ada", "Mrs Ada Birtwhistle"),
        ("ada birtwhistle 07700 900123 rang", "ada", "ada birtwhistle"),
        ("Ada May Birtwhistle's plan", "Ada May", "Ada May Birtwhistle"),
        ("Ada B. has a 1:1", "Ada", "Ada B."),
        ("Ada Brown rang", "Ada", "Ada Brown"),
    ],
)
def test_the_rest_of_a_name_goes_with_its_beginning(text: str, beginning: str, name: str) -> None:
    assert whole(text, beginning) == name


@pytest.mark.parametrize(
    "text",
    ["Ada I cant cope", "Ada A level results", "Ada Ofsted", "Ada needs help", "Ada on Monday", "Ada EHCP"],
)
def test_what_follows_a_name_and_is_none_stays(text: str) -> None:
    assert whole(text, "Ada") == "Ada"
