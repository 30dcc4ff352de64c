from __future__ import annotations

from pathlib import Path

import pytest

from sendbot.knowledge.looks.mixed_up import mixed_up_problems
from tests.knowledge.looks.told import told


@pytest.mark.parametrize(
    ("file", "before", "after", "line", "advice"),
    [
        ("topic.yaml", "from: the day of the letter", "from: 6 weeks after", 29, "what happened"),
        ("topic.yaml", "from: the day of the letter", "from: 1/9/26", 29, "what happened"),
        ("topic.yaml", "title: A page,", 'title: "www.example.org/page",', 31, "name of the page"),
        (
            "contacts.yaml",
            "phone_note: Ask for the plan desk.",
            "phone_note: Open Mon - Friday 9:00",
            9,
            "under hours",
        ),
        (
            "contacts.yaml",
            "hours: Monday to Friday, 9am to 5pm",
            'hours: "Ring 0113 496 0177"',
            12,
            "under phone",
        ),
        ("area.yaml", "here: [marlowshire, marlow]\n", "here: []\n", 20, "Write its towns"),
        (
            "area.yaml",
            "authority: Marlowshire Council",
            "authority: The Council of Otherton",
            3,
            "Write the council of",
        ),
        ("menu.yaml", "entries: [bus-pass]", "entries: [plan-slow, plan-late]", 9, "take the old id out"),
        (
            "contacts.yaml",
            '    phone: "0300 123 5500"\n    sms: "85258"\n',
            "    phone_note: Press 2.\n",
            19,
            "take the note out",
        ),
        ("glossary.yaml", "match_as: [council]", 'match_as: ["council | town hall"]', 3, "[one, two]"),
        ("glossary.yaml", "also: [local authority]", "also: [children]", 3, "everyday word"),
        ("glossary.yaml", "plain: the council", "plain: LA", 3, "plain words"),
        ("glossary.yaml", "stands_for: Local Authority", "stands_for: LA", 3, "short for"),
        (
            "glossary.yaml",
            "term: LA, stands_for: Local Authority",
            "term: Local Authority, stands_for: LAs",
            3,
            "changed places",
        ),
        ("languages/pl.yaml", '"plan*": plan', '"plan*": "plan*"', 27, "other way round"),
        (
            "languages/pl.yaml",
            '"Ze stron czytanych w {month}."',
            '"Ze stron w {month}, {month}."',
            10,
            "Take one out",
        ),
        (
            "languages/pl.yaml",
            '  button-none: "Żadne z tych"\n',
            '  button-yes: "Tak"\n  button-no: "Tak."\n',
            10,
            "what this one does",
        ),
        (
            "wording.yaml",
            'topic-ehcp: "Say topic-ehcp "',
            'topic-ehcp: "Say topic-school"',
            22,
            "what this one does",
        ),
        ("wording.yaml", 'button-no: "Say button-no "', 'button-no: "Yes"', 75, "changed places"),
        ("wording.yaml", 'page-name: "Say page-name "', 'page-name: "Ask Otherton"', 119, "Name Marlowshire"),
        ("area.yaml", "elsewhere: [otherton]", 'elsewhere: ["otherton, overton"]', 21, "[one, two]"),
        ("area.yaml", "team: plan-late", "team: helpline", 13, "an entry about it"),
        ("questions/topic.yaml", "also: [plan-what]", "also: [plan-what, plan-late]", 6, "Take it out"),
    ],
)
def test_what_was_mixed_up_is_told_at_its_line(
    file: str, before: str, after: str, line: int, advice: str, tmp_path: Path
) -> None:
    (only,) = told(mixed_up_problems, tmp_path, file, before, after)
    assert advice in only
    assert only.startswith(f"{file}:{line}: ")


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("topic.yaml", "from: the day of the letter", "from: the day on which year 11 ends"),
        ("glossary.yaml", "also: [local authority]", "also: [la, IT, my council]"),
        ("languages/pl.yaml", '"plan*": plan', '"plan*": plan or paper'),
        (
            "wording.yaml",
            'button-helped-easy: "Say button-helped-easy "',
            'button-helped-easy: "Say button-helped"',
        ),
        ("wording.yaml", 'page-name: "Say page-name "', 'page-name: "Marlowshire and Otherton"'),
        ("menu.yaml", "entries: [bus-pass]", "entries: [bus-pass, plan-slow]"),
    ],
)
def test_what_may_be_so_is_left_alone(file: str, before: str, after: str, tmp_path: Path) -> None:
    assert told(mixed_up_problems, tmp_path, file, before, after) == []
