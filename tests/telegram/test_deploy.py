"""The unit and the container file name things that exist."""

from __future__ import annotations

import re
from pathlib import Path

from sendbot.cli.main import VERBS
from sendbot.settings import Settings
from tests.telegram.process import ROOT

DEPLOY = ROOT / "sendbot" / "deploy"


def test_both_run_a_verb_that_exists() -> None:
    unit = re.search(
        r"^ExecStart=\S+ bot\.py (\w+)$",
        (DEPLOY / "sendbot.service").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    container = re.search(
        r'^ENTRYPOINT \["python", "bot\.py", "(\w+)"\]$',
        (DEPLOY / "Containerfile").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    assert unit is not None
    assert container is not None
    assert {unit[1], container[1]} <= set(VERBS)


def test_the_container_copies_what_is_there_and_sets_what_is_known() -> None:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    copied = re.findall(r"^COPY (\S+) ", text, re.MULTILINE)
    assert copied
    assert all((Path(ROOT) / name).exists() for name in copied)
    settings = {f"SENDBOT_{name.upper()}" for name in Settings.model_fields}
    assert set(re.findall(r"^ENV (\w+)=", text, re.MULTILINE)) <= settings
