"""All messages to learn from: templates filled, names put into ordinary questions, and questions without any
name."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.training.names.filling import Filler, Message
from tests.training.names.noise import capitals, slipped, typed
from tests.training.names.pools import FOLDER

ROOT = Path(__file__).parents[3]

_FILLED = 16
"""Messages made of each template with a name."""

_EVERY = 7
"""One template in so many is kept for choosing thresholds."""

_RATES = (0.03, 0.06, 0.1, 0.15)
"""Shares of letters that slip."""

_CHILD = re.compile(
    r"\b(the child|a child|our child|our lad|our girl|my teenager|my teen|the kids|my son|my daughter|"
    r"my child|my little boy|my boy|my girl|my lad|my kid|our son|"
    r"our daughter|my grandson|my granddaughter|my nephew|my niece|he|she|him|his|her)\b",
    re.IGNORECASE,
)
_GROWN_UP = re.compile(
    r"\b(the senco|the teacher|his teacher|her teacher|our caseworker|my caseworker|the headteacher|the head|"
    r"a social worker|our social worker|the ep|the gp|my husband|"
    r"my wife|my partner|my ex|my mum|my sister|his dad|her dad|my brother)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\{(?:sch|sk|adr|str)\}")
_SCHOOL = re.compile(r"\b(the school|his school|her school|school)\b", re.IGNORECASE)
_CHILD_ELSEWHERE = {
    "pl": (
        "mój syn|moja córka|mojego syna|moje dziecko|mojego dziecka|mojej "
        "córki|syn|syna|córka|córki|dziecko|dziecka"
    ),
    "uk": "мій син|моя дочка|моя донька|мого сина|моя дитина|моєї дитини|син|дитина|дитини|дитині|сина",
    "ro": "fiul meu|fiica mea|copilul meu|copilul|fiului meu|copilului",
    "hu": "a fiam|a lányom|a gyerekem|a gyermekem|fiam|lányom|gyerekem|gyermekem",
    "pt": "o meu filho|a minha filha|meu filho|minha filha|filho|filha",
    "es": "mi hijo|mi hija",
    "ar": "ابني|ابنتي|طفلي",
    "zh": "我儿子|我女儿|我的孩子|我孩子|孩子|儿子",
}
_PLACES = {
    "pl": "pl_PL",
    "uk": "uk_UA",
    "ro": "ro_RO",
    "hu": "hu_HU",
    "pt": "pt_PT",
    "es": "es_ES",
    "ar": "ar_AA",
    "zh": "zh_CN",
}


@dataclass(frozen=True)
class Corpus:
    """Messages to learn from, and others to choose thresholds with."""

    learned: Sequence[Message]
    kept: Sequence[Message]


def lines(name: str) -> list[str]:
    """The lines of a list that hold something."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    return [line for line in text.split("\n") if line.strip() and not line.startswith("#")]


def corpus(seed: int = 3) -> Corpus:
    """Everything, the same at every run over the same knowledge."""
    chance = random.Random(seed)
    filler = Filler(chance)
    templates = [*lines("templates.txt"), *lines("more_templates.txt")]
    negatives = [*lines("negatives.txt"), *lines("more_negatives.txt")]
    questions, safety, elsewhere = _questions(), _safety(), _other_languages()
    sides: tuple[list[Message], list[Message]] = ([], [])
    for side, messages in enumerate(sides):
        chosen = [_kept(items, side) for items in (templates, negatives, questions, safety)]
        times = _FILLED if side == 0 else 4
        messages.extend(_from_templates(chosen[0], questions, filler, chance, times))
        messages.extend(_from_negatives(chosen[1], filler, chance))
        messages.extend(_from_questions([*chosen[2], *chosen[3]], filler, chance))
        messages.extend(_from_languages(_kept(elsewhere, side), filler, chance))
        chance.shuffle(messages)
    sides[0].extend(_everyday(questions, random.Random(seed + 1)))
    return Corpus(*sides)


def _everyday(questions: Sequence[str], chance: random.Random) -> list[Message]:
    """Two lists that came later, by a chance of their own, so that the messages before them stay as they
    are."""
    filler = Filler(chance)
    return [
        *_from_templates(lines("everyday_templates.txt"), questions, filler, chance, 20),
        *_from_negatives(lines("everyday_negatives.txt"), filler, chance),
    ]


def _kept(items: Sequence[Any], side: int) -> list[Any]:
    """Those to learn from (0), or the one in seven that is kept (1)."""
    return [item for number, item in enumerate(items) if (number % _EVERY == 3) == bool(side)]


