"""One email through a real SMTP server: what arrives, what cannot be smuggled in, and to whom no password is
ever given."""

from __future__ import annotations

import sys
from email.headerregistry import Address
from pathlib import Path

import pytest

from sendbot.errors import MailError, MailRefusedError, SettingsError
from sendbot.upkeep.mail import (
    Mailer,
    Server,
    is_this_machine,
    letter,
    mailbox,
    one_line,
    read_sender,
    read_server,
)
from tests.mail_server import LOGIN, PASSWORD, USER, MailServer, certificate

SENDER = read_sender("Review desk <desk@example.org>")
ANN = mailbox("ann@example.org", "Ann O'Brien")
ELSEWHERE = "0.0.0.0"
"""A name that reaches this machine and does not say so."""

needs_elsewhere = pytest.mark.skipif(sys.platform == "win32", reason="Windows does not connect to 0.0.0.0")


async def test_an_email_arrives_as_it_was_written() -> None:
    async with MailServer() as server:
        await Mailer(read_server(server.url), SENDER).send(ANN, "Três perguntas", "Żółw.\n\nŁódź.\n")
    (arrived,) = server.letters
    assert arrived["From"] == "Review desk <desk@example.org>"
    assert arrived["To"] == "Ann O'Brien <ann@example.org>"
    assert arrived["Subject"] == "Três perguntas"
    assert arrived["Auto-Submitted"] == "auto-generated"
    assert arrived["Message-ID"].endswith("@example.org>")
    assert arrived.get_content_type() == "text/plain"
    assert arrived.get_content().replace("\r\n", "\n") == "Żółw.\n\nŁódź.\n"
    assert server.envelopes == [["ann@example.org"]]
    assert server.logins == []


SMUGGLED = (
    "Ann\r\nBcc: evil@example.org",
    "Ann\nSubject: other",
    "Ann\x0b\x0c\x1c\u2028Bcc: evil@example.org",
    "=?utf-8?q?Ann=0D=0ABcc:_evil@example.org?=",
    '"Ann" <evil@example.org>, Bob',
    "=?utf-8?b?QW5uCkJjYzogZXZpbEBleGFtcGxlLm9yZw==?= " * 8,
    "Żółw, <evil@example.org>, " * 12,
)


@pytest.mark.parametrize("name", SMUGGLED)
async def test_a_name_or_subject_smuggles_nothing_in(name: str) -> None:
    async with MailServer() as server:
        await Mailer(read_server(server.url), SENDER).send(mailbox("ann@example.org", name), name, "Text\n")
    (arrived,) = server.letters
    assert server.envelopes == [["ann@example.org"]]
    assert sorted(arrived.keys()) == sorted(letter(SENDER, ANN, "", "").keys())
    assert [address.addr_spec for address in arrived["To"].addresses] == ["ann@example.org"]
    assert len(str(arrived["Subject"]).splitlines()) == 1
    assert arrived.get_content().strip() == "Text"


@pytest.mark.parametrize(
    "address",
    [
        "ann@example.org\r\nRCPT TO:<evil@example.org>",
        "ann@example.org,evil@example.org",
        "a b@example.org",
        "<ann@example.org>",
        "ann",
        "",
        "ä@ö.de",
    ],
)
def test_an_address_that_could_mean_two_is_refused_without_being_shown(address: str) -> None:
    with pytest.raises(MailRefusedError) as said:
        mailbox(address, "Ann")
    assert "evil" not in str(said.value)


def test_a_line_is_one_line() -> None:
    assert one_line(" a\r\n\tb =?=?utf-8?q?c?= ") == "a b = ?= ?utf-8?q?c?="
    assert len(one_line("x" * 10_000)) == 200


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "127.0.0.1", "127.8.9.1", "::1"])
def test_these_names_are_always_this_machine(host: str) -> None:
    assert is_this_machine(host)
    assert not Server(host, 587).demands_starttls


@pytest.mark.parametrize(
    "host",
    [
        "mail.example.org",
        "localhost.example.org",
        "0.0.0.0",
        "10.0.0.1",
        "127.1",
        "127.0.0.1.example.org",
        "::ffff:127.0.0.1",
    ],
)
def test_of_all_others_encryption_is_demanded(host: str) -> None:
    assert not is_this_machine(host)
    assert Server(host, 587).demands_starttls
    assert not Server(host, 465, tls=True).demands_starttls


@needs_elsewhere
async def test_a_server_without_encryption_gets_no_password_and_no_letter() -> None:
    async with MailServer(login=True) as server:
        post = Mailer(read_server(f"smtp://{LOGIN}{ELSEWHERE}:{server.port}"), SENDER)
        with pytest.raises(MailError, match="offers no encryption") as said:
            await post.send(ANN, "Subject", "Text")
    assert server.visits == 1
    assert server.logins == []
    assert server.letters == []
    assert PASSWORD not in str(said.value)


