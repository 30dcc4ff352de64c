"""Training files of assistants that are kept as YAML: Rasa, and Home Assistant's sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import yaml

from sendbot.errors import QuestionsFileError
from sendbot.exchange.found import FoundEntry, FoundFile, asked, joined, plain

_MARKED = re.compile(r"\[([^\]]+)\](?:\([^)]*\)|\{[^}]*\})")
"""A word that Rasa marks as an entity: `[Leeds](city)`."""
_MOST = 24
"""Sentences made of one template: as many as an entry should have to begin with."""
_DEEPEST = 8
"""Rules within rules that are followed; more are a circle."""


def parsed_yaml(name: str, text: str) -> Any:
    """YAML as plain values. Raises QuestionsFileError with a sentence."""
    try:
        return yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as problem:
        raise QuestionsFileError(f"{name} is not YAML that can be read. Export it again.") from problem


def read_rasa(files: Mapping[str, Any]) -> FoundFile | None:
    """Intents with their examples from `nlu:`, and answers from `responses:` of the same or another file."""
    rows = [row for data in files.values() for row in _list(data, "nlu")]
    intents = [row for row in rows if isinstance(row, Mapping) and "intent" in row]
    if not intents:
        return None
    responses, follows = _responses(files), _pairs(files)
    found = [_intent(row, responses, follows) for row in intents]
    other = len(rows) - len(found)
    left = (f"{other} lists were no questions (synonyms, lookups, patterns).",) if other else ()
    return FoundFile("Rasa training data", joined(found), left)


def _responses(files: Mapping[str, Any]) -> dict[str, Any]:
    """The answers of all files by their names."""
    found: dict[str, Any] = {}
    for data in files.values():
        if isinstance(data, Mapping) and isinstance(data.get("responses"), Mapping):
            found |= data["responses"]
    return found


def _pairs(files: Mapping[str, Any]) -> dict[str, str]:
    """Which response follows an intent, as rules and stories say: the first action after it."""
    found: dict[str, str] = {}
    for data in files.values():
        for story in (*_list(data, "rules"), *_list(data, "stories")):
            intent = ""
            for step in _list(story, "steps"):
                if isinstance(step, Mapping) and "intent" in step:
                    intent = str(step["intent"])
                elif isinstance(step, Mapping) and intent and str(step.get("action", "")).startswith("utter"):
                    found.setdefault(intent, str(step["action"]))
                    intent = ""
    return found


def _intent(found: Mapping[str, Any], responses: Mapping[str, Any], follows: Mapping[str, str]) -> FoundEntry:
    name = str(found["intent"])
    examples = found.get("examples") or ""
    lines = examples.splitlines() if isinstance(examples, str) else [_example(item) for item in examples]
    questions = asked(_MARKED.sub(r"\1", line.strip().removeprefix("-").strip()) for line in lines)
    ways = _ways_of_answering(name, responses, follows)
    answer, notes = plain(next((item.get("text") for item in ways if item.get("text")), ""))
    return FoundEntry(name, questions, answer, notes=(*notes, *_lost(ways)))


def _ways_of_answering(
    name: str, responses: Mapping[str, Any], follows: Mapping[str, str]
) -> list[Mapping[str, Any]]:
    """What an intent is answered with: what follows it, else what is called as it is."""
    plain_name = name.rpartition("/")[2]
    keys = (follows.get(name, ""), f"utter_{name}", f"utter_{plain_name}", f"utter_{plain_name.lower()}")
    texts = next((responses[key] for key in keys if key in responses), ())
    return [item for item in texts or () if isinstance(item, Mapping)]


def _lost(ways: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """What of the ways of answering does not come over."""
    several = sum("text" in item for item in ways)
    if several > 1:
        yield f"it had {several} ways of saying the answer; this is the first"
    if any(item.get("image") for item in ways):
        yield "it had a picture, which is left out"


def _example(item: Any) -> str:
    return str(item.get("text", "")) if isinstance(item, Mapping) else str(item)


def read_home_assistant(files: Mapping[str, Any]) -> FoundFile | None:
    """Sentences of intents, their templates written out; `{...}` that stands for a device cannot be."""
    rules, responses = _shared(files)
    found: list[FoundEntry] = []
    for data in files.values():
        intents = data.get("intents") if isinstance(data, Mapping) else None
        for name, kept in intents.items() if isinstance(intents, Mapping) else ():
            templates = [text for block in _list(kept, "data") for text in _list(block, "sentences")]
            if templates:
                found.append(_written_out(str(name), templates, rules, responses.get(name)))
    return FoundFile("Home Assistant sentences", joined(found)) if found else None


def _shared(files: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, Any]]:
    """What any file may use of the others: rules by their names, and what is said to an intent."""
    rules: dict[str, str] = {}
    responses: dict[str, Any] = {}
    for data in files.values():
        if isinstance(data, Mapping):
            rules |= {str(key): str(text) for key, text in (data.get("expansion_rules") or {}).items()}
            spoken = data.get("responses") or {}
            responses |= spoken.get("intents") or {} if isinstance(spoken, Mapping) else {}
    return rules, responses


def _written_out(name: str, templates: Sequence[Any], rules: Mapping[str, str], said: Any) -> FoundEntry:
    each = max(1, _MOST // len(templates))
    written = [line for text in templates for line in islice(expanded(str(text), rules), each)]
    answer, notes = plain(_spoken(said))
    slots = any("{" in line for line in written)
    notes += ("its {...} stood for a device or place: write them out",) if slots else ()
    notes += ("its sentences were templates; some of what they stand for is written out",)
    return FoundEntry(name, asked(written), answer, notes=notes)


def _spoken(response: Any) -> str:
    """What is said by default, if it is a plain text."""
    if isinstance(response, Mapping):
        response = response.get("default") or next(iter(response.values()), "")
    text = str(response or "")
    return "" if "{{" in text or "{%" in text else text


def expanded(template: str, rules: Mapping[str, str], depth: int = 0) -> Iterator[str]:
    """The sentences that a template stands for: [may be left out], (one|of these), <a rule>."""
    if depth > _DEEPEST:
        return
    found = re.search(r"<([\w ]+)>|\[([^\[\]()<>]*)\]|\(([^\[\]()<>]*)\)", template)
    if found is None:
        yield " ".join(template.replace("|", " ").split())
        return
    before, after = template[: found.start()], template[found.end() :]
    if found[1] is not None:
        ways = [f"({rules[found[1]]})"] if found[1] in rules else [f"{{{found[1]}}}"]
        depth += 1
    elif found[2] is not None:
        ways = [*found[2].split("|"), ""]
    else:
        ways = found[3].split("|")
    for way in ways:
        yield from expanded(before + way + after, rules, depth)


def _list(data: Any, key: str) -> list[Any]:
    value = data.get(key) if isinstance(data, Mapping) else None
    return value if isinstance(value, list) else []
