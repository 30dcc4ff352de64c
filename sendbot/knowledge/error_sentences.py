"""Validation errors as sentences for curators: what is wrong, and what to do. Pydantic's own words are
never shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from pydantic import BaseModel, ValidationError
from rapidfuzz import process

from sendbot.knowledge.entries import STAGE_LIMIT, TITLE_LIMIT, Contact, Entry, Translation, words_translated
from sendbot.knowledge.frozen import ID_LIMIT, ID_PATTERN
from sendbot.knowledge.letters import odd_letter, unseen_letter
from sendbot.knowledge.names_given import NamesGiven, contact_hint
from sendbot.knowledge.nodes import Document, Odd, Path
from sendbot.knowledge.values import LANGUAGE_CODES

_HALF_A_YEAR = timedelta(days=182)
"""The shorter of the two times that the guide gives until a review."""
_DATES = {"seen", "read", "review_by", "on"}
_EXAMPLES = {
    "seen": "2026-03-31", "read": "2026-03-31", "review_by": "2026-09-30", "on": "2026-03-31",
    "applies_to": "england", "by": "SEND team", "workstream": "access", "plus": "6 weeks",
    "title": "How long does an EHC plan take?", "id": "ehcp-late", "name": "SEND team",
    "what_for": "Questions about a plan", "url": "https://www.gov.uk/...", "from": "the day you asked",
    "label": "The last day to appeal", "caveat": "Get advice early.", "concern": "safety-child-at-risk",
    "term": "SENCO", "stands_for": "special educational needs coordinator", "language": "pl",
    "about": "EHC plans and appeals", "lead": "The answer below is in English.",
}  # fmt: skip
_INSIDE = {
    "sources": "{title: ..., url: ..., seen: 2026-03-31}",
    "counts": "{from: the day you asked, plus: 6 weeks}",
    "checked": "{on: 2026-03-31, by: SEND team}",
    "source": "{title: ..., url: ..., seen: 2026-03-31}",
    "translations": "pl: with title, answer and of below it",
    "deadlines": "id, label, caveat and counts",
}
"""What stands inside a field that has parts."""
_WITHOUT_ZERO = 10
"""Digits of a British number whose 0 got lost, as spreadsheets lose it."""
_SHOWN = 3
"""Items of a list that a message shows."""
_CURLY = "“”„‘’"
_DASHES = "‐‑‒–—−"
_LISTS = frozenset({"contacts", "related", "was", "answers", "contacts_young", "entries", "topics"})
"""Fields that hold several ids."""
_LONG = frozenset({"answer", "answer_young", "easy_read"})
"""Fields that hold a text of several lines."""


def say_errors(
    document: Document, path: Path, what: str, model: type[BaseModel], error: ValidationError, raw: Any = None
) -> None:
    """Turn each validation error into a problem with its line. `what` names the thing, as in
    'entry "dla"'."""
    told: set[Path] = set()
    all_errors = error.errors(include_url=False, include_context=True)
    for found in all_errors:
        inner = tuple(part for part in found["loc"] if part != "[key]")
        full: Path = (*path, *inner)
        if full in told or any(
            other["loc"][: len(found["loc"])] == found["loc"] != other["loc"] for other in all_errors
        ):
            continue  # what is wrong deeper inside says it better
        if found["type"] == "missing" and _misspelt(found, all_errors, model):
            continue  # it is there under a name that is told
        told.add(full)
        if found["type"] == "missing" and inner[:1] == ("translations",) and inner[-1] == "of":
            place, message = document.place(full[:-1]), _no_of(str(inner[1]), raw)
            document.problem(place, "missing", f"{what} {message}")
            continue
        kind, value = str(found["type"]), found.get("input")
        place = (
            document.key_place(full)
            if kind == "extra_forbidden"
            else document.place(full if kind != "missing" else full[:-1])
        )
        document.problem(
            place,
            _code(kind, value),
            f"{what}{_where(inner)} {_sentence(inner, model, found, document.known)}",
        )


def _code(kind: str, value: object) -> str:
    if isinstance(value, Odd):
        return "needs-quotes"
    return {"missing": "missing", "extra_forbidden": "unknown-key"}.get(kind, "wrong-value")


def _where(inner: Path) -> str:
    """ ", question 3" for parts of lists; nothing for the thing's own keys."""
    numbers = [(name, number) for name, number in pairwise(inner) if isinstance(number, int)]
    told = "".join(
        f", {str(name).removesuffix('s').replace('_', ' ')} {number + 1}" for name, number in numbers
    )
    return f"{told}," if told else ""


