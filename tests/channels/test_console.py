from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from sendbot.assistant import Assistant
from sendbot.channels.console import Console
from sendbot.store.store import Store
from tests.conversation.small_house import MIND, TODAY


def talk(
    *typed: str | BaseException,
    store: Store | None = None,
    folder: Path = Path(),
    run: asyncio.Runner | None = None,
) -> str:
    """A whole chat with these lines typed; what the terminal showed."""
    lines: Iterator[str | BaseException] = iter(typed)
    out: list[str] = []

    def read(prompt: str) -> str:
        out.append(prompt)
        line = next(lines, EOFError())
        if isinstance(line, BaseException):
            raise line
        return line

    with asyncio.Runner() as own:
        Console(Assistant(MIND, store), read, out.append, lambda: TODAY, folder=folder).talk(run or own)
    return "".join(out)


def test_it_says_hello_how_it_works_and_goodbye() -> None:
    text = talk()
    assert text.startswith("\nHello. I am an automatic helper")
    assert 'type "bye" or press Ctrl-D' in text
    assert text.rstrip().endswith("You can come back at any time.")


@pytest.mark.parametrize("leave", ["bye", " QUIT ", "/exit", EOFError(), KeyboardInterrupt()])
def test_there_are_many_polite_ways_out(leave: str | BaseException) -> None:
    assert talk(leave, "borrow book").count("You: ") == 1


def test_a_question_is_answered_and_a_number_chooses() -> None:
    text = talk("borrow loan", "1", "2")
    assert "1. How do I borrow a book?\n2. How do I renew a loan?\n3. None of these" in text
    assert "Show your card at the desk." in text
    assert "How do I borrow a book?\n\nShow your card.\n" in text


def test_a_number_that_is_no_choice_is_explained() -> None:
    assert "There is no choice 9. Please type a number from 1 to 3" in talk("borrow loan", "9")


def test_a_number_without_choices_is_a_message() -> None:
    assert "I am sorry" in talk("7")


def test_a_date_is_asked_for_taken_and_saved(tmp_path: Path) -> None:
    text = talk("borrow book", "1", "20 November 2026", "save", "save", folder=tmp_path)
    assert "Friday 11 December 2026" in text
    assert "Saved as return-book.ics." in text
    assert (tmp_path / "return-book.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\nVERSION")


def test_a_saved_file_never_replaces_another(tmp_path: Path) -> None:
    (tmp_path / "return-book.ics").write_text("mine", encoding="utf-8")
    assert "Saved as return-book-2.ics." in talk(
        "/date return-book 20 November 2026", "save", folder=tmp_path
    )
    assert (tmp_path / "return-book.ics").read_text(encoding="utf-8") == "mine"


def test_easy_read_can_be_switched_on_and_off() -> None:
    text = talk("/easyread", "borrow book", "/easyread", "borrow book")
    assert (
        text.index("Show your card.\n")
        < text.index("Easy Read is off.")
        < text.index("Show your card at the desk.")
    )


def test_danger_comes_first() -> None:
    text = talk("we are drowning, borrow book how")
    assert text.index("Leave the building now.") < text.index("You: ", text.index("Leave"))


def test_a_message_cannot_steer_the_terminal() -> None:
    assert "\x1b" not in talk("\x1b[2J\x1b]0;owned\x07 borrow", "/date \x1b[31m", "/date return-book \x1b[2J")


def test_a_very_long_and_a_many_lined_message_are_read() -> None:
    assert talk("word " * 100_000, "how do I\nborrow\na book").count("You: ") == 3


def test_a_database_that_fails_does_not_end_the_chat(tmp_path: Path) -> None:
    import sqlite3

    path = tmp_path / "sendbot.db"
    with asyncio.Runner() as run:
        context = Store.open(f"sqlite+aiosqlite:///{path}", wait=0.05)
        store = run.run(context.__aenter__())
        holder = sqlite3.connect(path, isolation_level=None)
        holder.execute("begin immediate")
        text = talk("when are the bins collected", "opening hours", store=store, run=run)
        holder.close()
        run.run(context.__aexit__(None, None, None))
    assert "I could not save anything just now." in text
    assert "Every day but Sunday." in text
