"""Which system a file comes from, told by what it holds; and everything in it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sendbot.errors import QuestionsFileError
from sendbot.exchange.bots import parsed, read_azure, read_dialogflow, read_qnabot
from sendbot.exchange.found import FoundFile
from sendbot.exchange.question_tables import read_table
from sendbot.exchange.rasa_and_home_assistant import parsed_yaml, read_home_assistant, read_rasa
from sendbot.exchange.tabular import LARGEST, decoded, is_table

KINDS = (
    "a spreadsheet (CSV, TSV, XLSX) with columns question and answer, QnABot's JSON, Rasa's nlu.yml with its "
    "responses, Home Assistant sentences, a Dialogflow agent (its ZIP, or its intents), or an export of "
    "Azure "
    "question answering"
)
_MOST_FILES = 5000
"""Files of one agent: ten times the largest that we have met."""
_OF_ALL_FILES: Sequence[Callable[[Mapping[str, Any]], FoundFile | None]] = (
    read_dialogflow,
    read_rasa,
    read_home_assistant,
)
"""Readers of systems whose files belong together; of the others, each file is read by itself."""


def read_files(files: Mapping[str, bytes]) -> FoundFile:
    """What the files of one system hold together. Raises QuestionsFileError with what can be read instead."""
    files = _unpacked(files)
    tables = {name: data for name, data in files.items() if is_table(name)}
    if tables:
        return _together([read_table(name, data) for name, data in tables.items()])
    values = {
        name: value for name, data in files.items() if (value := _value(name, decoded(data))) is not None
    }
    for read in _OF_ALL_FILES:
        found = read(values)
        if found is not None:
            return found
    each = [one for value in values.values() if (one := read_qnabot(value) or read_azure(value)) is not None]
    if each:
        return _together(each)
    raise QuestionsFileError(f"{', '.join(files) or 'The file'} is none of these: {KINDS}.")


def _value(name: str, text: str) -> Any:
    if name.casefold().endswith((".json", ".jsonl", ".qna", ".txt")):
        return parsed(name, text)
    return parsed_yaml(name, text) if name.casefold().endswith((".yml", ".yaml")) else None


def _unpacked(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files, those of a ZIP among them; nothing is written anywhere."""
    found: dict[str, bytes] = {}
    for name, data in files.items():
        if not name.casefold().endswith(".zip"):
            found[name] = data
            continue
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as packed:
                inside = [info for info in packed.infolist() if not info.is_dir()][:_MOST_FILES]
                if sum(info.file_size for info in inside) > LARGEST:
                    raise QuestionsFileError(f"{name} unpacks to more than {LARGEST // 1_000_000} MB.")
                found |= {info.filename: packed.read(info) for info in inside}
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as problem:
            raise QuestionsFileError(f"{name} is no ZIP that can be opened. Export it again.") from problem
    return found


def _together(found: list[FoundFile]) -> FoundFile:
    return FoundFile(
        found[0].kind,
        tuple(entry for file in found for entry in file.entries),
        tuple(sentence for file in found for sentence in file.left),
    )
