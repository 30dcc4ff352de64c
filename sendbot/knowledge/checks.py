"""What must hold across a whole knowledge folder. Collects every problem; each has a place, a code and advice."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import date

import numpy as np
from rapidfuzz import fuzz, process

from sendbot.concerns import CONCERNS
from sendbot.knowledge.entries import (
    Contact,
    Entry,
    Knowledge,
    Language,
    Place,
    Problem,
    SafetyEntry,
)

CODES: dict[str, str] = {
    "unknown-id": "a contact, related entry, workstream, concern or test names something that does not exist",
    "retired-id": "a retired id (`was`) is in use again",
    "same-question": "the same, or nearly the same, question stands in two places",
    "unknown-acronym": "capitals are used that the glossary does not explain",
    "no-source": "an entry has no source",
    "no-contact": "an entry gives nobody to turn to",
    "overdue": "a review date has passed",
    "review-order": "review_by is not after read",
    "length": "an answer is shorter or longer than families can use",
    "reading-age": "an answer is hard to read",
    "phone": "a phone number is not a British one",
    "contact-outside": "a number or address stands outside contacts",
    "http": "an address is not https",
    "unused-contact": "no entry uses a contact",
    "missing-wording": "a text that the bot says is missing",
    "safety": "the safety rules and their signposting do not fit together",
    "translation": "a translation is out of date or unchecked",
    "few-questions": "an entry has fewer than 12 questions",
    "goes-elsewhere": "five or more questions of an entry go to another entry when they are left out",
    "few-tests": "an entry has fewer than 3 held-out tests, or there are fewer than 100 out-of-scope ones",
}
"""Every code that a check gives, with what it means. Reading gives codes of its own for files that cannot be read."""

_NEARLY_SAME = 95
_SHORT_CODES = frozenset({"999", "111", "101", "116123", "85258", "18000"})
_ALLOWED_ACRONYMS = frozenset(
    {"EHC", "SEND", "GOV", "UK", "NHS", "PDF", "OK", "HAPI", "SEN", "SOS", "SHOUT", "BBC", "TV"}
)
_ACRONYM = re.compile(r"\b[A-Z][A-Za-z]?[A-Z]{1,5}\b")
_CONTACT_DETAIL = re.compile(r"https?://|\bwww\.|[\w.]+@[\w-]+\.\w|\b0\d{2,4}[ -]?\d{3}[ -]?\d{3,4}\b")
_HTTP_ONLY = ("ceias.cheshireeast.gov.uk", "cepcf.org", "cheshireeast.gov.uk", "enfieldsendias.org.uk")
_READING_AGE_LIMIT = 14
_MESSAGE_LIMIT = 4096


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
        *_tests(knowledge),
        *_contacts(knowledge),
        *_wording(knowledge, required_wording),
        *_safety(knowledge, today),
        *_languages(knowledge),
    ]
    known = _known_acronyms(knowledge)
    for entry in knowledge.entries.values():
        found += [*_entry(knowledge, entry, today), *_texts(knowledge, entry, known)]
    return tuple(sorted(set(found)))


def fingerprint(entry: Entry) -> str:
    """Changes when the English that was translated changes."""
    return hashlib.sha256(f"{entry.title}\n{entry.answer}".encode()).hexdigest()[:10]


def _problem(place: Place, code: str, message: str, *, warning: bool = False) -> Problem:
    return Problem(place, message, "warning" if warning else "error", code)


def _ids(knowledge: Knowledge, required: Collection[str]) -> Iterator[Problem]:
    for missing in sorted(set(required) - set(knowledge.entries) - set(knowledge.safety_entries)):
        yield _problem(
            Place("knowledge"), "unknown-id", f'There is no entry "{missing}", which the bot needs. Add it.'
        )
    for entry in knowledge.entries.values():
        for old in entry.was:
            if old in knowledge.entries:
                place = knowledge.place("entries", entry.id, "was")
                yield _problem(
                    place,
                    "retired-id",
                    f'"{old}" is retired by "{entry.id}" but is an entry too. Take it out of was, or rename the entry.',
                )


def _entry(knowledge: Knowledge, entry: Entry, today: date) -> Iterator[Problem]:
    def at(*path: str | int) -> Place:
        return knowledge.place("entries", entry.id, *path)

    name = f'entry "{entry.id}"'
    for number, contact in enumerate(entry.contacts):
        if contact not in knowledge.contacts and ("contacts", contact) not in knowledge.places:
            yield _problem(
                at("contacts", number),
                "unknown-id",
                f'{name} names the contact "{contact}", which is not in contacts.yaml.{_near(contact, knowledge.contacts)}',
            )
    for number, other in enumerate(entry.related):
        if other == entry.id or not _exists(knowledge, other):
            yield _problem(
                at("related", number),
                "unknown-id",
                f'{name} names "{other}" as related, which is no other entry.{_near(other, knowledge.entries)}',
            )
    if entry.workstream not in knowledge.workstreams:
        yield _problem(
            at("workstream"),
            "unknown-id",
            f'{name} has the workstream "{entry.workstream}", which is not in workstreams.yaml.',
        )
    if not entry.sources and entry.topic != "about":
        yield _problem(
            at(), "no-source", f"{name} has no source. Add where its facts come from, with address and date."
        )
    if not entry.contacts and entry.topic != "about":
        yield _problem(at(), "no-contact", f"{name} gives nobody to turn to. Add a contact.", warning=True)
    yield from _dates(name, at("review_by"), entry, today)
    if len(entry.questions) < 12:
        yield _problem(
            at("questions"),
            "few-questions",
            f"{name} has {len(entry.questions)} questions. Write 12 or more, as unlike one another as possible.",
            warning=True,
        )
    for number, source in enumerate(entry.sources):
        if source.url.startswith("http://"):
            yield _http(at("sources", number, "url"), name, source.url)
    yield from _translations(knowledge, entry, name)


def _translations(knowledge: Knowledge, entry: Entry, name: str) -> Iterator[Problem]:
    def at(*path: str | int) -> Place:
        return knowledge.place("entries", entry.id, *path)

    for code, translation in entry.translations.items():
        if translation.of != fingerprint(entry):
            yield _problem(
                at("translations", code),
                "translation",
                f'{name}: the translation "{code}" was made from an older answer. Check it, then set of: {fingerprint(entry)}.',
                warning=True,
            )
        elif not translation.checked:
            yield _problem(
                at("translations", code),
                "translation",
                f'{name}: nobody has checked the translation "{code}" yet.',
                warning=True,
            )


def _exists(knowledge: Knowledge, entry_id: str) -> bool:
    """Is there such an entry, even one that could not be read for another reason (which is told there)?"""
    return knowledge.entry(entry_id) is not None or ("entries", entry_id) in knowledge.places


def _near(wrong: str, known: Collection[str]) -> str:
    found = process.extractOne(wrong, list(known), score_cutoff=70)
    return f' Did you mean "{found[0]}"?' if found else ""


def _dates(name: str, place: Place, entry: Entry | SafetyEntry, today: date) -> Iterator[Problem]:
    if entry.review_by <= entry.read:
        yield _problem(
            place,
            "review-order",
            f"{name} has to be reviewed by {entry.review_by}, which is not after the day its sources were read, {entry.read}. Set a later date.",
        )
    elif entry.review_by < today:
        yield _problem(
            place,
            "overdue",
            f"{name} was due for review by {entry.review_by}. Check its facts, then set read and review_by.",
            warning=True,
        )


def _texts(knowledge: Knowledge, entry: Entry, known: frozenset[str]) -> Iterator[Problem]:
    name = f'entry "{entry.id}"'
    texts = {"title": entry.title, "answer": entry.answer, "easy_read": entry.easy_read or ""}
    for key, text in texts.items():
        place = knowledge.place("entries", entry.id, key)
        if _CONTACT_DETAIL.search(text):
            yield _problem(
                place,
                "contact-outside",
                f"{name} has a phone number or address in its {key}. Move it to contacts.yaml and name the contact instead.",
            )
        unknown = sorted(
            {word for word in _ACRONYM.findall(text) if word.upper() not in known and word.isupper()}
        )
        if unknown:
            yield _problem(
                place,
                "unknown-acronym",
                f"{name} uses {', '.join(unknown)} in its {key}. Add it to glossary.yaml or write it out.",
                warning=True,
            )
    for number, question in enumerate(entry.questions):
        if _CONTACT_DETAIL.search(question):
            yield _problem(
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
        yield _problem(
            place, "length", f"{name} has an answer of {words} words. 40 to 120 are best.", warning=True
        )
    cards = sum(
        len(knowledge.contacts[contact].model_dump_json())
        for contact in entry.contacts
        if contact in knowledge.contacts
    )
    if len(entry.title) + len(entry.answer) + cards > _MESSAGE_LIMIT:
        yield _problem(
            place,
            "length",
            f"{name} does not fit into one Telegram message with its contacts. Shorten the answer, or name fewer contacts.",
        )
    # textstat's other formulas count syllables from a list that has to be downloaded; this one counts letters.
    age = (
        float(textstat.automated_readability_index(re.sub(r"[*]|^- ", "", entry.answer, flags=re.MULTILINE)))
        + 5
    )
    if age > _READING_AGE_LIMIT:
        yield _problem(
            place,
            "reading-age",
            f"{name} has an answer for readers of about {age:.0f}. Use shorter sentences and words, for about 11 to 13.",
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
            yield _problem(
                place,
                "same-question",
                f'"{rows[two][2]}" stands in entry "{rows[two][0]}" and, nearly the same, in entry "{rows[one][0]}". Keep it in one.',
            )
    tests = [_plain(test.question) for test in knowledge.tests]
    for one, two in _alike(asked, tests):
        place = knowledge.place("tests", two)
        yield _problem(
            place,
            "same-question",
            f'The test "{knowledge.tests[two].question}" is also a question of entry "{rows[one][0]}". A test must be in other words.',
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


def _tests(knowledge: Knowledge) -> Iterator[Problem]:
    counts: Counter[str] = Counter()
    for number, test in enumerate(knowledge.tests):
        counts.update(test.expected[:1])
        for entry in test.expected:
            if not _exists(knowledge, entry):
                yield _problem(
                    knowledge.place("tests", number),
                    "unknown-id",
                    f'A test expects "{entry}", which is no entry.{_near(entry, knowledge.entries)}',
                )
    for entry in knowledge.entries:
        if counts[entry] < 3:
            place = knowledge.place("entries", entry)
            yield _problem(
                place,
                "few-tests",
                f'entry "{entry}" has {counts[entry]} held-out tests. Write 3 or more in knowledge/questions.',
                warning=True,
            )
    outside = sum(not test.expected for test in knowledge.tests)
    if knowledge.entries and outside < 100:
        place = Place("knowledge/questions/out-of-scope.yaml")
        yield _problem(
            place, "few-tests", f"There are {outside} out-of-scope tests. Write 100 or more.", warning=True
        )


def _contacts(knowledge: Knowledge) -> Iterator[Problem]:
    used = {contact for entry in knowledge.entries.values() for contact in entry.contacts}
    used |= {
        contact
        for entry in knowledge.safety_entries.values()
        for contact in (*entry.contacts, *entry.contacts_young)
    }
    for contact in knowledge.contacts.values():
        place = knowledge.place("contacts", contact.id, "phone")
        if contact.phone and not valid_phone(contact.phone):
            yield _problem(
                place,
                "phone",
                f'contact "{contact.id}" has the phone number "{contact.phone}", which is not a British one. Check it.',
            )
        if contact.web and contact.web.startswith("http://"):
            yield _http(
                knowledge.place("contacts", contact.id, "web"), f'contact "{contact.id}"', contact.web
            )
        if contact.id not in used:
            yield _problem(
                knowledge.place("contacts", contact.id),
                "unused-contact",
                f'No entry uses the contact "{contact.id}".',
                warning=True,
            )
        yield from _reachable(knowledge, contact)


def _reachable(knowledge: Knowledge, contact: Contact) -> Iterator[Problem]:
    if not any((contact.phone, contact.sms, contact.email, contact.web, contact.note)):
        place = knowledge.place("contacts", contact.id)
        yield _problem(
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


def _http(place: Place, name: str, url: str) -> Problem:
    known = any(host in url for host in _HTTP_ONLY)
    advice = "We know no safer one; check now and then." if known else "Use https, or find a safer page."
    return _problem(place, "http", f"{name} has an address without https: {url}. {advice}", warning=True)


def _wording(knowledge: Knowledge, required: Collection[str]) -> Iterator[Problem]:
    for key in sorted(set(required) - set(knowledge.wording)):
        yield _problem(
            Place("knowledge/wording.yaml"),
            "missing-wording",
            f'wording.yaml has no text "{key}", which the bot says. Add it.',
        )


def _safety(knowledge: Knowledge, today: date) -> Iterator[Problem]:
    place = Place("knowledge/safety.yaml")
    for concern in CONCERNS:
        if concern not in knowledge.safety_entries:
            yield _problem(
                place, "safety", f'safety.yaml has no signposting for "{concern}". Add an entry with this id.'
            )
        if not any(rule.concern == concern for rule in knowledge.safety_rules):
            yield _problem(place, "safety", f'safety.yaml has no rule for "{concern}". Add one.')
    for rule in knowledge.safety_rules:
        if rule.concern not in knowledge.safety_entries:
            yield _problem(
                knowledge.place("safety_rules", rule.id),
                "safety",
                f'rule "{rule.id}" is about "{rule.concern}", which has no entry.',
            )
    for entry in knowledge.safety_entries.values():
        if entry.line is None:
            at = knowledge.place("safety_entries", entry.id)
            yield _problem(
                at, "safety", f'entry "{entry.id}" has no line. Say in one sentence where to turn.'
            )
        yield from _dates(f'entry "{entry.id}"', knowledge.place("safety_entries", entry.id), entry, today)
        for contact in (*entry.contacts, *entry.contacts_young):
            if contact not in knowledge.contacts:
                at = knowledge.place("safety_entries", entry.id, "contacts")
                yield _problem(
                    at,
                    "unknown-id",
                    f'entry "{entry.id}" names the contact "{contact}", which is not in contacts.yaml.',
                )


def _languages(knowledge: Knowledge) -> Iterator[Problem]:
    for language in knowledge.languages.values():
        place = knowledge.place("languages", language.language)
        if not language.checked:
            yield _problem(
                place,
                "translation",
                f"Nobody has checked the wording in {language.name} yet. When a person has, set checked: true.",
                warning=True,
            )
        yield from _crisis_words(knowledge, language, place)
        for entry in language.questions:
            if entry not in knowledge.entries:
                at = knowledge.place("languages", language.language, "questions", entry)
                yield _problem(
                    at, "unknown-id", f'The questions in {language.name} name "{entry}", which is no entry.'
                )


def _crisis_words(knowledge: Knowledge, language: Language, place: Place) -> Iterator[Problem]:
    """Each concern has words for all and for the young, with the same numbers as the English ones; and there is a line for emergencies."""
    if not language.emergency or "999" not in language.emergency or "111" not in language.emergency:
        yield _problem(
            place,
            "safety",
            f"{language.name} has no emergency line with 999 and 111. Write one under emergency.",
        )
    for kind, written in (("crisis", language.crisis), ("crisis_young", language.crisis_young)):
        for concern, entry in knowledge.safety_entries.items():
            words = written.get(concern)
            english = entry.answer if kind == "crisis" else entry.answer_young
            if words is None:
                yield _problem(
                    place, "safety", f'{language.name} has no words for "{concern}" under {kind}. Add them.'
                )
            elif _numbers(words) - _numbers(english):
                wrong = ", ".join(sorted(_numbers(words) - _numbers(english)))
                yield _problem(
                    place,
                    "safety",
                    f'The {kind} words in {language.name} for "{concern}" name {wrong}, which the English ones do not. Check the number.',
                )
            elif missing := {"999", "111"} & (_numbers(english) - _numbers(words)):
                yield _problem(
                    place,
                    "safety",
                    f'The {kind} words in {language.name} for "{concern}" leave out {", ".join(sorted(missing))}. Add it.',
                )


def _numbers(text: str) -> set[str]:
    """The telephone numbers of a text: three digits or more, with the spaces inside them taken out."""
    return {re.sub(r"\D", "", found) for found in re.findall(r"\d(?:\d| (?=\d)){2,}", text)}


def format_problems(problems: Sequence[Problem], how: str = "text") -> str:
    """As text, as JSON, or as annotations that GitHub shows beside the line."""
    if how == "json":
        rows = [
            {
                "file": p.place.path,
                "line": p.place.line,
                "column": p.place.column,
                "severity": p.severity,
                "code": p.code,
                "message": p.message,
            }
            for p in problems
        ]
        return json.dumps(rows, ensure_ascii=False, indent=2)
    if how == "github":
        return "\n".join(_annotation(problem) for problem in problems)
    return "\n".join(str(problem) for problem in problems)


def _annotation(problem: Problem) -> str:
    message = problem.message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    path = problem.place.path.replace("%", "%25").replace(",", "%2C").replace(":", "%3A")
    return f"::{problem.severity} file={path},line={problem.place.line},col={problem.place.column}::{message}"
