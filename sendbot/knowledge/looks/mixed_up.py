"""Fields that were mixed up or forgotten: a start that is no event, a note about a number that is gone, a
list in one cell, a word that is everywhere, an answer under its old and its new id, a phrase twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from rapidfuzz import process

from sendbot.knowledge.entries import Knowledge, Problem
from sendbot.knowledge.problems import problem
from sendbot.knowledge.written import Path, said_alike

_FIXED_START = re.compile(r"\b(?:19|20)\d\d\b|^\W*\d+ (?:day|week|month|year)s?\b|^\W*\d{1,2}[/.]\d{1,2}\b")
_EVERYWHERE = frozenset(
    "the and a an is are was were be been of to in on at for from with by as or but not no yes my me i "
    "we you he she it they his her their our your this that what who how when where why can could do "
    "does did will would should has have had there here so if then than all any some child children son "
    "daughter boy girl school help need please want get".split()
)
"""Words that stand in most messages: as a form of a term each of them would mean that term."""
_OPEN = re.compile(
    r"^\W*(?:open )?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]* ?(?:to|-|–) ?\w+day.*\d(?: ?[ap]m|[:.]\d\d)",
    re.IGNORECASE,
)
_RINGS = re.compile(r"(?<![\w./-])0\d[\d ]{7,}\d")
_NEARLY = 85
"""Of 100: an id so near to another is a slip."""
_CELLS = re.compile(r"\w ?[;|] ?\w|\w\s*\n\s*\w")
"""Several items in one, as a cell of a spreadsheet holds them."""


def mixed_up_problems(knowledge: Knowledge) -> Iterator[Problem]:
    """Everything of that in a folder."""
    yield from _starts(knowledge)
    yield from _contacts(knowledge)
    yield from _sources(knowledge)
    yield from _cells(knowledge)
    yield from _terms(knowledge)
    yield from _words(knowledge)
    yield from _old_ids(knowledge)
    yield from _buttons(knowledge)
    yield from _wordings(knowledge)
    yield from _area(knowledge)
    yield from _tests(knowledge)


def _starts(knowledge: Knowledge) -> Iterator[Problem]:
    for entry, deadline in knowledge.deadlines():
        number = entry.deadlines.index(deadline)
        for place, count in enumerate(deadline.counts):
            if _FIXED_START.search(count.start):
                message = (
                    f'entry "{entry.id}", date "{deadline.id}", counts from "{count.start}". Write under '
                    "from what happened, as in: the day you asked. The family says which day that was."
                )
                at = knowledge.place("entries", entry.id, "deadlines", number, "counts", place, "from")
                yield problem(at, "wrong-value", message)


def _contacts(knowledge: Knowledge) -> Iterator[Problem]:
    for contact in knowledge.contacts.values():
        if contact.phone_note and not contact.phone and not contact.sms:
            message = (
                f'contact "{contact.id}" has a phone_note and no phone. Put the number back, or take the'
            )
            at = knowledge.place("contacts", contact.id, "phone_note")
            yield problem(at, "missing", f"{message} note out.")
        hours = _OPEN.search(contact.phone_note or "")
        if hours:
            message = (
                f'contact "{contact.id}" has "{hours[0]}" as phone_note. Write when it is open under hours.'
            )
            yield problem(knowledge.place("contacts", contact.id, "phone_note"), "wrong-value", message)
        for field in ("name", "what_for", "hours"):
            rings = _RINGS.search(getattr(contact, field) or "")
            if rings:
                message = (
                    f'contact "{contact.id}" has the number "{rings[0].strip()}" in its {field}. Write it '
                )
                at = knowledge.place("contacts", contact.id, field)
                yield problem(at, "contact-outside", f"{message}under phone, where it can be pressed.")


def _sources(knowledge: Knowledge) -> Iterator[Problem]:
    for room, things in (("entries", knowledge.entries), ("safety_entries", knowledge.safety_entries)):
        for thing in things.values():
            for number, source in enumerate(thing.sources):
                if re.match(r"https?://|www\.", source.title):
                    message = (
                        f'entry "{thing.id}", source {number + 1}, has an address as its title. Write the '
                    )
                    at = knowledge.place(room, thing.id, "sources", number, "title")
                    yield problem(at, "wrong-value", f"{message}name of the page, and the address as url.")


def _cells(knowledge: Knowledge) -> Iterator[Problem]:
    lists: list[tuple[Path, str, Iterable[str]]] = []
    for term in knowledge.terms:
        lists += [
            (("terms", term.term, field), f'term "{term.term}"', getattr(term, field))
            for field in ("also", "match_as")
        ]
    places = knowledge.area.places
    lists += [
        (("area", "places", field), "area.yaml", getattr(places, field))
        for field in ("here", "elsewhere", "towns")
    ]
    lists.append((("area", "no_names"), "area.yaml", knowledge.area.no_names))
    for path, whose, items in lists:
        for number, item in enumerate(items):
            several = _CELLS.search(item) or (path[0] == "area" and "," in item)
            if several:
                message = (
                    f'{whose} has several things in one under {path[-1]}: "{item}". Part them by commas '
                )
                yield problem(
                    knowledge.place(*path, number), "wrong-value", f"{message}outside the quotes: [one, two]."
                )


def _terms(knowledge: Knowledge) -> Iterator[Problem]:
    for term in knowledge.terms:
        for number, form in enumerate(term.also):
            if form in _EVERYWHERE:
                message = (
                    f'term "{term.term}" has under also "{form}", an everyday word: every message with it '
                    "would be read as this term. Take it out."
                )
                yield problem(knowledge.place("terms", term.term, "also", number), "wrong-value", message)
        same = next(
            (field for field in ("stands_for", "term") if _same(term.plain, getattr(term, field))), None
        )
        if same:
            message = f'term "{term.term}" has as plain the same as its {same}, which explains nothing.'
            at = knowledge.place("terms", term.term, "plain")
            yield problem(at, "double", f"{message} Write it in plain words, or leave plain out.")
        if re.fullmatch(r"[A-Z]{2,6}s?", term.stands_for) and " " in term.term:
            message = (
                f'term "{term.term}" stands for "{term.stands_for}": have term and stands_for changed places?'
            )
            at = knowledge.place("terms", term.term, "stands_for")
            yield problem(at, "wrong-value", f"{message} The short form is the term.")
        if _same(term.stands_for, term.term):
            message = (
                f'term "{term.term}" stands for itself. Write out under stands_for what it is short for.'
            )
            yield problem(knowledge.place("terms", term.term, "stands_for"), "double", message)


def _same(one: str | None, other: str) -> bool:
    return one is not None and said_alike(one) == said_alike(other)


def _words(knowledge: Knowledge) -> Iterator[Problem]:
    """`words` go from the other language to English."""
    for language in knowledge.languages.values():
        for word, english in language.words.items():
            if "*" in english or not english.isascii():
                message = (
                    f'The words in {language.name} have "{english}" on the right, where English belongs. '
                    "Write them the other way round: the word of the language left, the English one right."
                )
                at = knowledge.place("languages", language.language, "words", word)
                yield problem(at, "wrong-value", message)


def _old_ids(knowledge: Knowledge) -> Iterator[Problem]:
    """An answer that the menu offers twice, by its id of today and by one that it had."""
    for stage in knowledge.menu.values():
        seen: dict[str, str] = {}
        for number, name in enumerate(stage.entries):
            found = knowledge.entry(name)
            if found is None or (first := seen.setdefault(found.id, name)) == name:
                continue
            old, new = (name, first) if name != found.id else (first, name)
            message = f'The menu\'s "{stage.id}" names "{old}", an old id of "{found.id}", and "{new}" too.'
            at = knowledge.place("stages", stage.id, "entries", number)
            yield problem(at, "double", f"{message} That is one answer twice: take the old id out.")


def _buttons(knowledge: Knowledge) -> Iterator[Problem]:
    """Two buttons that say the same: families could not tell what either does."""
    wordings: list[tuple[Path, str, Mapping[str, str]]] = [(("wording",), "wording.yaml", knowledge.wording)]
    for language in knowledge.languages.values():
        at: Path = ("languages", language.language, "wording")
        wordings.append((at, f"The wording in {language.name}", language.wording))
    for path, whose, wording in wordings:
        first: dict[str, str] = {}
        for key, text in wording.items():
            if not key.startswith(("button-", "topic-")):
                continue
            other = first.setdefault(said_alike(text), key)
            if other != key and key.removesuffix("-easy") != other.removesuffix("-easy"):
                message = f'{whose} has as "{key}" the same words as for "{other}". Write what this one does.'
                yield problem(knowledge.place(*path, key), "double", message)


_NO = re.compile(r"\W*(?:no|not|off)\b", re.IGNORECASE)
_YES = re.compile(r"\W*(?:yes|on)\b", re.IGNORECASE)


def _wordings(knowledge: Knowledge) -> Iterator[Problem]:
    """Yes where no belongs, and a placeholder that is filled in twice side by side."""
    for key, text in knowledge.wording.items():
        wrong = (key == "button-yes" and _NO.match(text)) or (key == "button-no" and _YES.match(text))
        if wrong:
            message = f'wording.yaml says "{text.strip()}" as "{key}". Have yes and no changed places?'
            yield problem(
                knowledge.place("wording", key), "wrong-value", f"{message} Write what its name says."
            )
    texts: list[tuple[Path, str, str, str]] = [
        (("wording", key), "wording.yaml", key, text) for key, text in knowledge.wording.items()
    ]
    for language in knowledge.languages.values():
        texts += [
            (("languages", language.language, "wording", key), f"The wording in {language.name}", key, text)
            for key, text in language.wording.items()
        ]
    for path, whose, key, text in texts:
        twice = re.search(r"(\{\w+\})\W*\1", text)
        if twice:
            message = f'{whose} has {twice[1]} twice side by side in "{key}". Take one out.'
            yield problem(knowledge.place(*path), "placeholder", message)


def _area(knowledge: Knowledge) -> Iterator[Problem]:
    """No family is welcomed to a neighbour's area, and the bot points to entries that exist."""
    yield from _pointers(knowledge)
    here = ("area", "places", "here")
    if here in knowledge.places and not knowledge.area.places.here:
        message = "area.yaml has no place under here, so that no family lives in this area. Write its towns."
        yield problem(knowledge.place(*here), "area", message)
    yield from _neighbours(knowledge)


