from __future__ import annotations

from pathlib import Path

import pytest

from sendbot.knowledge.area import filled, packaged_area, with_packaged
from sendbot.knowledge.reading import read

AREA = "name: Marlowshire\nauthority: Marlowshire Council\napplies_to: marlowshire\n"


def problems(folder: Path, text: str) -> list[str]:
    (folder / "area.yaml").write_text(text, encoding="utf-8")
    return [str(problem) for problem in read(folder).problems]


def test_a_folder_that_says_nothing_of_its_area_has_the_packaged_one(tmp_path: Path) -> None:
    (tmp_path / "wording.yaml").write_text("wording: {welcome: Hello}\n", encoding="utf-8")
    assert read(tmp_path).knowledge.area == packaged_area()


def test_what_an_area_does_not_write_is_packaged() -> None:
    joined = with_packaged({"name": "Marlowshire", "people": {"own_case": ("team",)}})
    assert joined["people"]["own_case"] == ("team",)
    assert joined["people"]["danger"] == packaged_area().people.danger


def test_an_area_is_read_and_its_slips_are_told(tmp_path: Path) -> None:
    assert problems(tmp_path, AREA) == []
    (found,) = problems(tmp_path, AREA + "place: {here: [marlow]}\n")
    assert (
        'area.yaml:4: This file has "place" at its left edge, which is not known. Did you mean "places"?'
        in found
    )
    (found,) = problems(tmp_path, "name: Marlowshire\napplies_to: marlowshire\n")
    assert 'has no "authority:"' in found
    (found,) = problems(tmp_path, AREA + "places: {here: marlow}\n")
    assert "needs a list as here" in found


def test_signs_of_the_area_are_filled_in_and_others_stay(tmp_path: Path) -> None:
    (tmp_path / "area.yaml").write_text(AREA, encoding="utf-8")
    (tmp_path / "wording.yaml").write_text(
        'wording:\n  welcome: "SEND in {area}, by {authority}"\n  read: "{month}"\n', encoding="utf-8"
    )
    wording = read(tmp_path).knowledge.wording
    assert wording["welcome"] == "SEND in Marlowshire, by Marlowshire Council"
    assert wording["read"] == "{month}"


def test_filling_reaches_lists_and_names_of_parts() -> None:
    assert filled({"{area}": ("in {area}", 3)}, {"area": "X"}) == {"X": ("in X", 3)}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{social-care} helps.", "The hub helps."),
        ("Ask {social-care}.", "Ask the hub."),
        ("Ask. {social-care} helps.", "Ask. The hub helps."),
        ("**{social-care}** helps.", "**The hub** helps."),
        ("Is it so?\n- {social-care}", "Is it so?\n- The hub"),
        ("Ask IPSEA, {sendiass}", "Ask IPSEA, iSEND"),
        ("{sendiass} helps", "iSEND helps"),
    ],
)
def test_a_name_that_begins_a_sentence_has_a_capital(text: str, said: str) -> None:
    assert filled(text, {"social-care": "the hub", "sendiass": "iSEND"}) == said