@needs_elsewhere
async def test_a_certificate_that_nobody_vouches_for_gets_no_password(tmp_path: Path) -> None:
    context, _ = certificate(tmp_path, ELSEWHERE)
    async with MailServer(starttls=context, login=True) as server:
        with pytest.raises(MailError, match="cannot be trusted"):
            await Mailer(read_server(f"smtp://{LOGIN}{ELSEWHERE}:{server.port}"), SENDER).send(
                ANN, "Subject", "Text"
            )
    assert server.logins == []


@needs_elsewhere
async def test_with_starttls_and_a_good_certificate_it_signs_in_and_sends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, public = certificate(tmp_path, ELSEWHERE)
    monkeypatch.setenv("SSL_CERT_FILE", str(public))
    async with MailServer(starttls=context, login=True) as server:
        post = Mailer(read_server(f"smtp://{LOGIN}{ELSEWHERE}:{server.port}"), SENDER)
        await post.knock()
        assert server.letters == []
        await post.send(ANN, "Subject", "Text")
    assert set(server.logins) == {(USER.encode(), PASSWORD.encode())}
    assert len(server.letters) == 1


async def test_smtps_begins_with_tls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    context, public = certificate(tmp_path, "localhost")
    async with MailServer(tls=context) as server:
        post = Mailer(read_server(f"smtps://localhost:{server.port}"), SENDER)
        with pytest.raises(MailError, match="cannot be trusted"):
            await post.send(ANN, "Subject", "Text")
        monkeypatch.setenv("SSL_CERT_FILE", str(public))
        await post.send(ANN, "Subject", "Text")
    assert len(server.letters) == 1


@pytest.mark.parametrize(
    ("step", "answer", "kind", "said"),
    [
        ("MAIL", "550 no, ann@example.org", MailError, "does not let SENDBOT_MAIL_FROM send"),
        ("RCPT", "550 who is ann@example.org", MailRefusedError, "does not take email for this person"),
        ("RCPT", "450 not now, ann@example.org", MailRefusedError, "it says 450"),
        ("DATA", "554 spam from ann@example.org", MailRefusedError, "does not take this email"),
        ("DATA", "421 gone, ann@example.org", MailError, "mail server"),
    ],
)
async def test_a_refusal_is_a_sentence_without_anybody_s_address(
    step: str, answer: str, kind: type[MailError], said: str
) -> None:
    async with MailServer() as server:
        server.refuses[step] = answer
        with pytest.raises(kind, match=said) as problem:
            await Mailer(read_server(server.url), SENDER).send(ANN, "Subject", "Text")
    assert "ann@" not in str(problem.value)
    assert problem.value.__suppress_context__


async def test_a_wrong_password_is_said_and_not_shown() -> None:
    async with MailServer(login=True) as server:
        with pytest.raises(MailError, match="does not accept the user or password") as said:
            await Mailer(read_server(f"smtp://desk:wrong@127.0.0.1:{server.port}"), SENDER).knock()
    assert "wrong" not in str(said.value)
    assert server.logins


async def test_a_server_that_is_away_is_said() -> None:
    async with MailServer() as server:
        pass
    with pytest.raises(MailError, match=f"127.0.0.1 cannot be reached on port {server.port}"):
        await Mailer(read_server(server.url), SENDER).knock()


def test_the_address_of_a_server_is_read_whole() -> None:
    assert read_server("smtp://desk%40example.org:p%2Fw@mail.example.org") == Server(
        "mail.example.org", 587, False, "desk@example.org", "p/w"
    )
    assert read_server("smtps://mail.example.org/") == Server("mail.example.org", 465, True)
    assert read_server("smtp://[::1]:2525") == Server("::1", 2525)
    assert "secret" not in repr(Server("mail.example.org", 25, False, "desk", "secret"))


@pytest.mark.parametrize(
    "url",
    [
        "",
        "mail.example.org",
        "http://mail.example.org",
        "smtp://",
        "smtp://:hush@mail.example.org",
        "smtp://desk:hu#sh@mail.example.org",
        "smtp://mail.example.org:99999",
        "smtp://mail.example.org:0",
        "smtp://desk:hush@mail.example.org/inbox?hush",
        "smtp://desk:hush@mail.example.org\nx",
        "smtp://desk:hush@ma il.example.org",
    ],
)
def test_the_address_of_a_server_that_cannot_be_used_is_not_shown(url: str) -> None:
    with pytest.raises(SettingsError, match=r"SENDBOT_SMTP_URL cannot be used. Write it like") as said:
        read_server(url)
    assert "hush" not in str(said.value)


def test_a_sender_is_one_address() -> None:
    assert read_sender("desk@example.org") == Address("", addr_spec="desk@example.org")
    assert read_sender('"Desk, the" <desk@example.org>') == Address("Desk the", addr_spec="desk@example.org")
    for text in (
        "",
        "desk",
        "a@example.org, b@example.org",
        "desk@example.org\nBcc: evil@example.org",
        "Desk <desk>",
    ):
        with pytest.raises(SettingsError, match=r"SENDBOT_MAIL_FROM cannot be used. Write it like"):
            read_sender(text)
