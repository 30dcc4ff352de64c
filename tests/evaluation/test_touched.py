from __future__ import annotations

from dataclasses import replace

import pytest

from sendbot.evaluation import compare as comparing
from sendbot.evaluation.touched import changed_entries, touched
from sendbot.knowledge.entries import Knowledge, LabelledQuestion
from sendbot.matching.decision import Ranking
from sendbot.matching.matcher import Matcher
from sendbot.mind.build import build_matcher
from tests.conversation.small_house import KNOWLEDGE

OLD = KNOWLEDGE
ENTRY = next(iter(OLD.entries))
ASKED = tuple(question for entry in OLD.entries.values() for question in entry.questions)


def with_questions(*questions: str) -> Knowledge:
    edited = OLD.entries[ENTRY].model_copy(update={"questions": (*OLD.entries[ENTRY].questions, *questions)})
    return replace(OLD, entries={**OLD.entries, ENTRY: edited})


def matchers(new: Knowledge) -> tuple[Matcher, Matcher]:
    return build_matcher(OLD, None), build_matcher(new, None)


def test_nothing_changed_touches_nothing() -> None:
    assert not touched(ASKED, (OLD, OLD), matchers(OLD)).any()


def test_messages_near_what_was_changed_are_touched() -> None:
    new = with_questions("flibbertigibbet wobble")
    found = touched(("flibbertigibbet", *OLD.entries[ENTRY].questions), (OLD, new), matchers(new))
    assert found.all()


def test_an_entry_that_is_gone_touches_its_messages() -> None:
    new = replace(OLD, entries={name: entry for name, entry in OLD.entries.items() if name != ENTRY})
    assert touched(OLD.entries[ENTRY].questions, (OLD, new), matchers(new)).all()
    assert changed_entries(OLD, new) == {ENTRY}


def test_what_changes_how_every_message_is_read_touches_all() -> None:
    new = replace(OLD, terms=())
    assert OLD.terms
    assert touched(ASKED, (OLD, new), matchers(new)).all()


def test_what_is_not_touched_is_not_asked_in_full(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    ranked = comparing._rank

    def rank(matcher: Matcher, text: str) -> Ranking:
        asked.append(text)
        return ranked(matcher, text)

    monkeypatch.setattr(comparing, "_rank", rank)
    tests = [LabelledQuestion(question=question, expected=(ENTRY,)) for question in ASKED]
    assert comparing.compare(OLD, OLD, tests, None).tried == len(ASKED) + len(comparing._examples(OLD, OLD))
    assert not asked
    comparing.compare(OLD, with_questions("flibbertigibbet wobble"), tests, None)
    assert asked
