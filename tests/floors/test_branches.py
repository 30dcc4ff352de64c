"""Few functions have many branches. A function that asks eleven things is hard to hold in mind: name a step
and pull it out, put a table in place of a chain of ifs, or return early."""

from __future__ import annotations

from pathlib import Path

from tests.floors.checker import Tree
from tests.floors.figures import MANY_BRANCHES, branchy

PACKAGE = Path(__file__).parents[2] / "sendbot"
MOST = 0.011
"""Of all functions: some are one story with many turns, and are read more easily whole. No more may come."""


def test_few_functions_have_many_branches() -> None:
    named, share = branchy(Tree.read(PACKAGE))
    assert share <= MOST, f"{share:.2%} of all functions: {named}"


def planted(root: Path, branches: int, others: int) -> Tree:
    """A package with one function of so many branches, and others that have none."""
    ifs = "".join(f"    if value == {number}:\n        return\n" for number in range(branches))
    plain = "".join(f"def plain_{number}():\n    return\n" for number in range(others))
    (root / "house").mkdir()
    (root / "house" / "long.py").write_text(f"def asking(value):\n{ifs}    return\n{plain}", encoding="utf-8")
    return Tree.read(root / "house")


def test_a_planted_function_is_named_and_too_many(tmp_path: Path) -> None:
    named, share = branchy(planted(tmp_path, MANY_BRANCHES + 1, others=89))
    assert named == ["long.asking has 11 branches"]
    assert share == 1 / 90
    assert share > MOST


def test_one_of_so_many_more_may_stay(tmp_path: Path) -> None:
    named, share = branchy(planted(tmp_path, MANY_BRANCHES + 1, others=90))
    assert len(named) == 1
    assert share <= MOST


def test_ten_branches_are_not_many(tmp_path: Path) -> None:
    assert branchy(planted(tmp_path, MANY_BRANCHES, others=0)) == ([], 0.0)
