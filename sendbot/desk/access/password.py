"""Passwords as argon2id hashes, and the random tokens of sessions and forms."""

from __future__ import annotations

import hashlib
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import Type

from sendbot.errors import ReviewError

SHORTEST, LONGEST = 12, 200
"""Twelve characters resist guessing (NCSC); two hundred are more than anybody types."""
_HASHER = PasswordHasher(
    time_cost=3, memory_cost=32 * 1024, parallelism=1, type=Type.ID
)  # above OWASP's least, and small beside the encoders
_NOBODY = _HASHER.hash(secrets.token_hex(16))
"""Checked for accounts that do not exist, so that an answer takes equally long for them."""


def hashed(password: str) -> str:
    """The hash of a new password. Raises ReviewError when it is too short or too long."""
    if len(password) < SHORTEST:
        raise ReviewError(
            f"The password has {len(password)} characters. Use {SHORTEST} or more; three random words are "
            "good.",
            "password",
        )
    if len(password) > LONGEST:
        raise ReviewError(f"The password is longer than {LONGEST} characters. Use a shorter one.", "password")
    if len(set(password)) < 5:
        raise ReviewError("The password repeats a few characters. Use three random words.", "password")
    return _HASHER.hash(password)


def matches(password: str, stored: str | None) -> bool:
    """Is this the password? Takes as long when there is no account, or one without a password."""
    try:
        return _HASHER.verify(stored or _NOBODY, password[: LONGEST + 1]) and stored is not None
    except (VerificationError, InvalidHashError):
        return False


def new_token() -> str:
    """A token that cannot be guessed."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What is stored in place of a token."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def same(one: str, other: str) -> bool:
    """Are two tokens the same? Takes equally long wherever they differ."""
    return bool(one) and secrets.compare_digest(
        one.encode("utf-8", "replace"), other.encode("utf-8", "replace")
    )
