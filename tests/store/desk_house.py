"""A store with questions in it, and a grouper that works on words alone, for tests of the review tables."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sendbot.care.redaction import redact
from sendbot.conversation.events import Abstained, ChoiceMade, Clarified, Event
from sendbot.matching.decision import Candidate
from sendbot.review.grouping import Grouping
from sendbot.review.wordings import Rarity
from sendbot.store.review.group_keeper import Grouper
from sendbot.store.store import Store

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
WORKSTREAMS = {"hours": "voice", "fines": "care"}


def asked(number: int, text: str, entry: str = "hours", language: str = "en") -> Abstained:
    """A question that was not answered."""
    near = (Candidate(entry, 0.31), Candidate("other", 0.12))
    return Abstained(near, "nothing close", language, f"q-{number:08d}", redact(text).text)


def offered(number: int, text: str) -> Clarified:
    """A question that was answered by buttons."""
    return Clarified(
        (Candidate("fines", 0.4),), "too close to call", "pl", f"q-{number:08d}", redact(text).text
    )


TEXTS = (
    "blue badge application",
    "school uniform grant",
    "apply for a blue badge",
    "blue badge applications",
    "wheelchair repair",
)


def make_grouper(store: Store) -> Grouper:
    """Words alone: no model is loaded."""
    return Grouper(store, lambda: Grouping(None, Rarity({})), WORKSTREAMS)


async def fill(store: Store, texts: tuple[str, ...] = TEXTS, start: datetime = NOON, first: int = 1) -> None:
    """Questions a minute apart."""
    for place, text in enumerate(texts):
        await store.record(
            [asked(first + place, text, "fines" if "uniform" in text else "hours")],
            start + timedelta(minutes=10 * place),
        )


def chosen(number: int, entry: str | None) -> Event:
    """The family pressed a button."""
    return ChoiceMade(f"q-{number:08d}", entry)
