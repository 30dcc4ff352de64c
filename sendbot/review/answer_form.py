"""An answer being written: the fields of the form, as a block of the knowledge folder, with what the
checker says at each.

fields = started(texts, knowledge, today)
written(fields, "g-7f3k2m9x", knowledge, "care", today).problems   # [("answer", "Write the answer."), ...]
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, timedelta
from functools import partial

from sendbot.knowledge.area import EVERYWHERE
from sendbot.knowledge.checks import entry_problems
from sendbot.knowledge.entries import Entry, Knowledge, Place
from sendbot.review.drafts import fresh_wordings, halves, new_id, only_topic, title_of, yaml_text
from sendbot.review.preview import with_block
from sendbot.words.days import day_numbers, read_day

_REVIEWED_AFTER = timedelta(days=182)
"""Half a year, as the curators' guide asks."""

_TIDIED = ("few-questions",)
"""What the checker says about every young entry; the form says it once, as a hint."""


@dataclass(frozen=True)
class AnswerFields:
    """What stands in the form, as it was typed. `entry` is the one to extend, "" for a new one."""

    entry: str = ""
    title: str = ""
    answer: str = ""
    easy_read: str = ""
    applies_to: str = EVERYWHERE
    contacts: str = ""
    sources: str = ""
    read: str = ""
    review_by: str = ""
    questions: str = ""
    tests: str = ""
    workstream: str = ""
    topic: str = ""
    """The file that a new entry is to stand in, without its ending."""

    @classmethod
    def of(cls, values: Mapping[str, str]) -> AnswerFields:
        """From a form or from what was kept; anything else in it is left out."""
        return cls(**{one.name: values[one.name] for one in fields(cls) if values.get(one.name)})

    def kept(self) -> str:
        """As it is kept with the group."""
        return json.dumps(asdict(self), ensure_ascii=False)


@dataclass(frozen=True)
class MadeAnswer:
    """The form as a block, the entry that it makes or extends, and what is wrong with it or could be
    better."""

    entry: str
    topic: str
    block: str
    questions: tuple[str, ...]
    tests: tuple[str, ...]
    problems: tuple[tuple[str, str], ...]
    advice: tuple[tuple[str, str], ...]


def started(
    texts: Sequence[str],
    knowledge: Knowledge,
    today: date,
    entry: Entry | None = None,
) -> AnswerFields:
    """The form as it is first shown: everything filled in that can be."""
    known = (entry.title, *entry.questions) if entry is not None else ()
    fresh = fresh_wordings(texts, known)
    asked, held_out = halves(fresh)
    start = AnswerFields(questions="\n".join(asked), tests="\n".join(held_out))
    if entry is not None:
        return replace(start, entry=entry.id)
    return replace(
        start,
        title=title_of(fresh),
        applies_to=knowledge.area.applies_to or EVERYWHERE,
        read=day_numbers(today),
        review_by=day_numbers(today + _REVIEWED_AFTER),
    )


def topics_of(knowledge: Knowledge) -> list[str]:
    """The files that an answer can stand in, without their ending."""
    return sorted({entry.topic for entry in knowledge.entries.values() if entry.topic})


def placed(form: AnswerFields, knowledge: Knowledge, workstream: str | None) -> AnswerFields:
    """The form with a workstream and a topic, where the group's own workstream tells them: the topic only
    where all of its answers stand in one file. Of a group that is not sorted yet nobody knows either, and
    only what was chosen stands there."""
    queue = form.workstream or workstream or ""
    return replace(
        form, workstream=queue, topic=form.topic or (only_topic(knowledge, queue) if workstream else "")
    )


def written(
    form: AnswerFields, group: str, knowledge: Knowledge, workstream: str | None, today: date
) -> MadeAnswer:
    """The form as a block, checked. `workstream` is the group's, None while it is not sorted yet."""
    form = placed(form, knowledge, workstream)
    questions, tests = _lines(form.questions), _lines(form.tests)
    known = knowledge.entry(form.entry) if form.entry else None
    made = partial(
        MadeAnswer,
        entry=form.entry,
        topic=known.topic if known is not None else form.topic,
        block="",
        questions=questions,
        tests=tests,
        advice=(),
    )
    if form.entry and known is None:
        gone = (("entry", "This entry is not in the knowledge any more. Choose another."),)
        return made(problems=gone)
    early = tuple(_early(form, questions, known, knowledge))
    if known is not None:
        name = known.id
        rows = list(_extending(name, group, questions))
    else:
        name = new_id(form.title or "new entry", knowledge)
        rows = list(_new(form, name, group, questions, knowledge))
    block = "\n".join(text for _, text in rows) + "\n"
    if early:
        return made(entry=name, block=block, problems=early)
    read = with_block(knowledge, block)
    if read.knowledge is None:
        said = tuple(_at_field(rows, sentence) for sentence in read.problems[:10])
        return made(entry=name, block=block, problems=said)
    wrong, advice = _checked(read.knowledge, name, today) if known is None else ((), ())
    return made(entry=name, block=block, problems=wrong, advice=advice)


