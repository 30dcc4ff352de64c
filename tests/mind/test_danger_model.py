from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sendbot.mind.danger_model import danger_model
from tests.mind.teaching import WordEncoder, taught


def test_the_trained_look_is_kept_and_used_again(tmp_path: Path) -> None:
    first = danger_model(taught(), WordEncoder(), tmp_path)
    (kept,) = tmp_path.glob("safety-*.npz")
    written = kept.stat().st_mtime_ns
    again = danger_model(taught(), WordEncoder(), tmp_path)
    assert first is not None
    assert again is not None
    assert kept.stat().st_mtime_ns == written
    assert (
        first.concerns_in("the water is rising here")
        == again.concerns_in("the water is rising here")
        == ("safety-flood",)
    )
    assert again.concerns_in("a quiet room") == ()


def test_a_torn_file_is_made_again_and_an_old_one_removed(tmp_path: Path) -> None:
    danger_model(taught(), WordEncoder(), tmp_path)
    (kept,) = tmp_path.glob("safety-*.npz")
    kept.write_bytes(kept.read_bytes()[:100])
    (tmp_path / "safety-old.npz").write_bytes(b"")
    look = danger_model(taught(), WordEncoder(), tmp_path)
    assert look is not None
    assert look.concerns_in("the house is burning now") == ("safety-fire",)
    kept.write_bytes(b"")
    assert danger_model(taught(), WordEncoder(), tmp_path) is not None


def test_without_encoder_or_examples_the_rules_stand_alone() -> None:
    assert danger_model(taught(), None) is None
    assert danger_model(replace(taught(), safety_near_misses=()), WordEncoder()) is None
