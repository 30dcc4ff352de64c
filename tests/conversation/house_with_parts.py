"""The small library in which the entry about fines has two parts: what a lost book costs, and appeals."""

from __future__ import annotations

from dataclasses import replace

from sendbot.knowledge.entries import Knowledge
from sendbot.mind.mind import Mind
from sendbot.mind.parts import parts_of
from tests.conversation.small_house import KNOWLEDGE, MIND, SharedWords, entry

LOST = entry("fine-lost", "A fine for a lost book", ("lost book fine", "pay for a lost novel"),
    "You pay its price.",
             part_of="fines", related=("fines", "renew"))  # fmt: skip
APPEAL = entry("fine-appeal", "Appealing a fine", ("appeal fine", "challenge an unfair fine"), "Write to us.",
               part_of="fines", related=("fines", "borrow"))  # fmt: skip


def with_parts() -> Knowledge:
    return replace(KNOWLEDGE, entries={**KNOWLEDGE.entries, LOST.id: LOST, APPEAL.id: APPEAL})


def mind_with_parts() -> Mind:
    knowledge = with_parts()
    ranker = SharedWords(knowledge.questions())
    return replace(MIND, knowledge=knowledge, matcher=ranker, parts=parts_of(knowledge, None))
