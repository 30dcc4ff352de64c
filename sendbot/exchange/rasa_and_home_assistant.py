"""Training files of assistants that are kept as YAML: Rasa, and Home Assistant's sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
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
    if not any(isinstance(row, Mapping) and "intent" in row for row in rows):
        return None
    responses: dict[str, Any] = {}
    for data in files.values():
        if isinstance(data, Mapping) and isinstance(data.get("responses"), Mapping):
            responses |= data["responses"]
    follows = _pairs(files)
    found = [_intent(row, responses, follows) for row in rows if isinstance(row, Mapping) and "intent" in row]
    other = len(rows) - len(found)
    left = (f"{other} lists were no questions (synonyms, lookups, patterns).",) if other else ()
    return FoundFile("Rasa training data", joined(found), left)


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
    plain_name = name.rpartition("/")[2]
    keys = (follows.get(name, ""), f"utter_{name}", f"utter_{plain_name}", f"utter_{plain_name.lower()}")
    texts = next((responses[key] for key in keys if key in responses), ())
    first = next(
        (item.get("text") for item in texts or () if isinstance(item, Mapping) and item.get("text")), ""
    )
    answer, notes = plain(first)
    several = sum(isinstance(item, Mapping) and "text" in item for item in texts or ())
    notes += (f"it had {several} ways of saying the answer; this is the first",) if several > 1 else ()
    pictures = any(isinstance(item, Mapping) and item.get("image") for item in texts or ())
    notes += ("it had a picture, which is left out",) if pictures else ()
    return FoundEntry(name, questions, answer, notes=notes)


def _example(item: Any) -> str:
    return str(item.get("text", "")) if isinstance(item, Mapping) else str(item)


def read_home_assistant(files: Mapping[str, Any]) -> FoundFile | None:
    """Sentences of intents, their templates written out; `{...}` that stands for a device cannot be."""
    found, templates = [], 0
    rules: dict[str, str] = {}
    responses: dict[str, Any] = {}
    for data in files.values():
        if isinstance(data, Mapping):
            rules |= {str(key): str(text) for key, text in (data.get("expansion_rules") or {}).items()}
            spoken = data.get("responses") or {}
            responses |= spoken.get("intents") or {} if isinstance(spoken, Mapping) else {}
    for data in files.values():
        intents = data.get("intents") if isinstance(data, Mapping) else None
        for name, kept in intents.items() if isinstance(intents, Mapping) else ():
            sentences = [text for block in _list(kept, "data") for text in _list(block, "sentences")]
            if not sentences:
                continue
            templates += len(sentences)
            each = max(1, _MOST // len(sentences))
            written = [line for text in sentences for line in islice(expanded(str(text), rules), each)]
            answer, notes = plain(_spoken(responses.get(name)))
            slots = any("{" in line for line in written)
            notes += ("its {...} stood for a device or place: write them out",) if slots else ()
            notes += ("its sentences were templates; some of what they stand for is written out",)
            found.append(FoundEntry(str(name), asked(written), answer, notes=notes))
    return FoundFile("Home Assistant sentences", joined(found)) if templates else None


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
