"""`python -m tests.training.names.judging [FILE ...]`: what redaction with the packaged head removes, and
thresholds on kept messages.

FILE is one for `evaluate --personal`. Nothing here is learned from; thresholds were chosen by the sweep
alone.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from sendbot.care.learned_names import learned_names
from sendbot.care.name_head import KINDS, packaged_head, read_words
from sendbot.care.redaction import redact
from sendbot.encoding.encoder import Encoder, load_encoder
from sendbot.evaluation.screening import (
    PersonalMessage,
    measure_personal,
    personal_figures,
    personal_text,
    read_personal,
)
from sendbot.knowledge.reading import load
from sendbot.mind.published_details import no_names, published
from tests.care.labelled import judged, messages, personal
from tests.training.names.corpus import ROOT, corpus, lines
from tests.training.names.filling import PERSON, Filler
from tests.training.names.fitting import labelled
from tests.training.names.noise import typed
from tests.training.names.pools import KEPT_BACK, drawn

_EACH = 12
"""Messages made of each judging template."""


def made_up(seed: int = 5) -> list[PersonalMessage]:
    """Judging templates with names of places that were not learned from."""
    chance = random.Random(seed)
    filler = Filler(chance, {place: drawn(place) for place in KEPT_BACK})
    found = [
        typed(filler.filled(template), chance)
        for template in lines("judging_templates.txt")
        for _ in range(_EACH)
    ]
    return [
        PersonalMessage(
            message.text,
            tuple((message.text[start:end], kind.upper()) for start, end, kind in message.details),
        )
        for message in found
        if all(kind == PERSON for *_, kind in message.details)
    ]


def sweep(encoder: Encoder) -> None:
    """For each kind: words found and words taken wrongly at several thresholds, on messages kept from
    learning."""
    head = packaged_head()
    assert head is not None
    kept = corpus().kept
    words = labelled(kept, encoder)
    encoded = encoder.encode([message.text for message in kept])
    read = [
        read_words(message.text, states, offsets)
        for message, states, offsets in zip(kept, encoded.states, encoded.offsets, strict=True)
    ]
    chances = np.concatenate([head.chances(found) for found in read if found.places])
    for name, columns in (("person", [1, 2]), ("school", [3]), ("address", [4])):
        likely, truly = chances[:, columns].sum(axis=1), np.isin(words.kinds, columns)
        for least in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
            found = (likely >= least) & truly
            wrong = (likely >= least) & (words.kinds == KINDS.index("nothing"))
            print(
                f"{name} from {least}: found {found.sum() / truly.sum():.1%}, wrong {wrong.sum()} words in "
                f"{len(kept)} messages"
            )


def main(files: Sequence[Path]) -> None:
    """Print the figures."""
    encoder = load_encoder()
    folder = load(ROOT / "knowledge")
    finder, keep, local = learned_names(encoder), published(folder), no_names(folder.area)
    sets = {
        "our own": personal(),
        "kept for judging": judged(),
        "ordinary": [PersonalMessage(text) for text in messages("ordinary")],
        "names of other places": made_up(),
        **{
            path.name: read_personal(path.read_text(encoding="utf-8").split("\n"), path.name)
            for path in files
        },
    }
    for name, found in sets.items():
        results = measure_personal(found, lambda text: redact(text, keep, finder, local))
        print(
            personal_text(name, results)
            if name in {"our own", "kept for judging"}
            else personal_figures(results)
        )
    if not files:
        sweep(encoder)


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
