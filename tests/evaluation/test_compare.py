from __future__ import annotations

from dataclasses import replace

import pytest

from sendbot.evaluation import compare as module
from sendbot.evaluation.compare import compare
from sendbot.evaluation.impact_text import impact_text
from sendbot.evaluation.labelled import run
from sendbot.knowledge.entries import Knowledge, LabelledQuestion, SafetyRule
from sendbot.matching.decision import Candidate, Thresholds
from tests.conversation.small_house import KNOWLEDGE, RULE

ENTRY, OTHER = list(KNOWLEDGE.entries)[:2]
SAFETY_RULE = SafetyRule(id=RULE.id, concern=RULE.concern, phrases=RULE.phrases, must_fire=RULE.must_fire)


def with_questions(entry: str, *questions: str) -> Knowledge:
    edited = KNOWLEDGE.entries[entry].model_copy(update={"questions": questions})
    return replace(KNOWLEDGE, entries={**KNOWLEDGE.entries, entry: edited})


def labelled(question: str, *expected: str) -> LabelledQuestion:
    return LabelledQuestion(question=question, expected=expected)


def test_the_same_folder_changes_nothing() -> None:
    impact = compare(
        KNOWLEDGE,
        KNOWLEDGE,
        [labelled(question, ENTRY) for question in KNOWLEDGE.entries[ENTRY].questions],
        None,
    )
    assert not impact.changes
    assert impact.tried > 0


def test_a_new_wording_gains_the_messages_that_use_it_and_its_removal_loses_them() -> None:
    richer = with_questions(
        ENTRY, *KNOWLEDGE.entries[ENTRY].questions, "flibbertigibbet wobble", "my flibbertigibbet"
    )
    asked = [labelled("flibbertigibbet", ENTRY)]
    gained, lost = compare(KNOWLEDGE, richer, asked, None), compare(richer, KNOWLEDGE, asked, None)
    assert [change.question for change in gained.of("gained")] == ["flibbertigibbet"]
    assert [change.question for change in lost.of("lost")] == ["flibbertigibbet"]
    assert gained.by_entry()[ENTRY]["gained"] == 1


def test_a_kept_question_without_a_label_is_shown_when_it_would_be_answered() -> None:
    richer = with_questions(
        ENTRY, *KNOWLEDGE.entries[ENTRY].questions, "flibbertigibbet wobble", "my flibbertigibbet"
    )
    impact = compare(KNOWLEDGE, richer, [], None, kept=["flibbertigibbet"])
    assert {change.kind for change in impact.changes} <= {"gained", "changed"}
    assert impact.changes[0].entries


def test_what_was_to_have_no_answer_and_gets_the_new_one_is_no_loss_but_another_entry_s_answer_is() -> None:
    wordings = (*KNOWLEDGE.entries[ENTRY].questions, "flibbertigibbet wobble", "my flibbertigibbet")
    richer = with_questions(ENTRY, *wordings)
    asked = [labelled("flibbertigibbet")]
    impact = compare(KNOWLEDGE, richer, asked, None)
    assert [(change.kind, change.after) for change in impact.changes] == [("now answered", f"answer {ENTRY}")]
    assert "1 now answered" in impact_text(impact)
    assert "look whether the one that they would get is right" in impact_text(impact)
    back = compare(richer, KNOWLEDGE, asked, None)
    assert {change.kind for change in back.changes} == {"gained"}
    result = run(asked, lambda _: [Candidate(OTHER, 0.9)], Thresholds(answer=0.5, clarify=0.3))[0]
    silent = run(asked, lambda _: [], Thresholds(answer=0.5, clarify=0.3))[0]
    fresh: tuple[frozenset[str], ...] = (frozenset(), frozenset({OTHER}))
    found = [module._change(silent, result, frozenset(), one) for one in fresh]
    assert [one.kind for one in found if one] == ["lost", "now answered"]


def test_a_safety_rule_that_notices_less_is_dangerous_and_is_said_first() -> None:
    hearing, deaf = replace(KNOWLEDGE, safety_rules=(SAFETY_RULE,)), replace(KNOWLEDGE, safety_rules=())
    impact = compare(hearing, deaf, [], None)
    assert len(impact.dangerous) == len(RULE.must_fire) > 0
    assert "STOP" in impact_text(impact)
    assert not compare(deaf, hearing, [], None).dangerous


def test_rules_of_danger_that_did_not_change_are_not_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    hearing = replace(KNOWLEDGE, safety_rules=(SAFETY_RULE,))
    richer = replace(hearing, entries=with_questions(ENTRY, "flibbertigibbet").entries)
    built: list[Knowledge] = []
    monkeypatch.setattr(module, "build_screen", built.append)
    assert not compare(hearing, richer, [], None).dangerous
    assert built == []


def test_a_lost_deadline_match_is_dangerous() -> None:
    entry = next(entry for entry, _ in KNOWLEDGE.deadlines())
    edited = entry.model_copy(
        update={
            "title": "Zebra",
            "answer": "Zebra.",
            "questions": ("something else entirely", "zebra crossing"),
        }
    )
    emptied = replace(KNOWLEDGE, entries={**KNOWLEDGE.entries, entry.id: edited})
    asked = [labelled(question, entry.id) for question in entry.questions]
    assert compare(KNOWLEDGE, emptied, asked, None).dangerous
