"""Every safety rule is tried before it goes live: on its own examples, and on the ordinary questions of the
folder.

A folder whose safety does not pass is refused; `with_safety_of` lends it that of another, so that nobody is
ever without.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sendbot.care.safety import Rule, SafetyScreen
from sendbot.errors import SafetyRuleError
from sendbot.knowledge.entries import Knowledge, Place, Problem
from sendbot.mind.build import safety_rules

_FEW, _FEW_OF_A_THOUSAND = 3, 1
"""Ordinary questions on which a rule may fire: some do speak of danger ("will they take her if I cannot
cope")."""


def safety_problems(knowledge: Knowledge) -> tuple[Problem, ...]:
    """Everything for which the safety of a folder must not go live, with its place."""
    found = [*_people(knowledge)]
    for rule in safety_rules(knowledge):
        found += _rule(knowledge, rule)
    if not knowledge.safety_rules or not knowledge.safety_entries:
        found.append(
            _problem(
                Place("knowledge/safety.yaml"), "safety.yaml has no rules or no help to show. Write both."
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


def _people(knowledge: Knowledge) -> Iterator[Problem]:
    for entry in knowledge.safety_entries.values():
        for name in (*entry.contacts, *entry.contacts_young):
            if name not in knowledge.contacts:
                place = knowledge.place("safety_entries", entry.id, "contacts")
                yield _problem(
                    place,
                    f'entry "{entry.id}" names the contact "{name}", which is not in contacts.yaml.',
                    "unknown-id",
                )
    for rule in knowledge.safety_rules:
        if rule.concern not in knowledge.safety_entries:
            place = knowledge.place("safety_rules", rule.id)
            yield _problem(place, f'rule "{rule.id}" is about "{rule.concern}", which has no entry.')


def _rule(knowledge: Knowledge, rule: Rule) -> Iterator[Problem]:
    """What is wrong with one rule: a pattern, an example, or what else it fires on."""
    place = knowledge.place("safety_rules", rule.id)
    try:
        screen = SafetyScreen([rule])
    except SafetyRuleError as problem:
        yield _problem(place, str(problem))
        return
    for message in rule.must_fire:
        if not screen.screen(message):
            yield _problem(
                place,
                f'rule "{rule.id}" does not fire on "{message}", which stands in its must_fire. Mend the '
                "rule.",
            )
    for message in rule.must_not_fire:
        if screen.screen(message):
            yield _problem(
                place,
                f'rule "{rule.id}" fires on "{message}", which stands in its must_not_fire. Mend the rule.',
            )
    questions = [question for asked in knowledge.questions().values() for question in asked]
    fired = [question for question in questions if screen.screen(question)]
    if len(fired) > _FEW + len(questions) * _FEW_OF_A_THOUSAND // 1000:
        shown = "; ".join(f'"{question}"' for question in fired[:3])
        yield _problem(
            place,
            f'rule "{rule.id}" fires on {len(fired)} ordinary questions of this folder, such as {shown}. '
            "Make it narrower, or name the harmless contexts under unless.",
        )


def _problem(place: Place, message: str, code: str = "safety") -> Problem:
    return Problem(place, message, "error", code)
