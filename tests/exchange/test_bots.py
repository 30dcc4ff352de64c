from __future__ import annotations

import pytest

from sendbot.errors import QuestionsFileError
from sendbot.exchange.bots import parsed, read_azure, read_dialogflow, read_qnabot


def test_qnabot_comes_over_and_what_a_program_did_is_noted() -> None:
    data = {
        "qna": [
            {
                "qid": "bins.1",
                "q": ["When?", "when"],
                "a": "On **Mondays**. {{name}}",
                "t": "Bins",
                "type": "qna",
            },
            {"qid": "hook", "q": ["How?"], "a": "So.", "l": "QNA:Hook", "r": {"imageUrl": "x.png"}},
            {"qid": "quiz", "question": "?"},
        ]
    }
    found = read_qnabot(data)
    assert found is not None
    assert [entry.name for entry in found.entries] == ["bins.1", "hook"]
    assert found.entries[0].questions == ("When?",)
    assert found.entries[0].title == "Bins"
    assert "{{...}}" in found.entries[0].notes[0]
    assert len(found.entries[1].notes) == 2
    assert found.left == ("1 rows were no question (a quiz or a slot).",)


@pytest.mark.parametrize(
    "data",
    [
        {"qnaDocuments": [{"id": 1, "answer": "A.", "source": "https://a.example", "questions": ["q?"]}]},
        {"assets": {"qnas": [{"id": 1, "answer": "A.", "source": "https://a.example", "questions": ["q?"]}]}},
        {"Assets": {"Qnas": [{"Id": 1, "Answer": "A.", "Source": "https://a.example", "Questions": ["q?"]}]}},
        {"value": [{"id": 1, "answer": "A.", "source": "https://a.example", "questions": ["q?"]}]},
    ],
)
def test_every_version_of_azures_export_comes_over(data: object) -> None:
    found = read_azure(data)
    assert found is not None
    (entry,) = found.entries
    assert (entry.questions, entry.answer, entry.source) == (("q?",), "A.", "https://a.example")


def test_what_nobody_had_accepted_is_left_out_and_told() -> None:
    row = {
        "questions": ["q?"],
        "answer": "A.",
        "alternateQuestionClusters": [{"clusterHead": "x"}],
        "dialog": {},
    }
    found = read_azure({"qnas": [row]})
    assert found is not None
    assert found.entries[0].questions == ("q?",)
    assert "1 wordings" in found.entries[0].notes[0]


def test_a_dialogflow_agent_comes_over() -> None:
    intent = {
        "name": "bins",
        "responses": [{"messages": [{"type": 0, "speech": ["", "Mondays."]}]}],
        "contexts": [],
    }
    said = [{"data": [{"text": "when are "}, {"text": "the bins", "meta": "@x"}]}]
    older = {"name": "old", "responses": [{"messages": []}], "userSays": said, "webhookUsed": True}
    found = read_dialogflow(
        {
            "intents/bins.json": intent,
            "intents/bins_usersays_en.json": said,
            "intents/bins_usersays_fr.json": [{"data": [{"text": "quand"}]}],
            "intents/old.json": older,
            "intents/fallback.json": {"name": "F", "fallbackIntent": True, "responses": []},
            "agent.json": {"language": "en"},
        }
    )
    assert found is not None
    assert [(entry.name, entry.questions, entry.answer) for entry in found.entries] == [
        ("bins", ("when are the bins",), "Mondays."),
        ("old", ("when are the bins",), ""),
    ]
    assert "program" in found.entries[1].notes[0]


@pytest.mark.parametrize("data", [None, 3, [], {}, {"qna": "x"}, [{"a": 1}], {"qna": [1, 2]}])
def test_what_is_something_else_is_left_to_others(data: object) -> None:
    assert read_qnabot(data) is None
    assert read_azure(data) is None
    assert read_dialogflow({"x.json": data}) is None


def test_lines_of_json_are_read_and_other_texts_refused() -> None:
    assert parsed("a.jsonl", '{"q": 1}\n{"q": 2}\n') == [{"q": 1}, {"q": 2}]
    with pytest.raises(QuestionsFileError, match="is not JSON"):
        parsed("a.json", "{")
