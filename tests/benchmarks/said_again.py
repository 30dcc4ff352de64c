"""Questions asked after an answer that the answer holds, and others that it does not: how often a sentence
beside the point is said.

A row of `tests/conversation/follow_ups/said_again.jsonl` is a question about an entry; `holds` are words of
the sentence that tells it, and a row without them has no such sentence. The rows of the half `learned` were
looked at while the rule was set, those of the half `judged` were not.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from sendbot.conversation.again import best_sentence
from sendbot.mind.mind import Mind

ROWS = Path(__file__).parents[1] / "conversation" / "follow_ups" / "said_again.jsonl"

Told = Literal["right", "beside", "unsaid", "rightly unsaid"]


def told(answer: str, question: str, holds: str | None, mind: Mind) -> Told:
    """What is said again of an answer to somebody who asks this."""
    said = best_sentence(answer, question, mind)
    if said is None:
        return "unsaid" if holds else "rightly unsaid"
    return "right" if holds and holds.casefold() in said.casefold() else "beside"


def counts(mind: Mind) -> Mapping[str, Counter[Told]]:
    """How often each comes, by half."""
    found: dict[str, Counter[Told]] = {}
    for line in ROWS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        answer = mind.knowledge.entries[row["entry"]].answer
        said = told(answer, row["question"], row.get("holds"), mind)
        found.setdefault(row["half"], Counter())[said] += 1
    return found


def table(mind: Mind) -> str:
    """The table, ready to print."""
    return "\n  ".join(
        f"{half}: {', '.join(f'{count} {name}' for name, count in sorted(found.items()))}"
        for half, found in counts(mind).items()
    )
