"""Schools by their bare names, told by who is there: "she goes to Larkmere", "the senco at Larkmere". A
school that nobody is said to be at is what a question is about, and stays."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sendbot.care.names import NO_AREA, Local, names_a_school, not_names, ordinary
from sendbot.matching.reading.spelling import word_frequencies

_CHILD = (
    r"(?:he|she|they|hes|shes|theyre|he's|she's|they're|son|sons|son's|daughter|daughters|daughter's|lad|girl|"
    r"boy|boys|girls|child|kid|kids|children|twins|both|grandson|granddaughter|nephew|niece|brother|sister|"
    r"eldest|youngest|name\]|name\]s|name\]'s)"
)
_IS = r"(?:is|was|are|were|has been|have been|had been|been|still|now|currently|only|both|all|also|happy|new)"
_OF_SCHOOL = r"(?:pupils?|senco|sendco|headteacher|governors?)"
_AT_SCHOOL = (
    r"(?:students?|teachers?|tas?|head|deputy|reception|year ?\d{1,2}|yr ?\d{1,2}|y\d{1,2}|places?|enrolled|"
    r"starts?|started|starting)"
)
_WORDS = r"(?:st\.? |saint )?[^\W\d_][\w'’-]{2,30}(?: (?-i:[A-Z])[\w'’-]{1,30}){0,3}"
_AT = re.compile(
    rf"(?<!\w)(?:{_OF_SCHOOL} (?:at|of)|(?:{_CHILD}(?: {_IS}){{0,3}}|{_AT_SCHOOL}) at) (?P<there>{_WORDS})"
    rf"|\b(?:excluded|expelled|suspended|off-?rolled|banned|sent home)(?: again)? from (?P<gone>{_WORDS})"
    rf"|(?<!\w)(?P<who>{_CHILD}(?: {_IS})? )?(?:attends?|attending|attended|goes to|go to) "
    rf"(?P<going>{_WORDS})",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"['’]?s? (?:hospitals?|hey|clinic|centre|center|ward|hospice|zoo|club|church|library|leisure|towers|"
    r"unit|hub|court|tribunal|panel|swimming|pool|gym|stage|arena|stadium|lifestyle|town|station|airport|uni|"
    r"university|therapy|classes|lessons|sessions|group|for|on|once|every|with|twice|together)\b",
    re.IGNORECASE,
)
"""Words behind a name that make it no school, or a place where somebody only goes for something."""
_COMMON = 5000
"""So often does a word stand in the list that it is a word of every day, even with a capital: "Christmas"."""
_NURSERY = re.compile(
    r"(?:^|[.!?\n] ?|\b(?P<cue>at|to|from|in) )(?P<name>(?P<one>[a-z][\w'’]{2,20}) (?P<two>[a-z][\w'’]{2,20})"
    r" (?:nursery|nurserys|pre-?school|playgroup|kindergarten))\b",
    re.IGNORECASE,
)
_AFTER = frozenset(
    "acorns acorn angels apples bears beehive bees birds blossoms bubbles bugs bunnies buttons "
    "butterflies caterpillars chestnuts cherubs chicks corner cubs daisies dolphins dragons ducklings "
    "ducks explorers fishes foxes footsteps friends giraffes hands hedgehogs horizons house jungle "
    "kittens ladybirds ladybugs lambs learners lions lodge meadow monkeys oaks otters owls pandas "
    "penguins pirates puddles rabbits rainbow rainbows robins seedlings sparrows squirrels starfish "
    "stars steps sunbeams sunflowers teddies tigers tots treasures tree tulips turtles twinkles wood".split()
)
"""What nurseries like to be called after, where nothing but the beginning of a sentence stands before one."""
_WHICH = frozenset(
    "day days council run work workplace authority autism hearing language paid funded hours month week time "
    "forest start opportunity staff best".split()
)
"""Words that say what kind of nursery it is."""


def schools_told(plain: str, local: Local = NO_AREA) -> Iterator[tuple[int, int]]:
    """(start, end) of schools named without a word for a school, and of nurseries named with plain words."""
    for found in _AT.finditer(plain):
        kind = next(name for name in ("there", "gone", "going") if found[name])
        sure = kind != "going" or (found["who"] and not found[kind].islower())
        towns = NO_AREA if sure else local  # "the letter goes to the council"
        if not _ELSEWHERE.match(plain, found.end(kind)) and _can_be(found[kind], towns):
            yield found.span(kind)
    for found in _NURSERY.finditer(plain):
        if _is_nursery(found, local):
            yield found.span("name")


def _is_nursery(found: re.Match[str], local: Local) -> bool:
    """Two words that do not merely say what kind of nursery it is, or whose."""
    words = {found["one"].casefold(), found["two"].casefold()}
    if words & (_WHICH | not_names(local)) or not (found["cue"] or found["two"].casefold() in _AFTER):
        return False
    return all(names_a_school(found.string, *found.span(word)) for word in ("one", "two"))


def _can_be(said: str, local: Local) -> bool:
    """A word that is no word of every day; in small letters, no plain English at all."""
    words = [word.casefold() for word in re.findall(r"[\w'’-]+", said)]
    if words[-1].endswith(("'s", "’s")) and words[0] not in {"st", "saint"}:
        return False  # "at Grandma's"
    if not set(words).isdisjoint(not_names(local)):
        return said.casefold().startswith(("st ", "saint "))
    if said[0].isupper() and names_a_school(said, 0, len(said)):
        return not _ELSEWHERE.search(f" {said}") and (
            len(words) > 1 or word_frequencies().get(words[0], 0) < _COMMON
        )
    return words[0] in {"st", "saint"} or not any(ordinary(word) for word in words)
