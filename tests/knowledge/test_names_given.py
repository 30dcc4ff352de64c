from __future__ import annotations

import pytest

from sendbot.knowledge.names_given import NamesGiven, contact_hint, listed, names_given

CALLED = {"send-team": "SEND team", "hub": "the Marlow Children's Hub", "helpline": "Helpline"}


@pytest.mark.parametrize(
    ("wrong", "hint"),
    [
        ("sned-team", ' Did you mean "send-team" (SEND team)?'),
        ("sendteam-x", ' Did you mean "send-team"?'),
        ("children's hub", ' Did you mean "hub" (the Marlow Children\'s Hub)?'),
        ("Send Team", ' Did you mean "send-team" (SEND team)?'),
        ("ceias", " There are: send-team, hub, helpline."),
    ],
)
def test_a_contact_that_is_not_there_is_guessed_by_its_id_or_its_name_or_all_are_listed(
    wrong: str, hint: str
) -> None:
    assert contact_hint(wrong, CALLED) == hint


def test_where_there_is_none_nothing_is_said_and_a_long_list_is_cut() -> None:
    assert contact_hint("x", {}) == listed(()) == ""
    assert listed([f"c{number}" for number in range(14)]).endswith("c10, c11 and 2 more.")


def test_names_are_those_in_the_files_sound_or_not_before_those_of_elsewhere() -> None:
    values = [
        {"contacts": ({"id": "hub", "name": "The hub"}, {"id": 3}, "text"), "entries": ()},
        {"workstreams": ({"id": "care"}, {"name": "no id"})},
        None,
        {"contacts": "no list"},
    ]
    found = names_given(values, {"hub": "another", "nhs": "NHS"}, "marlow")
    assert found == NamesGiven(("care",), {"hub": "The hub", "nhs": "NHS"}, "marlow")
