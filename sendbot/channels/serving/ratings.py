"""What a person said of a reply: the latest counts, and the same again counts for nothing."""

from __future__ import annotations

from dataclasses import replace

from sendbot.conversation.events import Answered, Event, Rated

Said = tuple[bool, str | None]
"""Did it help, and if not, why?"""


def as_it_counts(event: Event, rated: dict[str, Said]) -> Event | None:
    """An event as it counts after what this person has said before: one rating a reply. `rated` holds that by
    the reply's entry, and is kept up to date; None is no event at all."""
    if isinstance(event, Answered):
        rated.pop(event.entry, None)
    elif isinstance(event, Rated):
        said, before = (event.helped, event.why), rated.get(event.entry)
        rated[event.entry] = said
        if said == before:
            return None
        return event if before is None else replace(event, replaces=before)
    return event
