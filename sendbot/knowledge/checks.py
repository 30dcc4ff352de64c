"""What must hold across a whole knowledge folder. Collects every problem; each has a place, a code and
advice."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

import numpy as np
from rapidfuzz import fuzz, process

from sendbot.kinds_of_danger import CONCERNS
from sendbot.knowledge.ages_said import age_problems
from sendbot.knowledge.area_problems import area_problems
from sendbot.knowledge.checked_words import lapsed_problems
from sendbot.knowledge.checkers import checker_problems
from sendbot.knowledge.claims import claim_problems
from sendbot.knowledge.contradictions import contradiction_problems
from sendbot.knowledge.crisis_people import missing_people
from sendbot.knowledge.crisis_word_problems import first_line_problems, mistyped_problems
from sendbot.knowledge.entries import (
    SHORT_TITLE_LIMIT,
    Contact,
    Entry,
    Knowledge,
    Place,
    Problem,
    SafetyEntry,
    fingerprint,
)
from sendbot.knowledge.freshness import date_problems, own_of, unchecked, weak_sources
from sendbot.knowledge.halves import of_halves, with_halves_alone
from sendbot.knowledge.held_out import (
    exists,
    held_out_problems,
    known_contact,
    near,
    near_entry,
    unread_things,
)
from sendbot.knowledge.insecure_sites import insecure
from sendbot.knowledge.language_problems import language_problems
from sendbot.knowledge.lengths_said import length_problems
from sendbot.knowledge.looks.domains import domain_problems
from sendbot.knowledge.looks.help_in_danger import danger_problems
from sendbot.knowledge.looks.long_over import over_problems
from sendbot.knowledge.looks.mixed_up import mixed_up_problems
from sendbot.knowledge.looks.other_subject import subject_problems
from sendbot.knowledge.looks.repeated import repeated_problems
from sendbot.knowledge.looks.said_days import day_problems
from sendbot.knowledge.looks.said_numbers import number_problems
from sendbot.knowledge.looks.scripts import script_problems
from sendbot.knowledge.names_given import contact_hint, listed
from sendbot.knowledge.problems import problem, said_once
from sendbot.knowledge.reading import packaged_phones
from sendbot.knowledge.reading_age import reading_age
from sendbot.knowledge.shared_numbers import changed_numbers, number_twins
from sendbot.knowledge.text_problems import UNFINISHED, text_problems
from sendbot.knowledge.twins import twin_problems
from sendbot.knowledge.untranslated import untranslated_problems
from sendbot.knowledge.value_problems import value_problems
from sendbot.knowledge.wording import button_problems, placeholder_problems

_NEARLY_SAME = 95
"""Of 100, by rapidfuzz: above this only a letter or two differ."""
_ALLOWED_ACRONYMS = frozenset(
    {"EHC", "SEND", "GOV", "UK", "NHS", "PDF", "OK", "SEN", "SOS", "SHOUT", "BBC", "TV"}
)
_ACRONYM = re.compile(r"\b[A-Z][A-Za-z]?[A-Z]{1,5}\b")
_PAGE_DATE = re.compile(
    r"\b(?:19|20)\d\d\b|\bundated\b|\b(?:from|on) (?:a|an|the|our) (?:\w+ )?pages?\b|\bwe (?:saw|read)\b"
)
"""How a note about the date of a page shows: a family in danger has no use for it."""
_READING_AGE_LIMIT = 14
"""Years: a secondary pupil's. The aim is 11 to 13."""
_SURELY = 85
"""Of 100: an id so near to that of a danger is a slip, and no danger that an area added."""
_NAMED = 5
"""So many missing texts are named in one message."""
_FINGERPRINT = re.compile("[0-9a-f]{10}")
"""How `fingerprint` writes it."""
_MESSAGE_LIMIT = 4096
"""Characters: Telegram's longest message."""


