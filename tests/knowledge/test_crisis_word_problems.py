"""The words for danger: complete in every language, for adults and for the young, with the same numbers as in
English."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from sendbot.knowledge.checks import check
from sendbot.knowledge.crisis_word_problems import (
    crisis_word_problems,
    first_line_problems,
    mistyped_problems,
)
from sendbot.knowledge.entries import TEXT_BEGINS, Knowledge
from sendbot.knowledge.reading import load

FOLDER = Path(__file__).parent.parent.parent / "knowledge"
LANGUAGES = sorted(path.stem for path in (FOLDER / "languages").glob("*.yaml"))
ENGLISH_ONLY = {"18000"}
"""Text relay is a service in written English, so the other languages do not offer it."""


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load(FOLDER)


def _numbers(text: str) -> set[str]:
    return set(re.findall(r"\d+", text))


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_danger_has_words_in_each_language_for_adults_and_for_the_young(
    knowledge: Knowledge, code: str
) -> None:
    language = knowledge.languages[code]
    assert set(language.crisis) == set(knowledge.safety_entries)
    assert set(language.crisis_young) == set(knowledge.safety_entries)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_numbers_are_those_of_the_english_words(knowledge: Knowledge, code: str) -> None:
    language = knowledge.languages[code]
    for concern, entry in knowledge.safety_entries.items():
        assert _numbers(language.crisis[concern]) == _numbers(entry.answer) - ENGLISH_ONLY, concern
        assert _numbers(language.crisis_young[concern]) == _numbers(entry.answer_young) - ENGLISH_ONLY, (
            concern
        )


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_language_says_what_to_do_in_danger_where_there_is_no_answer(
    knowledge: Knowledge, code: str
) -> None:
    assert {"999", "111"} <= _numbers(knowledge.languages[code].emergency or "")


@pytest.fixture(scope="module")
def bare(knowledge: Knowledge) -> Knowledge:
    """The same without its entries: looking at them takes long, and says nothing of words for danger."""
    return replace(knowledge, entries={})


def _with(knowledge: Knowledge, **values: object) -> list[str]:
    """What the checker says of the crisis words when the Polish file is changed."""
    changed = knowledge.languages["pl"].model_copy(update=values)
    found = check(replace(knowledge, languages={"pl": changed}), date(2026, 11, 25))
    return [problem.message for problem in found if problem.code == "safety" and problem.severity == "error"]


def test_a_number_that_lost_a_digit_is_found_though_the_right_one_stands_beside_it(bare: Knowledge) -> None:
    name = "safety-medical-emergency"
    words = bare.languages["pl"].crisis[name]
    assert words.count("999") >= 2
    (told,) = _with(bare, crisis={**bare.languages["pl"].crisis, name: words.replace("999", "99", 1)})
    assert "name 99, which the English ones do not" in told


@pytest.mark.parametrize("slip", ["9", "9 9", "9999", "909", "112", "24"])
def test_any_number_that_the_english_words_do_not_name_is_found(bare: Knowledge, slip: str) -> None:
    name = "safety-medical-emergency"
    words = bare.languages["pl"].crisis[name]
    found = _with(bare, crisis={**bare.languages["pl"].crisis, name: words.replace("999", slip, 1)})
    assert any("which the English ones do not" in one for one in found)


def test_a_number_is_told_at_its_own_line(bare: Knowledge) -> None:
    name = "safety-medical-emergency"
    polish = bare.languages["pl"]
    words = polish.crisis[name].rstrip() + "\nTel. 998"
    changed = polish.model_copy(update={"crisis": {**polish.crisis, name: words}})
    (found,) = crisis_word_problems(replace(bare, languages={"pl": changed}), changed)
    begins = bare.places[("languages", "pl", "crisis", name, TEXT_BEGINS)]
    assert found.place.line == begins.line + words.count("\n")


def test_numbers_that_changed_places_are_found(bare: Knowledge) -> None:
    name = "safety-medical-emergency"
    words = bare.languages["pl"].crisis[name]
    swapped = words.replace("999", "#").replace("111", "999").replace("#", "111")
    (found,) = _with(bare, crisis={**bare.languages["pl"].crisis, name: swapped})
    assert "name 111 first, and the English ones 999" in found


def test_an_emergency_line_with_a_number_that_lost_a_digit_is_found(bare: Knowledge) -> None:
    line = bare.languages["pl"].emergency or ""
    (found,) = _with(bare, emergency=f"{line} 99")
    assert "names 99, which is no number to ring in danger" in found


@pytest.mark.parametrize("field", ["answer", "answer_young", "easy_read", "line"])
@pytest.mark.parametrize("wrong", ["99", "9999", "998", "110"])
def test_a_mistyped_999_in_an_english_card_is_found_beside_the_right_one(
    bare: Knowledge, field: str, wrong: str
) -> None:
    entry = bare.safety_entries["safety-child-at-risk"]
    changed = entry.model_copy(update={field: f"{getattr(entry, field)} Or {wrong}."})
    assert list(mistyped_problems(bare)) == []
    (found,) = mistyped_problems(replace(bare, safety_entries={entry.id: changed}))
    assert f"in its {field} the number {wrong}, which rings nowhere" in found.message


def test_the_checker_finds_what_is_wrong_with_the_words_of_a_language(bare: Knowledge) -> None:
    crisis = dict(bare.languages["pl"].crisis)
    name = "safety-medical-emergency"
    assert _with(bare) == []
    assert any("998" in said for said in _with(bare, crisis=crisis | {name: "Dzwoń 998, 999, 111."}))
    assert any("leave out 999" in said for said in _with(bare, crisis=crisis | {name: "Dzwoń 111."}))
    del crisis[name]
    assert any("has no words" in said for said in _with(bare, crisis=crisis))
    assert any("no emergency line" in said for said in _with(bare, emergency=None))


def test_no_text_in_another_language_loses_999(bare: Knowledge) -> None:
    wording = dict(bare.languages["pl"].wording)
    assert "999" in bare.wording["page-busy"]
    said = _with(bare, wording=wording | {"page-busy": wording["page-busy"].replace("999", "998")})
    assert [text for text in said if "page-busy" in text and "leaves out 999" in text] == said != []


@pytest.mark.parametrize("field", ["answer", "answer_young"])
def test_the_first_line_of_a_card_says_999(bare: Knowledge, field: str) -> None:
    name = "safety-domestic-abuse"
    entry = bare.safety_entries[name]
    text = getattr(entry, field).replace("call 999", "ask for help", 1)
    changed = {**bare.safety_entries, name: entry.model_copy(update={field: text})}
    found = check(replace(bare, safety_entries=changed), date(2026, 11, 25))
    assert [one.message for one in found if f"first line of its {field}." in one.message] != []


def test_a_kind_of_danger_without_a_line_is_an_error(bare: Knowledge) -> None:
    entries = {name: entry.model_copy(update={"line": None}) for name, entry in bare.safety_entries.items()}
    found = check(replace(bare, safety_entries=entries), date(2026, 11, 25))
    assert sum("has no line" in problem.message for problem in found) == len(entries)


@pytest.mark.parametrize("concern", ["safety-suicide-self-harm", "safety-medical-emergency"])
def test_an_overdose_goes_to_hospital_even_when_nothing_is_felt(knowledge: Knowledge, concern: str) -> None:
    entry = knowledge.safety_entries[concern]
    for text in (entry.answer, entry.answer_young, entry.easy_read or ""):
        assert "Call 999 or go to A&E now" in text
        assert "even if" in text
    for language in knowledge.languages.values():
        assert "A&E" in language.crisis[concern]
        assert "A&E" in language.crisis_young[concern]


def test_all_crisis_words_say_how_to_call_in_another_language_or_without_hearing(
    knowledge: Knowledge,
) -> None:
    for entry in knowledge.safety_entries.values():
        for text in (entry.answer, entry.answer_young, entry.easy_read or ""):
            assert "language" in text
            assert "999 BSL" in text
            assert "18000" in text


def test_crisis_cards_carry_no_notes_about_the_dates_of_pages(knowledge: Knowledge) -> None:
    shown = {
        contact
        for entry in knowledge.safety_entries.values()
        for contact in (*entry.contacts, *entry.contacts_young)
    }
    notes = [
        note
        for contact in shown
        for note in (knowledge.contacts[contact].note, knowledge.contacts[contact].hours)
        if note
    ]
    assert [note for note in notes if re.search(r"page|undated|check|when last seen", note)] == []


def test_a_tired_carer_is_asked_to_say_how_things_are_and_no_more(knowledge: Knowledge) -> None:
    entry = knowledge.safety_entries["safety-carer-breaking-point"]
    assert "Say how things are" in entry.answer
    assert "say that you cannot keep your family safe" not in entry.answer
    assert "keep your family safe" not in entry.title


def test_childline_is_free_day_and_night(knowledge: Knowledge) -> None:
    assert knowledge.contacts["childline"].hours == "Day and night"
    for concern, entry in knowledge.safety_entries.items():
        assert ("Childline is free, day and night" in entry.answer_young) == (
            concern != "safety-medical-emergency"
        )


@pytest.mark.parametrize(
    ("code", "phrase"),
    [
        ("pl", "na bieżąco"),
        ("pl", "pomoc psychiczna"),
        ("uk", "їдьте до лікарні"),
        ("ro", "rănit"),
        ("ro", "singur "),
        ("hu", "gyermekvédelmi"),
        ("es", "Por la tarde"),
        ("pt", "vê o seu telemóvel"),
        ("ar", "عطلة الأسبوع"),
        ("ar", "أنا لست"),
        ("zh", "有人生命危险"),
    ],
)
def test_phrases_that_a_careful_reader_found_odd_are_gone(
    knowledge: Knowledge, code: str, phrase: str
) -> None:
    language = knowledge.languages[code]
    shown = [language.lead, language.help, *language.crisis.values(), *language.crisis_young.values()]
    assert [text for text in shown if phrase in text] == []
    assert not language.checked


def test_easy_read_in_danger_says_999_too(knowledge: Knowledge) -> None:
    entry = knowledge.safety_entries["safety-medical-emergency"]
    silent = entry.model_copy(update={"easy_read": "Is somebody ill?\nCall 111."})
    changed = replace(knowledge, safety_entries={**knowledge.safety_entries, entry.id: silent})
    (only,) = set(first_line_problems(changed)) - set(first_line_problems(knowledge))
    assert "Say there when to call it" in only.message
    assert list(first_line_problems(knowledge)) == []
