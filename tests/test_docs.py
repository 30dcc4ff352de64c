"""README.md against the code: every verb, every setting, both commands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sendbot.cli.main import VERBS, verb
from sendbot.settings import Settings
from tests.readme_command import command

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCS = ROOT / "docs"
LONGEST_README = 150
"""Lines: one page that a person reads to the end."""


def first_cells(page: str) -> set[str]:
    """The first cells, in code marks, of every table of a page."""
    return set(re.findall(r"^\| `([\w]+)` \|", (DOCS / page).read_text(encoding="utf-8"), re.MULTILINE))


def test_every_verb_is_in_the_table_and_every_row_is_a_verb() -> None:
    assert first_cells("verbs.md") == set(VERBS)


def test_every_setting_is_in_the_table_and_every_row_is_a_setting() -> None:
    assert first_cells("settings.md") == {f"SENDBOT_{name.upper()}" for name in Settings.model_fields}


def test_readme_is_one_page_and_its_links_lead_somewhere() -> None:
    assert len(README.splitlines()) <= LONGEST_README
    for link in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / link).exists(), link


def test_readme_leads_to_every_page() -> None:
    assert [page.name for page in DOCS.glob("*.md") if f"](docs/{page.name})" not in README] == []


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda page: page.name)
def test_every_path_that_a_page_names_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = re.findall(r"`((?:sendbot|tests|knowledge|docs)/[\w/.-]+)`", text)
    rooms = ROOT / "sendbot"  # the house names a room such as knowledge/looks from there
    assert [path for path in named if not ((ROOT / path).exists() or (rooms / path).is_dir())] == []


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda page: page.name)
def test_every_path_that_a_page_shortens_is_the_end_of_one(page: Path) -> None:
    there = [
        path.relative_to(ROOT).as_posix()
        for room in ("sendbot", "tests", "knowledge", "docs")
        for path in (ROOT / room).rglob("*.*")
    ]
    named = re.findall(r"`([\w.-]+(?:/[\w.-]+)+\.(?:py|md|toml|yaml))`", page.read_text(encoding="utf-8"))
    assert [name for name in named if not any(f"/{path}".endswith(f"/{name}") for path in there)] == []


def test_every_test_that_a_page_names_exists() -> None:
    """The files' names stand for tests too: a page may name a whole file."""
    written = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    there = set(re.findall(r"def (test_\w+)\(", written)) | {
        path.stem for path in (ROOT / "tests").rglob("test_*.py")
    }
    for page in DOCS.glob("*.md"):
        named = set(re.findall(r"`(test_\w+)`", page.read_text(encoding="utf-8")))
        assert named <= there, page.name


def test_every_promise_for_a_fault_names_its_worst_reply_and_its_test() -> None:
    page = (DOCS / "operations.md").read_text(encoding="utf-8")
    table = page.split("## What is promised when something fails", 1)[1].split("\n## ", 1)[0]
    rows = re.findall(r"^\| (?!what fails).*$", table, re.MULTILINE)
    assert len(rows) >= 17
    assert [row for row in rows if not re.search(r" \| (\d+\.\d s|-) \| `test_\w+` \|$", row)] == []


def test_where_to_change_what_has_enough_rows() -> None:
    rows = (DOCS / "house.md").read_text(encoding="utf-8").split("## Where do I change ...?", 1)[1]
    assert len(re.findall(r"^\| (?!what|---)", rows, re.MULTILINE)) >= 25


def pages_and_code() -> list[Path]:
    """Everything in which a sentence may stand."""
    kinds = (
        "sendbot/**/*.py",
        "sendbot/**/*.html",
        "knowledge/**/*.yaml",
        "knowledge/*.md",
        "docs/*.md",
        "*.md",
    )
    return sorted({path for kind in kinds for path in ROOT.glob(kind) if path.name != "CHANGELOG.md"})


def test_every_setting_named_in_any_sentence_exists() -> None:
    known = {f"SENDBOT_{name.upper()}" for name in Settings.model_fields} | {
        "SENDBOT_DEBUG",
        "SENDBOT_SCREENSHOTS",
    }
    wrong = {
        (path.name, name)
        for path in pages_and_code()
        for name in re.findall(r"\bSENDBOT_[A-Z][A-Z_]+[A-Z]\b", path.read_text(encoding="utf-8"))
        if name not in known
    }
    assert wrong == set()


def test_every_verb_and_option_named_in_any_sentence_exists() -> None:
    wrong = set()
    for path in pages_and_code():
        for name, rest in re.findall(r"\bbot\.py ([a-z]+)\b([^`\n\"]*)", path.read_text(encoding="utf-8")):
            if name not in VERBS:
                wrong.add((path.name, name))
                continue
            options = {option for found in options_of(name) for option in found}
            wrong |= {
                (path.name, f"{name} {option}")
                for option in re.findall(r"(?<!\S)(--[a-z-]+)", rest)
                if option not in options
            }
    assert wrong == set()


def options_of(name: str) -> list[list[str]]:
    """The options of a verb, and of the verbs inside it."""
    found = verb(name)
    inside = list(getattr(found, "commands", {}).values())
    return [[*param.opts, *param.secondary_opts] for command in (found, *inside) for param in command.params]


@pytest.mark.parametrize("name", ["start", "tests"])
def test_both_commands_set_up_from_a_lock_file_that_exists(name: str) -> None:
    found = re.search(r"-r (\S+\.lock)", command(name))
    assert found is not None
    assert (ROOT / found[1]).is_file()


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-test.lock"])
def test_lock_files_carry_hashes_and_no_hosts(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "--hash=sha256:" in text
    assert "://" not in text
    assert "index" not in text
