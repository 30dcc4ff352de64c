"""Signing in through the council's own accounts: OpenID Connect's authorization code flow, with PKCE, state and nonce.

The provider says who somebody is; what they may do stands in their account at the desk, which an admin has made.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, cast
from urllib.parse import urlsplit

import httpx2
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.httpx_client import AsyncOAuth2Client
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sendbot.desk.bench import Bench, SingleSignOn
from sendbot.desk.passwords import new_token, same
from sendbot.desk.signin import draw_form, let_in, local_path, set_cookie
from sendbot.desk.visits import cookie_name
from sendbot.errors import SendbotError
from sendbot.store.changes import note_down
from sendbot.store.people import Person, person

_LOG = logging.getLogger(__name__)
_PATIENCE = 10.0
_KEPT_FOR = timedelta(minutes=10)
_DISCOVERED_FOR = 3600.0
_MOST_WAITING = 10_000
_LEEWAY = 60
_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Signatures that only the provider can make: none with a shared secret, and never "none"."""


class SignOnError(SendbotError):
    """Why somebody could not be signed in, as they read it."""


_AGAIN = "Signing in took too long, or was begun in another browser. Try again."
_AWAY = "The sign-in service cannot be reached just now. Try again in a few minutes, or sign in with a password."
_REFUSED = "The sign-in service did not confirm who you are. Try again."
_UNKNOWN = "There is no account at the desk for you. Ask an admin of the desk to add your email address."


@dataclass(frozen=True)
class _Attempt:
    """A sign-in under way at the provider."""

    browser: str
    verifier: str
    nonce: str
    wanted: str
    at: datetime


@dataclass
class Provider:
    """The provider with what is known of it, and the sign-ins under way. Kept in memory, for one process."""

    options: SingleSignOn
    _waiting: dict[str, _Attempt] = field(default_factory=dict)
    _found: tuple[float, Mapping[str, Any]] | None = None
    _keys: KeySet | None = None

    async def address(self, back: str, browser: str, wanted: str, now: datetime) -> str:
        """Where to send a browser. `back` is our own address, `browser` a secret in its cookie."""
        about = await self._about()
        attempt = _Attempt(browser, new_token(), new_token(), wanted, now)
        async with self._client(about, back) as client:
            found, state = client.create_authorization_url(about["authorization_endpoint"], code_verifier=attempt.verifier, nonce=attempt.nonce)
        fresh = {key: kept for key, kept in self._waiting.items() if now - kept.at < _KEPT_FOR}
        self._waiting = dict(list(fresh.items())[-_MOST_WAITING:]) | {state: attempt}
        return str(found)

    async def email(self, query: Mapping[str, str], back: str, browser: str, now: datetime) -> tuple[str, str]:
        """The verified email address of who comes back, and where they wanted to go. Raises SignOnError."""
        attempt = self._waiting.pop(query.get("state", ""), None)
        if attempt is None or not same(browser, attempt.browser) or now - attempt.at >= _KEPT_FOR:
            raise SignOnError(_AGAIN)
        if "code" not in query:
            raise SignOnError(_REFUSED)
        about = await self._about()
        try:
            async with self._client(about, back) as client:
                token = await client.fetch_token(about["token_endpoint"], code=query["code"], code_verifier=attempt.verifier)
        except (AuthlibBaseError, ValueError):
            raise SignOnError(_REFUSED) from None
        except httpx2.HTTPError:
            raise SignOnError(_AWAY) from None
        claims = await self._claims(str(token.get("id_token", "")), attempt.nonce, now)
        return _email_in(claims), attempt.wanted

    async def _claims(self, token: str, nonce: str, now: datetime) -> Mapping[str, Any]:
        """What a token says, once its signature and every claim about it are right."""
        expected = {"iss": self.options.issuer, "aud": self.options.client, "nonce": nonce}
        wanted: dict[str, Any] = {name: {"essential": True, "value": value} for name, value in expected.items()}
        registry = jwt.JWTClaimsRegistry(now=int(now.timestamp()), leeway=_LEEWAY, exp={"essential": True}, **wanted)
        try:
            found = await self._read(token)
            registry.validate(found.claims)
        except (JoseError, ValueError):
            raise SignOnError(_REFUSED) from None
        return found.claims

    async def _read(self, token: str) -> jwt.Token:
        """The token by the keys that are known; by fresh ones when those do not fit, since providers change them."""
        if self._keys is not None:
            try:
                return jwt.decode(token, self._keys, algorithms=_ALGORITHMS)
            except (JoseError, ValueError):
                self._keys = None
        self._keys = KeySet.import_key_set(cast(Any, await self._fetch((await self._about())["jwks_uri"])))
        return jwt.decode(token, self._keys, algorithms=_ALGORITHMS)

    async def _about(self) -> Mapping[str, Any]:
        """What the provider says of itself, asked once an hour."""
        if self._found is None or time.monotonic() - self._found[0] > _DISCOVERED_FOR:
            about = await self._fetch(f"{self.options.issuer.rstrip('/')}/.well-known/openid-configuration")
            addresses = [about.get(name) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")]
            if about.get("issuer") != self.options.issuer or not all(isinstance(found, str) and safe_address(found) for found in addresses):
                _LOG.error("The sign-in service describes itself as another one than SENDBOT_OIDC_ISSUER names.")
                raise SignOnError(_AWAY)
            self._found = (time.monotonic(), about)
        return self._found[1]

    @staticmethod
    async def _fetch(address: str) -> dict[str, Any]:
        try:
            async with httpx2.AsyncClient(timeout=_PATIENCE) as client:
                answer = await client.get(address)
                answer.raise_for_status()
                found = answer.json()
        except (httpx2.HTTPError, ValueError):
            raise SignOnError(_AWAY) from None
        if not isinstance(found, dict):
            raise SignOnError(_AWAY)
        return found

    def _client(self, about: Mapping[str, Any], back: str) -> Any:
        ways = about.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        way = "client_secret_basic" if "client_secret_basic" in ways else "client_secret_post"
        return AsyncOAuth2Client(
            self.options.client,
            self.options.secret,
            token_endpoint_auth_method=way,
            scope="openid email",
            redirect_uri=back,
            code_challenge_method="S256",
            timeout=_PATIENCE,
        )


def safe_address(address: str) -> bool:
    """Is this an https address, or one on this machine?"""
    parts = urlsplit(address)
    return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in {"127.0.0.1", "localhost", "::1"}))


