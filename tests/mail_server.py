"""A real SMTP server on this machine that keeps what it takes, and can refuse.

async with MailServer() as server:
    await Mailer(read_server(server.url), SENDER).send(...)
    (letter,) = server.letters
"""

from __future__ import annotations

import asyncio
import datetime
import ipaddress
import ssl
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

USER, PASSWORD = "desk", "h@rd/to:guess"
LOGIN = "desk:h%40rd%2Fto%3Aguess@"


class MailServer:
    """The server. `letters` is what came in, `logins` every user and password that anybody sent; `refuses`
    holds answers to be given by step ("MAIL", "RCPT", "DATA") or by recipient, `holds` makes it wait before
    it takes a letter."""

    def __init__(
        self, starttls: ssl.SSLContext | None = None, tls: ssl.SSLContext | None = None, login: bool = False
    ) -> None:
        self.letters: list[EmailMessage] = []
        self.envelopes: list[list[str]] = []
        self.logins: list[tuple[bytes, bytes]] = []
        self.refuses: dict[str, str] = {}
        self.holds: asyncio.Event | None = None
        self.came = asyncio.Event()
        self.visits = 0
        self._starttls, self._tls, self._login = starttls, tls, login

    async def __aenter__(self) -> MailServer:
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(self._make, "127.0.0.1", 0, ssl=self._tls)
        self.port: int = self._server.sockets[0].getsockname()[1]
        self.url = f"smtp://127.0.0.1:{self.port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        await self._server.wait_closed()

    def _make(self) -> SMTP:
        self.visits += 1
        return SMTP(
            self,
            hostname="mail.test",
            loop=asyncio.get_running_loop(),
            tls_context=self._starttls,
            auth_require_tls=False,
            auth_required=False,
            authenticator=self._authenticate,
            auth_exclude_mechanism=None if self._login else ("LOGIN", "PLAIN"),
        )

    def _authenticate(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: object
    ) -> AuthResult:
        assert isinstance(data, LoginPassword)
        self.logins.append((data.login, data.password))
        return AuthResult(success=data == LoginPassword(USER.encode(), PASSWORD.encode()), handled=False)

    async def handle_MAIL(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return self.refuses.get("MAIL", "250 OK")

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        answer = self.refuses.get("RCPT") or self.refuses.get(address)
        if answer is None:
            envelope.rcpt_tos.append(address)
        return answer or "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        self.came.set()
        if self.holds is not None:
            await self.holds.wait()
        if "DATA" in self.refuses:
            return self.refuses["DATA"]
        content = envelope.original_content or b""
        self.letters.append(message_from_bytes(content, policy=policy.default))
        self.envelopes.append(list(envelope.rcpt_tos))
        return "250 OK"


def texts(letters: list[EmailMessage]) -> list[str]:
    """What the letters say."""
    return [letter.get_content().replace("\r\n", "\n") for letter in letters]


def certificate(folder: Path, name: str) -> tuple[ssl.SSLContext, Path]:
    """A server's side of TLS for a name or number, and the file of its certificate, which nobody trusts
    yet."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mail.test")])
    try:
        shown: x509.GeneralName = x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        shown = x509.DNSName(name)
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([shown]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    shut = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public, private = folder / "public.pem", folder / "private.pem"
    public.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(shut)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(public, private)
    return context, public
