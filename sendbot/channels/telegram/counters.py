"""What only Telegram has to count, beside what every channel does."""

from __future__ import annotations

from prometheus_client import Counter, Gauge

from sendbot.channels.serving.outcome_counts import Metrics


class TelegramMetrics(Metrics):
    """One process's figures."""

    def __init__(self) -> None:
        super().__init__()
        self.updates = Counter(
            "sendbot_updates", "Updates from Telegram by kind", ["kind"], registry=self.registry
        )
        self.telegram_faults = Gauge(
            "sendbot_telegram_faults", "Calls to Telegram that had to be tried again", registry=self.registry
        )
        self.unconfirmed = Gauge(
            "sendbot_updates_in_hand", "Updates that are not confirmed yet", registry=self.registry
        )
