from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

import pytest

from sendbot.care.redaction import redact
from sendbot.channels.terminal import Style
from sendbot.cli.listing import as_csv, as_text
from sendbot.matching.decision import Candidate
from sendbot.store.rows import LoggedQuestion

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def question(
    text: str, chosen: str | None = None, none_chosen: bool = False, near: bool = True
) -> LoggedQuestion:
    candidates = (Candidate("hours", 0.4), Candidate("fines", 0.2)) if near else ()
    return LoggedQuestion(
        "q-00000001",
        NOON,
        redact(text).text,
        "abstain",
        "nothing close",
        "en",
        chosen,
        none_chosen,
        candidates,
    )


def rows(*questions: LoggedQuestion) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(as_csv(questions), newline="")))


def test_a_question_is_read_with_what_it_was_near_to() -> None:
    text = as_text([question("blue badge")], Style(80))
    assert (
        text
        == "blue badge\nq-00000001, 2026-11-23 12:00 UTC, en, abstain: nothing close\nNearest entry: hours"
    )
    assert "Nearest entry: none" in as_text([question("blue badge", near=False)], Style(80))
    assert as_text([], Style(80)) == "No questions are kept."


def test_what_the_family_chose_is_said() -> None:
    assert "The family chose: fines" in as_text([question("x", chosen="fines")], Style(80))
    assert "The family chose: none of these" in as_text([question("x", none_chosen=True)], Style(80))


def test_a_question_of_many_lines_steers_no_terminal() -> None:
    assert as_text([question("a\nb\x1b[2Jc")], Style(80)).split("\n")[0] == "a b[2Jc"


def test_a_spreadsheet_gets_every_column() -> None:
    (row,) = rows(question("blue badge"))
    assert (row["question"], row["nearest"], row["score"], row["chosen"]) == (
        "blue badge",
        "hours",
        "0.400",
        "",
    )


@pytest.mark.parametrize("text", ["=1+1", "+44", "-x", "@x", " =1"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert rows(question(text))[0]["question"].startswith("'")
