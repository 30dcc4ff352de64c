"""Holds a tree of code against the table of the house. Nothing of the tree is imported: the source is read
with `ast`."""

from __future__ import annotations

import ast
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from tests.floors.table import Room

HARMLESS = frozenset(
    """__future__ abc ast base64 bisect calendar collections contextlib copy csv dataclasses datetime decimal
    difflib email
    enum fractions functools hashlib heapq hmac html io itertools json math operator re statistics string
    struct textwrap
    types typing unicodedata zoneinfo""".split()
)
"""Modules of the standard library that reach nothing outside the process; what some of them hold besides is
in `_REACHES_OUT`."""

_REACHES_OUT = frozenset(
    {"open", "exec", "eval", "compile", "__import__", "import_module", "input", "breakpoint"}
)
_FILE_WORK = frozenset(
    """write_text write_bytes unlink mkdir rmdir touch symlink_to hardlink_to chmod iterdir savez tofile
    urlopen urlretrieve system popen""".split()
)
_CLOCK = frozenset({"now", "today", "utcnow", "time", "monotonic", "perf_counter"})
_CLOCK_OWNERS = frozenset({"datetime", "date", "time"})
_EVERYBODY = frozenset({"errors", "words", "kinds_of_danger", "this_machine"})
"""The ground floor: every room may stand on it."""
_LONGEST_FUNCTION = 60
"""Lines: what fits on a screen."""


@dataclass
class Tree:
    """A package read from a folder: each module's path, by its dotted name without the package's."""

    root: Path
    modules: dict[str, Path] = field(default_factory=dict)

    @classmethod
    def read(cls, root: Path) -> Tree:
        """Every module below the folder."""
        found = sorted(path for path in root.rglob("*.py") if "__pycache__" not in path.parts)
        return cls(root, {".".join(path.relative_to(root).with_suffix("").parts): path for path in found})

    def room(self, name: str) -> str:
        """The folder that a module stands in; a module beside the rooms is a room of its own."""
        parts = name.split(".")
        return "/".join(parts[:-1]) or parts[0]

    def target(self, imported: str) -> str | None:
        """The module of ours that an imported name leads to."""
        parts = imported.split(".")
        if parts[0] != self.root.name:
            return None
        for end in range(len(parts), 1, -1):
            name = ".".join(parts[1:end])
            for known in (name, f"{name}.__init__"):
                if known in self.modules:
                    return known
        return "__init__"


@dataclass(frozen=True)
class Import:
    """One import statement's name: where it stands, and whether inside a function."""

    name: str
    line: int
    late: bool


