"""A long answer at its shortest: whole curated paragraphs, those that fit the question first, the others one
press away. Nothing is reworded."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sendbot.matching.reading.text import content_words, words
from sendbot.words.marks import paragraphs

_ALWAYS = re.compile(r"\b999\b")
"""A paragraph that says whom to ring in danger is never left out."""
_BY_WHEN = re.compile(
    r"\b(?:\d+|one|two|three) (?:school |working |calendar )?(?:day|week|month|year)s?\b|\bdeadline\b",
    re.IGNORECASE,
)
_TO_DO = re.compile(
    r"(?:^(?:- )?|[.:] |\*\*)"
    r"(?:Ask|Complain|Write|Email|Call|Ring|Send|Tell|Keep|Apply|Use|Say|Put|Talk|Read|Look)\b",
    re.MULTILINE,
)
"""What to do stands as a command, as curators are asked to write it."""
_A_LITTLE = 60
"""An answer that is this little too long is shown whole: a press for one more line would be a nuisance."""
_FOR_DOING = 400
"""Room beyond the usual for a paragraph that says what to do, where none of the others does: a list of steps
takes it."""
_LEANS = re.compile(r"^(?:[^.?!\n]{0,60}\? )?(?:It|They|This|These|Those)\b")
"""How a paragraph begins that speaks of what the one before it named."""
_FOR_ANSWERING = 400
"""Room beyond the usual for the one paragraph that fits the question best: families read first what they
asked. Of the held-out tests that say what their reply must hold, 69 % were told it by the first message
without this, and 9 in 10 are with it, for a hundred characters more on average."""
_ASKS_A_NUMBER = re.compile(
    r"\bhow (?:long|soon|often|many|much|old|far)\b|\bwhen\b|\bdeadline\b|\blimit\b|\bwhat (?:age|date)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d|\b(?:one|two|three|four|five|six|ten|twelve) ", re.IGNORECASE)
_STEM = 5
"""Letters by which two forms of a word count as the same: "refuse" and "refused", "appeal" and "appealing".
"""


def shortened(text: str, question: str, room: int) -> tuple[str, bool]:
    """The paragraphs that fit into the room, in their order, and whether any was left out. The first always
    stays."""
    blocks = _blocks(text)
    if len(text) <= room + _A_LITTLE or len(blocks) == 1:
        return text, False
    shown = _Excerpt(blocks)
    fits = {place: _fit(blocks[place], question) for place in range(1, len(blocks))}
    best = max(fits, key=lambda place: (fits[place], -place))
    if fits[best] and shown.take(best, room + _FOR_ANSWERING):
        room = max(room, shown.length)
    by_fit = sorted(fits, key=lambda place: (-fits[place] - _use(blocks[place]), place))
    for place in by_fit:
        shown.take(place, room)
    to_do = [place for place in (0, *by_fit) if _TO_DO.search(blocks[place])]
    if to_do and shown.kept.isdisjoint(to_do):
        shown.take(to_do[0], room + _FOR_DOING)
    return shown.text(), len(shown.kept) < len(blocks)


class _Excerpt:
    """The paragraphs of an answer that are shown at once: the first, what is never left out, and what is
    taken beside them."""

    def __init__(self, blocks: Sequence[str]) -> None:
        self._blocks = blocks
        self.kept = {0} | {place for place, block in enumerate(blocks) if _ALWAYS.search(block)}
        self.length = sum(len(blocks[place]) + 2 for place in self.kept)

    def take(self, place: int, room: int) -> bool:
        """Show one more, with what it leans on, if it is not shown yet and there is room for it."""
        wanted = {place}
        while _LEANS.match(self._blocks[min(wanted)]) and min(wanted) > 0:
            wanted.add(min(wanted) - 1)
        wanted -= self.kept
        size = sum(len(self._blocks[one]) + 2 for one in wanted)
        if place in self.kept or self.length + size - 2 > room:
            return False
        self.kept |= wanted
        self.length += size
        return True

    def text(self) -> str:
        """What is shown, in its order."""
        return "\n\n".join(self._blocks[place] for place in sorted(self.kept))


def _fit(block: str, question: str) -> int:
    """How much of what was asked a paragraph speaks of: the words that it shares, and a number where one is
    wanted."""
    wants_a_number = bool(_ASKS_A_NUMBER.search(question)) and bool(_NUMBER.search(block))
    return len(stems(question) & stems(block)) + wants_a_number


def _use(block: str) -> int:
    """What a paragraph is worth to anybody: whether it says by when, or what to do."""
    return bool(_BY_WHEN.search(block)) + bool(_TO_DO.search(block))


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
