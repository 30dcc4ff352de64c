"""What has come so far of a message, and whether more came: from pieces as people type them, and from whole
questions."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[3]
Example = tuple[tuple[str, ...], bool]
"""Pieces, and whether another one is coming."""
_CUT = 4
"""One whole question in so many is also cut in two, as somebody does who sends too soon."""
_LEAST = 3
"""Words below which there is nothing to cut."""


def typed(half: str) -> list[Example]:
    """Every beginning of the messages in pieces.yaml; only the whole has nothing to come."""
    kept = yaml.safe_load((Path(__file__).parent / "pieces.yaml").read_text(encoding="utf-8"))[half]
    return [
        (tuple(pieces[:count]), count < len(pieces)) for pieces in kept for count in range(1, len(pieces) + 1)
    ]


def questions() -> list[str]:
    """The questions that curators wrote for their entries, in the order of the files."""
    found: list[str] = []
    for path in sorted((ROOT / "knowledge").glob("*.yaml")):
        kept = yaml.safe_load(path.read_text(encoding="utf-8"))
        entries = kept.get("entries") if isinstance(kept, dict) else None
        for entry in entries if isinstance(entries, list) else ():  # in area.yaml they are named, not written
            found += entry.get("questions", ())
    return found


def whole() -> list[str]:
    """The whole questions that are learned from."""
    kept: list[str] = yaml.safe_load((Path(__file__).parent / "whole.yaml").read_text(encoding="utf-8"))
    return kept


def whole_and_cut(some: Sequence[str]) -> list[Example]:
    """Whole questions, after which nothing comes, and some of them cut short."""
    chance = random.Random(15)
    found: list[Example] = []
    for number, text in enumerate(some):
        found.append(((text,), False))
        words = text.split()
        if number % _CUT == 0 and len(words) > _LEAST:
            found.append(((" ".join(words[: chance.randint(1, len(words) - 2)]),), True))
    return found


def learned() -> list[Example]:
    """What the weights are fitted to."""
    return typed("learn") + whole_and_cut(whole())
