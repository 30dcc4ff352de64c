"""A commit on a branch of the repository that the knowledge folder is in. The folder itself stays as it
is, and so does
the branch that is checked out: a person merges."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sendbot.errors import ReviewError

_PATIENCE = 20
"""Seconds for one command of git: it writes a few small files."""


@dataclass(frozen=True)
class Author:
    """Under whose name the commit stands."""

    name: str
    email: str


def on_a_branch(folder: Path, branch: str, files: Mapping[str, str], message: str, author: Author) -> str:
    """Put files (path below the folder's parent -> text) on a branch that grows from what is checked
    out, or from
    itself when it is there already; its name. Raises ReviewError with what git said."""
    with tempfile.TemporaryDirectory() as aside:
        index = {"GIT_INDEX_FILE": str(Path(aside) / "index")}
        top = Path(_git(folder, "rev-parse", "--show-toplevel"))
        known = _git(folder, "for-each-ref", "--format=%(objectname)", f"refs/heads/{branch}")
        parent = known or _git(folder, "rev-parse", "HEAD")
        _git(folder, "read-tree", parent, **index)
        for path, text in files.items():
            name = (folder.resolve() / path.removeprefix("knowledge/")).relative_to(top.resolve())
            blob = _git(folder, "hash-object", "-w", "--stdin", text=text)
            _git(top, "update-index", "--add", "--cacheinfo", f"100644,{blob},{name.as_posix()}", **index)
        tree = _git(top, "write-tree", **index)
        who = {
            f"GIT_{role}_{what}": value
            for role in ("AUTHOR", "COMMITTER")
            for what, value in (("NAME", author.name), ("EMAIL", author.email))
        }
        made = _git(folder, "commit-tree", tree, "-p", parent, "-m", message, **who)
        _git(folder, "update-ref", f"refs/heads/{branch}", made, known or "0" * 40)
    return branch


def _git(folder: Path, *command: str, text: str | None = None, **environment: str) -> str:
    try:
        done = subprocess.run(
            ["git", *command],
            cwd=folder,
            input=text,
            env={**os.environ, **environment},
            capture_output=True,
            encoding="utf-8",
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        raise ReviewError(
            f"git could not be run ({type(problem).__name__}). Download the file instead."
        ) from None
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["no reason"])[-1]
        raise ReviewError(f"git refused to keep the change: {said[:200]}. Download the file instead.")
    return done.stdout.strip()
