"""The email address that a family gives with its private link: read strictly, then sealed together with the
link, since nothing else knows where the link leads."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from sendbot.channels.serving.sealed_chat_ids import Seal
from sendbot.errors import MailRefusedError
from sendbot.store.private_links import link_id
from sendbot.upkeep.mail import mailbox

LONGEST = 254
"""Characters of an address, as SMTP has it."""
_PLAIN = re.compile(
    r"[A-Za-z0-9_][A-Za-z0-9_.+'&=~-]{0,63}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]"
    r"[A-Za-z0-9-]{0,61}[A-Za-z0-9]"
)
"""What families have. Without the signs by which old mail servers send on (% and !), run programs (| and a
dash in front) or read several addresses, and with a name of the internet behind, never a number or a machine
next door."""


@dataclass(frozen=True)
class Recipient:
    """Whom the one email goes to, and the secret of the link that it holds."""

    address: str
    secret: str


def plain_address(text: str) -> str | None:
    """The one address in a text; None when it is none, or more."""
    found = text.strip(" \t\u00a0")
    local = found.rpartition("@")[0]
    if len(found) > LONGEST or not _PLAIN.fullmatch(found) or ".." in local or local.endswith("."):
        return None
    try:
        mailbox(found)
    except MailRefusedError:
        return None
    return found


def sealed(seal: Seal, recipient: Recipient) -> str:
    """Both, locked."""
    return seal.seal_text(json.dumps([recipient.address, recipient.secret]))


def opened(seal: Seal, text: str, link: str) -> Recipient | None:
    """Both again; None when no key of ours opens it, or it was sealed for another link."""
    found = seal.open_text(text)
    if found is None:
        return None
    try:
        address, secret = json.loads(found)
    except (ValueError, TypeError):
        return None
    if not isinstance(secret, str) or link_id(secret) != link or plain_address(str(address)) != address:
        return None
    return Recipient(address, secret)
