from __future__ import annotations

from pathlib import Path

import pytest

from sendbot.encoding.encoder import Encoder, load_encoder
from sendbot.knowledge.reading import load
from sendbot.review.grouping import MOST_EXEMPLARS, Grouping
from sendbot.review.wordings import Rarity

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder()


@pytest.fixture(scope="module")
def rarity() -> Rarity:
    return Rarity.of(
        question for entry in load(ROOT / "knowledge").entries.values() for question in entry.questions
    )


@pytest.fixture
def grouping(encoder: Encoder, rarity: Rarity) -> Grouping:
    return Grouping(encoder, rarity)


def test_a_group_keeps_few_wordings_that_speak_for_it(grouping: Grouping) -> None:
    texts = [
        f"blue badge {word}"
        for word in "form page office letter photo price doctor number renewal date help loss".split()
    ]
    joined = grouping.add([(f"q-{place}", text) for place, text in enumerate(texts)])
    by_group = {
        name: sum(item.exemplar for item in joined if item.group == name)
        for name in {item.group for item in joined}
    }
    assert max(by_group.values()) <= MOST_EXEMPLARS