def _early(
    form: AnswerFields, questions: Sequence[str], known: Entry | None, knowledge: Knowledge
) -> Iterator[tuple[str, str]]:
    """What can be said before anything is read."""
    if not questions and (known is not None or not form.title.strip()):
        yield "questions", "Write at least one way of asking, one a line."
    if known is not None:
        return
    if form.workstream not in knowledge.workstreams:
        yield "workstream", "Choose the workstream whose leads look after this answer."
    if form.topic not in topics_of(knowledge):
        yield "topic", "Choose the topic: the file in the knowledge folder that this answer is to stand in."
    if not form.title.strip():
        yield "title", "Write the title: the question as a family would ask it."
    if not form.answer.strip():
        yield "answer", "Write the answer: first what to do, then by when, then whom to ask."
    for name, label in (("read", "the sources were read"), ("review_by", "it is to be reviewed")):
        if read_day(getattr(form, name)) is None:
            yield name, f"Write the day on which {label} as 23/11/2026."
    sources = _lines(form.sources)
    yield from (("sources", _no_address(line)) for line in sources if "http" not in line)
    if not sources:
        yield "sources", "Say where the facts come from, one source a line: Title | https://..."


def _no_address(line: str) -> str:
    return f'The source "{line[:60]}" has no address. Write: Title | https://...'


def _extending(name: str, group: str, questions: Sequence[str]) -> Iterator[tuple[str, str]]:
    yield "entry", f"  - id: {name}"
    yield "entry", f"    answers: [{group}]"
    yield "questions", "    questions:"
    for question in questions:
        yield "questions", f"      - {yaml_text(question)}"


def _new(
    form: AnswerFields, name: str, group: str, questions: Sequence[str], knowledge: Knowledge
) -> Iterator[tuple[str, str]]:
    seen, review = read_day(form.read), read_day(form.review_by)
    yield "title", f"  - id: {name}"
    yield "title", f"    title: {yaml_text(' '.join(form.title.split()))}"
    yield "title", f"    answers: [{group}]"
    yield "workstream", f"    workstream: {form.workstream}"
    yield "questions", "    questions:"
    for question in questions or (form.title.strip(),):
        yield "questions", f"      - {yaml_text(question)}"
    yield from _paragraphs("answer", form.answer)
    if form.easy_read.strip():
        yield from _paragraphs("easy_read", form.easy_read)
    yield "applies_to", f"    applies_to: {yaml_text(form.applies_to)}"
    contacts = map(yaml_text, _contacts(form.contacts, knowledge))
    yield "contacts", f"    contacts: [{', '.join(contacts)}]"
    yield "sources", "    sources:"
    for line in _lines(form.sources):
        yield "sources", _source(line, seen)
    yield "read", f"    read: {seen or ''}"
    yield "review_by", f"    review_by: {review or ''}"


def _source(line: str, seen: date | None) -> str:
    """A source as a row of the block, from "Title | https://..."."""
    title, _, address = line.rpartition("|")
    found = re.search(r"https?://\S+", address or line)
    told = title.strip() or (found[0] if found else line)
    link = json.dumps(found[0] if found else "")
    return f"      - {{title: {json.dumps(told)}, url: {link}, seen: {seen or ''}}}"


def _paragraphs(name: str, text: str) -> Iterator[tuple[str, str]]:
    """A text of several lines; letters that cannot be seen are left out."""
    yield name, f"    {name}: |"
    plain = "".join(letter if letter.isprintable() or letter == "\n" else " " for letter in text)
    for line in plain.strip().split("\n"):
        yield name, f"      {line.strip()}" if line.strip() else ""


def _contacts(text: str, knowledge: Knowledge) -> list[str]:
    """The ids of the contacts that the field names, by their ids or as people know them. The longest names
    are looked for first, since one may hold another; a name may hold commas."""
    by_name = {contact.name: contact.id for contact in knowledge.contacts.values()}
    for name in sorted(by_name, key=len, reverse=True):
        text = re.sub(rf"(?i)(?<![\w-]){re.escape(name)}(?![\w-])", f", {by_name[name]},", text)
    return list(dict.fromkeys(word for word in re.split(r"[\s,;]+", text) if word))


def _lines(text: str) -> tuple[str, ...]:
    plain = (" ".join(line.split()) for line in text.replace("\r", "").split("\n"))
    return tuple(dict.fromkeys(line for line in plain if line))


def _at_field(rows: Sequence[tuple[str, str]], sentence: str) -> tuple[str, str]:
    """A sentence about a line of the block, at the field that the line was made from."""
    found = re.match(r"Line (\d+): (.*)", sentence, re.DOTALL)
    if found is None:
        return "top", sentence
    place = min(int(found[1]), len(rows)) - 1
    return (rows[place][0] if place >= 0 else "top"), found[2]


def _checked(
    changed: Knowledge, name: str, today: date
) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """What the checker says of the entry, at its fields: what has to be put right, and what could be
    better."""
    names = [one.name for one in fields(AnswerFields)]
    own: dict[tuple[str | int, ...], Place] = {("entries", name, one): Place(one) for one in names}
    placed = replace(changed, places={**changed.places, ("entries", name): Place("top"), **own})
    wrong, advice = list[tuple[str, str]](), list[tuple[str, str]]()
    for found in entry_problems(placed, placed.entries[name], today):
        if found.code in _TIDIED:
            continue
        said = found.message.replace(f'entry "{name}" has', "It has").replace(f'entry "{name}"', "It")
        field = {"no-source": "sources", "no-contact": "contacts"}.get(found.code, found.place.path)
        (advice if found.severity == "warning" else wrong).append((field, said))
    return tuple(wrong), tuple(advice)
