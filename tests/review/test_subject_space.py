from __future__ import annotations

import numpy as np

from sendbot.review.subject_space import FEWEST, Queues, SubjectSpace


def made_up(entries: int, each: int, seed: int = 1) -> tuple[np.ndarray, list[str]]:
    """Wordings whose subject stands in faint directions, and who asks in a loud one that all entries
    share."""
    chance = np.random.default_rng(seed)
    middles = chance.normal(size=(entries, 24)) * 0.5
    loud = np.zeros(24)
    loud[0] = 5
    rows = [
        middles[entry] + chance.normal() * loud + chance.normal(size=24) * 0.2
        for entry in range(entries)
        for _ in range(each)
    ]
    return np.asarray(rows, dtype=np.float32), [f"e{entry}" for entry in range(entries) for _ in range(each)]


def likeness(placed: np.ndarray, names: list[str]) -> tuple[float, float]:
    near = placed @ placed.T
    same = np.equal.outer(names, names) & ~np.eye(len(names), dtype=bool)
    return float(near[same].mean()), float(near[~same].mean())


def test_what_varies_within_an_entry_counts_little_and_what_sets_entries_apart_much() -> None:
    vectors, names = made_up(40, 12)
    plain = SubjectSpace(vectors.mean(axis=0).astype(np.float64), None)
    learnt = SubjectSpace.learn(vectors, names)
    before, after = likeness(plain.placed(vectors), names), likeness(learnt.placed(vectors), names)
    assert after[0] - after[1] > 2 * (before[0] - before[1])


def test_it_serves_entries_that_it_has_not_seen() -> None:
    vectors, names = made_up(80, 12)
    seen = len(names) // 2
    learnt = SubjectSpace.learn(vectors[:seen], names[:seen])
    same, other = likeness(learnt.placed(vectors[seen:]), names[seen:])
    assert same > other + 0.5


def test_with_few_entries_only_the_mean_is_taken_away() -> None:
    vectors, names = made_up(FEWEST - 1, 3)
    assert SubjectSpace.learn(vectors, names).matrix is None


def test_a_queue_is_told_near_its_entries_and_not_far_from_all() -> None:
    vectors, names = made_up(60, 12)
    queue_of = {name: "one" if int(name[1:]) < 30 else "other" for name in names}
    vectors[:360, 5] += 6  # the entries of one queue lie together, as subjects do
    queues = Queues.learn(vectors, names, queue_of)
    assert queues.line <= 1
    told = [queues.queue(vector) for vector in vectors[::12]]
    assert told[:30].count("one") > 25
    assert "one" not in told[30:]
    lost = np.random.default_rng(7).normal(size=24).astype(np.float32)
    lost[5] = 0
    assert queues.queue(lost * 0.01 + vectors.mean(axis=0)) in {None, "one", "other"}


def test_queues_that_follow_nothing_are_never_told() -> None:
    vectors, names = made_up(60, 12)
    queue_of = {name: ("a", "b", "c", "d")[int(name[1:]) % 4] for name in names}
    queues = Queues.learn(vectors, names, queue_of)
    unknown, _ = made_up(20, 1, seed=9)
    assert sum(queues.queue(vector) is not None for vector in unknown) <= 4
