from __future__ import annotations

import pytest

from sendbot.errors import QuestionsFileError
from sendbot.evaluation.impact_text import trial_text
from sendbot.evaluation.trial import try_wording
from tests.conversation.house_with_parts import with_parts
from tests.conversation.small_house import KNOWLEDGE

ENTRY, OTHER = list(KNOWLEDGE.entries)[:2]


def test_a_wording_that_is_another_entrys_own_is_seen_to_steal() -> None:
    stolen = "lend novel"  # no word of its entry's title or answer speaks for it
    assert stolen in KNOWLEDGE.entries[ENTRY].questions
    trial = try_wording(stolen, OTHER, KNOWLEDGE, None)
    assert trial.ranked[0][0] == ENTRY
    assert stolen in trial.stolen
    assert f'"{stolen}" leads to: answer {ENTRY}' in trial_text(trial)


def test_trying_what_cannot_be_tried_is_said() -> None:
    with pytest.raises(QuestionsFileError, match="no entry"):
        try_wording("anything", "nowhere", KNOWLEDGE, None)
    with pytest.raises(QuestionsFileError, match="already"):
        try_wording(KNOWLEDGE.entries[ENTRY].questions[0].upper(), ENTRY, KNOWLEDGE, None)


def test_a_wording_tried_for_a_part_counts_for_its_whole() -> None:
    trial = try_wording("torn pages cost", "fine-lost", with_parts(), None)
    assert (trial.entry, trial.whole) == ("fine-lost", "fines")
    assert not {"fine-lost", "fine-appeal"} & {entry for entry, _ in trial.ranked}
    own = set(with_parts().questions()["fines"])
    assert not own & set(trial.stolen)