def check(
    knowledge: Knowledge,
    today: date,
    required_wording: Collection[str] = (),
    required_entries: Collection[str] = (),
) -> tuple[Problem, ...]:
    """Every problem across the folder, sorted by place. `today` decides what is overdue."""
    found = [
        *_required(knowledge, required_entries),
        *claim_problems(knowledge),
        *contradiction_problems(knowledge),
        *twin_problems(knowledge),
        *number_twins(knowledge, packaged_phones()),
        *changed_numbers(knowledge, packaged_phones()),
        *length_problems(knowledge),
        *age_problems(knowledge),
        *untranslated_problems(knowledge),
        *text_problems(knowledge),
        *value_problems(knowledge, today),
        *mixed_up_problems(knowledge),
        *repeated_problems(knowledge),
        *danger_problems(knowledge),
        *subject_problems(knowledge),
        *day_problems(knowledge),
        *domain_problems(knowledge),
        *over_problems(knowledge, today),
        *number_problems(knowledge),
        *script_problems(knowledge),
        *_questions(knowledge),
        *held_out_problems(knowledge),
        *_contacts(knowledge, today),
        *_wording(knowledge, required_wording),
        *_menu(knowledge),
        *_safety(knowledge, today),
        *language_problems(knowledge),
        *insecure(knowledge),
        *area_problems(knowledge, today),
        *lapsed_problems(knowledge, today),
        *checker_problems(knowledge),
        *unchecked(knowledge),
        *weak_sources(knowledge),
    ]
    found += of_halves(knowledge, _halves(knowledge, today))
    known = _known_acronyms(knowledge)
    for entry in knowledge.entries.values():
        found += [*_entry(knowledge, entry, today), *_texts(knowledge, entry, known)]
    return tuple(sorted(said_once(found)))


def entry_problems(knowledge: Knowledge, entry: Entry, today: date) -> tuple[Problem, ...]:
    """What is to be said of one entry by itself."""
    own = {place for path, place in knowledge.places.items() if path[:2] == ("entries", entry.id)}
    alone = replace(knowledge, entries={entry.id: entry})
    of_texts = [found for found in text_problems(alone) if found.place in own]
    known = _known_acronyms(knowledge)
    return tuple(sorted({*_entry(knowledge, entry, today), *_texts(knowledge, entry, known), *of_texts}))


def _halves(knowledge: Knowledge, today: date) -> Iterator[Problem]:
    """What is to be said of entries that could not be read whole."""
    yield from value_problems(replace(with_halves_alone(knowledge), contacts={}), today)
    for half in knowledge.halves.values():
        yield from entry_problems(knowledge, half.entry, today)


def _required(knowledge: Knowledge, required: Collection[str]) -> Iterator[Problem]:
    names = sorted(set(required) - set(knowledge.entries) - set(knowledge.safety_entries))
    missing = [f'"{name}"' for name in names if knowledge.entry(name) is None]
    missing = [] if unread_things(knowledge, "entries") else missing
    if missing and not knowledge.unread_topics:
        yield problem(
            Place(knowledge.folder),
            "unknown-id",
            f"There is no entry {', '.join(missing)}, to which the bot itself points. Add it: without it "
            "families are told less.",
            warning=True,
        )


def _entry(knowledge: Knowledge, entry: Entry, today: date) -> Iterator[Problem]:
    at = partial(knowledge.place, "entries", entry.id)
    name = f'entry "{entry.id}"'
    yield from _named(knowledge, entry, name)
    yield from _part(knowledge, entry, name)
    if entry.workstream not in knowledge.workstreams and not knowledge.lost("workstreams.yaml"):
        yield problem(
            at("workstream"),
            "unknown-id",
            f'{name} has the workstream "{entry.workstream}", which is not in workstreams.yaml.'
            f"{near(entry.workstream, knowledge.workstreams) or listed(knowledge.workstreams)}",
        )
    if not entry.sources and entry.topic != "about":
        yield problem(
            at("sources"),
            "no-source",
            f"{name} has no source. Add where its facts come from, with address and date.",
        )
    if not entry.contacts and entry.topic != "about":
        yield problem(at(), "no-contact", f"{name} gives nobody to turn to. Add a contact.", warning=True)
    yield from date_problems(name, at, entry, today)
    yield from _buttons(knowledge, entry, name)
    if len(entry.questions) < 12:
        yield problem(
            at("questions"),
            "few-questions",
            f"{name} has {len(entry.questions)} questions. Write 12 or more, as unlike one another as "
            "possible.",
            warning=True,
        )
    yield from _translations(knowledge, entry, name)