def _email_in(claims: Mapping[str, Any]) -> str:
    email = claims.get("email")
    if not isinstance(email, str) or not email or claims.get("email_verified", True) not in {True, "true"}:
        raise SignOnError("The sign-in service gave no confirmed email address for you. Ask an admin of the desk for a password instead.")
    return email


def _active(found: Person | None) -> Person:
    if found is None or not found.active:
        raise SignOnError(_UNKNOWN)
    return found


def _provider(request: Request) -> Provider:
    provider: Provider | None = request.app.state.sign_on
    if provider is None:
        raise HTTPException(404)
    return provider


def _back(request: Request) -> str:
    return f"{request.url.scheme}://{request.url.netloc}/sso/back"


def _cookie(request: Request) -> str:
    return f"{cookie_name(request)}-sso"


async def begin(request: Request) -> Response:
    """Send the browser to the provider."""
    provider, browser = _provider(request), new_token()
    bench: Bench = request.app.state.bench
    wanted = local_path(request.query_params.get("next", "/queue"))
    try:
        address = await provider.address(_back(request), browser, wanted, bench.now())
    except SignOnError as problem:
        return _refused(request, str(problem), wanted)
    answer = RedirectResponse(address, 303)
    set_cookie(request, answer, _cookie(request), browser, int(_KEPT_FOR.total_seconds()))
    return answer


async def finish(request: Request) -> Response:
    """The browser comes back from the provider."""
    provider = _provider(request)
    bench: Bench = request.app.state.bench
    try:
        email, wanted = await provider.email(request.query_params, _back(request), request.cookies.get(_cookie(request), ""), bench.now())
        found = _active(await person(bench.store, email))
    except SignOnError as problem:
        await note_down(bench.store, bench.now(), "nobody", "single sign-on refused", "", str(problem).split(".")[0])
        return _refused(request, str(problem), "/queue")
    answer = await let_in(request, found, wanted)
    answer.delete_cookie(_cookie(request), path="/")
    return answer


def _refused(request: Request, sentence: str, wanted: str) -> Response:
    return draw_form(request, "signin.html", 403, next=wanted, email="", ended="", errors=(("top", sentence),))
