from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sendbot.channels.terminal import Style, safe, shown, wrapped
from sendbot.conversation.buttons import Button
from sendbot.conversation.replies import Card, Reply, Title, Words

REPLY = Reply(
    (
        Title("A title"),
        Words("**Two bold** words.\n\n- one\n- two"),
        Card("The desk", "Help.", ("Phone: 999",)),
    ),
    (Button("Yes", "1:h:x"),),
)


def test_a_pipe_gets_plain_lines() -> None:
    assert (
        shown(REPLY, Style())
        == "A title\n\nTwo bold words.\n\n- one\n- two\n\nThe desk\nHelp.\nPhone: 999\n\n1. Yes"
    )


def test_a_terminal_gets_bold_and_nothing_else() -> None:
    text = shown(REPLY, Style(bold=True))
    assert text.startswith("\x1b[1mA title\x1b[0m\n\n\x1b[1mTwo\x1b[0m \x1b[1mbold\x1b[0m words.")
    assert text.replace("\x1b[1m", "").replace("\x1b[0m", "") == shown(REPLY, Style())


def test_text_is_wrapped_and_addresses_are_not_cut() -> None:
    address = "https://library.example/" + "a" * 100
    lines = wrapped(f"- {'word ' * 30}\n{address}", Style(width=42)).split("\n")
    assert all(len(line) <= 40 or line == address for line in lines)
    assert lines[1].startswith("  word")
    assert address in lines


def test_a_very_narrow_and_a_very_wide_terminal_are_readable() -> None:
    assert Style(width=5).columns == 30
    assert Style(width=500).columns == 88


@given(st.text())
def test_no_control_character_reaches_the_terminal(text: str) -> None:
    out = safe(text)
    assert not any(ord(character) < 32 and character != "\n" for character in out)
    assert "\x1b" not in out
    assert "\x9b" not in out
    assert "\u202e" not in out
    out.encode("utf-8")
