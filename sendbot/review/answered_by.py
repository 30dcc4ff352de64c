"""Which entries say that they answer logged questions: the way back from the knowledge folder to the desk."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sendbot.knowledge.entries import Knowledge


@dataclass(frozen=True)
class Answers:
    """An entry with the groups (or single questions) that it answers, and its words, which tell a new answer
    from an old one."""

    entry: str
    named: tuple[str, ...]
    words: str

    @property
    def mark(self) -> str:
        """Changes with the entry's words."""
        return f"{self.entry}:{hashlib.sha256(self.words.encode()).hexdigest()[:16]}"


def answers_in(knowledge: Knowledge) -> list[Answers]:
    """The entries that name groups of questions, or single questions, which they answer."""
    return [
        Answers(entry.id, entry.answers, f"{entry.title}\n{entry.answer}")
        for entry in knowledge.entries.values()
        if entry.answers
    ]
