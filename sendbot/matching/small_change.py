"""What is fitted, for knowledge that differs from it in a few entries: a preview of one changed answer need
not fit everything anew.

How words and meanings are weighed stays as it was fitted, so that nothing moves but what the change concerns.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from sendbot.encoding.encoder import Encoder
from sendbot.matching.entry_texts import EntryWords, Sentences
from sendbot.matching.evidence import Evidence
from sendbot.matching.fitting import (
    Fitted,
    Material,
    Preparing,
    covered_signs,
    learn_abroad,
    own_of,
    taught_answers,
)
from sendbot.matching.kernel import Kernel, Owners, Texts
from sendbot.matching.late_interaction import LateInteraction
from sendbot.matching.reading.reader import MessageReader, ReadMessage
from sendbot.matching.solved import OtherTexts, Places, Solved, exchanged

_MOST_TEXTS = 400
"""Texts that come or go, at most: solving for them takes a second. An entry has some 60 questions."""

_MOST_SHARE = 0.1
"""And of all texts at most: of more, the usual weight of words and the middle of meanings would move."""


@dataclass(frozen=True)
class FittedBefore:
    """What was fitted, from what, and what it was solved from."""

    fitted: Fitted
    material: Material
    solved: Solved


@dataclass(frozen=True)
class _Change:
    """The entries that are not what they were, and where every text was before: -1 for one that is new."""

    changed: tuple[int, ...]
    """Their numbers now."""
    gone: tuple[int, ...]
    """And before, with those that are there no more."""
    were: Mapping[str, int]
    """Each entry's number before."""
    asked: Places
    said: Places


def refitted(
    before: FittedBefore,
    now: Material,
    reader: MessageReader,
    encoder: Encoder | None,
    vocabularies: Mapping[str, frozenset[str]],
) -> Fitted | None:
    """What `fitting.fit` gives with `sure_as`, within a little, for the same messages that nothing answers
    and the same languages. None where too much has changed."""
    old, was = before.fitted, before.material
    change = _found(was, now)
    if _texts_changed(change, was) > min(_MOST_TEXTS, _MOST_SHARE * len(was.questions)):
        return None
    if len(old.kernel.weights) != before.solved.size or old.kernel.own.shape[1] != len(old.entries):
        return None
    part = _part(now, change.changed)
    asked, said = reader.read_all(part.questions), reader.read_all(part.answers)
    lexical = old.lexical.extended(
        [reading.evidence for reading in (*asked, *said)], len(was.questions) + len(was.answers)
    )
    preparing = Preparing(lexical, encoder, old.centre)
    covered = _covered(before, change, reader, covered_signs(part, asked, reader))
    if covered is None:
        return None
    abroad = old.abroad and Kernel(_wider(old.abroad.landmarks, lexical.size), old.abroad.weights)
    if abroad is not None and old.entries != now.entries:
        foreign = frozenset().union(*vocabularies.values())
        abroad = learn_abroad(now, preparing.texts(reader.read_all(now.abroad, foreign=foreign)))
    texts = preparing.texts(asked), preparing.texts(said)
    return replace(
        old,
        entries=now.entries,
        lexical=lexical,
        kernel=_kernel(before, now, change, texts),
        abroad=abroad,
        evidence=_evidence(before, now, change, part, (asked, said), texts),
        vocabularies=vocabularies,
        covered=covered,
    )


def _found(was: Material, now: Material) -> _Change:
    held, holds = _by_entry(was), _by_entry(now)
    return _Change(
        changed=tuple(place for place, name in enumerate(now.entries) if held.get(name) != holds[name]),
        gone=tuple(place for place, name in enumerate(was.entries) if held[name] != holds.get(name)),
        were={name: place for place, name in enumerate(was.entries)},
        asked=_places((was, was.questions, was.owners), (now, now.questions, now.owners)),
        said=_places((was, was.answers, was.answer_owners), (now, now.answers, now.answer_owners)),
    )


