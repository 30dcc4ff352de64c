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


NOT_BY_THE_PROGRAM = {
    "fact": "curators read it: where the number stands in their list of facts",
}
"""Fields that no code of the package looks at, each with why it is there. No more may come."""


def unread_fields(root: Path) -> set[str]:
    """Fields that the shapes of the knowledge accept and no code looks at."""
    known = dict(trees(root))
    written = {
        line.target.id
        for shapes in ("knowledge/entries.py", "knowledge/area.py")
        if shapes in known
        for node in ast.walk(known[shapes])
        if isinstance(node, ast.ClassDef)
        for line in node.body
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name)
    }
    read = {
        node.attr
        for tree in known.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load)
    }
    return written - read


def test_every_field_of_the_knowledge_is_read() -> None:
    assert unread_fields(PACKAGE) == set(NOT_BY_THE_PROGRAM)


def test_a_field_that_nothing_reads_is_found(tmp_path: Path) -> None:
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "knowledge" / "entries.py").write_text("class Entry:\n    id: str\n    idle: str\n", "utf-8")
    (tmp_path / "reader.py").write_text("def read(entry):\n    return entry.id\n", "utf-8")
    assert unread_fields(tmp_path) == {"idle"}


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
