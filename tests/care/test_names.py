from __future__ import annotations

import pytest

from sendbot.care.names import first_names, people, schools, word_names


def named(text: str) -> set[str]:
    return {text[start:end] for start, end in people(text)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("my son is called Zebedee and he is 7", "Zebedee"),
        ("ring Mrs Quillfeather about the taxi", "Mrs Quillfeather"),
        ("send it to mr and mrs brown", "mr and mrs brown"),
        ("dr singh said wait", "dr singh"),
        ("our son George Cook needs OT", "George Cook"),
        ("jayden keeps being sent home", "jayden"),
        ("they told Priyanka's teacher", "Priyanka"),
        ("please help. Best wishes, Oluwaseun", "Oluwaseun"),
        ("speak to Ann-Marie Quillfeather at the office", "Ann-Marie Quillfeather"),
    ],
)
def test_a_person_is_found_by_the_words_around_or_by_the_name_itself(text: str, name: str) -> None:
    assert any(name in found for found in named(text))


@pytest.mark.parametrize(
    "text",
    [
        "how long does an EHC plan take?",
        "my son goes to a special school",
        "the Christie Hospice helped us",
        "CAN I APPEAL IF THEY SAY NO",
        "is the council open on Monday",
    ],
)
def test_ordinary_words_places_and_acronyms_are_nobody(text: str) -> None:
    assert not named(text)


def test_a_name_that_is_also_a_word_needs_its_capital() -> None:
    word = sorted(word_names())[0]
    assert word.title() in named(f"my daughter called {word.title()} is 5")
    assert word not in named(f"what does {word} mean")


def test_the_lists_hold_single_words_in_small_letters() -> None:
    assert len(first_names()) > 100
    assert all(name == name.casefold() and " " not in name for name in first_names() | word_names())


@pytest.mark.parametrize(
    ("text", "school"),
    [
        ("he goes to Quarry Bank Primary School in year 4", "Quarry Bank Primary School"),
        ("a place at St Winifred's Academy", "St Winifred's Academy"),
    ],
)
def test_a_named_school_is_found(text: str, school: str) -> None:
    assert school in {text[start:end] for start, end in schools(text)}


@pytest.mark.parametrize(
    "text", ["he needs a special school", "his primary school said no", "which college can I choose", ""]
)
def test_a_kind_of_school_is_no_name(text: str) -> None:
    assert not list(schools(text))
