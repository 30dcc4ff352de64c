"""The doctor as an operator runs it."""

from __future__ import annotations

import sqlite3
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from sendbot.care.redaction import redact
from sendbot.channels.serving.sealed_chat_ids import Seal, new_key
from sendbot.conversation.events import Abstained
from sendbot.store.link_emails import keep_email
from sendbot.store.private_links import keep_link, link_id
from sendbot.store.store import Store
from tests.mail_server import LOGIN, MailServer
from tests.telegram.digest_house import FROM
from tests.telegram.emulator import TOKEN, Emulator
from tests.verbs import run


async def test_the_doctor_finds_what_is_well(telegram: Emulator, house: Path) -> None:
    _, said = await run(
        house, "doctor", telegram_token=TOKEN, telegram_api_url=telegram.url, seal_key=new_key()
    )
    assert [line for line in said.splitlines() if line.startswith("ill") and "knowledge" not in line] == []
    assert "the token belongs to @library_bot" in said
    assert "well  clock: it agrees" in said
    assert "well  database: none yet" in said
    assert TOKEN not in said


async def test_the_doctor_says_what_is_ill_and_what_to_do(telegram: Emulator, house: Path) -> None:
    async with Store.open(f"sqlite+aiosqlite:///{house / 'data' / 'sendbot.db'}"):
        pass
    with sqlite3.connect(house / "data" / "sendbot.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    code, said = await run(
        house, "doctor", telegram_token="1:wrong", telegram_api_url=telegram.url, seal_key="short"
    )
    assert code == 1
    assert "ill   database: it was made by a newer version" in said
    assert "ill   telegram: Telegram does not know this token." in said
    assert "ill   tell me: SENDBOT_SEAL_KEY cannot be used." in said


async def test_the_doctor_looks_at_the_mail_server(telegram: Emulator, house: Path) -> None:
    settings = {"telegram_api_url": telegram.url, "mail_from": FROM}
    async with MailServer(login=True) as server:
        _, said = await run(house, "doctor", smtp_url=f"smtp://{LOGIN}127.0.0.1:{server.port}", **settings)
        assert "well  email: the mail server 127.0.0.1 lets sendbot in." in said
        code, said = await run(
            house, "doctor", smtp_url=f"smtp://desk:unguessed@127.0.0.1:{server.port}", **settings
        )
    assert code == 1
    assert "ill   email: The mail server 127.0.0.1 does not accept the user or password" in said
    assert "unguessed" not in said
    assert server.letters == []


async def test_the_doctor_says_whether_families_can_ask_for_an_email(telegram: Emulator, house: Path) -> None:
    settings = {"telegram_api_url": telegram.url, "mail_from": FROM, "web_url": "https://ask.example.org"}
    on = {"web_email": "1", "seal_key": new_key()}
    _, said = await run(house, "doctor", telegram_api_url=telegram.url)
    assert "well  email to families: switched off." in said
    async with MailServer() as server:
        _, said = await run(house, "doctor", smtp_url=server.url, **settings, **on)
        assert "well  email to families: those with a private link can ask for one." in said
        assert "well  email: the mail server 127.0.0.1 lets sendbot in." in said
        async with Store.open(f"sqlite+aiosqlite:///{house / 'data' / 'sendbot.db'}") as store:
            await store.record(
                [Abstained((), "nothing close", "en", "q-abcd1234", redact("bins").text)], datetime.now(UTC)
            )
            await keep_link(store, "s" * 32, "q-abcd1234", "", datetime.now(UTC))
            box = Seal(new_key()).seal_text("locked with another key")
            assert await keep_email(store, link_id("s" * 32), box, "", datetime.now(UTC))
        _, said = await run(house, "doctor", smtp_url=server.url, **settings, **on)
        assert "look  email to families: SENDBOT_SEAL_KEY does not open 1 of the addresses" in said
        code, said = await run(house, "doctor", smtp_url=server.url, web_email="1", **settings)
    assert code == 1
    assert "SENDBOT_WEB_EMAIL is on, but SENDBOT_SEAL_KEY is missing." in said


async def test_the_doctor_says_who_else_may_look_into_the_data_folder(house: Path) -> None:
    async with Store.open(f"sqlite+aiosqlite:///{house / 'data' / 'sendbot.db'}"):
        pass
    (house / "data").chmod(0o755)
    (house / "data" / "sendbot.db").chmod(0o640)
    _, said = await run(house, "doctor")
    assert f"look  privacy: other accounts of this machine may look into {house / 'data'}" in said
    command = said.split("Run: ", 1)[1].splitlines()[0].split()
    assert command[0] == "chmod"
    subprocess.run(command, check=True)
    _, said = await run(house, "doctor")
    assert "well  privacy: only the account that runs this may read the data folder." in said
    assert "well  records: none waits for the database." in said
