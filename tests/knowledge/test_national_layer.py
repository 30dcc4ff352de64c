"""The national layer is made from `knowledge/`: it is current, and nothing local is in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from sendbot.knowledge.area import FILE
from sendbot.knowledge.reading import NATIONAL
from tests.training.national.layer import Layer, LayerError

FOLDER = Path("knowledge")


@pytest.fixture(scope="module")
def layer() -> Layer:
    return Layer(FOLDER)


def test_the_packaged_layer_is_current(layer: Layer) -> None:
    """If this fails: python -m tests.training.national"""
    made = layer.files()
    kept = {
        path.relative_to(NATIONAL).as_posix(): path.read_text("utf-8") for path in NATIONAL.rglob("*.yaml")
    }
    del kept[FILE]
    assert kept.keys() == made.keys()
    assert [name for name in made if kept[name] != made[name]] == []


def test_a_local_word_that_is_left_stops_the_making(layer: Layer) -> None:
    with pytest.raises(LayerError, match="Crewe"):
        layer._proven("topic.yaml", {"entries": [{"answer": "Come to Crewe."}]})


def test_a_sentence_to_cut_that_is_gone_stops_the_making(layer: Layer) -> None:
    entry = layer.knowledge.entries["eotas"].model_copy(
        update={"answer": "Something else.", "easy_read": None}
    )
    with pytest.raises(LayerError, match="has no sentence"):
        layer._entry(entry, set())
