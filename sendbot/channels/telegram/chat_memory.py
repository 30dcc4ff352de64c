"""What is remembered of a chat for a while, in memory only: how it likes to read, and what its last reply
asked for."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum

from sendbot.channels.serving.ratings import Said, as_it_counts
from sendbot.conversation.buttons import View
from sendbot.conversation.events import Event, Forgotten
from sendbot.conversation.messages import Before
from sendbot.kept_times import CONVERSATION

_CHATS = 20_000
"""A county's families write in fewer chats than this in a day; together they take some 20 MB."""
_QUESTIONS = 20
"""What /forget can take back: more than anybody asks in a sitting."""
MINUTE = timedelta(minutes=1)
"""The time in which messages are counted."""


class Verdict(Enum):
    """What becomes of a message under the limit."""

    WELCOME = "welcome"
    TOO_MANY = "too many"
    QUIET = "quiet"


@dataclass(frozen=True)
class OpenQuestion:
    """Messages that got an honest no or a choice, when, and under which id the question is kept: if one of
    them is edited soon, it is read again."""

    messages: frozenset[int]
    at: datetime
    question: str | None = None


@dataclass
class Chat:
    """One chat. `questions` are the ids of its latest kept questions, so that /forget can take them back."""

    easy_read: bool = False
    language: str | None = None
    date_for: str | None = None
    questions: deque[str] = field(default_factory=lambda: deque(maxlen=_QUESTIONS))
    came: deque[tuple[datetime, datetime]] = field(default_factory=deque)
    told: bool = False
    before: Before = field(default_factory=Before)
    talked: datetime | None = None
    open: OpenQuestion | None = None
    greeted: bool = False
    dropped: deque[str] = field(default_factory=lambda: deque(maxlen=_QUESTIONS))
    """Questions that were taken back: nobody can be told of an answer to them."""
    rated: dict[str, Said] = field(default_factory=dict)
    """What was said of the latest reply with an entry."""

    @property
    def view(self) -> View:
        """How the family wants to read: as it chose, else as it wrote."""
        return View(self.easy_read, self.language or self.before.language or "en")

    def followed(self, happened: Sequence[Event]) -> tuple[Event, ...]:
        """The events of a turn as they count: one rating a reply, the latest; the same again is none."""
        return tuple(found for event in happened if (found := self._counted(event)) is not None)

    def _counted(self, event: Event) -> Event | None:
        if isinstance(event, Forgotten):
            self.dropped.append(event.question_id)
        return as_it_counts(event, self.rated)

    def before_at(self, now: datetime) -> Before:
        """What came before in the conversation; nothing once it is too long ago."""
        if self.talked is not None and not timedelta(0) <= now - self.talked <= CONVERSATION:
            self.before, self.talked, self.date_for = Before(), None, None
        return self.before

    def keep(self, before: Before, now: datetime) -> None:
        """Remember this for the next message."""
        self.before, self.talked = before, now


class ChatMemory:
    """The chats of late; the one that was silent for longest is forgotten first."""

    def __init__(self, most: int = _CHATS, a_minute: int = 20) -> None:
        self._most = most
        self._a_minute = a_minute
        self._chats: OrderedDict[int, Chat] = OrderedDict()

    def of(self, chat: int) -> Chat:
        """What is remembered of a chat."""
        found = self._chats.setdefault(chat, Chat())
        self._chats.move_to_end(chat)
        while len(self._chats) > self._most:
            self._chats.popitem(last=False)
        return found

    def forget(self, chat: int) -> Chat:
        """Forget a chat; what was remembered of it. How much it has sent of late stays, or forgetting would
        lift the limit."""
        found = self._chats.pop(chat, Chat())
        if found.came:
            self._chats[chat] = Chat(came=found.came, told=found.told)
        return found

    def moved(self, old: int, new: int) -> None:
        """A group has another id now. What is remembered of it goes along, and it is not greeted again."""
        known = self._chats.pop(old, None) or Chat()
        known.greeted = True
        self._chats[new] = known

    def count(self, chat: int, sent: datetime, now: datetime) -> Verdict:
        """Count a message. Those that waited somewhere and arrive together, sent over an hour, are not too
        many."""
        known = self.of(chat)
        while known.came and (abs(sent - known.came[0][0]) > MINUTE or now - known.came[0][1] > MINUTE):
            known.came.popleft()
        if len(known.came) < self._a_minute:
            known.came.append((sent, now))
            known.told = False
            return Verdict.WELCOME
        if known.told:
            return Verdict.QUIET
        known.told = True
        return Verdict.TOO_MANY
