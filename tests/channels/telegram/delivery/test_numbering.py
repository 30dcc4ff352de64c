"""Another server of the Bot API, with the same data, counts its updates from its own beginning."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sendbot.channels.telegram.delivery.numbering import Numbering
from sendbot.channels.telegram.incoming import Incoming, What
from sendbot.store.handled_updates import Handled

BEGAN = datetime(2026, 11, 23, 12, tzinfo=UTC)
RECORDED = BEGAN - timedelta(minutes=5)


def text(number: int, sent: datetime) -> Incoming:
    return Incoming(number, What.TEXT, 7, "x", 7, sent)


def press(number: int) -> Incoming:
    return Incoming(number, What.PRESS, 7, "x", 7)


def fresh(*updates: Incoming, now: datetime = BEGAN) -> list[int]:
    recorded = dict.fromkeys((1, 2, 3), RECORDED)
    return [update.update for update in Numbering(BEGAN).fresh(updates, recorded, now)]


def test_what_was_recorded_is_not_handled_again() -> None:
    assert fresh(text(1, RECORDED - timedelta(seconds=2)), text(4, BEGAN), press(2)) == [4]


def test_a_message_newer_than_the_record_of_its_number_is_new_and_so_are_buttons_after_it() -> None:
    assert fresh(text(1, BEGAN), press(2)) == [1, 2]
    (new,) = Numbering(BEGAN).fresh([text(1, BEGAN)], {1: RECORDED}, BEGAN)
    assert new.renewed == BEGAN


def test_what_was_recorded_longer_ago_than_telegram_keeps_updates_cannot_come_again() -> None:
    assert fresh(press(2), now=RECORDED + timedelta(hours=26)) == [2]
    assert fresh(press(2), now=RECORDED + timedelta(hours=23)) == []


def test_a_message_is_compared_with_telegrams_times_alone_however_wrong_this_machines_clock_is() -> None:
    sent = BEGAN - timedelta(hours=1)
    item = Handled(1, (1,), BEGAN, sent=sent)
    for now in (BEGAN - timedelta(days=2), BEGAN, BEGAN + timedelta(days=2)):
        record = {1: replace(item, at=now).known_since}
        assert Numbering(now).fresh([text(1, sent)], record, now) == []
        assert Numbering(now).fresh([text(1, sent + timedelta(seconds=1))], record, now) != []


def test_a_button_that_this_process_has_recorded_stays_handled() -> None:
    numbering = Numbering(BEGAN)
    assert numbering.fresh([text(1, BEGAN)], {1: RECORDED}, BEGAN)
    assert numbering.fresh([press(2)], {2: BEGAN + timedelta(seconds=1)}, BEGAN + timedelta(minutes=1)) == []
