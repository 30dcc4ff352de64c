from __future__ import annotations

from sendbot.channels.serving.outcome_counts import Metrics
from sendbot.channels.telegram.counters import TelegramMetrics
from sendbot.conversation.events import Abstained, Answered, Clarified, ConcernRaised, Rated


def figures(metrics: Metrics) -> dict[str, float]:
    lines = [line for line in metrics.text().decode().splitlines() if not line.startswith("#")]
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines)}


def test_each_outcome_concern_and_rating_is_counted_under_its_name() -> None:
    metrics = TelegramMetrics()
    metrics.happened(
        [
            Answered("hours"),
            Answered("hours"),
            Clarified((), "too close to call", "en"),
            Abstained((), "nothing close", "en"),
            ConcernRaised("safety-flood"),
            Rated("hours", helped=True),
            Rated("hours", helped=False),
        ]
    )
    found = figures(metrics)
    assert found['sendbot_outcomes_total{outcome="answer"}'] == 2
    assert found['sendbot_outcomes_total{outcome="clarify"}'] == 1
    assert found['sendbot_outcomes_total{outcome="abstain"}'] == 1
    assert found['sendbot_concerns_total{concern="safety-flood"}'] == 1
    assert (found['sendbot_ratings_total{helped="yes"}'], found['sendbot_ratings_total{helped="no"}']) == (
        1,
        1,
    )


def test_what_a_button_opened_is_no_question_and_a_reason_is_no_second_rating() -> None:
    metrics = TelegramMetrics()
    metrics.happened(
        [
            Answered("hours", by_button=True),
            Rated("hours", helped=False, why="unclear", replaces=(False, None)),
        ]
    )
    assert not any(
        name.startswith(("sendbot_outcomes_total", "sendbot_ratings_total")) for name in figures(metrics)
    )


def test_two_processes_figures_are_their_own() -> None:
    one, other = TelegramMetrics(), TelegramMetrics()
    one.updates.labels("text").inc()
    assert 'sendbot_updates_total{kind="text"}' in figures(one)
    assert 'sendbot_updates_total{kind="text"}' not in figures(other)
