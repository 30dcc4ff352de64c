"""The verbs, run as a person or another program runs them: real processes, real files."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.small_folder import write_small_folder

ROOT = Path(__file__).parent.parent
UNKNOWN = "zebras gnus yaks"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("house")
    write_small_folder(folder / "knowledge")
    return folder


def environment(house: Path, **more: str) -> dict[str, str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith("SENDBOT_")}
    own = {
        "SENDBOT_KNOWLEDGE_DIR": str(house / "knowledge"),
        "SENDBOT_DATA_DIR": str(house / "data"),
        "SENDBOT_ENCODER": "none",
    }
    return plain | own | {"COLUMNS": "80"} | more


def bot(
    house: Path, *arguments: str, typed: str | bytes = b"", **more: str
) -> subprocess.CompletedProcess[str]:
    data = typed if isinstance(typed, bytes) else typed.encode()
    done = subprocess.run(
        [sys.executable, str(ROOT / "bot.py"), *arguments],
        input=data,
        env=environment(house, **more),
        cwd=house,
        capture_output=True,
        timeout=60,
        check=False,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def polite(done: subprocess.CompletedProcess[str], code: int = 1) -> str:
    """What was said on standard error: a few plain sentences, no traceback, and the exit code that belongs to it."""
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    assert 0 < len(done.stderr.strip().splitlines()) < 8
    return done.stderr


def test_help_names_every_verb(house: Path) -> None:
    done = bot(house, "--help")
    for verb in ("chat", "ask", "check", "show", "questions", "purge", "redact", "date", "evaluate"):
        assert f"\n  {verb} " in done.stdout


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
        [sys.executable, str(ROOT / "bot.py"), "ask", "--json"],
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


def test_recorded_questions_are_listed_exported_and_purged(tmp_path: Path) -> None:
    write_small_folder(tmp_path / "knowledge")
    bot(tmp_path, "ask", "--record", f"{UNKNOWN} 07700 900123")
    bot(tmp_path, "ask", "--record", "--json", typed="=HYPERLINK(zebras)\n")
    listed = bot(tmp_path, "questions").stdout
    assert UNKNOWN in listed
    assert "900123" not in listed
    rows = list(csv.DictReader(io.StringIO(bot(tmp_path, "questions", "--csv").stdout)))
    assert [row["question"][:12] for row in rows] == ["'=HYPERLINK(", UNKNOWN[:12]]
    assert (
        len(list(csv.DictReader(io.StringIO(bot(tmp_path, "questions", "--csv", "--limit", "1").stdout))))
        == 1
    )
    assert bot(tmp_path, "purge").stdout == "Deleted 0 questions older than 365 days.\n"


def test_check_names_every_problem_with_its_line(tmp_path: Path) -> None:
    folder = write_small_folder(tmp_path / "knowledge")
    wording = (folder / "wording.yaml").read_text(encoding="utf-8")
    (folder / "wording.yaml").write_text(
        wording.replace("Checked on {date}.", "Checked on {when}."), encoding="utf-8"
    )
    done = bot(tmp_path, "check")
    assert done.returncode == 1
    assert 'Wording "checked" uses {when}, which the bot cannot fill in. It may use {date}.' in done.stdout
    assert "knowledge/wording.yaml:" in done.stdout
    assert json.loads(bot(tmp_path, "check", str(folder), "--format", "json").stdout)
    assert "::error " in bot(tmp_path, "check", "--format", "github").stdout


def test_show_gives_the_reading_view_and_suggests_ids(house: Path) -> None:
    assert "Show your card." in bot(house, "show", "borrow", "--easy-read").stdout
    assert bot(house, "show", "borrow", "--language", "pl").stdout.startswith("Jak wypożyczyć")
    assert "Did you mean borrow" in polite(bot(house, "show", "borow"), 2)


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


def test_no_verb_is_a_chat(house: Path) -> None:
    assert "Goodbye" in bot(house, typed="bye\n").stdout


def test_telegram_without_a_token_says_what_is_missing(house: Path) -> None:
    assert "SENDBOT_TELEGRAM_TOKEN" in polite(bot(house, "telegram"))


def test_a_chat_goes_on_without_its_database(house: Path) -> None:
    done = bot(house, typed="opening hours\n", SENDBOT_DATABASE_URL="sqlite+aiosqlite:////dev/null/x.db")
    assert "questions will not be kept" in done.stderr
    assert "Every day but Sunday." in done.stdout


_WITH_TERMINAL = "import fcntl, os, sys, termios; os.setsid(); fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"


class Terminal:
    """A real terminal with the program in it."""

    def __init__(self, house: Path, *arguments: str, **more: str) -> None:
        self.screen, inside = pty.openpty()
        command = [sys.executable, "-c", _WITH_TERMINAL, sys.executable, str(ROOT / "bot.py"), *arguments]
        self.process = subprocess.Popen(
            command,
            stdin=inside,
            stdout=inside,
            stderr=inside,
            env=environment(house, TERM="xterm", **more),
            cwd=house,
        )
        os.close(inside)
        self.seen = ""

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self.screen)

    def wait_for(self, wanted: str, seconds: float = 30) -> str:
        """All that was shown since the last wait, up to and with the wanted words."""
        end = time.monotonic() + seconds
        while wanted not in self.seen and time.monotonic() < end:
            if select.select([self.screen], [], [], 0.2)[0]:
                try:
                    self.seen += os.read(self.screen, 65536).decode(errors="replace")
                except OSError:
                    break
        before, found, self.seen = self.seen.partition(wanted)
        assert found, f"{wanted} was not shown, but: {before}"
        return before + found

    def type(self, keys: bytes) -> None:
        """Press keys."""
        os.write(self.screen, keys)


@pytest.mark.parametrize("leave", [b"\x04", b"\x03"], ids=["ctrl-d", "ctrl-c"])
def test_a_real_terminal_reads_a_paste_as_one_message(house: Path, leave: bytes) -> None:
    with Terminal(house, "chat", "--no-record") as terminal:
        terminal.wait_for("You: ")
        terminal.type(b"how do I\nborrow\na book\n")
        text = terminal.wait_for("Did this help?") + terminal.wait_for("You: ")
        assert text.count("Checked on") == 1
        assert "\x1b[1m" in text
        time.sleep(
            0.3
        )  # a signal between showing the prompt and waiting for keys would be seen only at the next key
        terminal.type(leave)
        terminal.wait_for("Goodbye")
        assert terminal.process.wait(10) == 0


def test_no_color_means_no_codes(house: Path) -> None:
    with Terminal(house, "show", "borrow", NO_COLOR="1") as terminal:
        assert "\x1b" not in terminal.wait_for("Did this help?")


def test_a_reader_that_leaves_early_is_no_error(house: Path) -> None:
    command = f"yes 'borrow a book' | head -400 | {sys.executable} {ROOT / 'bot.py'} ask --json | head -1"
    done = subprocess.run(
        ["bash", "-c", command],
        env=environment(house),
        cwd=house,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.stderr == b""
    assert json.loads(done.stdout)["entry"] == "borrow"


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        (
            "RETENTION_DAYS",
            "a year",
            'SENDBOT_RETENTION_DAYS is "a year", which cannot be used. Use a whole number',
        ),
        ("RETENTION_DAYS", "0", "from 1 to 3650"),
        ("LOG_LEVEL", "loud", "Use DEBUG, INFO, WARNING or ERROR."),
        ("ENCODER", "/nowhere/at/all", "there is no such folder"),
        ("KNOWLEDGE_DIR", "/nowhere/at/all", "SENDBOT_KNOWLEDGE_DIR"),
    ],
)
def test_wrong_settings_are_sentences(house: Path, setting: str, value: str, said: str) -> None:
    assert said in polite(bot(house, "ask", "opening hours", **{f"SENDBOT_{setting}": value}))


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask", "--nonsense"),
        ("nonsense",),
        ("show",),
        ("questions", "--limit", "0"),
        ("purge", "--days", "x"),
    ],
)
def test_wrong_usage_says_how(house: Path, arguments: tuple[str, ...]) -> None:
    polite(bot(house, *arguments), 2)


def test_a_database_that_is_none_is_a_sentence(house: Path, tmp_path: Path) -> None:
    (tmp_path / "sendbot.db").write_bytes(b"not a database " * 1000)
    assert "damaged or is not a database" in polite(bot(house, "questions", SENDBOT_DATA_DIR=str(tmp_path)))


def test_broken_knowledge_is_a_sentence(house: Path, tmp_path: Path) -> None:
    write_small_folder(tmp_path / "knowledge")
    (tmp_path / "knowledge" / "library.yaml").write_text("entries: [", encoding="utf-8")
    assert "library.yaml" in polite(bot(house, "ask", "x", SENDBOT_KNOWLEDGE_DIR=str(tmp_path / "knowledge")))


def test_bytes_that_are_no_text_are_survived(house: Path) -> None:
    done = bot(house, "ask", "--json", typed=b"\xff\xfe\x00\n\xc3\n", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 2
