"""The council's OpenID Connect provider: where it sends people to sign in, and who it says has come back.

`await Provider(sign_on, now).address(trip)`, then `await provider.email(trip, code)`. Nothing that the
provider wrote is shown or logged.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import httpx2
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import AsyncOAuth2Client
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import BadSignatureError, InvalidKeyIdError, JoseError
from joserfc.jwk import JWKRegistry, KeySet
from joserfc.jws import JWSRegistry

from sendbot.desk.context import SingleSignOn
from sendbot.errors import SettingsError, SignOnError
from sendbot.this_machine import LOOPBACK

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
"""Only what needs the provider's private key: whoever knows the client's secret must not be able to sign."""
PATIENCE = 10.0
"""Seconds: whoever signs in does not wait longer."""
_KEPT = timedelta(hours=1)
"""How long the provider's description and keys are believed before they are asked for again."""
_LEEWAY = 60
"""Seconds that two clocks may differ."""
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
_KNOWN_ERRORS = {
    "access_denied",
    "invalid_client",
    "invalid_grant",
    "invalid_request",
    "login_required",
    "server_error",
    "unauthorized_client",
}
"""Words of the standard; any other word of the provider's stays out of our records."""
_FOREIGN = (
    httpx2.HTTPError,
    httpx2.InvalidURL,
    AuthlibBaseError,
    JoseError,
    OSError,
    ValueError,
    TypeError,
    LookupError,
    RecursionError,
)


@dataclass(frozen=True)
class Trip:
    """What one sign-on is made of. `back` is the address at the desk to which the provider sends the
    browser."""

    back: str
    state: str = field(repr=False)
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)


def known_error(word: object) -> str:
    """The provider's error word, in brackets, if it is one of the standard; otherwise nothing."""
    return f" ({word})" if isinstance(word, str) and word in _KNOWN_ERRORS else ""


def _trusted(address: object, loopback: bool) -> bool:
    """Is it an https address, or one of this machine where that is allowed?"""
    if not isinstance(address, str) or not address.isprintable() or " " in address:
        return False
    try:
        parts = urlsplit(address)
        plain = parts.scheme == "http" and loopback and parts.hostname in LOOPBACK
    except ValueError:
        return False
    return (
        bool(parts.hostname)
        and (plain or parts.scheme == "https")
        and "@" not in parts.netloc
        and not parts.fragment
    )


