"""A saved index or look is used again only while the code that fits is the same: whoever changes it raises
the number too."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sendbot.matching.cache import FORMAT
from sendbot.mind import danger_model
from tests.fitting_code import ROOT, fingerprint

INDEX = (37, "37244e089ca257de")
DANGER = (19, "bb9536c8df82a781")
"""The number of the format, and the fingerprint of the code that fitted under it."""


def test_the_number_of_the_index_was_raised_when_the_code_that_fits_it_changed() -> None:
    assert (FORMAT, fingerprint("sendbot.matching.fitting", "sendbot.matching.")) == INDEX, (
        "The code that fits the index has changed. Raise FORMAT in "
        "sendbot/matching/cache.py, and write both here."
    )


def test_the_number_of_the_look_for_danger_was_raised_when_the_code_that_fits_it_changed() -> None:
    code = fingerprint("sendbot.care.trained_look", "sendbot.care.")
    assert (danger_model._FORMAT, code) == DANGER, (
        "The code that fits the look for danger has changed. Raise _FORMAT in sendbot/mind/danger_model.py, "
        "and write both here."
    )


@pytest.mark.parametrize(
    ("module", "old", "new", "other"),
    [
        ("matching/weighing.py", "\n\n\n", "\n\n\n_MORE = 2\n\n\n", True),
        ("matching/fitting.py", "\n\n\n", "\n\n\n# a comment\n\n\n", False),
        ("matching/small_talk.py", "\n\n\n", "\n\n\n_MORE = 2\n\n\n", False),
    ],
)
def test_code_that_fits_changes_the_fingerprint_and_comments_do_not(
    tmp_path: Path, module: str, old: str, new: str, other: bool
) -> None:
    for room in ("matching", "encoding"):
        shutil.copytree(ROOT / "sendbot" / room, tmp_path / "sendbot" / room)
    path = tmp_path / "sendbot" / module
    before = fingerprint("sendbot.matching.fitting", "sendbot.matching.", tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    assert (fingerprint("sendbot.matching.fitting", "sendbot.matching.", tmp_path) != before) is other
