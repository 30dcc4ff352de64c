"""Which entries say that they answer logged questions: the way back from the knowledge folder to the desk."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sendbot.knowledge.entries import Entry, Knowledge


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


def questions_named(knowledge: Knowledge) -> list[str]:
    """Single questions that an entry names itself."""
    return [name for entry in knowledge.entries.values() for name in entry.answers if name.startswith("q-")]


def entry_for(question_id: str, by_group: str | None, knowledge: Knowledge) -> Entry | None:
    """The entry that answers a question: because it names this very question, or by the desk's groups."""
    named = (entry for entry in knowledge.entries.values() if question_id in entry.answers)
    return next(named, None) or (knowledge.entry(by_group) if by_group else None)
