"""English that stands where another language should: a line that was copied to be translated, and was not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sendbot.knowledge.entries import Knowledge, Problem
from sendbot.knowledge.problems import problem
from sendbot.knowledge.written import said_alike, texts

_ENGLISH = frozenset(
    "the and you your with this that are please can have what will below answer help call is in of for or "
    "from not my they who how when it if do does there we our us their about".split()
)
"""Small words; some of them are words elsewhere too, so that one alone shows nothing."""
_SURELY = frozenset(
    "the and you your with this that are please have what will from they who how "
    "call help answer below".split()
)
"""Words of English alone, among the languages that the folder can have."""
_FEWEST, _SHARE = 2, 0.4
"""So many of a text's words, and such a share of them."""
_ADVICE = "Translate it, or take it out."


def untranslated_problems(knowledge: Knowledge) -> Iterator[Problem]:
    """Everything that is still English in another language."""
    for written in texts(knowledge):
        if written.kind == "foreign" and is_english(written.text):
            message = f"{written.name} English words. {_ADVICE}"
            at = knowledge.place_in(written.path, written.text, 0)
            yield problem(at, "translation", message)
        elif "in_other_languages" in written.path and is_english(written.text):
            message = f"{written.name} English words. Translate them, or put them under examples."
            yield problem(knowledge.place(*written.path), "translation", message)
    yield from _copied_texts(knowledge)
    yield from _questions(knowledge)


def is_english(text: str) -> bool:
    """Do so many of its words belong to English that it can be nothing else?"""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    return _small(text) >= max(_FEWEST, _SHARE * len(words)) and any(word in _SURELY for word in words)


def _small(text: str) -> int:
    return sum(word in _ENGLISH for word in re.findall(r"[^\W\d_]+", text.casefold()))


def _copied_texts(knowledge: Knowledge) -> Iterator[Problem]:
    for entry in knowledge.entries.values():
        for code, translation in entry.translations.items():
            for field in ("title", "answer"):
                if said_alike(getattr(translation, field)) == said_alike(getattr(entry, field)):
                    message = (
                        f'entry "{entry.id}": the {field} of the translation "{code}" is the English one.'
                    )
                    at = knowledge.place("entries", entry.id, "translations", code, field)
                    yield problem(at, "translation", f"{message} {_ADVICE}")
    for stage in knowledge.menu.values():
        for code, title in stage.titles.items():
            if said_alike(title) == said_alike(stage.title):
                message = f'The menu\'s "{stage.id}" has in {code} the English title "{title}". {_ADVICE}'
                at = knowledge.place("stages", stage.id, "titles", code)
                yield problem(at, "translation", message)


def _questions(knowledge: Knowledge) -> Iterator[Problem]:
    english = {said_alike(text) for one in knowledge.entries.values() for text in (one.title, *one.questions)}
    for language in knowledge.languages.values():
        for entry, questions in language.questions.items():
            copied = _copied(questions, english)
            for number, question in enumerate(questions):
                if number in copied:
                    at = knowledge.place("languages", language.language, "questions", entry, number)
                    message = f'The question "{question}" in {language.name} is English. {_ADVICE}'
                    yield problem(at, "translation", message)
        for key, text in language.wording.items():
            said = knowledge.wording.get(key, "")
            if len(said.split()) > 3 and said_alike(text) == said_alike(said):
                at = knowledge.place("languages", language.language, "wording", key)
                message = f'The wording "{key}" in {language.name} is the English one. {_ADVICE}'
                yield problem(at, "translation", message)


def _copied(questions: Sequence[str], english: set[str]) -> set[int]:
    """Which of an entry's questions are English. Names are said in English anywhere ("SENDing you the news"),
    so that a short one counts only where most of the others are English too."""
    found = {
        number
        for number, text in enumerate(questions)
        if is_english(text) or (said_alike(text) in english and _small(text) >= _FEWEST)
    }
    return {
        number for number in found if 2 * len(found) >= len(questions) or _small(questions[number]) > _FEWEST
    }