def _sentence(inner: Path, model: type[BaseModel], found: Any, known: NamesGiven) -> str:
    kind, value = str(found["type"]), found.get("input")
    name = next((part for part in reversed(inner) if isinstance(part, str)), "value")
    beside = _beside_a_code(inner, kind)
    if beside:
        return beside
    if isinstance(value, Odd) and not (kind == "extra_forbidden" and _piece(name, value)):
        return _odd(name, value, _must_be(inner, model), known)
    if kind == "missing":
        return _missing(name, value, known)
    if kind == "extra_forbidden":
        return _unknown(name, inner, model, value)
    if name in _DATES or kind.startswith("date"):
        example = _EXAMPLES.get(name, "2026-03-31")
        return (
            f'has "{shown(value)}" as {name}. Write a date as year-month-day without quotes, as in {example}.'
        )
    if kind in {"string_type", "string_too_short"}:
        return (
            f"has no text as {name}. Write the text after the colon."
            if value in ("", None) or kind.endswith("short")
            else _not_text(name, value)
        )
    if name == "contacts" and kind == "string_pattern_mismatch" and " " in str(value).strip():
        if re.fullmatch(r"[\w-]+(?: *[;/|] *[\w-]+)+", str(value).strip()):
            return f'has "{value}" as one of its contacts. Part them by commas: [one, two].'
        hint = contact_hint(str(value), known.contacts)
        if hint and not all(part in known.contacts for part in str(value).split()):
            return f'has "{value}" as one of its contacts, which is no id.{hint}'
    return _shape(kind, name, value, found, known)


def _misspelt(missing: Any, every: Iterable[Any], model: type[BaseModel]) -> bool:
    """Does a field that is not known stand beside a missing one, whose name it nearly has?"""
    *inside, name = missing["loc"]
    for other in every:
        *place, typed = other["loc"]
        if other["type"] == "extra_forbidden" and place == inside:
            near = _near(str(typed), tuple(other["loc"]), model)
            if near == name:
                return True
    return False


def _must_be(inner: Path, model: type[BaseModel]) -> bool:
    """Is it a field that must be there?"""
    for part in inner[:-1]:
        if isinstance(part, str) and part in model.model_fields:
            model = _inner_model(model.model_fields[part].annotation) or model
    field = next((one for name, one in model.model_fields.items() if (one.alias or name) == inner[-1]), None)
    return field is not None and field.is_required()


def _beside_a_code(inner: Path, kind: str) -> str | None:
    """A translation whose fields have lost their indent: they stand beside its code, not under it."""
    if len(inner) != 2 or inner[0] != "translations" or kind == "missing":
        return None
    if inner[1] in Translation.model_fields:
        return (
            f'has "{inner[1]}" beside the codes of languages. Indent it further, under its code such as pl:.'
        )
    return f'has nothing under "{inner[1]}". Its title, answer and of stand below it, with more indent.'


def _shape(kind: str, name: str, value: object, found: Any, known: NamesGiven) -> str:
    context = found.get("ctx") or {}
    if kind == "too_long":
        twice = (
            next((one for one in value if value.count(one) > 1), None) if isinstance(value, tuple) else None
        )
        if twice is not None:
            return f'names "{shown(twice)}" twice under {name}. Take one out.'
        limit = context.get("max_length", STAGE_LIMIT)
        return f"has {context.get('actual_length', 'more')} {name}; the most is {limit}. Take some out."
    value = value if isinstance(value, str) else shown(value)
    if kind == "string_too_long":
        limit = context.get("max_length", TITLE_LIMIT)
        return f"has {_a(name)} of {len(str(value))} characters; the most is {limit}. Shorten it."
    if kind == "string_pattern_mismatch":
        return _pattern(name, value, known)
    if kind == "too_short":
        return f"has an empty list as {name}. Write one line for each, beginning with a dash."
    if kind == "tuple_type":
        return f"needs a list as {name}: one line for each, beginning with a dash, or all in brackets: [...]."
    if kind in {"dict_type", "mapping_type", "model_type", "model_attributes_type"}:
        parts = _INSIDE.get(name)
        inside = f", as in {parts}" if parts else ", each on its own line with a colon"
        return f"needs named parts as {name}{inside}."
    if kind == "literal_error":
        words = context.get("expected", "another word").replace("'", "")
        return f'has "{value}" as {name}. It can be: {words}.'
    if kind == "bool_type":
        return f'has "{value}" as {name}. It can be: true or false.'
    return f'has "{value}" as {name}, which cannot be used. Compare it with one that works.'


