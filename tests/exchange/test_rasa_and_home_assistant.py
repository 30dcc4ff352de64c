from __future__ import annotations

from itertools import islice

import pytest
import yaml

from sendbot.errors import QuestionsFileError
from sendbot.exchange.rasa_and_home_assistant import expanded, parsed_yaml, read_home_assistant, read_rasa

NLU = yaml.safe_load(
    """
version: "3.1"
nlu:
- intent: faq/ask_bins
  examples: |
    - when are the bins in [Marlow](town) emptied
    - bin day for [Wick]{"entity": "town"}
- intent: opening
  examples:
  - text: when do you open
- intent: lonely
  examples: "- nobody answers"
- synonym: marlow
  examples: "- the town"
"""
)
RESPONSES = yaml.safe_load(
    """
responses:
  utter_faq/ask_bins:
  - text: On Mondays.
  - text: Mondays!
  utter_hours:
  - text: At nine.
    image: x.png
rules:
- rule: opening
  steps:
  - intent: opening
  - action: utter_hours
"""
)


def test_rasa_comes_over_with_responses_from_another_file_and_by_rules() -> None:
    found = read_rasa({"nlu.yml": NLU, "domain.yml": RESPONSES})
    assert found is not None
    bins, opening, lonely = found.entries
    assert bins.questions == ("when are the bins in Marlow emptied", "bin day for Wick")
    assert bins.answer == "On Mondays."
    assert "2 ways" in bins.notes[0]
    assert (opening.questions, opening.answer) == (("when do you open",), "At nine.")
    assert "picture" in opening.notes[0]
    assert lonely.answer == ""
    assert found.left == ("1 lists were no questions (synonyms, lookups, patterns).",)


@pytest.mark.parametrize(
    ("template", "sentences"),
    [
        (
            "(what is|tell me) the [current] time",
            {"what is the current time", "what is the time", "tell me the time"},
        ),
        (
            "what time is it[ [right ]now]",
            {"what time is it", "what time is it now", "what time is it right now"},
        ),
        ("<greet> you", {"hello you", "good morning you"}),
        ("<unknown> you", {"{unknown} you"}),
    ],
)
def test_templates_are_written_out(template: str, sentences: set[str]) -> None:
    assert sentences <= set(expanded(template, {"greet": "hello|good [morning]"}))


def test_a_template_that_names_itself_ends() -> None:
    assert list(islice(expanded("<a>", {"a": "<a> x"}), 5)) == []


def test_home_assistants_sentences_come_over_with_their_gaps_told() -> None:
    data = yaml.safe_load(
        """
language: en
intents:
  HassTurnOn:
    data:
    - sentences: ["turn on [the] {name}"]
expansion_rules: {}
responses:
  intents:
    HassTurnOn: {default: "Turned on"}
"""
    )
    found = read_home_assistant({"a.yaml": data})
    assert found is not None
    (entry,) = found.entries
    assert entry.questions == ("turn on the {name}", "turn on {name}")
    assert entry.answer == "Turned on"
    assert any("device" in note for note in entry.notes)


def test_other_yaml_is_left_to_others_and_broken_yaml_refused() -> None:
    assert read_rasa({"a": {"nlu": [1]}, "b": None}) is None
    assert read_home_assistant({"a": {"intents": []}}) is None
    with pytest.raises(QuestionsFileError, match="is not YAML"):
        parsed_yaml("a.yml", "a: [")
