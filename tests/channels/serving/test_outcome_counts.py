"""What every channel counts is counted once, under names that a monitor may rely on."""

from __future__ import annotations

from sendbot.channels.serving.outcome_counts import Metrics
from sendbot.conversation.events import AlarmTakenBack, Answered, ConcernPerhaps


def test_what_happened_is_counted_without_any_word() -> None:
    metrics = Metrics()
    metrics.happened([Answered("hours"), ConcernPerhaps("safety-flood"), AlarmTakenBack("safety-flood")])
    text = metrics.text().decode()
    assert 'sendbot_outcomes_total{outcome="answer"} 1.0' in text
    assert 'sendbot_soft_concerns_total{concern="safety-flood"} 1.0' in text
    assert 'sendbot_alarms_taken_back_total{concern="safety-flood"} 1.0' in text
    assert "hours" not in text


def test_two_sets_of_figures_are_their_own() -> None:
    one, other = Metrics(), Metrics()
    one.happened([Answered("hours")])
    assert 'outcome="answer"' not in other.text().decode()
