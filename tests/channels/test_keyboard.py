"""What a person types at a real terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.terminal import Terminal
from tests.waiting import PATIENCE


@pytest.mark.parametrize("leave", [b"\x04", b"\x03"], ids=["ctrl-d", "ctrl-c"])
def test_a_real_terminal_reads_a_paste_as_one_message(house: Path, leave: bytes) -> None:
    with Terminal(house, "chat", "--no-record") as terminal:
        terminal.wait_for("You: ")
        terminal.type(b"how do I\nborrow\na book\n")
        text = terminal.wait_for("Did this help?") + terminal.wait_for("You: ")
        assert text.count("1. Work out my date") == 1
        assert "\x1b[1m" in text
        terminal.wait_until_it_listens()
        terminal.type(leave)
        terminal.wait_for("Goodbye")
        assert terminal.process.wait(PATIENCE) == 0


def test_the_arrow_keys_bring_back_what_was_typed(house: Path) -> None:
    with Terminal(house, "chat", "--no-record") as terminal:
        terminal.wait_for("You: ")
        terminal.type(b"when are you open\n")
        assert "Every day but Sunday." in terminal.wait_for("You: ")
        terminal.wait_until_it_listens()
        terminal.type(b"\x1b[A\n")
        assert "Every day but Sunday." in terminal.wait_for("You: ")
