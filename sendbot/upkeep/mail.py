"""One plain-text email by SMTP: encrypted unless the server is this very machine, certificates checked,
nothing secret in a sentence.

post = Mailer(read_server("smtp://user:password@mail.example.org:587"), read_sender("Review desk
<desk@example.org>"))
await post.send(mailbox("ann@example.org", "Ann"), "Subject", "Text")
"""

from __future__ import annotations

import asyncio
import re
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, getaddresses, localtime, make_msgid
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from sendbot.errors import (
    MailError,
    MailLaterError,
    MailRefusedError,
    MailUnsureError,
    SettingsError,
)
from sendbot.upkeep.handing_over import HandingOver

if TYPE_CHECKING:
    from aiosmtplib import SMTP

_STEP, _WHOLE, _FAREWELL = 20.0, 120.0, 3.0
"""Seconds for one step of the talk with the server, for all of it, and for its goodbye."""
_LONGEST_HEADER = 200
"""Characters: a subject is one line."""
_HOST = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9._-]*[A-Za-z0-9])?|[0-9A-Fa-f:.]+")
_ADDRESS = re.compile(
    r"""[^\s@<>()\[\],:;\\"\x00-\x1f\x7f-\U0010ffff]{1,64}@[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?"""
)
_NOT_IN_A_NAME = re.compile(r"[^\w .'’&-]")


@dataclass(frozen=True)
class Server:
    """A mail server. `tls` is TLS from the first byte; otherwise STARTTLS is demanded, except of this very
    machine."""

    host: str
    port: int
    tls: bool = False
    user: str | None = None
    password: str = field(default="", repr=False)

    @property
    def demands_starttls(self) -> bool:
        """Must the connection be encrypted before anything else is said?"""
        return not self.tls and not is_this_machine(self.host)


@dataclass(frozen=True)
class Mailer:
    """Sends email from one address through one server."""

    server: Server
    sender: Address

    async def send(self, to: Address, subject: str, text: str) -> None:
        """Hand one email over. Raises MailRefusedError when the server takes others but not this one
        (MailLaterError: not now), MailUnsureError when it may have it all the same, else MailError."""
        email = letter(self.sender, to, subject, text)
        async with _talk(self.server, self.sender.domain) as client:
            await client.send_message(email, sender=self.sender.addr_spec, recipients=[to.addr_spec])

    async def knock(self) -> None:
        """Do all but send: reach the server, encrypt, sign in. Raises MailError."""
        async with _talk(self.server, self.sender.domain) as client:
            await client.noop()


def read_server(url: str) -> Server:
    """The server of SENDBOT_SMTP_URL. Raises SettingsError without showing the address, which may hold a
    password."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        parts, host, port = urlsplit(""), "", None
    tls = parts.scheme == "smtps"
    bare = (
        parts.path in {"", "/"}
        and not parts.query
        and not parts.fragment
        and url.isprintable()
        and " " not in url
    )
    if (
        not bare
        or parts.scheme not in {"smtp", "smtps"}
        or not _HOST.fullmatch(host)
        or port == 0
        or (parts.password and not parts.username)
    ):
        raise SettingsError(
            "SENDBOT_SMTP_URL cannot be used. Write it like smtp://user:password@mail.example.org:587, or "
            "with smtps:// for a server "
            "that begins with TLS (port 465). In user and password write / ? # @ : % as %2F %3F %23 %40 "
            "%3A %25."
        )
    user = unquote(parts.username) if parts.username else None
    return Server(host, port or (465 if tls else 587), tls, user, unquote(parts.password or ""))


def read_sender(text: str) -> Address:
    """The sender of SENDBOT_MAIL_FROM, with a name or without. Raises SettingsError."""
    found = getaddresses([text])
    try:
        (name, address), *others = found
        if not others:
            return mailbox(address, name)
    except (ValueError, MailRefusedError):
        pass
    raise SettingsError(
        "SENDBOT_MAIL_FROM cannot be used. Write it like desk@example.org or Review desk <desk@example.org>."
    )


def mailbox(address: str, name: str = "") -> Address:
    """An address with a name, whatever the name holds. Raises MailRefusedError for an address that could mean
    more than one mailbox."""
    try:
        found = Address(one_line(_NOT_IN_A_NAME.sub(" ", name)), addr_spec=address)
    except (ValueError, IndexError, MessageError):
        found = None
    if found is None or not _ADDRESS.fullmatch(address):
        raise MailRefusedError(
            "An address is not one that email can be sent to. Put it right on the desk's page of staff."
        )
    return found


def one_line(text: str) -> str:
    """Text for a header: one line, and no signs that a mail program would decode into more than it shows."""
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    while "=?" in plain:
        plain = plain.replace("=?", "= ?")
    return " ".join(plain.split())[:_LONGEST_HEADER]


def is_this_machine(host: str) -> bool:
    """Does a name or number always stand for this machine? It is not looked up: whoever answers look-ups
    could lie."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.casefold() == "localhost"


