"""The same conversations with a Bot API server that nobody here wrote. Optional: it is said plainly when it
is skipped."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from sendbot.channels.serving.sealed_chat_ids import new_key
from tests.small_folder import write_small_folder
from tests.telegram.npm_server import NpmServer, package_or_skip
from tests.telegram.process import BotProcess
from tests.telegram.test_conversations import ALL, Talk

pytestmark = pytest.mark.asyncio(loop_scope="module")

_IT_CAN = frozenset({"family says", "bot says", "buttons", "button pressed", "button forged"})
"""It knows no files, groups, pictures or inline mode."""
TALKS = {
    name: talk
    for name, talk in ALL.items()
    if "in" not in talk and all(step.keys() <= _IT_CAN for step in talk["steps"])
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[NpmServer]:
    package = package_or_skip(tmp_path_factory.mktemp("npm"))
    house = tmp_path_factory.mktemp("talk")
    write_small_folder(house / "knowledge")
    async with NpmServer(package) as running, BotProcess(running, house, seal_key=new_key()):  # type: ignore[arg-type]
        yield running


class NpmTalk(Talk):
    """A conversation there."""

    async def family_says(self, text: str) -> None:
        await self.telegram.says(self.chat, text)  # type: ignore[misc]

    async def _press(self, data: str, message: int) -> None:
        await self.telegram.presses(self.chat, data, message)  # type: ignore[misc]


async def test_enough_of_the_conversations_can_be_held_there() -> None:
    assert len(TALKS) >= 12


@pytest.mark.parametrize("name", TALKS)
async def test_conversation(server: NpmServer, name: str) -> None:
    talk = NpmTalk(server, 1000 + list(TALKS).index(name))  # type: ignore[arg-type]
    steps: list[dict[str, Any]] = TALKS[name]["steps"]
    for step in steps:
        await talk.step(step)
