"""How a message is read before it is matched: words, slips mended, acronyms understood. Shared by fitting and
ranking."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sendbot.matching.reading.local_places import NOWHERE, LocalPlaces
from sendbot.matching.reading.spelling import Spelling, is_english
from sendbot.matching.reading.synonyms import Synonyms
from sendbot.matching.reading.text import MESSAGE_LIMIT, content_words, words


@dataclass(frozen=True)
class ReadMessage:
    """A text as the matcher sees it."""

    text: str
    tokens: tuple[str, ...]
    plain: str
    """Slips mended and acronyms written out: what the encoder is given."""
    evidence: tuple[str, ...]
    """The words as typed (slips mended) and those that acronyms stand for: what word features are made of."""
    corrections: tuple[tuple[str, str], ...]
    expansions: tuple[tuple[str, str], ...]
    known_share: float
    """The share of content words that stand in the knowledge base, 1 when there are none."""

    @property
    def for_encoder(self) -> str:
        """What the encoder is given: the text as typed, which others may have had read already, unless
        something in it was mended."""
        return self.plain if self.corrections or self.expansions else self.text[:MESSAGE_LIMIT]


class MessageReader:
    """Reads texts with one vocabulary, so that a family's words and a curator's words meet."""

    def __init__(self, spelling: Spelling, synonyms: Synonyms, places: LocalPlaces = NOWHERE) -> None:
        self._spelling = spelling
        self._synonyms = synonyms
        self.places = places

    def read(self, text: str, foreign: Collection[str] | None = None) -> ReadMessage:
        """The reading of one text; never fails, whatever the text holds.

        `foreign` are words of the text that belong to another language, None for English: then no word is a
        slip, and such a word (Polish "dla", for) is an acronym only in capitals.
        """
        capitals = _capitals(text)
        if foreign is None:
            tokens, corrections = self._spelling.correct(words(text))
            return self._reading(text, tokens, tokens, capitals, corrections)
        tokens = words(text)
        return self._reading(
            text,
            tokens,
            [token if token not in foreign or token in capitals else "" for token in tokens],
            capitals,
        )

    def _reading(
        self,
        text: str,
        tokens: Sequence[str],
        forms: Sequence[str],
        capitals: frozenset[str],
        corrections: Sequence[tuple[str, str]] = (),
    ) -> ReadMessage:
        """`forms` are the tokens as acronyms are looked for among them, "" for those that are none."""
        found = self._synonyms.find(forms, capitals)
        return ReadMessage(
            text=text,
            tokens=tuple(tokens),
            plain=" ".join(self._synonyms.spelled_out(tokens, found)),
            evidence=(*tokens, *self._synonyms.added(tokens, found)),
            corrections=tuple(corrections),
            expansions=tuple((" ".join(tokens[start:end]), readings[0]) for start, end, readings in found),
            known_share=self._known_share(tokens),
        )

    def read_all(self, texts: Iterable[str], foreign: Collection[str] | None = None) -> list[ReadMessage]:
        """One reading for each text, in order."""
        return [self.read(text, foreign) for text in texts]

    def is_known(self, token: str) -> bool:
        """Is this an English word or one of the knowledge base's own?"""
        return token in self._spelling.known or is_english(token)

    def english_share(self, tokens: Sequence[str]) -> float:
        """The share of words that are English or the knowledge base's own."""
        counted = [token for token in tokens if not token.isdigit()]
        return sum(map(self.is_known, counted)) / len(counted) if counted else 1.0

    def _known_share(self, tokens: Sequence[str]) -> float:
        meaningful = content_words(tokens)
        return (
            sum(token in self._spelling.known for token in meaningful) / len(meaningful)
            if meaningful
            else 1.0
        )


def _capitals(text: str) -> frozenset[str]:
    """Words typed in capitals, in lower case; none when the whole message shouts."""
    typed = [word for word in text.split() if any(character.isalpha() for character in word)]
    shouted = [word for word in typed if word.isupper()]
    if len(shouted) * 2 > len(typed) and len(typed) > 2:
        return frozenset()
    return frozenset(token for word in shouted for token in words(word))