def _named(knowledge: Knowledge, entry: Entry, name: str) -> Iterator[Problem]:
    """Contacts and other entries that it names and that do not exist."""
    at = partial(knowledge.place, "entries", entry.id)
    for number, contact in enumerate(entry.contacts):
        if not known_contact(knowledge, contact):
            yield problem(
                at("contacts", number),
                "unknown-id",
                f'{name} names the contact "{contact}", which is not in '
                f"contacts.yaml.{contact_hint(contact, _called(knowledge))}",
            )
    for number, other in enumerate(entry.related):
        if other == entry.id:
            message = f"{name} names itself as related. Take it out, or name another entry."
            yield problem(at("related", number), "unknown-id", message)
        elif not exists(knowledge, other):
            yield problem(
                at("related", number),
                "unknown-id",
                f'{name} names "{other}" as related, which is no other entry.{near_entry(other, knowledge)}',
            )


def _called(knowledge: Knowledge) -> dict[str, str]:
    """What each contact is called, by its id: the folder's own first."""
    own = [contact.id for contact in own_of(knowledge, knowledge.contacts.values())]
    ordered = (*own, *(name for name in knowledge.contacts if name not in own))
    return {name: knowledge.contacts[name].name for name in ordered}


def _part(knowledge: Knowledge, entry: Entry, name: str) -> Iterator[Problem]:
    """A part belongs to an entry that stands by itself."""
    if entry.part_of is None:
        return
    place = knowledge.place("entries", entry.id, "part_of")
    parent = knowledge.entries.get(entry.part_of)
    if entry.part_of == entry.id:
        message = f"{name} is part_of itself. Name the entry that it belongs to, or take part_of out."
        yield problem(place, "unknown-id", message)
    elif parent is None and not exists(knowledge, entry.part_of):
        message = f'{name} is part_of "{entry.part_of}", which is no other entry.'
        yield problem(place, "unknown-id", f"{message}{near_entry(entry.part_of, knowledge)}")
    elif parent is not None and parent.part_of not in (None, parent.id):
        message = f'{name} is part_of "{parent.id}", which is itself a part of "{parent.part_of}".'
        yield problem(place, "unknown-id", f"{message} Name an entry that is no part.")


def _buttons(knowledge: Knowledge, entry: Entry, name: str) -> Iterator[Problem]:
    """What stands on buttons is short enough for a phone."""
    for number, deadline in enumerate(entry.deadlines):
        field = "short" if deadline.short else "label"
        if len(deadline.short or deadline.label) > SHORT_TITLE_LIMIT:
            yield problem(
                knowledge.place("entries", entry.id, "deadlines", number, field),
                "button",
                f'The label of the date "{deadline.id}" is longer than a button. Add short, of at most '
                f"{SHORT_TITLE_LIMIT} characters.",
            )
    if entry.short_title is None and len(entry.title) > SHORT_TITLE_LIMIT:
        yield problem(
            knowledge.place("entries", entry.id, "title"),
            "button",
            f"{name} has a title of {len(entry.title)} characters, which a button cuts off. Add a "
            "short_title "
            f"of {SHORT_TITLE_LIMIT} at most.",
            warning=True,
        )