def _by_entry(material: Material) -> dict[str, tuple[list[str], list[str]]]:
    """What each entry is asked in and says."""
    found: dict[str, tuple[list[str], list[str]]] = {name: ([], []) for name in material.entries}
    for owner, text in zip(material.owners.tolist(), material.questions, strict=True):
        found[material.entries[owner]][0].append(text)
    for owner, text in zip(material.answer_owners.tolist(), material.answers, strict=True):
        found[material.entries[owner]][1].append(text)
    return found


_Owned = tuple[Material, Sequence[str], Owners]


def _places(was: _Owned, now: _Owned) -> Places:
    """Where each text of an entry was before, -1 where it was not."""
    free: defaultdict[tuple[str, str], deque[int]] = defaultdict(deque)
    for place, (text, owner) in enumerate(zip(was[1], was[2].tolist(), strict=True)):
        free[was[0].entries[owner], text].append(place)
    found = [
        same.popleft() if (same := free[now[0].entries[owner], text]) else -1
        for text, owner in zip(now[1], now[2].tolist(), strict=True)
    ]
    return np.array(found, dtype=np.int64)


def _texts_changed(change: _Change, was: Material) -> int:
    """How many texts come or go."""
    kept = int((change.asked >= 0).sum()), int((change.said >= 0).sum())
    were, are = len(was.questions) + len(was.answers), len(change.asked) + len(change.said)
    return were + are - 2 * sum(kept)


def _part(material: Material, entries: Sequence[int]) -> Material:
    """These entries alone, numbered anew."""
    asked = np.flatnonzero(np.isin(material.owners, entries))
    said = np.flatnonzero(np.isin(material.answer_owners, entries))
    return Material(
        entries=tuple(material.entries[place] for place in entries),
        questions=tuple(material.questions[place] for place in asked),
        owners=np.searchsorted(entries, material.owners[asked]).astype(np.int64),
        answers=tuple(material.answers[place] for place in said),
        answer_owners=np.searchsorted(entries, material.answer_owners[said]).astype(np.int64),
        outside=(),
    )


def _covered(
    before: FittedBefore, change: _Change, reader: MessageReader, now: tuple[str, ...]
) -> tuple[str, ...] | None:
    """The signs that entries answer; None where one may have gone, which others must be asked about."""
    part = _part(before.material, change.gone)
    gone = {*covered_signs(part, reader.read_all(part.questions), reader)} - {*now}
    return None if gone else tuple(sorted({*before.fitted.covered, *now}))


def _kernel(before: FittedBefore, now: Material, change: _Change, texts: tuple[Texts, Texts]) -> Kernel:
    """The kernel for the texts as they are now; what nothing answers stays. `texts` are all questions of the
    changed entries, and all that they say."""
    asked, said = texts
    old, entries, questions = before.fitted.kernel, len(now.entries), len(before.material.questions)
    were, are = taught_answers(before.material), taught_answers(now)
    strangers = np.arange(questions, before.solved.size - len(were))
    rows = np.full(len(before.material.answers) + 1, -1)
    rows[were] = questions + len(strangers) + np.arange(len(were))
    kept_said = rows[change.said[are]]  # -1, the last of them, for a sentence that was not there
    known = Kernel(_wider(old.landmarks, asked.rows.shape[1]), old.weights, old.own)
    new = _only_new(asked, change.asked[np.isin(now.owners, change.changed)])
    place_said = np.flatnonzero(np.isin(now.answer_owners, change.changed))
    new_said = said.take(np.searchsorted(place_said, are[kept_said < 0]))
    nobodys = np.full(len(strangers), entries, dtype=np.int64)
    exchange = OtherTexts(
        kept=np.concatenate([change.asked, strangers, kept_said]),
        new=new.joined(new_said),
        owners=np.concatenate([now.owners, nobodys, now.answer_owners[are]]),
        columns=[change.were.get(name, -1) for name in now.entries],
        asked=len(now.questions),
    )
    return exchanged(known, before.solved, exchange, own_of(before.fitted, now))


