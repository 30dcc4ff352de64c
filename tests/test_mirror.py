"""Tests mirror the house: whoever opens a module finds its tests in the same room of `tests/`, under the same
name."""

from __future__ import annotations

from pathlib import Path

import pytest

HERE = Path(__file__).parent
PACKAGE = HERE.parent / "sendbot"
LEAST = 0.85
"""The share of modules with a test file of their own. More exceptions than that are no exceptions."""

ONLY_SHAPES = "declares shapes and does nothing; tested wherever they are used"
TRIED_WHOLE = "a step of ranking that means nothing by itself; tested through tests/matching/test_matcher.py"

BY_SLIPS = "each of its sentences is a row of the six hundred of tests/knowledge/test_broken.py"

EXCEPTIONS = {
    "channels/telegram/options.py": ONLY_SHAPES,
    "channels/web/web_options.py": ONLY_SHAPES,
    "conversation/events.py": ONLY_SHAPES,
    "conversation/outcomes.py": ONLY_SHAPES,
    "conversation/replies.py": (
        "parts of a reply and their plain text; tested through every channel that shows them"
    ),
    "conversation/scene.py": "gathers what a turn looks at; tested through tests/conversation/test_turn.py",
    "desk/context.py": ONLY_SHAPES,
    "encoding/encoded.py": "the shapes of what an encoder gives; tested through each of them",
    "encoding/encoder.py": "the protocol that every encoder keeps; tested through each of them",
    "errors.py": ONLY_SHAPES,
    "knowledge/frozen.py": ONLY_SHAPES,
    "knowledge/entries.py": (
        "the shapes of the knowledge; what they refuse is tested in tests/knowledge/test_checks.py"
    ),
    "knowledge/claims.py": BY_SLIPS,
    "knowledge/contradictions.py": BY_SLIPS,
    "knowledge/crisis_people.py": BY_SLIPS,
    "knowledge/field_help.py": "words; that every field has some is tested in tests/knowledge/test_schema.py",
    "knowledge/language_problems.py": BY_SLIPS,
    "knowledge/leftovers.py": BY_SLIPS,
    "knowledge/lengths_said.py": BY_SLIPS,
    "knowledge/text_problems.py": BY_SLIPS,
    "knowledge/twins.py": BY_SLIPS,
    "knowledge/untranslated.py": BY_SLIPS,
    "knowledge/halves.py": BY_SLIPS,
    "knowledge/value_problems.py": BY_SLIPS,
    "knowledge/written.py": BY_SLIPS,
    "review/group_shapes.py": ONLY_SHAPES,
    "this_machine.py": (
        "three names; tested by who asks for them: mail, the desk's session and single sign-on"
    ),
    "store/review/group_rows.py": (
        "reads rows for the other modules of its room, whose tests see every column"
    ),
}
"""Modules without a test file of their own, each with the reason."""

MODULES = sorted(
    path.relative_to(PACKAGE).as_posix()
    for path in PACKAGE.rglob("*.py")
    if not path.name.startswith("__")
    and "migrations" not in path.parts  # tried whole, at each opening of a database
)


def place_for(module: str) -> Path:
    path = Path(module)
    return HERE / path.parent / f"test_{path.name}"


@pytest.mark.parametrize("module", MODULES)
def test_each_module_has_its_tests_where_it_stands_or_is_an_exception(module: str) -> None:
    own = place_for(module)
    if module in EXCEPTIONS:
        assert not own.exists(), f"{module} has tests now: take it out of EXCEPTIONS"
        return
    assert own.exists(), (
        f"{module} needs tests in {own.relative_to(HERE.parent)}, or a reason among EXCEPTIONS"
    )
    assert "def test_" in own.read_text(encoding="utf-8")


def test_most_modules_have_tests_of_their_own_and_each_exception_exists() -> None:
    assert set(EXCEPTIONS) <= set(MODULES)
    assert len(EXCEPTIONS) <= (1 - LEAST) * len(MODULES)
