"""Exports of question-answering services: QnABot, Azure question answering, and Dialogflow."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sendbot.errors import QuestionsFileError
from sendbot.exchange.found import FoundEntry, FoundFile, asked, joined, plain

_USERSAYS = "_usersays_"


def parsed(name: str, text: str) -> Any:
    """JSON, or lines of JSON. Raises QuestionsFileError with a sentence."""
    try:
        return json.loads(text)
    except ValueError as problem:
        try:
            return [json.loads(line) for line in text.splitlines() if line.strip()]
        except ValueError:
            raise QuestionsFileError(f"{name} is not JSON ({problem}). Export it again.") from problem


def read_qnabot(data: Any) -> FoundFile | None:
    """QnABot's export: `{"qna": [{"qid": ..., "q": [...], "a": ...}]}`."""
    rows = data.get("qna") if isinstance(data, Mapping) else data
    if not isinstance(rows, list) or not _rows_with(rows, "q", "a"):
        return None
    found, left = [], 0
    for row in rows:
        if not isinstance(row, Mapping) or "q" not in row:
            left += 1
            continue
        answer, notes = plain(row.get("a"))
        notes += tuple(_lost_of_qnabot(row, answer))
        questions = asked(row["q"] if isinstance(row["q"], list) else [row["q"]])
        found.append(
            FoundEntry(str(row.get("qid", "")), questions, answer, plain(row.get("t"))[0], notes=notes)
        )
    return FoundFile(
        "a QnABot export", joined(found), _left(left, "rows were no question (a quiz or a slot)")
    )


def _lost_of_qnabot(row: Mapping[str, Any], answer: str) -> Iterator[str]:
    """What of an answer there does not come over."""
    card = row.get("r")
    if isinstance(card, Mapping) and (card.get("buttons") or card.get("imageUrl")):
        yield "it had a card with a picture or buttons, which is left out"
    if "{{" in answer:
        yield "its answer has {{...}}, which that service filled in: write it out"
    if row.get("l"):
        yield "a program made or changed its answer there"


def read_azure(data: Any) -> FoundFile | None:
    """Azure question answering, and QnA Maker before it: questions, answer, source."""
    rows = _azure_rows(data)
    if not _rows_with(rows, "questions", "answer"):
        return None
    found = []
    for number, row in enumerate(rows, start=1):
        answer, notes = plain(row.get("answer"))
        prompts = (row.get("dialog") or row.get("context") or {}).get("prompts") or ()
        notes += ("it led on to other answers: name them as related",) if prompts else ()
        offered = len(row.get("alternateQuestionClusters") or ())
        notes += (f"{offered} wordings that nobody had accepted there are left out",) if offered else ()
        source = str(row.get("source") or row.get("sourceDisplayName") or "")
        found.append(
            FoundEntry(
                f"answer {row.get('id', number)}",
                asked(row.get("questions") or ()),
                answer,
                source=source if source.startswith("http") else "",
                notes=notes,
            )
        )
    return FoundFile("an Azure question answering export", joined(found))


def _azure_rows(data: Any) -> Any:
    """The rows, wherever this version of the service puts them."""
    if isinstance(data, list):
        return data
    if not isinstance(data, Mapping):
        return None
    assets = data.get("assets") or data.get("Assets") or {}
    lower = {str(key).casefold(): value for key, value in {**data, **assets}.items()}
    kept = lower.get("qnas") or lower.get("qnadocuments") or lower.get("qnalist") or lower.get("value")
    return [_lower_keys(row) for row in kept] if isinstance(kept, list) else None


def _lower_keys(kept: Any) -> Any:
    if not isinstance(kept, Mapping):
        return kept
    return {f"{key[:1].lower()}{key[1:]}": value for key, value in kept.items()}


def read_dialogflow(files: Mapping[str, Any]) -> FoundFile | None:
    """An agent's folder: `intents/NAME.json` beside `intents/NAME_usersays_en.json`; or one such intent."""
    intents = {
        name: data
        for name, data in files.items()
        if isinstance(data, Mapping) and _USERSAYS not in name and "responses" in data and "name" in data
    }
    if not intents:
        return None
    found, left = [], 0
    for name, data in sorted(intents.items()):
        said = [*_phrases(data.get("userSays")), *_beside(name, files)]
        answer, notes = plain(_speech(data))
        if data.get("fallbackIntent"):
            continue
        if not said and not answer:
            left += 1
            continue
        notes += ("a program made its answer there",) if data.get("webhookUsed") and not answer else ()
        notes += ("it only followed another answer there",) if data.get("contexts") else ()
        found.append(FoundEntry(str(data["name"]), asked(said), answer, notes=notes))
    return FoundFile("a Dialogflow agent", joined(found), _left(left, "intents had no words at all"))


def _beside(name: str, files: Mapping[str, Any]) -> Iterator[str]:
    stem = name.rpartition(".")[0] + _USERSAYS
    english = [other for other in files if other.startswith(stem)]
    for other in sorted(english, key=lambda known: "_en" not in known)[:1]:
        yield from _phrases(files[other])


def _phrases(said: Any) -> Iterator[str]:
    for row in said if isinstance(said, list) else ():
        parts = row.get("data") if isinstance(row, Mapping) else None
        if isinstance(parts, list):
            yield "".join(str(part.get("text", "")) for part in parts if isinstance(part, Mapping))


def _speech(data: Mapping[str, Any]) -> str:
    """The first thing that an intent says; of several ways of saying it, the first."""
    for response in data.get("responses") or ():
        for message in response.get("messages") or ():
            speech = message.get("speech") if isinstance(message, Mapping) else None
            if isinstance(speech, list):
                speech = next((text for text in speech if str(text).strip()), "")
            if speech:
                return str(speech)
    return ""


def _rows_with(kept: object, *keys: str) -> bool:
    """Is this a list whose rows mostly have these keys?"""
    if not isinstance(kept, Sequence) or isinstance(kept, str) or not kept:
        return False
    have = sum(isinstance(one, Mapping) and all(key in one for key in keys) for one in kept)
    return 2 * have > len(kept)


def _left(number: int, what: str) -> tuple[str, ...]:
    return (f"{number} {what}.",) if number else ()
