from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from sendbot.cli.wiring import open_mind
from sendbot.encoding.encoder import Vectors
from sendbot.settings import Settings
from tests.benchmarks.said_again import Told, counts, told
from tests.conversation.small_house import MIND

_ANSWER = "Bring the book back within three weeks. A late book costs 10p a day."


def _apart(texts: Sequence[str]) -> Vectors:
    """No sentence is like the question, and none more than another."""
    return np.array([[1.0, 0.0], *([[0.5, 0.866]] * (len(texts) - 1))], dtype=np.float32)


@pytest.mark.parametrize(
    ("question", "holds", "expected"),
    [
        ("what if the book is late", "10p", "right"),
        ("what if the book is late", "three weeks", "beside"),
        ("what if the book is late", None, "beside"),
        ("is the cafe open", "10p", "unsaid"),
        ("is the cafe open", None, "rightly unsaid"),
    ],
)
def test_what_is_said_again_is_worth_what_its_name_says(
    question: str, holds: str | None, expected: Told
) -> None:
    assert told(_ANSWER, question, holds, replace(MIND, encode=_apart)) == expected


@pytest.mark.slow
@pytest.mark.timeout(1500)  # a machine that has fitted nothing yet fits everything first
def test_little_is_said_beside_the_point() -> None:
    for half, found in counts(open_mind(Settings())).items():
        assert found["beside"] <= 0.25 * found.total(), (half, found)
        assert found["right"] >= 10, (half, found)
