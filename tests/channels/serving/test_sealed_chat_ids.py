from __future__ import annotations

import pytest

from sendbot.channels.serving.sealed_chat_ids import Seal, new_key
from sendbot.errors import SettingsError


def test_a_seal_opens_only_with_a_key_of_its_own() -> None:
    old, new = new_key(), new_key()
    sealed = Seal(old).seal(-100_123)
    assert "100123" not in sealed
    assert Seal(f"{new},{old}").open(sealed) == -100_123
    assert Seal(new).open(sealed) is None
    assert Seal(new).open("nonsense") is None
    with pytest.raises(SettingsError, match=r"bot\.py doctor"):
        Seal("short")
