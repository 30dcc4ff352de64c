"""What must hold for what the bot says in another language."""

from __future__ import annotations

from collections.abc import Iterator

from sendbot.knowledge.crisis_word_problems import crisis_word_problems, lost_numbers
from sendbot.knowledge.entries import Knowledge, Language, Place, Problem
from sendbot.knowledge.held_out import exists, near, near_entry
from sendbot.knowledge.problems import problem
from sendbot.knowledge.wording import (
    ONLY_IN_LANGUAGES,
    REQUIRED_WORDING,
    button_trouble,
    placeholder_troubles,
)

_NAMES_ITSELF = frozenset({"language"})
"""A placeholder that a text in another language may leave out: it says its own name."""


def language_problems(knowledge: Knowledge) -> Iterator[Problem]:
    """Everything that is wrong with the language files."""
    for language in knowledge.languages.values():
        if not knowledge.lost("safety.yaml"):
            yield from crisis_word_problems(knowledge, language)
        yield from _wording(knowledge, language)
        yield from _word_stars(knowledge, language)
    yield from _unknown_entries(knowledge)
    yield from _unchecked(knowledge)


def _unknown_entries(knowledge: Knowledge) -> Iterator[Problem]:
    """Ids of no entry, each said once: an id that was changed is missing in every language."""
    named: dict[str, list[Language]] = {}
    for language in knowledge.languages.values():
        for entry in language.questions:
            if not exists(knowledge, entry):
                named.setdefault(entry, []).append(language)
    for entry, (first, *others) in named.items():
        at = knowledge.place("languages", first.language, "questions", entry)
        message = f'The questions in {first.name} name "{entry}", which is no entry.'
        more = f" So do those in {', '.join(other.name for other in others)}." if others else ""
        yield problem(at, "unknown-id", f"{message}{near_entry(entry, knowledge)}{more}")


def _word_stars(knowledge: Knowledge, language: Language) -> Iterator[Problem]:
    """A star stands for the end of a word, so it is the last sign of one."""
    for word in language.words:
        if "*" in word[:-1] or word == "*":
            at = knowledge.place("languages", language.language, "words", word)
            message = f'The word "{word}" in {language.name} has a star that is not at its end'
            yield problem(at, "wrong-value", f"{message}. A star stands for how a word goes on: write plan*.")


def _unchecked(knowledge: Knowledge) -> Iterator[Problem]:
    """One line for all languages that nobody who speaks them has checked."""
    waiting = [language for language in knowledge.languages.values() if not language.checked]
    if waiting:
        named = ", ".join(language.name for language in waiting)
        where = "set checked: true in its file"
        if knowledge.area.national:
            where = (
                "put its code into languages_checked in area.yaml, or set checked: true in a file of your own"
            )
        yield Problem(
            Place(knowledge.folder),
            f"{len(waiting)} of {len(knowledge.languages)} languages wait to be checked by somebody who "
            f"speaks them: {named}. When one has been, {where}.",
            "note",
            "unchecked-language",
        )


def _wording(knowledge: Knowledge, language: Language) -> Iterator[Problem]:
    for key, text in language.wording.items():
        place = knowledge.place("languages", language.language, "wording", key)
        name = f'The wording "{key}" in {language.name}'
        if key not in REQUIRED_WORDING and key not in ONLY_IN_LANGUAGES:
            yield problem(
                place, "unknown-id", f"{name} is never said by the bot.{near(key, REQUIRED_WORDING)}"
            )
            continue
        names = REQUIRED_WORDING.get(key, frozenset())
        for trouble in placeholder_troubles(text, names, names - _NAMES_ITSELF):
            yield problem(place, "placeholder", f"{name} {trouble}")
        lost = lost_numbers(knowledge.wording.get(key, ""), text)
        if lost:
            yield problem(place, "safety", f"{name} leaves out {lost}, which the English text says. Add it.")
        trouble_of_button = button_trouble(key, text)
        if trouble_of_button:
            yield problem(place, "button", f"{name} {trouble_of_button}")
