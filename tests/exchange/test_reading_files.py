from __future__ import annotations

import io
import json
import zipfile

import pytest

from sendbot.errors import QuestionsFileError
from sendbot.exchange.reading_files import read_files

INTENT = {
    "name": "bins",
    "userSays": [{"data": [{"text": "when"}]}],
    "responses": [{"messages": [{"speech": "Now."}]}],
}
QNA = {"qna": [{"qid": "1", "q": ["when?"], "a": "Now."}]}


@pytest.mark.parametrize(
    ("files", "kind"),
    [
        ({"a.csv": b"question,answer\nq?,a\n"}, "a spreadsheet"),
        ({"a.json": json.dumps(QNA).encode()}, "a QnABot export"),
        ({"a.json": json.dumps(QNA).encode("utf-8-sig")}, "a QnABot export"),
        ({"nlu.yml": b"nlu:\n- intent: a\n  examples: |\n    - b c\n"}, "Rasa training data"),
        ({"i.yaml": b"intents:\n  A:\n    data:\n    - sentences: [b c]\n"}, "Home Assistant sentences"),
        ({"a.json": json.dumps(INTENT).encode()}, "a Dialogflow agent"),
        (
            {"a.json": b'{"qnas": [{"answer": "A", "questions": ["q"]}]}'},
            "an Azure question answering export",
        ),
    ],
)
def test_a_file_is_known_by_what_it_holds(files: dict[str, bytes], kind: str) -> None:
    found = read_files(files)
    assert found.kind == kind
    assert len(found.entries) == 1


def test_a_zip_is_read_where_it_lies() -> None:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as packed:
        packed.writestr("agent.json", "{}")
        packed.writestr("intents/bins.json", json.dumps(INTENT))
    assert read_files({"agent.zip": kept.getvalue()}).entries[0].name == "bins"


@pytest.mark.parametrize(
    "files", [{"a.json": b"{}"}, {"a.yaml": b"a: 1"}, {"a.pdf": b"%PDF"}, {"a.zip": b"no"}, {}]
)
def test_what_cannot_be_read_is_told_with_what_can(files: dict[str, bytes]) -> None:
    with pytest.raises(QuestionsFileError, match=r"is none of these|is no ZIP"):
        read_files(files)
