"""The learned look at small talk together with the encoder that it reads: fitted once, kept beside the
index."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

from sendbot.encoding.encoder import Encoder
from sendbot.encoding.remembered import Remembering
from sendbot.fitted_files import Arrays, OnDisk, Told, code_key, content_key, kept_or_made
from sendbot.knowledge.entries import Knowledge
from sendbot.matching.small_talk import SmallTalk, Talk
from sendbot.mind.build import local_places

_EVERY = 6
"""One question in so many stands for what entries answer: more do not tell small talk from it better."""


@dataclass(frozen=True)
class TalkModel:
    """Tells the kind of small talk of a message."""

    look: SmallTalk
    encoder: Encoder

    def talk(self, text: str) -> Talk | None:
        """The kind of small talk that a message may be."""
        return self.look.talk(text, lambda: self.encoder.encode([text]).vectors[0])


def talk_model(
    knowledge: Knowledge,
    encoder: Encoder | None,
    cache_dir: Path | None = None,
    remembering: Remembering | None = None,
) -> TalkModel | None:
    """The look of a knowledge folder; None without an encoder or without questions. It is fitted with
    `remembering`, where that is given."""
    questions = [question for entry in knowledge.entries.values() for question in entry.questions[::_EVERY]]
    if encoder is None or not questions:
        return None
    places = local_places(knowledge.area)
    key = content_key(questions, asdict(places), encoder.name, code_key("matching", "encoding"))
    path = cache_dir / f"talk-{key[:16]}.npz" if cache_dir is not None else None

    def fitted_anew() -> SmallTalk:
        reading = remembering or Remembering(encoder, cache_dir)
        fitted = SmallTalk.fit(reading.vectors, reading.vectors(questions), places)
        reading.save()
        return fitted

    def taken(arrays: Arrays, told: Told) -> SmallTalk:
        return SmallTalk(tuple(told["kinds"]), arrays["centre"], arrays["weights"], places)

    return TalkModel(kept_or_made(path, key, OnDisk(_given, taken), fitted_anew), encoder)


def _given(look: SmallTalk) -> tuple[Arrays, Told]:
    return {"centre": look.centre, "weights": look.weights}, {"kinds": look.kinds}
