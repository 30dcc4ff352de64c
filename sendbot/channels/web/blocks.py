"""A reply as HTML, part by part: every word escaped, every number a link, every language named."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from sendbot.channels.web.linked import Linker
from sendbot.channels.web.tongues import Tongues
from sendbot.conversation.replies import Card, Part, People, Reply, Sources, Title, Words
from sendbot.knowledge.entries import Knowledge
from sendbot.knowledge.wording import say
from sendbot.pages.marked import marked
from sendbot.words.marks import paragraphs


class Blocks:
    """Draws parts with what a knowledge says of numbers and languages; made once for each knowledge."""

    def __init__(self, knowledge: Knowledge) -> None:
        contacts = knowledge.contacts.values()
        self.tongues = Tongues(knowledge)
        self._link = Linker(
            (contact.phone or "" for contact in contacts),
            (contact.sms or "" for contact in contacts),
            say(knowledge.wording, "page-new-tab"),
            {contact.name: contact.web for contact in contacts if contact.web},
        )

    def reply(self, reply: Reply, around: str, level: int) -> Markup:
        """All parts of a reply, inside an element in the language `around`, its headings at this level."""
        return self.parts(reply.parts, around, level)

    @staticmethod
    def heading(reply: Reply) -> str:
        """The first heading of a reply; "" when there is none."""
        return next((part.text for part in reply.parts if isinstance(part, Title)), "")

    def parts(self, parts: Iterable[Part], around: str, level: int) -> Markup:
        """These parts, one after the other. Cards stand one level below the heading before them, if there is
        one."""
        shown, below = [], level
        for part in parts:
            shown.append(self._part(part, around, level, below))
            below = level + 1 if isinstance(part, Title) else below
        return Markup("\n").join(shown)

    def text(self, text: str, around: str) -> Markup:
        """Marked text, each paragraph in its language."""
        return Markup("").join(
            marked(piece, self._link, self.tongues.attributes(piece, around)) for piece in paragraphs(text)
        )

    def attributes(self, text: str, around: str) -> Markup:
        """What an element with this text alone says of its language, with a space before it."""
        found = self.tongues.attributes(text, around)
        return Markup(f" {found}") if found else Markup("")

    def _part(self, part: Part, around: str, level: int, below: int) -> Markup:
        match part:
            case Title(text):
                return self._heading(text, around, level)
            case Words(text):
                return self.text(text, around)
            case Card(name, what_for, lines):
                head = self._heading(name, around, below)
                rows = self._rows(map(self._link, lines))
                about = Markup("<p{}>{}</p>").format(self.attributes(what_for, around), self._link(what_for))
                return Markup('<div class="card"{}>{}{}{}</div>').format(
                    self.attributes(what_for, around), head, about, rows
                )
            case People(lines):
                return self._rows(
                    Markup("<strong>{}</strong>{}{}").format(
                        line.name, ": " if line.text else "", self._link(line.text)
                    )
                    for line in lines
                )
            case Sources(heading, links):
                items = Markup("").join(
                    Markup("<li>{}</li>").format(
                        self._link.away(link.text, link.url) if link.url else link.text
                    )
                    for link in links
                )
                return Markup("<p{}>{}</p><ul{}>{}</ul>").format(
                    self.attributes(heading, around), heading, self._english(around), items
                )

    def _heading(self, text: str, around: str, level: int) -> Markup:
        return Markup("<h{0}{1}>{2}</h{0}>").format(level, self.attributes(text, around), text)

    @staticmethod
    def _rows(rows: Iterable[Markup]) -> Markup:
        return Markup('<ul class="ways">{}</ul>').format(
            Markup("").join(Markup('<li dir="auto">{}</li>').format(row) for row in rows)
        )

    @staticmethod
    def _english(around: str) -> Markup:
        return Markup("") if around == "en" else Markup(' lang="en" dir="ltr"')
