"""From knowledge to what finds its way in it: the matcher and the safety rules of one folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from sendbot.care.danger_rules import Rule, SafetyScreen
from sendbot.encoding.encoder import Encoder
from sendbot.encoding.remembered import Remembering
from sendbot.knowledge.area import Area
from sendbot.knowledge.entries import Knowledge, Term
from sendbot.matching.matcher import Matcher, OtherLanguage
from sendbot.matching.reading.local_places import LocalPlaces
from sendbot.matching.reading.synonyms import Expansion
from sendbot.matching.reading.word_lists import out_of_scope_pool

_EVERY = 12
"""One question in so many stands for what entries answer: some six hundred, twice as many as there are
examples of small talk."""


def build_matcher(
    knowledge: Knowledge,
    encoder: Encoder | None,
    cache_dir: Path | None = None,
    remembering: Remembering | None = None,
    sure_as: Matcher | None = None,
) -> Matcher:
    """The matcher of a knowledge folder, with its acronyms, other languages and the pool of messages that
    nothing answers. With `sure_as` it is as sure as that one."""
    places = local_places(knowledge.area)
    return Matcher.fit(
        knowledge.questions(),
        answers=answers_by_entry(knowledge),
        terms=expansions(knowledge.terms),
        other_languages=_other_languages(knowledge),
        out_of_scope=tuple(places.filled(message) for _, message in out_of_scope_pool()),
        places=places,
        encoder=encoder,
        cache_dir=cache_dir,
        remembering=remembering,
        sure_as=sure_as,
    )


def local_places(area: Area) -> LocalPlaces:
    """The places of an area as the matcher takes them."""
    places = area.places
    return LocalPlaces(places.here, places.elsewhere, places.towns or places.here, places.county)


def build_screen(knowledge: Knowledge) -> SafetyScreen:
    """The safety rules of a knowledge folder."""
    return SafetyScreen(safety_rules(knowledge))


def safety_rules(knowledge: Knowledge) -> list[Rule]:
    """The rules as the screen takes them."""
    return [
        Rule(
            id=rule.id,
            concern=rule.concern,
            phrases=rule.phrases,
            patterns=rule.patterns,
            unless=rule.unless,
            must_fire=rule.must_fire,
            must_not_fire=rule.must_not_fire,
        )
        for rule in knowledge.safety_rules
    ]


def expansions(terms: tuple[Term, ...]) -> tuple[Expansion, ...]:
    """The glossary as the matcher reads it."""
    return tuple(Expansion((term.term, *term.also), term.match_as or (term.stands_for,)) for term in terms)


def answers_by_entry(knowledge: Knowledge) -> dict[str, str]:
    """What each whole entry says, its parts after it."""
    return {
        name: "\n\n".join(entry.answer for entry in entries) for name, entries in knowledge.families().items()
    }


def _other_languages(knowledge: Knowledge) -> dict[str, OtherLanguage]:
    return {
        code: OtherLanguage(_by_whole(language.questions, knowledge), language.words)
        for code, language in knowledge.languages.items()
        if language.questions
    }


def _by_whole(questions: Mapping[str, Sequence[str]], knowledge: Knowledge) -> dict[str, tuple[str, ...]]:
    """Questions by entry, those of a part among those of its whole."""
    found: dict[str, tuple[str, ...]] = {}
    for entry, asked in questions.items():
        whole = knowledge.whole(entry)
        found[whole] = (*found.get(whole, ()), *asked)
    return found
