from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from sendbot.knowledge.area_problems import of_this_area
from sendbot.knowledge.checks import check
from sendbot.knowledge.reading import read
from sendbot.knowledge.starting import ROLES, Beginning, files_of, id_of, kind_of, missing_roles, trouble_of
from sendbot.knowledge.wording import REQUIRED_WORDING
from tests.marlowshire import BEGINNING, LOCAL, TODAY, write_marlowshire

BARE = Beginning(
    name="St Helen's & Wick: North",
    authority='"The" Council',
    contacts={},
    names={"sendiass": "SENDIASS", "social-care": "the front door"},
    workstreams={"send": "SEND"},
)


def errors(folder: Path) -> list[str]:
    found = read(folder)
    checked = check(
        found.knowledge,
        TODAY,
        required_wording=tuple(REQUIRED_WORDING),
        required_entries=found.knowledge.area.fixed(),
    )
    told = of_this_area((*found.problems, *checked))
    return [str(problem) for problem in told if problem.severity == "error"]


def test_an_area_that_is_called_as_one_of_its_towns_names_it_once(tmp_path: Path) -> None:
    town = BEGINNING.name.casefold()
    write_marlowshire(tmp_path / "m", replace(BEGINNING, towns=(town, *BEGINNING.towns)))
    area = yaml.safe_load((tmp_path / "m" / "area.yaml").read_text(encoding="utf-8"))
    assert area["places"]["here"].count(town) == 1
    assert errors(tmp_path / "m") == []


def test_a_new_area_has_no_error_and_its_own_entries_stand_beside_the_national_ones(tmp_path: Path) -> None:
    write_marlowshire(tmp_path / "m")
    assert errors(tmp_path / "m") == []
    knowledge = read(tmp_path / "m").knowledge
    assert len(knowledge.entries) > 110
    assert set(LOCAL) < set(knowledge.entries)
    assert knowledge.entries["ehcp-what"].applies_to == "england"
    (waiting,) = (one for one in check(knowledge, TODAY) if one.code == "unchecked-language")
    assert "languages_checked in area.yaml" in waiting.message


@pytest.mark.parametrize(
    "beginning", [BARE, replace(BEGINNING, contacts=dict.fromkeys(ROLES, ("020 7946 0301",)))]
)
def test_whatever_is_said_of_an_area_makes_a_sound_folder(tmp_path: Path, beginning: Beginning) -> None:
    for name, text in files_of(beginning, TODAY).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert errors(tmp_path) == []


def test_ids_and_details_are_told_apart() -> None:
    assert id_of("St Helen's & Wick: North") == "st-helen-s-wick-north"
    assert id_of("???") == "area"
    said = ("https://a.example", "www.a.example/b", "a.example", "a@b.example", "020 7946 0301")
    assert [kind_of(one) for one in said] == ["web", "web", "web", "email", "phone"]


@pytest.mark.parametrize(
    ("details", "said"),
    [
        (("020 7946 0301", "a@b.example.org", "www.example.org/send"), None),
        (("020 7946 0301", "0300 123 4567"), "room for one phone number"),
        (("020 7946",), '"020 7946" is taken for a phone number, which is not a British one'),
        (("later",), '"later" is no number and no address.'),
        (("a@b",), "email address, which is not a whole"),
        (("www.example.org", "https://example.org/b"), "room for one web address"),
    ],
)
def test_what_cannot_be_written_down_is_said_before_it_is(details: tuple[str, ...], said: str | None) -> None:
    found = trouble_of(details)
    assert found is None if said is None else said in (found or ""), found


def test_a_first_entry_made_from_the_marks_of_the_new_file_is_sound(tmp_path: Path) -> None:
    write_marlowshire(tmp_path / "m")
    text = files_of(BEGINNING, TODAY)["local.yaml"]
    text = text.replace("entries: []\n#entries:", "entries:").replace("\n#  ", "\n  ")
    text = text.replace("      ...\n", "      Ask the team for a form.\n").replace('"..."', '"A page"')
    text = text.replace("https://...", "https://example.org/page").replace("short-breaks", "first-of-mine")
    (tmp_path / "m" / "more.yaml").write_text(text, encoding="utf-8")
    assert errors(tmp_path / "m") == []
    assert "first-of-mine" in read(tmp_path / "m").knowledge.entries


def test_an_address_without_https_is_written_with_it() -> None:
    contacts = {"local-offer": ("www.example.org/offer",)}
    written = files_of(replace(BEGINNING, contacts=contacts), TODAY)["contacts.yaml"]
    assert 'web: "https://www.example.org/offer"' in written


def test_a_new_area_says_who_its_sendiass_is_and_what_its_local_offer_is(tmp_path: Path) -> None:
    named = replace(BEGINNING, names={"sendiass": "the Marlow Advice Line", "social-care": "the hub"})
    for name, text in files_of(named, TODAY).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    knowledge = read(tmp_path).knowledge
    sendiass, offer = knowledge.entries["contact-sendiass"], knowledge.entries["contact-local-offer"]
    assert sendiass.contacts == ("sendiass",)
    assert offer.contacts == ("local-offer",)
    assert sendiass.answer.startswith("**The Marlow Advice Line gives free, independent advice")
    assert "how do I contact the Marlow Advice Line" in sendiass.questions
    assert all(len(entry.questions) >= 12 for entry in (sendiass, offer))
    assert knowledge.contacts["social-care"].name == "The hub"
    told = [str(one) for one in check(knowledge, TODAY) if "contact-sendiass" in one.message]
    assert [one for one in told if "held-out" not in one and "wait to be checked" not in one] == []


def test_who_is_missing_stands_in_the_contacts_as_remarks_that_can_be_filled_in() -> None:
    text = files_of(BEGINNING, TODAY)["contacts.yaml"]
    assert missing_roles(BEGINNING)[0] == "customer-services"
    assert {one["id"] for one in yaml.safe_load(text)["contacts"]} == set(BEGINNING.contacts)
    filled = re.sub(r"^#(?= )(?! [A-Z])(?! before)", "", text, flags=re.MULTILINE)
    assert {one["id"] for one in yaml.safe_load(filled)["contacts"]} == set(ROLES)
    assert "[] behind contacts:" in files_of(BARE, TODAY)["contacts.yaml"]
    whole = replace(BEGINNING, contacts=dict.fromkeys(ROLES, ("020 7946 0301",)))
    assert "#  - id" not in files_of(whole, TODAY)["contacts.yaml"]
