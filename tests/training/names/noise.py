"""Messages as families type them: small letters, no apostrophes, slips - never inside a name, whose place is
carried along."""

from __future__ import annotations

import random

from tests.training.names.filling import Message

_SOUNDS = (
    ("th", "f"), ("th", "d"), ("wh", "w"), ("ing ", "in "), ("ea", "e"), ("ai", "a"), ("ck", "k"),
    ("ll", "l"), ("ss", "s"), ("tt", "t"), ("ould", "ud"),
    ("ght", "t"), ("you", "u"), (" are ", " r "), ("because", "cos"), ("for", "4"), ("please", "plz"),
    ("what", "wot"), ("have", "av"), ("oo", "u"),
    ("ee", "ea"), ("ie", "ei"), ("tion", "shun"), ("ough", "uff"), ("ph", "f"), ("y ", "ie "), ("er ", "a "),
    ("h", ""),
)  # fmt: skip


class _Moved:
    """A message being written again, with the new place of each old character."""

    def __init__(self, message: Message) -> None:
        self.old = message
        self.text = ""
        self.places: list[int] = []
        self.inside = bytearray(len(message.text) + 1)
        for start, end, _ in message.details:
            self.inside[start:end] = b"\1" * (end - start)

    def put(self, instead: str, of: int = 1) -> None:
        """Write this in place of so many old characters."""
        self.places += [len(self.text)] * of
        self.text += instead

    def done(self) -> Message:
        return Message(
            self.text,
            tuple(
                (self.places[start], self.places[end - 1] + 1, kind) for start, end, kind in self.old.details
            ),
        )


def slipped(message: Message, rate: float, chance: random.Random) -> Message:
    """Letters dropped, doubled, wrong, or written as they sound."""
    moved, place, text = _Moved(message), 0, message.text
    while place < len(text):
        letter = text[place]
        if moved.inside[place] or not (letter.isalpha() and letter.isascii()) or chance.random() >= rate:
            moved.put(letter)
            place += 1
            continue
        drawn = chance.random()
        fitting = [
            pair
            for pair in _SOUNDS
            if text.startswith(pair[0], place) and not any(moved.inside[place : place + len(pair[0])])
        ]
        if drawn >= 0.6 and fitting:
            sound, instead = chance.choice(fitting)
            moved.put(instead, len(sound))
            place += len(sound)
            continue
        moved.put(
            "" if drawn < 0.3 else letter * 2 if drawn < 0.45 else chance.choice("aeiourstlnmdkpbgcfhwy")
        )
        place += 1
    return moved.done()


def without_apostrophes(message: Message) -> Message:
    """ "dont", "alfies": as thumbs type."""
    moved, text = _Moved(message), message.text
    for place, letter in enumerate(text):
        moved.put("" if letter in "'’" and text[place + 1 : place + 2].isalpha() else letter)
    return moved.done()


def _cased(message: Message, text: str) -> Message:
    """Another case, where it does not move anything ("ß" in capitals is two letters)."""
    return Message(text, message.details) if len(text) == len(message.text) else message


def typed(message: Message, chance: random.Random, small: float = 0.35) -> Message:
    """One of the many ways in which a message is typed."""
    drawn = chance.random()
    if drawn < small:
        message = _cased(message, message.text.lower())
    elif drawn < small + 0.03:
        message = _cased(message, message.text.upper())
    elif drawn < small + 0.15:
        message = _small_but_names(message)
    if chance.random() < 0.45:
        message = without_apostrophes(message)
    if chance.random() < 0.35:
        message = slipped(message, chance.choice((0.02, 0.04, 0.08, 0.12)), chance)
    return message


def _small_but_names(message: Message) -> Message:
    letters = list(message.text.lower())
    if len(letters) != len(message.text):
        return message
    for start, end, _ in message.details:
        letters[start:end] = message.text[start:end]
    return Message("".join(letters), message.details)


def capitals(text: str, chance: random.Random) -> str:
    """A question without names in some other use of capitals: capitals alone must not make a name."""
    drawn = chance.random()
    if drawn < 0.1:
        return text.title()
    if drawn < 0.14:
        return text.upper()
    if drawn < 0.35:
        return text.lower()
    if drawn < 0.5:
        return " ".join(word.capitalize() if chance.random() < 0.2 else word for word in text.split(" "))
    return text[:1].upper() + text[1:]
