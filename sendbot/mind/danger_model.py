"""The trained look for danger: fitted from curated examples, kept beside the index, built again when anything
changed."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

import numpy as np

from sendbot.care.concerns import Opinion
from sendbot.care.trained_look import ENGLISH, Lessons, Limits, TrainedLook, clauses_of, evenly, sentences
from sendbot.encoding.encoder import Encoder
from sendbot.encoding.remembered import Remembering
from sendbot.fitted_files import Arrays, OnDisk, Told, content_key, kept_or_made
from sendbot.knowledge.entries import Knowledge
from sendbot.matching.reading.word_lists import framing_pieces, story_sentences

_FORMAT = 19
"""Raise it with every change to what is learned or how."""

_NEAR_MISSES = "near-misses"

_STROKES = str.maketrans("łŁ", "lL")
"""Letters with a stroke through them do not come apart as those with an accent do."""

_ORDINARY = 3000
"""Ordinary questions of a language that are read at all: for its centre and, where they are not learned from,
for the thresholds."""
_LEARNED, _LEARNED_ELSEWHERE = 1500, 60
"""How many of them are learned from as harmless: in English, and in each other language."""


@dataclass(frozen=True)
class DangerModel:
    """The trained look together with the encoder whose vectors it reads."""

    look: TrainedLook
    encoder: Encoder

    def opinion(self, message: str, language: str) -> Opinion:
        """What the message looks like, read as a whole and by its parts: the sentences of a long one, the
        clauses of a short one. In other languages a clause by itself raised false alarms and found no
        more."""
        apart = clauses_of(message) if language == ENGLISH else []
        vectors = self.encoder.vectors([message, *(apart or sentences(message, language))])
        return self.look.opinion(vectors[0], vectors[1:], language, long=not apart)


def danger_model(
    knowledge: Knowledge,
    encoder: Encoder | None,
    cache_dir: Path | None = None,
    remembering: Remembering | None = None,
) -> DangerModel | None:
    """The trained look of a knowledge folder; None without an encoder or without examples of both kinds. It
    is fitted with `remembering`, where that is given."""
    if encoder is None or not knowledge.safety_examples or not knowledge.safety_near_misses:
        return None
    lessons = lessons_of(knowledge)
    reading = remembering or Remembering(encoder, cache_dir)
    key = content_key(_FORMAT, lessons.danger, lessons.harmless, lessons.ordinary, encoder.name)

    def fitted_anew() -> TrainedLook:
        fitted = TrainedLook.fit(lessons, reading.vectors)
        reading.save()
        return fitted

    path = cache_dir / f"safety-{key[:16]}.npz" if cache_dir is not None else None
    return DangerModel(kept_or_made(path, key, _LOOK, fitted_anew), encoder)


def lessons_of(knowledge: Knowledge) -> Lessons:
    """What a folder teaches: examples and near misses in each language, and some of the ordinary questions as
    harmless."""
    elsewhere = knowledge.safety_elsewhere
    danger = {
        concern: {ENGLISH: texts, **_with_plain(elsewhere.get(concern, {}))}
        for concern, texts in knowledge.safety_examples.items()
    }
    ordinary = _ordinary(knowledge)
    harmless = {
        language: evenly(questions, _LEARNED if language == ENGLISH else _LEARNED_ELSEWHERE)
        for language, questions in ordinary.items()
    }
    near_misses = {ENGLISH: knowledge.safety_near_misses, **_with_plain(elsewhere.get(_NEAR_MISSES, {}))}
    for language, texts in near_misses.items():
        harmless[language] = [*texts, *harmless.get(language, ())]
    # A child's age, a family's mood and the like stand beside whatever is asked.
    harmless[ENGLISH] = [*harmless[ENGLISH], *framing_pieces(), *story_sentences()]
    return Lessons(danger, harmless, ordinary)


def _with_plain(texts: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """The texts, each once more as it is typed in haste, without its accents."""
    return {
        language: list(dict.fromkeys([*known, *map(without_accents, known)]))
        for language, known in texts.items()
    }


def without_accents(text: str) -> str:
    """Latin letters without their accents; other scripts stay as they are."""
    plain = unicodedata.normalize("NFD", text.translate(_STROKES))
    bare = "".join(character for character in plain if not unicodedata.combining(character))
    return bare if bare.isascii() else text


def _ordinary(knowledge: Knowledge) -> dict[str, Sequence[str]]:
    english = [question for entry in knowledge.entries.values() for question in entry.questions]
    found: dict[str, Sequence[str]] = {ENGLISH: evenly(english, _ORDINARY)}
    for language in knowledge.languages.values():
        questions = [question for asked in language.questions.values() for question in asked]
        if questions:
            found[language.language] = evenly(questions, _ORDINARY)
    return found


def _given(look: TrainedLook) -> tuple[Arrays, Told]:
    arrays = {
        "known": look.known,
        "weights": look.weights,
        "centres": np.stack(list(look.centres.values())),
        "limits": np.array([astuple(look.whole), astuple(look.sentences)]),
    }
    return arrays, {"names": look.concerns_known, "languages": list(look.centres)}


def _taken(arrays: Arrays, told: Told) -> TrainedLook:
    names, languages = tuple(told["names"]), told["languages"]
    known, weights, centres = arrays["known"], arrays["weights"], arrays["centres"]
    whole, parts = (Limits(*map(float, row)) for row in arrays["limits"])
    if weights.shape != (len(known), len(names)) or centres.shape != (len(languages), known.shape[1]):
        raise ValueError("The parts of this file do not belong together.")
    return TrainedLook(
        concerns_known=names,
        known=known,
        weights=weights,
        centres=dict(zip(languages, centres, strict=True)),
        whole=whole,
        sentences=parts,
    )


_LOOK = OnDisk(_given, _taken)
