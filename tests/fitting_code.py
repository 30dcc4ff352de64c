"""A fingerprint of the code that fits a model: of a module and everything of ours that it imports, without
comments and docstrings."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]


def fingerprint(module: str, room: str, root: Path = ROOT) -> str:
    """Changes with the code of a module ("sendbot.matching.fitting") and of all that it imports of a room.
    What encodes is named in every key by itself."""
    digest = hashlib.sha256()
    for name in sorted(
        found for found in _closure(module, root) if found.startswith(room) or found == module
    ):
        digest.update(f"{name}\n{ast.unparse(_bare(_tree(name, root)))}\n".encode())
    return digest.hexdigest()[:16]


def _closure(module: str, root: Path) -> set[str]:
    found: set[str] = set()
    waiting = [module]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += _imported(_tree(name, root), root)
    return found


def _tree(name: str, root: Path) -> ast.Module:
    path = root / (name.replace(".", "/") + ".py")
    return ast.parse(path.read_text(encoding="utf-8"))


def _imported(tree: ast.Module, root: Path) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("sendbot."):
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            yield from (name for name in names if (root / (name.replace(".", "/") + ".py")).is_file())


def _bare(tree: ast.Module) -> ast.Module:
    """The tree without texts that stand alone: docstrings, and the reasons of numbers."""
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            node.body = [line for line in body if not _is_text(line)]  # type: ignore[attr-defined]  # it has one
    return tree


def _is_text(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )
