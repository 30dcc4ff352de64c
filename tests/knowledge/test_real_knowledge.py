"""The published knowledge folder: whole, complete, and with no contact detail that nobody has seen."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from sendbot.care.danger_rules import Rule, SafetyScreen
from sendbot.knowledge.checks import check
from sendbot.knowledge.entries import Knowledge
from sendbot.knowledge.reading import load
from sendbot.knowledge.wording import REQUIRED_WORDING

HERE = Path(__file__).parent
FOLDER = HERE.parent.parent / "knowledge"
REQUIRED = [
    line
    for line in (HERE / "required_entries.txt").read_text(encoding="utf-8").split("\n")
    if line and not line.startswith("#")
]
WRITTEN = date(2026, 11, 23)


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load(FOLDER)


def test_the_check_finds_no_error(knowledge: Knowledge) -> None:
    found = check(
        knowledge, WRITTEN, required_wording=tuple(REQUIRED_WORDING), required_entries=knowledge.area.fixed()
    )
    assert [str(problem) for problem in found if problem.severity == "error"] == []


@pytest.mark.parametrize("entry_id", REQUIRED)
def test_every_entry_that_must_exist_exists_and_is_whole(knowledge: Knowledge, entry_id: str) -> None:
    if entry_id in knowledge.safety_entries:
        signposting = knowledge.safety_entries[entry_id]
        assert signposting.answer_young
        assert "999" in signposting.answer
        return
    entry = knowledge.entries[entry_id]
    assert len(entry.questions) >= 12
    assert 40 <= len(entry.answer.split()) <= 120
    assert entry.easy_read
    assert entry.sources or entry.topic == "about"
    assert entry.review_by > entry.read


def test_every_contact_detail_and_address_is_on_the_list_of_those_seen() -> None:
    rows = yaml.safe_load((HERE / "allowed_contact_details.yaml").read_text(encoding="utf-8"))
    allowed = {str(row["detail"]) for row in rows}
    assert all(row["fact"] for row in rows)
    stray = []
    for path in sorted(FOLDER.glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        found = re.findall(
            r'https?://[^\s"\',}\]]+|[\w.]+@[\w.-]+\.\w+|(?<![\d-])(?<!\d )0\d{2,4} \d{3,4}(?: \d{3,4})?'
            r"(?!\d)",
            text,
        )
        stray += [
            (path.name, detail)
            for detail in found
            if detail not in allowed and not any(detail in known for known in allowed)
        ]
    assert stray == []


def test_the_safety_rules_do_what_their_examples_say(knowledge: Knowledge) -> None:
    rules = [
        Rule(
            rule.id,
            rule.concern,
            rule.phrases,
            rule.patterns,
            rule.unless,
            rule.must_fire,
            rule.must_not_fire,
        )
        for rule in knowledge.safety_rules
    ]
    screen = SafetyScreen(rules)
    silent = [
        (rule.id, text)
        for rule in rules
        for text in rule.must_fire
        if rule.concern not in screen.screen(text)
    ]
    loud = [
        (rule.id, text)
        for rule in rules
        for text in rule.must_not_fire
        if rule.concern in screen.screen(text)
    ]
    assert silent == []
    assert loud == []
