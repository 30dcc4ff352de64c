from __future__ import annotations

import re
from pathlib import Path

import pytest

from sendbot.assistant import Assistant
from sendbot.conversation.replies import plain
from sendbot.knowledge.entries import Knowledge
from sendbot.knowledge.reading import load
from sendbot.words.marks import without_marks
from tests.conversation.small_house import MIND, TODAY
from tests.conversation.transcripts import CONVERSATIONS, PAGE, PRESS, played, written

LIBRARY = (
    "hello",
    "borrow loan",
    "the second one",
    "thanks",
    "and the late fine?",
    "i dont get it",
    "when are the bins collected",
)
_FILLED = re.compile(r"\\\{[a-z_]+\\\}")


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load(Path("knowledge"))


def curated(knowledge: Knowledge) -> tuple[str, list[re.Pattern[str]]]:
    """Everything that curators wrote, and the wordings that are filled in as patterns."""
    texts: list[str] = []
    patterns: list[re.Pattern[str]] = []
    for entry in knowledge.entries.values():
        texts += [entry.title, entry.short_title or "", entry.answer, entry.easy_read or ""]
        for deadline in entry.deadlines:
            texts += [
                deadline.label,
                deadline.caveat,
                deadline.law or "",
                *(count.start for count in deadline.counts),
            ]
        for translation in entry.translations.values():
            texts += [translation.title, translation.answer]
    for safety in knowledge.safety_entries.values():
        texts += [safety.title, safety.answer, safety.answer_young, safety.easy_read or ""]
        if safety.line:  # under a reply, with the numbers of its first contacts
            patterns.append(re.compile(re.escape(safety.line.strip()) + r"(?: [^:;]+: [\d ]+[;.])*"))
    for language in knowledge.languages.values():
        texts += [
            language.name,
            language.lead,
            language.help,
            *language.crisis.values(),
            *language.crisis_young.values(),
        ]
        texts += language.wording.values()
    for contact in knowledge.contacts.values():
        texts += [contact.name, contact.what_for]
    for words in knowledge.wording.values():
        texts.append(words)
        if "{" in words:
            patterns += [
                re.compile(_FILLED.sub(".+", re.escape(without_marks(line))))
                for line in words.split("\n")
                if re.search(r"[A-Za-z]", re.sub(r"\{[a-z_]+\}", "", line))  # a gap alone fits anything
            ]
    return " ".join(" ".join(without_marks(text).split()) for text in texts), patterns


def said(page: str) -> list[str]:
    """The bot's lines, without the numbers of its buttons."""
    rows = [line[1:].strip() for line in page.split("\n") if line.startswith(">")]
    return [re.sub(r"^(?:\d\. |- )", "", row) for row in rows if row]


def is_curated(line: str, words: str, patterns: list[re.Pattern[str]], names: list[str]) -> bool:
    plain_line = " ".join(line.split())
    person = any(plain_line.startswith(f"{name}:") for name in names)
    counted = re.match(
        r"(?:Counted|\d|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|"
        r"Sunday|I counted|From|With|The later)",
        plain_line,
    )
    return (
        plain_line.rstrip(".") in words
        or person
        or bool(counted)
        or any(pattern.fullmatch(plain_line) for pattern in patterns)
    )


def test_the_page_holds_ten_conversations_as_they_are_played() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert re.findall(r"^## \d+\. (.+)$", page, re.MULTILINE) == list(CONVERSATIONS)
    for lines in CONVERSATIONS.values():
        for line in lines:
            assert (
                line.removeprefix(PRESS) if line.startswith(PRESS) else " / ".join(line.split("\n"))
            ) in page


def test_no_sentence_of_the_page_is_anybodys_but_a_curators(knowledge: Knowledge) -> None:
    words, patterns = curated(knowledge)
    names = [contact.name for contact in knowledge.contacts.values()]
    lines = said(PAGE.read_text(encoding="utf-8"))
    assert len(lines) > 60
    assert [line for line in lines if not is_curated(line, words, patterns, names)] == []
    assert not is_curated("The council always says yes.", words, patterns, names)


async def test_a_whole_conversation_with_the_library_goes_as_it_is_written() -> None:
    told = await played(LIBRARY, Assistant(MIND), TODAY)
    replies = ["\n\n".join(plain(reply) for reply in given) for _, given in told]
    assert replies[2].startswith("How do I renew a loan?")
    assert len(replies[3]) < 200
    assert "10p." in replies[4]
    assert "not clear" in replies[5]
    assert "do not have an answer" in replies[6]
    assert all(reply.strip() for reply in replies)
    assert "\n".join(written(told)).count("**The family:**") == len(LIBRARY)
