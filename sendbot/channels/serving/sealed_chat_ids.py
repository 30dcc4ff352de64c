"""Sealing a chat id, or an email address, so that a database by itself does not say who waits for an
answer."""

from __future__ import annotations

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from sendbot.errors import SettingsError


class Seal:
    """Keys of the operator's, the newest first; what an older one sealed can still be opened."""

    def __init__(self, keys: str) -> None:
        try:
            self._box = MultiFernet([Fernet(key) for key in keys.replace(",", " ").split()])
        except ValueError:
            raise SettingsError(
                "SENDBOT_SEAL_KEY cannot be used. `python bot.py doctor` prints a new key that can."
            ) from None

    def seal(self, chat: int) -> str:
        """The chat's id, locked."""
        return self.seal_text(str(chat))

    def open(self, sealed: str) -> int | None:
        """The chat's id; None when no key of ours opens it."""
        try:
            return int(self.open_text(sealed) or "")
        except ValueError:
            return None

    def seal_text(self, text: str) -> str:
        """A text, locked."""
        return self._box.encrypt(text.encode()).decode()

    def open_text(self, sealed: str) -> str | None:
        """The text; None when no key of ours opens it."""
        try:
            return self._box.decrypt(sealed.encode()).decode()
        except (InvalidToken, ValueError):
            return None


def new_key() -> str:
    """A key for the settings."""
    return Fernet.generate_key().decode()