def imports(path: Path) -> Iterator[Import]:
    """Every name that a file imports, late imports and those for typing too."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(alias.name, node.lineno, id(node) in inside)
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                yield Import("." * node.level, node.lineno, id(node) in inside)
            else:
                for alias in node.names:
                    yield Import(f"{node.module}.{alias.name}", node.lineno, id(node) in inside)


@dataclass(frozen=True)
class House:
    """The table with its few named exceptions."""

    rooms: Mapping[str, Room]
    late_own: tuple[str, ...] = ()
    environment: tuple[str, ...] = ()
    dynamic: tuple[str, ...] = ()


def violations(root: Path, house: House) -> list[str]:
    """A sentence for each thing that the house forbids, with file and line."""
    tree = Tree.read(root)
    found: list[str] = []
    for name, path in tree.modules.items():
        shown = path.relative_to(root).as_posix()
        room = house.rooms.get(tree.room(name))
        if room is None:
            found.append(f"{shown}: {tree.room(name)} has no row in the table")
            continue
        found += _imports(tree, name, room, house, shown)
        found += _reaching_out(path, shown, room, house)
        found += _shape(path, shown)
    return [*found, *_circles(tree), *_doubled(tree)]


def _imports(tree: Tree, name: str, room: Room, house: House, shown: str) -> Iterator[str]:
    own = tree.room(name)
    lines = tree.modules[name].read_text(encoding="utf-8").split("\n")
    for item in imports(tree.modules[name]):
        where = f"{shown}:{item.line}"
        top = item.name.split(".")[0]
        target = tree.target(item.name)
        if item.name.startswith("."):
            yield f"{where} imports by dots: write imports in full"
        elif target is not None:
            if not _allowed(tree, own, target, room):
                yield f"{where} imports {target}, which {own} may not touch"
            elif item.late and own not in house.late_own:
                yield f"{where} imports {target} inside a function: only heavy packages may wait"
        elif top in sys.stdlib_module_names:
            if top not in HARMLESS and top not in room.io:
                yield f"{where} imports {top}, which is not among {own}'s"
        elif top not in room.packages:
            yield f"{where} imports the package {top}, which is not among {own}'s"
        if item.late and "# heavy:" not in lines[item.line - 1]:
            yield f'{where} imports inside a function without its reason ("# heavy: ...")'


def _allowed(tree: Tree, own: str, target: str, room: Room) -> bool:
    there = tree.room(target)
    module = target.rpartition(".")[2]
    if there in {own, *_EVERYBODY}:
        return True
    return any(part in {there, f"{there}.{module}"} for part in room.rooms)


def _reaching_out(path: Path, shown: str, room: Room, house: House) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if (
            isinstance(node, ast.Attribute)
            and node.attr in {"environ", "getenv"}
            and shown not in house.environment
        ):
            yield f"{shown}:{node.lineno} reads the environment"
        if not isinstance(node, ast.Call):
            continue
        called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        named = isinstance(node.func, ast.Name)
        if called in {"__import__", "import_module", "exec", "eval"} and shown not in house.dynamic:
            yield f"{shown}:{node.lineno} calls {called}"
        elif room.pure and ((named and called in _REACHES_OUT) or called in _FILE_WORK):
            yield f"{shown}:{node.lineno} calls {called} in a pure room"
        elif room.pure and called in _CLOCK and _of_clock(node.func):
            yield f"{shown}:{node.lineno} reads the clock in a pure room"


def _of_clock(called: ast.expr) -> bool:
    return (
        isinstance(called, ast.Attribute)
        and isinstance(called.value, ast.Name)
        and called.value.id in _CLOCK_OWNERS
    )


def _shape(path: Path, shown: str) -> Iterator[str]:
    module = ast.parse(path.read_text(encoding="utf-8"))
    if not ast.get_docstring(module):
        yield f"{shown} does not say what it promises"
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > _LONGEST_FUNCTION:
                yield f"{shown}:{node.lineno} {node.name} has {length} lines"


def _circles(tree: Tree) -> Iterator[str]:
    """Files that import one another, round however many corners (Tarjan's strongly connected components)."""
    graph = {
        name: sorted(
            {target for item in imports(path) if (target := tree.target(item.name)) not in {None, name}}
        )
        for name, path in tree.modules.items()
    }
    numbers: dict[str, int] = {}
    lowest: dict[str, int] = {}
    stack: list[str] = []
    counter = count()
    circles: list[list[str]] = []

    def visit(name: str) -> None:
        numbers[name] = lowest[name] = next(counter)
        stack.append(name)
        for target in graph[name]:
            assert target is not None
            if target not in numbers:
                visit(target)
                lowest[name] = min(lowest[name], lowest[target])
            elif target in stack:
                lowest[name] = min(lowest[name], numbers[target])
        if lowest[name] == numbers[name]:
            place = stack.index(name)
            if len(stack) - place > 1:
                circles.append(sorted(stack[place:]))
            del stack[place:]

    for name in graph:
        if name not in numbers:
            visit(name)
    for circle in circles:
        yield f"a circle of files: {', '.join(circle)}"


def _doubled(tree: Tree) -> Iterator[str]:
    """One name, one thing: no module name in two rooms, no class name twice."""
    modules: dict[str, list[str]] = defaultdict(list)
    classes: dict[str, list[str]] = defaultdict(list)
    for name, path in tree.modules.items():
        stem = name.rpartition(".")[2]
        if not stem.startswith("__"):
            modules[stem].append(name)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                classes[node.name].append(name)
    for kind, names in (("module", modules), ("class", classes)):
        for name, places in names.items():
            if len(places) > 1:
                yield f"the {kind} name {name} stands twice: {', '.join(places)}"
