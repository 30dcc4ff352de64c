"""Every error that sendbot raises on purpose, drawn once.

Messages are whole sentences: what happened, to which value, and what to do about it.
"""

from __future__ import annotations

from typing import Any


class SendbotError(Exception):
    """The root: catch this to catch everything that sendbot raises on purpose."""


class KnowledgeError(SendbotError):
    """The knowledge folder cannot be put into service; `problems` says why, each with file and line."""

    def __init__(self, message: str, problems: tuple[object, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems


class EncoderError(SendbotError):
    """The sentence encoder is missing or broken; the matcher goes on without it."""


class FittingError(SendbotError):
    """Fitting changed answers did not end well; those of before stay in service."""


class IndexCacheError(SendbotError):
    """A cached index cannot be used (torn, foreign or from another version); it is built again."""


class SafetyRuleError(SendbotError):
    """A rule of `knowledge/safety.yaml` has a pattern that cannot be used."""


class DeadlineError(SendbotError):
    """A date or a length of time could not be understood."""


class StoreError(SendbotError):
    """The database could not be reached, read or written."""


class StoreRefusedError(StoreError):
    """The database works, but it refused these very rows: trying them again would not help."""


class JournalError(StoreError):
    """The disk does not take records either."""


class TelegramError(SendbotError):
    """Telegram cannot be used: a wrong token, or another process that polls with the same one."""


class ChatGoneError(TelegramError):
    """The person blocked the bot, or the chat is no more."""


class TelegramRefusedError(TelegramError):
    """Telegram will not do this, however often it is asked."""


class ThreadGoneError(TelegramRefusedError):
    """The topic of a group, to which a reply should go, is no more."""


class PollingConflictError(TelegramError):
    """Another process reads this bot's updates."""


class ChatMovedError(TelegramError):
    """A group became a supergroup; `chat` is its id now."""

    def __init__(self, chat: int) -> None:
        super().__init__("The group has another id now.")
        self.chat = chat


class MailError(SendbotError):
    """The mail server cannot be used: it cannot be reached, is not safe, or does not let us in."""


class MailRefusedError(MailError):
    """The mail server works, but it does not take this very message: another one may pass."""


class MailLaterError(MailRefusedError):
    """The mail server does not take this very message now, and asks to try again later."""


class MailUnsureError(MailError):
    """The mail server got the message and did not say whether it takes it: it may go out all the same."""


class SettingsError(SendbotError):
    """A setting has a value that cannot be used."""


class QuestionsFileError(SendbotError):
    """A file of labelled questions cannot be read."""


class ReviewError(SendbotError):
    """A change at the desk that cannot be made; the sentence says why and what to do.

    `field` names the field of the form that it is about, "" for the form as a whole.
    """

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


class SignOnError(SendbotError):
    """Nobody is signed in. The message is for the page, `why` for the audit log.

    `anyone` is True while nobody has been vouched for: then any passer-by can cause it, as often as they
    like.
    """

    def __init__(
        self,
        sentence: str,
        why: str,
        *,
        about: str = "single sign-on",
        status: int = 422,
        anyone: bool = False,
    ) -> None:
        super().__init__(sentence)
        self.why, self.about, self.status, self.anyone = why, about, status, anyone


class ConflictError(ReviewError):
    """Somebody changed the group after the page was shown; `now` is the group as it is."""

    def __init__(self, now: Any) -> None:
        super().__init__(
            "Somebody changed this group while you were looking at it. Nothing of yours was saved. Check "
            "what changed, then try again."
        )
        self.now = now


class AnswerConflictError(ReviewError):
    """Somebody else saved, or threw away, the answer that this person was writing; `now` is what is kept,
    None for nothing."""

    def __init__(self, now: Any) -> None:
        super().__init__(
            "Somebody changed this answer while you were writing. Nothing of yours was saved yet: it stands "
            "in the form, and what is kept stands beside it. Take over what you need, then save again."
            if now is not None
            else "Somebody threw this answer away while you were writing. Nothing of yours was saved yet: it "
            "stands in the form. Save it again to keep it."
        )
        self.now = now


class BodyTooLargeError(Exception):
    """What somebody sends to a page grew past the limit while it was read. It never leaves `pages/guard`."""


class BodyTooSlowError(Exception):
    """What somebody sends to a page was not there in time. It never leaves `pages/guard`."""
