"""Rows and turns are built by name: a call of one of our classes gives at most five values by place. No row
is Any. Every error stands in errors.py."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "sendbot"
MOST_BY_PLACE = 5
"""More than this nobody can tell apart by its place."""


def trees(root: Path) -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(root.rglob("*.py")):
        yield path.relative_to(root).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def by_place(root: Path) -> list[str]:
    """Calls that hand over too many values without their names."""
    classes = {
        node.name for _, tree in trees(root) for node in ast.walk(tree) if isinstance(node, ast.ClassDef)
    }
    return [
        f"{name}:{node.lineno} {node.func.id} gets {len(node.args)} values by place"
        for name, tree in trees(root)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in classes
        and len(node.args) > MOST_BY_PLACE
    ]


def rows_of_anything(root: Path) -> list[str]:
    """Parameters called row or rows whose type says nothing."""
    found = []
    for name, tree in trees(root):
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.arg)
                and node.arg in {"row", "rows", "member", "members"}
                and node.annotation is not None
            ):
                said = ast.unparse(node.annotation)
                if said in {"Any", "object"} or (
                    said.endswith("[Any]") and not said.startswith(("sa.Row", "Row")) and "Row[" not in said
                ):
                    found.append(f"{name}:{node.lineno} {node.arg} is {said}")
    return found


def errors_elsewhere(root: Path) -> list[str]:
    """Error classes that do not stand in errors.py."""
    return [
        f"{name}:{node.lineno} {node.name}"
        for name, tree in trees(root)
        if name != "errors.py"
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        and any(ast.unparse(base).endswith(("Error", "Exception")) for base in node.bases)
    ]


def test_every_error_stands_in_one_module() -> None:
    assert errors_elsewhere(PACKAGE) == []


def test_more_than_five_values_go_by_name() -> None:
    assert by_place(PACKAGE) == []


def test_no_row_is_anything() -> None:
    assert rows_of_anything(PACKAGE) == []


@pytest.mark.parametrize(
    ("text", "finder"),
    [
        ("class A:\n    pass\n\nA(1, 2, 3, 4, 5, 6)", by_place),
        ("class HereError(ValueError):\n    pass", errors_elsewhere),
        ("from typing import Any\n\ndef read(row: Any) -> int:\n    return 1", rows_of_anything),
    ],
)
def test_planted_ones_are_found(tmp_path: Path, text: str, finder: object) -> None:
    (tmp_path / "module.py").write_text(text, encoding="utf-8")
    assert callable(finder)
    assert len(finder(tmp_path)) == 1
