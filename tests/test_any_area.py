"""Nothing about an area stands in code: every word of Cheshire East stands in `knowledge/`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sendbot.knowledge.area import words_of
from sendbot.knowledge.reading import NATIONAL, load

ROOT = Path(__file__).parents[1]
AREA = load(ROOT / "knowledge").area
ELSEWHERE_TOO = {"west", "springfield", "leighton", "monks", "lawton", "chester", "rubys", "ruby's"}
"""Words of the area that are names of people, or words, everywhere in England."""
WORDS = {"cheshire", AREA.places.county, *words_of(AREA)} - ELSEWHERE_TOO
LOCAL = re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, WORDS)))})\b|cheshireeast", re.IGNORECASE)
KINDS = {".py", ".txt", ".toml", ".yaml", ".html", ".js", ".css", ".service", ".mako", "", ".json", ".svg"}


def local_words(root: Path) -> set[tuple[str, str]]:
    """Every word of Cheshire East below a folder, with its file."""
    return {
        (path.relative_to(root).as_posix(), found.casefold())
        for path in root.rglob("*")
        if path.is_file() and path.suffix in KINDS and "__pycache__" not in path.parts
        for found in LOCAL.findall(path.read_text(encoding="utf-8", errors="replace"))
    }


def test_no_word_of_cheshire_east_stands_in_the_package() -> None:
    assert local_words(ROOT / "sendbot") == set()


@pytest.mark.parametrize("said", ["in Crewe", "ask CEIAS", "mail@cheshireeast.gov.uk", "cheshire east"])
def test_a_word_that_is_planted_is_found(tmp_path: Path, said: str) -> None:
    (tmp_path / "module.py").write_text(f'SAID = "{said}"\n', encoding="utf-8")
    assert len(local_words(tmp_path)) == 1


def test_the_national_layer_holds_no_number_that_is_dialled_in_one_area() -> None:
    numbers = re.findall(r"(?:phone|sms): '?(0[12][\d ]+)", (NATIONAL / "contacts.yaml").read_text("utf-8"))
    assert numbers == []
