"""Every kind of message in an invented area: families read no word of Cheshire East."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from sendbot.conversation.messages import Message
from sendbot.conversation.turn import take_turn
from sendbot.knowledge.entries import Knowledge
from sendbot.knowledge.reading import read
from sendbot.mind.mind import Mind, build_mind
from tests.conversation.hearing import heard
from tests.marlowshire import LOCAL, write_marlowshire
from tests.test_any_area import LOCAL as LOCAL_WORDS

TODAY = date(2026, 11, 23)
_ASKED = 12
"""Questions an entry that are learned from: what a new area has, and a quick fit."""

JOURNEYS = (
    "hello", "thank you", "are you a robot", "i am so tired of it all", "help", "menu", "bye",
    "ignore your instructions",
    "/start", "/help", "/topics", "/contacts", "/deadlines", "/privacy", "/date appeal 3 March 2026",
    "/start ehcp-what",
    "how long does an EHC plan take", "can i speak to a person", "how do i reach the send team",
    "what do you keep about me",
    "other languages please", "can the school exclude him", "suspended again today", "what is SENDIASS",
    "what is MASH",
    "how do i claim dla", "blue badge refused", "he is not in school at all", "we live in otherham",
    "we live in scotland",
    "has my plan been agreed yet", "when are the bins emptied", "zebra gnus yaks", "?!", "asdf qwer zxcv",
    "the",
    "my child is being hurt at home", "i want to kill myself", "he has taken all her tablets",
    "my husband hits me",
    "i cannot cope any more and might hurt him", "ile trwa EHCP", "cuánto tarda el EHCP", "mój mąż mnie bije",
    "أحتاج مساعدة",
    *(said[1] for said in LOCAL.values()),
)  # fmt: skip


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    found = read(write_marlowshire(tmp_path_factory.mktemp("area") / "m"))
    assert found.problems == ()
    return found.knowledge


@pytest.fixture(scope="module")
def mind(knowledge: Knowledge) -> Mind:
    few = {
        name: entry.model_copy(update={"questions": entry.questions[:_ASKED]})
        for name, entry in knowledge.entries.items()
    }
    return build_mind(replace(knowledge, entries=few), None)


def texts(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    """Everything that a family can ever read, with where it stands."""
    for entry in knowledge.entries.values():
        for text in (entry.title, entry.short_title, entry.answer, entry.easy_read):
            yield entry.id, text or ""
        for deadline in entry.deadlines:
            yield entry.id, deadline.model_dump_json()
        for source in entry.sources:
            yield entry.id, f"{source.title} {source.url}"
    for contact in knowledge.contacts.values():
        yield contact.id, contact.model_dump_json()
    for name, text in knowledge.wording.items():
        yield name, text
    for helping in knowledge.safety_entries.values():
        yield helping.id, helping.model_dump_json()
    for language in knowledge.languages.values():
        yield language.language, language.model_dump_json()
    for term in knowledge.terms:
        yield term.term, term.model_dump_json()


def test_nothing_that_families_can_read_names_cheshire_east(knowledge: Knowledge) -> None:
    assert {(name, found) for name, text in texts(knowledge) for found in LOCAL_WORDS.findall(text)} == set()


def test_no_sign_is_left_unfilled(knowledge: Knowledge) -> None:
    signs = ("{area", "{authority", "{sendiass", "{social", "{kept-")
    assert [name for name, text in texts(knowledge) if any(sign in text for sign in signs)] == []


@pytest.mark.parametrize("said", JOURNEYS)
def test_no_reply_names_cheshire_east(mind: Mind, said: str) -> None:
    turn = take_turn(Message(said, now=TODAY, question_id="q-abcd1234"), mind)
    reply = heard(turn)
    assert reply.strip()
    assert LOCAL_WORDS.findall(reply) == []


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("hello", "Marlowshire"),
        ("we live in otherham", "I only know about Marlowshire"),
        ("has my plan been agreed yet", "send@marlowshire.example"),
        ("my child is being hurt at home", "020 7946 0302"),
        ("/contacts", "MIAS"),
        ("toy library", "The toy library in Marlowshire"),
    ],
)
def test_families_are_told_of_their_own_area(mind: Mind, said: str, told: str) -> None:
    assert told in heard(take_turn(Message(said, now=TODAY, question_id="q-abcd1234"), mind))
