"""The conversation on its way through the form: encrypted, signed, short-lived. Whatever comes back that is
not ours counts as nothing."""

from __future__ import annotations

import base64
import hmac
import json
import zlib
from dataclasses import asdict
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from sendbot.channels.web.talk import CarriedTalk, Exchange
from sendbot.conversation.buttons import DATA_LIMIT, Button
from sendbot.conversation.messages import Before
from sendbot.conversation.replies import (
    Attachment,
    Brief,
    Card,
    Kind,
    Link,
    Part,
    People,
    Reply,
    Sources,
    Title,
    Words,
)
from sendbot.errors import SettingsError
from sendbot.kept_times import FORM

_VERSION = 2
"""One more with each field that is carried: a form of another version counts as a new conversation."""
_LARGEST = 400_000
"""Bytes of a conversation unpacked: what may be carried is less than half of it; a bomb is not unpacked
further."""
LARGEST_FORM = 60_000
"""Bytes of a conversation when it travels: a long one in English is a tenth of it, and the newest turn alone
is never so large."""
_QUICK = 6
"""zlib's level: 9 takes three times as long for one per cent."""
_TAG = 12
"""Bytes of a button's signature: nobody guesses 96 bits at a page's pace."""
_SIGNS: dict[type[Part], str] = {Title: "t", Words: "w", Card: "c", People: "p", Sources: "s"}
"""How a part is named on its way."""


class Carrier:
    """Keys of the operator's, the newest first. All copies of the page have the same ones."""

    def __init__(self, keys: str) -> None:
        named = keys.replace(",", " ").split()
        try:
            self._box = MultiFernet([Fernet(key) for key in named])
        except ValueError:
            raise SettingsError(
                "SENDBOT_WEB_KEY cannot be used. `python bot.py doctor` prints a new key that can."
            ) from None
        self._signers = [base64.urlsafe_b64decode(key) for key in named]

    def fitting(self, talk: CarriedTalk, now: float) -> tuple[CarriedTalk, str]:
        """As much of the conversation as a form can carry, the newest turns, and that for the form. Letters
        of some scripts take three bytes each and hardly pack, so what counts is what travels."""
        closed = self.closed(talk, now)
        while len(closed) > LARGEST_FORM and len(talk.exchanges) > 1:
            talk = talk.without_oldest()
            closed = self.closed(talk, now)
        return talk, closed

    def closed(self, talk: CarriedTalk, now: float) -> str:
        """The conversation, for the form."""
        data = json.dumps(_data(talk), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
        return self._box.encrypt_at_time(zlib.compress(data, _QUICK), int(now)).decode()

    def opened(self, token: str, now: float) -> CarriedTalk | None:
        """The conversation that a form brings back; None when it is foreign, forged or from another version.
        One that is too old is forgotten, but for how the family reads and which questions are kept."""
        try:
            packed = self._box.decrypt(token.encode("ascii", "replace"))
            data = json.loads(_unpacked(packed))
            if data["v"] != _VERSION:
                return None
            talk = _talk(data)
            closed_at = self._box.extract_timestamp(token.encode())
        except (InvalidToken, zlib.error, ValueError, KeyError, TypeError, AttributeError):
            return None
        if not -FORM.total_seconds() <= now - closed_at <= FORM.total_seconds():
            return talk.without_words()
        return talk

    def signed(self, data: str) -> str:
        """A button's data, so that only what we offered can be pressed."""
        return f"{data}~{_signature(self._signers[0], data)}"

    def sum_of(self, *parts: str) -> bytes:
        """Something that follows from these alone, and that nobody else can work out."""
        data = json.dumps(parts).encode()
        return hmac.digest(self._signers[0], b"sending " + data, "sha256")

    def read(self, value: str) -> str | None:
        """The data of a button that we gave; None for any other."""
        data, _, sign = value.rpartition("~")
        if not data or len(data) > DATA_LIMIT:
            return None
        given = sign.encode("utf-8", "replace")
        tags = (_signature(key, data).encode() for key in self._signers)
        return data if any(hmac.compare_digest(tag, given) for tag in tags) else None


def _signature(key: bytes, data: str) -> str:
    made = hmac.digest(key, b"button " + data.encode("utf-8", "replace"), "sha256")[:_TAG]
    return base64.urlsafe_b64encode(made).decode()


def _unpacked(packed: bytes) -> bytes:
    opener = zlib.decompressobj()
    data = opener.decompress(packed, _LARGEST)
    if opener.unconsumed_tail:
        raise ValueError("too large")
    return data


def _data(talk: CarriedTalk) -> dict[str, Any]:
    before = asdict(talk.before) | {"told": sorted(talk.before.told), "offered": list(talk.before.offered)}
    return {
        "v": _VERSION,
        "l": talk.language,
        "e": talk.easy_read,
        "b": before,
        "d": talk.date_for,
        "a": talk.at,
        "x": [[one.said, one.chose, [_reply_data(reply) for reply in one.replies]] for one in talk.exchanges],
        "c": [_reply_data(reply) for reply in talk.danger],
        "o": talk.left_out,
        "w": talk.wary,
        "m": talk.mark,
        "k": list(talk.kept),
        "r": [[entry, helped, why] for entry, (helped, why) in talk.rated.items()],
    }


def _talk(data: dict[str, Any]) -> CarriedTalk:
    before = data["b"]
    return CarriedTalk(
        language=data["l"],
        easy_read=bool(data["e"]),
        before=Before(**before | {"told": frozenset(before["told"]), "offered": tuple(before["offered"])}),
        date_for=data["d"],
        at=float(data["a"]),
        exchanges=tuple(
            Exchange(said, tuple(map(_reply, replies)), chose) for said, chose, replies in data["x"]
        ),
        danger=tuple(map(_reply, data["c"])),
        left_out=bool(data["o"]),
        wary=bool(data["w"]),
        mark=data["m"],
        kept=tuple(data["k"]),
        rated={entry: (helped, why) for entry, helped, why in data["r"]},
    )


def _reply_data(reply: Reply) -> list[Any]:
    buttons = [[button.label, button.data] for button in reply.buttons]
    file = reply.attachment
    return [
        str(reply.kind),
        [[_SIGNS[type(part)], *_fields(part)] for part in reply.parts],
        buttons,
        [file.name, file.media_type, file.text] if file else None,
    ]


def _fields(part: Part) -> list[Any]:
    match part:
        case Title(text) | Words(text):
            return [text]
        case Card(name, what_for, lines):
            return [name, what_for, list(lines)]
        case People(lines):
            return [[[line.contact, line.name, line.text] for line in lines]]
        case Sources(heading, links):
            return [heading, [[link.text, link.url] for link in links]]


def _reply(data: list[Any]) -> Reply:
    kind, parts, buttons, file = data
    return Reply(
        tuple(_part(sign, fields) for sign, *fields in parts),
        tuple(Button(label, value) for label, value in buttons),
        Kind(kind),
        Attachment(*file) if file else None,
    )


def _part(sign: str, fields: list[Any]) -> Part:
    match sign:
        case "t":
            return Title(*fields)
        case "w":
            return Words(*fields)
        case "c":
            return Card(fields[0], fields[1], tuple(fields[2]))
        case "p":
            return People(tuple(Brief(*line) for line in fields[0]))
        case "s":
            return Sources(fields[0], tuple(Link(*link) for link in fields[1]))
    raise ValueError("no part of ours")
