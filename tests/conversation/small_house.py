"""A small, real knowledge base about a library, with a ranker that counts shared words: enough to hold a
conversation with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import yaml

from sendbot.care.danger_rules import Rule, SafetyScreen
from sendbot.conversation.messages import Message
from sendbot.knowledge.area import NamedPeople, packaged_area
from sendbot.knowledge.entries import (
    Contact,
    Deadline,
    Entry,
    Knowledge,
    Language,
    SafetyEntry,
    Source,
    Term,
    Translation,
)
from sendbot.matching.decision import Candidate, Ranking, Reason, Signs, Thresholds
from sendbot.matching.reading.text import content_words, words
from sendbot.matching.small_talk import Talk
from sendbot.mind.mind import Mind

TODAY = date(2026, 11, 23)
QUESTION_ID = "q-abcd1234"
WORDING: Mapping[str, str] = yaml.safe_load(Path("knowledge/wording.yaml").read_text(encoding="utf-8"))[
    "wording"
]

_SMALL_TALK = {
    "hello": "greeting",
    "thanks": "thanks",
    "bye": "goodbye",
    "damn": "swearing",
    "ok": "affirm",
    "help": "help",
}
_SIGNS = {
    "scotland": Reason.OTHER_PLACE,
    "mine": Reason.PERSONAL_CASE,
    "xkcdqz": Reason.UNREADABLE,
    "something": Reason.ONLY_STOP_WORDS,
}


def contact(name: str, **more: str) -> Contact:
    return Contact.model_validate(
        {"id": name, "name": f"The {name}", "what_for": f"Help with {name}.", "read": TODAY} | more
    )


def entry(name: str, title: str, questions: tuple[str, ...], answer: str, **more: object) -> Entry:
    base: dict[str, object] = {
        "id": name, "title": title, "questions": questions, "answer": answer, "applies_to": "cheshire-east",
        "workstream": "voice",
        "read": TODAY, "review_by": date(2027, 11, 23), "topic": "library",
    }  # fmt: skip
    return Entry.model_validate(base | more)


def deadline(name: str, label: str, caveat: str, *counts: dict[str, object]) -> Deadline:
    return Deadline.model_validate({"id": name, "label": label, "caveat": caveat, "counts": counts})


DEADLINES = (
    deadline(
        "return-book",
        "Last day to bring the book back",
        "Ask at the desk if you are ill.",
        {"from": "the day you borrowed it", "plus": "3 weeks"},
    ),
    deadline(
        "pay-fine",
        "Last day to pay a fine",
        "Ask for more time if you need it.",
        {"from": "the date on the letter", "plus": "15 days"},
    ),
    deadline(
        "appeal-fine",
        "Last day to appeal against a fine",
        "Check your letter.",
        {"from": "the date on the letter", "plus": "2 months"},
        {"from": "the date on the certificate", "plus": "1 month", "optional": True},
    ),
)

ENTRIES = (
    entry("borrow", "How do I borrow a book?", ("borrow book", "lend novel"),
        "**Show your card** at the desk.\n\nThe OPAC tells you where it is.",
          easy_read="Show your card.", contacts=("desk",), related=("renew", "hours", "fines"),
          deadlines=(DEADLINES[0],),
          sources=(Source(title="Borrowing", url="https://library.example/borrow", seen=TODAY,
              dated="June 2025"),),
          translations={"pl": Translation(title="Jak wypożyczyć książkę?", answer="Pokaż kartę.",
              of="52ccf56953")}),
    entry("renew", "How do I renew a loan?", ("renew loan", "extend loan longer"), "Ring the desk.",
        contacts=("desk", "post")),
    entry("fines", "How much is a fine?", ("late fine", "overdue charge"), "10p.", contacts=("post",),
        deadlines=DEADLINES[1:], was=("late-fees",)),
    entry("hours", "When are you open?", ("opening hours", "open sunday"), "Every day but Sunday."),
    entry("contact-human", "Talk to a person", ("real person", "speak human"), "Of course.",
        contacts=("desk", "helpline")),
    entry("contact-send-team", "The team", ("team",), "Ring the team.", contacts=("team",)),
    entry("about-bot", "What is this?", ("robot",), "I am a computer program."),
    entry("about-privacy", "What is kept?", ("privacy",), "Very little."),
)  # fmt: skip

PEOPLE = NamedPeople(
    own_case=("team",), elsewhere=("ceias",), danger=("emergency-999", "samaritans", "childline"),
    kept_back=("emergency-999", "samaritans")
)  # fmt: skip
KNOWLEDGE = Knowledge(
    entries={item.id: item for item in ENTRIES},
    contacts={
        item.id: item
        for item in (
            contact("desk", phone="0300 123 5012", phone_note="choose option 3", hours="Monday to Friday",
                web="https://library.example"),
            contact("helpline", phone="0800 1111", note="From an undated page."),
            contact("post", email="post@library.example"), contact("team"), contact("ceias"),
            contact("emergency-999", phone="999"),
            contact("samaritans", phone="116 123", sms="text HELLO to 85258"),
            contact("childline", phone="0800 1111"),
        )
    },
    terms=(
        Term(term="OPAC", stands_for="Online Public Access Catalogue", plain="a list of all books",
            also=("opac",)),
        Term(term="ILL", stands_for="Inter-Library Loan"),
    ),
    wording=WORDING,
    area=packaged_area().model_copy(update={"people": PEOPLE}),
    safety_entries={
        "safety-flood": SafetyEntry(
            id="safety-flood", title="If the water is rising", answer="Leave the building now.",
            line="Is the water rising where you are?", answer_young="Tell a grown-up and leave now.",
            contacts=("emergency-999", "samaritans"), contacts_young=("emergency-999", "childline"),
            applies_to="england", workstream="care",
            read=TODAY, review_by=TODAY,
        )
    },
    languages={"pl": Language(language="pl", name="Polski", lead="Odpowiedź jest poniżej.",
        help="Poproś o tłumacza.",
                              crisis={"safety-flood": "Wyjdź natychmiast."},
                              crisis_young={"safety-flood": "Powiedz dorosłemu i wyjdź."})},
)  # fmt: skip

RULE = Rule("flood", "safety-flood", ("we are drowning",), (), (), ("we are drowning",), ())


class SharedWords:
    """Scores an entry by the share of the message's words that stand in one of its questions."""

    def __init__(self, questions: Mapping[str, tuple[str, ...]]) -> None:
        self._questions = {
            name: [set(content_words(words(text))) for text in texts] for name, texts in questions.items()
        }

    def rank(self, message: str, limit: int = 5, language: str | None = None) -> Ranking:
        spoken = set(content_words(words(message)))
        scores = {
            name: max(len(spoken & text) / max(len(spoken | text), 1) for text in texts)
            for name, texts in self._questions.items()
        }
        best = sorted(scores.items(), key=lambda item: -item[1])[:limit]
        return Ranking(
            [Candidate(name, score) for name, score in best if score],
            self._signs(words(message)),
            language or self.language(message),
        )

    def language(self, message: str) -> str:
        return "pl" if "książkę" in message else "en"

    @staticmethod
    def _signs(tokens: list[str]) -> Signs:
        reason = next((_SIGNS[token] for token in tokens if token in _SIGNS), None)
        chat = _SMALL_TALK.get(tokens[0]) if len(tokens) == 1 else None
        return Signs(reason or (Reason.NOT_A_QUESTION if chat else None), chat)


MIND = Mind(
    KNOWLEDGE, SharedWords(KNOWLEDGE.questions()), Thresholds(answer=0.6, clarify=0.2), SafetyScreen([RULE])
)


def message(text: str, **more: object) -> Message:
    return Message(**({"text": text, "now": TODAY, "question_id": QUESTION_ID} | more))  # type: ignore[arg-type]


class Ranked:
    """A matcher that says the same of every message."""

    def __init__(self, ranking: Ranking) -> None:
        self.ranking = ranking

    def rank(self, message: str, limit: int = 5, language: str | None = None) -> Ranking:
        return self.ranking.first(limit) if message or language else Ranking()

    def language(self, message: str) -> str:
        return "en" if message is not None else ""


class Learned:
    """A reader of small talk that finds this in every message."""

    def __init__(self, kind: str, score: float) -> None:
        self._found = Talk(kind, score)

    def talk(self, text: str) -> Talk:  # noqa: ARG002 - the protocol's
        return self._found
