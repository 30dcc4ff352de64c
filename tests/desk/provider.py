"""A small OpenID provider on this machine, which can be told to lie."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import time
from typing import Any
from urllib.parse import parse_qs, urlencode

import httpx
import uvicorn
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from tests.telegram.process import free_port

CLIENT, SECRET = "the-desk", "a secret that only the desk and the provider know"


class Council:
    """`claims` change what the token says, `header` and `key` how it is signed."""

    def __init__(self, email: str) -> None:
        self.issuer = f"http://127.0.0.1:{free_port()}/tenant"
        self.key = RSAKey.generate_key(2048, {"kid": "one"})
        self.shown = [self.key]
        self.header: dict[str, Any] = {"alg": "RS256", "kid": "one"}
        self.signing: Any = self.key
        self.claims: dict[str, Any] = {"email": email, "email_verified": True}
        self.says: dict[str, Any] = {}
        self.error = ""
        self.status = 200
        self.asked: list[str] = []
        self._codes: dict[str, dict[str, str]] = {}

    async def __aenter__(self) -> Council:
        routes = [
            Route("/tenant/.well-known/openid-configuration", self._about),
            Route("/tenant/authorize", self._authorize),
            Route("/tenant/token", self._token, methods=["POST"]),
            Route("/tenant/keys", self._keys),
        ]
        port = int(self.issuer.split(":")[2].split("/")[0])
        self._server = uvicorn.Server(uvicorn.Config(Starlette(routes=routes), port=port, log_level="error", lifespan="off"))
        self._running = asyncio.create_task(self._server.serve())
        while not self._server.started:
            await asyncio.sleep(0.01)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def stop(self) -> None:
        """As when the council's service is away."""
        self._server.should_exit = True
        await self._running

    async def _about(self, _request: Request) -> Response:
        self.asked.append("about")
        own = {"issuer": self.issuer, "authorization_endpoint": f"{self.issuer}/authorize", "token_endpoint": f"{self.issuer}/token"}
        return JSONResponse({**own, "jwks_uri": f"{self.issuer}/keys", **self.says})

    async def _keys(self, _request: Request) -> Response:
        self.asked.append("keys")
        return JSONResponse({"keys": [key.as_dict(private=False) for key in self.shown]})

    async def _authorize(self, request: Request) -> Response:
        query = dict(request.query_params)
        assert query["response_type"] == "code"
        assert query["code_challenge_method"] == "S256"
        if self.error:
            return RedirectResponse(f"{query['redirect_uri']}?{urlencode({'error': self.error, 'state': query['state']})}", 303)
        code = f"code-{len(self._codes)}"
        self._codes[code] = query
        return RedirectResponse(f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}", 303)

    async def _token(self, request: Request) -> Response:
        form = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
        asked = self._codes.pop(form["code"], None)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        known = base64.b64encode(httpx.URL(f"http://{CLIENT}:{SECRET}@x").userinfo.replace(b"%20", b" ")).decode()
        if asked is None or asked["code_challenge"] != challenge or request.headers["authorization"] != f"Basic {known}" or self.status != 200:
            return JSONResponse({"error": "invalid_grant"}, 400 if self.status == 200 else self.status)
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "sub": "7", "iat": now, "exp": now + 300, "nonce": asked["nonce"], **self.claims}
        claims = {name: value for name, value in claims.items() if value is not None}
        return JSONResponse({"access_token": "x", "token_type": "Bearer", "id_token": self.signed(claims)})

    def signed(self, claims: dict[str, Any]) -> str:
        """The token, signed as the test wants it."""
        if self.header["alg"] == "none":
            parts = [base64.urlsafe_b64encode(part.encode()).rstrip(b"=").decode() for part in ('{"alg":"none"}', json.dumps(claims))]
            return ".".join([*parts, ""])
        return jwt.encode(self.header, claims, self.signing, algorithms=[self.header["alg"]])


def shared_secret() -> OctKey:
    """The client's secret as a key: what a token must never be believed by."""
    return OctKey.import_key(SECRET)
