"""The national layer, made from the folder in which national entries are written: what stands there about its
own area is left out or replaced by a sign that every area fills in."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel

from sendbot.kept_times import times_in_words
from sendbot.knowledge.area import EVERYWHERE, Area
from sendbot.knowledge.entries import Entry, Knowledge, LabelledQuestion
from sendbot.knowledge.reading import read

HERE = Path(__file__).parent
_HEAD = (
    "# Made by `python -m tests.training.national` from the folder knowledge/. Change it there, never here.\n"
)
_NO_FOLD = 100_000
"""Columns: a text stays on its line, since a line of a folded one reads like a slip."""
_LEAST = 3
"""Letters of a local word that is looked for: shorter ones stand inside other words."""


_EVERYWHERE_TOO = frozenset({"contact-human", "contact-send-team"})
"""Entries that each area has of its own."""


class LayerError(Exception):
    """Something local is left, or a sentence to leave out is not there any more."""


class Layer:
    """What every area shares, by file."""

    def __init__(self, folder: Path) -> None:
        times = {name: f"{{kept-{name}}}" for name in times_in_words()}
        self.knowledge: Knowledge = read(folder, times).knowledge
        self.area: Area = self.knowledge.area
        facts = yaml.safe_load((HERE / "local_facts.yaml").read_text(encoding="utf-8"))
        self._cut: Mapping[str, Sequence[str]] = facts["cut"]
        self._also, self._people = frozenset(facts["also"]), frozenset(facts["contacts"])
        self._known_people = self._people | frozenset(facts["roles"])
        self._signs = _signs_of(self.area)
        self._roles = {here: role for role, here in self.area.roles.items()}
        self._local = _pattern_of(self.area)

    def files(self) -> dict[str, str]:
        """The text of each file, by its path in the layer."""
        entries = [entry for entry in self.knowledge.entries.values() if self._national(entry)]
        told = {entry.id for entry in entries}
        made: dict[str, Any] = {
            f"{topic}.yaml": {
                "workstream": "national",
                "entries": [self._entry(entry, told) for entry in found],
            }
            for topic, found in _by_topic(entries).items()
        }
        contacts = made.setdefault("contacts.yaml", {"workstream": "national", "entries": []})
        contacts["contacts"] = [
            self._contact(name) for name in self.knowledge.contacts if name in self._people
        ]
        made["glossary.yaml"] = {"terms": list(self._terms())}
        made["wording.yaml"] = {"wording": self._shared(self.knowledge.wording)}
        made |= self._danger()
        made |= {f"languages/{code}.yaml": self._language(code, told) for code in self.knowledge.languages}
        made |= self._tests(told)
        return {name: _HEAD + _written(self._proven(name, content)) for name, content in made.items()}

    def _national(self, entry: Entry) -> bool:
        if entry.id in self._also:
            return True
        has_source = any(not self._is_local(f"{source.url} {source.title}") for source in entry.sources)
        return entry.applies_to == EVERYWHERE and has_source

    def _entry(self, entry: Entry, told: set[str]) -> dict[str, Any]:
        raw = _plain(entry, "topic", "workstream", "checked", "answers", "translations")
        for sentence in self._cut.get(entry.id, ()):
            found = [key for key in ("answer", "easy_read") if sentence in raw.get(key, "")]
            if not found:
                raise LayerError(
                    f'"{entry.id}" has no sentence "{sentence}" any more. Mend local_facts.yaml.'
                )
            for key in found:
                raw[key] = re.sub(r"\n{3,}", "\n\n", raw[key].replace(sentence, "")).strip()
        raw["applies_to"] = EVERYWHERE
        raw["contacts"] = self._ids(raw.get("contacts", ()))
        raw["related"] = [name for name in raw.get("related", ()) if name in told | _EVERYWHERE_TOO]
        raw["questions"] = self._shared_list(raw["questions"])
        if "sources" in raw:
            raw["sources"] = [
                row for row in raw["sources"] if not self._is_local(f"{row['url']} {row['title']}")
            ]
        return {key: self._shared(value) if key != "sources" else value for key, value in raw.items()}

    def _ids(self, names: Iterable[str]) -> list[str]:
        """People whom every area has, by the ids that they have there."""
        found = [self._roles.get(name, name) for name in names]
        return [name for name in found if name in self._known_people]

    def _contact(self, name: str) -> dict[str, Any]:
        raw = _plain(self.knowledge.contacts[name], "checked", "fact")
        if "source" in raw and self._is_local(" ".join((raw["source"]["url"], raw["source"]["title"]))):
            del raw["source"]
        return raw

    def _terms(self) -> Iterator[dict[str, Any]]:
        for term in self.knowledge.terms:
            raw = {key: self._shared(value) for key, value in _plain(term, "source").items()}
            if self._is_local(f"{raw['term']} {raw['stands_for']}") or raw["term"].startswith("{"):
                continue
            for key in ("also", "match_as"):
                if key in raw:
                    raw[key] = self._shared_list(raw[key])
            yield raw

    def _danger(self) -> dict[str, Any]:
        knowledge = self.knowledge
        helping = [_plain(entry, "workstream", "checked") for entry in knowledge.safety_entries.values()]
        for raw in helping:
            raw["applies_to"] = EVERYWHERE
            for key in ("contacts", "contacts_young"):
                raw[key] = self._ids(raw[key])
            raw["sources"] = [
                row for row in raw["sources"] if not self._is_local(f"{row['url']} {row['title']}")
            ]
        rules = [_plain(rule) for rule in knowledge.safety_rules]
        made: dict[str, Any] = {
            "safety.yaml": {
                "workstream": "national",
                "entries": [self._shared(raw) for raw in helping],
                "rules": rules,
            }
        }
        for concern, texts in knowledge.safety_examples.items():
            made[f"safety/{concern}.yaml"] = {"examples": self._own(texts), **self._elsewhere(concern)}
        made["safety/near-misses.yaml"] = {
            "near_misses": self._own(knowledge.safety_near_misses),
            **self._elsewhere("near-misses"),
        }
        return made

    def _elsewhere(self, name: str) -> dict[str, Any]:
        found = self.knowledge.safety_elsewhere.get(name, {})
        return (
            {"in_other_languages": {code: self._own(texts) for code, texts in found.items()}} if found else {}
        )

    def _language(self, code: str, told: set[str]) -> dict[str, Any]:
        raw = _plain(self.knowledge.languages[code])
        raw["checked"] = False
        asked = raw.pop("questions", {})
        shared: dict[str, Any] = self._shared(raw)
        shared["questions"] = {
            name: own for name, texts in asked.items() if name in told and (own := self._own(texts))
        }
        return shared

    def _tests(self, told: set[str]) -> dict[str, Any]:
        rows: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
        outside: list[Any] = []
        for test in self.knowledge.tests:
            if self._is_local(" ".join((test.question, *test.holds, *test.lacks))):
                continue
            if not test.expected:
                outside.append(_row(test))
            elif set(test.expected) <= told and self._still_held(test):
                topic = self.knowledge.entries[test.expected[0]].topic
                rows[f"questions/{topic}.yaml"][test.expected[0]].append(_row(test))
        made: dict[str, Any] = {name: {"tests": dict(found)} for name, found in rows.items()}
        made["questions/out-of-scope.yaml"] = {"out_of_scope": outside}
        return made

    def _still_held(self, test: LabelledQuestion) -> bool:
        """Does the answer still hold what a test wants, after what is local was cut?"""
        name = test.expected[0]
        if name not in self._cut:
            return True
        answer = self._entry(self.knowledge.entries[name], set())["answer"].casefold()
        return all(wanted.casefold() in answer for wanted in test.holds)

    def _shared(self, value: Any) -> Any:
        """A value with signs for the area's own names."""
        if isinstance(value, str):
            for said, sign in self._signs:
                value = value.replace(said, sign)
            return value
        if isinstance(value, Mapping):
            return {key: self._shared(inner) for key, inner in value.items()}
        return [self._shared(inner) for inner in value] if isinstance(value, list | tuple) else value

    def _shared_list(self, texts: Iterable[str]) -> list[str]:
        return [text for text in map(self._shared, texts) if not self._is_local(text)]

    def _own(self, texts: Iterable[str]) -> list[str]:
        """Texts that name nothing local, as they are."""
        return [text for text in texts if not self._is_local(text)]

    def _is_local(self, text: str) -> bool:
        return self._local.search(text) is not None

    def _proven(self, name: str, content: Any) -> Any:
        """Nothing local is left: a name, a place, a site, or a number that is dialled in one area."""
        for text in _texts(content):
            found = self._local.search(text)
            if found is not None:
                raise LayerError(f'{name} would say "{found[0]}" in every area: {text[:200]}')
        return content


