"""What the checker says about held-out tests that do not say, or do not get, what their reply must hold."""

from __future__ import annotations

from dataclasses import replace

from sendbot.knowledge.entries import Knowledge, LabelledQuestion, Place
from sendbot.knowledge.held_out import exists, held_out_problems, near, near_entry, unread_things
from tests.conversation.small_house import KNOWLEDGE, entry


def told(knowledge: Knowledge, *tests: LabelledQuestion) -> list[tuple[str, str]]:
    found = held_out_problems(replace(knowledge, tests=tests))
    return [(problem.code, problem.message) for problem in found if problem.code != "few-tests"]


def ask(
    question: str, *expected: str, holds: tuple[str, ...] = (), lacks: tuple[str, ...] = ()
) -> LabelledQuestion:
    return LabelledQuestion(question=question, expected=expected, holds=holds, lacks=lacks)


def test_a_test_that_asks_for_a_time_wants_a_holds_and_says_so() -> None:
    assert told(KNOWLEDGE, ask("when are you shut", "hours")) == [
        (
            "no-holds",
            'The test "when are you shut" of "hours" asks for a time. Add holds: the words of the reply that '
            "tell it.",
        )
    ]
    assert told(KNOWLEDGE, ask("when are you shut", "hours", holds=("every day but Sunday",))) == []
    assert told(KNOWLEDGE, ask("opening", "hours")) == []
    assert told(KNOWLEDGE, ask("when is high tide")) == []


def test_a_reply_that_does_not_hold_what_is_asked_is_named_with_what_it_lacks() -> None:
    found = told(KNOWLEDGE, ask("sunday", "hours", "fines", holds=("2pm",), lacks=("every day",)))
    assert found[0][0] == "unmet-holds"
    assert '"hours" does not hold "2pm" and must not hold "every day"' in found[0][1]


def test_a_long_story_is_quoted_from_its_end() -> None:
    story = "My aunt had a book. " * 20 + "When must it be back?"
    assert '"... ' in told(KNOWLEDGE, ask(story, "hours"))[0][1]
    assert 'When must it be back?"' in told(KNOWLEDGE, ask(story, "hours"))[0][1]


def test_words_that_every_reply_holds_show_nothing() -> None:
    many = {
        f"e-{number}": entry(f"e-{number}", "A title", ("x",), f"Ask the desk. Room {number}.")
        for number in range(30)
    }
    house = Knowledge(entries=many)
    assert told(house, ask("x", "e-7", holds=("ask the desk",)))[0][0] == "common-holds"
    assert told(house, ask("x", "e-7", holds=("room 7",))) == []


def test_capitals_spaces_and_dashes_are_looked_past_before_a_name_is_guessed() -> None:
    assert near("Easy Read", ("read", "easy_read")) == ' Did you mean "easy_read"?'
    assert near("Title", ("short_title", "title")) == ' Did you mean "title"?'
    assert near("hourz", ("hours", "fines")) == ' Did you mean "hours"?'


def test_for_an_id_that_is_gone_no_other_entry_is_guessed() -> None:
    assert near_entry("hourz", KNOWLEDGE) == ' Did you mean "hours"?'
    house = replace(KNOWLEDGE, entries={"travel-contact": entry("travel-contact", "T", ("q",), "A.")})
    said = near_entry("travel-section-i", house)
    assert said == (
        ' Was it renamed or taken out? Then write "was: [travel-section-i]" in the entry that has its place.'
    )


def test_what_could_not_be_read_is_not_missing() -> None:
    places: dict[tuple[str | int, ...], Place] = {("entries", "Opening_Hours"): Place("knowledge/a.yaml", 3)}
    house = replace(KNOWLEDGE, places=places)
    assert unread_things(house, "entries") == {"Opening_Hours"}
    assert exists(house, "opening-hours")
    assert not exists(house, "closing-hours")
    national = replace(KNOWLEDGE, places={("entries", "shared"): Place("national/a.yaml", 3)})
    assert unread_things(national, "entries") == frozenset()


def test_a_test_for_an_entry_that_is_missing_is_an_error() -> None:
    assert told(KNOWLEDGE, ask("x", "hourz"))[0] == (
        "unknown-id",
        'A test expects "hourz", which is no entry. Did you mean "hours"?',
    )
