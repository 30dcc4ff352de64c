"""Whether an email may have gone out: it is known from the moment that it is handed over."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiosmtplib import SMTP

from sendbot.errors import MailError, MailLaterError, MailRefusedError, MailUnsureError
from sendbot.upkeep.handing_over import HandingOver
from sendbot.upkeep.mail import Mailer, mailbox, read_sender, read_server
from tests.mail_server import MailServer

SENDER, ANN = read_sender("desk@example.org"), mailbox("ann@example.org")


@asynccontextmanager
async def hanging_up(after: bytes) -> AsyncIterator[str]:
    """A server that takes every command until one that begins so, and hangs up then; "." is the letter's
    end."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mail.test\r\n")
        while line := await reader.readline():
            if line.upper().startswith(after):
                break
            writer.write(b"354 go on\r\n" if line.upper().startswith(b"DATA") else b"")
            if not line.upper().startswith(b"DATA") and line.split(b" ")[0].strip().upper() in {
                b"EHLO", b"MAIL", b"RCPT", b"NOOP", b"QUIT",
            }:  # fmt: skip
                writer.write(b"250 OK\r\n")
        writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    try:
        yield f"smtp://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        await server.wait_closed()


async def fault(send: Callable[[], Awaitable[None]]) -> type[MailError]:
    with pytest.raises(MailError) as found:
        await send()
    assert "ann@" not in str(found.value)
    return found.type


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (b"EHLO", MailError),
        (b"MAIL", MailError),
        (b"RCPT", MailError),
        (b".", MailUnsureError),
    ],
)
async def test_a_server_that_hangs_up_may_have_the_letter_only_once_it_got_it(
    after: bytes, said: type[MailError]
) -> None:
    async with hanging_up(after) as url:
        assert await fault(lambda: Mailer(read_server(url), SENDER).send(ANN, "x", "y")) is said


@pytest.mark.parametrize(
    ("step", "answer", "said"),
    [
        ("RCPT", "450 later", MailLaterError),
        ("RCPT", "550 nobody", MailRefusedError),
        ("DATA", "451 later", MailLaterError),
        ("DATA", "554 no", MailRefusedError),
        ("MAIL", "451 later", MailError),
    ],
)
async def test_an_answer_says_whether_to_come_again(step: str, answer: str, said: type[MailError]) -> None:
    async with MailServer() as server:
        server.refuses[step] = answer
        assert await fault(lambda: Mailer(read_server(server.url), SENDER).send(ANN, "x", "y")) is said


def test_nothing_is_handed_over_at_first() -> None:
    assert not HandingOver(SMTP()).begun