def shown(value: object) -> str:
    """A value as a curator would write it, for a message: never as a program writes it."""
    if isinstance(value, Odd):
        return value.typed
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple | list):
        items = [shown(item) for item in value]
        rest = f", and {len(items) - _SHOWN} more" if len(items) > _SHOWN else ""
        return f"{', '.join(items[:_SHOWN])}{rest}"
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {shown(inner)}" for key, inner in list(value.items())[:_SHOWN])
    return "nothing" if value is None else str(value)


def _odd(name: str, value: Odd, needed: bool, known: NamesGiven) -> str:
    if value.kind == "nothing" and name in _LONG and needed:
        return f'has nothing as {name}. Write "{name}: |", and the text below it, indented.'
    if value.kind == "nothing":
        example = _example(name, None, known)
        filled = f"Fill it in{f', as in {name}: {example}' if example and name in _GIVEN else ''}"
        return f"has nothing as {name}. {filled}{'' if needed else ', or delete the line'}."
    if name == "plus":
        return _pattern(name, value.typed, known)
    if name in _INSIDE:
        return f'has "{value.typed}" as {name}, which needs named parts, as in {_INSIDE[name]}.'
    if name in _DATES:
        return (
            f'has "{value.typed}" as {name}, which is not a date that exists. Write year-month-day, as in '
            f"{_EXAMPLES[name]}."
        )
    return (
        f'has {value.typed} as {name}, which YAML reads as {value.kind}. Put it in quotes: "{value.typed}".'
    )


_GIVEN = ("workstream", "applies_to")
"""Fields whose value is one that the folder itself gives."""


def _example(name: str, beside: object, known: NamesGiven) -> str:
    """What could stand there: an id of this folder, and a day half a year after `read`."""
    if name == "workstream" and known.queues:
        first, *others = known.queues
        return first + (f" (or {', '.join(others)})" if others else "")
    if name == "applies_to" and known.here:
        return f"england (or {known.here})"
    read = beside.get("read") if isinstance(beside, dict) else None
    if name == "review_by" and isinstance(read, date):
        return str(read + _HALF_A_YEAR)
    return _EXAMPLES.get(name, "")


def _missing(name: str, beside: object, known: NamesGiven) -> str:
    example = _example(name, beside, known)
    if name == "review_by" and example == _EXAMPLES[name]:
        return "has no review_by date. Add one, half a year or a year after the day under read."
    if name in _DATES:
        return f"has no {name} date. Add one, as in {example}."
    return f"has no {name}. Add {_a(name)} line" + (f", as in {name}: {example}." if example else ".")


def _no_of(code: str, raw: Any) -> str:
    """A translation that does not say of which English it is: the fingerprint of today's, and a code that is
    none."""
    title, answer = (raw.get(key) if isinstance(raw, Mapping) else None for key in ("title", "answer"))
    of = ""
    if isinstance(title, str) and isinstance(answer, str):
        of = f' If it was made from this answer, write: of: "{words_translated(title, answer)}".'
    wrong = (
        ""
        if code in LANGUAGE_CODES
        else (f' And "{code}" is no language: use its two-letter code, as in pl for Polish.')
    )
    return f'has no of in its translation "{code}": of which English words it is.{of}{wrong}'


def _a(name: str) -> str:
    return f"{'an' if name[0] in 'aeio' else 'a'} {name}"


def _unknown(name: str, inner: Path, model: type[BaseModel], value: object) -> str:
    known = sorted(_known_keys(model, inner[:-1]))
    if _piece(name, value):
        return (
            f'has a comma before "{name}" in a text without quotes, which cuts the text off there. Put the '
            'whole text in quotes: "...".'
        )
    near = _near(name, inner, model)
    other = None if near and _bare(near) == _bare(name) else _home(name, model)
    if other:
        return f'has a line "{name}", which belongs to {other}. Take it out here.'
    hint = f'Did you mean "{near}"?' if near else f"It can have: {', '.join(known)}."
    return f'has a line "{name}" that is not known. {hint}'


def _piece(name: str, value: object) -> bool:
    """Is this "name" a piece of a text in { } that a comma cut off? Nothing stands behind it."""
    return isinstance(value, Odd) and value.kind == "nothing" and not re.fullmatch(r"[a-z_]+", name)


def _near(name: str, inner: Path, model: type[BaseModel]) -> str | None:
    """The field that was meant by a name that is not known."""
    known = sorted(_known_keys(model, inner[:-1]))
    same = next((key for key in known if _bare(key) == _bare(name)), None)
    found = process.extractOne(name, known, score_cutoff=60)
    return same or (found[0] if found else None)