def _pointers(knowledge: Knowledge) -> Iterator[Problem]:
    for key, name in knowledge.area.entries.model_dump().items():
        written: Path = ("area", "entries", key)
        near = process.extractOne(name, list(knowledge.entries), score_cutoff=_NEARLY)
        gone = knowledge.entry(name) is None and ("entries", name) not in knowledge.places
        if written in knowledge.places and gone and (near or name in knowledge.contacts):
            meant = f' Did you mean "{near[0]}"?' if near else " That is a contact: name an entry about it."
            message = f'area.yaml names "{name}" as {key} under entries, which is no entry.{meant}'
            yield problem(knowledge.place(*written), "unknown-id", message)


def _neighbours(knowledge: Knowledge) -> Iterator[Problem]:
    """Places elsewhere where this area should be named."""
    area = knowledge.area
    ours = {*area.places.here, *area.places.towns, area.name.casefold(), area.places.county}
    names = {*area.places.elsewhere} - ours
    if not names or ("area", "places", "elsewhere") not in knowledge.places:
        return
    pattern = re.compile(rf"\b(?:{'|'.join(re.escape(name) for name in sorted(names, key=len)[::-1])})\b")
    neighbour = pattern.search(area.authority.casefold())
    if neighbour and area.name.casefold() not in area.authority.casefold():
        message = (
            f'area.yaml has the authority "{area.authority}", and "{neighbour[0]}" stands under elsewhere.'
        )
        yield problem(
            knowledge.place("area", "authority"), "area", f"{message} Write the council of {area.name}."
        )
    for key, text in knowledge.wording.items():
        found = pattern.search(text.casefold())
        if found and area.name.casefold() not in text.casefold():
            at = knowledge.place_in(("wording", key), text, found.start())
            message = (
                f'wording.yaml names "{found[0]}" in its text "{key}", a place elsewhere. Was it copied from'
            )
            yield problem(at, "area", f"{message} another area? Name {area.name}.")


def _tests(knowledge: Knowledge) -> Iterator[Problem]:
    for number, test in enumerate(knowledge.tests):
        own, *also = test.expected or ("",)
        if own and own in also:
            message = (
                f'The test "{test.question}" has under also "{own}", the entry that it is a test of anyway.'
            )
            yield problem(
                knowledge.place("tests", number), "double", f"{message} Take it out, or name another entry."
            )
