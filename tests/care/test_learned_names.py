from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import numpy as np

from sendbot.care.learned_names import learned_names
from sendbot.encoding.encoder import Encoder
from tests.care.heads import WIDTH, made_up_head


class Silent:
    """An encoder whose states say nothing; it keeps what it was asked."""

    def __init__(self, name: str, width: int) -> None:
        self.name, self.width, self.asked = name, width, list[str]()

    def encode(self, texts: Sequence[str]) -> Any:
        self.asked += texts
        offsets = [
            np.array([(place, place + 1) for place in range(len(text))], dtype=np.int32) for text in texts
        ]
        states = [np.zeros((len(text), self.width), dtype=np.float32) for text in texts]
        return type("Encoded", (), {"states": states, "offsets": offsets})()


def test_without_an_encoder_or_with_another_one_there_is_no_finder() -> None:
    assert learned_names(None, made_up_head()) is None
    assert learned_names(cast(Encoder, Silent("another", WIDTH)), made_up_head()) is None


def test_a_long_text_is_read_in_pieces_and_what_holds_no_name_not_at_all() -> None:
    encoder = Silent("made-up", WIDTH)
    finder = learned_names(cast(Encoder, encoder), made_up_head())
    assert finder is not None
    assert finder("12 34, ...") == []
    assert encoder.asked == []
    finder("My son cannot sleep. " * 200)
    assert "".join(encoder.asked) == "My son cannot sleep. " * 200
    assert all(len(piece) <= 900 for piece in encoder.asked)
    assert all(piece.rstrip().endswith(".") for piece in encoder.asked)
