"""Who is said to have checked something: a role or a team, which families may be told, and never a person."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sendbot.knowledge.entries import Knowledge, Place, Problem
from sendbot.knowledge.problems import problem
from sendbot.knowledge.values import FIRST_NAMES

_ROLES = frozenset(
    "team teams service services council lead leads officer officers manager managers head heads director "
    "directors board panel group forum committee unit desk office department directorate partnership "
    "coordinator coordinators senco sencos adviser advisers advisor advisors inspector nurse doctor "
    "paediatrician therapist therapists psychologist psychologists lawyer solicitor curator curators editor "
    "staff carers parents governor governors teacher headteacher school college nursery trust hospital "
    "charity helpline line hub authority safeguarding commissioner champion specialist consultant clinician "
    "reviewer reviewers network association society worker workers commissioners commissioning finance "
    "participation engagement inclusion quality strategy".split()
)
"""Words of which one is in what a role or a team is called."""
_TITLE = re.compile(
    r"^(?:mr|mrs|ms|miss|mx|dr|cllr|councillor|prof|professor|sir|dame|rev)\.?$", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_][\w'’-]*\.?")
_INITIALS = re.compile(r"(?:[A-Z]\.? ?){1,3}")
"""What is signed with letters alone, as in "K.W." Teams are known by four or more, or by the glossary."""
_ADVICE = (
    "Families would be shown it. Write the role or the team, as in SEND team, and never a person's name."
)


def checker_problems(knowledge: Knowledge) -> Iterator[Problem]:
    """Every check that is signed by a person, where the role belongs."""
    known = _called(knowledge)
    for place, whose, by in _signed(knowledge):
        if _a_person(by, known):
            message = f'{whose} was checked by "{by}", which reads like a person\'s name. {_ADVICE}'
            yield problem(place, "named", message)


def _signed(knowledge: Knowledge) -> Iterator[tuple[Place, str, str]]:
    rooms = (
        ("entries", "entry", knowledge.entries),
        ("safety_entries", "entry", knowledge.safety_entries),
        ("contacts", "contact", knowledge.contacts),
    )
    for room, what, things in rooms:
        for name, thing in things.items():
            checked = thing.checked or knowledge.lapsed.get((room, name))
            own = (room, name, "checked")
            if checked and own in knowledge.places:
                yield knowledge.place(*own), f'{what} "{name}"', checked.by
    area = knowledge.area
    for name, checked in area.checked.items():
        yield knowledge.place("area", "checked", name), f'"{name}" in area.yaml', checked.by
    if area.danger_signed:
        place = knowledge.place("area", "danger_signed")
        yield place, "danger_signed in area.yaml", area.danger_signed.by


def _called(knowledge: Knowledge) -> frozenset[str]:
    """Words of what the folder's teams, services and queues are called."""
    names = [contact.name for contact in knowledge.contacts.values()]
    names += [stream.name for stream in knowledge.workstreams.values()]
    names += [text for term in knowledge.terms for text in (term.term, *term.also, term.stands_for)]
    names += [knowledge.area.name, knowledge.area.authority]
    return frozenset(word for name in names for word in _words(name)) - frozenset(FIRST_NAMES)


def _words(text: str) -> list[str]:
    return [word.casefold().rstrip(".").removesuffix("'s").removesuffix("’s") for word in _WORD.findall(text)]


def _a_person(by: str, known: frozenset[str]) -> bool:
    """Is a person named in it, alone or beside their team?"""
    words = _words(by)
    if "@" in by or any(word in FIRST_NAMES or _TITLE.match(word) for word in words):
        return True
    parts = re.split(r"[,;:/()&]| [-–—] |\b(?:of|from|at|in|for|and)\b", by)
    return any(_reads_like_a_name(part.strip(), known) for part in parts if part.strip())


def _reads_like_a_name(part: str, known: frozenset[str]) -> bool:
    """No word in it is one of a role or of a team of the folder."""
    words = [word for word in _words(part) if word not in {"the", "a", "our"}]
    if not words or any(word in _ROLES or word in known for word in words):
        return False
    return _INITIALS.fullmatch(part) is not None or not part.isupper()