class Provider:
    """Asks the provider. Its description and keys are kept for an hour. Raises SettingsError for an issuer
    that is not safe to ask."""

    def __init__(self, sign_on: SingleSignOn, now: Callable[[], datetime]) -> None:
        if not _trusted(sign_on.issuer, loopback=True) or "?" in sign_on.issuer:
            raise SettingsError(
                "The address of the single sign-on cannot be used. Set SENDBOT_OIDC_ISSUER to an https "
                "address, as the council gave it."
            )
        self._own = sign_on
        self._now = now
        self._loopback = urlsplit(sign_on.issuer).hostname in LOOPBACK
        self._description: tuple[datetime, dict[str, Any]] | None = None
        self._keys: KeySet | None = None
        for name in ("httpx2", "httpcore2", "authlib"):  # at DEBUG they write down what the provider sends
            logging.getLogger(name).setLevel(logging.WARNING)

    async def address(self, trip: Trip) -> str:
        """Where to send the browser. Raises SignOnError when the provider cannot be reached."""
        about = await self._about()
        with self._asking("its address"):
            client = self._client(about, trip)
            address, _ = client.create_authorization_url(
                about["authorization_endpoint"],
                state=trip.state,
                code_verifier=trip.verifier,
                nonce=trip.nonce,
            )
            await client.aclose()
        return str(address)

    async def email(self, trip: Trip, code: str) -> str:
        """The confirmed email address of whoever came back with this code. Raises SignOnError when nobody is
        vouched for."""
        about = await self._about()
        answer = await self._exchange(about, trip, code)
        with self._checking():
            token = await self._verified(about, answer["id_token"])
            known = {
                "nonce": trip.nonce,
                "client_id": self._own.client,
                "access_token": answer.get("access_token"),
            }
            wanted = {
                "iss": {"essential": True, "value": about["issuer"]},
                "aud": {"essential": True, "value": self._own.client},
            }
            claims = CodeIDToken(token.claims, token.header, wanted, known)
            claims.validate(now=int(self._now().timestamp()), leeway=_LEEWAY)
        return self._confirmed(claims)

    def _confirmed(self, claims: dict[str, Any]) -> str:
        email = claims.get("email")
        if (
            not isinstance(email, str)
            or "@" not in email
            or len(email) > 254
            or claims.get("email_verified", True) not in (True, "true")
        ):
            raise SignOnError(
                f"Signing in with {self._own.name} gave no confirmed email address. Tell an admin.",
                "no confirmed email address",
            )
        if (
            not email.isascii()
        ):  # folding case turns some other letters into plain ones, and so one person into another
            raise SignOnError(
                "There is no active account at the desk for your email address. Ask an admin.",
                "an email address with unusual letters",
            )
        return email

    async def _about(self) -> dict[str, Any]:
        """The provider's description of itself, checked."""
        if self._description is None or self._now() - self._description[0] >= _KEPT:
            found = await self._read(
                f"{self._own.issuer.rstrip('/')}/.well-known/openid-configuration", "its description"
            )
            issuer = found.get("issuer")
            if not isinstance(issuer, str) or issuer.rstrip("/") != self._own.issuer.rstrip("/"):
                raise self._away("its description names another issuer")
            if not all(_trusted(found.get(name), self._loopback) for name in _ENDPOINTS):
                raise self._away("its description names an address that is missing or not https")
            self._description, self._keys = (self._now(), found), None
        return self._description[1]

    async def _read(self, address: str, what: str) -> dict[str, Any]:
        """A JSON object. Redirects are not followed, so no other host can answer."""
        with self._asking(what):
            async with (
                asyncio.timeout(PATIENCE),
                httpx2.AsyncClient(timeout=PATIENCE, trust_env=not self._loopback) as client,
            ):
                answer = await client.get(address, headers={"accept": "application/json"})
                found = answer.raise_for_status().json()
            if not isinstance(found, dict):
                raise TypeError
            return found

    def _client(self, about: dict[str, Any], trip: Trip) -> Any:
        methods = about.get("token_endpoint_auth_methods_supported")
        posted = (
            isinstance(methods, list)
            and "client_secret_basic" not in methods
            and "client_secret_post" in methods
        )
        return AsyncOAuth2Client(
            self._own.client,
            self._own.secret,
            token_endpoint_auth_method="client_secret_post" if posted else "client_secret_basic",
            scope="openid email",
            redirect_uri=trip.back,
            code_challenge_method="S256",
            timeout=PATIENCE,
            trust_env=not self._loopback,  # a proxy of the network does not know this machine's own addresses
        )

    async def _exchange(self, about: dict[str, Any], trip: Trip, code: str) -> dict[str, Any]:
        with self._asking("its token address"):
            async with asyncio.timeout(PATIENCE), self._client(about, trip) as client:
                try:
                    return dict(
                        await client.fetch_token(
                            about["token_endpoint"], code=code, code_verifier=trip.verifier
                        )
                    )
                except OAuthError as problem:
                    sentence = (
                        f"Signing in with {self._own.name} was refused. Try again, or use your password."
                    )
                    raise SignOnError(
                        sentence, f"the provider refused the code{known_error(problem.error)}", anyone=True
                    ) from None

    async def _verified(self, about: dict[str, Any], token: str) -> jwt.Token:
        """The ID token, if one of the provider's keys signed it. Keys may have been changed since they were
        read."""
        if self._keys is not None:
            with suppress(InvalidKeyIdError, BadSignatureError):
                return _decoded(token, self._keys)
        found = await self._read(about["jwks_uri"], "its keys")
        self._keys = _usable(found["keys"])
        return _decoded(token, self._keys)

    @contextmanager
    def _asking(self, what: str) -> Iterator[None]:
        try:
            yield
        except _FOREIGN as problem:
            raise self._away(f"{what} could not be read: {type(problem).__name__}") from None

    def _away(self, why: str) -> SignOnError:
        sentence = (
            f"Signing in with {self._own.name} does not work at the moment. Try again in a few "
            "minutes, or use your password."
        )
        return SignOnError(sentence, why, status=503, anyone=True)

    @contextmanager
    def _checking(self) -> Iterator[None]:
        try:
            yield
        except _FOREIGN as problem:
            sentence = (
                f"What came back from signing in with {self._own.name} could not be trusted. Try "
                "again; if it happens again, tell an admin."
            )
            raise SignOnError(
                sentence, f"the provider's token was not accepted: {type(problem).__name__}"
            ) from None


def _decoded(token: str, keys: KeySet) -> jwt.Token:
    return jwt.decode(token, keys, registry=JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False))


def _usable(found: list[dict[str, Any]]) -> KeySet:
    """The public keys that we can check with. One that is not understood does not spoil the others."""
    keys = []
    for data in found:
        with suppress(*_FOREIGN):
            if data["kty"] in {"RSA", "EC"}:
                key = JWKRegistry.import_key(data)
                key.ensure_kid()
                keys.append(key)
    return KeySet(keys)
