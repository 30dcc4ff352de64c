"""What must hold across a whole knowledge folder. Collects every problem; each has a place, a code and
advice."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date

import numpy as np
from rapidfuzz import fuzz, process

from sendbot.concerns import CONCERNS
from sendbot.knowledge.area_problems import area_problems
from sendbot.knowledge.crisis_words import crisis_word_problems
from sendbot.knowledge.entries import (
    SHORT_TITLE_LIMIT,
    Contact,
    Entry,
    Knowledge,
    Place,
    Problem,
    SafetyEntry,
)
from sendbot.knowledge.freshness import date_problems, unchecked, weak_sources
from sendbot.knowledge.held_out import exists, held_out_problems, near
from sendbot.knowledge.insecure_sites import insecure
from sendbot.knowledge.problems import problem
from sendbot.knowledge.wording import ONLY_IN_LANGUAGES, REQUIRED_WORDING

_NEARLY_SAME = 95
"""Of 100, by rapidfuzz: above this only a letter or two differ."""
_SHORT_CODES = frozenset({"999", "111", "101", "116123", "85258", "18000"})
_ALLOWED_ACRONYMS = frozenset(
    {"EHC", "SEND", "GOV", "UK", "NHS", "PDF", "OK", "SEN", "SOS", "SHOUT", "BBC", "TV"}
)
_ACRONYM = re.compile(r"\b[A-Z][A-Za-z]?[A-Z]{1,5}\b")
_CONTACT_DETAIL = re.compile(r"https?://|\bwww\.|[\w.]+@[\w-]+\.\w|\b0\d{2,4}[ -]?\d{3}[ -]?\d{3,4}\b")
_PAGE_DATE = re.compile(
    r"\b(?:19|20)\d\d\b|\bundated\b|\b(?:from|on) (?:a|an|the|our) (?:\w+ )?pages?\b|\bwe (?:saw|read)\b"
)
"""How a note about the date of a page shows: a family in danger has no use for it."""
_READING_AGE_LIMIT = 14
"""Years: a secondary pupil's. The aim is 11 to 13."""
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
        *_ids(knowledge, required_entries),
        *_questions(knowledge),
        *held_out_problems(knowledge),
        *_contacts(knowledge, today),
        *_wording(knowledge, required_wording),
        *_safety(knowledge, today),
        *_languages(knowledge),
        *insecure(knowledge),
        *area_problems(knowledge, today),
        *unchecked(knowledge),
        *weak_sources(knowledge),
    ]
    known = _known_acronyms(knowledge)
    for entry in knowledge.entries.values():
        found += [*_entry(knowledge, entry, today), *_texts(knowledge, entry, known)]
    return tuple(sorted(set(found)))


def fingerprint(entry: Entry) -> str:
    """Changes when the English that was translated changes."""
    return hashlib.sha256(f"{entry.title}\n{entry.answer}".encode()).hexdigest()[:10]


def _ids(knowledge: Knowledge, required: Collection[str]) -> Iterator[Problem]:
    for missing in sorted(set(required) - set(knowledge.entries) - set(knowledge.safety_entries)):
        yield problem(
            Place("knowledge"), "unknown-id", f'There is no entry "{missing}", which the bot needs. Add it.'
        )
    for entry in knowledge.entries.values():
        for old in entry.was:
            if old in knowledge.entries:
                place = knowledge.place("entries", entry.id, "was")
                yield problem(
                    place,
                    "retired-id",
                    f'"{old}" is retired by "{entry.id}" but is an entry too. Take it out of was, or rename '
                    "the entry.",
                )


def _entry(knowledge: Knowledge, entry: Entry, today: date) -> Iterator[Problem]:
    def at(*path: str | int) -> Place:
        return knowledge.place("entries", entry.id, *path)

    name = f'entry "{entry.id}"'
    for number, contact in enumerate(entry.contacts):
        if contact not in knowledge.contacts and ("contacts", contact) not in knowledge.places:
            yield problem(
                at("contacts", number),
                "unknown-id",
                f'{name} names the contact "{contact}", which is not in '
                f"contacts.yaml.{near(contact, knowledge.contacts)}",
            )
    for number, other in enumerate(entry.related):
        if other == entry.id or not exists(knowledge, other):
            yield problem(
                at("related", number),
                "unknown-id",
                f'{name} names "{other}" as related, which is no other '
                f"entry.{near(other, knowledge.entries)}",
            )
    yield from _part(knowledge, entry, name)
    if entry.workstream not in knowledge.workstreams:
        yield problem(
            at("workstream"),
            "unknown-id",
            f'{name} has the workstream "{entry.workstream}", which is not in workstreams.yaml.',
        )
    if not entry.sources and entry.topic != "about":
        yield problem(
            at(), "no-source", f"{name} has no source. Add where its facts come from, with address and date."
        )
    if not entry.contacts and entry.topic != "about":
        yield problem(at(), "no-contact", f"{name} gives nobody to turn to. Add a contact.", warning=True)
    yield from date_problems(name, at("review_by"), entry, today)
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


