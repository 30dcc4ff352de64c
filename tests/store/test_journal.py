"""What the disk keeps for a database that is away."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sendbot.care.redaction import redact
from sendbot.conversation.events import Abstained, Answered, ChoiceMade, Clarified, Event, Forgotten, Rated
from sendbot.errors import JournalError
from sendbot.matching.decision import Candidate
from sendbot.store import journal as module
from sendbot.store.consents import Consent
from sendbot.store.handled_updates import Handled
from sendbot.store.journal import Journal

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
WORDS = "zebras and gnus?"
EVENTS: tuple[Event, ...] = (
    Answered("hours", "pl", by_button=True),
    Clarified((Candidate("a", 0.5, {"words": 0.25}),), "two-close", "en", "q-00000001", redact(WORDS).text),
    Abstained((), "nothing-near"),
    ChoiceMade("q-00000001", None),
    Rated("hours", helped=False, why="old"),
    Forgotten("q-00000001"),
)
ITEM = Handled(
    4242, (7, 8), NOON, EVENTS, (Consent("q-00000001", "sealed", NOON, "e"),), renewed=NOON, sent=NOON
)


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Journal]:
    with closing(Journal(tmp_path / "unwritten")) as journal:
        yield journal


def test_every_kind_of_event_comes_back_as_it_was(kept: Journal) -> None:
    kept.add([ITEM])
    kept.add([replace(ITEM, updates=(9,), renewed=None)])
    assert kept.items() == [ITEM, replace(ITEM, updates=(9,), renewed=None)]
    clarified = kept.items()[0].events[1]
    assert isinstance(clarified, Clarified)
    assert clarified.candidates[0].features == {"words": 0.25}


def test_a_record_that_an_older_version_left_is_read(tmp_path: Path) -> None:
    with closing(Journal(tmp_path)) as older:
        older.add([ITEM])
    (file,) = tmp_path.glob("*.records")
    record = json.loads(file.read_bytes().rstrip(b"\0"))
    del record["sent"]
    file.write_text(json.dumps(record) + "\n", encoding="ascii")
    with closing(Journal(tmp_path)) as newer:
        newer.open()
        assert newer.items() == [replace(ITEM, sent=None)]


def test_a_process_that_was_killed_leaves_its_file_to_the_next_one_but_a_living_one_does_not(
    tmp_path: Path,
) -> None:
    dead, living = Journal(tmp_path), Journal(tmp_path)
    dead.add([ITEM])
    living.add([replace(ITEM, updates=(9,))])
    assert living.items() == [replace(ITEM, updates=(9,))]
    for one in dead._all():  # as the end of its process does
        one.file.close()
    living.adopt()
    assert living.items() == [ITEM, replace(ITEM, updates=(9,))]
    living.clear()
    living.close()
    assert list(tmp_path.iterdir()) == []


def test_a_line_that_a_power_cut_left_half_written_takes_no_other_along(kept: Journal) -> None:
    kept.add([ITEM, ITEM, ITEM])
    (own,) = kept._all()
    length = own.used // 3
    own.file.seek(length + 40)
    own.file.write(b"\0" * 10)
    own.file.flush()
    assert kept.items() == [ITEM, ITEM]
    assert kept.unreadable == 1


def test_what_has_reached_the_database_is_overwritten(kept: Journal, tmp_path: Path) -> None:
    kept.add([ITEM])
    (file,) = (tmp_path / "unwritten").iterdir()
    assert b"zebras" in file.read_bytes()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    kept.clear()
    assert b"zebras" not in file.read_bytes()
    assert kept.empty
    assert kept.items() == []


def test_room_is_taken_from_the_disk_before_it_is_needed_and_has_a_bound(
    kept: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "RESERVED", 100_000)
    monkeypatch.setattr(module, "LARGEST", 3_000)
    kept.open()
    (file,) = (tmp_path / "unwritten").iterdir()
    assert file.stat().st_blocks * 512 >= 100_000
    kept.add([ITEM])
    with pytest.raises(JournalError, match="as many records as it may"):
        kept.add([ITEM] * 5)
    assert kept.items() == [ITEM]


def test_a_folder_that_cannot_be_written_to_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    with pytest.raises(JournalError, match="Nothing can be kept in"):
        Journal(tmp_path / "file").add([ITEM])


def test_a_question_that_is_taken_back_loses_its_words_at_once_and_nothing_else_moves(
    tmp_path: Path,
) -> None:
    dead, kept = Journal(tmp_path), Journal(tmp_path)
    one = Abstained((), "nothing-near", "en", "q-00000002", redact("gnus alone").text)
    dead.add([replace(ITEM, updates=(1,), events=(one,))])
    for left in dead._all():  # as the end of its process does
        left.file.close()
    kept.open()
    kept.add([ITEM, replace(ITEM, updates=(9,), events=(Answered("hours"),))])
    assert kept.forget({"q-00000001", "q-00000002", "q-00000077"}) == {"q-00000001", "q-00000002"}
    held = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"zebras" not in held
    assert b"gnus" not in held
    items = kept.items()
    assert [item.updates for item in items] == [(1,), (7, 8), (9,)]
    assert items[0].events == (replace(one, question=None),)
    assert items[1].events[2:] == EVENTS[2:]
    kept.add([replace(ITEM, updates=(10,))])
    assert [item.updates for item in kept.items()] == [(1,), (7, 8), (9,), (10,)]
    assert kept.unreadable == 0
    kept.close()


def test_forgetting_needs_a_disk_that_takes_it(kept: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    kept.add([ITEM])

    def full(_file: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "_to_disk", full)
    with pytest.raises(JournalError, match="No space left"):
        kept.forget({"q-00000001"})
    monkeypatch.undo()
