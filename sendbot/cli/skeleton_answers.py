"""The questions that `new` asks, and what is wrong with an answer: it says so at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sendbot.cli.skeleton import page_of
from sendbot.knowledge.entries import NO_TOPICS, TITLE_LIMIT, Knowledge
from sendbot.knowledge.freshness import own_of
from sendbot.knowledge.frozen import ID_LIMIT, ID_PATTERN
from sendbot.knowledge.held_out import near
from sendbot.knowledge.names_given import contact_hint, listed
from sendbot.knowledge.starting import name_trouble
from sendbot.knowledge.values import address_trouble

_NO_ANSWERS = NO_TOPICS | {"contacts.yaml", "menu.yaml"}


@dataclass(frozen=True)
class Question:
    """What is asked, what is wrong with an answer if anything is, and the answer that Enter stands for."""

    text: str
    trouble: Callable[[str], str | None]
    usual: str = ""


def file_question(files: Iterable[str]) -> Question:
    """In which file the entry goes. `files` are the names of those that there are."""
    stems = sorted(name.removesuffix(".yaml") for name in files if name not in _NO_ANSWERS)

    def trouble(said: str) -> str | None:
        stem = said.strip().removesuffix(".yaml")
        if not stem:
            return f"Type the name of a file.{listed(stems)} Another name makes a new one."
        if not re.fullmatch(ID_PATTERN, stem) or len(stem) > ID_LIMIT or f"{stem}.yaml" in _NO_ANSWERS:
            return f'"{said}" is no file of answers.{listed(stems)} A new one has small letters and dashes.'
        return None

    there = f"{', '.join(stems)}, or a new name" if stems else "a new name, such as clubs"
    return Question(f"1 of 6. In which file does it belong ({there})?", trouble)


def queue_question(knowledge: Knowledge, usual: str) -> Question:
    """Who looks after it."""
    queues = knowledge.workstreams

    def trouble(said: str) -> str | None:
        if said.strip() in queues or not queues:
            return None
        return f'"{said}" is not in workstreams.yaml.{near(said, queues) or listed(queues)}'

    text = f"2 of 6. Which workstream looks after it ({', '.join(queues)})?"
    return Question(text, trouble, usual if usual in queues else next(iter(queues), ""))


def title_question() -> Question:
    """What it is called."""

    def trouble(said: str) -> str | None:
        if not said.strip():
            return "Type what the answer is called, such as: Short breaks."
        if len(said.strip()) > TITLE_LIMIT:
            return f"That has {len(said.strip())} characters; the most is {TITLE_LIMIT}."
        return name_trouble(said.strip())

    return Question("3 of 6. What is it called, in words that families use?", trouble)


def asked_question() -> Question:
    """How families ask for it."""

    def trouble(said: str) -> str | None:
        return None if said.strip(" ;") else "Type one way of asking at least, such as: can we get a break"

    return Question("4 of 6. How do families ask for it? Several ways, parted by ;", trouble)


def contacts_question(knowledge: Knowledge) -> Question:
    """Whom families can turn to."""
    own = [contact.id for contact in own_of(knowledge, knowledge.contacts.values())]
    called = {name: knowledge.contacts[name].name for name in (*own, *knowledge.contacts)}

    def trouble(said: str) -> str | None:
        names = [part.strip() for part in said.split(",") if part.strip()]
        if not names:
            return f"Type ids of contacts.{listed(called)}"
        wrong = next((name for name in names if name not in called), None)
        return f'"{wrong}" is no id in contacts.yaml.{contact_hint(wrong, called)}' if wrong else None

    return Question("5 of 6. Whom can they turn to? Ids from contacts.yaml, parted by commas", trouble)


def page_question() -> Question:
    """Where its facts come from."""

    def trouble(said: str) -> str | None:
        title, address = page_of(said)
        if not address or not title:
            return "Type what the page calls itself, then |, then its address: Short breaks | https://..."
        wrong = address_trouble(address)
        return f'"{address}" {wrong}' if wrong else name_trouble(title)

    text = (
        "6 of 6. Which page that you have read today does it come from? Its title, then |, then its address"
    )
    return Question(text, trouble)
