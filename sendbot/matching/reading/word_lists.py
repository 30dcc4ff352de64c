"""The word lists and patterns of `data/words.toml`, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def word_lists() -> dict[str, Any]:
    """The whole file as tables."""
    return tomllib.loads(files("sendbot.matching").joinpath("data", "words.toml").read_text(encoding="utf-8"))


@cache
def out_of_scope_pool() -> tuple[tuple[str, str], ...]:
    """(kind, message) pairs that no entry answers, written for this project; used only to learn when to
    decline."""
    text = files("sendbot.matching").joinpath("data", "out_of_scope.txt").read_text(encoding="utf-8")
    rows = [line.partition("\t") for line in text.split("\n") if line.strip() and not line.startswith("#")]
    return tuple((kind, message.strip()) for kind, _, message in rows if message.strip())


@cache
def story_sentences() -> tuple[str, ...]:
    """Sentences that families put around what they ask, written for this project."""
    return _lines("stories.txt")


@cache
def framing_pieces() -> tuple[str, ...]:
    """Short pieces that families put around what they ask, written for this project."""
    return _lines("framing.txt")


def _lines(name: str) -> tuple[str, ...]:
    """The lines of a data file, without empty ones and remarks."""
    text = files("sendbot.matching").joinpath("data", name).read_text(encoding="utf-8")
    return tuple(line.strip() for line in text.split("\n") if line.strip() and not line.startswith("#"))
