"""What others build on stays put: the public names, the keys of JSON lines, the verbs and their exit codes,
the metrics."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

import sendbot
from sendbot.channels.telegram.counters import TelegramMetrics
from sendbot.cli.main import VERBS
from tests.forked.command import program
from tests.small_folder import write_small_folder
from tests.waiting import PATIENCE

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "interfaces.md").read_text(encoding="utf-8")


def documented(heading: str) -> list[str]:
    """The first cells, in code marks, of the table under a heading."""
    section = PAGE.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    return re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE)


def bot(folder: Path, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    environment = {
        "SENDBOT_ENCODER": "none",
        "SENDBOT_DATA_DIR": str(folder / "data"),
        "PATH": "/usr/bin:/bin",
    }
    return subprocess.run(
        [*program(), *arguments],
        input=given, capture_output=True, text=True, cwd=folder, env=environment, timeout=PATIENCE,
        check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("house")
    write_small_folder(folder / "knowledge")
    return folder


def test_the_public_names_are_these_and_no_more() -> None:
    assert sorted(documented("From Python")) == sorted(sendbot.__all__)
    for name in sendbot.__all__:
        assert callable(getattr(sendbot, name))
    with pytest.raises(AttributeError, match="has no public name"):
        sendbot.Anything  # noqa: B018 - looking is what is tested


def test_the_example_runs(
    house: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = re.search(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert found
    monkeypatch.chdir(house)
    exec(found[1], {})
    said = capsys.readouterr().out
    assert said.startswith("My son [name] was sent home")
    assert re.findall(r"'([^']+)'", said)
    assert set(re.findall(r"'([^']+)'", said)) <= set(sendbot.load_knowledge("knowledge").questions())


def test_the_public_functions_work_together() -> None:
    questions = {"bins": ["when is bin day", "bins emptied"], "books": ["borrow a book", "lend me a novel"]}
    matcher = sendbot.Matcher.fit(questions, encoder=None)
    thresholds = sendbot.calibrate(questions, encoder=None)
    assert sendbot.decide(matcher.rank("borrow a book"), thresholds).candidates[0].entry == "books"
    assert sendbot.redact("ring me on 07700 900123").text == "ring me on [phone]"


def test_ask_gives_the_documented_keys(house: Path) -> None:
    done = bot(house, "ask", "--json", given="opening hours?\n\n{broken\n")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(rows) == 3
    keys = documented("`ask --json`")
    assert set(rows[0]) == set(keys) - {"error"}
    assert set(rows[2]) == set(keys)
    assert done.returncode == 0


def test_redact_gives_the_documented_keys(house: Path) -> None:
    (row,) = [
        json.loads(line)
        for line in bot(house, "redact", "--json", given="ring 07700 900123\n").stdout.splitlines()
    ]
    assert set(row) == {"text", "spans"}
    assert set(row["spans"][0]) == {"start", "end", "type"}
    assert {"text", "spans", "start", "end", "type"} == set(documented("`redact --json`"))


def test_the_verbs_are_the_documented_ones() -> None:
    assert set(documented("Verbs and exit codes")) == set(VERBS)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("ask", "opening hours?"), 0), (("check", "--no-matching"), 0), (("show", "hours"), 0),
        (("show", "nothing"), 2),
        (("nonsense",), 2), (("redact", "x"), 0), (("date",), 0), (("date", "nothing"), 2),
        (("explain", "nothing"), 2),
        (("telegram",), 1), (("new", "Not an id"), 1), (("import", "nothing.csv"), 1),
        (("restore", "nothing.db"), 1),
        (("try", "--entry", "nothing", "opening hours?"), 1), (("evaluate", "nothing.csv"), 1),
    ],
)  # fmt: skip
def test_exit_codes_are_those_of_the_page(house: Path, arguments: tuple[str, ...], code: int) -> None:
    done = bot(house, *arguments)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("verb", ["chat", "ask", "show", "redact", "check", "calibrate", "web", "desk"])
def test_answers_that_cannot_be_read_end_a_verb_with_1(verb: str, tmp_path: Path) -> None:
    write_small_folder(tmp_path / "knowledge")
    (tmp_path / "knowledge" / "broken.yaml").write_text('entries:\n  - id: "x\n', encoding="utf-8")
    told = {"ask": ["hours?"], "show": ["hours"], "redact": ["x"], "check": ["--no-matching"]}
    done = bot(tmp_path, verb, *told.get(verb, []))
    assert done.returncode == 1, done.stderr
    assert "broken.yaml:2" in done.stdout + done.stderr


def test_the_metrics_are_the_documented_ones() -> None:
    names = set(re.findall(r"^# TYPE (sendbot_\w+) ", TelegramMetrics().text().decode(), re.MULTILINE))
    assert {name.removesuffix("_created") for name in names} == set(documented("`/metrics`"))
