from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sendbot.care.concerns import Strength
from sendbot.mind.danger_model import danger_model, lessons_of, without_accents
from tests.mind.teaching import WordEncoder, taught


def test_the_trained_look_is_kept_and_used_again(tmp_path: Path) -> None:
    first = danger_model(taught(), WordEncoder(), tmp_path)
    (kept,) = tmp_path.glob("safety-*.npz")
    written = kept.stat().st_mtime_ns
    again = danger_model(taught(), WordEncoder(), tmp_path)
    assert first is not None
    assert again is not None
    assert kept.stat().st_mtime_ns == written
    flood = first.opinion("the water is rising here", "en")
    assert flood == again.opinion("the water is rising here", "en")
    assert flood.strength is Strength.SURE
    assert flood.likeliest[0] == "safety-flood"
    assert again.opinion("a quiet room", "en").strength is Strength.NONE


def test_a_look_whose_parts_do_not_belong_together_is_made_again(tmp_path: Path) -> None:
    danger_model(taught(), WordEncoder(), tmp_path)
    (kept,) = tmp_path.glob("safety-*.npz")
    with np.load(kept) as file:
        parts = {name: file[name] for name in file.files}
    np.savez(kept, **{**parts, "known": parts["known"][:-1]})
    look = danger_model(taught(), WordEncoder(), tmp_path)
    assert look is not None
    assert look.opinion("the house is burning now", "en").likeliest[0] == "safety-fire"


def test_another_example_or_encoder_is_another_file(tmp_path: Path) -> None:
    danger_model(taught(), WordEncoder(), tmp_path)
    more = {**taught().safety_examples, "safety-flood": ("the river is in the hall",)}
    danger_model(replace(taught(), safety_examples=more), WordEncoder(), tmp_path)
    other = WordEncoder()
    other.name = "others"
    danger_model(taught(), other, tmp_path)
    assert len(list(tmp_path.glob("safety-*.npz"))) == 3


def test_without_encoder_or_examples_the_rules_stand_alone() -> None:
    assert danger_model(taught(), None) is None
    assert danger_model(replace(taught(), safety_near_misses=()), WordEncoder()) is None


def test_one_line_of_danger_in_a_long_message_is_read_by_itself() -> None:
    look = danger_model(taught(), WordEncoder())
    assert look is not None
    long = (
        "I wanted to ask about the opening times on a Sunday and where one may "
        "park a car near by. The water is rising here. "
        "Is there a lift to the second floor, and who may borrow novels from "
        "the shelf behind the stairs without a card?"
    )
    assert look.opinion(long, "en").strength is not Strength.NONE
    assert look.opinion(long, "en").likeliest[0] == "safety-flood"
    assert look.opinion(long.replace("The water is rising here. ", ""), "en").strength is Strength.NONE


def test_examples_in_other_languages_are_learned_with_and_without_accents() -> None:
    elsewhere = {
        "safety-flood": {"pl": ("woda się podnosi, łóżko mokre",)},
        "near-misses": {"pl": ("cicho",)},
    }
    lessons = lessons_of(replace(taught(), safety_elsewhere=elsewhere))
    assert lessons.danger["safety-flood"]["pl"] == [
        "woda się podnosi, łóżko mokre",
        "woda sie podnosi, lozko mokre",
    ]
    assert lessons.harmless["pl"] == ["cicho"]


@pytest.mark.parametrize(
    ("text", "plain"), [("łódź", "lodz"), ("öngyilkos", "ongyilkos"), ("дитина", "дитина"), ("孩子", "孩子")]
)
def test_accents_come_off_latin_letters_only(text: str, plain: str) -> None:
    assert without_accents(text) == plain