def _translations(knowledge: Knowledge, entry: Entry, name: str) -> Iterator[Problem]:
    def at(*path: str | int) -> Place:
        return knowledge.place("entries", entry.id, *path)

    for code, translation in entry.translations.items():
        of_other = next(
            (
                one.id
                for one in knowledge.entries.values()
                if one.id != entry.id and translation.of == fingerprint(one)
            ),
            None,
        )
        if of_other:
            yield problem(
                at("translations", code, "of"),
                "translation",
                f'{name}: the translation "{code}" was made from "{of_other}", as its of says. Move it '
                "there, and translate this answer.",
            )
        elif not _FINGERPRINT.fullmatch(translation.of):
            yield problem(
                at("translations", code, "of"),
                "translation",
                f'{name}: the translation "{code}" has of: {translation.of}, which is no fingerprint. '
                f"If it was made from this answer, set of: {fingerprint(entry)}.",
            )
        elif translation.of != fingerprint(entry):
            yield problem(
                at("translations", code, "of"),
                "translation",
                f'{name}: the translation "{code}" was made from an older answer, so families read the '
                f"English. Mend it, then set of: {fingerprint(entry)}.",
                warning=True,
            )
        elif not translation.checked:
            yield problem(
                at("translations", code, "checked"),
                "translation",
                f'{name}: nobody has checked the translation "{code}" yet.',
                warning=True,
            )


def _texts(knowledge: Knowledge, entry: Entry, known: frozenset[str]) -> Iterator[Problem]:
    name = f'entry "{entry.id}"'
    texts = {"title": entry.title, "answer": entry.answer, "easy_read": entry.easy_read or ""}
    for key, text in texts.items():
        place = knowledge.place("entries", entry.id, key)
        unknown = sorted(
            {
                word
                for word in _ACRONYM.findall(text)
                if word.upper() not in known and word.isupper() and not UNFINISHED.fullmatch(word)
            }
        )
        if unknown and not knowledge.lost("glossary.yaml"):
            yield problem(
                place,
                "unknown-acronym",
                f"{name} uses {', '.join(unknown)} in its {key}. Add it to glossary.yaml or write it out.",
                warning=True,
            )
    yield from _length(knowledge, entry, name)


def _length(knowledge: Knowledge, entry: Entry, name: str) -> Iterator[Problem]:
    place = knowledge.place("entries", entry.id, "answer")
    words = len(entry.answer.split())
    if not 40 <= words <= 120:
        yield problem(
            place, "length", f"{name} has an answer of {words} words. 40 to 120 are best.", warning=True
        )
    cards = sum(
        len(knowledge.contacts[contact].model_dump_json())
        for contact in entry.contacts
        if contact in knowledge.contacts
    )
    if len(entry.title) + len(entry.answer) + cards > _MESSAGE_LIMIT:
        yield problem(
            place,
            "length",
            f"{name} does not fit into one Telegram message with its contacts. Shorten the answer, or name "
            "fewer contacts.",
        )
    age = reading_age(entry.answer)
    if age > _READING_AGE_LIMIT:
        yield problem(
            place,
            "reading-age",
            f"{name} has an answer for readers of about {age:.0f}. Use shorter sentences and words, for "
            "about 11 to 13.",
            warning=True,
        )


def _known_acronyms(knowledge: Knowledge) -> frozenset[str]:
    written = {form for term in knowledge.terms for form in (term.term, *term.also)}
    return frozenset({form.upper() for form in written} | _ALLOWED_ACRONYMS)


def _questions(knowledge: Knowledge) -> Iterator[Problem]:
    """Nearly the same wording in two entries, or among the held-out tests."""
    rows = [
        (entry.id, number, question)
        for entry in knowledge.entries.values()
        for number, question in enumerate(entry.questions)
    ]
    asked = [_plain(question) for _, _, question in rows]
    for one, two in _alike(asked, asked, later=True):
        if one < two and rows[one][0] != rows[two][0]:
            place = knowledge.place("entries", rows[two][0], "questions", rows[two][1])
            yield problem(
                place,
                "same-question",
                f'"{rows[two][2]}" stands in entry "{rows[two][0]}" and, nearly the same, in entry '
                f'"{rows[one][0]}". Keep it in one.',
            )
    tests = [_plain(test.question) for test in knowledge.tests]
    for one, two in _alike(asked, tests):
        place = knowledge.place("tests", two)
        yield problem(
            place,
            "same-question",
            f'The test "{knowledge.tests[two].question}" is also a question of entry "{rows[one][0]}". A '
            "test must be in other words.",
        )


