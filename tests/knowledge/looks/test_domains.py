from __future__ import annotations

from pathlib import Path

import pytest

from sendbot.knowledge.looks.domains import domain_problems
from sendbot.knowledge.reading import load
from tests.knowledge.looks.told import told


def test_a_website_that_is_a_letter_away_from_one_that_stands_often_is_an_error(tmp_path: Path) -> None:
    (only,) = told(domain_problems, tmp_path, "topic.yaml", "example.org/passes", "exmaple.org/passes")
    assert only.startswith('topic.yaml:84: entry "bus-pass", source 1, has "https://exmaple.org/passes", and')
    assert 'knows "example.org"' in only


@pytest.mark.parametrize("wrong", ["team@exampel.org", "team@exsample.org", "team@example.co"])
def test_an_email_address_is_looked_at_too(tmp_path: Path, wrong: str) -> None:
    (only,) = told(domain_problems, tmp_path, "contacts.yaml", "team@example.org", wrong)
    assert only.startswith("contacts.yaml:10: ")
    assert "Is a letter wrong?" in only


def test_two_letters_or_another_ending_are_only_a_warning(tmp_path: Path) -> None:
    before = "https://example.org/passes"
    for number, wrong in enumerate(
        ("https://eximple.com/p", "https://ezzmple.org", "https://example.com/passes")
    ):
        found = told(domain_problems, tmp_path / str(number), "topic.yaml", before, wrong)
        assert all(": warning: " in one for one in found), found


@pytest.mark.parametrize("right", ["forms.example.org/a", "another.org/passes", "abc.org", "library.gov.uk"])
def test_a_part_of_a_site_and_another_site_are_left_alone(tmp_path: Path, right: str) -> None:
    assert told(domain_problems, tmp_path, "topic.yaml", "example.org/passes", right) == []


def test_a_single_page_without_https_is_told_where_all_others_of_its_site_have_it(tmp_path: Path) -> None:
    many = "".join(
        f'      - {{title: Page {number}, url: "https://safe.org/{number}", seen: 2026-06-02}}\n'
        for number in range(10)
    )
    sources = "    sources:\n      - title: The page about passes\n"
    (only,) = told(
        domain_problems,
        tmp_path,
        "topic.yaml",
        sources,
        f"    sources:\n{many}"
        '      - {title: Slip, url: "http://safe.org/x", seen: 2026-06-02}\n      - title: The page\n',
    )
    assert "without https, which other pages of safe.org have" in only


def test_the_shipped_folder_has_none() -> None:
    assert list(domain_problems(load(Path(__file__).parents[3] / "knowledge"))) == []
