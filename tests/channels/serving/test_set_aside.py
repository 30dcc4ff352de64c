from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sendbot.care.redaction import redact
from sendbot.channels.serving.set_aside import SetAside
from sendbot.conversation.events import Abstained, Chatted, Forgotten
from sendbot.errors import JournalError
from sendbot.store.handled_updates import Handled
from sendbot.store.journal import Journal

ITEM = Handled(1, (7, 8), datetime(2026, 11, 23, 12, tzinfo=UTC), (Chatted("test"),))


async def test_what_waits_on_the_disk_is_counted_and_known_by_its_numbers(tmp_path: Path) -> None:
    aside = SetAside(Journal(tmp_path))
    aside.open()
    await aside.add([ITEM])
    assert aside.count == 1
    assert set(aside.known(1, [7, 9])) == {7}
    assert aside.known(2, [7]) == {}
    aside.close()
    following = SetAside(Journal(tmp_path))
    following.open()
    assert following.count == 1
    assert set(following.known(1, [7, 9])) == {7}
    assert following.items() == [ITEM]
    following.clear()
    assert (following.count, following.known(1, [7])) == (0, {})
    following.close()


async def test_without_a_journal_nothing_can_be_set_aside() -> None:
    aside = SetAside(None)
    aside.open()
    with pytest.raises(JournalError):
        await aside.add([ITEM])
    assert aside.failing
    aside.close()


async def test_what_is_taken_back_leaves_no_word_on_the_disk_and_what_is_elsewhere_is_named(
    tmp_path: Path,
) -> None:
    aside = SetAside(Journal(tmp_path))
    aside.open()
    asked = [Abstained((), "near", "en", f"q-0000000{n}", redact(f"zebras {n}").text) for n in range(3)]
    await aside.add([replace(ITEM, events=(asked[0],))])
    back = tuple(Forgotten(f"q-0000000{n}") for n in (0, 1, 7))
    await aside.add([replace(ITEM, events=(asked[1],)), replace(ITEM, events=(asked[2], *back))])
    held = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert [f"zebras {n}".encode() in held for n in range(3)] == [False, False, True]
    assert aside.deleted_later == {"q-00000007"}, "of this one only the database can have anything"
    aside.clear()
    assert aside.deleted_later == set()
    aside.close()
