"""What must hold for an `area.yaml`: whatever it names exists, and nothing in it says two things."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from sendbot.knowledge.area import EVERYWHERE, FILE, packaged_area
from sendbot.knowledge.entries import Knowledge, Place, Problem
from sendbot.knowledge.held_out import known_contact, near
from sendbot.knowledge.problems import problem

_ABOUT_AREAS = frozenset({"overdue"})
"""Warnings about national entries that an area should see: it may replace what is out of date."""


def area_problems(knowledge: Knowledge, today: date) -> Iterator[Problem]:
    """Everything that is wrong with the area's own file, each with its line."""
    if ("area",) not in knowledge.places:
        return  # there is no such file: what comes with the package holds together
    yield from _names(knowledge)
    yield from _places(knowledge)
    yield from _misfits(knowledge)
    yield from _checked(knowledge, today)


def of_this_area(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Without the warnings about national entries, which nobody in this area can put right."""
    return tuple(
        found
        for found in problems
        if found.severity == "error" or not found.place.national or found.code in _ABOUT_AREAS
    )


def _names(knowledge: Knowledge) -> Iterator[Problem]:
    area = knowledge.area
    if area.applies_to == EVERYWHERE:
        yield problem(
            knowledge.place("area", "applies_to"),
            "unknown-id",
            f'area.yaml has "{EVERYWHERE}" as applies_to, which national entries have. Write a word for '
            "your area.",
        )
    topics = {entry.topic for entry in knowledge.entries.values()}
    known = {*knowledge.entries, *knowledge.contacts}
    said = {key.removeprefix("topic-") for key in knowledge.wording if key.startswith("topic-")}
    for name, ids, there, where in (
        ("topics", area.topics, topics, "no topic file"),
        ("topics", area.topics, said, "without a topic-... line in wording.yaml"),
        ("queues", tuple(area.queues.values()), knowledge.workstreams.keys(), "not in workstreams.yaml"),
        ("roles", tuple(area.roles.values()), knowledge.contacts, "not in contacts.yaml"),
        ("checked", tuple(area.checked), known, "neither an entry nor a contact"),
        ("languages_checked", area.languages_checked, knowledge.languages.keys(), "no language here"),
    ):
        yield from _unknown(knowledge, (name,), ids, there, where)
    for name in ("own_case", "elsewhere", "danger", "kept_back"):
        ids = getattr(area.people, name)
        yield from _unknown(knowledge, ("people", name), ids, knowledge.contacts, "not in contacts.yaml")
    ids = area.drafts.contacts
    yield from _unknown(knowledge, ("drafts", "contacts"), ids, knowledge.contacts, "not in contacts.yaml")
    signs = packaged_area().names
    for sign in area.names:
        meant = "" if sign in signs else near(sign, signs)
        if meant:
            yield problem(
                knowledge.place("area", "names", sign),
                "unknown-id",
                f'area.yaml has "{sign}" under names, which stands in no text.{meant}',
            )


def _unknown(
    knowledge: Knowledge, path: tuple[str, ...], ids: Iterable[str], known: Collection[str], where: str
) -> Iterator[Problem]:
    """Ids that this file names itself and that do not exist. A person whom only the package names may be
    missing:
    an area that comes new does not have everybody yet."""
    if ("area", *path) not in knowledge.places or (known is knowledge.contacts and not known):
        return
    late = path[0] == "people" and knowledge.area.national
    for name in ids:
        unread = path == ("topics",) and knowledge.lost(f"{name}.yaml")
        there = known is knowledge.contacts and known_contact(knowledge, name)
        if name not in known and name not in knowledge.area.without and not (unread or there):
            yield problem(
                knowledge.place("area", *path),
                "unknown-id",
                f'area.yaml names "{name}" under {" ".join(path)}, which is {where}.{near(name, known)}',
                warning=late,
            )


def _places(knowledge: Knowledge) -> Iterator[Problem]:
    places = knowledge.area.places
    for name in ("here", "elsewhere", "towns"):
        for number, place in enumerate(getattr(places, name)):
            if place != place.casefold():
                yield problem(
                    knowledge.place("area", "places", name, number),
                    "area",
                    f'area.yaml has the place "{place}" with capitals. Write it in small letters, as '
                    "messages are read.",
                )
    for place in sorted(set(places.here) & set(places.elsewhere)):
        yield problem(
            knowledge.place("area", "places", "elsewhere"),
            "area",
            f'area.yaml has "{place}" both here and elsewhere. Take it out of one.',
        )


def _misfits(knowledge: Knowledge) -> Iterator[Problem]:
    """A queue for a topic that is not there, and a town that belongs to the neighbours."""
    area = knowledge.area
    topics = {entry.topic for entry in knowledge.entries.values()} | {"contacts", "safety"}
    for topic in area.queues:
        at = ("area", "queues", topic)
        if at in knowledge.places and topic not in topics and not knowledge.lost(f"{topic}.yaml"):
            message = f'area.yaml has a queue for "{topic}", which is no topic file.{near(topic, topics)}'
            yield problem(knowledge.place(*at), "unknown-id", message)
    if ("area", "people", "danger") in knowledge.places and not area.people.danger:
        message = "area.yaml names nobody under people danger, to whom a family in danger could turn."
        place = knowledge.place("area", "people", "danger")
        yield problem(place, "area", f"{message} Write ids of contacts there, emergency-999 first.")
    for number, town in enumerate(area.places.towns):
        if town in area.places.elsewhere:
            message = f'area.yaml has "{town}" under towns and under elsewhere. Take it out of one.'
            yield problem(knowledge.place("area", "places", "towns", number), "area", message)


def _checked(knowledge: Knowledge, today: date) -> Iterator[Problem]:
    area = knowledge.area
    signed = {"danger_signed": area.danger_signed} if area.danger_signed else {}
    for name, checked in {**area.checked, **signed}.items():
        where = ("danger_signed",) if name in signed else ("checked", name)
        if checked.on > today:
            yield problem(
                knowledge.place("area", *where),
                "checked-date",
                f'area.yaml says that "{name}" was checked on {checked.on}, which has not come yet.',
            )


def no_area(knowledge: Knowledge) -> Problem | None:
    """Said where a folder has no area.yaml: it answers, but nothing tells families whose answers these
    are."""
    if knowledge.area.applies_to is not None:
        return None
    return problem(
        Place("knowledge"),
        "area",
        f"There is no {FILE}, so the bot does not know its area's name and places. Write one; "
        "`init` in a new folder makes an example.",
        warning=True,
    )
