"""What a family reads: parts, contact cards and buttons, in the small markup of `words/marks` that each
channel shows in its own way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from sendbot.conversation.buttons import Button
from sendbot.knowledge.area import with_capital
from sendbot.knowledge.entries import Contact, Source
from sendbot.knowledge.wording import say
from sendbot.words.marks import without_marks


class Kind(StrEnum):
    """What a reply is, so that a channel can treat help in danger differently from small talk."""

    CRISIS = "crisis"
    ANSWER = "answer"
    CLARIFY = "clarify"
    FALLBACK = "fallback"
    NOTICE = "notice"


@dataclass(frozen=True)
class Title:
    """A heading, without marks."""

    text: str


@dataclass(frozen=True)
class Words:
    """One or more paragraphs in the neutral markup."""

    text: str


@dataclass(frozen=True)
class Card:
    """Somebody to turn to: a name, what for, and lines such as "Phone: 0300 123 5012" that a phone can
    tap."""

    name: str
    what_for: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Brief:
    """Somebody to turn to on one line: the name, and the one best way to reach them."""

    contact: str
    """The contact's id, so that a conversation knows whom it has named already."""
    name: str
    text: str


@dataclass(frozen=True)
class People:
    """People or pages, each on one line."""

    lines: tuple[Brief, ...]


@dataclass(frozen=True)
class Link:
    """A page by its name; no address when an earlier link has given it."""

    text: str
    url: str | None


@dataclass(frozen=True)
class Sources:
    """Where an answer comes from. A channel that can make links hides the addresses, so that they are not
    read out."""

    heading: str
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Attachment:
    """A file that goes with a reply, where a channel can carry one."""

    name: str
    media_type: str
    text: str


Part = Title | Words | Card | People | Sources


@dataclass(frozen=True)
class Reply:
    """One message to a family."""

    parts: tuple[Part, ...]
    buttons: tuple[Button, ...] = ()
    kind: Kind = Kind.NOTICE
    attachment: Attachment | None = None
    asks_date_for: str | None = field(default=None)
    """The deadline whose date this reply asks for, so that a channel may take the next message as that date.
    """


def plain(reply: Reply) -> str:
    """The whole reply as text to be read or heard: marks removed, buttons as a numbered list."""
    blocks = [_plain_part(part) for part in reply.parts]
    if reply.buttons:
        blocks.append(
            "\n".join(f"{number}. {button.label}" for number, button in enumerate(reply.buttons, 1))
        )
    return "\n\n".join(blocks)


def card_of(contact: Contact, wording: Mapping[str, str]) -> Card:
    """A contact as a card; a line for each way of getting in touch that is known."""
    phone = ", ".join(part for part in (contact.phone, contact.phone_note) if part) if contact.phone else None
    ways = {
        "contact-phone": phone,
        "contact-text": contact.sms,
        "contact-email": contact.email,
        "contact-web": contact.web,
        "contact-hours": contact.hours,
        "contact-note": contact.note
        if contact.phone
        else " ".join(part for part in (contact.phone_note, contact.note) if part),
    }
    return Card(
        with_capital(contact.name),
        contact.what_for,
        tuple(say(wording, key, value=value) for key, value in ways.items() if value),
    )


def brief_of(contact: Contact, wording: Mapping[str, str], known: bool = False, easy: bool = False) -> Brief:
    """A contact on one line. What it is for is left out where the family was told before (`known`) and in
    Easy Read."""
    way = best_way(contact, wording)
    what_for = "" if easy or known else contact.what_for
    return Brief(contact.id, with_capital(contact.name), " ".join(part for part in (what_for, way) if part))


def can_be_asked(contact: Contact) -> bool:
    """Is somebody there: a number or an address to write to, and not only a page to read?"""
    return bool(contact.phone or contact.sms or contact.email)


def best_way(contact: Contact, wording: Mapping[str, str]) -> str:
    """The one best way: ring, else text, else write. A page alone is something to read, not somebody who
    helps."""
    phone = ", ".join(part for part in (contact.phone, contact.phone_note) if part) if contact.phone else None
    ways = {
        "contact-phone": phone,
        "contact-text": contact.sms,
        "contact-email": contact.email,
    }
    key = next((name for name, value in ways.items() if value), None)
    if key is None:
        return f"{say(wording, 'read-more')}: {contact.web}" if contact.web else ""
    return say(wording, key, value=ways[key])


def sources_part(sources: Sequence[Source], wording: Mapping[str, str]) -> Sources | None:
    """Where an answer comes from, each address once; None when it has no source."""
    if not sources:
        return None
    links: list[Link] = []
    for source in sources:
        given = {link.url for link in links}
        links.append(Link(_titled(source, wording), None if source.url in given else source.url))
    return Sources(say(wording, "source"), tuple(links))


def _titled(source: Source, wording: Mapping[str, str]) -> str:
    if source.dated is None or source.dated.startswith("undated"):
        return source.title
    return say(wording, "source-dated", title=source.title, dated=source.dated)


def _plain_part(part: Part) -> str:
    match part:
        case Title(text):
            return text
        case Words(text):
            return without_marks(text)
        case Card(name, what_for, lines):
            return "\n".join((name, what_for, *lines))
        case People(lines):
            return "\n".join(people_line(line) for line in lines)
        case Sources(heading, links):
            return "\n".join((heading, *(link_line(link) for link in links)))


def people_line(line: Brief) -> str:
    """A name and what follows it, as one line of text."""
    return f"{line.name}: {line.text}" if line.text else line.name


def link_line(link: Link) -> str:
    """A link as a line of a list, for channels that cannot make links."""
    return f"- {link.text}: {link.url}" if link.url else f"- {link.text}"
