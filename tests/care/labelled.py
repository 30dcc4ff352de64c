"""The messages of this folder, read: those that must raise a concern, those that must not, and those with
details to remove."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

from sendbot.care.danger_rules import Rule, SafetyScreen
from sendbot.evaluation.screening import MUST_FIRE, MUST_NOT_FIRE, ORDINARY, DangerMessage, PersonalMessage
from sendbot.knowledge.reading import load

FOLDER = Path(__file__).parent / "messages"
_KINDS = ("harder", "long")
_DETAIL = re.compile(r"\[\[([A-Z_]+) (.+?)\]\]")


def messages(name: str) -> list[str]:
    """The messages of one file."""
    return [
        str(text)
        for text in yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))["messages"]
    ]


def danger(kind: str = "") -> list[DangerMessage]:
    """The messages for the screen: the plain ones, or those of a kind ("harder", "long")."""
    found = []
    for path in sorted(FOLDER.glob("must-fire-*.yaml")):
        if kind != next((kind for kind in _KINDS if path.name.startswith(f"must-fire-{kind}-")), ""):
            continue
        read = yaml.safe_load(path.read_text(encoding="utf-8"))
        found += [DangerMessage(text, MUST_FIRE, read["concern"]) for text in read["messages"]]
    found += [DangerMessage(text, MUST_NOT_FIRE) for text in messages("near-misses")]
    return found + [DangerMessage(text, ORDINARY) for text in messages("ordinary")]


def judged_danger() -> list[tuple[str, str]]:
    """Messages of danger on hard days kept for judging, in English: the kind of danger and the text."""
    read = yaml.safe_load((FOLDER / "judged-hard-days-danger.yaml").read_text(encoding="utf-8"))["concerns"]
    return [(concern, str(text)) for concern, texts in read.items() for text in texts]


def judged_kinds() -> list[tuple[str, str, str]]:
    """Messages of danger kept for judging, in English, by how danger is told: the kind of danger, of message,
    and the text."""
    read = yaml.safe_load((FOLDER / "judged-kinds-danger.yaml").read_text(encoding="utf-8"))["concerns"]
    return [
        (concern, manner, str(text))
        for concern, manners in read.items()
        for manner, texts in manners.items()
        for text in texts
    ]


def elsewhere(name: str = "other-languages") -> list[tuple[str, str, str]]:
    """Messages in other languages: the language, the kind of danger ("near-misses" for none), and the
    text."""
    read = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))["languages"]
    return [
        (code, kind, str(text))
        for code, kinds in read.items()
        for kind, texts in kinds.items()
        for text in texts
    ]


def personal() -> list[PersonalMessage]:
    """All messages for redaction, their marks taken off."""
    marked = [text for name in ("people", "structured", "places") for text in messages(f"personal-{name}")]
    return [*map(_unmarked, marked), *map(PersonalMessage, messages("clean-look-alikes"))]


def judged() -> list[PersonalMessage]:
    """Messages kept for judging, which nothing was learned from or chosen with."""
    marked = [text for name in ("names", "structured", "details") for text in messages(f"judged-{name}")]
    clean = [*messages("judged-clean"), *messages("judged-details-clean")]
    return [*map(_unmarked, marked), *map(PersonalMessage, clean)]


def families() -> list[PersonalMessage]:
    """Messages as tired families write them, the half that redaction was mended with."""
    return [
        *map(_unmarked, messages("personal-families")),
        *map(PersonalMessage, messages("clean-families")),
    ]


def judged_families() -> list[PersonalMessage]:
    """The other half, halved at random before anything was measured, and judged with alone."""
    return [
        *map(_unmarked, messages("judged-families")),
        *map(PersonalMessage, messages("judged-families-clean")),
    ]


def _unmarked(text: str) -> PersonalMessage:
    details = tuple((inner, kind) for kind, inner in _DETAIL.findall(text))
    return PersonalMessage(_DETAIL.sub(r"\2", text), details)


@cache
def screen() -> SafetyScreen:
    """The rules of the knowledge folder, ready to run."""
    rules = load(Path("knowledge")).safety_rules
    return SafetyScreen(
        [
            Rule(
                rule.id,
                rule.concern,
                rule.phrases,
                rule.patterns,
                rule.unless,
                rule.must_fire,
                rule.must_not_fire,
            )
            for rule in rules
        ]
    )