def _plain(text: str) -> str:
    return " ".join(sorted(re.findall(r"\w+", text.casefold().replace("'", "").replace("’", ""))))


def _alike(
    one: Sequence[str], other: Sequence[str], block: int = 500, later: bool = False
) -> Iterator[tuple[int, int]]:
    """Pairs of places whose texts are nearly the same; compared in blocks, so that memory stays small.
    `later`: both are the same texts, and those before a block were compared with it already."""
    if len(one) > 20_000:  # beyond this only equal texts are found: comparing all pairs would take minutes
        places = {text: place for place, text in reversed(list(enumerate(one)))}
        yield from ((places[text], place) for place, text in enumerate(other) if text in places)
        return
    for start in range(0, len(one), block):
        part = one[start : start + block]
        first = start if later else 0
        compared = other[first:]
        scores = process.cdist(part, compared, scorer=fuzz.ratio, score_cutoff=_NEARLY_SAME, dtype=np.uint8)
        for row, column in np.argwhere(scores >= _NEARLY_SAME):
            yield start + int(row), first + int(column)


def _contacts(knowledge: Knowledge, today: date) -> Iterator[Problem]:
    used = {contact for entry in knowledge.entries.values() for contact in entry.contacts}
    used |= {
        contact
        for entry in knowledge.safety_entries.values()
        for contact in (*entry.contacts, *entry.contacts_young)
    }
    unread = knowledge.unread_topics or knowledge.lost("safety.yaml") or unread_things(knowledge, "entries")
    for contact in knowledge.contacts.values():
        if contact.id not in used and not unread:
            yield problem(
                knowledge.place("contacts", contact.id),
                "unused-contact",
                f'No entry uses the contact "{contact.id}".',
                warning=True,
            )
        yield from _reachable(knowledge, contact)
        at = partial(knowledge.place, "contacts", contact.id)
        yield from date_problems(f'contact "{contact.id}"', at, contact, today)


def _reachable(knowledge: Knowledge, contact: Contact) -> Iterator[Problem]:
    if not any((contact.phone, contact.sms, contact.email, contact.web, contact.note)):
        place = knowledge.place("contacts", contact.id)
        yield problem(
            place,
            "no-contact",
            f'contact "{contact.id}" has no phone, text, email, web address or note. Add one.',
        )


def _wording(knowledge: Knowledge, required: Collection[str]) -> Iterator[Problem]:
    file = Place(f"{knowledge.folder}/wording.yaml")
    missing = sorted(set(required) - set(knowledge.wording) - knowledge.keys_at("wording"))
    if missing and not knowledge.lost("wording.yaml"):
        named = ", ".join(f'"{key}"' for key in missing[:_NAMED])
        rest = f" and {len(missing) - _NAMED} more" if len(missing) > _NAMED else ""
        yield problem(
            file, "missing-wording", f"wording.yaml has no text {named}{rest}, which the bot says. Add it."
        )
    for key in knowledge.wording:
        if required and key not in required:
            meant = near(key, missing)
            yield problem(
                knowledge.place("wording", key),
                "unknown-id",
                f'wording.yaml has a text "{key}", which the bot never says.'
                f"{meant or ' Take it out, or look up its name in the guide.'}",
                warning=not meant,
            )
    for key, sentence in (*placeholder_problems(knowledge.wording), *button_problems(knowledge.wording)):
        code = "button" if "characters" in sentence else "placeholder"
        yield problem(knowledge.place("wording", key), code, sentence)


