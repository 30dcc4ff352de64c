"""Which language a piece of a page is in, so that a screen reader says it right and it runs the right way."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping

from markupsafe import Markup

from sendbot.knowledge.entries import Knowledge, Language
from sendbot.words.marks import paragraphs

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ku", "ps", "ur", "yi"})
_SCRIPTS = {"ARABIC": "ar", "CJK": "zh", "CYRILLIC": "uk", "HEBREW": "he"}
"""The language that a script stands for here, where a text is none of the curated ones."""
_TELLING = 8
"""Characters before the first placeholder that tell a curated text from any other."""


def direction(language: str) -> str:
    """ "rtl" or "ltr"."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


class Tongues:
    """Knows every curated text of another language by heart."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._known: Mapping[str, str] = {text: code for text, code in _texts(knowledge) if text}
        begun = ((text.partition("{")[0], code) for text, code in self._known.items() if "{" in text)
        self._begun = tuple((start, code) for start, code in begun if len(start) >= _TELLING)

    def of(self, text: str) -> str:
        """The language of a text: of which it is a curated one, else by its script, else English."""
        text = text.strip()
        filled = (code for start, code in self._begun if text.startswith(start))
        return self._known.get(text) or next(filled, None) or _by_script(text)

    def attributes(self, text: str, around: str) -> str:
        """What an element with this text says of its language, inside an element in another; "" when both are
        the same."""
        own = self.of(text)
        if own == around:
            return ""
        turned = direction(own) != direction(around)
        return str(
            Markup('lang="{}" dir="{}"').format(own, direction(own))
            if turned
            else Markup('lang="{}"').format(own)
        )


def _texts(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    for code, language in knowledge.languages.items():
        for text in _own(language):
            yield from ((piece.strip(), code) for piece in (text, *paragraphs(text)))
    for entry in knowledge.entries.values():
        for code, translation in entry.translations.items():
            for text in (translation.title, translation.answer):
                yield from ((piece.strip(), code) for piece in (text, *paragraphs(text)))


def _own(language: Language) -> Iterator[str]:
    yield from (language.name, language.lead, language.help, language.emergency or "")
    yield from (*language.crisis.values(), *language.crisis_young.values(), *language.wording.values())


def _by_script(text: str) -> str:
    letters = [letter for letter in text[:200] if letter.isalpha() and not letter.isascii()]
    if 2 * len(letters) < sum(letter.isalpha() for letter in text[:200]) or not letters:
        return "en"
    script = unicodedata.name(letters[len(letters) // 2], "").split(" ")[0]
    return _SCRIPTS.get(script, "en")