def _signs_of(area: Area) -> list[tuple[str, str]]:
    """What is replaced, the longest first: "Cheshire East Council" before "Cheshire East"."""
    named = [(area.authority, "{authority}"), (area.name, "{area}")]
    return [*named, *((said, f"{{{key}}}") for key, said in area.names.items())]


def _pattern_of(area: Area) -> re.Pattern[str]:
    """Any word of the area: its places and names as words, its name's first word and its sites anywhere."""
    single = {word for word in (*area.places.here, *area.no_names) if len(word) >= _LEAST}
    generic = {"west"}
    words = "|".join(re.escape(word) for word in sorted(single - generic))
    return re.compile(rf"{re.escape(area.name.split()[0])}|\b(?:{words})\b|mymind|livewell", re.IGNORECASE)


def _by_topic(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[entry.topic].append(entry)
    return found


def _plain(model: BaseModel, *without: str) -> dict[str, Any]:
    return model.model_dump(by_alias=True, exclude_defaults=True, exclude=set(without))


def _row(test: LabelledQuestion) -> Any:
    parts = {"also": list(test.expected[1:]), "holds": list(test.holds), "lacks": list(test.lacks)}
    told = {key: value for key, value in parts.items() if value}
    return {"q": test.question, **told} if told else test.question


def _texts(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, Mapping):
        for key, value in content.items():
            yield from _texts(key)
            yield from _texts(value)
    elif isinstance(content, list | tuple):
        for value in content:
            yield from _texts(value)


class _Dumper(yaml.SafeDumper):
    """Texts of several lines as blocks, so that the layer can be read."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - its name is given
        """No aliases: the reader takes none."""
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(tuple, lambda dumper, rows: dumper.represent_list(list(rows)))


def _written(content: Any) -> str:
    return yaml.dump(content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_NO_FOLD)
