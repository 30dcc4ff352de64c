"""How families say in other languages that none of the choices is meant, by `data/languages.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from sendbot.matching.reading.languages import plain_words


def means_none(text: str) -> bool:
    """Does a message in another language say that none of the choices is meant?"""
    return " ".join(plain_words(text)) in _phrases()


@cache
def _phrases() -> frozenset[str]:
    text = files("sendbot.matching").joinpath("data", "languages.toml").read_text(encoding="utf-8")
    listed = ",".join(tomllib.loads(text)["none"].values())
    return frozenset(" ".join(plain_words(phrase)) for phrase in listed.split(","))
