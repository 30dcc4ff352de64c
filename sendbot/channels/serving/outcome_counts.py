"""Figures for the operator: how much, how fast, how well. Never a word, never a chat."""

from __future__ import annotations

from collections.abc import Iterable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from sendbot.conversation.events import (
    Abstained,
    AlarmTakenBack,
    Answered,
    Clarified,
    ConcernPerhaps,
    ConcernRaised,
    Event,
    Rated,
)

_SECONDS = (0.005, 0.01, 0.015, 0.025, 0.04, 0.06, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
_OUTCOMES = {Answered: "answer", Clarified: "clarify", Abstained: "abstain"}


class Metrics:
    """One process's figures, whatever the channel; each adds its own to the registry."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.outcomes = Counter(
            "sendbot_outcomes", "Questions by outcome", ["outcome"], registry=self.registry
        )
        self.concerns = Counter(
            "sendbot_concerns",
            "Danger noticed surely enough for a card, by category",
            ["concern"],
            registry=self.registry,
        )
        self.soft_concerns = Counter(
            "sendbot_soft_concerns",
            "Danger that there may be, a line under the ordinary reply, by category",
            ["concern"],
            registry=self.registry,
        )
        self.taken_back = Counter(
            "sendbot_alarms_taken_back",
            "Cards of which a family said that it was not what they meant, by category",
            ["concern"],
            registry=self.registry,
        )
        self.ratings = Counter(
            "sendbot_ratings", "Whether answers helped", ["helped"], registry=self.registry
        )
        self.seconds = Histogram(
            "sendbot_reply_seconds",
            "From message received to reply sent",
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.troubles = Counter(
            "sendbot_troubles", "What went wrong, by kind", ["kind"], registry=self.registry
        )
        self.database_errors = Gauge(
            "sendbot_database_errors", "Database errors since the start", registry=self.registry
        )
        self.records_waiting = Gauge(
            "sendbot_records_waiting", "Records that wait for the database", registry=self.registry
        )
        self.tasks = Gauge(
            "sendbot_tasks", "Things that go on side by side in this process", registry=self.registry
        )

    def happened(self, events: Iterable[Event]) -> None:
        """Count what a turn came to."""
        for event in events:
            if type(event) in _OUTCOMES and not getattr(event, "by_button", False):
                self.outcomes.labels(_OUTCOMES[type(event)]).inc()
            elif isinstance(event, ConcernRaised):
                self.concerns.labels(event.concern).inc()
            elif isinstance(event, ConcernPerhaps):
                self.soft_concerns.labels(event.concern).inc()
            elif isinstance(event, AlarmTakenBack):
                self.taken_back.labels(event.concern).inc()
            elif isinstance(event, Rated) and event.replaces is None:
                self.ratings.labels("yes" if event.helped else "no").inc()

    def text(self) -> bytes:
        """All figures as Prometheus reads them."""
        return generate_latest(self.registry)
