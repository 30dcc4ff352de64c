"""Whether an SMTP client has begun to hand an email over: from then on only the server's answer says whether
it goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aiosmtplib import SMTP
    from aiosmtplib.response import SMTPResponse


class HandingOver:
    """Watches one client."""

    def __init__(self, client: SMTP) -> None:
        self.begun = False
        hand_over = client.data

        async def data(message: str | bytes, /, **more: Any) -> SMTPResponse:
            self.begun = True
            return await hand_over(message, **more)

        client.data = data  # type: ignore[method-assign]  # a class of our own would load the package at once
