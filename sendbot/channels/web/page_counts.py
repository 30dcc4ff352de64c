"""What the pages have to count, beside what every channel does. Never a word, never an address."""

from __future__ import annotations

from prometheus_client import Counter

from sendbot.channels.serving.outcome_counts import Metrics


class WebMetrics(Metrics):
    """One process's figures."""

    def __init__(self) -> None:
        super().__init__()
        self.pages = Counter(
            "sendbot_pages", "Pages shown, by kind and status", ["page", "status"], registry=self.registry
        )
        self.limited = Counter(
            "sendbot_limited", "Requests that were turned away, by reason", ["why"], registry=self.registry
        )
        self.links = Counter(
            "sendbot_links",
            "Private links: made, opened, deleted, gone; and their emails",
            ["what"],
            registry=self.registry,
        )
