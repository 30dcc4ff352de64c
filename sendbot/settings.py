"""Settings from the environment, every one with the prefix SENDBOT_. A value that cannot be used is explained
in a sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from sendbot.errors import SettingsError
from sendbot.upkeep.mail import read_sender, read_server

PREFIX = "SENDBOT_"


class Settings(BaseSettings):
    """What an operator can set. An empty value counts as not set."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, frozen=True, extra="ignore")

    knowledge_dir: Annotated[Path, Field(description="the folder of the answers")] = Path("knowledge")
    data_dir: Annotated[Path, Field(description="the folder of the database and of saved indexes")] = Path(
        "data"
    )
    database_url: Annotated[
        SecretStr | None, Field(description="another database than the file in the data folder")
    ] = None
    retention_days: Annotated[
        int, Field(ge=1, le=3650, description="days after which kept questions are deleted")
    ] = 365
    backup_dir: Annotated[
        Path | None, Field(description="the folder in which copies of the database are kept")
    ] = None
    encoder: Annotated[
        str, Field(description='"default", "none", or the folder of an ONNX sentence-transformers model')
    ] = "default"
    telegram_token: Annotated[
        SecretStr | None, Field(description="the token of the Telegram bot, from @BotFather")
    ] = None
    telegram_api_url: Annotated[
        str | None, Field(description="another server of Telegram's Bot API", pattern=r"^https?://[^\s/]+")
    ] = None
    telegram_rate: Annotated[
        float, Field(ge=0, le=1000, description="messages a second at most; 0 for no limit")
    ] = 30.0
    telegram_webhook_url: Annotated[
        str | None,
        Field(
            description="the https address at which Telegram delivers; without it the bot polls",
            pattern=r"^https?://[^\s/]+",
        ),
    ] = None
    telegram_webhook_secret: Annotated[
        SecretStr | None,
        Field(
            description="what Telegram sends along; worked out from the token otherwise",
            pattern=r"^[A-Za-z0-9_-]{1,256}$",
        ),
    ] = None
    telegram_listen: Annotated[
        str | None,
        Field(
            description='the "host:port" of deliveries, health and figures', pattern=r"^[^\s]*:[0-9]{1,5}$"
        ),
    ] = None
    staff_chat: Annotated[
        int | None, Field(description="the id of the Telegram chat in which staff are told of troubles")
    ] = None
    seal_key: Annotated[
        SecretStr | None,
        Field(
            description="locks the chats, and the email addresses, of families that want to be told later; "
            "without it that is not offered"
        ),
    ] = None
    smtp_url: Annotated[
        SecretStr | None,
        Field(description="the mail server for email to staff and families, with user and password"),
    ] = None
    mail_from: Annotated[str | None, Field(description="the address that these emails come from")] = None
    oidc_issuer: Annotated[
        str | None,
        Field(
            description="the council's OpenID Connect provider, for signing in to the desk",
            pattern=r"^(https://[^\s/?#@]+|http://(127\.0\.0\.1|localhost|\[::1\])(:[0-9]{1,5})?)(/[^\s?#]*)?$",
        ),
    ] = None
    oidc_client: Annotated[
        str | None, Field(description="the client id that the single sign-on knows the desk by")
    ] = None
    oidc_secret: Annotated[SecretStr | None, Field(description="the secret of that client")] = None
    oidc_name: Annotated[
        str, Field(description="what the button for it says, after 'Sign in with'", max_length=60)
    ] = "your council account"
    desk_commits: Annotated[
        bool,
        Field(
            description="may the desk put answers on branches `desk/...` of the git repository that the "
            "knowledge folder is in, under the curator's name? A person still merges"
        ),
    ] = False
    desk_url: Annotated[
        str | None,
        Field(
            description="the desk's address, for the links in digests",
            pattern=r"^(https://[^\s/]\S*|http://(localhost|127\.0\.0\.1|\[::1\])(:[0-9]{1,5})?(/\S*)?)$",
        ),
    ] = None
    web_url: Annotated[
        str | None,
        Field(
            description="the chat page's own address, for links and codes that lead to it",
            pattern=r"^(https://[^\s/?#]+|http://(localhost|127\.0\.0\.1|\[::1\])(:[0-9]{1,5})?)/?$",
        ),
    ] = None
    web_key: Annotated[
        SecretStr | None,
        Field(
            description="locks the conversations of the chat page; made and kept in the data folder otherwise"
        ),
    ] = None
    web_frames: Annotated[
        str | None,
        Field(
            description="the sites that may show the chat page inside one of theirs",
            pattern=r"^((https://[\w*.-]+|http://(localhost|127\.0\.0\.1))(:[0-9]{1,5})?( +|$))+$",
        ),
    ] = None
    web_exit: Annotated[
        str,
        Field(
            description='where "Leave this page" goes: a page that anybody may have open',
            pattern=r"^https://[^\s\"<>]+$",
        ),
    ] = "https://www.bbc.co.uk/weather"
    web_email: Annotated[
        bool,
        Field(
            description="may a family that has a private link ask for one email when there is an answer? "
            "It needs the mail server, the seal key and the chat page's own address"
        ),
    ] = False
    log_level: Annotated[
        Literal["DEBUG", "INFO", "WARNING", "ERROR"],
        BeforeValidator(lambda value: str(value).upper()),
        Field(description="how much is written to the log"),
    ] = "WARNING"

    @property
    def database(self) -> str:
        """The database's address. It may hold a password: never print it."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"sqlite+aiosqlite:///{self.data_dir / 'sendbot.db'}"


_HINTS = {
    "telegram_api_url": "Write it like https://api.telegram.org or http://127.0.0.1:8081.",
    "telegram_webhook_url": "Write it like https://bot.example.org/telegram.",
    "telegram_webhook_secret": "Use 1 to 256 letters, digits, _ and -.",
    "telegram_listen": "Write it like 127.0.0.1:8080.",
    "telegram_rate": "Use a number from 0 to 1000, such as 30.",
    "staff_chat": "Use the number of the chat, such as -1001234567890.",
    "desk_url": "Write it like https://desk.example.org or http://127.0.0.1:8090.",
    "web_url": "Write it like https://ask.example.org, without a path.",
    "web_frames": "Write it like https://www.example.org https://localoffer.example.org, without paths.",
    "web_exit": "Write it like https://www.bbc.co.uk/weather.",
    "retention_days": "Use a whole number of days from 1 to 3650, such as 365.",
    "oidc_issuer": "Write it like https://login.example.org/council. Plain http is for this machine only.",
    "oidc_name": "Use 60 characters at most.",
    "web_email": "Use 1 to switch it on, or 0.",
    "log_level": "Use DEBUG, INFO, WARNING or ERROR.",
}


def read_settings() -> Settings:
    """The settings of this process. Raises SettingsError with the name, the value and what to write
    instead."""
    try:
        settings = Settings()
    except ValidationError as problem:
        raise SettingsError(
            " ".join(_sentence(error["loc"], error["input"]) for error in problem.errors())
        ) from None
    if settings.encoder not in {"default", "none"} and not Path(settings.encoder).is_dir():
        raise SettingsError(
            f'{PREFIX}ENCODER is "{settings.encoder}", and there is no such folder. Use "default", '
            '"none", or the folder of an ONNX model.'
        )
    _check_mail(settings)
    _check_web_email(settings)
    _check_sign_on(settings)
    return settings


def _check_mail(settings: Settings) -> None:
    if (settings.smtp_url is None) != (settings.mail_from is None):
        raise SettingsError(
            f"{PREFIX}SMTP_URL and {PREFIX}MAIL_FROM belong together. Set both to send digests by email, "
            "or neither."
        )
    if settings.smtp_url is not None and settings.mail_from is not None:
        read_server(settings.smtp_url.get_secret_value())
        read_sender(settings.mail_from)


def _check_web_email(settings: Settings) -> None:
    needed = ("smtp_url", "mail_from", "seal_key", "web_url")
    missing = [f"{PREFIX}{name.upper()}" for name in needed if getattr(settings, name) is None]
    if settings.web_email and missing:
        raise SettingsError(
            f"{PREFIX}WEB_EMAIL is on, but {' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} "
            "missing. Set all of them, or switch it off."
        )


def _check_sign_on(settings: Settings) -> None:
    given = {
        name: getattr(settings, name) is not None for name in ("oidc_issuer", "oidc_client", "oidc_secret")
    }
    if any(given.values()) and not all(given.values()):
        missing = " and ".join(f"{PREFIX}{name.upper()}" for name, there in given.items() if not there)
        raise SettingsError(
            f"Single sign-on is set up in part: {missing} is missing. Set issuer, client and secret, or "
            "none of them."
        )


def _sentence(place: tuple[int | str, ...], value: object) -> str:
    name = str(place[0]) if place else ""
    shown = (
        "" if any(secret in name for secret in ("token", "url", "key", "secret")) else f' is "{value}", which'
    )
    return (
        f"{PREFIX}{name.upper()}{shown} cannot be used. "
        f"{_HINTS.get(name, 'See the table of settings in README.md.')}"
    )