def _evidence(
    before: FittedBefore,
    now: Material,
    change: _Change,
    part: Material,
    readings: tuple[Sequence[ReadMessage], Sequence[ReadMessage]],
    texts: tuple[Texts, Texts],
) -> Evidence:
    """What messages are compared with: that of the changed entries in the place of theirs."""
    old, entries = before.fitted.evidence, len(now.entries)
    owners = (part.owners, part.answer_owners)
    words_of = [
        (owner, reading.evidence)
        for owned, read in zip(owners, readings, strict=True)
        for owner, reading in zip(owned.tolist(), read, strict=True)
    ]
    held = len(before.material.entries)
    new = {place: held + number for number, place in enumerate(change.changed)}
    rows = [new.get(place, change.were.get(name, -1)) for place, name in enumerate(now.entries)]
    asked = change.asked[np.isin(now.owners, change.changed)]
    said = change.said[np.isin(now.answer_owners, change.changed)]
    return Evidence(
        _sentences(old.asked, change.asked, _only_new(texts[0], asked), now.owners, entries),
        _sentences(old.said, change.said, _only_new(texts[1], said), now.answer_owners, entries),
        old.words.exchanged(rows, EntryWords.of(words_of, len(change.changed))),
        old.late and _late(old.late, change, now, rows, (part, texts)),
    )


def _late(
    old: LateInteraction,
    change: _Change,
    now: Material,
    rows: Sequence[int],
    of_changed: tuple[Material, tuple[Texts, Texts]],
) -> LateInteraction:
    """The tokens of all entries; `rows` names each one's among the old ones and the changed ones after
    them."""
    part, (asked, said) = of_changed
    new = LateInteraction.of(asked.tokens, part.owners, said.tokens, part.answer_owners, len(part.entries))
    numbers = np.full(max(int(old.questions.max(initial=-1)), int(change.asked.max(initial=-1))) + 1, -1)
    numbers[change.asked[change.asked >= 0]] = np.flatnonzero(change.asked >= 0)
    places = np.flatnonzero(np.isin(now.owners, change.changed))
    held = len(old.starts) - 1
    tokens, questions = [], []
    for row in rows:
        source, own, known = (old, row, numbers) if row < held else (new, row - held, places)
        some = slice(int(source.starts[own]), int(source.starts[own + 1]))
        tokens.append(source.tokens[some])
        questions.append(_renumbered(source.questions[some], known))
    starts = np.cumsum([0, *(len(one) for one in tokens)], dtype=np.int64)
    return LateInteraction(np.concatenate(tokens), np.concatenate(questions), starts)


def _renumbered(questions: NDArray[np.int32], numbers: Places) -> NDArray[np.int32]:
    """The questions' numbers as they are now; that of an answer's token stays."""
    return np.where(questions < 0, questions, np.append(numbers, -1)[questions]).astype(np.int32)


def _sentences(old: Sentences, places: Places, new: Texts, owners: Owners, entries: int) -> Sentences:
    """Texts sorted by entry, each from where it was, or from the new ones in turn."""
    held = _wider(old.texts, new.rows.shape[1])
    texts = held.joined(Texts(new.vectors.astype(np.float16), new.rows))
    order = np.where(places < 0, len(held) + np.cumsum(places < 0) - 1, places)
    return Sentences(texts.take(order), np.searchsorted(owners, np.arange(entries + 1)).astype(np.int64))


def _only_new(texts: Texts, places: Places) -> Texts:
    """Those of the changed entries' texts that were not there before."""
    found = texts.take(np.flatnonzero(places < 0))
    return Texts(found.vectors, found.rows)


def _wider(texts: Texts, width: int) -> Texts:
    """The same texts, where more runs of words are known."""
    rows = texts.rows
    wide = sparse.csr_matrix((rows.data, rows.indices, rows.indptr), shape=(rows.shape[0], width))
    return Texts(texts.vectors, wide)
