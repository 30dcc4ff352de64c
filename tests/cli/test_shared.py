"""What every verb needs."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sendbot.cli.shared import today
from sendbot.words.days import LONDON
from tests.terminal import Terminal


def test_no_color_means_no_codes(house: Path) -> None:
    with Terminal(house, "show", "borrow", NO_COLOR="1") as terminal:
        assert "\x1b" not in terminal.wait_for("Did this help?")


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Los_Angeles", "UTC"])
def test_today_is_the_families_day_whatever_the_clock_zone_of_the_machine(
    zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        before = datetime.now(UTC).astimezone(LONDON).date()
        assert before <= today() <= datetime.now(UTC).astimezone(LONDON).date()
    finally:
        monkeypatch.undo()
        time.tzset()
