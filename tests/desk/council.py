"""A small OpenID Connect provider on a real port. It checks what a strict one checks, and can be told to
misbehave."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import parse_qs, urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT, SECRET = "review-desk", "the secret of the desk: at least 32 letters"
GOSSIP = "words that only the provider uses"
"""Stands in every refusal; it must never be shown or kept by the desk."""

Claims = dict[str, Any]


def _plain(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def unsigned(claims: Claims) -> str:
    """A token that says it needs no signature."""
    return (
        f"{_plain(json.dumps({'alg': 'none', 'kid': 'one'}).encode())}.{_plain(json.dumps(claims).encode())}."
    )


def signed_by_words(claims: Claims, words: bytes) -> str:
    """A token under HS256, with a key that others know too."""
    head = (
        f"{_plain(json.dumps({'alg': 'HS256', 'kid': 'one'}).encode())}.{_plain(json.dumps(claims).encode())}"
    )
    return f"{head}.{_plain(hmac.new(words, head.encode(), hashlib.sha256).digest())}"


@cache
def first_key() -> RSAKey:
    """Made once, since that takes a while."""
    return new_key("one")


def new_key(kid: str | None) -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": kid, "use": "sig"} if kid else None)


@dataclass
class Council:
    """What the provider is and does. Replace a part to make it misbehave."""

    issuer: str
    now: Callable[[], datetime]
    key: RSAKey | ECKey = field(default_factory=first_key)
    published: list[RSAKey | ECKey | OctKey] = field(default_factory=list)
    person: Claims = field(
        default_factory=lambda: {"sub": "7", "email": "Lead@Example.org", "email_verified": True}
    )
    changed: Claims = field(default_factory=dict)
    """Claims that are replaced; None leaves one out."""
    sign: Callable[[Claims], str] | None = None
    refusal: str = ""
    description: Claims = field(default_factory=dict)
    answer: Claims = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    last_token: str = ""

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/council/.well-known/openid-configuration", self._describe),
                Route("/council/authorize", self._authorize),
                Route("/council/token", self._token, methods=["POST"]),
                Route("/council/keys", self._keys),
                Route("/elsewhere", self._elsewhere),
            ]
        )

    async def _describe(self, _request: Request) -> Response:
        self.asked.append("description")
        if "moved" in self.description:
            return RedirectResponse(self.description["moved"], 302)
        addresses = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
        }
        return JSONResponse({**addresses, **self.description})

    async def _elsewhere(self, _request: Request) -> Response:
        self.asked.append("elsewhere")
        return JSONResponse({})

    async def _authorize(self, request: Request) -> Response:
        query = dict(request.query_params)
        fits = (
            query.get("client_id") == CLIENT
            and query.get("response_type") == "code"
            and query.get("code_challenge_method") == "S256"
        )
        if (
            not fits
            or len(query.get("code_challenge", "")) != 43
            or not {"openid", "email"} <= set(query.get("scope", "").split())
        ):
            return JSONResponse({"error": "invalid_request"}, 400)
        if self.refusal:
            told = {"error": self.refusal, "error_description": GOSSIP, "state": query["state"]}
            return RedirectResponse(f"{query['redirect_uri']}?{urlencode(told)}", 302)
        code = f"code-{len(self.codes)}"
        self.codes[code] = query
        return RedirectResponse(
            f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}", 302
        )

    async def _token(self, request: Request) -> Response:
        form = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        posted = form.get("client_id") == CLIENT and form.get("client_secret") == SECRET
        self.asked.append("token by post" if posted else "token")
        if not posted and request.headers.get("authorization") != f"Basic {basic}":
            return JSONResponse({"error": "invalid_client", "error_description": GOSSIP}, 401)
        begun = self.codes.pop(form.get("code", ""), None)
        proof = _plain(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        if (
            begun is None
            or proof != begun["code_challenge"]
            or form.get("redirect_uri") != begun["redirect_uri"]
        ):
            return JSONResponse({"error": "invalid_grant", "error_description": GOSSIP}, 400)
        self.last_token = self._id_token(begun["nonce"])
        return JSONResponse(
            {"access_token": "access", "token_type": "Bearer", "id_token": self.last_token, **self.answer}
        )

    def _id_token(self, nonce: str) -> str:
        at = int(self.now().timestamp())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "iat": at,
            "exp": at + 300,
            "nonce": nonce,
            **self.person,
            **self.changed,
        }
        claims = {name: value for name, value in claims.items() if value is not None}
        if self.sign is not None:
            return self.sign(claims)
        header = {"alg": "ES256" if isinstance(self.key, ECKey) else "RS256", "kid": self.key.kid}
        return jwt.encode({name: value for name, value in header.items() if value}, claims, self.key)

    async def _keys(self, _request: Request) -> Response:
        self.asked.append("keys")
        return JSONResponse(
            {"keys": [key.as_dict(private=isinstance(key, OctKey)) for key in self.published or [self.key]]}
        )


@asynccontextmanager
async def council(now: Callable[[], datetime]) -> AsyncIterator[Council]:
    """A provider in service. Its socket listens before the server runs, so nobody needs to wait for it."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        made = Council(f"http://127.0.0.1:{listening.getsockname()[1]}/council", now)
        server = uvicorn.Server(uvicorn.Config(made.app(), log_level="critical", lifespan="off"))
        running = asyncio.create_task(server.serve(sockets=[listening]))
        try:
            yield made
        finally:
            server.should_exit = True
            await running
