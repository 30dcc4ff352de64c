"""Passwords as argon2id hashes, and the random tokens of sessions and forms."""

from __future__ import annotations

import asyncio
import hashlib
import re
import secrets
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import Type
from zxcvbn import zxcvbn

from sendbot.errors import ReviewError

SHORTEST, LONGEST = 12, 200
"""Twelve characters resist guessing (NCSC); two hundred are more than anybody types."""
_HASHER = PasswordHasher(
    time_cost=3, memory_cost=32 * 1024, parallelism=1, type=Type.ID
)  # above OWASP's least, and small beside the encoders
_NOBODY = _HASHER.hash(secrets.token_hex(16))
"""Checked for accounts that do not exist, so that an answer takes equally long for them."""


_EASY = 10**8
"""Guesses: a password that is among the first hundred million of a guesser who knows the commonest ones
is found
within hours, however slowly each try is answered."""
_THREADS = ThreadPoolExecutor(2, thread_name_prefix="password")
"""Its own, so that signing in never waits for a preview, nor anything else for a flood of tries."""


def hashed(password: str, about: Sequence[str] = ()) -> str:
    """The hash of a new password. `about` is what others know of the person: name and address.

    Raises ReviewError when it is too short, too long, or soon guessed."""
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
    told = [part for text in about for part in re.split(r"[^\w]+", text.casefold()) if len(part) >= 3]
    left = password.casefold()
    for part in sorted(told, key=len, reverse=True):
        left = left.replace(part, "")
    if len(re.sub(r"[\W\d_]", "", left)) < 5 and len(left) < len(password):
        raise ReviewError(
            "The password is little more than a name or an address. Use three random words.", "password"
        )
    if zxcvbn(password[:72], user_inputs=[*about, *told])["guesses"] < _EASY:
        raise ReviewError(
            "The password is one of the commonest, or close to one. Use three random words.", "password"
        )
    return _HASHER.hash(password)


async def hashed_aside(password: str, about: Sequence[str] = ()) -> str:
    """The same, in threads that only passwords use."""
    return await asyncio.get_running_loop().run_in_executor(_THREADS, hashed, password, tuple(about))


async def matches_aside(password: str, stored: str | None) -> bool:
    """Is this the password? In threads that only passwords use."""
    return await asyncio.get_running_loop().run_in_executor(_THREADS, matches, password, stored)


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