def _from_templates(
    templates: Sequence[str], questions: Sequence[str], filler: Filler, chance: random.Random, times: int
) -> Iterator[Message]:
    """Each template several times, a third of them beside an ordinary question."""
    for template in templates:
        for _ in range(times * 2 if _PLACE.search(template) else times):
            whole = template
            if chance.random() < 0.3:
                question = chance.choice(questions)
                joins = chance.choice((". ", ", ", " - ", "\n", " ", "? "))
                whole = (
                    f"{template}{joins}{question}"
                    if chance.random() < 0.7
                    else f"{question}{joins}{template}"
                )
            yield typed(filler.filled(whole), chance)


def _from_negatives(negatives: Sequence[str], filler: Filler, chance: random.Random) -> Iterator[Message]:
    for template in negatives:
        for _ in range(10 if "{" in template else 4):
            yield typed(filler.filled(template), chance, small=0.3)


def _from_questions(questions: Sequence[str], filler: Filler, chance: random.Random) -> Iterator[Message]:
    """Ordinary questions as they are, with slips, and with a name put into them."""
    for question in questions:
        yield Message(capitals(question, chance))
        if chance.random() < 0.5:
            yield slipped(Message(capitals(question, chance)), chance.choice(_RATES), chance)
        for put in (_with_child, _with_child, _with_grown_up):
            template = put(question, chance)
            if template is not None and chance.random() < 0.7:
                yield typed(filler.filled(template), chance)


def _with_child(question: str, chance: random.Random) -> str | None:
    places = list(_CHILD.finditer(question))
    if not places:
        return None
    place = places[0] if chance.random() < 0.6 else chance.choice(places)
    word, name = place.group().lower(), "{n}" if chance.random() < 0.85 else "{f}"
    if word in {"his", "her"}:
        name += chance.choice(("'s", "'s", "s"))
    elif word not in {"he", "she", "him"} and chance.random() < 0.6:
        name = place.group() + chance.choice(
            (f" {name}", f" {name}", f", {name}", f" ({name})", f" called {name}")
        )
    return question[: place.start()] + name + question[place.end() :]


def _with_grown_up(question: str, chance: random.Random) -> str | None:
    place = _GROWN_UP.search(question)
    if place is not None:
        word = place.group()
        name = chance.choice(
            (
                "{tt}",
                "{tt}",
                f"{word} {{n}}",
                f"{word}, {{tt}},",
                f"{word} {{tt}}",
                f"{word} {{f}}",
                "{n}",
                f"{word} ({{n}})",
            )
        )
        return question[: place.start()] + name + question[place.end() :]
    place = _SCHOOL.search(question)
    if place is None or question[: place.start()].lower().endswith(("special ", "primary ", "to ", "a ")):
        return None
    return question[: place.start()] + "{sch}" + question[place.end() :]


def _from_languages(
    questions: Sequence[tuple[str, str]], filler: Filler, chance: random.Random
) -> Iterator[Message]:
    for language, question in questions:
        yield Message(question)
        place = re.search(
            rf"(?:\b|(?=[^\x00-\u05ff]))({_CHILD_ELSEWHERE[language]})", question, re.IGNORECASE
        )
        if place is None:
            continue
        for _ in range(2):
            pool = (
                _PLACES[language]
                if chance.random() < 0.8
                else chance.choice(("british", "world", "made_up", "pl_PL"))
            )
            name = f"{{{chance.choice('xxxxX')}_{pool}}}"
            space = "" if language == "zh" else " "
            with_child = place.group() + space + name if chance.random() < 0.65 else name
            template = question[: place.start()] + with_child + question[place.end() :]
            yield typed(filler.filled(template), chance, small=0.15)


def _questions() -> list[str]:
    """Every question of the knowledge folder."""
    found: list[str] = []
    for path in sorted((ROOT / "knowledge").glob("*.yaml")):
        read: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
        entries = read.get("entries") if isinstance(read, dict) else None
        for entry in entries if isinstance(entries, list) else []:  # an area names its entries elsewise
            found += [str(question) for question in entry.get("questions", [])]
    return found


def _safety() -> list[str]:
    found: list[str] = []
    for path in sorted((ROOT / "knowledge/safety").glob("*.yaml")):
        read: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
        found += [str(text) for name in ("examples", "near_misses") for text in read.get(name, [])]
    return found


def _other_languages() -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for path in sorted((ROOT / "knowledge/languages").glob("*.yaml")):
        read: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
        for questions in (read.get("questions") or {}).values() if path.stem in _PLACES else ():
            every = questions if isinstance(questions, list) else [questions]
            found += [(path.stem, str(question)) for question in every]
    return found
