from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from sendbot.matching import kernel as module
from sendbot.matching.kernel import Texts, fit_kernel, fit_scores, landmark_places


def some_texts(count: int, seed: int = 3) -> Texts:
    chance = np.random.default_rng(seed)
    vectors = chance.normal(size=(count, 8)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    rows = sparse.random(count, 30, density=0.1, random_state=seed, dtype=np.float32).tocsr()
    return Texts(vectors, rows)


OWNERS = np.arange(60) % 5


@pytest.mark.parametrize("work", [4e11, 60 * 30**2])
def test_a_text_judged_as_unseen_scores_as_after_a_fit_without_it(
    monkeypatch: pytest.MonkeyPatch, work: float
) -> None:
    known = some_texts(60)
    whole = fit_kernel(known, OWNERS, 4)
    assert whole.exact
    monkeypatch.setattr(module, "MOST_WORK", work)
    monkeypatch.setattr(module, "MOST_EXACT", 0)
    learned = fit_kernel(known, OWNERS, 4)
    for place in learned.judged(60, 7):
        kept = np.setdiff1d(np.arange(60), [place])
        one = known.take(np.array([place]))
        unseen = learned.unseen(one, one, OWNERS[[place]], np.array([place]))
        if learned.exact:
            again = fit_kernel(known.take(kept), OWNERS[kept], 4).kernel.score(one)
            assert np.allclose(unseen, again, atol=2e-3)
        assert not np.allclose(unseen, learned.kernel.score(one), atol=2e-3)


def test_a_sample_of_landmarks_is_judged_on_texts_that_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_WORK", 400 * 300**2)
    monkeypatch.setattr(module, "MOST_EXACT", 0)
    known, owners = some_texts(400), np.arange(400) % 5
    learned = fit_kernel(known, owners, 4)
    assert not learned.exact
    assert not set(learned.judged(400, 50)) & set(landmark_places(400, 4))


def test_fewer_landmarks_learn_nearly_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    known, owners, asked = some_texts(900), np.arange(900) % 5, some_texts(200, seed=4)
    exact = fit_kernel(known, owners, 5).kernel.score(asked)
    monkeypatch.setattr(module, "MOST_WORK", 900 * 600**2)
    monkeypatch.setattr(module, "MOST_EXACT", 0)
    sampled = fit_kernel(known, owners, 5).kernel.score(asked)
    assert np.corrcoef(exact.ravel(), sampled.ravel())[0, 1] > 0.8


def test_landmarks_fall_smoothly_with_the_size_of_the_base() -> None:
    counts = [len(landmark_places(size, 150)) for size in (1000, 16_000, 17_000, 20_000, 100_000)]
    assert counts[:2] == [1000, 16_000]
    assert 5500 < counts[2] < 6100
    assert counts[2] > counts[3] > counts[4] >= 2000
    assert len(landmark_places(100_000, 5000)) * 5000 <= module.MOST_CELLS


def test_every_question_is_judged_where_every_text_is_a_landmark() -> None:
    """Else a small change would find out anew how sure each entry is, for all its questions."""
    known = some_texts(60)
    judged = fit_kernel(known, OWNERS, 4).kernel.own[1]
    assert judged.tolist() == np.bincount(OWNERS, minlength=5)[:4].tolist()
    assert module._JUDGED >= module.MOST_EXACT


def test_only_what_people_ask_tells_how_sure_an_entry_is_of_its_questions() -> None:
    known = some_texts(60)
    learned = fit_kernel(known, OWNERS, 4, asked=40)
    assert learned.kernel.own[1].tolist() == np.bincount(OWNERS[:40], minlength=5)[:4].tolist()
    assert len(learned.kernel.weights) == 60
    alone = fit_scores(known, OWNERS, 4, asked=40, own=np.zeros((2, 4), dtype=np.float32))
    assert np.allclose(alone.own, learned.kernel.own, atol=1e-3)


def test_known_texts_score_best_for_their_own_entry() -> None:
    known = some_texts(60)
    scores = fit_kernel(known, OWNERS, 4).kernel.score(known)
    assert (scores.argmax(axis=1) == OWNERS).mean() > 0.95


def test_no_texts_give_no_scores() -> None:
    known = some_texts(60)
    assert fit_kernel(known, OWNERS, 4).kernel.score(known.take(np.array([], dtype=np.int64))).shape == (0, 5)


@pytest.mark.parametrize("most_exact", [10_000, 0])
def test_scores_alone_are_those_of_the_whole_fit(monkeypatch: pytest.MonkeyPatch, most_exact: int) -> None:
    monkeypatch.setattr(module, "MOST_EXACT", most_exact)
    monkeypatch.setattr(module, "MOST_WORK", 300 * 250**2)
    known, owners, asked = some_texts(300), np.arange(300) % 5, some_texts(50, seed=4)
    whole = fit_kernel(known, owners, 4).kernel.score(asked)
    assert np.allclose(fit_scores(known, owners, 4).score(asked), whole, atol=1e-4)
