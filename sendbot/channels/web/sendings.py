"""One sending of a form: whatever follows from it is the same when the same form is sent again."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from sendbot.channels.web.sealed_conversation import Carrier
from sendbot.channels.web.talk import CarriedTalk
from sendbot.conversation import buttons

_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
_ID_LETTERS = 8
"""Letters of a question's id, as everywhere: 36 to the eighth, and no family can choose among them."""
_NUMBER_BITS = 63
"""What a database's whole number holds."""
_SECRET = 24
"""Bytes of a link's secret: nobody guesses 192 bits."""


@dataclass(frozen=True)
class Sending:
    """What was done with a form of this mark. A browser that goes back, reloads, is pressed twice or lost the
    answer on the way does it again, and it must count once."""

    carrier: Carrier
    mark: str
    done: tuple[str, ...]

    @property
    def question_id(self) -> str:
        """The id under which a question is kept."""
        value = int.from_bytes(self._sum("question"))
        return "q-" + "".join(_LETTERS[value // 36**place % 36] for place in range(_ID_LETTERS))

    @property
    def number(self) -> int:
        """What the database knows it by for some days; what has its number already is not written again."""
        return int.from_bytes(self._sum("number")) >> (256 - _NUMBER_BITS)

    @property
    def next_mark(self) -> str:
        """The mark of the form that comes after."""
        return base64.urlsafe_b64encode(self._sum("next")[:12]).decode()

    @property
    def secret(self) -> str:
        """The secret of a private link that is asked for."""
        return base64.urlsafe_b64encode(self._sum("link")[:_SECRET]).decode()

    def _sum(self, what_for: str) -> bytes:
        return self.carrier.sum_of(what_for, self.mark, *self.done)


def asking(carrier: Carrier, talk: CarriedTalk, text: str) -> Sending:
    """A question is sent. Another question with the same form is another one."""
    return Sending(carrier, talk.mark, ("ask", *_reads(talk), text))


def pressing(carrier: Carrier, talk: CarriedTalk, data: str) -> Sending:
    """A button is pressed. Of the ratings that one form offers for a reply one counts, the first: what a
    second would take back may be another family's."""
    found = buttons.read(data)
    if found is not None and found.action in {buttons.RATE, buttons.WHY}:
        return Sending(carrier, talk.mark, ("rate", found.value(0)))
    return Sending(carrier, talk.mark, ("press", *_reads(talk), data))


def _reads(talk: CarriedTalk) -> tuple[str, str]:
    return talk.language or "en", "easy" if talk.easy_read else ""
