"""The key of the page is made once, for its owner's eyes only."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from sendbot.channels.web.keys import kept_key
from sendbot.channels.web.sealed_conversation import Carrier
from sendbot.errors import SettingsError

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such rights")


def test_a_key_is_made_kept_and_can_be_used(tmp_path: Path) -> None:
    key = kept_key(tmp_path / "data")
    assert kept_key(tmp_path / "data") == key
    assert (tmp_path / "data" / "web.key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["web.key"]
    Carrier(key)


def test_a_key_that_others_may_read_is_refused_with_what_to_do(tmp_path: Path) -> None:
    kept_key(tmp_path)
    (tmp_path / "web.key").chmod(0o644)
    with pytest.raises(SettingsError, match="chmod 600"):
        kept_key(tmp_path)


def test_a_folder_that_is_none_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match="SENDBOT_WEB_KEY"):
        kept_key(tmp_path / "file")


def test_a_start_that_was_cut_short_leaves_nothing_in_the_way(tmp_path: Path) -> None:
    (tmp_path / f"web.key.{os.getpid()}").write_text("half")
    Carrier(kept_key(tmp_path))
