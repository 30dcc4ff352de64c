"""The house in figures, for any tree: `python -m tests.floors.figures [FOLDER ...]` (a folder that holds
`sendbot/`).

Rooms are the folders of the package and the modules beside them; an arrow is one room importing another, late
imports
and those for typing counted; floors are the longest way down; circles are files that import one another.
"""

from __future__ import annotations

import ast
import statistics
import sys
from pathlib import Path

from tests.floors.checker import Tree, imports

BRANCHES = (
    ast.If,
    ast.For,
    ast.AsyncFor,
    ast.While,
    ast.Try,
    ast.With,
    ast.AsyncWith,
    ast.IfExp,
    ast.BoolOp,
    ast.comprehension,
    ast.match_case,
)
MANY_BRANCHES = 10
"""More than this and a function is hard to hold in mind (McCabe's own limit)."""


def figures(folder: Path) -> dict[str, str]:
    """Each figure by its name."""
    tree = Tree.read(folder / "sendbot")
    return {**_rooms(tree), **_functions(tree), **_modules(tree, folder)}


def _rooms(tree: Tree) -> dict[str, str]:
    files = {
        name: {target for item in imports(path) if (target := tree.target(item.name)) not in {None, name}}
        for name, path in tree.modules.items()
    }
    arrows = {
        (tree.room(name), tree.room(target))
        for name, targets in files.items()
        for target in targets
        if target is not None and tree.room(name) != tree.room(target)
    }
    rooms = {tree.room(name) for name in tree.modules}
    return {
        "rooms": str(len(rooms)),
        "arrows between rooms": str(len(arrows)),
        "floors": str(max((_depth(room, arrows, ()) for room in rooms), default=0)),
        "files in circles": str(_in_circles(files)),
    }


def _depth(room: str, arrows: set[tuple[str, str]], above: tuple[str, ...]) -> int:
    below = [target for source, target in arrows if source == room and target not in (*above, room)]
    return 1 + max((_depth(target, arrows, (*above, room)) for target in below), default=0)


def _in_circles(files: dict[str, set[str]]) -> int:
    """Files that can reach themselves."""

    def reached(start: str) -> set[str]:
        seen: set[str] = set()
        waiting = list(files[start])
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                waiting += files[name]
        return seen

    return sum(name in reached(name) for name in files)


def branchy(tree: Tree) -> tuple[list[str], float]:
    """The functions with many branches, and their share of all functions; one inside another counts into
    both."""
    found = _all_functions(tree)
    names = [
        f"{module}.{node.name} has {number} branches"
        for module, node in found
        if (number := sum(isinstance(inner, BRANCHES) for inner in ast.walk(node))) > MANY_BRANCHES
    ]
    return names, len(names) / len(found)


def _all_functions(tree: Tree) -> list[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    return [
        (name, node)
        for name, path in tree.modules.items()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def _functions(tree: Tree) -> dict[str, str]:
    found = [node for _, node in _all_functions(tree)]
    lengths = sorted((node.end_lineno or node.lineno) - node.lineno + 1 for node in found)
    public = [node for node in found if not node.name.startswith("_")]
    told = sum(ast.get_docstring(node) is not None for node in public)
    return {
        "function lines: median / 90th percentile / longest": (
            f"{statistics.median(lengths):.0f} / {lengths[len(lengths) * 9 // 10]} / {lengths[-1]}"
        ),
        "functions over 10 branches": f"{branchy(tree)[1]:.1%}",
        "public functions with a docstring": f"{told / len(public):.0%}",
    }


def _modules(tree: Tree, folder: Path) -> dict[str, str]:
    lengths = sorted(len(path.read_text(encoding="utf-8").splitlines()) for path in tree.modules.values())
    tests = [path for path in (folder / "tests").rglob("*.py") if "__pycache__" not in path.parts]
    lines = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in tests)
    wanted = [
        name
        for name in tree.modules
        if not name.rpartition(".")[2].startswith("__") and "migrations" not in name
    ]
    mirrored = sum(
        (folder / "tests" / tree.room(name) / f"test_{name.rpartition('.')[2]}.py").exists()
        for name in wanted
    )
    return {
        "modules": str(len(lengths)),
        "module lines: median / longest": f"{statistics.median(lengths):.0f} / {lengths[-1]}",
        "lines of tests for a line of code": f"{lines / sum(lengths):.2f}",
        "modules with a test of their name in their room": f"{mirrored / len(wanted):.0%}",
    }


if __name__ == "__main__":
    given = [Path(name) for name in sys.argv[1:]] or [Path(__file__).parents[2]]
    found = [figures(folder) for folder in given]
    for figure in found[0]:
        print(f"{figure}: {' | '.join(one[figure] for one in found)}")
