"""Slips that curators make, each as a change of a small sound folder, and what the check says about it.

A slip is a row: what it is, the file, what stands there, what stands there after the slip, and what the
advice must say. In the new text "§" marks the line where the slip is; without one it is the first line that
changed. Advice is a list of pieces, parted by " & ", that one problem at that line must all hold; "|" parts
two ways of saying a piece. Where a line is missing, "at 7: " before the advice says at which line the thing
stands that lacks it; "in topic.yaml at 7: " where another file names what is gone from this one.
`""` as what stands there makes a new file; "one.yaml -> other.yaml" gives a file another name, and "one.yaml
-> " deletes it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from sendbot.knowledge.entries import Problem
from sendbot.knowledge.reading import read
from sendbot.knowledge.wording import REQUIRED_WORDING
from sendbot.mind.soundness import problems_of

_LINE = re.compile(r"(?:in (\S+) )?at (\d+): ")
TODAY = date(2026, 11, 23)
SOUND = Path(__file__).parent / "sound"
Outcome = Literal["right", "vague", "elsewhere", "silent"]


@dataclass(frozen=True)
class Slip:
    """One row."""

    what: str
    file: str
    before: str
    after: str
    says: str
    harmless: bool = False
    """A warning is enough: the folder may go live."""


def rows(table: Sequence[tuple[str, str, str, str, str]]) -> list[Slip]:
    """The rows of a table; one whose name ends with "(warning)" may go live."""
    return [Slip(*row, harmless=row[0].endswith("(warning)")) for row in table]


@cache
def sound_files() -> dict[str, str]:
    """The sound folder's files by name, with words for everything that the bot says."""
    files = {
        path.relative_to(SOUND).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(SOUND.rglob("*.yaml"))
    }
    said = "\n".join(
        f'  {key}: "Say {key[:20]} {" ".join(f"{{{name}}}" for name in sorted(names))}"'
        for key, names in REQUIRED_WORDING.items()
    )
    files["wording.yaml"] = f"wording:\n{said}\n"
    return files


def write(folder: Path, slip: Slip | None = None) -> int:
    """Write the folder with a slip in it; the line at which the slip stands."""
    files, line = dict(sound_files()), 1
    if slip is not None:
        old, _, new = slip.file.partition(" -> ")
        text, line = _with(slip, files.pop(old, ""))
        if new or old == slip.file:
            files[new or old] = text
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8", "surrogateescape"))
    return line


def _with(slip: Slip, text: str) -> tuple[str, int]:
    if not slip.before and " -> " in slip.file:
        return text, 1
    if not slip.before:
        assert not text, f"{slip.what}: {slip.file} exists"
        marked = slip.after.partition("§") if "§" in slip.after else ("", "", "")
        return slip.after.replace("§", ""), marked[0].count("\n") + 1
    assert slip.before in text, f"{slip.what}: {slip.before!r} is not in {slip.file}"
    first = text.index(slip.before)
    line = text.count("\n", 0, first) + 1
    if "§" in slip.after:
        line += slip.after.partition("§")[0].count("\n")
    else:
        pairs = zip(slip.before.split("\n"), slip.after.split("\n"), strict=False)
        line += next((number for number, (old, new) in enumerate(pairs) if old != new), 0)
    return text.replace(slip.before, slip.after.replace("§", ""), 1), line


def changed_text(slip: Slip) -> str:
    """The text of the file that the slip is in."""
    return _with(slip, sound_files().get(slip.file.partition(" -> ")[0], ""))[0]


def found_in(folder: Path) -> tuple[Problem, ...]:
    """Everything that is said about a folder."""
    return problems_of(read(folder), TODAY)


def outcome(slip: Slip, line: int, found: Sequence[Problem]) -> Outcome:
    """How well a slip was told: at its line with the advice, at its file, elsewhere, or not at all."""
    found = [problem for problem in found if problem.severity != "note"]
    if not found:
        return "silent"
    name = f"knowledge/{slip.file.rpartition(' -> ')[2]}".rstrip("/")
    said = slip.says
    if found_line := _LINE.match(said):
        line, said = int(found_line[2]), said[found_line.end() :]
        name = f"knowledge/{found_line[1]}" if found_line[1] else name
    wanted = [piece.casefold() for piece in said.split(" & ")]
    told = [problem for problem in found if slip.harmless or problem.severity == "error"]
    here = [problem for problem in told if (problem.place.path, problem.place.line) == (name, line)]
    if any(
        all(any(way in problem.message.casefold() for way in piece.split("|")) for piece in wanted)
        for problem in here
    ):
        return "right"
    return "vague" if any(problem.place.path == name for problem in found) else "elsewhere"
