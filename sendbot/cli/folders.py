"""From settings to a folder of answers, what is wrong with it, and the encoder: all that looking at a folder
needs. What answers families is far heavier to load, and stands in `wiring`."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path

from sendbot.encoding.encoder import Encoder, load_encoder
from sendbot.encoding.once import OnceEncoder
from sendbot.errors import EncoderError, KnowledgeError
from sendbot.kept_times import kept_table, times_in_words
from sendbot.knowledge.entries import Knowledge, Problem
from sendbot.knowledge.reading import Reading, load, read
from sendbot.mind.verdict import verdict, what_it_depends_on
from sendbot.settings import Settings
from sendbot.words.days import LONDON


def complain(sentence: str) -> None:
    """One line for the person at the terminal, away from what other programs read."""
    print(sentence, file=sys.stderr)


_PACKAGED = Path(__file__).resolve().parents[2] / "knowledge"
"""The folder beside the package, when the program runs where it was written."""


_SLOW = 5.0
"""Seconds without a word: whoever waits longer takes it for broken."""


@contextmanager
def told_when_slow(after: float = _SLOW) -> Iterator[None]:
    """Say what is being waited for, where answers must first be fitted to a changed folder. It goes to where
    complaints go, so that other programs read it nowhere, and whoever keeps a log finds it there."""
    said = (
        "Getting the answers ready. The first time that takes five to ten minutes, after a change about "
        "two, then a few seconds."
    )
    clock = threading.Timer(after, complain, (said,))
    clock.daemon = True
    clock.start()
    try:
        yield
    finally:
        clock.cancel()


def knowledge_folder(settings: Settings, folder: Path | None = None) -> Path:
    """The folder asked for, the one of the settings, or, where neither names one, the one beside the
    package."""
    if folder is not None:
        return folder
    named = "knowledge_dir" in settings.model_fields_set  # one that is not there is an error, never another's
    return settings.knowledge_dir if named or settings.knowledge_dir.exists() else _PACKAGED


def open_knowledge(settings: Settings) -> Knowledge:
    """The knowledge, read; raises KnowledgeError with the first problems and how to see all of them."""
    folder = knowledge_folder(settings)
    if not folder.is_dir():
        raise KnowledgeError(
            f"There is no folder {folder}. Set SENDBOT_KNOWLEDGE_DIR to the folder of the answers."
        )
    return load(folder, times_in_words(kept_table(settings.retention_days)))


def open_encoder(settings: Settings) -> Encoder | None:
    """The encoder of the settings; None, with one plain sentence, when it cannot be used."""
    if settings.encoder == "none":
        return None
    try:
        return _encoder(settings.encoder, settings.data_dir)
    except EncoderError as problem:
        complain(
            f"{problem} Until then answers are found by words alone, and more questions will be declined."
        )
        return None


@cache
def _encoder(name: str, data: Path) -> Encoder:
    """Loaded once in a process: two hundred megabytes, and the same for everybody."""
    return OnceEncoder(load_encoder(data) if name == "default" else load_encoder(onnx=Path(name)))


def folder_problems(
    settings: Settings, folder: Path, reading: Callable[[], Reading] | None = None
) -> tuple[Problem, ...]:
    """What `check` finds in a folder without matching: the one standard for what may go live. `reading` gives
    what was read of it, where somebody else wants it too."""
    times, today = times_in_words(kept_table(settings.retention_days)), datetime.now(LONDON).date()

    def find() -> tuple[Problem, ...]:
        from sendbot.mind.soundness import problems_of  # heavy: SciPy, for rules of danger and names

        return problems_of(reading() if reading else read(folder, times), today)

    return verdict(folder, what_it_depends_on(today, times), settings.data_dir / "cache", find)


def read_folder(settings: Settings, folder: Path) -> Reading:
    """A folder as it is, with what is wrong with its form."""
    return read(folder, times_in_words(kept_table(settings.retention_days)))
