"""Settings that belong together, and what is said of values that cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from sendbot.errors import SettingsError
from sendbot.settings import read_settings
from tests.verbs import bot, polite

SIGN_ON = {
    "SENDBOT_OIDC_ISSUER": "https://login.example.org/council",
    "SENDBOT_OIDC_CLIENT": "desk",
    "SENDBOT_OIDC_SECRET": "hidden words",
}


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*SIGN_ON, "SENDBOT_OIDC_NAME"):
        monkeypatch.delenv(name, raising=False)


def test_single_sign_on_is_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SIGN_ON.items():
        monkeypatch.setenv(name, value)
    found = read_settings()
    assert (found.oidc_issuer, found.oidc_client, found.oidc_name) == (
        "https://login.example.org/council",
        "desk",
        "your council account",
    )
    assert "hidden words" not in repr(found)


def test_without_single_sign_on_nothing_is_missing() -> None:
    assert read_settings().oidc_issuer is None


@pytest.mark.parametrize("missing", SIGN_ON)
def test_single_sign_on_in_part_is_refused_and_names_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    for name, value in SIGN_ON.items():
        monkeypatch.setenv(name, "" if name == missing else value)
    with pytest.raises(SettingsError) as refused:
        read_settings()
    assert str(refused.value) == (
        f"Single sign-on is set up in part: {missing} is missing. Set "
        f"issuer, client and secret, or none of them."
    )


@pytest.mark.parametrize(
    "issuer",
    [
        "http://login.example.org",
        "login.example.org",
        "https://",
        "https://me@login.example.org",
        "http://localhost.evil.example",
    ],
)
def test_an_issuer_must_be_https_unless_it_is_this_machine(
    monkeypatch: pytest.MonkeyPatch, issuer: str
) -> None:
    for name, value in SIGN_ON.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("SENDBOT_OIDC_ISSUER", issuer)
    with pytest.raises(
        SettingsError, match=r"SENDBOT_OIDC_ISSUER is .* cannot be used\. Write it like https://"
    ):
        read_settings()


@pytest.mark.parametrize(
    "issuer",
    [
        "http://127.0.0.1:9000/council",
        "http://localhost",
        "http://[::1]:9000",
        "https://login.example.org:8443/a/b/",
    ],
)
def test_an_issuer_on_this_machine_may_be_plain(monkeypatch: pytest.MonkeyPatch, issuer: str) -> None:
    for name, value in SIGN_ON.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("SENDBOT_OIDC_ISSUER", issuer)
    assert read_settings().oidc_issuer == issuer


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        (
            "RETENTION_DAYS",
            "a year",
            'SENDBOT_RETENTION_DAYS is "a year", which cannot be used. Use a whole number',
        ),
        ("RETENTION_DAYS", "0", "from 1 to 3650"),
        ("LOG_LEVEL", "loud", "Use DEBUG, INFO, WARNING or ERROR."),
        ("ENCODER", "/nowhere/at/all", "there is no such folder"),
        ("KNOWLEDGE_DIR", "/nowhere/at/all", "SENDBOT_KNOWLEDGE_DIR"),
    ],
)
def test_wrong_settings_are_sentences(house: Path, setting: str, value: str, said: str) -> None:
    assert said in polite(bot(house, "ask", "opening hours", **{f"SENDBOT_{setting}": value}))


EMAIL = {
    "SENDBOT_SMTP_URL": "smtp://mail.example.org:587",
    "SENDBOT_MAIL_FROM": "ask@example.org",
    "SENDBOT_SEAL_KEY": "hidden words",
    "SENDBOT_WEB_URL": "https://ask.example.org",
}


def test_email_to_families_is_off_unless_it_is_switched_on(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in EMAIL.items():
        monkeypatch.setenv(name, value)
    assert not read_settings().web_email
    monkeypatch.setenv("SENDBOT_WEB_EMAIL", "1")
    assert read_settings().web_email
    monkeypatch.setenv("SENDBOT_WEB_EMAIL", "perhaps")
    with pytest.raises(SettingsError, match=r"SENDBOT_WEB_EMAIL.* cannot be used\. Use 1"):
        read_settings()


@pytest.mark.parametrize("missing", ["SENDBOT_SEAL_KEY", "SENDBOT_WEB_URL"])
def test_email_to_families_names_what_is_missing(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    for name, value in (EMAIL | {"SENDBOT_WEB_EMAIL": "1"}).items():
        monkeypatch.setenv(name, "" if name == missing else value)
    with pytest.raises(SettingsError) as refused:
        read_settings()
    assert (
        str(refused.value)
        == f"SENDBOT_WEB_EMAIL is on, but {missing} is missing. Set all of them, or switch it off."
    )


def test_email_to_families_without_a_mail_server_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SENDBOT_SMTP_URL", "SENDBOT_MAIL_FROM"):
        monkeypatch.delenv(name, raising=False)
    for name in ("SENDBOT_SEAL_KEY", "SENDBOT_WEB_URL"):
        monkeypatch.setenv(name, EMAIL[name])
    monkeypatch.setenv("SENDBOT_WEB_EMAIL", "1")
    with pytest.raises(SettingsError, match="SENDBOT_SMTP_URL and SENDBOT_MAIL_FROM are missing"):
        read_settings()
