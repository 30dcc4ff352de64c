"""The verbs of families, run as a person or another program runs them."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from tests.forked.command import program
from tests.verbs import UNKNOWN, bot, environment, polite


def test_ask_answers_in_plain_text(house: Path) -> None:
    done = bot(house, "ask", "how do I borrow a book")
    assert done.stdout.startswith("How do I borrow a book?\n\nShow your card at the desk.")
    assert "\x1b" not in done.stdout
    assert done.returncode == 0


def test_ask_json_streams_in_order_and_keeps_nothing(house: Path) -> None:
    done = bot(
        house, "ask", "--json", typed=f'opening hours\n{{"question": "borrow a book"}}\n{{"bad\n{UNKNOWN}\n'
    )
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [item["entry"] for item in found] == ["hours", "borrow", None, None]
    assert [item["outcome"] for item in found] == ["answer", "answer", "abstain", "abstain"]
    assert "error" in found[2]
    assert not (house / "data" / "sendbot.db").exists()


def test_ask_json_answers_each_line_before_the_next_is_written(house: Path) -> None:
    with subprocess.Popen(
        [*program(), "ask", "--json"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment(house),
        cwd=house,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for question, entry in (("opening hours", "hours"), ("borrow a book", "borrow")):
            process.stdin.write(f"{question}\n".encode())
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["entry"] == entry


def test_ask_explains_itself(house: Path) -> None:
    out = bot(house, "ask", "--explain", "opning hours").stdout
    assert "corrected: opning -> opening" in out
    assert "thresholds: answer at" in out
    assert "decision: answer, clear match" in out


def test_show_gives_the_reading_view_and_suggests_ids(house: Path) -> None:
    assert "Show your card." in bot(house, "show", "borrow", "--easy-read").stdout
    assert bot(house, "show", "borrow", "--language", "pl").stdout.startswith("Jak wypożyczyć")
    assert "Did you mean borrow" in polite(bot(house, "show", "borow"), 2)
    assert "Did you mean" not in polite(bot(house, "show", "samba"), 2)


def test_show_shows_the_card_of_a_contact(house: Path) -> None:
    card = bot(house, "show", "samaritans").stdout
    assert card.startswith("The samaritans\nHelp with samaritans.\nPhone: 116 123")


def test_redact_shows_what_would_be_kept(house: Path) -> None:
    assert "900123" not in bot(house, "redact", "ring 07700 900123").stdout
    found = json.loads(bot(house, "redact", "--json", typed='{"question": "ring 07700 900123"}\n').stdout)
    assert [(span["start"], span["end"], span["type"].lower()) for span in found["spans"]] == [
        (5, 17, "phone")
    ]
    assert "0300 123 5012" in bot(house, "redact", "is 0300 123 5012 right").stdout


def test_a_date_is_worked_out(house: Path, tmp_path: Path) -> None:
    listed = bot(house, "date").stdout.splitlines()
    assert listed[0] == "return-book: Last day to bring the book back"
    assert listed[-1] == "appeal-fine: Last day to appeal against a fine"
    calendar = tmp_path / "date.ics"
    done = bot(house, "date", "return", "3", "March", "2026", "--ics", str(calendar))
    assert done.stdout.startswith("Tuesday 24 March 2026")
    assert calendar.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    assert "I could not read that as a date" in bot(house, "date", "return", "banana").stdout
    polite(bot(house, "date", "nothing"), 2)


def test_a_piped_chat_answers_and_leaves_politely(house: Path) -> None:
    done = bot(house, "chat", "--no-record", typed="we are drowning\nborrow a book\n1\nbye\nnever read\n")
    assert done.returncode == 0
    assert done.stdout.index("Leave the building now.") < done.stdout.index("Show your card at the desk.")
    assert done.stdout.rstrip().endswith("You can come back at any time.")
    assert "\x1b" not in done.stdout


def test_telegram_without_a_token_says_what_is_missing(house: Path) -> None:
    assert "SENDBOT_TELEGRAM_TOKEN" in polite(bot(house, "telegram"))


def test_a_chat_goes_on_without_its_database(house: Path) -> None:
    done = bot(house, typed="opening hours\n", SENDBOT_DATABASE_URL="sqlite+aiosqlite:////dev/null/x.db")
    assert "questions will not be kept" in done.stderr
    assert "Every day but Sunday." in done.stdout


def test_bytes_that_are_no_text_are_survived(house: Path) -> None:
    done = bot(house, "ask", "--json", typed=b"\xff\xfe\x00\n\xc3\n", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 2
