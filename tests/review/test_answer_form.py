from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml

from sendbot.knowledge.entries import Knowledge
from sendbot.knowledge.reading import load
from sendbot.review.answer_form import AnswerFields, MadeAnswer, placed, started, written
from tests.small_folder import write_small_folder

TODAY = date(2026, 11, 23)
TEXTS = ("blue badge application", "apply for a blue badge", "blue badge [phone]")
WHOLE = AnswerFields(
    title="How do I get a badge?",
    answer="Ask **at the desk**.\n\n- bring a photo\n- ring first",
    contacts="desk",
    sources="Badges: the page | https://library.example/x",
    read="23/11/2026",
    review_by="23 May 2027",
    questions="blue badge\nyes\n# 5: badge",
)


def _library() -> Knowledge:
    with TemporaryDirectory() as folder:
        return load(write_small_folder(Path(folder) / "knowledge"))


KNOWLEDGE = _library()


def made(form: AnswerFields) -> MadeAnswer:
    return written(form, "g-1", KNOWLEDGE, "voice", TODAY)


def test_a_form_begins_with_what_can_be_filled_in() -> None:
    form = started(TEXTS, KNOWLEDGE, TODAY)
    assert (form.questions, form.tests) == ("blue badge application", "apply for a blue badge")
    assert (form.read, form.review_by) == ("23/11/2026", "24/05/2027")
    assert form.applies_to == KNOWLEDGE.area.applies_to
    assert started(TEXTS, KNOWLEDGE, TODAY, KNOWLEDGE.entries["hours"]).entry == "hours"


def test_a_whole_form_is_a_block_that_says_what_was_typed() -> None:
    found = made(WHOLE)
    assert found.problems == ()
    (entry,) = yaml.safe_load(found.block)
    assert entry["questions"] == ["blue badge", "yes", "# 5: badge"]
    assert entry["answer"] == "Ask **at the desk**.\n\n- bring a photo\n- ring first\n"
    assert entry["sources"] == [
        {"title": "Badges: the page", "url": "https://library.example/x", "seen": TODAY}
    ]
    assert (entry["answers"], entry["review_by"]) == (["g-1"], date(2027, 5, 23))


@pytest.mark.parametrize("typed", ["{id}", "{name}", "{lower}", "{name}, {id}; {id}", " {id},\n{name} "])
def test_a_contact_is_named_by_its_id_or_as_people_know_it(typed: str) -> None:
    contact = KNOWLEDGE.contacts["desk"]
    text = typed.format(id=contact.id, name=contact.name, lower=contact.name.lower())
    found = made(replace(WHOLE, contacts=text))
    assert found.problems == ()
    assert yaml.safe_load(found.block)[0]["contacts"] == ["desk"]


def test_no_contact_is_put_into_a_new_answer_by_itself() -> None:
    assert started(TEXTS, KNOWLEDGE, TODAY).contacts == ""


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "x" * 90),
        ("answer", "  "),
        ("answer", "Ring 01270 123456."),
        ("contacts", "nobody-at-all"),
        ("contacts", "]["),
        ("sources", "no address"),
        ("sources", ""),
        ("read", "yesterday"),
        ("review_by", "31/02/2027"),
        ("applies_to", "mars"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(field: str, value: str) -> None:
    assert field in {name for name, _ in made(replace(WHOLE, **{field: value})).problems}


@pytest.mark.parametrize(
    "value", ["a: b", "'", '"', "{x", "- y", "\u202eabc", "tab\there", "#", "&a *b", "\x00"]
)
def test_nothing_that_is_typed_breaks_out_of_its_field(value: str) -> None:
    found = made(
        replace(
            WHOLE,
            title=value,
            answer=f"{value}\n{value}",
            questions=value,
            sources=f"{value} | https://x.example/",
        )
    )
    for name, _ in found.problems:
        assert name in {"title", "answer", "questions", "sources"}
    if not found.problems:
        (entry,) = yaml.safe_load(found.block)
        assert set(entry) >= {"id", "title", "answer", "answers"}
        assert entry["answers"] == ["g-1"]


def test_an_answer_to_a_group_that_is_not_sorted_lands_nowhere_until_somebody_chooses() -> None:
    def unsorted(form: AnswerFields) -> MadeAnswer:
        return written(form, "g-1", KNOWLEDGE, None, TODAY)

    assert placed(WHOLE, KNOWLEDGE, None) == WHOLE, "nothing is preset"
    found = unsorted(WHOLE)
    assert [name for name, _ in found.problems] == ["workstream", "topic"]
    assert all(sentence.startswith("Choose the ") for _, sentence in found.problems)
    wrong = unsorted(replace(WHOLE, workstream="nobody", topic="../nowhere"))
    assert [name for name, _ in wrong.problems] == ["workstream", "topic"]
    chosen = unsorted(replace(WHOLE, workstream="care", topic="library"))
    assert (chosen.problems, chosen.topic) == ((), "library")
    assert yaml.safe_load(chosen.block)[0]["workstream"] == "care"


def test_a_sorted_group_tells_its_workstream_and_the_topic_only_where_there_is_one() -> None:
    filled = placed(WHOLE, KNOWLEDGE, "voice")
    assert (filled.workstream, filled.topic) == ("voice", "library")
    moved = KNOWLEDGE.entries["hours"].model_copy(update={"topic": "other"})
    several = replace(KNOWLEDGE, entries={**KNOWLEDGE.entries, "hours": moved})
    assert placed(WHOLE, several, "voice").topic == ""
    assert [name for name, _ in written(WHOLE, "g-1", several, "voice", TODAY).problems] == ["topic"]


def test_an_entry_that_is_gone_is_said() -> None:
    assert made(AnswerFields(entry="nowhere", questions="x")).problems[0][0] == "entry"
