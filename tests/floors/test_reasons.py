"""A number has its reason beside it: a sentence under it, or a comment on its line. A name is no reason."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "sendbot"


def numbers_without_reason(path: Path) -> list[str]:
    """Module-level names whose value is made of numbers alone, with nothing that says why."""
    text = path.read_text(encoding="utf-8")
    lines = text.split("\n")
    body = ast.parse(text).body
    found = []
    for place, node in enumerate(body):
        if (
            not isinstance(node, ast.Assign | ast.AnnAssign)
            or node.value is None
            or not _is_number(node.value)
        ):
            continue
        after = body[place + 1] if place + 1 < len(body) else None
        told = (
            isinstance(after, ast.Expr)
            and isinstance(after.value, ast.Constant)
            and isinstance(after.value.value, str)
        )
        written = lines[node.lineno - 1 : node.end_lineno]
        if not told and not any("  # " in line for line in written):
            found.append(f"{path.name}:{node.lineno} {lines[node.lineno - 1].strip()}")
    return found


def _is_number(value: ast.expr) -> bool:
    """A number, a tuple of them, arithmetic of them, or a length of time."""
    if isinstance(value, ast.Constant):
        return (
            isinstance(value.value, int | float)
            and not isinstance(value.value, bool)
            and value.value not in {0, 1}
        )
    if isinstance(value, ast.UnaryOp):
        return _is_number(value.operand)
    if isinstance(value, ast.BinOp):
        return _is_number(value.left) or _is_number(value.right)
    if isinstance(value, ast.Tuple):
        return bool(value.elts) and all(_is_number(item) for item in value.elts)
    if isinstance(value, ast.Call):
        called = value.func.id if isinstance(value.func, ast.Name) else ""
        return called == "timedelta"
    return False


@pytest.mark.parametrize(
    "path",
    [path for path in sorted(PACKAGE.rglob("*.py")) if "migrations" not in path.parts],
    ids=lambda path: path.stem,
)
def test_every_module_level_number_has_its_reason(path: Path) -> None:
    assert numbers_without_reason(path) == []


def test_a_planted_number_is_found(tmp_path: Path) -> None:
    module = tmp_path / "planted.py"
    module.write_text(
        '_MOST_PARTS = 5\n_KNOWN = 4\n"""Because."""\n_LONG = 3.5  # because\n', encoding="utf-8"
    )
    assert numbers_without_reason(module) == ["planted.py:1 _MOST_PARTS = 5"]
