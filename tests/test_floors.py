"""The floor table of the house, held against the code. Nothing of sendbot is imported: the source is read with `ast`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "sendbot"

MAY_TOUCH: dict[str, tuple[str, ...]] = {
    "cli": ("",),
    "house": ("",),
    "doctor": ("",),
    "bookshelf": ("",),
    "reviewing": ("",),
    "settings": ("errors", "mailing"),
    "listing": ("channels", "store"),
    "measuring": ("conversation", "evaluation", "knowledge", "matching", "care.redaction"),
    "explaining": ("channels", "conversation", "matching"),
    "channels": ("assistant", "conversation", "store", "digesting", "review.answers"),
    "desk": ("review", "store", "knowledge", "evaluation"),
    "assistant": ("conversation", "store"),
    "digesting": ("mailing", "store", "review", "knowledge"),
    "store": ("review", "conversation.events", "care.redaction", "matching.decision"),
    "conversation": ("indexing", "knowledge", "matching", "care"),
    "review": ("knowledge", "matching"),
    "evaluation": ("indexing", "knowledge", "matching", "care"),
    "indexing": ("knowledge", "matching", "care"),
    "matching": (),
    "care": ("matching.text",),
    "knowledge": (),
    "mailing": (),
    "errors": (),
    "__init__": (),
    "__main__": ("cli",),
}
"""Each room with the rooms that it may import from, besides itself and `errors`. A dotted name allows that module only."""

PURE = ("conversation", "review", "evaluation", "indexing", "matching", "care", "knowledge")
NOT_PURE = {
    "socket",
    "ssl",
    "http",
    "urllib",
    "sqlite3",
    "sqlalchemy",
    "aiosqlite",
    "asyncio",
    "threading",
    "subprocess",
    "secrets",
    "random",
    "uuid",
    "time",
}
READS_ENVIRONMENT = {"cli", "settings"}
LONGEST_FUNCTION = 60

MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "__pycache__" not in path.parts)


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> Iterator[str]:
    """Every module that is imported anywhere in a file, for typing too, in full."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}:{node.lineno}: imports are written in full"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def named(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_imports_only_go_down(path: Path) -> None:
    own = room(path)
    assert own in MAY_TOUCH, f"{own} has no floor: add it to the table here, in README.md and in the design"
    for name in imported(path):
        if name.startswith("sendbot."):
            target = name.removeprefix("sendbot.")
            allowed = (own, "errors", *MAY_TOUCH[own])
            fits = any(part in {"", target} or target.startswith(f"{part}.") for part in allowed)
            assert fits, f"{named(path)} imports {name}, which its floor may not touch"


def test_the_table_itself_has_no_stairs_up() -> None:
    def reached(start: str, seen: frozenset[str] = frozenset()) -> Iterator[str]:
        for part in MAY_TOUCH[start]:
            below = part.split(".")[0]
            assert below not in seen, f"{start} and {below} touch each other"
            if below:
                yield below
                yield from reached(below, seen | {start})

    for start in MAY_TOUCH:
        assert start not in set(reached(start))


@pytest.mark.parametrize("path", [path for path in MODULES if room(path) in PURE], ids=named)
def test_pure_rooms_touch_no_network_database_clock_or_chance(path: Path) -> None:
    assert not {name.split(".")[0] for name in imported(path)} & NOT_PURE
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            assert (node.value.id, node.attr) not in {
                ("datetime", "now"),
                ("date", "today"),
                ("datetime", "utcnow"),
            }, f"{named(path)} reads the clock"


@pytest.mark.parametrize("path", [path for path in MODULES if room(path) not in READS_ENVIRONMENT], ids=named)
def test_only_two_rooms_read_the_environment(path: Path) -> None:
    for node in ast.walk(tree(path)):
        assert not (isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}), (
            f"{named(path)} reads the environment"
        )


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_no_function_is_long_and_every_module_says_its_promise(path: Path) -> None:
    module = tree(path)
    assert ast.get_docstring(module), f"{named(path)} does not say what it promises"
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= LONGEST_FUNCTION, f"{named(path)}:{node.lineno} {node.name} has {length} lines"
