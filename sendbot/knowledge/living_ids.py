"""Retired ids (`was`) stand for the entry that took their place, wherever something refers to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sendbot.knowledge.entries import Entry, Knowledge, LabelledQuestion, Language


def with_living_ids(knowledge: Knowledge) -> Knowledge:
    """The same knowledge, every reference to a retired id turned to the entry that has it now."""
    heirs = {
        old: entry.id
        for entry in knowledge.entries.values()
        for old in entry.was
        if old not in knowledge.entries
    }
    if not heirs:
        return knowledge
    return replace(
        knowledge,
        entries={name: _entry(entry, heirs) for name, entry in knowledge.entries.items()},
        languages={code: _language(language, heirs) for code, language in knowledge.languages.items()},
        tests=tuple(_test(test, heirs) for test in knowledge.tests),
    )


def _now(names: tuple[str, ...], heirs: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(heirs.get(name, name) for name in names)


def _entry(entry: Entry, heirs: Mapping[str, str]) -> Entry:
    if not {*entry.related, entry.part_of} & heirs.keys():
        return entry
    return entry.model_copy(
        update={
            "related": _now(entry.related, heirs),
            "part_of": heirs.get(entry.part_of, entry.part_of) if entry.part_of else None,
        }
    )


def _language(language: Language, heirs: Mapping[str, str]) -> Language:
    if not language.questions.keys() & heirs.keys():
        return language
    asked: dict[str, tuple[str, ...]] = {}
    for name, questions in language.questions.items():
        now = heirs.get(name, name)
        asked[now] = (*asked.get(now, ()), *questions)
    return language.model_copy(update={"questions": asked})


def _test(test: LabelledQuestion, heirs: Mapping[str, str]) -> LabelledQuestion:
    if not {*test.expected} & heirs.keys():
        return test
    return test.model_copy(update={"expected": _now(test.expected, heirs)})
