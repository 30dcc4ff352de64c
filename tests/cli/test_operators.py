"""The verbs of operators: questions, purging, digests."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.mail_server import LOGIN, PASSWORD, MailServer, texts
from tests.ports import free_port
from tests.small_folder import write_small_folder
from tests.telegram.digest_house import FROM, STAFF_CHAT, furnish
from tests.telegram.emulator import TOKEN, Emulator
from tests.telegram.faults import Fault
from tests.verbs import UNKNOWN, bot, polite, run


async def test_the_verb_shows_it_with_nothing_set_up(house: Path) -> None:
    await furnish(house)
    code, said = await run(house, "digest", desk_url="https://desk.example.org")
    assert code == 0
    assert said.startswith("Voice: week to ")
    assert "\nNew groups: 3\n" in said
    assert "\nCare: week to " in said
    assert said.endswith("The review desk: https://desk.example.org\n")
    assert "badge" not in said


async def test_without_a_way_to_send_the_verb_says_what_to_set(house: Path) -> None:
    code, said = await run(house, "digest", "--send")
    assert code == 1
    assert said.startswith("There is no way to send it. For email set SENDBOT_SMTP_URL and SENDBOT_MAIL_FROM")


async def test_the_verb_sends_once_and_again_when_asked(telegram: Emulator, house: Path) -> None:
    await furnish(house)
    async with MailServer(login=True) as server:
        settings = {
            "telegram_token": TOKEN,
            "telegram_api_url": telegram.url,
            "staff_chat": str(STAFF_CHAT),
            "mail_from": FROM,
        }
        settings["smtp_url"] = f"smtp://{LOGIN}127.0.0.1:{server.port}"
        code, said = await run(house, "digest", "--send", **settings)
        assert (code, said.splitlines()) == (
            0,
            [
                "The staff chat got the digest of 2 workstreams.",
                "The digest of Voice went by email to 1 reader.",
                "The digest of Care went by email to 1 reader.",
            ],
        )
        assert [sent.text.count("week to") for sent in telegram.got(STAFF_CHAT)] == [2]
        assert [text.split(":")[0] for text in texts(server.letters)] == ["Voice", "Care"]
        code, said = await run(house, "digest", "--send", **settings)
        assert code == 0
        assert said.startswith("Nothing is due")
        assert (await run(house, "digest", "--again", **settings))[0] == 0
    assert (len(telegram.got(STAFF_CHAT)), len(server.letters)) == (2, 4)


async def test_the_verb_says_what_failed_and_sends_the_rest(telegram: Emulator, house: Path) -> None:
    await furnish(house)
    telegram.faults.append(Fault("sendMessage", "403", times=9))
    async with MailServer() as server:
        settings = {
            "telegram_token": TOKEN,
            "telegram_api_url": telegram.url,
            "staff_chat": str(STAFF_CHAT),
            "mail_from": FROM,
        }
        code, said = await run(house, "digest", "--send", smtp_url=server.url, **settings)
    assert code == 1
    assert "The digest of Voice went by email to 1 reader." in said
    assert (
        "The staff chat did not get the digest. SENDBOT_STAFF_CHAT names a chat that the bot cannot write to."
        in said
    )
    assert "Traceback" not in said
    telegram.faults.clear()
    code, said = await run(house, "digest", "--send", smtp_url=server.url, **settings)
    assert (code, said) == (0, "The staff chat got the digest of 2 workstreams.\n")


async def test_a_mail_server_that_is_away_is_a_sentence_without_the_password(house: Path) -> None:
    await furnish(house)
    code, said = await run(
        house, "digest", "--send", smtp_url=f"smtp://{LOGIN}127.0.0.1:{free_port()}", mail_from=FROM
    )
    assert code == 1
    assert said.startswith(
        "Digests could not be emailed. The mail server 127.0.0.1 cannot be reached on port"
    )
    assert PASSWORD not in said
    assert LOGIN.split(":")[1] not in said


async def test_a_long_digest_comes_in_messages_that_telegram_takes(
    telegram: Emulator, tmp_path: Path
) -> None:
    folder = write_small_folder(tmp_path / "knowledge")
    streams = [
        {
            "id": f"stream-{number}",
            "name": f"Stream {number} & <its> own long name {'x' * 40}",
            "about": "All.",
        }
        for number in range(60)
    ]
    streams += [
        {"id": "voice", "name": "Voice", "about": "All."},
        {"id": "care", "name": "Care", "about": "All."},
    ]
    (folder / "workstreams.yaml").write_text(
        json.dumps({"workstreams": streams, "staff": []}), encoding="utf-8"
    )
    settings = {"telegram_token": TOKEN, "telegram_api_url": telegram.url, "staff_chat": str(STAFF_CHAT)}
    code, said = await run(tmp_path, "digest", "--send", **settings)
    assert (code, said) == (0, "The staff chat got the digest of 62 workstreams.\n")
    got = telegram.got(STAFF_CHAT)
    assert len(got) > 1
    assert sum(sent.text.count("week to") for sent in got) == 62
    assert "Stream 7 & <its> own" in "".join(sent.text for sent in got)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (
            {"smtp_url": "smtp://desk:hush@mail.example.org"},
            "SENDBOT_SMTP_URL and SENDBOT_MAIL_FROM belong together.",
        ),
        ({"mail_from": FROM}, "SENDBOT_SMTP_URL and SENDBOT_MAIL_FROM belong together."),
        (
            {"smtp_url": "https://desk:hush@mail.example.org", "mail_from": FROM},
            "SENDBOT_SMTP_URL cannot be used. Write it like smtp://",
        ),
        (
            {"smtp_url": "smtp://desk:hush@mail.example.org", "mail_from": "nobody"},
            "SENDBOT_MAIL_FROM cannot be used.",
        ),
        ({"desk_url": "http://desk.example.org"}, "SENDBOT_DESK_URL cannot be used. Write it like https://"),
        ({"desk_url": "http://localhost.example.org"}, "SENDBOT_DESK_URL cannot be used."),
        ({"desk_url": "https://desk.example.org\nBcc: x"}, "SENDBOT_DESK_URL cannot be used."),
    ],
)
async def test_settings_that_cannot_be_used_are_said(
    house: Path, settings: dict[str, str], said: str
) -> None:
    code, heard = await run(house, "digest", **settings)
    assert code == 1
    assert heard.startswith(said)
    assert "hush" not in heard


def test_recorded_questions_are_listed_exported_and_purged(house: Path) -> None:
    bot(house, "ask", "--record", f"{UNKNOWN} 07700 900123")
    bot(house, "ask", "--record", "--json", typed="=HYPERLINK(zebras)\n")
    listed = bot(house, "questions").stdout
    assert UNKNOWN in listed
    assert "900123" not in listed
    rows = list(csv.DictReader(io.StringIO(bot(house, "questions", "--csv").stdout)))
    assert [row["question"][:12] for row in rows] == ["'=HYPERLINK(", UNKNOWN[:12]]
    assert (
        len(list(csv.DictReader(io.StringIO(bot(house, "questions", "--csv", "--limit", "1").stdout)))) == 1
    )
    assert bot(house, "purge").stdout == "Deleted 0 questions older than 365 days.\n"


def test_a_database_that_is_none_is_a_sentence(house: Path, tmp_path: Path) -> None:
    (tmp_path / "sendbot.db").write_bytes(b"not a database " * 1000)
    assert "damaged or is not a database" in polite(bot(house, "questions", SENDBOT_DATA_DIR=str(tmp_path)))


async def test_a_copy_is_made_and_brought_back_by_verbs(house: Path, tmp_path: Path) -> None:
    await furnish(house)
    copy = tmp_path / "copies" / "monday.db"
    code, said = await run(house, "backup", str(copy))
    assert code == 0
    assert said.startswith(f"Copied to {copy}: ")
    code, said = await run(house, "backup", str(copy))
    assert code == 1
    assert "is there already" in said
    (house / "data" / "sendbot.db").unlink()
    code, said = await run(house, "restore", str(copy))
    assert code == 0
    assert said.startswith("Brought back: ")
    code, said = await run(house, "restore", str(copy))
    assert "What was there before is in" in said
    code, said = await run(house, "backup", "x.db", database_url="postgresql+asyncpg://u:secret@db/name")
    assert code == 1
    assert "pg_dump --format=custom" in said
    assert "secret" not in said
