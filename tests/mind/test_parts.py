"""An entry with parts is shown in the words that fit the message; its vectors are made once and kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from sendbot.encoding.encoder import Encoder
from sendbot.mind.build import build_matcher
from sendbot.mind.parts import parts_of
from tests.conversation.house_with_parts import with_parts
from tests.conversation.small_house import KNOWLEDGE
from tests.mind.teaching import WordEncoder
from tests.mind.test_talk_model import PairEncoder

ASKED = [
    ("how much is a late fine", "fines"),
    ("what is the overdue charge", "fines"),
    ("we lost a book, what do we pay", "fine-lost"),
    ("my novel is lost", "fine-lost"),
    ("can I appeal against it", "fine-appeal"),
    ("this is unfair and I want to challenge it", "fine-appeal"),
]


@pytest.mark.parametrize("encoder", [None, WordEncoder()], ids=["words alone", "an encoder"])
def test_a_message_finds_the_words_whose_questions_are_nearest(encoder: Encoder | None) -> None:
    parts = parts_of(with_parts(), encoder)
    assert parts is not None
    assert [parts.nearest("fines", text) for text, _ in ASKED] == [expected for _, expected in ASKED]


def test_on_a_tie_the_entry_itself_is_shown() -> None:
    knowledge = with_parts()
    lost = knowledge.entries["fine-lost"]
    same = knowledge.entries["fines"].model_copy(update={"title": lost.title, "questions": lost.questions})
    for encoder in (None, WordEncoder()):
        parts = parts_of(replace(knowledge, entries={**knowledge.entries, "fines": same}), encoder)
        assert parts is not None
        assert parts.nearest("fines", "lost book fine") == "fines"


def test_what_was_not_meant_is_left_out() -> None:
    parts = parts_of(with_parts(), WordEncoder())
    assert parts is not None
    assert parts.nearest("fines", "lost book fine", without="fine-lost") != "fine-lost"
    assert parts.nearest("fines", "overdue charge", without="fines") != "fines"


def test_words_for_other_ages_are_no_answer_however_like() -> None:
    knowledge = with_parts()
    entries = knowledge.entries
    titled = {"fine-lost": "A lost book: ages 16 to 18", "fine-appeal": "A lost book: ages 19 to 25"}
    aged = {
        name: entries[name].model_copy(update={"title": title, "questions": entries["fine-lost"].questions})
        for name, title in titled.items()
    }
    for encoder in (None, WordEncoder()):
        parts = parts_of(replace(knowledge, entries={**entries, **aged}), encoder)
        assert parts is not None
        assert parts.nearest("fines", "my 17 year old lost book") == "fine-lost"
        assert parts.nearest("fines", "he is 19, lost book") == "fine-appeal"
        assert parts.nearest("fines", "he is 7, lost book") == "fines"


def test_an_entry_without_parts_is_itself() -> None:
    parts = parts_of(with_parts(), None)
    assert parts is not None
    assert parts.nearest("renew", "lost book fine") == "renew"
    assert parts_of(KNOWLEDGE, WordEncoder()) is None


def test_vectors_are_made_once_and_read_back(tmp_path: Path) -> None:
    first = parts_of(with_parts(), PairEncoder(), tmp_path)
    later = PairEncoder()
    again = parts_of(with_parts(), later, tmp_path)
    assert first is not None
    assert again is not None
    assert later.read == []
    assert all(first.nearest("fines", text) == again.nearest("fines", text) for text, _ in ASKED)


def test_other_questions_or_another_encoder_are_made_anew(tmp_path: Path) -> None:
    parts_of(with_parts(), PairEncoder(), tmp_path)
    other = PairEncoder(name="other")
    parts_of(with_parts(), other, tmp_path)
    assert other.read
    knowledge = with_parts()
    more = knowledge.entries["fine-lost"].model_copy(update={"questions": ("torn page",)})
    changed = PairEncoder()
    parts_of(replace(knowledge, entries={**knowledge.entries, more.id: more}), changed, tmp_path)
    assert changed.read


def test_a_torn_file_is_made_again(tmp_path: Path) -> None:
    parts_of(with_parts(), PairEncoder(), tmp_path)
    (path,) = tmp_path.glob("parts-*")
    whole = path.read_bytes()
    path.write_bytes(b"torn")
    assert parts_of(with_parts(), PairEncoder(), tmp_path) is not None
    assert len(path.read_bytes()) == len(whole)


def test_the_matcher_knows_whole_entries_alone() -> None:
    knowledge = with_parts()
    language = knowledge.languages["pl"].model_copy(
        update={"questions": {"fine-lost": ("zgubiona książka",)}}
    )
    matcher = build_matcher(replace(knowledge, languages={"pl": language}), None)
    assert not {"fine-lost", "fine-appeal"} & set(matcher.entries)
    asked: Sequence[str] = ("pay for a lost novel", "zgubiona książka")
    assert [matcher.rank(text)[0].entry for text in asked] == ["fines", "fines"]
