"""Numbers that two texts of one thing say otherwise: a translation and its English, Easy Read and its answer;
and a number to call that rings nowhere."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from sendbot.knowledge.entries import Entry, Knowledge, Problem, fingerprint
from sendbot.knowledge.problems import problem
from sendbot.knowledge.values import NUMBER_WORDS, SHORT_CODES
from sendbot.knowledge.written import Found, Written

_LEAST, _LEAST_OF_SIGNS = 0.12, 0.04
"""The length of a translation, as a share of the English: less was cut off. Chinese signs say more."""
_TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "hundred": 100, "half": 30, "a": 1, "an": 1}
_ORDINALS = {
    "first": 1,
    "once": 1,
    "second": 2,
    "twice": 2,
    "third": 3,
    "both": 2,
    "quarter": 15,
    "dozen": 12,
}
_NUMBER = re.compile(
    r"(?<!\d)(?<!\d:)(?:\d{1,3}(?:[ \u00a0]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{3})*(?:[.,]\d+)?)"
    r"(?![\d万千百亿])"
)
"""A number as languages write it. Minutes after a colon are none, nor what counts Chinese thousands."""
_CALL = re.compile(
    r"\b(?:call|ring|dial|phone)(?: us| on| the)? (?P<number>\d{2,6})\b(?! ?\d)"
    r"(?! ?(?:minutes?|hours?|days?|weeks?|months?|years?|times?|people|working|school|am|pm|%|[.:]\d))",
    re.IGNORECASE,
)
_UNITS = (
    ("share", r"(\d{1,3})(?:%| ?per cent\b| percent\b)"),
    ("distance", r"(\d+(?:\.\d+)?) ?(?:miles?|km|kilomet\w+)\b"),
)
_AMOUNTS = tuple((what, re.compile(pattern, re.IGNORECASE)) for what, pattern in _UNITS)


def dead_numbers(written: Written) -> Found:
    """A number that a text tells families to call, and that is none."""
    if written.kind in {"question", "asked abroad"}:
        return
    for found in _CALL.finditer(written.text):
        if found["number"] not in SHORT_CODES:
            near = "999" if re.fullmatch(r"9\d{1,3}", found["number"]) else "one such as 999, 111 or 101"
            message = (
                f'"{found[0]}", and no such number rings here. Write {near}, and check it digit by digit.'
            )
            yield found.start("number"), "phone", message
            return


def number_problems(knowledge: Knowledge) -> Iterator[Problem]:
    """Every number that only one of two texts has, where both should say the same."""
    for entry in knowledge.entries.values():
        yield from _translations(knowledge, entry)
        yield from _easy_read(knowledge, entry)
    for language in knowledge.languages.values():
        for key, text in language.wording.items():
            yield from _other(
                knowledge,
                ("languages", language.language, "wording", key),
                f'The wording "{key}" in {language.name}',
                text,
                knowledge.wording.get(key, text),
            )
    for stage in knowledge.menu.values():
        for code, title in stage.titles.items():
            at = ("stages", stage.id, "titles", code)
            yield from _other(knowledge, at, f'The menu\'s "{stage.id}" in {code}', title, stage.title)


def _translations(knowledge: Knowledge, entry: Entry) -> Iterator[Problem]:
    """Of a translation that says it is of today's English: families read it."""
    for code, translation in entry.translations.items():
        if translation.of != fingerprint(entry):
            continue
        yield from _cut_off(knowledge, entry, code)
        for field in ("title", "answer"):
            at = ("entries", entry.id, "translations", code, field)
            english = f"{entry.title}\n{entry.answer}"
            whose = f'entry "{entry.id}", its {field} in {code},'
            yield from _other(knowledge, at, whose, getattr(translation, field), english)


def _cut_off(knowledge: Knowledge, entry: Entry, code: str) -> Iterator[Problem]:
    text = entry.translations[code].answer
    least = _LEAST_OF_SIGNS if code in {"zh", "ja", "ko"} else _LEAST
    if len(text) < least * len(entry.answer):
        message = (
            f'entry "{entry.id}" has in its translation "{code}" far less than in English: was it cut off?'
        )
        place = knowledge.place_in(("entries", entry.id, "translations", code, "answer"), text, 0)
        yield problem(place, "translation", f"{message} Translate the whole answer.")


def _other(
    knowledge: Knowledge, at: tuple[str, ...], whose: str, text: str, english: str
) -> Iterator[Problem]:
    known = numbers_of(english)
    for offset, number in _digits(text):
        if not known & {number, number - 12, int(number), int(number) - 12}:  # 17.30 is half past five
            said = ", ".join(f"{one:g}" for one in sorted(known)) or "none"
            message = f"{whose} has the number {number:g}, and the English one says {said}."
            place = knowledge.place_in(at, text, offset)
            yield problem(place, "translation", f"{message} Look up which is right, and say it in both.")
            return


def _easy_read(knowledge: Knowledge, entry: Entry) -> Iterator[Problem]:
    """Easy Read says fewer shares and distances than the answer, never others; `ages_said` looks at the
    rest."""
    text = entry.easy_read or ""
    whole = "\n".join([entry.title, entry.answer, *(one.caveat for one in entry.deadlines)])
    known = numbers_of(whole)
    for what, pattern in _AMOUNTS:
        said = {_value(found) for found in pattern.finditer(whole)}
        for found in pattern.finditer(text):
            if said and _value(found) not in known:
                shown = " and ".join(f"{one:g}" for one in sorted(said))
                message = (
                    f'entry "{entry.id}" has in its easy_read "{found[0]}", and its answer has as {what} '
                )
                place = knowledge.place_in(("entries", entry.id, "easy_read"), text, found.start())
                advice = "Look up which is right, and say it in both."
                yield problem(place, "length-of-time", f"{message}{shown}. {advice}")
                return


def _value(found: re.Match[str]) -> float:
    return float(next(one for one in found.groups() if one).replace(",", ""))


def _digits(text: str) -> Iterator[tuple[int, float]]:
    plain = "".join(str(unicodedata.digit(sign, sign)) if sign.isdigit() else sign for sign in text)
    for found in _NUMBER.finditer(plain):
        whole = re.sub(r"[., \u00a0](?=\d{3}(?!\d))", "", found[0]).replace(",", ".")
        try:
            yield found.start(), float(whole)
        except ValueError:
            continue


def numbers_of(text: str) -> set[float]:
    """Every number of an English text, in digits or in words."""
    words = {**{word: number for number, word in enumerate(NUMBER_WORDS)}, **_TENS, **_ORDINALS}
    said = {float(words[word]) for word in re.findall(r"[a-z]+", text.casefold()) if word in words}
    return said | {number for _, number in _digits(text)}
