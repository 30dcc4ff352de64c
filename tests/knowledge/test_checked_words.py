"""A check stands for the words that were checked, and for no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from sendbot.knowledge.checked_words import lapsed_problems, words_checked
from sendbot.knowledge.checks import check
from sendbot.knowledge.reading import read
from tests.knowledge.looks.told import told
from tests.knowledge.slips import TODAY, Slip, write

ANSWER = "A plan says what help a child is given. Ask the team."


def lapsed(place: Path, file: str, before: str, after: str) -> list[str]:
    return told(lambda knowledge: lapsed_problems(knowledge, TODAY), place, file, before, after)


def test_an_answer_that_was_changed_after_its_check_is_unchecked_again(tmp_path: Path) -> None:
    (only,) = lapsed(tmp_path, "topic.yaml", ANSWER, "There is nothing more that you can do.")
    knowledge = read(tmp_path / "knowledge").knowledge
    assert knowledge.entries["plan-what"].checked is None
    names = words_checked(knowledge.entries["plan-what"])
    assert only.startswith(
        'topic.yaml:53: warning: entry "plan-what" was changed after it was checked on 2026-'
    )
    assert f'set on, and of: "{names}"' in only
    (again,) = [one for one in check(knowledge, TODAY) if one.code == "checked-words"]
    assert str(again).endswith(only.partition(": ")[2])


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("topic.yaml", "A plan is a paper.", "A plan is a promise."),
        ("topic.yaml", "title: What is a plan?", "title: What is no plan?"),
        ("contacts.yaml", 'phone: "0113 496 0123"', 'phone: "0113 496 0124"'),
        ("contacts.yaml", "9am to 5pm", "9am to 4pm"),
    ],
)
def test_whatever_families_read_is_part_of_what_was_checked(
    tmp_path: Path, file: str, before: str, after: str
) -> None:
    assert len(lapsed(tmp_path, file, before, after)) == 1


def test_a_new_question_or_source_takes_no_check_away(tmp_path: Path) -> None:
    assert lapsed(tmp_path, "topic.yaml", "- plan meaning", "- meaning of it") == []
    assert read(tmp_path / "knowledge").knowledge.entries["plan-what"].checked is not None


def test_a_check_that_does_not_say_of_which_words_it_is_counts_for_none(tmp_path: Path) -> None:
    write(tmp_path / "knowledge")
    names = words_checked(read(tmp_path / "knowledge").knowledge.entries["plan-what"])
    (only,) = lapsed(tmp_path, "topic.yaml", f', of: "{names}"', "")
    assert f'If they are, write behind by: of: "{names}".' in only
    knowledge = read(tmp_path / "knowledge").knowledge
    assert knowledge.entries["plan-what"].checked is None
    assert list(knowledge.lapsed) == [("entries", "plan-what")]


def test_a_check_with_the_fingerprint_that_was_told_stands_again(tmp_path: Path) -> None:
    folder = tmp_path / "knowledge"
    write(folder, Slip("a", "topic.yaml", ANSWER, "It says what help there is. Ask the team.", ""))
    (found,) = lapsed_problems(read(folder).knowledge, TODAY)
    told_of = found.message.partition("and of: ")[2].partition(";")[0].strip('"')
    file = folder / "topic.yaml"
    text = file.read_text(encoding="utf-8")
    old = text.partition('SEND team, of: "')[2].partition('"')[0]
    file.write_text(text.replace(old, told_of), encoding="utf-8")
    knowledge = read(folder).knowledge
    assert not knowledge.lapsed
    assert knowledge.entries["plan-what"].checked is not None


def test_the_day_of_a_check_that_lapsed_is_looked_at_all_the_same(tmp_path: Path) -> None:
    write(tmp_path / "knowledge")
    names = words_checked(read(tmp_path / "knowledge").knowledge.entries["plan-what"])
    found = lapsed(
        tmp_path,
        "topic.yaml",
        f'on: 2026-07-01, by: SEND team, of: "{names}"',
        "on: 2027-07-01, by: SEND team",
    )
    assert any("has not come yet" in one for one in found)
