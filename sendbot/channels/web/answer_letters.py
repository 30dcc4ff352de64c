"""The one email to a family that asked for it: that there is an answer, and the private link to it.

It is claimed before it is sent, so that several copies send it once. Whoever dies between sending it and
writing that down sends it again ten minutes later, once: twice is the most that one link sends.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sendbot.channels.web.sealed_addresses import Recipient, opened
from sendbot.channels.web.site import Site
from sendbot.channels.web.web_options import EmailWay
from sendbot.conversation.buttons import view_of
from sendbot.conversation.own_words import own
from sendbot.errors import MailError, MailLaterError, MailRefusedError, MailUnsureError
from sendbot.knowledge.entries import Knowledge
from sendbot.review.answered_by import entry_for, questions_named
from sendbot.store.link_emails import WaitingEmail, claim_email, email_not_sent, email_sent, waiting_emails
from sendbot.store.store import Store
from sendbot.upkeep.mail import mailbox

_LOG = logging.getLogger("sendbot.web")
_REST = timedelta(minutes=10)
"""Until a mail server that is away is tried again: as long as a claim lasts."""


def _now() -> datetime:
    return datetime.now(UTC)


class AnswerLetters:
    """Sends what is due, one look at a time."""

    def __init__(self, site: Site, way: EmailWay, clock: Callable[[], datetime] = _now) -> None:
        self._site = site
        self._way = way
        self._clock = clock
        self._not_before: datetime | None = None
        self._said = ""
        self._shut: set[str] = set()

    async def send_due(self) -> None:
        """Every email whose question has an answer in service here, until the mail server is away."""
        now = self._clock()
        if self._not_before is not None and now < self._not_before <= now + _REST:
            return
        store, knowledge = await self._site.recorder.open_store(), self._site.mind.knowledge
        shut = set()
        for waiting in await waiting_emails(store, questions_named(knowledge), now):
            if entry_for(waiting.question_id, waiting.entry, knowledge) is None:
                continue  # another copy read a newer folder: here the link would say that there is none yet
            recipient = opened(self._way.seal, waiting.sealed_address, waiting.link_id)
            if recipient is None:
                shut.add(waiting.link_id)
            elif not await self._send_one(store, waiting, recipient):
                break
        self._say_shut(shut)

    async def _send_one(self, store: Store, waiting: WaitingEmail, recipient: Recipient) -> bool:
        """One email, if it is ours to send; False when the mail server is away."""
        if not await claim_email(store, waiting, self._clock()):
            return True
        subject, text = letter_of(self._site.mind.knowledge, waiting.view, self._address(waiting, recipient))
        try:
            await self._way.post.send(mailbox(recipient.address), subject, text)
        except MailLaterError:
            await email_not_sent(store, waiting.link_id)
        except (MailRefusedError, MailUnsureError) as problem:
            self._site.metrics.links.labels("email refused").inc()
            _LOG.warning("An email with a private link may not have gone out. %s", problem)
        except MailError as problem:
            await email_not_sent(store, waiting.link_id)
            self._away(str(problem))
            return False
        else:
            await email_sent(store, waiting.link_id, self._clock())
            self._site.metrics.links.labels("emailed").inc()
            self._said = ""
        return True

    def _address(self, waiting: WaitingEmail, recipient: Recipient) -> str:
        """The link, whole, in the family's way of reading."""
        view = view_of(waiting.view)
        look = self._site.look_of(view)
        return self._way.address.rstrip("/") + look.address(f"/link/{recipient.secret}", lang=look.language)

    def _away(self, sentence: str) -> None:
        """Said once for each outage, and tried again later."""
        self._not_before = self._clock() + _REST
        if sentence != self._said:
            self._said = sentence
            _LOG.error("Families that wait for an email cannot be told. %s It is tried again.", sentence)

    def _say_shut(self, shut: set[str]) -> None:
        """Of addresses that cannot be opened, once for each."""
        fresh = shut - self._shut
        self._shut |= fresh
        if fresh:
            families = "1 family" if len(fresh) == 1 else f"{len(fresh)} families"
            _LOG.error(
                "There is an answer for %s, but SENDBOT_SEAL_KEY was changed and does not open the email "
                "address. Put the key of before behind the new one, with a comma between, and start again: "
                "they are told then.",
                families,
            )


def letter_of(knowledge: Knowledge, token: str, link: str) -> tuple[str, str]:
    """Subject and text, in the family's words. Nothing of the question stands in it."""
    view = view_of(token)
    return own(knowledge, view, "email-subject"), own(knowledge, view, "email-text", link=link) + "\n"
