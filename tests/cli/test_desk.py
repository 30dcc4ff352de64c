"""The desk and its accounts from the command line."""

from __future__ import annotations

import os
import socket
import subprocess
from pathlib import Path

import pytest

from tests.forked.command import program
from tests.waiting import PATIENCE

PASSWORD = "three random words here"


@pytest.fixture
def house(own_house: Path) -> Path:
    return own_house


def run(house: Path, *arguments: str, given: str = "") -> tuple[int, str]:
    own = {
        "SENDBOT_KNOWLEDGE_DIR": str(house / "knowledge"),
        "SENDBOT_DATA_DIR": str(house / "data"),
        "SENDBOT_ENCODER": "none",
    }
    done = subprocess.run(
        [*program(), *arguments],
        env=dict(os.environ) | own,
        input=given,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    return done.returncode, done.stdout + done.stderr


def test_an_account_is_added_and_listed(house: Path) -> None:
    assert "There is no account yet." in run(house, "staff", "list")[1]
    code, said = run(
        house,
        "staff",
        "add",
        "Lee@Example.org",
        "--name",
        "Lee",
        "--workstream",
        "care",
        given=f"{PASSWORD}\n",
    )
    assert (code, said) == (0, "Lee@Example.org can sign in at the desk.\n")
    assert "lee@example.org  Lee  lead  care  never signed in" in run(house, "staff", "list")[1]
    code, said = run(
        house,
        "staff",
        "add",
        "lee@example.org",
        "--name",
        "Lee",
        "--workstream",
        "care",
        given=f"{PASSWORD}\n",
    )
    assert code == 1
    assert "There is an account for lee@example.org already." in said


@pytest.mark.parametrize(
    ("arguments", "given", "sentence"),
    [
        (("--role", "king"), PASSWORD, '"king" is no role. Use lead, curator or admin.'),
        (
            (),
            PASSWORD,
            "A lead sees the groups of their workstreams, and none is named. "
            "Use --workstream with one of: voice, care.",
        ),
        (
            ("--workstream", "cares"),
            PASSWORD,
            '"cares" is no workstream. Use --workstream with one of: voice, care.',
        ),
        (("--role", "admin"), "short", "Use 12 or more; three random words are good."),
    ],
)
def test_an_account_that_makes_no_sense_is_refused_in_a_sentence(
    house: Path, arguments: tuple[str, ...], given: str, sentence: str
) -> None:
    code, said = run(
        house, "staff", "add", "lee@example.org", "--name", "Lee", *arguments, given=f"{given}\n"
    )
    assert code == 1
    assert sentence in said
    assert "Traceback" not in said
    assert "There is no account yet." in run(house, "staff", "list")[1]


def test_a_port_that_is_taken_is_said_in_a_sentence(house: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, said = run(house, "desk", "--port", str(port))
    assert code == 1
    assert f"The desk cannot listen on 127.0.0.1, port {port}" in said
    assert "Use another --port" in said
