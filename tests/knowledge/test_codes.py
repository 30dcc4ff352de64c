from __future__ import annotations

import re
from pathlib import Path

from sendbot.knowledge.codes import CODES, explained

ROOMS = Path(__file__).parent.parent.parent / "sendbot"


def test_a_kind_is_explained_with_what_to_do_and_what_is_right() -> None:
    told = explained("bold")
    assert told.startswith("bold: a ** is opened and not closed.\nWhat to do: ")
    assert "Right, for example:\n  **The council" in told
    assert "Right" not in explained("garbled")


def test_every_kind_is_given_somewhere() -> None:
    source = "\n".join(
        path.read_text(encoding="utf-8")
        for room in ("knowledge", "mind", "evaluation")
        for path in (ROOMS / room).rglob("*.py")
        if path.name != "codes.py"
    )
    assert [code for code in CODES if not re.search(rf'"{code}"', source)] == []


def test_no_kind_is_explained_by_the_message_that_led_to_it() -> None:
    assert [code for code in CODES if "what the message says" in explained(code)] == []
    assert "into quotes" in explained("slip")
