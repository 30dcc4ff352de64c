"""Every safety rule is tried before it goes live: on its own examples, and on the ordinary questions of the
folder.

A folder whose safety does not pass is refused; `with_safety_of` lends it that of another, so that nobody is
ever without.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from sendbot.care.danger_rules import Rule, SafetyScreen, views_of
from sendbot.errors import SafetyRuleError
from sendbot.knowledge.crisis_people import missing_people
from sendbot.knowledge.entries import Knowledge, Place, Problem
from sendbot.mind.build import safety_rules

_FEW, _FEW_OF_A_THOUSAND = 3, 1
"""Ordinary questions on which a rule may fire: some do speak of danger ("will they take her if I cannot
cope")."""


def safety_problems(knowledge: Knowledge) -> tuple[Problem, ...]:
    """Everything for which the safety of a folder must not go live, with its place."""
    found = [*missing_people(knowledge)]
    asked = {text: views_of(text) for texts in knowledge.questions().values() for text in texts}
    elsewhere = (texts for language in knowledge.languages.values() for texts in language.questions.values())
    asked |= {text: views_of(text, english=False) for texts in elsewhere for text in texts}
    for rule in safety_rules(knowledge):
        found += _rule(knowledge, rule, asked)
    written = knowledge.keys_at("safety_rules") and knowledge.keys_at("safety_entries")
    bare = not (knowledge.safety_rules and knowledge.safety_entries)
    if bare and not written and not knowledge.lost("safety.yaml"):
        found.append(
            _problem(
                Place(f"{knowledge.folder}/safety.yaml"),
                "safety.yaml has no rules or no help to show. Write both.",
            )
        )
    return tuple(sorted(set(found)))


def with_safety_of(knowledge: Knowledge, other: Knowledge) -> Knowledge:
    """The knowledge with another folder's rules, examples and help in danger, and the people that this help
    names."""
    needed = {
        name for entry in other.safety_entries.values() for name in (*entry.contacts, *entry.contacts_young)
    }
    lent = {name: contact for name, contact in other.contacts.items() if name in needed}
    return replace(
        knowledge,
        safety_entries=other.safety_entries,
        safety_rules=other.safety_rules,
        safety_examples=other.safety_examples,
        safety_near_misses=other.safety_near_misses,
        safety_elsewhere=other.safety_elsewhere,
        contacts={**lent, **knowledge.contacts},
    )


def _rule(knowledge: Knowledge, rule: Rule, asked: Mapping[str, frozenset[bytes]]) -> Iterator[Problem]:
    """What is wrong with one rule: a pattern, an example, or which ordinary questions (`asked`, by their
    words) it fires on."""
    at: tuple[str | int, ...] = ("safety_rules", rule.id)
    try:
        screen = SafetyScreen([rule])
    except SafetyRuleError as problem:
        wrong = next((number for number, text in enumerate(rule.patterns) if text in str(problem)), None)
        path = (*at, "patterns", wrong) if wrong is not None else at
        yield _problem(knowledge.place(*path), str(problem))
        return
    for number, message in enumerate(rule.must_fire):
        if not screen.screen(message):
            yield _problem(
                knowledge.place(*at, "must_fire", number),
                f'rule "{rule.id}" does not fire on "{message}", which stands in its must_fire. '
                f"{_why_quiet(rule, message)}",
            )
    for number, message in enumerate(rule.must_not_fire):
        if screen.screen(message):
            yield _problem(
                knowledge.place(*at, "must_not_fire", number),
                f'rule "{rule.id}" fires on "{message}", which stands in its must_not_fire. Make its '
                "phrases narrower, or name the harmless context under unless.",
            )
    fired = [question for question, views in asked.items() if screen.screen_views(views)]
    if len(fired) > _FEW + len(asked) * _FEW_OF_A_THOUSAND // 1000:
        path, by_it = _broadest(rule, asked)
        shown = "; ".join(f'"{question}"' for question in (by_it or fired)[:3])
        yield _problem(
            knowledge.place(*at, *path),
            f'rule "{rule.id}" fires on {len(fired)} ordinary questions of this folder, such as {shown}. '
            "Make it narrower, or name the harmless contexts under unless.",
        )


def _why_quiet(rule: Rule, message: str) -> str:
    """What to do where a rule does not notice its own example."""
    if rule.unless and SafetyScreen([replace(rule, unless=())]).screen(message):
        return "Its unless holds these words, and so silences it: make the unless narrower."
    return "Write words of the example under phrases, or take the example out."


def _broadest(rule: Rule, asked: Mapping[str, frozenset[bytes]]) -> tuple[tuple[str | int, ...], list[str]]:
    """Where the phrase stands that notices most of the ordinary questions, and which those are; nothing where
    a pattern does."""
    noticed = []
    for phrase in rule.phrases:
        alone = SafetyScreen([replace(rule, phrases=(phrase,), patterns=())])
        noticed.append([question for question, views in asked.items() if alone.screen_views(views)])
    most = max(noticed, key=len, default=[])
    return (("phrases", noticed.index(most)), most) if len(most) > _FEW else ((), [])


def _problem(place: Place, message: str, code: str = "safety") -> Problem:
    return Problem(place, message, "error", code)
