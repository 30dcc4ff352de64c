from __future__ import annotations

from pathlib import Path

from sendbot.store.file import database_file, identity, size


def test_a_file_is_named_by_its_address_and_servers_have_none() -> None:
    assert database_file("sqlite+aiosqlite:///data/sendbot.db") == Path("data/sendbot.db")
    for url in (
        "postgresql+asyncpg://u@host/name",
        "sqlite+aiosqlite://",
        "sqlite+aiosqlite:///:memory:",
        "?",
    ):
        assert database_file(url) is None


def test_another_file_of_the_same_name_is_another(tmp_path: Path) -> None:
    path, other = tmp_path / "a", tmp_path / "b"
    path.write_bytes(b"")
    other.write_bytes(b"")
    before = identity(path)
    assert before == identity(path)
    other.replace(path)
    assert identity(path) != before
    path.unlink()
    assert identity(path) is None
    assert identity(None) is None


def test_a_file_that_is_not_there_has_no_size(tmp_path: Path) -> None:
    assert size(tmp_path / "a") == 0
    (tmp_path / "a").write_bytes(b"xyz")
    assert size(tmp_path / "a") == 3
