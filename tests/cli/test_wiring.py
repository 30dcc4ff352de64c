"""Settings become objects, or a sentence that says what is wrong."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from sendbot.cli.wiring import open_mind, reopen_mind
from sendbot.settings import Settings
from sendbot.upkeep.reload import Folder, LiveMind
from tests.small_folder import write_small_folder


def with_example(written: str) -> str:
    """The rules with an example that none of them fires on: they must not go live."""
    content = yaml.safe_load(written)
    content["rules"][0]["must_fire"] = ["the sun is out"]
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False)


@pytest.mark.parametrize("how", ["not yaml: [", "wrong"])
def test_safety_that_does_not_pass_is_never_in_service_at_the_start(
    tmp_path: Path, how: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_small_folder(tmp_path / "knowledge")
    good = (folder / "safety.yaml").read_text(encoding="utf-8")
    spoilt = with_example(good) if how == "wrong" else how
    (folder / "safety.yaml").write_text(spoilt, encoding="utf-8")
    mind = open_mind(Settings(knowledge_dir=folder, encoder="none", data_dir=tmp_path / "data"))
    assert "those of the package are in service" in capsys.readouterr().err
    assert mind.screen.screen("I want to kill myself") == ("safety-suicide-self-harm",)
    assert "safety-suicide-self-harm" in mind.knowledge.safety_entries
    assert "samaritans" in mind.knowledge.contacts
    assert "hours" in mind.knowledge.entries


async def test_safety_that_does_not_pass_is_never_in_service_after_a_change(tmp_path: Path) -> None:
    folder = write_small_folder(tmp_path / "knowledge")
    settings = Settings(knowledge_dir=folder, encoder="none", data_dir=tmp_path / "data")
    good = open_mind(settings)
    live = LiveMind(Folder(folder, "", lambda: reopen_mind(settings)), good)
    text = (folder / "safety.yaml").read_text(encoding="utf-8")
    (folder / "safety.yaml").write_text(with_example(text), encoding="utf-8")
    assert await live.reload()
    assert live.mind is good
    assert "The changed answers are not in service; the last good ones are." in live.trouble
    assert 'does not fire on "the sun is out"' in live.trouble
    assert live.mind.screen.screen("we are drowning")
    (folder / "safety.yaml").write_text(text, encoding="utf-8")
    assert await live.reload()
    assert live.mind is not good
    assert live.trouble == ""


_OPENED = (
    "import asyncio, sys\n"
    "import sendbot.channels.telegram.service, sendbot.cli.wiring\n"
    "from sendbot.store.store import Store\n"
    "async def opened() -> None:\n"
    "    async with Store.open(sys.argv[1]):\n"
    "        pass\n"
    "asyncio.run(opened())\n"
    "print(*sys.modules)"
)


def test_what_answers_families_brings_nothing_that_only_a_new_database_or_a_fit_needs(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'some.db'}"
    new, current = (
        set(
            subprocess.run(
                [sys.executable, "-c", _OPENED, url], check=True, capture_output=True, text=True
            ).stdout.split()
        )
        for _ in range(2)
    )
    assert "alembic" in new
    assert not {"alembic", "scipy.special", "scipy.optimize", "spellchecker", "ctranslate2"} & current
