"""What every verb needs."""

from __future__ import annotations

from pathlib import Path

from tests.terminal import Terminal


def test_no_color_means_no_codes(house: Path) -> None:
    with Terminal(house, "show", "borrow", NO_COLOR="1") as terminal:
        assert "\x1b" not in terminal.wait_for("Did this help?")
