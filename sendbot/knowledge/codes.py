"""The kinds of problem that reading and checking find: what each means, how to mend it, and what is right."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_KINDS: dict[str, tuple[str, str, str]] = {
    # Reading: how files are named and typed.
    "no-folder": (
        "there is no such folder, or no answers in it",
        "Name the folder that holds the YAML files.",
        "python bot.py check knowledge",
    ),
    "file-name": (
        "a file is not read, or a name is nearly one that means something",
        "Rename or move it.",
        "knowledge/travel.yaml",
    ),
    "unreadable": (
        "a file cannot be opened",
        "Check its permissions, and that no other program holds it.",
        "",
    ),
    "too-large": ("a file is larger than a mistake could be", "Split it up.", ""),
    "not-utf-8": ("a file is saved in another encoding", "In the editor: Save as, encoding UTF-8.", ""),
    "empty-file": ("a file is empty", "Fill it or delete it.", ""),
    "bad-yaml": (
        "a line cannot be read as YAML",
        "Look at that line first, then at the one above: a quotation mark, a colon, an indent.",
        'title: "Plans: what are they?"',
    ),
    "slip": (
        "a line is read otherwise than it was meant",
        "The line can be read, but as something else: a text with a # in it loses its end, a list item "
        "without a space behind its dash is part of the line above, a field indented into a text becomes "
        "words of it. Look at the one line that is named: write a space behind each colon and dash, put a "
        'text with # or : in it into quotes, and write "answer: |" before a text of several lines.',
        'questions:\n  - "what is rule #1"\n  - how late\nanswer: |\n  **The council has 20 weeks.**',
    ),
    "too-deep": (
        "lists are nested too deeply",
        "A few levels are enough: compare with an entry that works.",
        "",
    ),
    "alias": ("a block is repeated by & and *", "Write it out.", ""),
    "odd-key": ("a name before a colon is no plain text", "Write a name and a colon.", ""),
    "duplicate-key": ("the same field stands twice in one thing", "Keep one of the two lines.", ""),
    "duplicate-id": ("two things have the same id", "Give one of them another id.", ""),
    "missing": ("a field that must be there is missing", "Add the line.", "read: 2026-06-01"),
    "unknown-key": (
        "a field is not known, mostly because it is misspelt",
        "Spell it as the guide does, or take it out.",
        "review_by: 2027-05-23",
    ),
    "needs-quotes": (
        "YAML takes a text for a number, a date, or yes and no",
        "Put it in quotes.",
        'phone: "0300 123 5500"',
    ),
    "wrong-value": (
        "a value is not of the kind that the field holds",
        "Compare it with an entry that works.",
        "contacts: [send-team, ipsea]",
    ),
    "placeholder": (
        "a name in braces is unknown, lost or misspelt",
        "Copy it from the English wording.",
        "read: From pages read in {month}.",
    ),
    # Values.
    "day": (
        "a date or time cannot be meant: no calendar or clock has it, it has not come, or is long over",
        "Write the day on which it was done.",
        "read: 2026-06-01",
    ),
    "review-order": ("review_by is not after read", "Set a later day.", "review_by: 2027-05-23"),
    "read-date": (
        "read is not the day on which the oldest source was seen",
        "Make read the oldest seen, or read that source again.",
        "",
    ),
    "checked-date": (
        "checked is before read, or has not come yet",
        "Have it checked again, or take checked out.",
        "checked: {on: 2026-12-01, by: SEND team}",
    ),
    "checked-words": (
        "checked does not say of which words it is, or they have changed since: families are not told of it",
        "If the words of today were checked, write the of that the check names; else have them checked "
        "again.",
        'checked: {on: 2026-12-01, by: SEND team, of: "1a2b3c4d5e"}',
    ),
    "overdue": (
        "a review date has passed",
        "Read the sources again, mend what has changed, then set read, seen and review_by.",
        "",
    ),
    "phone": (
        "a number is not one that rings in Britain",
        "Check it digit by digit; words about it stand in phone_note.",
        'phone: "0300 123 5500"',
    ),
    "address": (
        "a web or email address cannot be opened",
        "Copy it whole from the browser.",
        'web: "https://www.gov.uk"',
    ),
    "length-of-time": (
        "a deadline is shorter or longer than any law sets, or two places differ",
        "Write the length that the law sets.",
        "plus: 6 weeks",
    ),
    "language": ("a language has no such code", "Name it by its two letters.", "pl"),
    # Texts.
    "contact-outside": (
        "a number or address stands outside contacts",
        "Move it to contacts.yaml and name the contact.",
        "contacts: [send-team]",
    ),
    "bold": (
        "a ** is opened and not closed",
        "Put ** before and after the bold words.",
        "**The council has 20 weeks.** Write to the team.",
    ),
    "marks": (
        "a mark means nothing here, or lacks its partner, and is shown as it stands",
        'Bold is **two stars**, a list begins its lines with "- ".',
        "",
    ),
    "unfinished": (
        "a writer's note, a gap, a doubled word or half a sentence is left in a text",
        "Write what belongs there, or take it out.",
        "",
    ),
    "pasted": (
        "a web page, a PDF, an email or another program left something in a text",
        "Take it out; keep the words alone.",
        "",
    ),
    "named": (
        "a member of staff is named",
        "Write the role or the team.",
        "- Ask for the SENCO.",
    ),
    "other-subject": (
        "an Easy Read speaks of something else than its answer",
        "Write this answer in shorter words, or move the text to the entry it is about.",
        "",
    ),
    "garbled": ("letters were garbled by a wrong encoding", "Type them again and save as UTF-8.", ""),
    "unseen": ("there is a character that nobody sees", "Delete it and type the words again.", ""),
    "look-alike": ("a letter of another script looks like one of ours", "Type the word again.", ""),
    "button": (
        "what a button would say is longer than a phone shows",
        "Add or shorten the short form, to 36 characters.",
        "short_title: The EHC plan is late",
    ),
    "area": (
        "area.yaml is missing, or says two things",
        "Say in one line each what the area is called and what belongs to it.",
        "name: Marlowshire",
    ),
    "length": (
        "an answer is shorter or longer than families can use",
        "40 to 120 words; make a part of what is too much.",
        "",
    ),
    "reading-age": ("an answer is hard to read", "Shorter sentences, shorter words.", ""),
    "unknown-acronym": (
        "capitals are used that the glossary does not explain",
        "Write the words out, or add a term.",
        "- {term: SENCO, stands_for: special educational needs coordinator}",
    ),
    # References and claims.
    "unknown-id": (
        "a contact, related entry, part_of, workstream, concern or test names what does not exist",
        "Spell the id as it stands where it is defined.",
        "related: [ehcp-timescales]",
    ),
    "retired-id": ("a retired id (`was`) is in use again", "Take it out of was, or rename the entry.", ""),
    "double": (
        "a title, name, text, date, group, question or retired id stands twice",
        "Keep it in one place.",
        "",
    ),
    "same-question": (
        "the same, or nearly the same, question stands in two places",
        "Keep it where it belongs; a test is asked in other words.",
        "",
    ),
    "no-source": (
        "an entry has no source",
        "Add where its facts come from.",
        'sources:\n  - {title: "...", url: "https://www.gov.uk/...", seen: 2026-06-01}',
    ),
    "no-contact": ("an entry gives nobody to turn to", "Name a contact.", "contacts: [send-team]"),
    "unused-contact": ("no entry uses a contact", "Name it in an entry, or take it out.", ""),
    "missing-wording": (
        "a text that the bot says is missing",
        "Add it to wording.yaml.",
        "trouble: Something went wrong. Please try again.",
    ),
    "safety": (
        "the safety rules and their signposting do not fit together",
        "Each rule needs an entry, words for it and examples that it meets. None goes live until they fit.",
        "",
    ),
    "conflict": ("git left a conflict in a file", "Keep the right lines, delete the marks.", ""),
    "translation": (
        "a translation is English still, made from an older answer, or unchecked",
        "Mend it, then set `of` to the fingerprint that the message names.",
        "",
    ),
    # How much there is, and how well it is found.
    "few-questions": (
        "an entry has fewer than 12 questions",
        "Write more, as unlike one another as you can.",
        "",
    ),
    "few-tests": (
        "an entry has fewer than 3 held-out tests, or there are fewer than 100 out-of-scope ones",
        "Write them in questions/, in other words than the entry's.",
        "",
    ),
    "goes-elsewhere": (
        "many questions of an entry go to another entry when they are left out",
        "Use words in each that the other would never have, or make one a part of the other.",
        "part_of: dla",
    ),
    "no-holds": (
        "a test asks for a time, an age, a name, a form, or a yes or no, and has no holds",
        "Add the words of the reply that tell it.",
        'holds: ["20 weeks"]',
    ),
    "common-holds": (
        "what a test wants stands in more than a quarter of all replies, so it shows nothing",
        "Name words that only the right answer has.",
        "",
    ),
    "unmet-holds": (
        "an entry's reply does not hold what one of its tests wants",
        "Mend the answer, or the test.",
        "",
    ),
    # What is only told.
    "unchecked": (
        "nobody of the council has checked these yet",
        "A person of the council reads them, then sets checked.",
        "checked: {on: 2026-12-01, by: SEND team}",
    ),
    "unchecked-language": (
        "nobody who speaks these languages has read them yet",
        "When somebody has, set checked: true in the file.",
        "checked: true",
    ),
    "weak-source": (
        "entries rest on sources that are marked as weak",
        "Look for a page of GOV.UK, the NHS or the council that says the same.",
        "",
    ),
    "http": ("addresses are not https", "Try https when you read the page again.", ""),
}

CODES: Mapping[str, str] = MappingProxyType({code: meaning for code, (meaning, _, _) in _KINDS.items()})
"""Every code with what it means."""


def explained(code: str) -> str:
    """A kind in a few lines for somebody who has just met it. Raises KeyError for none of ours."""
    meaning, mend, example = _KINDS[code]
    shown = "\n".join(f"  {line}" for line in example.split("\n")) if example else ""
    told = f"{code}: {meaning}.\nWhat to do: {mend}"
    return f"{told}\nRight, for example:\n{shown}" if shown else told
