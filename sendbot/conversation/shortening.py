"""A long answer at its shortest: whole curated paragraphs, those that fit the question first, the others one press away. Nothing is reworded."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sendbot.matching.reading.text import content_words, words
from sendbot.words.marks import paragraphs

_ALWAYS = re.compile(r"\b999\b")
"""A paragraph that says whom to ring in danger is never left out."""
_A_LITTLE = 90
"""An answer that is this little too long is shown whole: a press for one more line would be a nuisance."""
_STEM = 5
"""Letters by which two forms of a word count as the same: "refuse" and "refused", "appeal" and "appealing"."""


def shortened(text: str, question: str, room: int) -> tuple[str, bool]:
    """The paragraphs that fit into the room, in their order, and whether any was left out. The first always stays."""
    blocks = _blocks(text)
    if len(text) <= room + _A_LITTLE or len(blocks) == 1:
        return text, False
    asked = stems(question)
    kept = {0} | {place for place, block in enumerate(blocks) if _ALWAYS.search(block)}
    used = sum(len(blocks[place]) + 2 for place in kept)
    by_fit = sorted(range(1, len(blocks)), key=lambda place: (-len(asked & stems(blocks[place])), place))
    for place in by_fit:
        if place not in kept and used + len(blocks[place]) <= room:
            kept.add(place)
            used += len(blocks[place]) + 2
    return "\n\n".join(blocks[place] for place in sorted(kept)), len(kept) < len(blocks)


def stems(text: str) -> frozenset[str]:
    """The beginnings of the words that say something."""
    return frozenset(word[:_STEM] for word in content_words(words(text)))


def _blocks(text: str) -> Sequence[str]:
    """Paragraphs, each with the list that it announces."""
    found: list[str] = []
    for piece in paragraphs(text):
        if found and (found[-1].rstrip().endswith(":") or piece.startswith("- ")):
            found[-1] = f"{found[-1]}\n\n{piece}"
        else:
            found.append(piece)
    return found