def _part(knowledge: Knowledge, entry: Entry, name: str) -> Iterator[Problem]:
    """A part belongs to an entry that stands by itself."""
    if entry.part_of is None:
        return
    place = knowledge.place("entries", entry.id, "part_of")
    parent = knowledge.entries.get(entry.part_of)
    if entry.part_of == entry.id or (parent is None and ("entries", entry.part_of) not in knowledge.places):
        message = f'{name} is part_of "{entry.part_of}", which is no other entry.'
        yield problem(place, "unknown-id", f"{message}{near(entry.part_of, knowledge.entries)}")
    elif parent is not None and parent.part_of:
        message = f'{name} is part_of "{parent.id}", which is itself a part of "{parent.part_of}".'
        yield problem(place, "unknown-id", f"{message} Name an entry that is no part.")


def _buttons(knowledge: Knowledge, entry: Entry, name: str) -> Iterator[Problem]:
    """What stands on buttons is short enough for a phone."""
    for number, deadline in enumerate(entry.deadlines):
        if len(deadline.short or deadline.label) > SHORT_TITLE_LIMIT:
            yield problem(
                knowledge.place("entries", entry.id, "deadlines", number),
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
        if translation.of != fingerprint(entry):
            yield problem(
                at("translations", code),
                "translation",
                f'{name}: the translation "{code}" was made from an older answer. Check it, then set of: '
                f"{fingerprint(entry)}.",
                warning=True,
            )
        elif not translation.checked:
            yield problem(
                at("translations", code),
                "translation",
                f'{name}: nobody has checked the translation "{code}" yet.',
                warning=True,
            )


def _texts(knowledge: Knowledge, entry: Entry, known: frozenset[str]) -> Iterator[Problem]:
    name = f'entry "{entry.id}"'
    texts = {"title": entry.title, "answer": entry.answer, "easy_read": entry.easy_read or ""}
    for key, text in texts.items():
        place = knowledge.place("entries", entry.id, key)
        if _CONTACT_DETAIL.search(text):
            yield problem(
                place,
                "contact-outside",
                f"{name} has a phone number or address in its {key}. Move it to contacts.yaml and name the "
                "contact instead.",
            )
        unknown = sorted(
            {word for word in _ACRONYM.findall(text) if word.upper() not in known and word.isupper()}
        )
        if unknown:
            yield problem(
                place,
                "unknown-acronym",
                f"{name} uses {', '.join(unknown)} in its {key}. Add it to glossary.yaml or write it out.",
                warning=True,
            )
    for number, question in enumerate(entry.questions):
        if _CONTACT_DETAIL.search(question):
            yield problem(
                knowledge.place("entries", entry.id, "questions", number),
                "contact-outside",
                f"{name} has a phone number or address in a question. Take it out.",
            )
    yield from _length(knowledge, entry, name)


def _length(knowledge: Knowledge, entry: Entry, name: str) -> Iterator[Problem]:
    import textstat  # heavy: two seconds, and only a check needs it

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
    # textstat's other formulas count syllables from a list that has to be downloaded; this one counts
    # letters.
    age = (
        float(textstat.automated_readability_index(re.sub(r"[*]|^- ", "", entry.answer, flags=re.MULTILINE)))
        + 5
    )
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
    for one, two in _alike(asked, asked):
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


def _alike(one: Sequence[str], other: Sequence[str], block: int = 500) -> Iterator[tuple[int, int]]:
    """Pairs of places whose texts are nearly the same; compared in blocks, so that memory stays small."""
    if len(one) > 20_000:  # beyond this only equal texts are found: comparing all pairs would take minutes
        places = {text: place for place, text in reversed(list(enumerate(one)))}
        yield from ((places[text], place) for place, text in enumerate(other) if text in places)
        return
    for start in range(0, len(one), block):
        part = one[start : start + block]
        scores = process.cdist(part, other, scorer=fuzz.ratio, score_cutoff=_NEARLY_SAME, dtype=np.uint8)
        for row, column in np.argwhere(scores >= _NEARLY_SAME):
            yield start + int(row), int(column)


def _contacts(knowledge: Knowledge, today: date) -> Iterator[Problem]:
    used = {contact for entry in knowledge.entries.values() for contact in entry.contacts}
    used |= {
        contact
        for entry in knowledge.safety_entries.values()
        for contact in (*entry.contacts, *entry.contacts_young)
    }
    for contact in knowledge.contacts.values():
        place = knowledge.place("contacts", contact.id, "phone")
        if contact.phone and not valid_phone(contact.phone):
            yield problem(
                place,
                "phone",
                f'contact "{contact.id}" has the phone number "{contact.phone}", which is not a British one. '
                "Check it.",
            )
        if contact.id not in used:
            yield problem(
                knowledge.place("contacts", contact.id),
                "unused-contact",
                f'No entry uses the contact "{contact.id}".',
                warning=True,
            )
        yield from _reachable(knowledge, contact)
        yield from date_problems(
            f'contact "{contact.id}"', knowledge.place("contacts", contact.id), contact, today
        )


def _reachable(knowledge: Knowledge, contact: Contact) -> Iterator[Problem]:
    if not any((contact.phone, contact.sms, contact.email, contact.web, contact.note)):
        place = knowledge.place("contacts", contact.id)
        yield problem(
            place,
            "no-contact",
            f'contact "{contact.id}" has no phone, text, email, web address or note. Add one.',
        )


def valid_phone(number: str) -> bool:
    """A number that can be called in Britain, or one of the short codes."""
    import phonenumbers  # heavy: large tables, and only a check needs them

    if re.sub(r"\D", "", number) in _SHORT_CODES:
        return True
    try:
        return phonenumbers.is_possible_number(parsed := phonenumbers.parse(number, "GB")) and (
            phonenumbers.is_valid_number(parsed) or number.startswith("0800 1111")
        )
    except phonenumbers.NumberParseException:
        return False


def _wording(knowledge: Knowledge, required: Collection[str]) -> Iterator[Problem]:
    for key in sorted(set(required) - set(knowledge.wording)):
        yield problem(
            Place("knowledge/wording.yaml"),
            "missing-wording",
            f'wording.yaml has no text "{key}", which the bot says. Add it.',
        )


def _safety(knowledge: Knowledge, today: date) -> Iterator[Problem]:
    place = Place("knowledge/safety.yaml")
    for concern in CONCERNS:
        if concern not in knowledge.safety_entries:
            yield problem(
                place, "safety", f'safety.yaml has no signposting for "{concern}". Add an entry with this id.'
            )
        if not any(rule.concern == concern for rule in knowledge.safety_rules):
            yield problem(place, "safety", f'safety.yaml has no rule for "{concern}". Add one.')
    for rule in knowledge.safety_rules:
        if rule.concern not in knowledge.safety_entries:
            yield problem(
                knowledge.place("safety_rules", rule.id),
                "safety",
                f'rule "{rule.id}" is about "{rule.concern}", which has no entry.',
            )
    for entry in knowledge.safety_entries.values():
        if entry.line is None:
            at = knowledge.place("safety_entries", entry.id)
            yield problem(at, "safety", f'entry "{entry.id}" has no line. Say in one sentence where to turn.')
        yield from date_problems(
            f'entry "{entry.id}"', knowledge.place("safety_entries", entry.id), entry, today
        )
        yield from _crisis_contacts(knowledge, entry)


def _crisis_contacts(knowledge: Knowledge, entry: SafetyEntry) -> Iterator[Problem]:
    """The contacts of help in danger exist, and their cards say nothing about pages and their dates."""
    at = knowledge.place("safety_entries", entry.id, "contacts")
    for name in dict.fromkeys((*entry.contacts, *entry.contacts_young)):
        contact = knowledge.contacts.get(name)
        if contact is None:
            message = f'entry "{entry.id}" names the contact "{name}", which is not in contacts.yaml.'
            yield problem(at, "unknown-id", message)
        elif _PAGE_DATE.search(f"{contact.what_for} {contact.note or ''} {contact.phone_note or ''}"):
            yield problem(
                knowledge.place("contacts", name, "note"),
                "safety",
                f'contact "{name}" stands on a card in danger ("{entry.id}") and speaks of a page or its '
                "date. "
                f"Keep to how to get help.",
            )


def _languages(knowledge: Knowledge) -> Iterator[Problem]:
    for language in knowledge.languages.values():
        place = knowledge.place("languages", language.language)
        if not language.checked:
            yield problem(
                place,
                "translation",
                f"Nobody has checked the wording in {language.name} yet. When a person has, set checked: "
                "true.",
                warning=True,
            )
        yield from crisis_word_problems(knowledge, language, place)
        for key in language.wording:
            if key not in REQUIRED_WORDING and key not in ONLY_IN_LANGUAGES:
                yield problem(
                    place,
                    "unknown-id",
                    f'The wording in {language.name} has "{key}", which the bot never says.',
                )
        for entry in language.questions:
            if entry not in knowledge.entries:
                at = knowledge.place("languages", language.language, "questions", entry)
                yield problem(
                    at, "unknown-id", f'The questions in {language.name} name "{entry}", which is no entry.'
                )