def _bare(name: str) -> str:
    """A name without what a typist adds: capitals, spaces, dashes."""
    return re.sub(r"[\W_]+", "", name.casefold())


def _home(name: str, model: type[BaseModel]) -> str | None:
    """Which other kind of thing has a line of this name."""
    homes = ((Contact, "a contact, in contacts.yaml"), (Entry, "an entry"))
    return next((what for kind, what in homes if kind is not model and name in kind.model_fields), None)


def _known_keys(model: type[BaseModel], inner: Path) -> Iterable[str]:
    """The keys that the model (or the part of it at this path) knows, as curators write them."""
    for part in inner:
        if isinstance(part, str) and part in model.model_fields:
            model = _inner_model(model.model_fields[part].annotation) or model
    return {field.alias or name for name, field in model.model_fields.items()} - {"topic"}


def _inner_model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(
        (found for part in getattr(annotation, "__args__", ()) if (found := _inner_model(part)) is not None),
        None,
    )


def _not_text(name: str, value: object) -> str:
    if name == "plus":
        return _not_plus(shown(value))
    if isinstance(value, date | bool | int):
        typed, kind = _as_yaml_reads(value)
        typed = f"0{typed}" if name in {"phone", "sms"} and len(typed) == _WITHOUT_ZERO else typed
        return f'has {typed} as {name}, which YAML reads as {kind}. Put it in quotes: "{typed}".'
    if isinstance(value, dict) and any(str(key)[:1] in _CURLY for key in value):
        return f"has curly quotation marks about {name}, which YAML does not know. Use straight ones."
    if isinstance(value, dict) and len(value) == 1:
        (key,) = value
        return (
            f'has a colon after "{key}" in its {name}, so that it is read as a name with parts. Put the '
            'whole text in quotes: "...".'
        )
    if name in _LONG and isinstance(value, tuple | dict):
        return f'has a list as {name}. Write "{name}: |", and the text indented below it.'
    if isinstance(value, tuple | dict):
        return (
            f"has a list or several lines as {name}; it must be one text. If the text holds a colon, put it "
            "in quotes."
        )
    return f"needs text as {name}."


def _as_yaml_reads(value: date | bool | int) -> tuple[str, str]:
    """What was typed, and what YAML takes it for."""
    if isinstance(value, bool):
        return str(value).lower(), "true or false"
    return str(value), "a date" if isinstance(value, date) else "a number"


def _pattern(name: str, value: object, known: NamesGiven) -> str:
    if name == "applies_to" and known.here:
        return f'has "{value}" as applies_to. It can be: england or {known.here}.'
    if name == "plus":
        return _not_plus(value)
    if name == "language":
        return f'has "{value}" as language. Write the two-letter code, as in pl.'
    sign = _odd_sign(str(value))
    if sign:
        return f'has "{value}" as {name}. Its {sign}'
    if name in _LISTS and all(re.fullmatch(ID_PATTERN, part) for part in str(value).split()):
        return f'has "{value}" as one of its {name}. A comma is missing between two ids, or a dash in one.'
    unseen = unseen_letter(str(value))
    if unseen:
        return f'has "{value}" as {name}, with an invisible character in it ({unseen[1]}). Type it again.'
    if name == "answers":
        return (
            f'has "{value}" as answers. A group of questions is named as the desk names it, as in g-7f3k2m9x.'
        )
    return (
        f'has "{value}" as {name}. An id has small letters, digits and single dashes, at most {ID_LIMIT} '
        "characters, as in ehcp-late."
    )


def _not_plus(value: object) -> str:
    swapped = (
        " Have from and plus changed places? The day from which it counts stands under from."
        if re.search(r"\b(?:day|date) ", str(value))
        else ""
    )
    advice = f"Write a number and days, weeks, months or years, as in 6 weeks.{swapped}"
    return f'has "{value}" as plus. {advice}'


def _odd_sign(text: str) -> str | None:
    """The first sign that looks like one of ours and is none, and what to do about it."""
    odd = odd_letter(text, alone=True)
    if odd:
        return f'"{odd[0]}" ({odd[1]}) only looks like one of our letters: type it again.'
    if any(mark in _CURLY for mark in text):
        return "curly quotation marks are read as letters: leave them out."
    dash = next((mark for mark in text if mark in _DASHES), None)
    return f'"{dash}" only looks like a dash: type an ordinary dash.' if dash else None
