"""How much of danger is still noticed when something ordinary stands beside it: our own messages, the plain
and the harder ones, each with one of a few clauses around it. Nothing was learned from either."""

from __future__ import annotations

from sendbot.evaluation.screening import MUST_FIRE
from tests.care.labelled import danger
from tests.care.test_messages import BESIDE, noticed

_EVERY = 3
"""One message in so many, another third for each clause."""


def beside() -> str:
    """A line for each kind of messages: noticed plainly, then with each clause beside them, in percent."""
    return "\n  ".join(_line(name or "plain", kind) for name, kind in (("", ""), ("harder", "harder")))


def _line(name: str, kind: str) -> str:
    texts = [row.text for row in danger(kind) if row.kind == MUST_FIRE]
    masked = [
        _share([around.format(text.rstrip(".!?")) for text in texts[place % _EVERY :: _EVERY]])
        for place, around in enumerate(BESIDE)
    ]
    return f"{name}: {_share(texts):.0f}, beside a clause {', '.join(f'{share:.0f}' for share in masked)}"


def _share(texts: list[str]) -> float:
    return 100 * sum(bool(noticed(text)) for text in texts) / len(texts)
