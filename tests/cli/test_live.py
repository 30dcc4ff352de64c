from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from sendbot.cli.live import not_done
from sendbot.knowledge.entries import Knowledge, LabelledQuestion, Workstream
from sendbot.knowledge.frozen import Checked
from sendbot.knowledge.starting import ASKED
from sendbot.review.states import Role
from sendbot.settings import Settings
from sendbot.store.accounts import add_person
from sendbot.store.store import Store
from tests.conversation.small_house import KNOWLEDGE, contact
from tests.verbs import bot

TODAY = date(2026, 11, 23)
SIGNED = Checked(on=TODAY, by="Safeguarding lead")


def checked(things: Any) -> Any:
    update = {"checked": SIGNED, "review_by": date(2027, 11, 23)}
    return {name: thing.model_copy(update=update) for name, thing in things.items()}


DONE = replace(
    KNOWLEDGE,
    entries=checked(KNOWLEDGE.entries),
    contacts=checked({**KNOWLEDGE.contacts, **{role: contact(role) for role in ASKED}}),
    safety_entries=checked(KNOWLEDGE.safety_entries),
    languages={
        code: found.model_copy(update={"checked": True}) for code, found in KNOWLEDGE.languages.items()
    },
    workstreams={"voice": Workstream(id="voice", name="Voice", about="All", leads=("a@b.example",))},
    area=KNOWLEDGE.area.model_copy(update={"danger_signed": SIGNED}),
    tests=tuple(LabelledQuestion(question=f"and {name}", expected=(name,)) for name in KNOWLEDGE.entries),
)


NATIONAL = DONE.area.model_copy(update={"national": True})


@pytest.fixture
async def settings(tmp_path: Path) -> Settings:
    """A house in which everything is done."""
    (tmp_path / "copies").mkdir()
    (tmp_path / "copies" / "today.db").write_text("x", encoding="utf-8")
    made = Settings(
        data_dir=tmp_path,
        retention_days=365,
        backup_dir=tmp_path / "copies",
        desk_url="https://desk.example",
        smtp_url=SecretStr("smtp://mail.example:587"),
        mail_from="bot@example.org",
    )
    async with Store.open(made.database) as store:
        await add_person(store, datetime.now(UTC), "cli", email="a@b.example", name="A", role=Role.ADMIN)
    return made


async def test_nothing_is_listed_when_everything_is_done(settings: Settings) -> None:
    assert await not_done(DONE, settings, TODAY) == []


def changed(**values: Any) -> Knowledge:
    return replace(DONE, **values)


@pytest.mark.parametrize(
    ("knowledge", "sentence"),
    [
        (changed(area=KNOWLEDGE.area), "The words for danger are not signed off."),
        (changed(entries=KNOWLEDGE.entries), "entries are not checked by anybody of the council: borrow"),
        (
            changed(contacts={**KNOWLEDGE.contacts, **{role: contact(role) for role in ASKED}}),
            "contacts are not",
        ),
        (
            changed(contacts=checked(KNOWLEDGE.contacts)),
            "Contacts that your area needs are missing: send-team",
        ),
        (changed(contacts=checked(KNOWLEDGE.contacts), area=NATIONAL), "admissions (School places)"),
        (changed(tests=()), "of your own without a test: borrow"),
        (
            changed(area=KNOWLEDGE.area, safety_entries=KNOWLEDGE.safety_entries),
            "checked at each in safety.yaml",
        ),
        (changed(contacts=KNOWLEDGE.contacts), "checked at your own in contacts.yaml"),
        (changed(languages=KNOWLEDGE.languages), "languages_checked in area.yaml"),
        (changed(languages=KNOWLEDGE.languages), "not checked by anybody who speaks the language"),
        (
            changed(
                workstreams={"v": Workstream(id="v", name="V", about="A", placeholder=True, leads=("x",))}
            ),
            "1 workstream is there with a placeholder's name: v.",
        ),
        (
            changed(workstreams={"v": Workstream(id="v", name="V", about="A")}),
            "1 workstream is without a lead: v.",
        ),
    ],
)
async def test_what_is_not_done_in_the_folder_is_listed(
    settings: Settings, knowledge: Knowledge, sentence: str
) -> None:
    found = await not_done(knowledge, settings, TODAY)
    assert any(sentence in line for line in found), found


async def test_every_id_is_named_when_that_is_asked_for(settings: Settings) -> None:
    waiting = changed(entries=KNOWLEDGE.entries)
    (short,) = await not_done(waiting, settings, TODAY)
    (whole,) = await not_done(waiting, settings, TODAY, every=True)
    assert " more." in short
    assert " more." not in whole
    assert all(name in whole for name in KNOWLEDGE.entries)


async def test_an_entry_past_its_day_is_listed(settings: Settings) -> None:
    assert "past the day of review" in (await not_done(DONE, settings, date(2028, 1, 1)))[0]


@pytest.mark.parametrize(
    ("without", "sentence"),
    [
        ("smtp_url", "No digest goes out."),
        ("retention_days", "Nobody has decided how long questions are kept."),
        ("desk_url", "The desk has no https address."),
        ("backup_dir", "There is no backup."),
    ],
)
async def test_a_setting_that_is_missing_is_listed(settings: Settings, without: str, sentence: str) -> None:
    kept = {name: getattr(settings, name) for name in settings.model_fields_set if name != without}
    (line,) = await not_done(DONE, Settings(**kept), TODAY)
    assert line.startswith(sentence)


async def test_emails_may_lead_families_to_an_https_address_only(settings: Settings) -> None:
    kept = {name: getattr(settings, name) for name in settings.model_fields_set}
    local = Settings(**kept, web_url="http://127.0.0.1:8070", web_email=True)
    (line,) = await not_done(DONE, local, TODAY)
    assert line.startswith("SENDBOT_WEB_URL is not an https address.")
    assert await not_done(DONE, local.model_copy(update={"web_email": False}), TODAY) == []


async def test_an_old_copy_or_none_is_no_backup(settings: Settings) -> None:
    assert settings.backup_dir is not None
    (copy,) = settings.backup_dir.iterdir()
    old = (datetime.now(UTC) - timedelta(days=5)).timestamp()
    os.utime(copy, (old, old))
    assert "The newest copy" in (await not_done(DONE, settings, TODAY))[0]
    copy.write_text("", encoding="utf-8")
    assert "There is no copy" in (await not_done(DONE, settings, TODAY))[0]


async def test_a_desk_without_anybody_is_listed(settings: Settings, tmp_path: Path) -> None:
    elsewhere = settings.model_copy(update={"data_dir": tmp_path / "empty"})
    assert (await not_done(DONE, elsewhere, TODAY))[0].startswith("Nobody has an account at the desk.")


async def test_an_address_without_encryption_is_listed(settings: Settings) -> None:
    plain = settings.model_copy(update={"telegram_webhook_url": "http://bot.example"})
    assert "SENDBOT_TELEGRAM_WEBHOOK_URL is not an https address" in (await not_done(DONE, plain, TODAY))[0]


def test_the_verb_ends_with_1_until_it_is_done(house: Path) -> None:
    done = bot(house, "doctor", "--live")
    assert done.returncode == 1
    said = done.stdout
    assert "not done: The words for danger are not signed off." in said
    assert "things are not done yet. docs/going-live.md tells how." in said