def _menu(knowledge: Knowledge) -> Iterator[Problem]:
    for stage in knowledge.menu.values():
        for number, name in enumerate(stage.entries):
            if not exists(knowledge, name):
                yield problem(
                    knowledge.place("stages", stage.id, "entries", number),
                    "unknown-id",
                    f'The menu\'s "{stage.id}" leads to "{name}", which is no entry.'
                    f"{near_entry(name, knowledge)}",
                )
        unread = knowledge.keys_at("languages") - set(knowledge.languages)
        for code in () if unread or _lost_language(knowledge) else stage.titles:
            if code not in knowledge.languages:
                yield problem(
                    knowledge.place("stages", stage.id, "titles"),
                    "unknown-id",
                    f'The menu\'s "{stage.id}" has a title in "{code}", which is no language of this folder.',
                )


def _lost_language(knowledge: Knowledge) -> bool:
    """Is there a file of a language that could not be read, which is told there?"""
    return any(name.startswith("languages/") for name in knowledge.unread)


def _safety(knowledge: Knowledge, today: date) -> Iterator[Problem]:
    yield from _concerns(knowledge)
    for name in knowledge.safety_entries:
        meant = "" if name in CONCERNS else near(name, CONCERNS, _SURELY)
        if meant:
            yield problem(
                knowledge.place("safety_entries", name, "id"),
                "unknown-id",
                f'entry "{name}" is about no danger that the bot knows.{meant}',
            )
    yield from missing_people(knowledge)
    yield from first_line_problems(knowledge)
    yield from mistyped_problems(knowledge)
    for entry in knowledge.safety_entries.values():
        yield from _safety_entry(knowledge, entry, today)


def _concerns(knowledge: Knowledge) -> Iterator[Problem]:
    """Kinds of danger for which the folder has no help, or nothing that notices them."""
    if knowledge.lost("safety.yaml"):
        return
    if not knowledge.keys_at("safety_entries") and not knowledge.keys_at("safety_rules"):
        message = "There is no safety.yaml in this folder, so that no danger would be noticed. Bring it back."
        yield problem(Place(knowledge.folder), "safety", message)
        return
    place = Place(f"{knowledge.folder}/safety.yaml")
    for concern in CONCERNS:
        if concern not in knowledge.safety_entries and ("safety_entries", concern) not in knowledge.places:
            yield problem(
                place, "safety", f'safety.yaml has no signposting for "{concern}". Add an entry with this id.'
            )
        whole = len(knowledge.keys_at("safety_rules")) <= len(knowledge.safety_rules)
        if whole and not any(rule.concern == concern for rule in knowledge.safety_rules):
            yield problem(place, "safety", f'safety.yaml has no rule for "{concern}". Add one.')


def _safety_entry(knowledge: Knowledge, entry: SafetyEntry, today: date) -> Iterator[Problem]:
    at = partial(knowledge.place, "safety_entries", entry.id)
    if entry.line is None:
        yield problem(at(), "safety", f'entry "{entry.id}" has no line. Say in one sentence where to turn.')
    if entry.workstream not in knowledge.workstreams and not knowledge.lost("workstreams.yaml"):
        yield problem(
            at("workstream"),
            "unknown-id",
            f'entry "{entry.id}" has the workstream "{entry.workstream}", which is not in '
            f"workstreams.yaml.{near(entry.workstream, knowledge.workstreams)}",
        )
    yield from date_problems(f'entry "{entry.id}"', at, entry, today)
    yield from _crisis_contacts(knowledge, entry)


def _crisis_contacts(knowledge: Knowledge, entry: SafetyEntry) -> Iterator[Problem]:
    """The cards of help in danger say nothing about pages and their dates."""
    for name in dict.fromkeys((*entry.contacts, *entry.contacts_young)):
        contact = knowledge.contacts.get(name)
        fields = ("what_for", "note", "phone_note") if contact else ()
        wrong = next((field for field in fields if _PAGE_DATE.search(getattr(contact, field) or "")), None)
        if wrong:
            yield problem(
                knowledge.place("contacts", name, wrong),
                "safety",
                f'contact "{name}" stands on a card in danger ("{entry.id}") and speaks of a page or its '
                "date. "
                f"Keep to how to get help.",
            )
