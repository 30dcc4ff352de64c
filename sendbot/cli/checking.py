"""The verb `check`: the whole look at a folder, what a change brought, and when files changed. It loads
no more than it needs, since curators ask it after every few words."""

from __future__ import annotations

import contextlib
import io
import re
import subprocess
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import typer

from sendbot.cli.folders import (
    folder_problems,
    knowledge_folder,
    open_encoder,
    read_folder,
    told_when_slow,
)
from sendbot.cli.shared import settings_now
from sendbot.errors import KnowledgeError
from sendbot.evaluation.confusable import confusable
from sendbot.knowledge.entries import Problem
from sendbot.knowledge.problems import errors_among, format_problems
from sendbot.mind.verdict import verdict
from sendbot.settings import Settings

verbs = typer.Typer(rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]})

_LINE = re.compile(r":\d+\b")
_NUMBERS = re.compile(r"\d+")


@verbs.command()
def check(
    folder: Annotated[
        Path | None, typer.Argument(help="The knowledge folder; the one of the settings otherwise.")
    ] = None,
    how: Annotated[
        Literal["text", "json", "github"], typer.Option("--format", help="How problems are written.")
    ] = "text",
    matching: Annotated[
        bool,
        typer.Option(
            "--matching/--no-matching", help="Also look for entries that are taken for one another."
        ),
    ] = True,
    changed: Annotated[
        bool, typer.Option("--changed", help="Only what this change brought, against what git has.")
    ] = False,
    against: Annotated[
        str | None,
        typer.Option(
            metavar="FOLDER|REVISION",
            help="With --changed: another folder, or a revision of git such as main; HEAD otherwise.",
        ),
    ] = None,
) -> None:
    """Check the knowledge folder and name every problem with file and line.

    What it calls an error never goes live. When there is no error, it also leaves each question out in turn
    and names pairs of entries that are taken for one another. A folder in which nothing has changed since the
    last look that day is not looked at again.
    """
    settings = settings_now()
    place = knowledge_folder(settings, folder)
    problems = look(settings, place, matching)
    if changed or against:
        new = changes(settings, place, against or "HEAD", problems)
        hidden, problems = len(problems) - len(new), new
    print(format_problems(problems, how, last_changes(place)))
    if (changed or against) and hidden and how == "text":
        print(f"\nNot shown, since they were there before: {hidden}. To see them: python bot.py check")
    if errors_among(problems):
        raise typer.Exit(1)


def look(settings: Settings, folder: Path, matching: bool) -> tuple[Problem, ...]:
    """Everything that is wrong with a folder; with `matching`, and without an error, also which entries are
    taken for one another."""
    reading = cache(lambda: read_folder(settings, folder))  # read once, and only if something has changed
    problems = folder_problems(settings, folder, reading)
    if not matching or errors_among(problems):
        return problems
    kept = settings.data_dir / "cache"

    def taken_for_others() -> tuple[Problem, ...]:
        from sendbot.mind.confused import confused_questions  # heavy: SciPy, for all that is fitted

        knowledge = reading().knowledge
        return confusable(knowledge, confused_questions(knowledge, open_encoder(settings), kept))

    with told_when_slow():
        found = verdict(folder, ("matching", settings.encoder), kept, taken_for_others)
    return tuple(sorted({*problems, *found}))


def changes(settings: Settings, folder: Path, against: str, now: Sequence[Problem]) -> tuple[Problem, ...]:
    """Those of `now` that were not there in another folder, or in a revision that git knows."""
    with _as_it_was(folder, against) as before:
        known = Counter(_without_place(problem) for problem in folder_problems(settings, before))
    new = []
    for problem in now:
        if known[_without_place(problem)]:
            known[_without_place(problem)] -= 1
        elif problem.severity != "note":
            new.append(problem)
    return tuple(new)


def _without_place(problem: Problem) -> tuple[str, str, str]:
    """The same problem further down in a file, or of one thing more, is no new one."""
    inside = problem.place.path.partition("/")[2]
    words = problem.message if problem.severity == "error" else _NUMBERS.sub("", problem.message)
    return inside, problem.code, _LINE.sub("", words).replace(problem.place.path.partition("/")[0], "")


@contextlib.contextmanager
def _as_it_was(folder: Path, against: str) -> Iterator[Path]:
    """Another folder, or this one as git has it at a revision, for as long as it is needed."""
    if Path(against).is_dir():
        yield Path(against)
        return
    with tempfile.TemporaryDirectory() as place:
        before = Path(place) / folder.resolve().name
        before.mkdir()
        with tarfile.open(fileobj=io.BytesIO(_archive(folder, against))) as archive:
            _unpack(archive, before)
        yield before


def _unpack(archive: tarfile.TarFile, place: Path) -> None:
    """Python 3.11.0 to 3.11.3 know no filter: what git packs of one's own folder needs none."""
    if hasattr(tarfile, "data_filter"):
        archive.extractall(place, filter="data")
    else:
        archive.extractall(place)


def _archive(folder: Path, revision: str) -> bytes:
    if revision.startswith("-"):
        raise KnowledgeError(f'"{revision}" is neither a folder nor a revision of git.')
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), "archive", "--format=tar", revision, "--", "."],
            capture_output=True,
            check=False,
        )
    except OSError as problem:
        raise KnowledgeError(
            "git is not installed, so nothing is known of how the folder was. Name another folder with "
            "--against."
        ) from problem
    if done.returncode:
        raise KnowledgeError(
            f'git does not know how {folder} was at "{revision}". Where the folder is not kept in git, '
            "compare it with a copy: --against COPY. Else name a revision such as HEAD or main."
        )
    return done.stdout


def last_changes(folder: Path) -> dict[str, float]:
    """When each file of a folder was last changed, by its path as problems name it."""
    return {
        f"{folder.name}/{path.relative_to(folder).as_posix()}": path.stat().st_mtime
        for path in folder.rglob("*.yaml")
        if path.is_file()
    }
