"""Numbers, addresses and pages in a text as links that a phone can tap; everything else escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from markupsafe import Markup, escape

_ANY = r"(?P<url>https?://[^\s<>\"']*[^\s<>\"'.,;:!?)\]])|(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
_UK = r"0\d{2,4}(?:[ ]?\d{2,4}){2,3}"
"""A number in the British way of writing it, whether or not it is a contact's."""
_BEFORE, _AFTER = r"(?<![\w£/.,-])", r"(?![\w/%]|[.,-]\d)"
"""What must not touch a number: then it is part of a sum, a date or a longer number."""
_RELAY = r"(?:1800[0-2](?:[ \u00a0-]{0,2}|,?[ ](?:and[ ])?(?:then|before|followed by)[ ]))?"
"""Before a number it is dialled with it: text relay for whoever cannot hear or speak on the phone. The number
alone would ring somebody who talks."""
_SIGNED = r"[ \u00a0-]?\(?(?:(?:in|by|via|through|using)[ ])?(?i:BSL|British Sign Language|sign language)\b"
_NOT_RUNG = rf"(?!{_SIGNED}|[ ](?:website|page|online)\b)"
"""What a number must not stand before: then it names a service that is signed, or a page, and nobody who
cannot hear should be led to a voice."""


class Linker:
    """Knows the numbers of the contacts: short ones such as 999 are only links because somebody is there.
    `pages` are those of services whose name begins with a number and is none to ring, such as 999 BSL."""

    def __init__(
        self,
        phones: Iterable[str],
        texts: Iterable[str],
        new_tab: str,
        pages: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        known = sorted({phone for phone in phones if phone}, key=len, reverse=True)
        numbers = "|".join((*map(re.escape, known), _UK))
        text_to = "|".join({number for text in texts for number in re.findall(r"\b\d{5}\b", text)}) or "(?!)"
        self._pages = {name: url for name, url in pages.items() if re.match(rf"\d+{_SIGNED}", name)}
        named = "|".join(map(re.escape, self._pages)) or "(?!)"
        self._pattern = re.compile(
            rf"{_ANY}|{_BEFORE}(?P<page>{named}){_AFTER}"
            rf"|{_BEFORE}(?P<phone>{_RELAY}(?:{numbers})){_AFTER}{_NOT_RUNG}"
            rf"|{_BEFORE}(?P<sms>{text_to}){_AFTER}"
        )
        self._new_tab = new_tab

    def __call__(self, text: str) -> Markup:
        """The text with its links."""
        shown: list[Markup] = []
        done = 0
        for found in self._pattern.finditer(text):
            shown += (escape(text[done : found.start()]), self._link(found))
            done = found.end()
        return Markup("").join((*shown, escape(text[done:])))

    def away(self, text: str, url: str) -> Markup:
        """A link to somebody else's page. It opens beside this one: the conversation would be lost
        otherwise."""
        if not url.startswith(("https://", "http://")):
            return escape(text)
        link = (
            '<a href="{}" target="_blank" rel="noopener noreferrer">{}<span class="hidden"> ({})</span></a>'
        )
        return Markup(link).format(url, text, self._new_tab)

    def _link(self, found: re.Match[str]) -> Markup:
        text = found[0]
        if found["url"]:
            return self.away(text, text)
        if found["page"]:
            return self.away(text, self._pages[text])
        if found["mail"]:
            return Markup('<a href="mailto:{0}">{0}</a>').format(text)
        if found["sms"]:
            return Markup('<a href="sms:{0}">{0}</a>').format(text)
        return Markup('<a class="tel" href="tel:{}">{}</a>').format(re.sub(r"[^\d+]", "", text), text)
