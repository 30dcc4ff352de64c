"""A change of a few entries, learned alone, ranks as a fit from nothing does."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sendbot.encoding.encoder import Encoder
from sendbot.matching import matcher as module
from sendbot.matching.matcher import Matcher
from sendbot.matching.small_change import refitted
from tests.matching.small_base import OUTSIDE, QUESTIONS, TERMS

NOUNS = ("map", "atlas", "comic", "poster", "record", "guide", "diary", "score", "album", "puzzle")
BEFORE = {
    name: [*asked, *(f"{asked[0]} for my {noun}" for noun in NOUNS)] for name, asked in QUESTIONS.items()
}
SAID = {name: f"About {name}. Ask at the desk. Staff help with {name}." for name in BEFORE}
MESSAGES = ["lend me an atlas", "opening times", "overdue comic", "a wobbly flibbertigibbet", "photocopy it"]

MORE = {**BEFORE, "hours": [*BEFORE["hours"], "flibbertigibbet hour"]}
LESS = {**BEFORE, "hours": BEFORE["hours"][1:-1]}
GONE = {name: asked for name, asked in BEFORE.items() if name != "hours"}
NEW = {"wobble": ["a wobbly flibbertigibbet", "does it wobble"], **BEFORE}


def fitted(
    questions: dict[str, list[str]],
    folder: Path,
    encoder: Encoder | None,
    sure_as: Matcher | None = None,
    said: dict[str, str] = SAID,
) -> Matcher:
    answers = {name: said[name] for name in questions if name in said}
    return Matcher.fit(
        questions,
        answers=answers,
        terms=TERMS,
        out_of_scope=OUTSIDE,
        encoder=encoder,
        cache_dir=folder,
        sure_as=sure_as,
    )


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether each matcher was made from the one before it."""
    found: list[bool] = []

    def watched(*given: object) -> object:
        made = refitted(*given)  # type: ignore[arg-type]  # handed on as it came
        found.append(made is not None)
        return made

    monkeypatch.setattr(module, "refitted", watched)
    return found


@pytest.mark.parametrize("with_encoder", [False, True])
@pytest.mark.parametrize("questions", [BEFORE, MORE, LESS, NEW], ids=["same", "more", "less", "new"])
def test_a_small_change_ranks_as_a_fit_from_nothing(
    questions: dict[str, list[str]], with_encoder: bool, encoder: Encoder, tmp_path: Path, told: list[bool]
) -> None:
    used = encoder if with_encoder else None
    before = fitted(BEFORE, tmp_path, used)
    said = {**SAID, "print": SAID["print"] + " Colour costs more."}
    like = fitted(questions, tmp_path, used, before, said)
    assert told == [True]
    for path in tmp_path.rglob("solved-*"):
        path.unlink()
    anew = fitted(questions, tmp_path, used, before, said)
    assert told == [True]
    assert like.entries == anew.entries
    assert np.allclose(like.first_scores(MESSAGES), anew.first_scores(MESSAGES), atol=0.03)
    assert [like.rank(text)[0].entry for text in MESSAGES] == [anew.rank(text)[0].entry for text in MESSAGES]
    assert like.fitted.evidence.words.weight.max() == pytest.approx(anew.fitted.evidence.words.weight.max())
    assert np.array_equal(like.fitted.evidence.asked.starts, anew.fitted.evidence.asked.starts)
    assert np.array_equal(like.fitted.evidence.said.starts, anew.fitted.evidence.said.starts)


MANY = {name: [*asked, *(f"{asked[-1]} for a {noun}" for noun in NOUNS)] for name, asked in BEFORE.items()}


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (MANY, {**MANY, "hours": BEFORE["hours"]}),
        ({**MANY, "hours": BEFORE["hours"]}, MANY),
        ({**MANY, "hours": BEFORE["hours"]}, {**MANY, "hours": BEFORE["hours"], "fines": BEFORE["fines"]}),
    ],
    ids=["few now", "many now", "one more with few"],
)
def test_what_entries_with_few_questions_say_comes_and_goes_with_their_questions(
    was: dict[str, list[str]], now: dict[str, list[str]], tmp_path: Path, told: list[bool]
) -> None:
    said = {**SAID, "print": SAID["print"] + " Colour costs more."}
    like = fitted(now, tmp_path, None, fitted(was, tmp_path, None), said)
    assert told == [True]
    for path in tmp_path.rglob("solved-*"):
        path.unlink()
    anew = fitted(now, tmp_path, None, fitted(was, tmp_path, None), said)
    assert told == [True]
    assert len(like.fitted.kernel.weights) == len(anew.fitted.kernel.weights)
    assert np.allclose(like.first_scores(MESSAGES), anew.first_scores(MESSAGES), atol=0.03)


def test_nothing_changed_moves_no_score(tmp_path: Path, told: list[bool]) -> None:
    before = fitted(BEFORE, tmp_path, None)
    same = fitted(BEFORE, tmp_path, None, before)
    assert told == [True]
    assert np.allclose(same.first_scores(MESSAGES), before.first_scores(MESSAGES), atol=1e-5)


def test_much_that_changed_is_fitted_anew(tmp_path: Path, told: list[bool]) -> None:
    before = fitted(BEFORE, tmp_path, None)
    assert "hours" not in fitted(GONE, tmp_path, None, before).entries
    assert told == [False]


def test_where_nothing_was_kept_a_change_is_fitted_anew(tmp_path: Path, told: list[bool]) -> None:
    before = fitted(BEFORE, tmp_path, None)
    for path in tmp_path.glob("solved-*"):
        path.write_bytes(b"torn")
    assert fitted(MORE, tmp_path, None, before).rank("flibbertigibbet")[0].entry == "hours"
    assert told == []


def test_a_sign_that_an_entry_answered_may_go_with_it(tmp_path: Path, told: list[bool]) -> None:
    greeted = fitted({**BEFORE, "hello": ["hello", "hi there", "good morning"]}, tmp_path, None)
    assert greeted.fitted.covered
    assert not fitted(BEFORE, tmp_path, None, greeted).fitted.covered
    assert told == [False]