def letter(sender: Address, to: Address, subject: str, text: str) -> EmailMessage:
    """The email as it is sent."""
    email = EmailMessage()
    email["From"] = sender
    email["To"] = to
    email["Subject"] = one_line(subject)
    email["Date"] = format_datetime(localtime())
    email["Message-ID"] = make_msgid(domain=sender.domain)
    email["Auto-Submitted"] = "auto-generated"  # so that nobody's absence note comes back
    email.set_content(text)
    return email


@asynccontextmanager
async def _talk(server: Server, name: str) -> AsyncIterator[SMTP]:
    """A connection that is safe and signed in; its faults become sentences. `name` is how this machine calls
    itself."""
    from aiosmtplib import SMTP, SMTPException  # heavy: only where mail is sent

    client = SMTP(
        hostname=server.host,
        port=server.port,
        use_tls=server.tls,
        start_tls=False,
        timeout=_STEP,
        local_hostname=name,
    )
    handing_over = HandingOver(client)
    try:
        async with asyncio.timeout(_WHOLE):
            await client.connect()
            await client.ehlo()
            if server.demands_starttls:
                await _encrypt(client, server)
            if server.user is not None:
                await client.login(server.user, server.password)
            yield client
        with suppress(SMTPException, OSError):  # the email is handed over, however the farewell goes
            await client.quit(timeout=_FAREWELL)
    except (SMTPException, OSError, TimeoutError, ValueError) as problem:
        found = _translated(problem, server)
        if handing_over.begun and getattr(problem, "code", None) is None:
            raise MailUnsureError(str(found)) from None
        raise found from None
    finally:
        client.close()


async def _encrypt(client: SMTP, server: Server) -> None:
    if not client.supports_extension("starttls"):
        raise MailError(
            f"The mail server {server.host} offers no encryption (STARTTLS), so nothing was sent to it. "
            "Use a server that does, or smtps://."
        )
    await client.starttls()
    await client.ehlo()


def _translated(problem: Exception, server: Server) -> MailError:
    """A sentence without addresses: what servers say may hold them."""
    import aiosmtplib as smtp  # heavy: only where mail is sent

    name = f"The mail server {server.host}"
    untrusted = next(
        (cause for cause in (problem, problem.__cause__) if isinstance(cause, ssl.SSLError)), None
    )
    if untrusted is not None:
        reason = getattr(untrusted, "verify_message", "") or untrusted.reason or "no reason given"
        return MailError(
            f"{name} cannot be trusted ({reason}). Check its name in SENDBOT_SMTP_URL, its port and its "
            "certificate."
        )
    code = getattr(problem, "code", None)
    shown = f" (it says {code})" if code else f" ({type(problem).__name__})"
    match problem:
        case smtp.SMTPRecipientsRefused() as refused:
            code = refused.recipients[0].code
            return _refusal(code)(
                f"{name} does not take email for this person (it says {code}). Check the address."
            )
        case smtp.SMTPAuthenticationError():
            return MailError(f"{name} does not accept the user or password of SENDBOT_SMTP_URL{shown}.")
        case smtp.SMTPSenderRefused():
            return MailError(
                f"{name} does not let SENDBOT_MAIL_FROM send{shown}. Use an address that belongs to its user."
            )
        case smtp.SMTPDataError():
            return _refusal(code)(f"{name} does not take this email{shown}.")
        case TimeoutError():
            return MailError(
                f"{name} did not answer in time. Check the network, and host and port in SENDBOT_SMTP_URL."
            )
        case OSError() if not code:
            return MailError(
                f"{name} cannot be reached on port {server.port}. Check the network, and host and port in "
                "SENDBOT_SMTP_URL."
            )
    return MailError(f"{name} would not go on{shown}. Check SENDBOT_SMTP_URL with whoever runs it.")


def _refusal(code: int | None) -> type[MailRefusedError]:
    """By SMTP's codes: those below 500 ask to come back later, as servers do that know a sender not yet."""
    return MailLaterError if code is not None and code < 500 else MailRefusedError
