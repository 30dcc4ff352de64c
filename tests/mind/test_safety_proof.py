from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sendbot.knowledge.entries import Knowledge, SafetyRule
from sendbot.knowledge.reading import load
from sendbot.mind.safety_proof import safety_problems, with_safety_of
from tests.conversation.small_house import ENTRIES, KNOWLEDGE
from tests.mind.teaching import RULES, taught

RULE = RULES[0]


def with_rule(**values: object) -> Knowledge:
    return replace(taught(), safety_rules=(RULE.model_copy(update=values),))


def test_sound_safety_passes() -> None:
    assert safety_problems(taught()) == ()


def test_the_real_safety_passes() -> None:
    assert safety_problems(load(Path("knowledge"))) == ()


def test_a_rule_is_tried_on_ordinary_questions_in_other_languages_too() -> None:
    real = load(Path("knowledge"))
    loud = real.safety_rules[0].model_copy(
        update={"phrases": ("zzyzx", "para"), "must_fire": (), "must_not_fire": ()}
    )
    (problem,) = safety_problems(replace(real, safety_rules=(loud,)))
    assert "ordinary questions of this folder" in problem.message
    assert all("para" in shown.lower() for shown in problem.message.split('"')[3:-1:2])


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"patterns": ("(unclosed",)}, "cannot be used"),
        ({"patterns": ("<nobody>",)}, "cannot be used"),
        ({"must_fire": ("the sun shines",)}, 'does not fire on "the sun shines"'),
        ({"must_not_fire": ("we are drowning",)}, 'fires on "we are drowning"'),
        ({"concern": "safety-unknown"}, "has no entry"),
        ({"patterns": (r"\w",)}, "ordinary questions"),
    ],
)
def test_a_rule_that_is_broken_is_named(values: dict[str, object], said: str) -> None:
    problems = safety_problems(with_rule(**values))
    assert any(said in problem.message and problem.severity == "error" for problem in problems)
    assert all("flood" in problem.message for problem in problems)


def test_a_rule_that_stays_quiet_is_told_why() -> None:
    message = RULE.must_fire[0]
    (silenced,) = safety_problems(with_rule(unless=(".*",), must_fire=(message,)))
    assert "make the unless narrower" in silenced.message
    (unknown,) = safety_problems(with_rule(must_fire=("the sun shines",)))
    assert "Write words of the example under phrases" in unknown.message


def test_a_contact_that_nobody_knows_is_named() -> None:
    contacts = {name: contact for name, contact in KNOWLEDGE.contacts.items() if name != "samaritans"}
    (problem,) = safety_problems(replace(taught(), contacts=contacts))
    assert '"samaritans"' in problem.message


def test_no_rules_or_no_help_does_not_pass() -> None:
    assert safety_problems(replace(taught(), safety_rules=()))
    assert safety_problems(replace(taught(), safety_rules=(), safety_entries={}))


def test_a_few_ordinary_questions_may_speak_of_danger() -> None:
    rule = SafetyRule(
        id="book", concern="safety-flood", phrases=("borrow a book",), must_fire=("borrow a book",)
    )
    assert safety_problems(replace(taught(), safety_rules=(rule,))) == ()


def test_safety_is_lent_with_the_people_that_it_names() -> None:
    bare = Knowledge(entries={ENTRIES[0].id: ENTRIES[0]}, wording=KNOWLEDGE.wording)
    whole = with_safety_of(bare, taught())
    assert safety_problems(whole) == ()
    assert whole.entries == bare.entries
    assert set(whole.contacts) == {"emergency-999", "samaritans", "childline"}
