"""The weights are what the training makes."""

from __future__ import annotations

from pathlib import Path

import pytest

from sendbot.channels.telegram.delivery import piece_weights
from tests.training.pieces.__main__ import main


def test_training_anew_gives_the_same_weights(tmp_path: Path) -> None:
    main(tmp_path / "made.py")
    made: dict[str, object] = {}
    exec((tmp_path / "made.py").read_text(encoding="utf-8"), made)
    assert made["BIAS"] == pytest.approx(piece_weights.BIAS, abs=0.35)
    weights = made["WEIGHTS"]
    assert isinstance(weights, dict)
    assert weights.keys() == piece_weights.WEIGHTS.keys()
    assert weights == pytest.approx(piece_weights.WEIGHTS, abs=0.5)
